"""From what a person posted back to plain data. What can not be understood stays as typed and becomes a finding."""

import datetime as dt
import re
import types
import typing
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import msgspec

from kouan.kernel.findings import Repair
from kouan.kernel.shapes import Field, fields
from kouan.kit.asked import half
from kouan.kit.forms.draw import as_text
from kouan.kit.forms.paths import look_up, put
from kouan.kit.saying import SHANGHAI

OPENED = "opened:"
"""How the names of the inputs begin that say which groups somebody opened: until the draft is saved they stay open."""
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")


def read(shape: type[msgspec.Struct], posted: Mapping[str, str]) -> dict[str, Any]:
    """The draft that was posted, as plain data fit for JSON. Applies the acts `row-add` (of rows: one more line; of a group: open it) and `row-drop`.

    Empty inputs are left out, so that the shape's own default holds; lines left wholly empty are dropped. Numbers lose
    the commas between thousands; instants are on the law's clock.
    """
    dropped = posted.get("row-drop", "")
    names = [n for n in posted if not (dropped and (n == dropped or n.startswith(f"{dropped}.")))]
    raw = _group(shape, posted, names, "")
    added = posted.get("row-add", "")
    if added or dropped:
        for name in posted:
            if name.startswith(OPENED) and look_up(raw, name.removeprefix(OPENED)) is None:
                _add(shape, raw, name.removeprefix(OPENED))
    if added:
        _add(shape, raw, added)
    return raw


def adopt(shape: type[msgspec.Struct], raw: dict[str, Any], repair: Repair) -> dict[str, Any]:
    """The draft with one proposed edit made: the reader pressed the button, so nothing is mended silently."""
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(raw))
    field = _field_at(shape, repair.path)
    put(made, repair.path, _value(field, repair.new) if field and repair.new else repair.new)
    return made


def _group(shape: type[msgspec.Struct], posted: Mapping[str, str], names: Iterable[str], path: str) -> dict[str, Any]:
    names = list(names)
    raw: dict[str, Any] = {}
    for field in fields(shape):
        here = f"{path}.{field.name}" if path else field.name
        if field.kind == "rows" and field.shape:
            lines = _lines(field.shape, posted, names, here)
            if lines or field.required:
                raw[field.name] = lines
        elif field.kind == "part" and field.shape:
            inside = _group(field.shape, posted, [n for n in names if n.startswith(f"{here}.")], here)
            if inside or (field.required and not _nullable(shape, field.name)):
                raw[field.name] = inside
            elif field.required:
                raw[field.name] = None
        elif here in posted and here in names:
            _take(raw, field, posted[here].strip(), nullable=field.required and _nullable(shape, field.name))
    return raw


def _take(raw: dict[str, Any], field: Field, text: str, *, nullable: bool) -> None:
    if text:
        raw[field.name] = _value(field, text)
    elif nullable:
        raw[field.name] = None


def _lines(shape: type[msgspec.Struct], posted: Mapping[str, str], names: list[str], path: str) -> list[dict[str, Any]]:
    start = re.compile(re.escape(path) + r"\[(\d+)\]\.")
    numbers = sorted({int(found[1]) for n in names if (found := start.match(n))})
    made = []
    for number in numbers:
        here = f"{path}[{number}]"
        mine = [n for n in names if n.startswith(f"{here}.")]
        if not _blank(shape, posted, mine, here):
            made.append(_group(shape, posted, mine, here))
    return made


def _blank(shape: type[msgspec.Struct], posted: Mapping[str, str], names: list[str], path: str) -> bool:
    """Is nothing in the line but what stood there before anybody typed?"""
    defaults = {f"{path}.{f.name}": as_text(f, f.default) for f in fields(shape) if f.shape is None}
    return all(posted[n].strip() in ("", defaults.get(n, "")) for n in names)


def _value(field: Field, text: str) -> Any:
    readers = {"integer": _integer, "decimal": _decimal, "yes-no": _yes_no, "instant": _instant}
    return readers.get(field.kind, str)(text)


def _plain(text: str) -> str:
    said = half(text)
    return said.replace(",", "") if _GROUPED.fullmatch(said) else said


def _integer(text: str) -> int | str:
    plain = _plain(text)
    return int(plain) if re.fullmatch(r"-?[0-9]{1,18}", plain) else text


def _decimal(text: str) -> str:
    plain = _plain(text)
    try:
        return plain if Decimal(plain).is_finite() else text
    except InvalidOperation:
        return text


def _yes_no(text: str) -> bool | str:
    """What an input holds, or a repair as JSON writes it."""
    return {"yes": True, "no": False, "true": True, "false": False}.get(text, text)


def _instant(text: str) -> str:
    try:
        when = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return (when if when.tzinfo else when.replace(tzinfo=SHANGHAI)).isoformat()


@cache
def _nullable(shape: type[msgspec.Struct], name: str) -> bool:
    """May the field be asserted to be nothing?"""
    hint = typing.get_type_hints(shape)[name]
    is_union = isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union
    return is_union and types.NoneType in typing.get_args(hint)


def _field_at(shape: type[msgspec.Struct], path: str) -> Field | None:
    here: type[msgspec.Struct] | None = shape
    field: Field | None = None
    for name in re.findall(r"[A-Za-z_]\w*", path):
        field = next((f for f in fields(here) if f.name == name), None) if here else None
        here = field.shape if field else None
    return field


def _add(shape: type[msgspec.Struct], raw: dict[str, Any], path: str) -> None:
    """One more empty line at the end of the rows at `path`, or the group at `path` opened while it is empty."""
    field = _field_at(shape, path)
    if field is not None and field.kind == "part":
        put(raw, path, look_up(raw, path) or {})
        return
    rows = look_up(raw, path)
    put(raw, f"{path}[{len(rows) if isinstance(rows, list) else 0}]", {})
