"""A declaration as tables of a spreadsheet: the head as pairs of field and value, each list as a table with two headings.

The first heading of a list is said in both languages, the second is the field's place; either is enough to read it back,
so that a list with somebody's own Chinese or English headings is read too.
"""

import csv
import functools
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from kouan.kernel.findings import Finding
from kouan.kernel.shapes import Field, fields
from kouan.kernel.words import Words
from kouan.syntax.told import finding

Table = Sequence[Sequence[str]]
MOST_ROWS = 2_000
"""Rows of one list that are read."""


def singles(shape: type[msgspec.Struct], path: str = "") -> Iterator[tuple[str, Field]]:
    """Every single field of a shape and of the groups in it, by place; lists are left out."""
    for field in fields(shape):
        if field.kind == "part" and field.shape:
            yield from singles(field.shape, f"{path}{field.name}.")
        elif field.kind != "rows":
            yield f"{path}{field.name}", field


@functools.cache
def headings(shape: type[msgspec.Struct]) -> Mapping[str, Words]:
    """What a person calls each place: the field, and before it the groups that it stands in."""
    found: dict[str, Words] = {}
    for place, field in singles(shape):
        here, groups = shape, list[Words]()
        for name in place.split(".")[:-1]:
            group = next(f for f in fields(here) if f.name == name)
            groups.append(group.words)
            here = group.shape or here
        said = (*groups, field.words)
        found[place] = Words(" ".join(w.zh for w in said), ": ".join(w.en for w in said))
    return found


@functools.cache
def _places(shape: type[msgspec.Struct]) -> Mapping[str, str]:
    """Places by what a heading may say: the place itself, the Chinese words, the English words, both."""
    found: dict[str, str] = {}
    for place, said in headings(shape).items():
        for text in (place, f"{said.zh} {said.en}", said.zh, said.en):
            found.setdefault(_plain(text), place)
    for place, field in singles(shape):
        for text in (f"{field.words.zh} {field.words.en}", field.words.zh, field.words.en):
            found.setdefault(_plain(text), place)
    return found


def _plain(text: str) -> str:
    return " ".join(text.replace("*", "").split()).lower()


def head(document: Any) -> list[list[str]]:
    """The head: Chinese, English, place, value; one row a field."""
    rows = [["栏目", "Field", "place", "值 Value"]]
    shape: type[msgspec.Struct] = type(document)
    for place, said in headings(shape).items():
        rows.append([said.zh, said.en, place, _text(_value(document, place))])
    return rows


def listed(shape: type[msgspec.Struct], items: Sequence[Any]) -> list[list[str]]:
    """A list as a table: two headings, then a row an item."""
    known = headings(shape)
    said = [f"{words.zh} {words.en}" for words in known.values()]
    return [said, list(known), *([_text(_value(one, place)) for place in known] for one in items)]


def _value(document: Any, place: str) -> Any:
    for name in place.split("."):
        document = getattr(document, name) if document is not None else None
    return document


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def read_head(shape: type[msgspec.Struct], rows: Table) -> tuple[dict[str, Any], list[Finding]]:
    """Plain data of the head; a row whose place is unknown is told."""
    known, raw, found = dict(singles(shape)), dict[str, Any](), list[Finding]()
    for number, row in enumerate(rows[1:], 2):
        cells = [*row, "", "", "", ""]
        place = next((p for p in (_places(shape).get(_plain(c)) for c in (cells[2], cells[0], cells[1]) if c) if p), "")
        if place and cells[3].strip():
            _put(raw, place, _read(known[place], cells[3].strip()))
        elif not place and any(c.strip() for c in row):
            told = cells[2] or cells[0]
            found.append(
                finding("sheet-no-field", f"head R{number}", f"没有栏目“{told}”", f"No field {told!r}", "warning")
            )
    return raw, found


def read_list(shape: type[msgspec.Struct], rows: Table, name: str) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Plain data of a list; a heading that is unknown is told, an empty row passed over."""
    if not rows:
        return [], []
    known, found = dict(singles(shape)), list[Finding]()
    places = [_places(shape).get(_plain(cell), "") for cell in rows[0]]
    for number, (cell, place) in enumerate(zip(rows[0], places, strict=True), 1):
        if cell.strip() and not place:
            zh, en = f"没有栏目“{cell}”，这一列未读", f"No field {cell!r}: the column was not read"
            found.append(finding("sheet-no-field", f"{name} C{number}", zh, en, "warning"))
    second = [_places(shape).get(_plain(cell), "") for cell in rows[1]] if len(rows) > 1 else []
    body = rows[2:] if len(rows) > 1 and second == places and any(second) else rows[1:]
    if len(body) > MOST_ROWS:
        zh, en = f"超过 {MOST_ROWS} 行，其余未读", f"More than {MOST_ROWS} rows: the others were not read"
        found.append(finding("sheet-too-long", name, zh, en))
    made = []
    for row in body[:MOST_ROWS]:
        raw: dict[str, Any] = {}
        for place, cell in zip(places, row, strict=False):
            if place and cell.strip():
                _put(raw, place, _read(known[place], cell.strip()))
        if raw:
            made.append(raw)
    return made, found


def _read(field: Field, text: str) -> Any:
    """The value as our JSON has it; what does not fit stays text, for the shape to find fault with."""
    if field.kind == "yes-no":
        return {
            "true": True,
            "是": True,
            "1": True,
            "yes": True,
            "false": False,
            "否": False,
            "0": False,
            "no": False,
        }.get(text.lower(), text)
    if field.kind == "integer" and text.isascii() and text.removesuffix(".0").isdecimal() and len(text) < 12:
        return int(text.removesuffix(".0"))
    return text.replace(",", "") if field.kind == "decimal" else text


def _put(raw: dict[str, Any], place: str, value: Any) -> None:
    *groups, last = place.split(".")
    for name in groups:
        raw = raw.setdefault(name, {})
    raw[last] = value


def table_of(body: bytes) -> Table | None:
    """The rows of a CSV or of cells pasted from a spreadsheet, in UTF-8 or GBK; None where it is no text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        mark = "\t" if text.partition("\n")[0].count("\t") else ","
        try:
            return [row for row in csv.reader(io.StringIO(text), delimiter=mark) if any(c.strip() for c in row)]
        except csv.Error:
            return None
    return None
