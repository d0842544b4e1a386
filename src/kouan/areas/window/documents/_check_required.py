"""Checks of what must be filled in: in a summary, in a full declaration, and for the message to customs."""

import datetime as dt
import functools
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from kouan.areas.window import rules
from kouan.kernel.documents import Fault, check
from kouan.kernel.shapes import fields
from kouan.kernel.words import Words

from ._law import DATA_SET, TWO_STEP, fault
from ._parts import Declaration, Party

SUMMARY = "5"
"""`filing` of the first of the two steps (概要申报)."""

_HEAD_FULL = (
    "customs_office",
    "border_office",
    "trading_country",
    "partner_country",
    "partner_port",
    "border_port",
    "deal_terms",
    "packing",
    "packages",
    "gross_weight",
    "net_weight",
    "levy_nature",
)
_HEAD_SUMMARY = ("trade_mode", "transport_mode", "means_of_transport", "bill_number")
_LINE_FULL = ("unit_price", "first_quantity", "first_unit", "destination_country", "district", "duty_mode")
_LINE_SUMMARY = ("quantity", "unit", "total", "currency", "origin_country")
_HEAD_NO_CROSSING = ("trade_mode", "transport_mode")
NO_CROSSING = frozenset("0178WXYZ")
"""Modes of transport in which nothing crosses the border."""


Values = Callable[[msgspec.Struct], tuple[Any, ...]]


def reader(names: Sequence[str]) -> Values:
    """All values of these fields as a tuple."""
    if not names:
        return lambda part: ()
    get = operator.attrgetter(*names)
    return get if len(names) > 1 else lambda part: (get(part),)


_reader_of = functools.cache(reader)


def _asked(part: msgspec.Struct, names: tuple[str, ...], path: str = "") -> list[Fault]:
    values = _reader_of(names)(part)
    if all(values):
        return []
    shape, empty = type(part), (None, "")
    return [_missing(shape, name, path) for name, value in zip(names, values, strict=True) if value in empty]


@functools.lru_cache(maxsize=4096)
def _missing(shape: type[msgspec.Struct], name: str, path: str) -> Fault:
    words = next(f.words for f in fields(shape) if f.name == name)
    return fault(f"{path}{name}", f"申报时必填：{words.zh}", f"Required: {words.en}")


_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


@functools.lru_cache(maxsize=4096)
def named(shape: type[msgspec.Struct], path: str) -> Words:
    """A place in the words of its fields: `goods[1].unit_price` is 商品 2 单价."""
    said: list[Words] = []
    here: type[msgspec.Struct] | None = shape
    for name, row in _STEP.findall(path):
        field = next(f for f in fields(here) if f.name == name) if here else None
        if field:
            number = f" {int(row) + 1}" if row else ""
            said.append(Words(field.words.zh + number, field.words.en + number))
        here = field.shape if field else None
    return Words(" ".join(w.zh for w in said), ": ".join(w.en for w in said))


def _party(party: Party, path: str) -> list[Fault]:
    found = []
    if not party.name:
        found.append(fault(f"{path}.name", "申报时必填：名称", "Required: name"))
    if not party.code and not party.scc:
        found.append(fault(f"{path}.code", "两种编码至少填一种", "Fill in at least one of the two codes"))
    return found


@check(
    "WIN-F-001",
    Words("一次申报和完整申报须填齐全部必填栏目", "A full declaration fills in all required fields"),
    basis=DATA_SET,
    standing="secondary",
    fields=(*_HEAD_FULL, "trader", "owner", "agent", "goods"),
)
def required_in_full(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """What the data set requires at submission, beyond what a summary needs."""
    if d.filing != SUMMARY:
        yield from _rest(d)


def _rest(d: Declaration) -> list[Fault]:
    found = _asked(d, _HEAD_FULL)
    for name in ("trader", "owner", "agent"):
        found += _party(getattr(d, name), name)
    for number, line in enumerate(d.goods):
        found += _asked(line, _LINE_FULL, f"goods[{number}].")
    return found


@check(
    "WIN-F-002",
    Words("任何申报都须有概要申报的九项内容", "Every declaration has the nine data of a summary"),
    basis=TWO_STEP,
    standing="to-verify",
    fields=("trader", *_HEAD_SUMMARY, "goods"),
)
def required_in_summary(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Domestic party, transport, bill, mode; and of each line name, code, quantity, price, origin."""
    if not (d.trader.code or d.trader.scc):
        yield fault("trader.code", "境内收发货人编码至少填一种", "The domestic party has at least one code")
    yield from _asked(d, _HEAD_NO_CROSSING if d.transport_mode in NO_CROSSING else _HEAD_SUMMARY)
    for number, line in enumerate(d.goods):
        yield from _asked(line, _LINE_SUMMARY, f"goods[{number}].")


@check(
    "WIN-F-003",
    Words("概要申报须在运输工具申报进境之日起14日内补齐完整申报", "A summary is completed within 14 days of entry"),
    basis=TWO_STEP,
    standing="to-verify",
    fields=("filing",),
    severity="warning",
)
def summary_to_complete(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """One warning that names the fields still empty."""
    if d.filing == SUMMARY:
        missing = tuple([f.path for f in _rest(d)])
        if missing:
            still, due = _still(type(d), missing[:8], len(missing)), _due(d, on)
            yield fault("filing", still.zh + due.zh, still.en + due.en)


@functools.lru_cache(maxsize=1024)
def _still(shape: type[msgspec.Struct], first: tuple[str, ...], count: int) -> Words:
    """So many fields are missing, the first of them by name."""
    said, more = [named(shape, path) for path in first], count > len(first)
    zh = "、".join(w.zh for w in said) + ("……" if more else "")
    en = ", ".join(w.en for w in said) + (" ..." if more else "")
    return Words(
        f"完整申报时还须补填 {count} 项：{zh}",
        f"{count} fields are still to be filled in for the complete declaration: {en}",
    )


def _due(d: Declaration, on: dt.date) -> Words:
    """Until when the summary is to be completed, where the day of entry is known; after it, how many days late."""
    if d.border_date is None or on < rules.TWO_STEP.values[0].since:
        return Words("", "")
    until = d.border_date + dt.timedelta(days=rules.TWO_STEP.on(on).value.days)
    late = (on - until).days
    zh, en = (f"，已逾期 {late} 日", f", {late} days late") if late > 0 else ("", "")
    return Words(f"；最迟 {until}{zh}", f"; until {until}{en}")


_MESSAGE_NEEDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "both": (
        ("entry", "unit_code"),
        ("entry", "unit_name"),
        ("entry", "clerk"),
        ("entry", "clerk_card"),
        ("entry", "declarant"),
        ("numbers", "edi_mark"),
        ("numbers", "transit_relation"),
        ("", "entry_type"),
        ("price_statements", "special_relation"),
    ),
    "import": (("", "dispatch_port"), ("", "goods_place")),
    "export": (),
}
_MESSAGE_READERS: Mapping[str, Values] = {
    flow: reader([f"{group}.{name}".lstrip(".") for group, name in (*_MESSAGE_NEEDS["both"], *_MESSAGE_NEEDS[flow])])
    for flow in ("import", "export")
}


@check(
    "WIN-F-007",
    Words(
        "申报须有报文字典列为必填的录入单位、录入员、申报人员、报关标志、启运港、货物存放地点等",
        "A submission has what the message's dictionary requires: entry unit, clerk, declarant, marks, port of dispatch, place",
    ),
    basis=DATA_SET,
    standing="secondary",
    fields=("entry", "numbers", "entry_type", "price_statements"),
    needs=(),
)
def message_is_complete(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """What the dictionary marks as required to save or to submit and no other rule asks for. A summary needs none of it."""
    if d.filing == SUMMARY or all(_MESSAGE_READERS[d.FLOW](d)):
        return
    for group, name in (*_MESSAGE_NEEDS["both"], *_MESSAGE_NEEDS[d.FLOW]):
        part: msgspec.Struct = getattr(d, group) if group else d
        if not getattr(part, name):
            words = next(f.words for f in fields(type(part)) if f.name == name)
            path = f"{group}.{name}" if group else name
            yield fault(path, f"报文必填：{words.zh}", f"The message requires: {words.en}")


CHECKS = (required_in_full, required_in_summary, summary_to_complete, message_is_complete)
