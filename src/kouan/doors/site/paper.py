"""A filed document as a person reads it: its fields in order with their words, codes with their meaning, persons masked."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from kouan.areas.window.reference import place_words
from kouan.areas.window.reference.tables import PLACES
from kouan.journeys import catalogue
from kouan.kernel.shapes import Field, fields
from kouan.kernel.words import Words
from kouan.kit.lists import Difference
from kouan.kit.saying import local

MASKED = Words("（对您的身份不显示）", "(not shown to your role)")
YES, NO = Words("是", "Yes"), Words("否", "No")


class Value(msgspec.Struct, frozen=True):
    """One value as printed: the text, and what its code means where it is one."""

    text: str
    meaning: Words | None = None
    hidden: bool = False
    figure: bool = False

    @property
    def long(self) -> bool:
        """Does it need several lines of a cell?"""
        return len(self.text) > 24


class Line(msgspec.Struct, frozen=True):
    """One field and its value."""

    words: Words
    value: Value


class Table(msgspec.Struct, frozen=True):
    """The rows of a document: only the columns that some row fills."""

    columns: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]


class Section(msgspec.Struct, frozen=True):
    """A headed part of the document: lines, or a table."""

    id: str
    words: Words
    lines: tuple[Line, ...] = ()
    table: Table | None = None


_HEAD = Words("单证", "Document")
_NOTHING = Value("")


def sections(raw: Mapping[str, Any], shape: type[msgspec.Struct], *, persons: bool) -> list[Section]:
    """The filled parts of a document in the order of its shape. `persons` shows the names of natural persons."""
    own = [f for f in fields(shape) if f.kind not in ("part", "rows")]
    found = [Section("head", _HEAD, _lines(raw, own, persons))]
    found += [made for f in fields(shape) if (made := _section(raw, f, persons))]
    return [s for s in found if s.lines or s.table]


def _section(raw: Mapping[str, Any], field: Field, persons: bool, path: str = "") -> Section | None:
    value, place = raw.get(field.name), f"{path}{field.name}"
    if not value or field.shape is None:
        return None
    if field.kind == "rows":
        return Section(place, field.words, table=_table(value, field.shape, persons))
    if field.kind == "part":
        return Section(place, field.words, tuple(_part(value, field.shape, persons)))
    return None


def _part(raw: Mapping[str, Any], shape: type[msgspec.Struct], persons: bool) -> Iterator[Line]:
    """The lines of a part; parts of the part and its rows follow, named by both."""
    for field in fields(shape):
        value = raw.get(field.name)
        if field.kind == "part" and field.shape and value:
            yield from (
                Line(_joined(field.words, line.words), line.value) for line in _part(value, field.shape, persons)
            )
        elif field.kind == "rows" and field.shape:
            yield from _numbered(value or (), field, persons)
        elif not _blank(value):
            yield Line(field.words, printed(value, field, persons=persons))


def _numbered(rows: Sequence[Mapping[str, Any]], field: Field, persons: bool) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        head = Words(f"{field.words.zh} {number}", f"{field.words.en} {number}")
        lines = list(_part(row, field.shape, persons)) if field.shape else []
        one = len(lines) == 1
        yield from (Line(head if one else _joined(head, line.words), line.value) for line in lines)


def _lines(raw: Mapping[str, Any], own: Sequence[Field], persons: bool) -> tuple[Line, ...]:
    filled = ((f, raw.get(f.name)) for f in own)
    return tuple(Line(f.words, printed(v, f, persons=persons)) for f, v in filled if not _blank(v))


def _table(rows: Sequence[Mapping[str, Any]], shape: type[msgspec.Struct], persons: bool) -> Table:
    columns = tuple(f for f in fields(shape) if any(not _blank(row.get(f.name)) for row in rows))
    cells = tuple(tuple(_cell(row.get(f.name), f, persons) for f in columns) for row in rows)
    return Table(columns, cells)


def _cell(value: Any, field: Field, persons: bool) -> Value:
    if field.shape is None:
        return _NOTHING if _blank(value) else printed(value, field, persons=persons)
    inner = _part({field.name: value}, field.shape, persons) if field.kind == "rows" else ()
    if field.kind == "part" and value:
        inner = _part(value, field.shape, persons)
    return Value("; ".join(line.value.text for line in inner))


def _blank(value: Any) -> bool:
    return value is None or value == "" or value == []


def _joined(outer: Words, inner: Words) -> Words:
    return Words(f"{outer.zh}　{inner.zh}", f"{outer.en}: {inner.en}")


def printed(value: Any, field: Field, *, persons: bool) -> Value:
    """One value of plain JSON as printed."""
    if field.personal and not persons:
        return Value("", MASKED, hidden=True)
    if isinstance(value, bool):
        return Value("", YES if value else NO)
    if field.kind == "instant":
        return Value(_moment(str(value)))
    known = meaning(field.codes, str(value)) if field.codes else None
    if field.name in PLACES:
        known = place_words(field.name, str(value))
    return Value(str(value), known, figure=field.kind in ("integer", "decimal"))


def _moment(text: str) -> str:
    try:
        return f"{local(dt.datetime.fromisoformat(text)):%Y-%m-%d %H:%M} UTC+8"
    except ValueError:
        return text


def meaning(codes: str, code: str) -> Words | None:
    """What a code means, in force or not; None for one that its list does not have."""
    known = catalogue.code_lists().get(codes)
    return known.words(code) if known else None


def flat(raw: Mapping[str, Any], shape: type[msgspec.Struct], path: str = "") -> Iterator[tuple[str, Field, Any]]:
    """Every single value of a document: its place, its field, the value."""
    for field in fields(shape):
        value, place = raw.get(field.name), f"{path}{field.name}"
        if field.kind == "part" and field.shape:
            yield from flat(value or {}, field.shape, f"{place}.")
        elif field.kind == "rows" and field.shape:
            for number, row in enumerate(value or ()):
                yield from flat(row, field.shape, f"{place}[{number}].")
        else:
            yield place, field, None if _blank(value) else value


def named(path: str, shape: type[msgspec.Struct]) -> Words:
    """The place of a value in words: 商品 第 3 项 总价. A place that the shape does not have stays as it is."""
    zh: list[str] = []
    en: list[str] = []
    inside: type[msgspec.Struct] | None = shape
    for step in path.split("."):
        name, _, number = step.partition("[")
        field = next((f for f in fields(inside) if f.name == name), None) if inside else None
        if field is None:
            return Words(path, path)
        row = int(number.rstrip("]")) + 1 if number.rstrip("]").isdigit() else 0
        zh.append(field.words.zh + (f" 第 {row} 项" if row else ""))
        en.append(field.words.en + (f" {row}" if row else ""))
        inside = field.shape
    return Words("　".join(zh), ", ".join(en))


def side_by_side(
    old: Mapping[str, Any], new: Mapping[str, Any], shape: type[msgspec.Struct], *, persons: bool, said: Any
) -> list[Difference]:
    """Every field that has a value in one of two revisions, with both. `said` speaks the reader's language."""
    before = {place: (field, value) for place, field, value in flat(old, shape)}
    after = {place: (field, value) for place, field, value in flat(new, shape)}
    made: list[Difference] = []
    for place in dict.fromkeys((*before, *after)):
        field = (after.get(place) or before[place])[0]
        pair = before.get(place, (field, None))[1], after.get(place, (field, None))[1]
        if pair == (None, None):
            continue
        was, now = ("" if v is None else _shown(printed(v, field, persons=persons), said) for v in pair)
        hidden = pair[0] != pair[1] and was == now
        made.append(Difference(words=named(place, shape), was=was, now=f"{now} ≠" if hidden else now))
    return made


def differences(
    old: Mapping[str, Any], new: Mapping[str, Any], shape: type[msgspec.Struct], *, persons: bool, said: Any
) -> tuple[list[Difference], int]:
    """The fields that differ between two revisions, and how many are the same."""
    rows = side_by_side(old, new, shape, persons=persons, said=said)
    changed = [row for row in rows if row.was != row.now]
    return changed, len(rows) - len(changed)


def _shown(value: Value, said: Any) -> str:
    return " ".join(part for part in (value.text, said(value.meaning) if value.meaning else "") if part)
