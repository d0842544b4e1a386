"""What the simulated people do, as a list in the order of time: the plan that is then sent to the port."""

from collections.abc import Callable
from enum import StrEnum


class Verb(StrEnum):
    """The ways to move a case, and what goes on beside it: taxes paid, booked by the bank, drawn together."""

    FILE = "file"
    AMEND = "amend"
    DECIDE = "decide"
    PAY = "pay"
    BOOK = "book"
    DRAW = "draw"


class Folder:
    """One case as its simulated people know it. `id`, `version` and `lost` are learnt from the port's answers."""

    __slots__ = ("closed", "faulty", "id", "lost", "name", "owner", "paper", "steps", "type", "version")

    def __init__(self, type: str, name: str, owner: str, paper: Callable[[int], bytes], faulty: bool = False) -> None:
        self.type, self.name, self.owner, self.paper, self.faulty = type, name, owner, paper, faulty
        self.closed = False
        self.lost = False
        self.steps = 0
        self.id = ""
        self.version = 0


class Step:
    """One deed: who (`by`, an organisation) does what at which simulated second; `happened` where it is reported later."""

    __slots__ = ("action", "at", "by", "folder", "happened", "number", "reason", "verb")

    def __init__(
        self, folder: Folder, at: int, by: str, verb: Verb, action: str, reason: str, happened: int | None
    ) -> None:
        self.folder, self.at, self.by, self.verb = folder, at, by, verb
        self.action, self.reason, self.happened = action, reason, happened
        self.number = folder.steps
        folder.steps += 1

    @property
    def key(self) -> str:
        """The idempotency key within a simulation: the same deed has the same key for ever."""
        return f"{self.folder.name}-{self.number}"
