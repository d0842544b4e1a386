"""What may happen to the fund, as facts. Names and fields are a contract with who reads the journal."""

from typing import ClassVar

from kouan.kernel.journal import Event


class NoticePublished(Event, frozen=True, kw_only=True):
    """A named officer published a version of a notice; its text stays beside the journal, under its digest.

    Sums in 分, dates and instants as ISO 8601. `waived` maps each blocking finding to the reason why it was let pass.
    """

    activity: ClassVar[str] = "publish"

    notice: str
    revision: int
    digest: str
    previous: str
    fund: str
    direction: str
    matter: str
    year: int
    total_fen: int
    rows: int
    first_day: str
    last_day: str
    late_from: str
    findings: tuple[str, ...]
    waived: dict[str, str]
