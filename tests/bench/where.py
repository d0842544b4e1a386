"""How often an expected release keeps its promise: `python -m tests.bench.where [--declarations N] [--seed S]`.

Plays two simulated years without a port; at random instants of the last six months it asks for every declaration that is
open then and is released later, answers with what the product would have known (releases before that instant, the same
functions), and counts how often the release fell in the 80 % interval. The case itself is never in its own sample.
"""

import argparse
import datetime as dt
import random
from bisect import bisect_right
from collections import Counter, defaultdict

import msgspec

from kouan.areas.window.consignment.expecting import MOST_CASES, Past, bounds, enough, remaining
from kouan.areas.window.machines import DECLARATION, S
from simulator.firms import Desk
from simulator.goods_life import FLOWS
from simulator.settings import Settings
from simulator.steps import Folder, Step, Verb
from simulator.traffic import open_port

DAY = 86_400
Cell = tuple[str, ...]


class Stretch(msgspec.Struct):
    """A stretch of one case, in simulated seconds; `released` of the whole case, 0 where it never was."""

    case: str
    firm: str
    port: str
    flow: str
    mode: str
    state: str
    arrived: bool
    began: int
    ended: int = 0
    released: int = 0

    def cells(self) -> tuple[Cell, ...]:
        """The cells from the narrowest to the widest, as the product asks them."""
        base = (self.flow, self.state, str(self.arrived))
        return ((*base, self.mode, self.port), (*base, self.mode), base)


def stretches(steps: list[Step]) -> list[Stretch]:
    """All stretches of all declarations, by the product's own machine."""
    kinds = {f"{flow}_declaration" for flow in FLOWS}
    by_case: dict[Folder, list[Step]] = defaultdict(list)
    for step in steps:
        if step.folder.type in kinds and not step.folder.faulty:
            by_case[step.folder].append(step)
    return [made for folder, told in by_case.items() for made in _life(folder, told)]


def _life(folder: Folder, told: list[Step]) -> list[Stretch]:
    paper = msgspec.json.decode(folder.paper(1))
    mode = {"2": "sea", "4": "road"}.get(paper["transport_mode"], "other")
    state, arrived = S.LODGED.value, False
    flow = folder.type.partition("_")[0]
    made = [Stretch(folder.name, folder.owner, paper["border_port"], flow, mode, state, arrived, told[0].at)]
    for step in told[1:]:
        if step.verb is not Verb.DECIDE:
            continue
        after = DECLARATION.next(state, step.action).value
        came = arrived or step.action == "report_arrival"
        if (after, came) == (state, arrived):
            continue
        made[-1].ended = step.at
        state, arrived = after, came
        if state == S.RELEASED:
            for stretch in made:
                stretch.released = step.at
        if state not in (S.RELEASED, S.VOID):
            made.append(
                msgspec.structs.replace(made[0], state=state, arrived=arrived, began=step.at, ended=0, released=0)
            )
    return made


class Memory:
    """What the product knows at a moment: stretches of released cases by cell, in the order of release."""

    def __init__(self, known: list[Stretch]) -> None:
        self._cells: dict[Cell, list[Stretch]] = defaultdict(list)
        for stretch in sorted((s for s in known if s.released), key=lambda s: s.released):
            for cell in stretch.cells():
                self._cells[cell].append(stretch)
        self._times = {cell: [s.released for s in held] for cell, held in self._cells.items()}

    def answer(self, now: int, of: Stretch) -> tuple[int, int, int, int] | None:
        """Low, middle and high second of the expected release and how wide the cell was (0 is narrowest), or None."""
        for width, cell in enumerate(of.cells()):
            last = bisect_right(self._times.get(cell, []), now)
            held = self._cells.get(cell, [])[max(0, last - MOST_CASES) : last]
            past = [Past(s.ended - s.began, s.released - s.began, s.firm, 0) for s in held if s.case != of.case]
            left, alike = remaining(past, now - of.began)
            if enough(alike):
                low, middle, high = bounds(left)
                return now + low, now + middle, now + high, width
        return None


def main() -> int:
    """Play, ask, count; 0 where the share that fell in is 80 % within 5."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--declarations", type=int, default=12_000)
    parser.add_argument("--looks", type=int, default=300, help="random instants")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    settings = Settings(seed=asked.seed, start=dt.date(2024, 11, 1), declarations=asked.declarations)
    firms = tuple(f"firm{n}" for n in range(12))
    offices = {role: role for role in ("customs", "maritime", "border", "port")}
    world = open_port(settings, Desk(firms, ("agent",), offices)).world
    world.run(720 * DAY)
    known = stretches(world.steps)
    memory, dice = Memory(known), random.Random(asked.seed)
    later = [s for s in known if s.released and s.ended > 540 * DAY]
    kept: Counter[str] = Counter()
    told: Counter[str] = Counter()
    widths: list[float] = []
    looks = sorted(dice.randrange(540 * DAY, 715 * DAY) for _ in range(asked.looks))
    for now, here in ((t, s) for t in looks for s in later if s.began <= t < s.ended):
        found = memory.answer(now, here)
        if found is None:
            told["no answer"] += 1
            continue
        low, _, high, _ = found
        inside = low <= here.released <= high
        for name in ("all", here.flow, f"{here.flow} {here.state} {'arrived' if here.arrived else 'to come'}"):
            told[name] += 1
            kept[name] += inside
        widths.append((high - low) / 3600)
    for name, n in sorted(told.items()):
        if name != "no answer":
            print(f"{name:32} {n:6} asked  {100 * kept[name] / n:5.1f} % in the 80 % interval")
    share = 100 * kept["all"] / max(1, told["all"])
    widths.sort()
    print(
        f"no answer: {told['no answer']}; median width {widths[len(widths) // 2]:.1f} h; coverage {share:.1f} % (80 ± 5)"
    )
    return 0 if 75 <= share <= 85 else 1


if __name__ == "__main__":
    raise SystemExit(main())
