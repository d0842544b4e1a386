"""What the workbook becomes: the lists of a general declaration, for a person to complete. Values stand as they stood."""

from typing import Any

import msgspec

from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

from . import people, stores
from .between import Stay, doubles, expired, who
from .cells import Book, opened
from .headings import Table, tables
from .people import Row


class CallLists(msgspec.Struct, frozen=True, omit_defaults=True):
    """The lists of a call in the shape of the general declaration, as far as a workbook has them; not yet checked."""

    crew_list: tuple[dict[str, Any], ...] = ()
    crew_effects: tuple[dict[str, Any], ...] = ()
    passenger_list: tuple[dict[str, Any], ...] = ()
    stores: tuple[dict[str, Any], ...] = ()
    nil: dict[str, str] = {}


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many of each the workbook holds. `distinct` counts a person on two lists once."""

    crew: int = 0
    passengers: int = 0
    persons: int = 0
    distinct: int = 0
    stores: int = 0
    nil_asserted: int = 0
    nil_not_asserted: int = 0


class Intake(msgspec.Struct, frozen=True):
    """A workbook as it was read: the lists, the counts, the findings."""

    lists: CallLists
    counts: Counts
    findings: tuple[Finding, ...]
    known: bool
    """A list was recognised, however short."""


def intake(body: bytes, stay: Stay | None = None) -> Intake:
    """Read a workbook. With the days of the call, papers that run out are told too. Never raises for bad input."""
    book = opened(body)
    if book is None:
        return _nothing("workbook-unreadable", Words("打不开这个工作簿", "The workbook can not be opened"))
    found = tables(book.pages)
    if not found:
        words = Words("没有认出船员、旅客或船用物品的表头", "No headings of crew, passengers or stores were recognised")
        return _nothing("workbook-no-list", words)
    return _read(book, found, stay)


def _nothing(code: str, words: Words) -> Intake:
    told = Finding(code=code, severity="error", path="", message=words)
    return Intake(CallLists(), Counts(), (told,), known=False)


def _read(book: Book, found: list[Table], stay: Stay | None) -> Intake:
    told: list[Finding] = []
    rows: dict[str, list[Row]] = {"crew": [], "passengers": []}
    articles, nil, unsaid = list[dict[str, Any]](), dict[str, str](), 0
    for table in found:
        if table.list == "stores":
            had = stores.read(table, len(articles))
            articles, nil, unsaid = articles + had.rows, nil | had.nil, unsaid + had.unsaid
            told += had.findings
        else:
            read = people.read(table, book.epoch, len(rows[table.list]))
            rows[table.list] += read.rows
            told += read.findings
    persons = [*rows["crew"], *rows["passengers"]]
    told += [*doubles(persons), *(expired(persons, stay) if stay else ())]
    if book.cut:
        words = Words("工作簿太大，后面的行没有读", "The workbook is too large: the later rows were not read")
        told.append(Finding(code="workbook-cut", severity="warning", path="", message=words))
    lists = CallLists(
        tuple(r.raw for r in rows["crew"]),
        tuple(_effects(rows["crew"])),
        tuple(r.raw for r in rows["passengers"]),
        tuple(articles),
        nil,
    )
    counts = Counts(
        crew=len(rows["crew"]),
        passengers=len(rows["passengers"]),
        persons=len(persons),
        distinct=len({who(r) for r in persons}),
        stores=len(articles),
        nil_asserted=sum(1 for said in nil.values() if said == "nil"),
        nil_not_asserted=unsaid,
    )
    return Intake(lists, counts, tuple(told), known=True)


def _effects(crew: list[Row]) -> list[dict[str, Any]]:
    """One row an article of the effects column; quantity and unit are for a person to say."""
    return [
        {"seafarer": number, "article": article.strip()}
        for number, row in enumerate(crew, 1)
        for article in row.effects.replace("；", ";").split(";")
        if article.strip()
    ]
