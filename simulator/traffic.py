"""What a day brings: ships that are expected, goods in them and for them. One set of dice a day."""

from collections.abc import Sequence
from itertools import count

from .call_paper import Call, Ship, fleet
from .days import DAY, HOUR, busy
from .declaration_paper import Cargo
from .dice import Dice
from .firms import Desk
from .goods_life import GoodsLife
from .manifest_life import ManifestLife
from .manifest_paper import Voyage
from .month_life import months
from .places import PORTS, Port
from .session import Session
from .settings import Settings
from .ship_life import ShipLife
from .world import Life, World

SHIPS_AHEAD, GOODS_AHEAD = 6, 3
"""Days before arrival at which a day's ships and goods are drawn, so that they can be announced ahead."""
FAULTY = 0.004
MANIFESTED = {"import": 0.4, "export": 0.25}
"""The share of voyages whose manifests are filed here."""
DAYS_A_MONTH = 30.44

Expected = list[tuple[int, Call]]


def open_port(settings: Settings, desk: Desk, sessions: Sequence[Session] = ()) -> "Traffic":
    """A world in which traffic has begun, with its livelier stretches of before."""
    traffic = Traffic(World(settings, desk))
    traffic.world.env.process(traffic.flow())
    traffic.world.env.process(months(traffic.world))
    for session in sessions:
        traffic.more(session)
    return traffic


class Traffic:
    """Draws each day's ships and goods."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ships = fleet(world.settings.seed)
        self.expected: dict[tuple[str, int], Expected] = {}
        self.loaded: dict[tuple[str, str], list[Cargo]] = {}

    def flow(self) -> Life:
        """Every local midnight, for ever."""
        day = 0
        while True:
            self._ships(day + SHIPS_AHEAD)
            self._goods(day + GOODS_AHEAD)
            self._manifests("import", day, day + GOODS_AHEAD - 1)
            self._manifests("export", day, day + GOODS_AHEAD + 1)
            self.expected = {k: v for k, v in self.expected.items() if k[1] >= day}
            yield self.world.env.timeout(DAY)
            day += 1

    def more(self, session: Session) -> None:
        """Let more goods come while a session lasts."""
        if session.rate > 0:
            self.world.env.process(self._more(session))

    def _more(self, session: Session) -> Life:
        world = self.world
        dice = world.dice("more", session.start)
        yield world.wait_until(session.start)
        for n in count():
            yield world.env.timeout(dice.expovariate(session.rate / 60))
            if world.now >= session.end:
                return
            self._consign(f"X{session.start}{n:05d}", world.now // DAY, dice, world.now + round(dice.about(2 * HOUR)))

    def number(self, total: int, day: int, dice: Dice) -> int:
        """How many of a simulation's total fall on a day."""
        settings = self.world.settings
        growth = 1 + 0.04 * (day / 365 - settings.months / 24)
        return int(total / (settings.months * DAYS_A_MONTH) * busy(settings.day(day)) * growth + dice.random())

    def _ships(self, day: int) -> None:
        world = self.world
        dice = world.dice("ships", day)
        for n in range(self.number(world.settings.calls, day, dice)):
            port = dice.choices(PORTS, [p.ships for p in PORTS])[0]
            eta = day * DAY + dice.randrange(DAY) // 600 * 600
            call = self._call(f"C{day:04d}{n:04d}", port, dice.choice(self.ships), eta, dice)
            self.expected.setdefault((port.code, day), []).append((eta, call))
            world.env.process(ShipLife(world, call, eta, world.dice("call", call.name)).live())

    def _call(self, name: str, port: Port, ship: Ship, eta: int, dice: Dice) -> Call:
        settings = self.world.settings
        return Call(
            name=f"{settings.tag}-{name}",
            seed=f"{settings.seed}:paper:{name}",
            ship=ship,
            port=port,
            owner=dice.choice(self.world.desk.agents),
            eta=settings.at(eta),
            voyage=f"{dice.randrange(1, 400):03d}",
            wrong_flag=dice.chance(0.02),
            faulty=dice.chance(FAULTY),
        )

    def _goods(self, day: int) -> None:
        world = self.world
        dice = world.dice("goods", day)
        for n in range(self.number(world.settings.declarations, day, dice)):
            self._consign(f"G{day:04d}{n:05d}", day, dice)

    def _consign(self, name: str, day: int, dice: Dice, arrives: int | None = None) -> None:
        """Goods of one consignment set out."""
        port = dice.choices(PORTS, [p.goods for p in PORTS])[0]
        flow = "import" if dice.chance(0.46) else "export"
        cargo, planned = self._cargo(name, flow, port, day, dice)
        life = GoodsLife(self.world, cargo, arrives or planned, self.world.dice("life", name))
        self.world.env.process(life.live())

    def _cargo(self, name: str, flow: str, port: Port, day: int, dice: Dice) -> tuple[Cargo, int]:
        settings = self.world.settings
        call, (eta, means, voyage) = self._ship_for(flow, port, day, dice)
        by_road = dice.chance(0.06)
        if flow == "import":
            arrives = (
                day * DAY + dice.randrange(DAY) if by_road or eta is None else eta + round(dice.uniform(3, 20) * HOUR)
            )
        else:
            arrives = day * DAY + round(dice.triangular(6, 23.5, 15) * HOUR)
        cargo = Cargo(
            name=f"{settings.tag}-{name}",
            seed=f"{settings.seed}:paper:{name}",
            flow=flow,
            port=port,
            owner=dice.choice(self.world.desk.declarants),
            mode="4" if by_road else "2",
            means=f"粤Z·FAKE{dice.randrange(100):02d}" if by_road else means,
            voyage="" if by_road else voyage,
            border_day=settings.day(arrives // DAY) if flow == "import" else None,
            faulty=dice.chance(FAULTY),
        )
        if call and not by_road:
            self.loaded.setdefault((flow, call.name), []).append(cargo)
        return cargo, arrives

    def _ship_for(self, flow: str, port: Port, day: int, dice: Dice) -> tuple[Call | None, tuple[int | None, str, str]]:
        """A ship that brings the goods, or takes them later; a feeder where no ship is expected."""
        days = (day, day - 1) if flow == "import" else (day + 1, day + 2)
        known = [e for d in days for e in self.expected.get((port.code, d), [])]
        if known:
            eta, call = dice.choice(known)
            return call, (eta, call.ship.name, call.voyage + ("W" if flow == "import" else "E"))
        return None, (None, "SAMPLE FEEDER（虚构）", f"{dice.randrange(1, 400):03d}F")

    def _manifests(self, flow: str, day: int, arrival: int) -> None:
        """A share of the ships that are expected on that day have manifests; all of their goods are known by now."""
        world = self.world
        for eta, call in [e for p in PORTS for e in self.expected.get((p.code, arrival), [])]:
            cargos = self.loaded.pop((flow, call.name), [])
            dice = world.dice("manifest", flow, call.name)
            if not cargos or not dice.chance(MANIFESTED[flow]):
                continue
            files = day * DAY + round(dice.uniform(1, 20) * HOUR)
            lead = round(dice.uniform(25, 28) * HOUR) if dice.chance(0.96) else 10 * HOUR
            loads = files + lead if flow == "import" else max(files + lead, eta + 3 * HOUR)
            leaves = (loads + eta) // 2 if flow == "import" else loads + 12 * HOUR
            voyage = Voyage(
                settings=world.settings,
                call=call,
                flow=flow,
                loads=loads,
                leaves=max(loads, leaves),
                comes=max(eta, loads) if flow == "import" else None,
                cargos=tuple(cargos),
            )
            if voyage.has_bills:
                world.env.process(ManifestLife(world, voyage, files, eta, dice).live())
