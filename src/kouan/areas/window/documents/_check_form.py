"""Checks of form: what must be filled in, which codes exist, how long a number may be."""

import datetime as dt
import functools
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from kouan.areas.window.codes import LISTS
from kouan.kernel.codes import CodeList
from kouan.kernel.documents import Fault, check
from kouan.kernel.parties import is_uscc
from kouan.kernel.shapes import fields
from kouan.kernel.words import Words

from ._law import CREDIT_CODE, DATA_SET, FILLING_IN, TWO_STEP, fault
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
_NO_CROSSING_NEEDS_NONE = ("means_of_transport", "bill_number")
NO_CROSSING = frozenset("0178WXYZ")
"""Modes of transport in which nothing crosses the border."""


Values = Callable[[msgspec.Struct], tuple[Any, ...]]


class _Plan(msgspec.Struct, frozen=True):
    """The fields of a shape by what the checks of form ask of them, worked out once a shape.

    The readers fetch all values of a kind in one call: these checks run for every field of every filing.
    """

    coded: tuple[tuple[str, CodeList], ...]
    codes: Values
    decimals: tuple[str, ...]
    amounts: Values
    parts: tuple[tuple[str, object], ...]
    rows: tuple[str, ...]


def _reader(names: Sequence[str]) -> Values:
    """All values of these fields as a tuple."""
    if not names:
        return lambda part: ()
    get = operator.attrgetter(*names)
    return get if len(names) > 1 else lambda part: (get(part),)


_reader_of = functools.cache(_reader)


@functools.cache
def _plan(shape: type[msgspec.Struct]) -> _Plan:
    known = fields(shape)
    coded = tuple((f.name, LISTS[f.codes]) for f in known if f.codes)
    decimals = tuple(f.name for f in known if f.kind == "decimal")
    return _Plan(
        coded=coded,
        codes=_reader([name for name, _ in coded]),
        decimals=decimals,
        amounts=_reader(decimals),
        parts=tuple((f.name, f.default) for f in known if f.kind == "part"),
        rows=tuple(f.name for f in known if f.kind == "rows"),
    )


@functools.lru_cache(maxsize=256)
def _valid(shape: type[msgspec.Struct], on: dt.date) -> tuple[frozenset[str], ...]:
    """For each coded field of a shape, the codes in force on that day."""
    return tuple(frozenset(c.code for c in codes if c.valid_on(on)) for _, codes in _plan(shape).coded)


def _parts_of(part: msgspec.Struct) -> list[tuple[str, msgspec.Struct, _Plan]]:
    """The part itself and all that it holds, each with the path that its fields begin with and the plan of its shape.

    A group that nobody touched is the very default of its field: nothing stands in it, so it is passed over.
    """
    found: list[tuple[str, msgspec.Struct, _Plan]] = []
    _gather(part, "", found)
    return found


def _gather(part: msgspec.Struct, path: str, found: list[tuple[str, msgspec.Struct, _Plan]]) -> None:
    plan = _plan(type(part))
    found.append((path, part, plan))
    for name, blank in plan.parts:
        inner = getattr(part, name)
        if inner is not blank and inner is not None:
            _gather(inner, f"{path}{name}.", found)
    for name in plan.rows:
        for number, row in enumerate(getattr(part, name)):
            _gather(row, f"{path}{name}[{number}].", found)


def _empty(part: msgspec.Struct, names: tuple[str, ...], path: str = "") -> Iterator[Fault]:
    values = _reader_of(names)(part)
    if None not in values and "" not in values:
        return
    for name, value in zip(names, values, strict=True):
        if value in (None, ""):
            words = next(f.words for f in fields(type(part)) if f.name == name)
            yield fault(f"{path}{name}", f"申报时必填：{words.zh}", f"Required: {words.en}")


_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


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


def _party(party: Party, path: str) -> Iterator[Fault]:
    if not party.name:
        yield fault(f"{path}.name", "申报时必填：名称", "Required: name")
    if not party.code and not party.scc:
        yield fault(f"{path}.code", "两种编码至少填一种", "Fill in at least one of the two codes")


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


def _rest(d: Declaration) -> Iterator[Fault]:
    yield from _empty(d, _HEAD_FULL)
    for name in ("trader", "owner", "agent"):
        yield from _party(getattr(d, name), name)
    for number, line in enumerate(d.goods):
        yield from _empty(line, _LINE_FULL, f"goods[{number}].")


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
    exempt = _NO_CROSSING_NEEDS_NONE if d.transport_mode in NO_CROSSING else ()
    yield from _empty(d, tuple(n for n in _HEAD_SUMMARY if n not in exempt))
    for number, line in enumerate(d.goods):
        yield from _empty(line, _LINE_SUMMARY, f"goods[{number}].")


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
        missing = [(f.path, named(type(d), f.path)) for f in _rest(d)]
        if missing:
            first, more = [words for _, words in missing[:8]], len(missing) > 8
            zh = "、".join(w.zh for w in first) + ("……" if more else "")
            en = ", ".join(w.en for w in first) + (" ..." if more else "")
            count = len(missing)
            yield fault(
                "filing",
                f"完整申报时还须补填 {count} 项：{zh}",
                f"{count} fields are still to be filled in for the complete declaration: {en}",
            )


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
    ),
    "import": (("", "dispatch_port"),),
    "export": (),
}


@check(
    "WIN-F-007",
    Words(
        "报文字典要求录入单位、录入员、申报人员、报关标志、启运港等；缺少时不能转成报关报文",
        "The message's dictionary also requires entry unit, clerk, declarant, marks and port of dispatch",
    ),
    basis=DATA_SET,
    standing="secondary",
    fields=("entry", "numbers", "entry_type"),
    severity="warning",
)
def message_is_complete(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """What the dictionary marks as required to save or to submit and no other rule asks for. A summary needs none of it."""
    if d.filing == SUMMARY:
        return
    for group, name in (*_MESSAGE_NEEDS["both"], *_MESSAGE_NEEDS[d.FLOW]):
        part: msgspec.Struct = getattr(d, group) if group else d
        if not getattr(part, name):
            words = next(f.words for f in fields(type(part)) if f.name == name)
            path = f"{group}.{name}" if group else name
            yield fault(path, f"报文必填：{words.zh}", f"The message requires: {words.en}")


@check(
    "WIN-F-004",
    Words("代码须在申报当日有效的代码表内", "A code stands in its list on the day of filing"),
    basis=DATA_SET,
    standing="secondary",
    fields=("trade_mode", "transport_mode", "goods"),
)
def codes_exist(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Lists that are not public (offices, ports, districts) are checked for form only."""
    for path, part, plan in _parts_of(d):
        for (name, codes), valid, value in zip(plan.coded, _valid(type(part), on), plan.codes(part), strict=True):
            if value and value not in valid:
                past = "已失效" if value in codes else "不存在"
                lapsed = "is no longer valid" if value in codes else "does not exist"
                told = f"代码 {value} 在代码表 {codes.name} 中{past}", f"Code {value} {lapsed} in the list {codes.name}"
                yield fault(f"{path}{name}", *told)


_FORMS: Mapping[str, tuple[int, ...]] = {
    "customs_office": (4,),
    "border_office": (4,),
    "record_number": (12,),
    "partner_port": (6,),
}


@check(
    "WIN-F-005",
    Words("关区4位数字，备案号12位，港口6位，商品编号10位", "Offices have 4 digits, records 12 characters, codes 10"),
    basis=DATA_SET,
    standing="secondary",
    fields=(*_FORMS, "goods"),
)
def numbers_have_their_form(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A code whose list is not public is held to its length and alphabet."""
    for name, lengths in _FORMS.items():
        value: str = getattr(d, name)
        digits = name.endswith("_office")
        fits = value.isascii() and (value.isdecimal() if digits else value.isalnum())
        if value and (len(value) not in lengths or not fits):
            yield fault(name, f"应为 {lengths[0]} 位{'数字' if digits else '字母或数字'}", f"{lengths[0]} characters")
    lengths = (6, 8, 10) if d.filing == SUMMARY else (10,)
    for number, line in enumerate(d.goods):
        code = line.commodity_code
        if not (code.isascii() and code.isdecimal()) or len(code) not in lengths:
            path = f"goods[{number}].commodity_code"
            yield fault(path, f"商品编号应为 {lengths[-1]} 位数字", f"The commodity code has {lengths[-1]} digits")


@check(
    "WIN-F-006",
    Words(
        "数量、重量和金额为有限正数，整数至多14位、小数至多5位", "Amounts are finite, not negative, of 14 and 5 digits"
    ),
    basis=DATA_SET,
    standing="secondary",
    fields=("gross_weight", "net_weight", "goods"),
)
def amounts_have_their_form(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Other costs alone may be negative: a deduction (to verify)."""
    for path, part, plan in _parts_of(d):
        for name, value in zip(plan.decimals, plan.amounts(part), strict=True):
            if value is not None and not (value.is_finite() and 0 <= value < _MOST and value == round(value, 5)):
                yield from _amount(f"{path}{name}", value)


_MOST = Decimal(10) ** 14


def _amount(path: str, value: Decimal) -> Iterator[Fault]:
    if not value.is_finite():
        yield fault(path, "不是有限的数", "Not a finite number")
    elif value < 0 and path != "other_costs.amount":
        yield fault(path, "不能为负数", "May not be negative")
    elif value.adjusted() > 13 or value != round(value, 5):
        yield fault(path, "整数至多14位，小数至多5位", "At most 14 digits before the point and 5 after it")


@check(
    "WIN-X-040",
    Words(
        "统一社会信用代码为18位且校验位正确", "A unified social credit code has 18 characters and its check character"
    ),
    basis=CREDIT_CODE,
    standing="official",
    fields=("trader.scc", "owner.scc", "agent.scc"),
)
def credit_codes_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The consuming or producing unit may say NO where it has none."""
    for name in ("trader", "owner", "agent"):
        code = getattr(d, name).scc
        if code and not is_uscc(code) and not (name == "owner" and code == "NO"):
            yield fault(
                f"{name}.scc", f"统一社会信用代码 {code} 的长度或校验位不对", f"{code} fails its check character"
            )


@check(
    "WIN-X-041",
    Words("海关备案编码为10位，前4位为关区", "A customs registration code has 10 characters, the first four an office"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("trader.code", "agent.code"),
    severity="warning",
)
def registration_codes_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Codes of other administrations are kept and reported."""
    for name in ("trader", "agent"):
        code = getattr(d, name).code
        if code and (len(code) != 10 or not code[:4].isdecimal()):
            yield fault(f"{name}.code", f"海关备案编码 {code} 不是10位", f"{code} is not a code of 10 characters")


@check(
    "WIN-X-043",
    Words("消费使用/生产销售单位填编码或NO，编码与名称同填", "The owner has a code or NO, and a name beside the code"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("owner.code", "owner.scc", "owner.name"),
    severity="warning",
)
def owner_is_named(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A code without a name, or a name without a code."""
    has_code = bool(d.owner.code or d.owner.scc)
    if has_code != bool(d.owner.name):
        yield fault("owner", "编码与名称应同时填写", "Code and name belong together")


@check(
    "WIN-X-081",
    Words("单据类型的步骤位只能为空、0、5或6", "The step of filing is empty, 0, 5 or 6"),
    basis=DATA_SET,
    standing="secondary",
    fields=("filing",),
)
def step_is_known(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Position 3 of the element Type."""
    if d.filing not in ("", "0", SUMMARY, "6"):
        yield fault("filing", f"没有步骤 {d.filing}", f"There is no step {d.filing}")


CHECKS = (
    required_in_full,
    required_in_summary,
    summary_to_complete,
    message_is_complete,
    codes_exist,
    numbers_have_their_form,
    amounts_have_their_form,
    credit_codes_hold,
    registration_codes_hold,
    owner_is_named,
    step_is_known,
)
