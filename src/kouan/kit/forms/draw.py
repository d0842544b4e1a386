"""From a shape and plain data to the inputs of a page. Eight widgets; a ninth wants a page of its own."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from kouan.kernel.codes import Code, CodeList
from kouan.kernel.findings import Finding
from kouan.kernel.shapes import Field, fields
from kouan.kernel.words import Words
from kouan.kit.forms.limits import LONG, bounds, span
from kouan.kit.forms.lining import ACTS, KEYS, Sum, sums_of
from kouan.kit.forms.marking import Mark, mark_at
from kouan.kit.forms.paths import anchor
from kouan.kit.saying import SHANGHAI

Widget = Literal["text", "long", "integer", "decimal", "yes-no", "date", "instant", "select", "pick"]

MANY = 30
"""Code lists longer than this are typed into with suggestions instead of unfolded."""
BESIDE = 3
"""Groups of so many fields at most stand side by side."""
COLUMNS = 9
"""So many columns of a line stand in the table; the rest unfolds beneath the line."""
YES_NO = (("yes", Words("是", "Yes")), ("no", Words("否", "No")))
RARE = Words("清单与附栏", "Lists and further fields")
"""The heading over the groups of a form that are folded away."""


class Option(msgspec.Struct, frozen=True):
    """One choice. `known` is false for a value that the list does not have: it is kept, and said."""

    value: str
    words: Words
    known: bool = True


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One field as drawn: its name is its path, its value the text that stands in it."""

    path: str
    words: Words
    widget: Widget
    required: bool
    value: str = ""
    blank: str = ""
    hint: Words | None = None
    bounds: Words | None = None
    meaning: Words | None = None
    options: tuple[Option, ...] = ()
    codes: str = ""
    findings: tuple[Finding, ...] = ()
    personal: bool = False
    mark: Mark | None = None
    span: str = "g3"
    kind: str = "input"

    @property
    def id(self) -> str:
        """The element's id."""
        return anchor(self.path)

    @property
    def tone(self) -> str:
        """The tail of the field's class: stop where something refuses, warn where something must be looked at."""
        return tone_of(self.findings)

    @property
    def column(self) -> str:
        """The class of its column's width in a table of lines; nothing takes what is left."""
        if self.widget in ("integer", "yes-no"):
            return "w-s"
        return "w-m" if self.widget in ("decimal", "pick", "select", "date") else ""

    @property
    def figure(self) -> bool:
        """Is it a number, set to the right?"""
        return self.widget in ("integer", "decimal")


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A group of fields: a nested struct as a fieldset."""

    path: str
    words: Words
    items: "tuple[Item, ...]"
    hint: Words | None = None
    findings: tuple[Finding, ...] = ()
    folded: bool = False
    asked: bool = False
    kind: str = "part"

    @property
    def id(self) -> str:
        """The element's id."""
        return anchor(self.path)

    @property
    def filled(self) -> int:
        """How many of its fields hold something else than before anybody typed."""
        return _filled(self.items)

    @property
    def troubled(self) -> bool:
        """Does a finding stand in it, or was it just asked for, so that it must be open?"""
        return (self.asked and not _filled(self.items)) or any(True for _ in _found(self))


class Shut(msgspec.Struct, frozen=True, kw_only=True):
    """A group or list that holds nothing and is drawn only when somebody asks for it: a button that opens it."""

    path: str
    words: Words
    findings: tuple[Finding, ...] = ()
    folded: bool = True
    filled: int = 0
    kind: str = "shut"

    @property
    def id(self) -> str:
        """The element's id."""
        return anchor(self.path)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line: its columns, and what unfolds beneath."""

    path: str
    number: int
    columns: tuple[Input, ...]
    more: "tuple[Item, ...]" = ()
    findings: tuple[Finding, ...] = ()

    @property
    def notes_id(self) -> str:
        """The id of what stands under the line."""
        return anchor(self.path) + "-f"

    @property
    def filled(self) -> int:
        """How many of the fields beneath hold something."""
        return _filled(self.more)

    @property
    def troubled(self) -> bool:
        """Does a finding stand among the fields beneath, so that they must be open?"""
        return any(found for i in self.more for found in _found(i))

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The findings of the line and of its columns, in the order of the columns."""
        return (*self.findings, *(f for c in self.columns for f in c.findings))


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """Line items: a table of inputs, with a blank line (`fresh`) that the script copies."""

    path: str
    words: Words
    rows: tuple[Row, ...]
    fresh: Row
    hint: Words | None = None
    findings: tuple[Finding, ...] = ()
    most: int | None = None
    folded: bool = False
    asked: bool = False
    sums: tuple[Sum, ...] = ()
    acts: Sequence[tuple[str, Words]] = ACTS
    kind: str = "rows"

    @property
    def id(self) -> str:
        """The element's id."""
        return anchor(self.path)

    @property
    def width(self) -> int:
        """How many columns the table has, with the number and the act of dropping."""
        return len(self.fresh.columns) + 2

    @property
    def helps(self) -> Sequence[tuple[str, Words]]:
        """The keys that are named under it: all where it is the heart of the document, else the first two."""
        return KEYS if self.sums else KEYS[:2]

    @property
    def filled(self) -> int:
        """How many lines it has."""
        return len(self.rows)

    @property
    def troubled(self) -> bool:
        """Does a finding stand in it, or was it just asked for, so that it must be open?"""
        fresh = self.asked and self.rows and not any(_filled(r.columns) + _filled(r.more) for r in self.rows)
        return bool(fresh) or any(True for _ in _found(self))


Item = Input | Part | Rows | Shut


class Section(msgspec.Struct, frozen=True):
    """A headed piece of the form: what the rail jumps to, and how it stands there."""

    id: str
    words: Words
    items: tuple[Item, ...]

    @property
    def small(self) -> bool:
        """A group of three fields at most stands beside another one."""
        return all(isinstance(i, Part) and len(i.items) <= BESIDE and not (i.folded or _nests(i)) for i in self.items)

    @property
    def stops(self) -> int:
        """How many findings refuse."""
        return sum(1 for i in self.items for f in _found(i) if tone_of([f]) == "stop")

    @property
    def warns(self) -> int:
        """How many findings only warn."""
        return sum(1 for i in self.items for f in _found(i) if tone_of([f]) == "warn")


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """The whole form: sections, the code lists that inputs suggest from, and findings without a place on the page."""

    sections: tuple[Section, ...]
    lists: tuple[tuple[str, tuple[Code, ...]], ...]
    unplaced: tuple[Finding, ...] = ()
    marks: tuple[Mark, ...] = ()


def tone_of(findings: Iterable[Finding]) -> str:
    """stop, warn, or nothing."""
    severities = {f.severity for f in findings}
    if severities & {"error", "block"}:
        return "stop"
    return "warn" if "warning" in severities else ""


def draw(
    shape: type[msgspec.Struct],
    raw: object,
    *,
    title: Words,
    codes: Mapping[str, CodeList],
    on: dt.date,
    findings: Sequence[Finding] = (),
    marks: Mapping[str, Mark] | None = None,
) -> Form:
    """Draw a shape with the data of a draft. Whatever the data is, it is shown; nothing is mended or dropped on the way.

    `codes` are the lists by name, `on` the day whose codes are offered, `marks` the signs by path (`goods[].unit`: of every
    line); a hint that only says what the sign means is left out.
    """
    pen = _Pen(codes, on, findings, marks or {})
    items = tuple(pen.items(shape, raw, ""))
    flat = tuple(i for i in items if isinstance(i, Input))
    apart = tuple(i for i in items if not isinstance(i, Input))
    sections = [Section("f-main", title, flat)] if flat else []
    sections += [Section(f"s-{i.id}", i.words, (i,)) for i in apart if not i.folded]
    if rare := tuple(i for i in apart if i.folded):
        sections.append(Section("f-rare", RARE, rare))
    lists = tuple((name, pen.offered(name)) for name in sorted(pen.suggested))
    unplaced = tuple(f for f in findings if f.path not in pen.drawn)
    legend = tuple(dict.fromkeys((marks or {}).values()))
    return Form(sections=tuple(sections), lists=lists, unplaced=unplaced, marks=legend)


class _Pen:
    """Draws one form and remembers where findings found their place."""

    def __init__(
        self,
        codes: Mapping[str, CodeList],
        on: dt.date,
        findings: Sequence[Finding],
        marks: Mapping[str, Mark],
    ) -> None:
        self.codes, self.on, self.marks = codes, on, marks
        self.says = {words for mark in set(marks.values()) for words in mark.says}
        self.at: dict[str, tuple[Finding, ...]] = {}
        for found in findings:
            self.at[found.path] = (*self.at.get(found.path, ()), found)
        self.drawn: set[str] = set()
        self.suggested: set[str] = set()

    def items(self, shape: type[msgspec.Struct], raw: object, path: str) -> Iterator[Item]:
        data = raw if isinstance(raw, Mapping) else {}
        for field in fields(shape):
            here = f"{path}.{field.name}" if path else field.name
            value = data.get(field.name)
            if not _asked(field) or value or value == {} or self.blamed(here):
                yield self.item(field, value, here)
            elif not (beside := _beside(field)):
                yield Shut(path=here, words=field.words)
            elif data.get(beside) is not None:
                yield self.item(field, value, here)

    def item(self, field: Field, value: object, path: str) -> Item:
        found = self.found(path)
        if field.kind == "part" and field.shape:
            inside = tuple(self.items(field.shape, value, path))
            fold = _folded(field)
            return Part(
                path=path,
                words=field.words,
                items=inside,
                hint=field.hint,
                findings=found,
                folded=fold,
                asked=_asked(field),
            )
        if field.kind == "rows" and field.shape:
            return self.rows(field, field.shape, value, path, found)
        return self.input(field, value, path, found)

    def blamed(self, path: str) -> bool:
        """Does a finding stand at the place or under it?"""
        return any(place == path or place.startswith((f"{path}.", f"{path}[")) for place in self.at)

    def found(self, path: str) -> tuple[Finding, ...]:
        self.drawn.add(path)
        return self.at.get(path, ())

    def rows(
        self, field: Field, shape: type[msgspec.Struct], value: object, path: str, found: tuple[Finding, ...]
    ) -> Rows:
        lines = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        return Rows(
            path=path,
            words=field.words,
            rows=tuple(self.row(shape, line, f"{path}[{n}]", n) for n, line in enumerate(lines)),
            fresh=self.row(shape, {}, f"{path}[__n__]", 0),
            hint=field.hint,
            findings=found,
            most=field.limits.get("max_length"),
            folded=_folded(field),
            asked=_asked(field),
            sums=sums_of(field),
        )

    def row(self, shape: type[msgspec.Struct], raw: object, path: str, number: int) -> Row:
        items = tuple(self.items(shape, raw, path))
        columns = tuple(i for i in items if isinstance(i, Input))[:COLUMNS]
        more = tuple(i for i in items if i not in columns)
        return Row(path=path, number=number + 1, columns=columns, more=more, findings=self.found(path))

    def input(self, field: Field, value: object, path: str, found: tuple[Finding, ...]) -> Input:
        shown = as_text(field, field.default if value is None else value)
        widget = self.widget(field)
        known = self.codes.get(field.codes) if field.codes else None
        mark = mark_at(self.marks, path)
        return Input(
            path=path,
            words=field.words,
            widget=widget,
            required=field.required,
            value=shown,
            blank=as_text(field, field.default),
            hint=None if field.hint in self.says else field.hint,
            bounds=bounds(field),
            meaning=known.words(shown) if known is not None and shown and widget == "pick" else None,
            options=self.options(field, widget, shown),
            codes=field.codes if widget == "pick" else "",
            findings=found,
            personal=field.personal,
            mark=mark,
            span="g6" if found else span(field, widget),
        )

    def widget(self, field: Field) -> Widget:
        if field.kind == "choice":
            if field.codes in self.codes and len(self.offered(field.codes)) <= MANY:
                return "select"
            if field.codes in self.codes:
                self.suggested.add(field.codes)
                return "pick"
            return "text"
        if field.kind == "text":
            return "long" if field.limits.get("max_length", 0) >= LONG else "text"
        return _SIMPLE[field.kind]

    def offered(self, name: str) -> tuple[Code, ...]:
        return tuple(c for c in self.codes[name] if c.valid_on(self.on))

    def options(self, field: Field, widget: Widget, shown: str) -> tuple[Option, ...]:
        if widget == "yes-no":
            known = tuple(Option(value, words) for value, words in YES_NO)
        elif widget == "select":
            known = tuple(
                Option(c.code, Words(f"{c.code} {c.words.zh}", f"{c.code} {c.words.en}"))
                for c in self.offered(field.codes)
            )
        else:
            return ()
        if shown and shown not in {o.value for o in known}:
            return (*known, Option(shown, Words(f"{shown}（不在代码表）", f"{shown} (not in the list)"), known=False))
        return known


_SIMPLE: Mapping[str, Widget] = {
    "integer": "integer",
    "decimal": "decimal",
    "yes-no": "yes-no",
    "date": "date",
    "instant": "instant",
}


def as_text(field: Field, value: Any) -> str:
    """The text that stands in the input for a value of plain data, whatever it is."""
    if value is None:
        return ""
    if field.kind == "yes-no" and isinstance(value, bool):
        return "yes" if value else "no"
    if field.kind == "instant":
        return _local(value)
    if isinstance(value, (dict, list)):
        return msgspec.json.encode(value).decode()
    return str(value)


def _local(value: Any) -> str:
    """An instant on the law's clock, as its input wants it; what can not be read stays as it is."""
    try:
        when = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    if when.tzinfo is None:
        return str(value)
    here = when.astimezone(SHANGHAI).replace(tzinfo=None)
    return here.isoformat(timespec="minutes" if not (here.second or here.microsecond) else "auto")


def _folded(field: Field) -> bool:
    """Does the group's own class say that a form folds it away?"""
    return bool(getattr(field.shape, "FOLDED", False))


def _asked(field: Field) -> bool:
    """Does the group's own class say that it is drawn only when asked for?"""
    return hasattr(field.shape, "ASKED")


def _beside(field: Field) -> str:
    """The name of the group beside it with which it opens, or nothing."""
    return str(getattr(field.shape, "BESIDE", ""))


def _filled(items: Iterable[Item]) -> int:
    """How many fields among these hold something else than before anybody typed."""
    return sum(
        (i.value not in ("", i.blank)) if isinstance(i, Input) else len(i.rows) if isinstance(i, Rows) else i.filled
        for i in items
    )


def _nests(part: Part) -> bool:
    return any(not isinstance(i, Input) for i in part.items)


def _found(item: Item) -> Iterator[Finding]:
    yield from item.findings
    if isinstance(item, Part):
        for inner in item.items:
            yield from _found(inner)
    if isinstance(item, Rows):
        for row in item.rows:
            yield from row.notes
            for inner in row.more:
                yield from _found(inner)
