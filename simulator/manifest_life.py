"""How a manifest goes: filed before loading, answered by customs, its goods come, are counted, and it is closed."""

import msgspec

from .days import HOUR, MINUTE
from .dice import Dice
from .manifest_paper import Voyage
from .steps import Folder
from .world import Life, World

STOPPED = "待检疫处理 · Waits for quarantine treatment"
DONE = "处理完毕 · Treated"


class ManifestLife:
    """One manifest on its way. `files` and `there` (the ship's arrival) are simulated seconds."""

    def __init__(self, world: World, voyage: Voyage, files: int, there: int, dice: Dice) -> None:
        self.world, self.voyage, self.dice = world, voyage, dice
        self.files, self.there = files, there
        self.folder = Folder(voyage.type, voyage.name, voyage.call.owner, voyage.paper)

    def live(self) -> Life:
        """The whole way."""
        world, dice = self.world, self.dice
        yield world.wait_until(self.files)
        world.file(self.folder)
        yield world.wait(dice.about(4 * MINUTE))
        if dice.chance(0.05):
            world.decide(self.folder, "customs", "refer")
            yield world.wait(dice.about(HOUR))
        world.decide(self.folder, "customs", "accept")
        if dice.chance(0.01):
            world.env.process(self._stop())
        yield world.wait_until(max(world.now, self.there) + dice.uniform(0.5, 2) * HOUR)
        world.decide(self.folder, "port", "arrive")
        yield world.wait(dice.about(14 * HOUR, 0.4))
        world.decide(self.folder, "port", "tally")
        yield world.wait(dice.about(8 * HOUR))
        world.decide(self.folder, "customs", "reconcile")

    def _stop(self) -> Life:
        """Customs stops one bill, and lifts the stop some hours later."""
        world, dice = self.world, self.dice
        bill = msgspec.json.decode(self.voyage.paper(1))["bills"][0]["number"]
        yield world.wait(dice.about(3 * HOUR))
        world.file(self._notice("S", bill, False, STOPPED))
        yield world.wait(dice.about(10 * HOUR))
        if dice.chance(0.8):
            world.file(self._notice("L", bill, True, DONE))

    def _notice(self, mark: str, bill: str, lifted: bool, reason: str) -> Folder:
        name = f"{self.voyage.name}-{mark}"
        code = "13" if self.voyage.flow == "import" else "12"
        told = {"reference": name, "code": code, "bill": bill, "lifted": lifted, "reason": reason}
        return Folder("bill_notice", name, self.world.desk.offices["customs"], lambda _: msgspec.json.encode(told))
