"""How a ship's call goes: announced, cleared by four agencies each at its own speed, arrived, berthed, gone."""

import simpy

from .call_paper import Call
from .days import HOUR, MINUTE, office
from .dice import Dice
from .steps import Folder
from .world import Life, World, duty

SPEED = {"maritime": 3.0, "customs": 4.5, "border": 1.8, "port": 1.2}
"""Median hours of each agency when the simulation begins."""
QUERY = {
    "maritime": "请说明吃水与泊位水深 · Explain draught and depth at the berth",
    "customs": "请补充货物概况 · More about the cargo, please",
    "border": "请核对船员人数 · Check the number of crew",
    "port": "请确认拟靠泊位 · Confirm the berth",
}
WRONG_FLAG = "船旗与国籍证书不符 · The flag differs from the certificate of registry"
HELD = "保安信息待核实 · Security information to be verified"
REVOKED = "收到新的情况，重新审核 · New information, deciding again"
GIVEN_UP = "航次取消 · The voyage is cancelled"
MENDED = "更正船旗 · Flag corrected"


class ShipLife:
    """One call on its way. `eta` and `arrives` are simulated seconds."""

    def __init__(self, world: World, call: Call, eta: int, dice: Dice) -> None:
        self.world, self.call, self.dice = world, call, dice
        self.eta = eta
        self.arrives = eta + round(dice.gauss(0, 2 * HOUR))
        self.cleared = dict.fromkeys(SPEED, False)
        self.here = False
        self.changed = simpy.Event(world.env)
        self.folder = Folder("ship_call", call.name, call.owner, call.paper)

    def live(self) -> Life:
        """The whole way."""
        world, dice = self.world, self.dice
        yield world.wait_until(duty(self.eta - dice.uniform(16, 100) * HOUR))
        if self.call.faulty:
            yield from self._faulty_first()
        world.file(self.folder)
        for agency in SPEED:
            world.env.process(self._decide(agency))
        if dice.chance(0.012):
            yield world.wait_until(max(world.now + HOUR, self.eta - dice.uniform(4, 12) * HOUR))
            self.folder.closed = True
            world.decide(self.folder, "owner", "withdraw", GIVEN_UP)
            return
        yield world.wait_until(max(world.now + HOUR, self.arrives))
        world.decide(self.folder, dice.choice(("owner", "owner", "port")), "arrive")
        self.here = True
        yield from self._alongside()

    def _faulty_first(self) -> Life:
        right = {f: getattr(self.call, f) for f in self.call.__struct_fields__} | {"faulty": False}
        wrong = Folder("ship_call", f"{self.folder.name}F", self.folder.owner, self.call.paper, faulty=True)
        self.world.file(wrong)
        self.folder.paper = Call(**right).paper
        yield self.world.wait(self.dice.about(25 * MINUTE))

    def _alongside(self) -> Life:
        world, dice = self.world, self.dice
        with world.berths[self.call.port.code].request() as berth:
            yield berth
            while not all(self.cleared.values()):
                yield self.changed
            yield world.wait(dice.about(80 * MINUTE))
            world.decide(self.folder, dice.choice(("owner", "port")), "berth")
            yield world.wait(dice.about(20 * HOUR, 0.5))
            self.folder.closed = True
            world.decide(self.folder, "owner", "depart")

    def _decide(self, agency: str) -> Life:
        """An agency looks at the papers; now and then it asks, or holds, or thinks again."""
        world, dice = self.world, self.dice
        yield world.wait_until(duty(world.now) if dice.chance(0.6) else world.now)
        yield world.wait(dice.about(SPEED[agency] * HOUR * world.pace(self.call.port), 0.8))
        if agency == "maritime" and self.call.wrong_flag:
            yield from self._flag()
        elif dice.chance(0.025):
            self._say(agency, "query", QUERY[agency])
            yield world.wait_until(duty(world.now + dice.about(3 * HOUR)))
        elif dice.chance(0.006):
            self._say(agency, "hold", HELD)
            yield world.wait_until(office(world.settings.start, world.now, dice.about(6 * HOUR)))
        self._clear(agency)
        if dice.chance(0.004) and not self.here and world.now + 6 * HOUR < self.arrives:
            yield from self._again(agency)

    def _flag(self) -> Life:
        """The one question that is answered by a new revision: it touches every agency, so all decide again."""
        world, dice = self.world, self.dice
        self._say("maritime", "query", WRONG_FLAG)
        yield world.wait_until(duty(world.now + dice.about(2 * HOUR)))
        if self.folder.closed:
            return
        world.amend(self.folder, MENDED)
        for agency in [a for a, cleared in self.cleared.items() if cleared]:
            self.cleared[agency] = False
            world.env.process(self._reclear(agency))
        yield world.wait(dice.about(40 * MINUTE))

    def _reclear(self, agency: str) -> Life:
        yield self.world.wait(self.dice.about(50 * MINUTE))
        self._clear(agency)

    def _again(self, agency: str) -> Life:
        yield self.world.wait(self.dice.uniform(0.5, 1.5) * HOUR)
        if self.cleared[agency] and not self.here:
            self.cleared[agency] = False
            self._say(agency, "revoke", REVOKED)
            yield self.world.wait(self.dice.about(1.5 * HOUR))
            self._clear(agency)

    def _clear(self, agency: str) -> None:
        if self.cleared[agency] or self.folder.closed:
            return
        self.cleared[agency] = True
        self._say(agency, "clear", "")
        self.changed.succeed()
        self.changed = simpy.Event(self.world.env)

    def _say(self, agency: str, action: str, reason: str) -> None:
        if not self.folder.closed:
            self.world.decide(self.folder, agency, action, reason)
