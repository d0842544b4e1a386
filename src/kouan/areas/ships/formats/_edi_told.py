"""What an EDIFACT message tells of a ship: plain structs, every field optional, values as they stand.

Times of format 203 have no offset: they are local times of the port, kept as text without one.
"""

import msgspec


class CallTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """One port of an itinerary. `role` is this, previous, next or listed."""

    port: str
    role: str
    berth: str = ""
    eta: str = ""
    etd: str = ""
    ata: str = ""
    atd: str = ""
    level: int | None = None
    place: str = ""


class PersonTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """One person of a list. Personal: shown to whom may read persons, never logged."""

    family_name: str = ""
    given_names: str = ""
    role: str = ""
    sex: str = ""
    birth_date: str = ""
    birth_place: str = ""
    nationality: str = ""
    rank: str = ""
    document_kind: str = ""
    document_number: str = ""
    document_issuer: str = ""
    document_expires: str = ""
    embarked_at: str = ""
    leaves_at: str = ""

    @property
    def name(self) -> str:
        """Family and given names with a stroke between, one of them alone where the other is missing."""
        return "/".join(filter(None, (self.family_name, self.given_names)))


class DangerousTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """One dangerous goods item, weights in kilograms as decimals in text."""

    consignment: str = ""
    un: str = ""
    hazard: str = ""
    packing_group: str = ""
    flash_point: str = ""
    name: str = ""
    unit: str = ""
    position: str = ""
    gross: str = ""
    ems: str = ""
    place: str = ""


class WasteTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """One kind of waste with its quantity in cubic metres and what is said of it."""

    quantity: str = ""
    text: str = ""


class UnitTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """One unit of a bay plan."""

    number: str = ""
    type: str = ""
    position: str = ""
    weight: str = ""
    loaded_at: str = ""
    discharged_at: str = ""
    empty: bool = False
    un: tuple[str, ...] = ()
    place: str = ""


class ShipTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message: which ship, which call, and the rows that its kind carries."""

    message: str
    reference: str = ""
    document: str = ""
    function: str = ""
    ship_name: str = ""
    imo: str = ""
    call_sign: str = ""
    flag: str = ""
    voyage: str = ""
    port: str = ""
    berth: str = ""
    eta: str = ""
    etd: str = ""
    previous_port: str = ""
    next_port: str = ""
    agent: str = ""
    crew: int | None = None
    passengers: int | None = None
    persons: int | None = None
    purposes: tuple[str, ...] = ()
    draught: str = ""
    net_tonnage: str = ""
    security_level: int | None = None
    documents: tuple[str, ...] = ()
    texts: tuple[str | tuple[str, ...], ...] = ()
    calls: tuple[CallTold, ...] = ()
    people: tuple[PersonTold, ...] = ()
    dangerous: tuple[DangerousTold, ...] = ()
    consignments: int | None = None
    wastes: tuple[WasteTold, ...] = ()
    units: tuple[UnitTold, ...] = ()
    counted: int | None = None
