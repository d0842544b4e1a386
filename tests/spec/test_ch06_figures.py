"""六 指标 · 6 Figures

指标只从日志算出。每个公布的数字都带着定义版本、案件数和日志位置；案件太少就不公布。
Figures are computed from the journal alone. Each published number carries the version of its definition, its cases and its journal position; too few cases, and nothing is published.
"""

import datetime as dt
from decimal import Decimal

from kouan.areas import index

from .port import Port


def goods_that_take(port: Port, *hours: float, early: bool = False) -> None:
    """Imports that are reported to have arrived, declared (before or after), and released so many hours after arrival."""
    for wait in hours:
        arrived = port.now + dt.timedelta(hours=1 if early else -1)
        case = port.file("import_declaration")
        port.now = max(port.now, arrived)
        case = port.decide(case, "report_arrival", by="port", happened=arrived)
        case = port.decide(case, "accept", by="customs")
        port.now = arrived + dt.timedelta(hours=wait)
        port.decide(case, "release", by="customs")


def test_the_overall_clearance_time(port: Port) -> None:
    """整体通关时间：首次运抵到末次放行，按案件平均。 Overall clearance time: from the first report of arrival to the last release, mean of cases."""
    goods_that_take(port, *[10] * 15, *[20] * 15)
    index.refresh(port.house)
    figure = index.figure("import.total", port="CNNSA", month="2026-03")
    assert figure.value == Decimal(15)
    assert figure.n == 30
    assert figure.definition.name == "import.total v1"


def test_a_figure_names_how_far_it_read(port: Port) -> None:
    """数字写明读到日志第几条。 A figure names the entry up to which it read the journal."""
    goods_that_take(port, *[10] * 30)
    position = index.refresh(port.house)
    assert position == len(port.journal())
    assert index.figure("import.total").position == position


def test_too_few_cases_are_not_published(port: Port) -> None:
    """不足 30 例，不公布，连例数也不说。 Under 30 cases nothing is published, not even how many there were."""
    goods_that_take(port, *[10] * 29)
    index.refresh(port.house)
    figure = index.figure("import.total")
    assert (figure.value, figure.n, figure.withheld) == (None, None, "few")


def test_declared_before_arrival_counts_as_it_is(port: Port) -> None:
    """提前申报，运抵到申报为负，照实计入。 Declared before arrival, the stage is negative and counts as it is."""
    goods_that_take(port, *[10] * 30, early=True)
    index.refresh(port.house)
    figure = index.figure("import.arrive_to_declare")
    assert figure.value == Decimal(-1)
    assert figure.n_negative == 30


def test_what_was_cancelled_does_not_count(port: Port) -> None:
    """撤销、退单的不计入，并说明有几例。 Cancelled declarations do not count, and the figure says how many there were."""
    goods_that_take(port, *[10] * 30)
    case = port.file("import_declaration")
    case = port.decide(case, "report_arrival", by="port")
    port.decide(case, "withdraw", by="declarant", reason="错报")
    index.refresh(port.house)
    figure = index.figure("import.total")
    assert figure.n == 30
    assert figure.excluded == {"cancelled": 1}


def test_a_figure_can_be_told_again_as_it_was_known(port: Port) -> None:
    """可以按当时所知重算。 A figure can be told again as it was known at an instant."""
    goods_that_take(port, *[10] * 30)
    then = port.now
    port.later(hours=1)
    goods_that_take(port, *[40] * 30)
    index.refresh(port.house)
    assert index.figure("import.total").value == Decimal(25)
    assert index.figure("import.total", as_of=then).value == Decimal(10)
