"""The clocks of summaries that were released for pick-up: by which day each is completed, and how it was kept."""

from collections.abc import Sequence
from typing import Any, ClassVar

from kouan.areas.window.paying.reading import kept, one
from kouan.areas.window.paying.things import Kept
from kouan.store.reader import Reader


class Completion(Kept, frozen=True, kw_only=True):
    """One clock. Days are ISO text; `missed` is the day on which it was found to have run out, `completed` the day of the
    complete declaration, both '' while it has not come.
    """

    TABLE: ClassVar[str] = "window_completion"

    declaration: str
    owner: str
    number: str
    entered: str
    entered_by: str
    due: str
    picked_up: str
    version: int = 1
    missed: str = ""
    completed: str = ""
    days_late: int = 0


def running(reader: Reader, owner: str = "") -> list[Completion]:
    """The clocks that run, the first to end first; of one firm or of all."""
    where: dict[str, Any] = {"completed": ""} | ({"owner": owner} if owner else {})
    return kept(reader, Completion, where, order="due, declaration")


def late(reader: Reader, owner: str = "", *, limit: int = 200) -> Sequence[Completion]:
    """Summaries that were completed late or not in time, the newest day first; of one firm or of all."""
    where: dict[str, Any] = {"owner": owner} if owner else {}
    found = kept(reader, Completion, where, order="due DESC, declaration")
    return [c for c in found if c.missed or c.days_late][:limit]


def clock_of(reader: Reader, declaration: str) -> Completion | None:
    """The clock of a declaration, where it has one."""
    return one(reader, Completion, declaration)
