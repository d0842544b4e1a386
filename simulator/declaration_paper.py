"""The paper of a goods declaration, as the JSON that the port asks for. Built anew whenever it is sent, always the same."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec

from .dice import Dice
from .firms import agent_of, clerk_of, trader
from .places import Port
from .wares import EXPORTED, IMPORTED, KG, Ware

FEN, THOUSANDTH = Decimal("0.01"), Decimal("0.001")
TERMS = {"import": ("1", "3", "3", "2"), "export": ("3", "3", "1", "2")}
COSTS = {
    "import": {"1": (), "2": ("insurance",), "3": ("freight", "insurance")},
    "export": {"3": (), "2": ("freight",), "1": ("freight", "insurance")},
}
FAULTS = ("total", "net", "container", "trade_mode", "office")


class Cargo(msgspec.Struct, frozen=True, kw_only=True):
    """What a consignment is: enough to write its declaration again and again."""

    name: str
    seed: str
    flow: str
    port: Port
    owner: str
    mode: str
    means: str
    voyage: str
    border_day: dt.date | None
    faulty: bool = False

    def paper(self, revision: int) -> bytes:
        """The declaration as JSON; revision 2 and later correct the weight. A faulty one breaks a rule on purpose."""
        dice = Dice(self.seed)
        made = _head(self, dice)
        made |= _loaded(self, dice, revision)
        if self.faulty:
            _spoil(made, dice.choice(FAULTS))
        return msgspec.json.encode(made)


def _head(cargo: Cargo, dice: Dice) -> dict[str, Any]:
    goods_of = trader(dice.randrange(64))
    terms = dice.choice(TERMS[cargo.flow])
    costs = {name: _cost(name, dice) for name in COSTS[cargo.flow][terms]}
    office = cargo.port.office
    return {
        "reference": cargo.name,
        "customs_office": office,
        "border_office": office,
        "contract_number": f"FICT-{dice.randrange(10**6):06d}",
        "trader": goods_of,
        "owner": goods_of,
        "agent": agent_of(cargo.owner),
        "entry": clerk_of(cargo.owner),
        "overseas_party": f"EXAMPLE {dice.choice(('NORTH', 'SOUTH', 'EAST', 'WEST'))} TRADING (FICTITIOUS)",
        "transport_mode": cargo.mode,
        "means_of_transport": cargo.means,
        "voyage": cargo.voyage,
        "bill_number": f"FICTBL{dice.randrange(10**7):07d}",
        "trade_mode": dice.choices(("0110", "0615", "9610"), (88, 9, 3))[0],
        "levy_nature": "101",
        "border_port": cargo.port.code,
        "deal_terms": terms,
        **costs,
        **({"border_date": cargo.border_day} if cargo.border_day else {}),
    }


def _cost(name: str, dice: Dice) -> dict[str, Any]:
    if name == "insurance":
        return {"mark": "1", "amount": Decimal("0.3")}
    return {"mark": "3", "amount": Decimal(dice.randrange(400, 4_000)), "currency": "USD"}


def _loaded(cargo: Cargo, dice: Dice, revision: int) -> dict[str, Any]:
    """Goods, weights, boxes and the land they come from or go to."""
    ware = dice.choice(IMPORTED if cargo.flow == "import" else EXPORTED)
    land = dice.choice(ware.lands)
    count = 1 if ware.bulk else dice.choices((1, 2, 3, 5), (55, 25, 14, 6))[0]
    lines = [_line(number + 1, ware, land, cargo.flow, dice) for number in range(count)]
    net = sum((_weight(line) for line in lines), Decimal(0))
    gross = (net * Decimal("1.08")).quantize(THOUSANDTH) + revision
    packages = 1 if ware.bulk else max(1, int(net / 18))
    boxes = [] if ware.bulk or cargo.mode != "2" else [_box(dice, count)]
    return {
        "goods": lines,
        "containers": boxes,
        "packing": "00" if ware.bulk else "22",
        "packages": packages,
        "gross_weight": gross,
        "net_weight": net,
        "trading_country": land,
        "partner_country": land,
        "partner_port": f"{land}000",
        **(_import_side(land) if cargo.flow == "import" else {}),
    }


def _import_side(land: str) -> dict[str, str]:
    return {"dispatch_port": f"{land}000", "goods_place": "示例监管仓库（虚构）"}


def _line(item: int, ware: Ware, land: str, flow: str, dice: Dice) -> dict[str, Any]:
    quantity = Decimal(max(1, round(dice.about(ware.lot, 0.5))))
    price = (ware.price * Decimal(round(dice.uniform(85, 115))) / 100).quantize(Decimal("0.0001"))
    weight = (
        {} if ware.unit == KG else {"second_quantity": (quantity * ware.kg).quantize(THOUSANDTH), "second_unit": KG}
    )
    return {
        "item": item,
        "commodity_code": ware.code,
        "name": ware.name,
        "specification": ware.specification,
        "quantity": quantity,
        "unit": ware.unit,
        "unit_price": price,
        "total": (price * quantity).quantize(FEN, ROUND_HALF_UP),
        "currency": "USD",
        "first_quantity": quantity,
        "first_unit": ware.unit,
        **weight,
        "origin_country": land if flow == "import" else "CHN",
        "destination_country": "CHN" if flow == "import" else land,
        "district": "44000",
        "duty_mode": "1",
    }


def _weight(line: dict[str, Any]) -> Decimal:
    weight: Decimal = line.get("second_quantity", line["quantity"])
    return weight


def _box(dice: Dice, lines: int) -> dict[str, Any]:
    body = f"XXXU{dice.randrange(10**6):06d}"
    items = ",".join(str(n + 1) for n in range(lines))
    return {"number": body + check_digit(body), "kind": "12", "items": items, "tare": Decimal(4600)}


_VALUES = {c: n for n, c in enumerate("0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ")}
"""Values of ISO 6346: multiples of 11 are left out."""


def check_digit(body: str) -> str:
    """The eleventh character of a container number."""
    return str(sum(_VALUES[c] << place for place, c in enumerate(body)) % 11 % 10)


def _spoil(made: dict[str, Any], fault: str) -> None:
    """Break one rule, as hurried people do."""
    match fault:
        case "total":
            made["goods"][0]["total"] += 100
        case "net":
            made["gross_weight"] = made["net_weight"] - 1
        case "container" if made["containers"]:
            box = made["containers"][0]
            box["number"] = box["number"][:10] + str((int(box["number"][10]) + 1) % 10)
        case "trade_mode":
            made["trade_mode"] = "9999"
        case _:
            made["customs_office"] = "99"
