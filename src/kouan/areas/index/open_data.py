"""The same figures as data: JSON and CSV with definition, estimator, cases, interval, instant, position and digest."""

import csv
import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kouan.areas.index import keeping, pages
from kouan.areas.index.figures import Figure, Stand, period_text, port_of, port_text, told
from kouan.areas.index.measuring import cells
from kouan.areas.index.rules import Definition, activities, definitions
from kouan.store.house import house

FIELDS = (
    "definition", "version", "estimator", "port", "period", "unit", "value", "low", "high", "level", "n", "open",
    "negative", "excluded", "withheld", "minimum", "provisional", "as_of", "position", "digest",
)  # fmt: skip


def record(figure: Figure) -> dict[str, Any]:
    """One figure as plain data; numbers are texts, so that nobody reads them as floats by accident."""
    d = figure.definition
    return {
        "definition": d.id,
        "version": d.version,
        "estimator": figure.estimator,
        "port": port_text(figure.port),
        "period": period_text(figure.period),
        "unit": "h",
        "value": _text(figure.value),
        "low": _text(figure.low),
        "high": _text(figure.high),
        "level": 95,
        "n": figure.n,
        "open": figure.n_open,
        "negative": figure.n_negative,
        "excluded": figure.excluded,
        "withheld": figure.withheld,
        "minimum": d.minimum,
        "provisional": d.provisional,
        "as_of": figure.as_of.isoformat() if figure.as_of else None,
        "position": figure.position,
        "digest": f"sha256:{figure.digest}",
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _records(chosen: list[Definition]) -> Iterator[dict[str, Any]]:
    kept = keeping.shelf(house()).current()
    for d in chosen:
        for cell in kept.cells[d.name]:
            for estimator in pages.ESTIMATORS:
                yield record(told(d, cell, kept.stand, estimator))


def _newest() -> list[Definition]:
    return [versions[-1] for versions in definitions().values()]


def _versions(name: str) -> list[Definition]:
    pages.definition_or_404(name)
    return list(definitions()[name])


def _json(data: object) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(data), content_type="application/json")


def _csv(records: Iterator[dict[str, Any]], name: str) -> HttpResponse:
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS)
    writer.writeheader()
    writer.writerows(r | {"excluded": " ".join(f"{k}:{n}" for k, n in r["excluded"].items())} for r in records)
    return _file(text, name)


def _file(text: io.StringIO, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def figures_json(request: HttpRequest) -> HttpResponse:
    """Every cell of the newest version of every definition."""
    kept = keeping.shelf(house()).current()
    return HttpResponse(_figures(kept.rules, kept.stand), content_type="application/json")


@lru_cache(maxsize=2)
def _figures(_rules: str, _stand: Stand) -> bytes:
    return msgspec.json.encode({"figures": list(_records(_newest()))})


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponse:
    """The same as CSV."""
    return _csv(_records(_newest()), "figures.csv")


@require_safe
def definition_json(request: HttpRequest, name: str) -> HttpResponse:
    """Every cell of every version of one definition."""
    return _json({"definition": _versions(name), "figures": list(_records(_versions(name)))})


@require_safe
def definition_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The same as CSV."""
    return _csv(_records(_versions(name)), f"{name}.csv")


@require_safe
def definitions_json(request: HttpRequest) -> HttpResponse:
    """All definitions in all versions, and which facts of the journal count as which activity."""
    return _json({"definitions": definitions(), "activities": activities(), "rules": keeping.rules_digest()})


@require_safe
def cell_json(request: HttpRequest, name: str, port: str, period: str) -> HttpResponse:
    """One cell under all its estimators."""
    pages.definition_or_404(name)
    when = pages.period_or_404(period)
    if port_of(port) and not when:
        raise Http404("one port over all time is not told")
    return _json([record(pages.asked(name, port_of(port), when, e)) for e in pages.ESTIMATORS])


@require_safe
def cases_csv(request: HttpRequest, name: str, port: str, period: str) -> HttpResponse:
    """The cases behind a cell, for roles that may see them."""
    d = pages.definition_or_404(name)
    if not pages.may_see_cases(request):
        raise PermissionDenied
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("case", "status", "hours", "port", "start_entry", "end_entry"))
    for r in pages.behind(d, port_of(port), pages.period_or_404(period)):
        took = "" if r["us"] is None else str(cells.hours(r["us"]))
        writer.writerow((r["unit"], r["status"], took, r["port"], r["start_event"], r["end_event"]))
    return _file(text, f"{name}-{port}-{period}-cases.csv")
