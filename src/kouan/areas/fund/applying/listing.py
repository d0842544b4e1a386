"""The officer's list of a call's applications: narrowed, sorted, counted, paged and written out by the store."""

import csv
import io
from collections.abc import Iterator, Mapping

import msgspec
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Sum

from kouan.areas.fund.models import Application
from kouan.areas.fund.models.applications import STATES
from kouan.areas.fund.objecting.filing import clean
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.rules.money import yuan_of
from kouan.areas.fund.rules.spread import points
from kouan.kit.asked import whole

SORTS = {
    "time": ("received_at", "number"),
    "money": ("-requested_fen", "number"),
    "name": ("applicant_name", "number"),
    "score": ("-score_mean", "number"),
    "number": ("number",),
}
FLAGS = ("warned", "protected", "unassigned", "unscored")
SIZE = 50
HEADS = "申报编号,申报单位,统一社会信用代码,项目,类别,所需资金（元）,申请（元）,自筹（元）,上限（元）,状态,版本,收到（北京时间）,提示数,评审数,平均分,分差"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the officer looks for; anything unknown means all of it."""

    words: str = ""
    state: str = ""
    ceiling: str = ""
    flag: str = ""
    sort: str = "time"
    page: int = 1


class Totals(msgspec.Struct, frozen=True):
    """Over all that was asked for, not over one page. Money in 分."""

    n: int
    needed: int
    requested: int
    own: int


def asked_of(query: Mapping[str, str]) -> Asked:
    """What a query string asks for."""
    state, flag, sort, page = (query.get(name, "") for name in ("state", "flag", "sort", "page"))
    return Asked(
        words=clean(query.get("q", ""))[:80],
        state=state if state in STATES else "",
        ceiling=clean(query.get("ceiling", ""))[:40],
        flag=flag if flag in FLAGS else "",
        sort=sort if sort in SORTS else "time",
        page=whole(page, digits=6, otherwise=1),
    )


def found(call: str, asked: Asked) -> "QuerySet[Application]":
    """The applications that fit, unsorted."""
    rows = Application.objects.filter(call_id=call)
    if asked.words:
        words = asked.words
        rows = rows.filter(
            Q(applicant_name__icontains=words) | Q(project__icontains=words) | Q(number__istartswith=words)
        )
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.ceiling:
        rows = rows.filter(ceiling=asked.ceiling)
    narrowed = {
        "warned": Q(warnings__gt=0),
        "protected": Q(protected=True),
        "unassigned": Q(state="eligible", assigned_n=0),
        "unscored": Q(state="eligible", score_n=0),
    }
    return rows.filter(narrowed[asked.flag]) if asked.flag else rows


def page_of(call: str, asked: Asked) -> Page:
    """One page in the order asked for."""
    rows = found(call, asked).order_by(*SORTS[asked.sort])
    return Paginator(rows, SIZE).get_page(asked.page)


def totals(call: str, asked: Asked) -> Totals:
    """How many there are and what they ask for together."""
    said = found(call, asked).aggregate(
        n=Count("pk"), needed=Sum("needed_fen"), requested=Sum("requested_fen"), own=Sum("own_fen")
    )
    return Totals(said["n"], said["needed"] or 0, said["requested"] or 0, said["own"] or 0)


def csv_of(call: str, asked: Asked) -> Iterator[str]:
    """The list as CSV with a byte order mark, for spreadsheets: no names of persons, and no cell that starts a formula."""
    yield "\ufeff" + HEADS + "\r\n"
    rows = found(call, asked).order_by(*SORTS[asked.sort]).select_related("applicant")
    for row in rows.iterator(chunk_size=2000):
        yield _line(row)


def _line(row: Application) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(
        [
            row.number,
            _plain(row.applicant_name),
            row.applicant.uscc,
            _plain(row.project),
            row.ceiling,
            yuan_of(row.needed_fen),
            yuan_of(row.requested_fen),
            yuan_of(row.own_fen),
            "" if row.row_cap_fen is None else yuan_of(row.row_cap_fen),
            row.state,
            row.revision,
            row.received_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"),
            row.warnings,
            row.score_n,
            points(row.score_mean) if row.score_n else "",
            points(row.score_spread) if row.score_n else "",
        ]
    )
    return out.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
