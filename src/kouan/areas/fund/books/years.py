"""A year of the fund for the public: where the money goes, how far it is, targets reached, objections in numbers."""

import csv
import io
from collections import Counter
from decimal import Decimal

import msgspec
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.areas.fund import queries
from kouan.areas.fund.exports.tabular import safe
from kouan.areas.fund.models import EarlierRow, Objection, PublishedNotice
from kouan.areas.fund.pages import HANDLED, HERE, RESULTS, state_of, years_known
from kouan.areas.fund.paying.queries import Account, account
from kouan.areas.fund.rules.money import share_of, yuan_of
from kouan.areas.fund.scored.points import sheet
from kouan.kernel.words import Words
from kouan.kit.charts import LineChart, Point, Split, SplitPart
from kouan.store.house import house

MOST_PARTS = 12
"""Applicants that have a part of their own in the bar; the rest are one part."""
PERCENT = Words("%", "%")
REST = Words("其余单位", "all others")


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """One line of where the money went: from a notice of this house, or from a sheet of an earlier year."""

    applicant: str
    project: str
    fen: int
    paid: int
    notice: str = ""
    position: int = 0
    place: str = ""


class Reached(msgspec.Struct, frozen=True):
    """Targets of one notice: how many there are, have an actual, are met; its score and grade where all is reported."""

    notice: str
    targets: int
    reported: int
    met: int
    total: Decimal | None
    grade: str


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year on one page."""
    known = years_known()
    if year not in known:
        raise Http404
    now = house().now()
    listed = [one for one in queries.notices() if one.year == year]
    accounts = {one.number: found for one in listed if (found := account(one.number))}
    lines = where_of(listed, accounts, year)
    objections = Objection.objects.filter(notice__in=[one.number for one in listed])
    states = Counter(objections.values_list("state", flat=True))
    results = Counter(result for result in objections.values_list("result", flat=True) if result)
    total, paid = sum(one.fen for one in lines), sum(one.paid for one in lines)
    context = {
        "crumbs": HERE,
        "year": year,
        "years": known,
        "notices": [(one, state_of(one, now)) for one in listed],
        "lines": lines,
        "total": total,
        "paid": paid,
        "share": share_of(paid, total) if total else None,
        "received": states.total(),
        "split": split(lines),
        "line": progress(list(accounts.values())),
        "reached": [reached(one, accounts.get(one.number)) for one in listed],
        "objections": [(words, states[state]) for state, words in HANDLED.items() if states[state]],
        "results": [(words, results[result]) for result, words in RESULTS.items() if results[result]],
        "earlier": any(one.place for one in lines),
    }
    return render(request, "fund/year.html", context)


@require_safe
def money_csv(request: HttpRequest, year: int) -> HttpResponse:
    """Where the money of a year went, a line a project, exact in 元."""
    if year not in years_known():
        raise Http404
    listed = [one for one in queries.notices() if one.year == year]
    accounts = {one.number: found for one in listed if (found := account(one.number))}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("year", "applicant", "project", "granted_yuan", "paid_yuan", "notice", "row", "source"))
    for one in where_of(listed, accounts, year):
        cells = (
            year,
            one.applicant,
            one.project,
            yuan_of(one.fen),
            yuan_of(one.paid),
            one.notice,
            one.position or "",
            one.place,
        )
        writer.writerow([safe(cell) for cell in cells])
    answer = HttpResponse(b"\xef\xbb\xbf" + out.getvalue().encode(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="fund-{year}.csv"'
    return answer


def where_of(listed: list[queries.Listed], accounts: dict[str, Account], year: int) -> list[Where]:
    """Final where it is final, on notice where it is not yet, and what was taken over from sheets."""
    found: list[Where] = []
    for one in listed:
        known = accounts.get(one.number)
        if known:
            found += [
                Where(
                    applicant=line.applicant,
                    project=line.project,
                    fen=line.granted,
                    paid=line.paid,
                    notice=one.number,
                    position=line.position,
                )
                for line in known.lines
                if line.granted
            ]
            continue
        version = PublishedNotice.objects.get(number=one.number, revision=one.revision)
        found += [
            Where(
                applicant=row.applicant,
                project=row.project,
                fen=row.granted_fen,
                paid=0,
                notice=one.number,
                position=row.position,
            )
            for row in version.rows.order_by("position")
        ]
    return found + _earlier(year)


def _earlier(year: int) -> list[Where]:
    """What sheets of earlier years say of a year; payments of a project are added up."""
    rows = EarlierRow.objects.filter(year=year)
    paid = {
        (one["applicant"], one["project"]): one["sum"]
        for one in rows.filter(kind="payment").values("applicant", "project").annotate(sum=Sum("fen"))
    }
    return [
        Where(
            applicant=row.applicant,
            project=row.project,
            fen=row.fen,
            paid=paid.get((row.applicant, row.project), 0),
            place=f"{row.batch.name} {row.place}",
        )
        for row in rows.filter(kind="allocation").select_related("batch").order_by("pk")
    ]


def split(lines: list[Where]) -> Split | None:
    """The bar of where the money goes, by applicant; the smallest together."""
    sums: dict[str, int] = {}
    for one in lines:
        sums[one.applicant] = sums.get(one.applicant, 0) + one.fen
    ordered = sorted(((name, fen) for name, fen in sums.items() if fen > 0), key=lambda pair: -pair[1])
    if not ordered:
        return None
    parts = [SplitPart(Words(name, name), fen) for name, fen in ordered[:MOST_PARTS]]
    rest = sum(fen for _, fen in ordered[MOST_PARTS:])
    if rest:
        parts.append(SplitPart(REST, rest))
    said = Words(f"最多的一家：{ordered[0][0]}", f"The largest share: {ordered[0][0]}")
    return Split(caption=Words("钱给了谁", "Where the money goes"), finding=said, parts=tuple(parts))


def progress(accounts: list[Account]) -> LineChart | None:
    """Cumulative spending of all final plans together, in percent of what was granted."""
    granted = sum(one.total for one in accounts)
    points = []
    for quarter in (1, 2, 3, 4):
        told = [spent for one in accounts if (spent := one.spent(quarter)) is not None]
        points.append(Point(f"Q{quarter}", Decimal(sum(told)) * 100 / granted if told and granted else None))
    if not any(point.value is not None for point in points):
        return None
    last = [point.value for point in points if point.value is not None][-1]
    said = Words(f"最近一次累计支出 {last:.2f} %", f"latest cumulative spending {last:.2f} %")
    return LineChart(
        caption=Words("累计支出占核定金额", "Cumulative spending, share of what was granted"),
        finding=said,
        points=tuple(points),
        unit=PERCENT,
        better="up",
        promise=Decimal(100),
    )


def reached(listed: queries.Listed, known: Account | None) -> Reached:
    """How many targets of a notice are met, by the same score sheet that its own page shows."""
    spent = next((spent for quarter in (4, 3, 2, 1) if known and (spent := known.spent(quarter)) is not None), None)
    made = sheet(listed.number, listed.revision, budget_fen=known.total if known else 0, spent_fen=spent)
    return Reached(
        notice=listed.number,
        targets=len(made.rows),
        reported=sum(row.actual is not None for row in made.rows),
        met=sum(row.score is not None and bool(row.score.met) for row in made.rows),
        total=made.total,
        grade=made.grade,
    )
