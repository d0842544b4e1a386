"""Which papers the maritime agency asks of a ship, code by code, each with the condition that calls for it.

The 22 codes and names are a list of 2019 (secondary). A condition that stands in the name of its paper is as sure as the
name; the others follow from the conventions behind the certificates and are to verify.
"""

from collections.abc import Callable
from importlib.resources import files
from typing import Literal

import msgspec

from kouan.kernel.codes import Code, read_codes

NAMES = read_codes("msa_attachments", (files("kouan.areas.ships") / "codes" / "msa_attachments.csv").read_text("utf-8"))


class Particulars(msgspec.Struct, frozen=True, kw_only=True):
    """What the conditions look at. Tonnes are whole tonnes of oil carried in bulk as cargo."""

    movement: Literal["arrival", "departure", "shift"]
    ship_type: str
    gross_tonnage: int
    chinese_flag: bool
    dangerous_goods: bool = False
    by_agent: bool = False
    oil_tonnes: int = 0
    escort: bool = False
    interim_certificate: bool = False
    condition_assessment: bool = False
    destination_changed: bool = False
    measure_lifted: bool = False

    @property
    def is_passenger(self) -> bool:
        """Of either kind of passenger ship."""
        return self.ship_type in ("passenger", "high-speed-passenger")

    @property
    def is_under_isps(self) -> bool:
        """Passenger ships of any size, cargo ships of 500 gross tonnage or more; not fishing vessels."""
        return self.is_passenger or (self.gross_tonnage >= 500 and self.ship_type != "fishing")

    @property
    def is_oil_tanker(self) -> bool:
        """An oil tanker, loaded or not."""
        return self.ship_type == "oil-tanker"


CONDITIONS: dict[str, Callable[[Particulars], bool]] = {
    "0001": lambda s: s.is_under_isps and not s.interim_certificate,
    "0002": lambda s: s.is_under_isps and s.interim_certificate,
    "0003": lambda s: s.is_under_isps,
    "0004": lambda s: s.is_oil_tanker and s.gross_tonnage >= 150,
    "0005": lambda s: s.is_oil_tanker and s.condition_assessment,
    "0006": lambda s: s.oil_tonnes > 0,
    "0007": lambda s: s.oil_tonnes > 2000,
    "0008": lambda s: s.is_oil_tanker or s.gross_tonnage > 1000,
    "0009": lambda s: s.escort,
    "0010": lambda s: s.dangerous_goods and s.movement == "arrival",
    "0011": lambda s: s.dangerous_goods,
    "0012": lambda s: True,
    "0013": lambda s: not s.chinese_flag,
    "0014": lambda s: s.destination_changed,
    "0015": lambda s: s.escort,
    "0016": lambda s: s.by_agent,
    "0017": lambda s: s.ship_type == "fishing" and s.movement == "arrival",
    "0018": lambda s: s.measure_lifted and s.movement == "departure",
    "0019": lambda s: s.chinese_flag,
    "0020": lambda s: s.ship_type == "fishing",
    "0021": lambda s: s.movement == "departure",
    "0022": lambda s: False,
}
"""In the order of the list. 0022 (anything else) is asked by a person, never by rule."""


def needed(ship: Particulars) -> list[Code]:
    """The papers that this ship needs for this movement, with their names and how sure we are of them."""
    return [NAMES.codes[code][0] for code, asks in CONDITIONS.items() if asks(ship)]
