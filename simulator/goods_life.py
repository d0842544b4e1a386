"""How a declaration of goods goes: filed ahead or after, accepted, sometimes sent back, inspected or held, released."""

import simpy

from .days import DAY, HOUR, MINUTE, office
from .declaration_paper import Cargo
from .dice import Dice
from .steps import Folder
from .world import Life, World, duty

SEND_BACK = (
    "品名与规格不符，请更正 · Name and specification do not agree",
    "件数与舱单不一致 · Packages differ from the manifest",
)
REJECT = "申报单位与委托不符，不予受理 · The declaring unit has no mandate"
HOLD = ("待补原产地证明 · Proof of origin to follow", "知识产权状况待确认 · Intellectual property to be confirmed")
FOUND = "实到数量多于申报，已补报 · More came than was declared; declared since"
WITHDRAW = "重复申报，撤回 · Filed twice, withdrawn"
CORRECT = "更正毛重 · Gross weight corrected"
CANCEL = "货物退运，撤销申报 · Goods go back, declaration cancelled"


class Flow:
    """What differs between import and export: medians in hours, shares of cases."""

    def __init__(
        self, *, release: float, late: float, ahead: float, inspected: float, held: float, inspect: float
    ) -> None:
        self.release, self.late, self.ahead = release, late, ahead
        self.inspected, self.held, self.inspect = inspected, held, inspect


FLOWS = {
    "import": Flow(release=2.0, late=5.0, ahead=14.0, inspected=0.040, held=0.014, inspect=1.0),
    "export": Flow(release=0.55, late=0.35, ahead=12.0, inspected=0.012, held=0.001, inspect=0.25),
}


class GoodsLife:
    """One consignment on its way. `arrives` is the second at which the goods reach the supervised place."""

    def __init__(self, world: World, cargo: Cargo, arrives: int, dice: Dice) -> None:
        self.world, self.port, self.dice = world, cargo.port, dice
        self.flow = FLOWS[cargo.flow]
        self.arrives = arrives
        self.arrived = simpy.Event(world.env)
        self.paid = simpy.Event(world.env)
        self.cargo = cargo
        self.folder = Folder(f"{cargo.flow}_declaration", cargo.name, cargo.owner, cargo.paper)

    def live(self) -> Life:
        """The whole way."""
        world, dice = self.world, self.dice
        ahead = dice.chance((0.45 if self.cargo.flow == "import" else 0.72) + min(0.2, 0.08 * world.years()))
        yield world.wait_until(self._filing(ahead))
        if self.cargo.faulty:
            yield from self._faulty_first()
        world.file(self.folder)
        world.env.process(self._arrive())
        if dice.chance(0.006):
            yield world.wait(dice.about(2 * HOUR))
            return self._close("owner", "withdraw", WITHDRAW)
        yield from self._accept()
        if self.folder.closed:
            return None
        world.env.process(self._pay())
        yield from self._examine()
        return None

    def _pay(self) -> Life:
        """Imports owe taxes: the firm orders the bank to pay, and the bank tells that it has."""
        if self.cargo.flow == "import" and "bank" in self.world.desk.offices:
            dice = self.world.dice("tax", self.folder.name)
            yield self.world.wait(dice.about(12 * MINUTE))
            self.world.pay(self.folder)
            yield self.world.wait(dice.about(4 * MINUTE))
            self.world.book(self.folder)
        self.paid.succeed()

    def _filing(self, ahead: bool) -> float:
        dice, flow = self.dice, self.flow
        if ahead:
            return self.arrives - min(dice.about(flow.ahead * HOUR), 50 * HOUR)
        late = self.arrives + dice.about(flow.late * HOUR * self.world.pace(self.port), 0.8)
        return duty(late) if dice.chance(0.5) else late

    def _faulty_first(self) -> Life:
        """A filing that the checks refuse; the declarant reads what is wrong and files anew."""
        wrong = Folder(self.folder.type, f"{self.folder.name}F", self.folder.owner, self.cargo.paper, faulty=True)
        self.world.file(wrong)
        self.folder.paper = Cargo(
            **{f: getattr(self.cargo, f) for f in self.cargo.__struct_fields__} | {"faulty": False}
        ).paper
        yield self.world.wait(self.dice.about(20 * MINUTE))

    def _arrive(self) -> Life:
        """The port reports the goods when they come, or as soon as there is a case to report them on."""
        world = self.world
        late = world.now >= self.arrives
        yield world.wait(self.dice.about(4 * MINUTE, 0.3)) if late else world.wait_until(self.arrives)
        if not self.folder.closed:
            world.decide(self.folder, "port", "report_arrival", happened=self.arrives if late else None)
            self.arrived.succeed()

    def _accept(self) -> Life:
        """Most are accepted by machine in minutes; the rest waits for a person, who may send it back or reject it."""
        world, dice = self.world, self.dice
        if dice.chance(0.86 if self.cargo.flow == "import" else 0.96):
            yield world.wait(dice.about(3 * MINUTE, 0.5))
        else:
            yield world.wait_until(duty(world.now))
            yield world.wait(dice.about(40 * MINUTE * world.pace(self.port), 0.8))
        if dice.chance(0.007):
            return self._close("customs", "reject", REJECT)
        if dice.chance(0.025):
            world.decide(self.folder, "customs", "send_back", dice.choice(SEND_BACK))
            yield world.wait_until(duty(world.now + self._answer_time()))
            world.amend(self.folder, CORRECT)
            yield world.wait(dice.about(4 * MINUTE))
            world.decide(self.folder, "owner", "resubmit")
            yield world.wait(dice.about(15 * MINUTE))
        if dice.chance(0.012):
            world.amend(self.folder, CORRECT)
            yield world.wait(dice.about(10 * MINUTE))
        world.decide(self.folder, "customs", "accept")
        return None

    def _answer_time(self) -> float:
        """Exporters answer soon, for the ship will not wait; importers now and then only after days."""
        return self.dice.about(3 * HOUR, 1.4) if self.cargo.flow == "import" else self.dice.about(0.5 * HOUR, 0.6)

    def _examine(self) -> Life:
        """Risk decides who is inspected or held; all others are released some time after the goods are there."""
        world, dice, flow = self.world, self.dice, self.flow
        if dice.chance(0.003):
            yield world.wait(dice.about(6 * HOUR))
            yield self.paid
            return self._close("customs", "cancel", CANCEL)
        if dice.chance(flow.inspected * (1 - 0.1 * world.years())):
            yield from self._inspect()
        elif dice.chance(flow.held):
            yield from self._hold()
        yield self.arrived
        yield world.wait(dice.about(flow.release * HOUR * world.pace(self.port), 0.85))
        yield self.paid
        return self._close("customs", "release", "")

    def _inspect(self) -> Life:
        world, dice = self.world, self.dice
        yield world.wait(dice.about(20 * MINUTE))
        world.decide(self.folder, "customs", "order_inspection")
        yield self.arrived
        with world.teams[self.port.code].request() as team:
            yield team
            yield world.wait_until(self._office(dice.about(3 * HOUR * self.flow.inspect * world.pace(self.port))))
            world.decide(self.folder, "customs", "start_inspection")
            yield world.wait_until(self._office(dice.about(2.5 * HOUR * self.flow.inspect, 0.5)))
            if world.dice("found", self.folder.name).chance(0.08):
                world.decide(self.folder, "customs", "find_discrepancy", FOUND)
                yield world.wait_until(self._office(dice.about(4 * HOUR)))
                world.decide(self.folder, "customs", "lift_hold")
            else:
                world.decide(self.folder, "customs", "complete_inspection")
        yield world.wait(dice.about(30 * MINUTE))

    def _hold(self) -> Life:
        world, dice = self.world, self.dice
        yield world.wait(dice.about(30 * MINUTE))
        world.decide(self.folder, "customs", "hold", dice.choice(HOLD))
        yield world.wait_until(self._office(min(dice.about(8 * HOUR * self.flow.inspect, 0.8), 5 * DAY)))
        world.decide(self.folder, "customs", "lift_hold")

    def _office(self, work: float) -> float:
        """When so much work is done: exports are looked at on every day, imports in office hours."""
        if self.cargo.flow == "export":
            return duty(self.world.now + work)
        return office(self.world.settings.start, self.world.now, work)

    def _close(self, role: str, action: str, reason: str) -> None:
        self.folder.closed = True
        self.world.decide(self.folder, role, action, reason)
