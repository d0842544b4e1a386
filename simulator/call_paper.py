"""Invented ships and the paper of a ship's call, as the JSON that the port asks for."""

import datetime as dt
from typing import Any

import msgspec

from .dice import Dice
from .places import ABROAD, Port

NAMES = [
    "JUPITER",
    "SATURN",
    "COMET",
    "METEOR",
    "ORION",
    "LYRA",
    "VEGA",
    "ALTAIR",
    "RIGEL",
    "DENEB",
    "PERSEUS",
    "AQUILA",
    "CYGNUS",
    "DRACO",
    "HYDRA",
    "PHOENIX",
    "CORAL",
    "PEARL",
    "AMBER",
    "JADE",
    "TOPAZ",
    "OPAL",
    "QUARTZ",
    "ONYX",
    "CEDAR",
    "MAPLE",
    "WILLOW",
    "LOTUS",
    "PEONY",
    "ORCHID",
    "JASMINE",
    "CAMELLIA",
    "HARBOUR",
    "HORIZON",
    "BEACON",
    "COMPASS",
    "ANCHOR",
    "VOYAGER",
    "NAVIGATOR",
    "PILOT",
]
FLAGS = ("PA", "LR", "HK", "CN", "MT", "MH")
TYPES = (
    ("container", 62),
    ("bulk", 14),
    ("general-cargo", 12),
    ("oil-tanker", 5),
    ("ro-ro", 4),
    ("chemical-tanker", 3),
)
NIL = ("unmanifested_cargo", "weapons", "ammunition", "animals", "stowaways", "passengers", "waste", "illness")
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


class Ship(msgspec.Struct, frozen=True):
    """An invented ship."""

    number: int
    name: str
    kind: str
    flag: str
    gross: int


def fleet(seed: int, count: int = 80) -> tuple[Ship, ...]:
    """The ships of a simulation."""
    dice = Dice(f"{seed}:fleet")
    kinds, weights = zip(*TYPES, strict=True)
    return tuple(_ship(n, dice.choices(kinds, weights)[0], dice) for n in range(count))


def _ship(number: int, kind: str, dice: Dice) -> Ship:
    name = f"SAMPLE {NAMES[number % len(NAMES)]} {number // len(NAMES) + 1}（虚构）"
    return Ship(number, name, kind, dice.choice(FLAGS), dice.randrange(6_000, 120_000))


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One call of one ship: enough to write its declaration again and again."""

    name: str
    seed: str
    ship: Ship
    port: Port
    owner: str
    eta: dt.datetime
    voyage: str
    wrong_flag: bool = False
    faulty: bool = False

    def paper(self, revision: int) -> bytes:
        """The general declaration as JSON; where the flag was wrong at first, revision 2 corrects it."""
        dice = Dice(self.seed)
        nil = dict.fromkeys(NIL, "nil") | {
            "cargo": "listed",
            "dangerous_goods": dice.choice(("nil", "nil", "nil", "listed")),
        }
        crew = dice.randrange(18, 27)
        made = {
            "ship": self._ship(dice, revision),
            "voyage": self._voyage(dice),
            "persons": {"crew": crew, "passengers": 0, "on_board": crew},
            "cargo": f"示例货物 {dice.randrange(1, 90) * 100} 吨 sample cargo, tonnes",
            "nil": nil,
            "security": {"level": 1, "certificate": "full", "expires": self.eta.date() + dt.timedelta(days=400)},
            "master": {"given_names": "Invented", "family_name": "Mariner"},
            "agent": {"code": uscc(self.owner), "name": f"示例船舶代理 {self.owner}（虚构）"},
        }
        if self.faulty:
            made["persons"] = {"crew": crew, "passengers": 0, "on_board": crew + 2}
        return msgspec.json.encode(made)

    def _ship(self, dice: Dice, revision: int) -> dict[str, Any]:
        ship = self.ship
        wrong = self.wrong_flag and revision == 1
        draught = dice.randrange(60, 140)
        return {
            "name": ship.name,
            "imo": imo(ship.number),
            "call_sign": f"3EX{ship.number:02d}",
            "flag": ("LR" if ship.flag == "PA" else "PA") if wrong else ship.flag,
            "ship_type": ship.kind,
            "gross_tonnage": ship.gross,
            "net_tonnage": ship.gross * 55 // 100,
            "length_overall": str(90 + ship.gross // 500),
            "draught_fore": f"{draught // 10}.{draught % 10}",
            "draught_aft": f"{draught // 10}.{draught % 10}",
        }

    def _voyage(self, dice: Dice) -> dict[str, Any]:
        last, following = dice.sample(ABROAD, 2)
        stay = dt.timedelta(hours=dice.randrange(12, 50))
        return {
            "port": self.port.code,
            "number_in": f"{self.voyage}W",
            "number_out": f"{self.voyage}E",
            "eta": self.eta,
            "etd": self.eta + stay,
            "last_port": last,
            "left_last_port": self.eta - dt.timedelta(hours=dice.randrange(20, 240)),
            "next_port": following,
            "next_port_eta": self.eta + stay + dt.timedelta(hours=dice.randrange(20, 240)),
            "purposes": [{"code": "16"}, {"code": "17"}],
            "berth": str(dice.randrange(1, 12)),
        }


def imo(number: int) -> str:
    """A well-formed IMO number from the end of the range, for ships that do not exist."""
    six = f"{999_800 + number:06d}"
    return six + str(sum(int(d) * w for d, w in zip(six, range(7, 1, -1), strict=True)) % 10)


def uscc(organisation: str) -> str:
    """A well-formed credit code of an organisation that does not exist: district 000000, and a body that says FAKE."""
    number = sum(_USCC.find(c.upper()) + 1 << n for n, c in enumerate(organisation)) % 100_000
    body = f"91000000FAKE{number:05d}"
    total = sum(_USCC.index(c) * w for c, w in zip(body, _WEIGHTS, strict=True))
    return body + _USCC[(31 - total % 31) % 31]
