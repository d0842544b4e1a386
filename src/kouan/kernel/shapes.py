"""What a shape says of itself: its fields with words, limits and code lists; and what is wrong with raw data for it.

Forms, pages, the API's description and the finding of faults all read a document's struct through here.
"""

import datetime as dt
import functools
import json
import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

import msgspec

from .findings import Finding, refusal
from .words import Words

Kind = Literal["text", "integer", "decimal", "yes-no", "date", "instant", "choice", "rows", "part"]

KINDS: Mapping[type, Kind] = {
    str: "text",
    int: "integer",
    Decimal: "decimal",
    bool: "yes-no",
    dt.date: "date",
    dt.datetime: "instant",
}


@typing.dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The base of every document and part of one: frozen, and a field it does not know is a fault, never dropped."""


class Field(msgspec.Struct, frozen=True):
    """One field of a shape. `shape` is the struct of a part or of the rows; `codes` the list that a choice is from."""

    name: str
    words: Words
    kind: Kind
    required: bool
    codes: str = ""
    hint: Words | None = None
    limits: Mapping[str, Any] = {}
    shape: type[msgspec.Struct] | None = None
    default: Any = None
    personal: bool = False


@functools.cache
def fields(shape: type[msgspec.Struct]) -> tuple[Field, ...]:
    """The fields of a shape in order. Raises TypeError for a field without words or of a kind that has no widget.

    A field that may be empty is `Annotated[str, label(...)] | None`: limits hold for the text, not for the absence.
    """
    hints = _hints(shape)
    return tuple(_field(shape, f, hints[f.name]) for f in msgspec.structs.fields(shape))


@functools.cache
def _hints(shape: type[msgspec.Struct]) -> Mapping[str, Any]:
    return typing.get_type_hints(shape, include_extras=True)


def _field(shape: type[msgspec.Struct], f: msgspec.structs.FieldInfo, hint: Any) -> Field:
    labelled = next((o for o in _options(hint) if _metas(o)), None)
    if labelled is None:
        raise TypeError(f"{shape.__name__}.{f.name} has no words: annotate it with label(...)")
    metas = _metas(labelled)
    kind, inner_shape = _kind(labelled.__origin__)
    if kind is None:
        raise TypeError(f"{shape.__name__}.{f.name}: no widget draws {labelled.__origin__!r}")
    extra = metas[0].extra or {}
    return Field(
        name=f.name,
        words=extra["words"],
        kind="choice" if extra.get("codes") else kind,
        required=f.required,
        codes=extra.get("codes", ""),
        hint=extra.get("hint"),
        limits=_limits(metas[0]),
        shape=inner_shape,
        default=None if f.required or f.default is msgspec.NODEFAULT else f.default,
        personal=extra.get("personal", False),
    )


def _metas(hint: Any) -> list[msgspec.Meta]:
    return [m for m in getattr(hint, "__metadata__", ()) if isinstance(m, msgspec.Meta) and m.extra]


def _kind(inner: Any) -> tuple[Kind | None, type[msgspec.Struct] | None]:
    options = [o for o in _options(inner) if o is not types.NoneType]
    if len(options) != 1:
        return None, None
    only = options[0]
    if typing.get_origin(only) is tuple:
        row = typing.get_args(only)[0]
        return ("rows", row) if isinstance(row, type) and issubclass(row, msgspec.Struct) else (None, None)
    if isinstance(only, type) and issubclass(only, msgspec.Struct):
        return "part", only
    return KINDS.get(only), None


def _options(inner: Any) -> tuple[Any, ...]:
    is_union = isinstance(inner, types.UnionType) or typing.get_origin(inner) is typing.Union
    return typing.get_args(inner) if is_union else (inner,)


def _limits(meta: msgspec.Meta) -> dict[str, Any]:
    names = ("gt", "ge", "lt", "le", "multiple_of", "pattern", "min_length", "max_length")
    return {n: getattr(meta, n) for n in names if getattr(meta, n) is not None}


def examine(raw: object, shape: type[msgspec.Struct], path: str = "") -> Iterator[Finding]:
    """All that is wrong with plain data (dicts, lists, texts, numbers) as a document of this shape, place by place."""
    if not isinstance(raw, Mapping):
        yield refusal("shape-not-object", path, Words("此处应为一组字段", "A group of fields belongs here"))
        return
    known = {f.name: f for f in fields(shape)}
    for name in raw:
        if name not in known:
            yield refusal("field-unknown", _join(path, str(name)), Words("没有这个字段", "There is no such field"))
    for field in known.values():
        yield from _examine_field(raw, field, shape, _join(path, field.name))


def _examine_field(
    raw: Mapping[str, object], field: Field, shape: type[msgspec.Struct], path: str
) -> Iterator[Finding]:
    value = raw.get(field.name)
    if value is None:
        if field.required:
            words = Words("必填：{zh}", "Required: {en}").with_values(zh=field.words.zh, en=field.words.en)
            yield refusal("field-missing", path, words)
        elif field.name in raw:
            yield from _examine_value(value, field, shape, path)
        return
    if field.kind == "rows" and field.shape:
        yield from _examine_rows(value, field, path)
    elif field.kind == "part" and field.shape:
        yield from examine(value, field.shape, path)
    else:
        yield from _examine_value(value, field, shape, path)


def _examine_rows(value: object, field: Field, path: str) -> Iterator[Finding]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield refusal("rows-not-list", path, Words("此处应为若干行", "Rows belong here"))
        return
    least, most = field.limits.get("min_length", 0), field.limits.get("max_length")
    if len(value) < least or (most is not None and len(value) > most):
        words = Words("{n} 行，限 {least} 至 {most}，多的另立", "{n} rows, {least} to {most} are allowed: split them")
        yield refusal("rows-count", path, words.with_values(n=len(value), least=least, most=most or "∞"))
    for number, row in enumerate(value):
        if field.shape:
            yield from examine(row, field.shape, f"{path}[{number}]")


def _examine_value(value: object, field: Field, shape: type[msgspec.Struct], path: str) -> Iterator[Finding]:
    try:
        msgspec.convert(value, type=_hints(shape)[field.name], strict=True, str_keys=True)
    except msgspec.ValidationError:
        yield refusal("value-unfit", path, _why(value, field))
        return
    if field.kind == "decimal" and isinstance(value, str) and ("_" in value or not value.isascii()):
        yield refusal("value-unfit", path, _why(value, field))


def odd_values(document: msgspec.Struct, path: str = "") -> Iterator[Finding]:
    """Place by place: decimals that are none (NaN, infinite) or that no quantity of the world reaches; texts with
    characters that can not be seen and change what is read around them.
    """
    for field in fields(type(document)):
        value, place = getattr(document, field.name), _join(path, field.name)
        if field.kind == "part" and value is not None:
            yield from odd_values(value, place)
        elif field.kind == "rows":
            for number, row in enumerate(value or ()):
                yield from odd_values(row, f"{place}[{number}]")
        elif isinstance(value, Decimal) and (not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS):
            yield refusal("value-unfit", place, _why(value, field))
        elif isinstance(value, str) and (hidden := HIDDEN.search(value)):
            words = Words("含有不可见的控制字符 {c}", "Holds a control character that can not be seen, {c}")
            yield refusal("text-hidden", place, words.with_values(c=f"U+{ord(hidden[0]):04X}"))


HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and line ends (no store of texts takes U+0000), and those that turn the direction of writing."""
_MOST_DIGITS = 30
_WANTED: Mapping[str, Words] = {
    "text": Words("文字", "text"),
    "choice": Words("代码", "a code"),
    "integer": Words("整数", "a whole number"),
    "decimal": Words("数值", "a number"),
    "yes-no": Words("是或否", "yes or no"),
    "date": Words("日期（年-月-日）", "a date (YYYY-MM-DD)"),
    "instant": Words("带时区的时刻", "an instant with its offset"),
}
_LIMITS: Mapping[str, Words] = {
    "min_length": Words("至少 {v} 个字符", "at least {v} characters"),
    "max_length": Words("至多 {v} 个字符", "at most {v} characters"),
    "pattern": Words("格式 {v}", "of the form {v}"),
    "gt": Words("大于 {v}", "above {v}"),
    "ge": Words("不小于 {v}", "not below {v}"),
    "lt": Words("小于 {v}", "below {v}"),
    "le": Words("不大于 {v}", "not above {v}"),
    "multiple_of": Words("{v} 的倍数", "a multiple of {v}"),
}


def _why(value: object, field: Field) -> Words:
    limits = [_LIMITS[n].with_values(v=v) for n, v in field.limits.items() if n in _LIMITS and field.kind != "rows"]
    wanted = [_WANTED.get(field.kind, Words("一组字段或若干行", "a group of fields, or rows")), *limits]
    zh, en = "，".join(w.zh for w in wanted), ", ".join(w.en for w in wanted)
    seen = re.sub("(?s)(.{57}).{4,}", r"\1...", json.dumps(value, ensure_ascii=False, default=str))
    return Words(f"填的是 {seen}，应为{zh}", f"Got {seen}, expected {en}")


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
