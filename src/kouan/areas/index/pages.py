"""The index's public pages: an overview, the card of a definition, a figure and the cases behind it."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kouan.areas.index import figure as ask
from kouan.areas.index import keeping, series, shown
from kouan.areas.index.figures import Figure, Stand, period_of, period_text, port_of, port_text
from kouan.areas.index.measuring import cells, stages
from kouan.areas.index.rules import Definition, Estimator, activities, definition, definitions
from kouan.kernel.words import Words
from kouan.kit.charts import LineChart
from kouan.kit.evidence import Figure as Shown
from kouan.kit.frame import NavItem
from kouan.kit.lists import Export, Pair
from kouan.kit.saying import number
from kouan.store.house import house
from kouan.store.models import Account
from kouan.store.roles import ROLES

HERE = (NavItem(Words("首页", "Home"), "/"), NavItem(Words("数据", "Figures"), "/index/"))
LEADING = ("import.total", "export.total")
ESTIMATORS: tuple[Estimator, ...] = ("mean", "p50", "p90")
STANDINGS = {
    "official": Words("官方文本", "official"),
    "secondary": Words("二手来源", "secondary source"),
    "to-verify": Words("待核实", "to be verified"),
    "house": Words("本系统自定", "our own"),
}
EDGES = (0, 1, 2, 4, 8, 12, 24, 48, 72, 168)
"""Hours at which the shares of a distribution are parted."""
ROWS = 50


class Row(msgspec.Struct, frozen=True):
    """A row of a table of figures: a name, an address, and figures side by side."""

    words: Words
    url: str
    figures: tuple[Shown, ...]
    n: int | None = None
    soon: bool = False


class Share(msgspec.Struct, frozen=True):
    """A part of a distribution, in whole per cent."""

    words: Words
    percent: str


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How long clearance takes now, how that changed, and at which port."""
    shelf = keeping.shelf(house())
    kept = shelf.current()
    context = {
        "body": _overview_body(shelf.folder, kept.rules, kept.stand, get_language() or "zh-hans"),
        "month": _month_words(),
        "fault": shelf.fault,
        "crumbs": HERE[:1],
    }
    return render(request, "index/overview.html", context)


@lru_cache(maxsize=8)
def _overview_body(_folder: Path, _rules: str, stand: Stand, _language: str) -> SafeString:
    """The figures of the overview, drawn once for a journal position and a language: it is a large page, and public."""
    newest = _newest_month()
    year = newest // 100
    leading = [definition(name) for name in LEADING]
    context = {
        "month": newest,
        "year": shown.period_words(year),
        "sentences": [(d.words, _sentence(d, newest)) for d in leading],
        "stats": [_stat(d, newest, e) for d in leading for e in ESTIMATORS] if newest else [],
        "trends": [_trend(d, "p50") for d in leading] + [_trend(d, "mean") for d in leading],
        "ranking": shown.ranking(_by_port("import.total", year, "p50"), _caption(year)),
        "ports": _port_rows("import.total", year),
        "multiples": _multiples("import.total"),
        "stages": _stage_rows(year),
        "stage_names": [d[-1].words for d in definitions().values()],
        "months": [(d, _month_rows(d)) for d in leading],
        "definitions": [versions[-1] for versions in definitions().values()],
        "exports": [Export("CSV", reverse("index:figures-csv")), Export("JSON", reverse("index:figures-json"))],
        "stand": stand,
    }
    return render_to_string("index/_overview.html", context)


def _month_words() -> Words | None:
    newest = _newest_month()
    return shown.period_words(newest) if newest else None


def _stat(d: Definition, month: int, estimator: Estimator) -> Shown:
    return shown.evidence(ask(d.id, month=period_text(month), estimator=estimator), _named(d, estimator))


def _newest_month() -> int:
    """The newest month that is over and has cases; the current one where it is the first; 0 where there is none."""
    told = [f for f in series("import.total") if f.withheld != "none"]
    whole = [f.period for f in told if not _is_now(f)]
    return (whole or [f.period for f in told] or [0])[-1]


def _is_now(figure: Figure) -> bool:
    if figure.as_of is None:
        return False
    here = figure.as_of.astimezone(dt.timezone(dt.timedelta(hours=8)))
    return here.year * 100 + here.month == figure.period


def _named(d: Definition, estimator: Estimator) -> Words:
    said = shown.SHORT[estimator]
    return Words(f"{d.words.zh}，{said.zh}", f"{d.words.en}, {said.en}")


def _caption(year: int) -> Words:
    said = shown.period_words(year)
    return Words(f"{said.zh}进口整体通关时间中位数", f"Median clearance time of imports, {said.en}")


def _sentence(d: Definition, month: int) -> Words:
    if not month:
        return Words("还没有案件", "no cases yet")
    before = month - 1 if month % 100 > 1 else month - 89
    return shown.compared(ask(d.id, month=period_text(month)), ask(d.id, month=period_text(before)))


def _trend(d: Definition, estimator: Estimator, port: str | None = None) -> LineChart:
    figures = series(d.id, port=port, estimator=estimator)
    caption = _named(d, estimator) if port is None else shown.port_words(port)
    last = next((f for f in reversed(figures) if f.value is not None), None)
    said = shown.compared(last, None) if last else Words("没有数值", "no values")
    finding = Words(
        f"{caption.zh}，{len(figures)} 个月，最新 {said.zh}", f"{caption.en}, {len(figures)} months, latest {said.en}"
    )
    return shown.trend(figures, caption, finding)


def _ports() -> list[str]:
    found = keeping.shelf(house()).current().cells[definition("import.total").name]
    return sorted({c.port for c in found if c.port and c.port != shown.NO_PORT})


def _by_port(name: str, year: int, estimator: Estimator) -> list[Figure]:
    return [ask(name, port=port, year=year, estimator=estimator) for port in _ports()]


def _port_rows(name: str, year: int) -> list[Row]:
    """Every port in the order of its tiers, those without a value last."""
    medians = _by_port(name, year, "p50")
    order = {f.port: n for n, (_, f) in enumerate(shown.tiers(medians))}
    return [
        _row(shown.port_words(f.port), name, f.port, year)
        for f in sorted(medians, key=lambda f: (order.get(f.port, 99), f.port))
    ]


def _row(words: Words, name: str, port: str, period: int) -> Row:
    when: dict[str, Any] = {"month": period_text(period)} if period > 9999 else {"year": period}
    figures = [ask(name, port=port, estimator=e, **when) for e in ESTIMATORS]
    drawn = tuple(shown.evidence(f) for f in figures)
    return Row(words, shown.address(figures[0]), drawn, figures[0].n, shown.is_settling(figures[0]))


def _month_rows(d: Definition) -> list[Row]:
    """The newest twelve months, newest first."""
    months = [f.period for f in series(d.id)][-12:]
    return [_row(shown.period_words(p), d.id, "", p) for p in reversed(months)]


def _multiples(name: str) -> list[LineChart]:
    return [_trend(definition(name), "p50", port) for port in _ports()]


def _stage_rows(year: int) -> list[tuple[Words, list[tuple[str, Shown]]]]:
    """Medians of every definition at every port, each with the address of its cases."""
    made = []
    for port in ["", *_ports()]:
        figures = [ask(name, port=port, year=year, estimator="p50") for name in definitions()]
        made.append((shown.port_words(port), [(shown.address(f), shown.evidence(f)) for f in figures]))
    return made


@require_safe
def card(request: HttpRequest, name: str) -> HttpResponse:
    """What a definition says, in all its versions, on what law, and how sure we are of it."""
    newest = definition_or_404(name)
    context = {
        "d": newest,
        "versions": [(d, _pairs(d)) for d in reversed(definitions()[name])],
        "trends": [_trend(newest, e) for e in ("p50", "mean")],
        "months": _month_rows(newest),
        "exports": [
            Export("CSV", reverse("index:csv", args=[name])),
            Export("JSON", reverse("index:json", args=[name])),
        ],
        "crumbs": HERE,
    }
    return render(request, "index/card.html", context)


def _pairs(d: Definition) -> list[Pair]:
    """The fields of one version, in words."""
    says = activities().words
    picks = {"first": Words("首次", "first"), "last": Words("末次", "last")}
    ends = {"start": Words("起点", "start"), "end": Words("终点", "end")}
    start, end = says(d.start.activity), says(d.end.activity)
    first, last = picks[d.start.pick], picks[d.end.pick]
    left_out = [says(a) for a in d.exclude_if]
    clock = {"calendar": Words("自然时间", "all hours"), "working": Words("工作时间", "working hours")}[d.clock]
    month, port = ends[d.attribute.month], ends[d.attribute.port]
    return [
        Pair(Words("编号", "Id"), d.name, code=True),
        Pair(Words("起点", "Starts"), Words(f"{first.zh}{start.zh}", f"{first.en} {start.en}")),
        Pair(Words("终点", "Ends"), Words(f"{last.zh}{end.zh}", f"{last.en} {end.en}")),
        Pair(Words("计时", "Clock"), clock),
        Pair(Words("归入", "Counted"), Words(f"月份按{month.zh}，口岸按{port.zh}，时区 {d.time_zone}",
                                           f"month of the {month.en}, port of the {port.en}, zone {d.time_zone}")),
        Pair(Words("剔除", "Left out"), Words("、".join(w.zh for w in left_out) or "无", ", ".join(w.en for w in left_out) or "none")),
        Pair(Words("算法", "Estimator"), shown.ESTIMATORS[d.estimator]),
        Pair(Words("公布门槛", "Published from"), Words(f"{d.minimum} 票", f"{d.minimum} cases")),
        Pair(Words("自", "Since"), d.valid_from.isoformat()),
        Pair(Words("依据", "Basis"), d.legal_ref),
        Pair(Words("依据的可靠程度", "Standing"), STANDINGS[d.standing]),
    ]  # fmt: skip


@require_safe
def cell(request: HttpRequest, name: str, port: str, period: str) -> HttpResponse:
    """One figure: what it says, how its cases are spread, and for those who may, the cases themselves."""
    d = definition_or_404(name)
    port, when = port_of(port), period_or_404(period)
    if port and not when:
        raise Http404("one port over all time is not told")
    figures = [asked(name, port, when, e) for e in ESTIMATORS]
    rows = behind(d, port, when)
    context = {
        "d": d,
        "port": shown.port_words(port),
        "period": shown.period_words(when),
        "stats": [shown.evidence(f, shown.SHORT[f.estimator]) for f in figures],
        "figure": figures[0],
        "shares": _shares(rows) if figures[0].publish else [],
        "excluded": [(shown.REASONS[reason], n) for reason, n in figures[0].excluded.items()],
        "may_read": may_see_cases(request),
        "page": Paginator([_case(r) for r in rows], ROWS).get_page(request.GET.get("page"))
        if may_see_cases(request)
        else None,
        "exports": _exports(request, name, port, when),
        "crumbs": (*HERE, NavItem(d.words, reverse("index:card", args=[name]))),
    }
    return render(request, "index/cell.html", context)


def _exports(request: HttpRequest, name: str, port: str, when: int) -> list[Export]:
    args = [name, port_text(port), period_text(when)]
    files = [Export("JSON", reverse("index:cell-json", args=args))]
    return [*files, Export("CSV", reverse("index:cases-csv", args=args))] if may_see_cases(request) else files


def behind(d: Definition, port: str, period: int) -> list[dict[str, Any]]:
    """The units of a cell, as the stage table has them."""
    shelf = keeping.shelf(house())
    return keeping.cases_behind(shelf.figures, shelf.current().stages[d.name], port, period)


def may_see_cases(request: HttpRequest) -> bool:
    """May the reader see which cases a figure was made of?"""
    account = getattr(request, "user", None)
    return isinstance(account, Account) and "figures.cases" in ROLES[account.role].permissions


class CaseRow(msgspec.Struct, frozen=True):
    """One case of a cell: what it took (or its age while open), and the journal entries it was measured between."""

    id: str
    status: Words
    hours: Decimal | None
    start: int | None
    end: int | None


STATUSES = {
    stages.DONE: Words("计入", "counted"),
    stages.OPEN: Words("未结", "open"),
    **shown.REASONS,
}


def _case(row: dict[str, Any]) -> CaseRow:
    took = None if row["us"] is None else cells.hours(row["us"])
    return CaseRow(row["unit"], STATUSES[row["status"]], took, row["start_event"], row["end_event"])


def _shares(rows: Sequence[dict[str, Any]]) -> list[Share]:
    """Whole per cent of the counted cases between the edges; negative hours have a row of their own."""
    took = [r["us"] for r in rows if r["status"] == stages.DONE]
    counts = Counter(sum(us >= edge * cells.HOUR for edge in EDGES) for us in took)
    return [Share(_between(n), _percent(counts[n], len(took))) for n in range(len(EDGES) + 1) if counts[n]]


def _percent(n: int, of: int) -> str:
    return "< 1" if 100 * n < of else number(Decimal(100 * n) / of, 0)


def _between(n: int) -> Words:
    if n == 0:
        return Words("提前（负值）", "early (negative)")
    if n == len(EDGES):
        return Words(f"{EDGES[-1]} 小时及以上", f"{EDGES[-1]} h and more")
    return Words(f"{EDGES[n - 1]}–{EDGES[n]} 小时", f"{EDGES[n - 1]}–{EDGES[n]} h")


def asked(name: str, port: str, period: int, estimator: Estimator) -> Figure:
    """The figure of a cell by its period."""
    if period > 9999:
        return ask(name, port=port, month=period_text(period), estimator=estimator)
    return ask(name, port=port, year=period or None, estimator=estimator)


def definition_or_404(name: str) -> Definition:
    """The newest version; an unknown name is a page that is not there."""
    try:
        return definition(name)
    except LookupError as unknown:
        raise Http404(str(unknown)) from unknown


def period_or_404(text: str) -> int:
    """The period of an address; what is none is a page that is not there."""
    try:
        return period_of(text)
    except ValueError as unfit:
        raise Http404(str(unfit)) from unfit
