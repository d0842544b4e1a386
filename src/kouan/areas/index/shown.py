"""Figures as people see them: the kit's evidence, charts and tiers, and the sentence that obeys the interval."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from django.urls import reverse

from kouan.areas.index.figures import Figure, period_text, port_text
from kouan.areas.index.measuring.stages import CANCELLED, CONFLICT, NO_START
from kouan.kernel.codes import read_codes
from kouan.kernel.words import Words
from kouan.kit import evidence as kit
from kouan.kit.charts import LineChart, Point, Ranked, Ranking
from kouan.kit.saying import number

HOURS = Words("小时", "h")
PORTS = read_codes("port", (Path(__file__).parent / "codes" / "port.csv").read_text("utf-8"))
NO_PORT = "?"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

ESTIMATORS = {
    "mean": Words("均值：逐票算术平均；95% 区间按正态近似", "mean of cases; 95 % normal interval"),
    "p50": Words(
        "中位数：逐票，type 7；95% 区间取次序统计量", "median of cases, type 7; 95 % interval of order statistics"
    ),
    "p90": Words(
        "九成分位：逐票，type 7；95% 区间取次序统计量",
        "90th percentile of cases, type 7; 95 % interval of order statistics",
    ),
}
SHORT = {"mean": Words("均值", "mean"), "p50": Words("中位数", "median"), "p90": Words("九成分位", "p90")}
REASONS = {
    CONFLICT: Words("数据冲突", "conflict"),
    CANCELLED: Words("撤销或不予受理", "cancelled or rejected"),
    NO_START: Words("缺起点", "no start"),
}


def port_words(port: str) -> Words:
    """What a port is called; its code where it has no name here."""
    if port == NO_PORT:
        return Words("未填口岸", "No port given")
    return (PORTS.words(port) or Words(port, port)) if port else Words("全部口岸", "All ports")


def period_words(period: int) -> Words:
    """2026年1月 / Jan 2026, 2026年 / 2026, 全部时间 / all time."""
    if not period:
        return Words("全部时间", "all time")
    if period <= 9999:
        return Words(f"{period}年", str(period))
    return Words(f"{period // 100}年{period % 100}月", f"{MONTHS[period % 100 - 1]} {period // 100}")


def address(figure: Figure) -> str:
    """The page of the cell behind a figure."""
    found: str = reverse("index:cell", args=[figure.definition.id, port_text(figure.port), period_text(figure.period)])
    return found


def withheld_words(figure: Figure) -> Words | None:
    """Why there is no value, or None."""
    if figure.withheld == "few":
        return Words("不足 {n} 票，不公布", "fewer than {n} cases: not published").with_values(
            n=figure.definition.minimum
        )
    if figure.withheld == "beside":
        return Words("公布它会泄露相邻的小格，一并不公布", "not published: it would give away a small cell beside it")
    return Words("没有案件", "no cases") if figure.withheld == "none" else None


def evidence(figure: Figure, words: Words | None = None) -> kit.Figure:
    """The figure with everything that may be asked of it. `words` name it otherwise than by its definition."""
    left_out = sum(figure.excluded.values())
    reasons = [(REASONS[reason], n) for reason, n in figure.excluded.items()]
    why = Words("，".join(f"{w.zh} {n}" for w, n in reasons), ", ".join(f"{w.en} {n}" for w, n in reasons))
    return kit.Figure(
        words=words
        or Words(
            f"{figure.definition.words.zh}{SHORT[figure.estimator].zh}",
            f"{figure.definition.words.en}, {SHORT[figure.estimator].en}",
        ),
        value=figure.value,
        unit=HOURS,
        places=1,
        definition=figure.definition.id,
        version=f"v{figure.definition.version}",
        low=figure.low,
        high=figure.high,
        cases=figure.n,
        still_open=figure.n_open,
        excluded=left_out if figure.n is not None else None,
        excluded_why=why if reasons else None,
        estimator=ESTIMATORS[figure.estimator],
        as_of=figure.as_of,
        position=figure.position,
        digest=figure.digest,
        definition_url=reverse("index:card", args=[figure.definition.id]),
        cases_url=address(figure),
        withheld=withheld_words(figure),
        shown={"few": f"< {figure.definition.minimum}", "beside": "—", "none": "—"}.get(figure.withheld, ""),
        provisional=figure.definition.provisional,
    )


def is_settling(figure: Figure) -> bool:
    """Is the month the one that figures stand in, or the one before? Slow cases of those are still open."""
    if figure.as_of is None or figure.period <= 9999:
        return False
    now = figure.as_of.astimezone(dt.timezone(dt.timedelta(hours=8)))
    return now.year * 12 + now.month - (figure.period // 100 * 12 + figure.period % 100) <= 1


def trend(figures: Sequence[Figure], caption: Words, finding: Words) -> LineChart:
    """Months as a line with its interval; withheld months are gaps, the newest two are dashed."""
    points = tuple(Point(period_text(f.period), f.value, f.low, f.high, is_settling(f)) for f in figures[-24:])
    note = Words("带为 95% 区间；虚线两月未结较多，会订正", "band: 95 % interval; the dashed months will be revised")
    return LineChart(caption=caption, finding=finding, points=points, unit=HOURS, note=note, better="down")


def tiers(figures: Sequence[Figure]) -> list[tuple[int, Figure]]:
    """Ports by tier, fastest first. A new tier begins where a whole interval lies above that of the tier's first port."""
    told = sorted((f for f in figures if f.low is not None and f.high is not None), key=lambda f: (f.value, f.port))
    placed: list[tuple[int, Figure]] = []
    tier, ceiling = 0, None
    for figure in told:
        if ceiling is None or (figure.low is not None and figure.low > ceiling):
            tier, ceiling = tier + 1, figure.high
        placed.append((tier, figure))
    return placed


def ranking(figures: Sequence[Figure], caption: Words) -> Ranking | None:
    """Ports in tiers with their intervals, or None where no port may be shown."""
    rows = tuple(
        Ranked(words=port_words(f.port), tier=tier, value=f.value, low=f.low, high=f.high)
        for tier, f in tiers(figures)
        if f.value is not None and f.low is not None and f.high is not None
    )
    if not rows:
        return None
    finding = Words(f"{len(rows)} 个口岸分 {rows[-1].tier} 档", f"{len(rows)} ports in {rows[-1].tier} tiers")
    note = Words("区间相叠的不分先后，只分档", "ports whose intervals overlap are not ranked, only put in tiers")
    return Ranking(caption=caption, finding=finding, rows=rows, unit=HOURS, note=note)


def compared(now: Figure, before: Figure | None) -> Words:
    """The month against the one before: near it where that lies in this month's interval, else shorter or longer."""
    if now.value is None:
        return withheld_words(now) or Words("没有案件", "no cases")
    said = number(now.value, 1)
    if before is None or before.value is None or now.low is None or now.high is None:
        return Words(f"{said} 小时", f"{said} h")
    if now.low <= before.value <= now.high:
        return Words(f"{said} 小时，与上月相近", f"{said} h, near the month before")
    gap = number(abs(now.value - before.value), 1)
    if now.value < before.value:
        return Words(f"{said} 小时，比上月短 {gap} 小时", f"{said} h, {gap} h shorter than the month before")
    return Words(f"{said} 小时，比上月长 {gap} 小时", f"{said} h, {gap} h longer than the month before")
