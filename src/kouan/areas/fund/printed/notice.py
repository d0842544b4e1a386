"""The public notice (公示) of an allocation plan, as printed and as read."""

from datetime import date

import msgspec

from kouan.areas.fund.printed.cells import Cell
from kouan.areas.fund.printed.origins import Origin
from kouan.areas.fund.printed.plan import AllocationPlan
from kouan.areas.fund.printed.target_table import TargetTable
from kouan.areas.fund.rules.calendar import NoticePeriod


class NoticeSubject(msgspec.Struct, frozen=True):
    """What the title says the notice is about; "" or None where it does not."""

    fund: str
    direction: str
    matter: str
    approval_class: str
    year: int | None
    office: str


class Period(msgspec.Struct, frozen=True):
    """The period as printed, and counted over those dates: days, last second in time, first second late."""

    printed: Cell
    first: date
    last: date
    days_printed: int | None
    unit: str
    counted: NoticePeriod


class Objector(msgspec.Struct, frozen=True):
    """Who may object (`person` or `body`), and what each must give, as printed."""

    who: str
    pieces: tuple[str, ...]


class Contact(msgspec.Struct, frozen=True):
    """A way to reach the office: telephone, fax, address, email, addressee."""

    kind: str
    value: str
    cell: Cell


class Attachment(msgspec.Struct, frozen=True):
    """One entry of the list of attachments."""

    no: int
    name: str
    cell: Cell


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice with both attachments. `lines` is the whole source, so that nothing printed is ever lost.

    `origins` say for each line where it stood in a file; none for pasted text, whose lines are their own places.
    """

    lines: tuple[str, ...]
    masthead: Cell | None
    title: Cell | None
    subject: NoticeSubject
    paragraphs: tuple[Cell, ...]
    basis: Cell | None
    period: Period | None
    objectors: tuple[Objector, ...]
    in_writing: bool
    receiver: Cell | None
    refusal_grounds: tuple[str, ...]
    contacts: tuple[Contact, ...]
    attachments: tuple[Attachment, ...]
    signature: Cell | None
    dated: date | None
    dated_printed: Cell | None
    plan: AllocationPlan | None
    targets: TargetTable | None
    origins: tuple[Origin, ...] = ()
