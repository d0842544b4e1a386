"""The manifest of a voyage, as the JSON that the port asks for: written from the declarations that its cargo will have."""

import datetime as dt
from decimal import Decimal
from typing import Any

import msgspec

from .call_paper import Call
from .declaration_paper import Cargo, check_digit
from .dice import Dice
from .places import ABROAD
from .settings import Settings

PLANTED = 0.03
"""The share of bills on which manifest and declaration are made to differ."""
WAYS = ("packages", "weight", "box", "bill")


class Voyage(msgspec.Struct, frozen=True, kw_only=True):
    """What is on one voyage. `loads`, `leaves` and `comes` are simulated seconds; `cargos` as they will be declared."""

    settings: Settings
    call: Call
    flow: str
    loads: int
    leaves: int
    comes: int | None
    cargos: tuple[Cargo, ...]

    @property
    def type(self) -> str:
        """The document type."""
        return "original_manifest" if self.flow == "import" else "prestow_manifest"

    @property
    def name(self) -> str:
        """Begins the idempotency keys."""
        return f"{self.call.name}-{'MO' if self.flow == 'import' else 'MP'}"

    @property
    def has_bills(self) -> bool:
        """Is a bill left on it, whatever was planted?"""
        return b'"bills":[]' not in self.paper(1)

    def paper(self, revision: int) -> bytes:
        """The manifest as JSON."""
        dice = Dice(f"{self.settings.seed}:manifest:{self.name}")
        here, abroad = self.call.port.code, dice.choice(ABROAD)
        loading, discharge = (abroad, here) if self.flow == "import" else (here, abroad)
        bills, boxes = _cargo(self.cargos, dice)
        made: dict[str, Any] = {
            "reference": self.name,
            "customs_office": self.call.port.office,
            "transport_mode": "2",
            "means_of_transport": self.call.ship.name,
            "voyage": self.call.voyage + ("W" if self.flow == "import" else "E"),
            "container_ship": True,
            "carrier": "SAMPLE LINES（虚构）",
            "agent": f"示例船舶代理 {self.call.owner}（虚构）",
            "loading_port": loading,
            "discharge_port": discharge,
            "loading_at": self._at(self.loads),
            "departure_at": self._at(self.leaves),
            "bills": bills,
            "containers": boxes,
        }
        return msgspec.json.encode(made | ({"arrival_at": self._at(self.comes)} if self.comes else {}))

    def _at(self, second: int) -> dt.datetime:
        return self.settings.at(second)


def _cargo(cargos: tuple[Cargo, ...], dice: Dice) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Bills and boxes; now and then one differs from what is declared, as it happens between two firms."""
    bills: dict[str, dict[str, Any]] = {}
    boxes: dict[str, dict[str, Any]] = {}
    for cargo in cargos:
        told = msgspec.json.decode(_sound(cargo).paper(1))
        number, numbers = told["bill_number"], [b["number"] for b in told["containers"]]
        bill = {
            "number": number,
            "packages": told["packages"],
            "packing": told["packing"],
            "gross_weight": Decimal(str(told["gross_weight"])),
            "description": "SAMPLE GOODS（虚构）",
            "consignor": "EXAMPLE SHIPPER (FICTITIOUS)",
            "consignee": told["trader"]["name"],
        }
        way = dice.choice(WAYS) if dice.chance(PLANTED) else ""
        if way == "bill":
            continue
        bills[number] = _spoilt(bill, way, dice)
        for box in [_other_box(dice)] if way == "box" and numbers else numbers:
            boxes[box] = {"number": box, "bills": number, "kind": "12", "seals": f"FICT{dice.randrange(10**6):06d}"}
    return list(bills.values()), list(boxes.values())


def _sound(cargo: Cargo) -> Cargo:
    return msgspec.structs.replace(cargo, faulty=False)


def _spoilt(bill: dict[str, Any], way: str, dice: Dice) -> dict[str, Any]:
    if way == "packages":
        return bill | {"packages": bill["packages"] + dice.randrange(1, 9)}
    if way == "weight":
        return bill | {"gross_weight": bill["gross_weight"] + dice.randrange(20, 400)}
    return bill


def _other_box(dice: Dice) -> str:
    body = f"XXXU{dice.randrange(10**6):06d}"
    return body + check_digit(body)
