"""What may happen to a declaration in two steps beside what happens to any, as facts."""

from typing import ClassVar

from msgspec import field

from kouan.kernel.journal import Decided


class PickUpReleased(Decided, frozen=True, kw_only=True):
    """Customs released the goods of a summary for pick-up; the complete declaration is due by the day `due` (ISO)."""

    activity: ClassVar[str] = "release_pickup"

    due: str = ""


class SupplementDemanded(Decided, frozen=True, kw_only=True):
    """Customs asked for the complete declaration of a summary."""

    activity: ClassVar[str] = "demand_supplement"


class CompletionReminded(Decided, frozen=True, kw_only=True):
    """The firm was reminded of the day by which its summary is to be completed."""

    activity: ClassVar[str] = "remind_completion"

    due: str = ""
    days_left: int = 0


class CompletionMissed(Decided, frozen=True, kw_only=True):
    """The day passed and the summary was not completed: recorded against the firm that filed it."""

    activity: ClassVar[str] = "miss_completion"

    due: str = ""


class DeclarationCompleted(Decided, frozen=True, kw_only=True):
    """The declarant filed the complete declaration on the number of its summary, so many days late (0: in time)."""

    activity: ClassVar[str] = "complete"

    revision: int = 0
    digest: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    due: str = ""
    days_late: int = 0
