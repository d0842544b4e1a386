"""Checks of a summary (概要申报): its three questions, and what each yes asks for beyond the nine data."""

import datetime as dt
from collections.abc import Iterator

from kouan.kernel.documents import Fault

from ._check_required import SUMMARY
from ._law import TWO_STEP, fault
from ._parts import Declaration, Line
from ._rule import rule

_SINCE = dt.date(2019, 8, 24)


@rule(
    "WIN-F-008",
    "概要申报须回答涉证、涉检、涉税三问；其他申报不答",
    "A summary answers three questions: licences, inspection, taxes; other declarations do not",
    fields=("filing", "two_step"),
    basis=TWO_STEP,
    since=_SINCE,
)
def questions_are_answered(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Yes or no; what was answered stays when the complete declaration follows."""
    if d.filing != SUMMARY:
        return
    for name, zh, en in (
        ("licences", "涉证", "are licences needed"),
        ("inspection", "涉检", "does inspection apply"),
        ("taxed", "涉税", "do taxes apply"),
    ):
        if getattr(d.two_step, name) is None:
            yield fault(f"two_step.{name}", f"请回答：是否{zh}", f"Answer: {en}?")


def _boxes(d: Declaration) -> Iterator[Fault]:
    for number, box in enumerate(d.containers):
        if not box.items:
            yield fault(f"containers[{number}].items", "须填集装箱商品项号关系", "Name the items in the container")


@rule(
    "WIN-F-009",
    "涉证的概要申报另填两项：许可证件种类和编号、集装箱商品项号关系",
    "A summary that needs licences adds two data: licence and number, items of each container",
    fields=("two_step.licences", "licences", "containers.items"),
    basis=TWO_STEP,
    since=_SINCE,
)
def licences_are_told(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Which two is (secondary)."""
    if d.filing == SUMMARY and d.two_step.licences:
        if not d.licences:
            yield fault("licences", "涉证须列许可证件种类和编号", "Name the licence and its number")
        yield from _boxes(d)


@rule(
    "WIN-F-010",
    "涉检的概要申报另填五项：产品资质、十位编号和检验检疫名称、货物属性、用途、集装箱商品项号关系",
    "A summary under inspection adds five: product licence, ten digits and inspection class, attributes, purpose, items of boxes",
    fields=("two_step.inspection", "goods_limits", "goods", "containers.items"),
    basis=TWO_STEP,
    since=_SINCE,
)
def inspection_is_told(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Which five is (secondary)."""
    if d.filing != SUMMARY or not d.two_step.inspection:
        return
    if not d.goods_limits:
        yield fault("goods_limits", "涉检须列产品资质", "Name the product's licence")
    for number, line in enumerate(d.goods):
        if len(line.commodity_code) < 10:
            yield fault(f"goods[{number}].commodity_code", "涉检须填十位编号", "Inspection needs ten digits")
        for name, value in _of_inspection(line):
            if not value:
                yield fault(f"goods[{number}].{name}", "涉检必填", "Required under inspection")
    yield from _boxes(d)


def _of_inspection(line: Line) -> tuple[tuple[str, str], ...]:
    told = line.inspection
    return (
        ("inspection.class_name", told.class_name or line.ciq_code),
        ("inspection.attributes", told.attributes),
        ("inspection.purpose", told.purpose),
    )


CHECKS = (questions_are_answered, licences_are_told, inspection_is_told)
