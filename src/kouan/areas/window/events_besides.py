"""What happens beside filings: replies of an outside system, tables that are taken over. Known through `events`."""

from typing import ClassVar

from kouan.kernel.journal import Event


class OutsideReplyReceived(Event, frozen=True, kw_only=True):
    """A reply of an outside customs system came in and was kept. `standing` says whether it was taken at once; `code` is raw."""

    activity: ClassVar[str] = "outside_receive"

    list: str
    code: str
    reference: str = ""
    serial: str = ""
    number: str = ""
    standing: str
    declaration: str = ""


class OutsideReplySettled(Event, frozen=True, kw_only=True):
    """A reply that was kept is looked at again: its declaration is known now, or what must come before it came."""

    activity: ClassVar[str] = "outside_settle"

    standing: str
    declaration: str = ""


class OutsideReplyTaken(Event, frozen=True, kw_only=True):
    """An outside reply counts for this case. `code` is raw, of that list; `state` is what its replies mean together after it."""

    activity: ClassVar[str] = "outside_take"

    list: str
    code: str
    state: str
    received: str
    number: str = ""
    reason: str = ""


class TableTaken(Event, frozen=True, kw_only=True):
    """A new version of a table (tariff, exchange rates, reference) was taken over from a file. `since` is its first day."""

    activity: ClassVar[str] = "table_take"

    table: str
    file: str
    digest: str
    mode: str
    rows: int
    since: str
