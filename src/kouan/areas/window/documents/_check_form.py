"""Checks of form: which codes exist, how long a number may be, which codes have a check character."""

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import compress
from operator import contains, is_not

import msgspec

from kouan.areas.window.codes import LISTS
from kouan.kernel.codes import CodeList
from kouan.kernel.documents import Fault, check
from kouan.kernel.parties import is_uscc, uscc_check_character
from kouan.kernel.shapes import fields
from kouan.kernel.words import Words

from ._check_required import SUMMARY, Values, reader
from ._law import CREDIT_CODE, DATA_SET, FILLING_IN, fault, mended
from ._parts import Declaration


class _Plan(msgspec.Struct, frozen=True):
    """The fields of a shape by what the checks of form ask of them, worked out once a shape.

    The readers fetch all values of a kind in one call: these checks run for every field of every filing.
    """

    coded: tuple[tuple[str, CodeList], ...]
    codes: Values
    decimals: tuple[str, ...]
    amounts: Values
    inner: tuple[str, ...]
    held: Values
    blank: tuple[object, ...]


@functools.cache
def _plan(shape: type[msgspec.Struct]) -> _Plan:
    known = fields(shape)
    coded = tuple((f.name, LISTS[f.codes]) for f in known if f.codes)
    decimals = tuple(f.name for f in known if f.kind == "decimal") if not hasattr(shape, "DECIMALS") else ()
    inner = [f for f in known if f.kind in ("part", "rows")]
    return _Plan(
        coded=coded,
        codes=reader([name for name, _ in coded]),
        decimals=decimals,
        amounts=reader(decimals),
        inner=tuple(f.name for f in inner),
        held=reader([f.name for f in inner]),
        blank=tuple(f.default for f in inner),
    )


@functools.lru_cache(maxsize=256)
def _valid(shape: type[msgspec.Struct], on: dt.date) -> tuple[frozenset[str | None], ...]:
    """For each coded field of a shape, what may stand in it on that day: the codes in force, or nothing."""
    lists = [codes for _, codes in _plan(shape).coded]
    return tuple(frozenset({"", None, *(c.code for c in codes if c.valid_on(on))}) for codes in lists)


def _parts_of(part: msgspec.Struct) -> list[tuple[str, msgspec.Struct, _Plan]]:
    """The part itself and all that it holds, each with the path that its fields begin with and the plan of its shape.

    A group that nobody touched is the very default of its field: nothing stands in it, so it is passed over.
    """
    last, held = _walked[0]
    if last is part:
        return held
    found: list[tuple[str, msgspec.Struct, _Plan]] = []
    _gather(part, "", found)
    _walked[0] = part, found
    return found


_walked: list[tuple[object, list[tuple[str, msgspec.Struct, _Plan]]]] = [(None, [])]
"""The document walked last: two checks walk each document, one right after the other."""
_is_uscc = functools.lru_cache(maxsize=4096)(is_uscc)
"""The same firms file again and again."""


def _gather(part: msgspec.Struct, path: str, found: list[tuple[str, msgspec.Struct, _Plan]]) -> None:
    plan = _plan(type(part))
    found.append((path, part, plan))
    if not plan.inner:
        return
    values = plan.held(part)
    for name, held in compress(zip(plan.inner, values, strict=True), map(is_not, values, plan.blank)):
        if isinstance(held, msgspec.Struct):
            _gather(held, f"{path}{name}.", found)
        elif held is not None:
            for number, row in enumerate(held):
                _gather(row, f"{path}{name}[{number}].", found)


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
        valids, values = _valid(type(part), on), plan.codes(part)
        if all(map(contains, valids, values)):
            continue
        for (name, codes), valid, value in zip(plan.coded, valids, values, strict=True):
            if value not in valid:
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
        for value in plan.amounts(part):
            if value is not None and not (value.is_finite() and _NONE <= value < _MOST and not value % _LEAST):
                for name, held in zip(plan.decimals, plan.amounts(part), strict=True):
                    if held is not None:
                        yield from _amount(f"{path}{name}", held)
                break


_NONE, _MOST = Decimal(0), Decimal(10) ** 14
_LEAST = Decimal("0.00001")


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
    fields=("trader.scc", "owner.scc", "agent.scc", "entry.unit_scc"),
)
def credit_codes_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The consuming or producing unit may say NO where it has none. The edit is that of the check character alone."""
    codes = [(f"{name}.scc", getattr(d, name).scc) for name in ("trader", "owner", "agent")]
    for path, code in (*codes, ("entry.unit_scc", d.entry.unit_scc)):
        if not code or _is_uscc(code) or (path == "owner.scc" and code == "NO"):
            continue
        right = uscc_check_character(code[:17]) if len(code) == 18 else None
        zh, en = f"统一社会信用代码 {code} 的长度或校验位不对", f"{code} fails its check character"
        if right:
            yield mended(path, f"{zh}，校验位应为 {right}", f"{en}: it is {right}", code, code[:17] + right)
        else:
            yield fault(path, zh, en)


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
    codes_exist,
    numbers_have_their_form,
    amounts_have_their_form,
    credit_codes_hold,
    registration_codes_hold,
    owner_is_named,
    step_is_known,
)
