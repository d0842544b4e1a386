"""Rows of the crew list and the passenger list: persons as they stand, and what is to be said of each cell."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from kouan.syntax.proposals import Proposal

from . import codes
from .cells import Cell, column, tidy
from .dates import day
from .headings import Table
from .told import Issue, proposal

_TOTAL = re.compile(r"(grand |sub ?-?)?total\b.*|.{0,8}(合计|总计|小计|共计).*", re.IGNORECASE | re.DOTALL)
_DUMMY = re.compile(r"(last|first|family|given) name of\b.*", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"\d{1,6}")
LISTS = {"crew": "crew_list", "passengers": "passenger_list"}
_TEXTS = ("family_name", "given_names", "middle", "birth_place", "rank", "visa")


class Row(NamedTuple):
    """One person: the sheet and row, where it will stand in the draft, its data as they stand, its cells."""

    table: Table
    number: int
    place: str
    raw: dict[str, Any]
    effects: str

    def path(self, field: str) -> str:
        """The cell of a field, as `Crew List!F24`."""
        return f"{self.table.page.name}!{column(self.table.columns.get(field, 1))}{self.number}"


class People(NamedTuple):
    """The persons of a list and what was found in their cells."""

    rows: list[Row]
    findings: list[Proposal]


def read(table: Table, epoch: dt.date, first: int = 0) -> People:
    """Every person of a list. A row with nothing but its number is empty; a total or a sample row is no person."""
    rows, found, totals = list[Row](), list[Proposal](), list[tuple[str, str]]()
    for number in sorted(table.rows):
        cells = {f: c for f in table.columns if f != "serial" and (c := table.cell(number, f)) and tidy(c.text)}
        names = [cells[f] for f in ("family_name", "given_names") if f in cells]
        if not cells:
            continue
        if "document_number" not in cells and (total := _said(_TOTAL, cells)):
            totals.append((f"{table.page.name}!{total.ref}", total.text))
        elif any(_DUMMY.fullmatch(tidy(c.text)) for c in names):
            found.append(_sample(table, names[0]))
        else:
            row, told = _person(table, number, cells, epoch, first + len(rows))
            rows.append(row)
            found += told
    found += [_total(path, raw, len(rows)) for path, raw in totals]
    return People(rows, found)


def _said(pattern: re.Pattern[str], cells: dict[str, Cell]) -> Cell | None:
    return next((c for c in cells.values() if pattern.fullmatch(tidy(c.text))), None)


def _sample(table: Table, cell: Cell) -> Proposal:
    zh, en = "空白模板里的示例文字，不是人员", "Sample words of the blank workbook: no person"
    return proposal(Issue("template-placeholder", "info", zh, en), f"{table.page.name}!{cell.ref}", cell.text, "")


def _total(path: str, raw: str, count: int) -> Proposal:
    stated = _NUMBER.search(raw)
    zh, en = f"合计行，不是人员；名单有 {count} 人", f"A total row is no person; the list has {count}"
    if stated and int(stated[0]) != count:
        zh, en = f"{zh}，合计写 {stated[0]}", f"{en}, the total says {stated[0]}"
    return proposal(Issue("total-row", "warning", zh, en), path, raw, "")


def _person(table: Table, number: int, cells: dict[str, Cell], epoch: dt.date, at: int) -> tuple[Row, list[Proposal]]:
    place = f"{LISTS[table.list]}[{at}]"
    raw: dict[str, Any] = {"document_kind": "passport"} if table.passports else {}
    row = Row(table, number, place, raw, cells["effects"].text if "effects" in cells else "")
    found: list[Proposal] = []
    for field, value, issue in _values(cells, epoch):
        target = _target(table, field)
        if issue:
            edits = f"{place}.{target}" if target and field != "middle" else ""
            found.append(proposal(issue, row.path(field), cells[field].text, edits))
        if field == "middle":
            raw["given_names"] = f"{raw.get('given_names', '')} {value}".strip()
        elif target:
            raw[target] = value
    found += _names(row, cells)
    return row, found


def _target(table: Table, field: str) -> str:
    if field == "joined":
        return "joined_at" if table.list == "crew" else "embarked_at"
    only = {"rank": "crew", "transit": "passengers"}
    return "" if only.get(field, table.list) != table.list else field


def _values(cells: dict[str, Cell], epoch: dt.date) -> Iterator[tuple[str, Any, Issue | None]]:
    issuer = tidy(cells["document_issuer"].text).upper() if "document_issuer" in cells else ""
    land = tidy(cells["nationality"].text).upper() if "nationality" in cells else ""
    read: dict[str, Callable[[Cell], tuple[Any, Issue | None]]] = {
        **dict.fromkeys(_TEXTS, codes.text),
        "nationality": lambda c: codes.country(c, issuer),
        "document_issuer": lambda c: codes.country(c, land),
        "sex": codes.sex,
        "birth_date": lambda c: day(c, epoch),
        "document_expires": lambda c: day(c, epoch),
        "document_number": lambda c: codes.number(c, issuer),
        "joined": codes.port,
        "leaves_at": codes.port,
        "transit": codes.yes_no,
    }
    order = ["family_name", "given_names", "middle", *(f for f in read if f not in _TEXTS), *_TEXTS[3:]]
    for field in order:
        if field in cells:
            value, issue = read[field](cells[field])
            yield field, value, issue


def _names(row: Row, cells: dict[str, Cell]) -> Iterator[Proposal]:
    given = [f for f in ("family_name", "given_names") if f in cells]
    if len(given) == 1 and row.table.columns.keys() >= {"family_name", "given_names"}:
        empty = "given_names" if given == ["family_name"] else "family_name"
        zh, en = "只有一个名字的人是有效的，不要编造", "A person with one name only is valid: none is invented"
        yield proposal(Issue("single-name", "info", zh, en), row.path(empty), "", "")
    strange = next((f for f in given if not codes.is_latin(cells[f].text)), "")
    if strange:
        zh = "需要证件机读区的拉丁字母写法，不自动转写"
        en = "The name as in the machine-readable zone is needed: nothing is transcribed silently"
        issue = Issue("name-not-latin", "warning", zh, en, "ask")
        yield proposal(issue, row.path(strange), cells[strange].text, "")
