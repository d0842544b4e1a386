"""The fund's public pages: the list of notices, a notice on paper, its targets and what became of them."""

import datetime as dt

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kouan.areas.fund import evidence, models, queries
from kouan.areas.fund.formats import notice_text
from kouan.areas.fund.objecting.queries import standing
from kouan.areas.fund.paper import sheets
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.reading import FORMATS
from kouan.areas.fund.review.remarks import Remark
from kouan.areas.fund.rules.calendar import DAY, UnknownYear, works
from kouan.areas.fund.rules.capitals import capitals_of
from kouan.areas.fund.rules.money import share_of
from kouan.areas.fund.sources.encoding import decode
from kouan.kernel.parties import NOBODY, Actor
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem
from kouan.kit.marks import Chip, Kind
from kouan.store.house import house
from kouan.store.models import Account
from kouan.store.roles import actor

HERE = (NavItem(Words("首页", "Home"), "/"), NavItem(Words("资金", "Fund"), "/fund/"))
PASTED = notice_text.FORMAT.code
PIECES = {
    "real_name": Words("真实姓名或单位名称", "the real name"),
    "seal": Words("公章", "the body's seal"),
    "id_copy": Words("身份证复印件", "a copy of the identity card"),
    "hand_signature": Words("亲笔签名", "a signature by hand"),
    "postal_address": Words("通讯地址", "a postal address"),
    "contact_person": Words("联系人", "a contact person"),
    "contact": Words("联系方式", "a way to be reached"),
    "matters": Words("反映的具体事项", "what exactly is objected to"),
    "evidence": Words("确凿的证明材料", "conclusive evidence"),
    "clue": Words("可查证的线索", "a clue that can be checked"),
}
WHO = {
    "person": Words("以个人名义", "As a person"),
    "body": Words("以单位名义", "As a body"),
}
GROUNDS = {
    "anonymous": Words("匿名", "anonymous letters"),
    "assumed_name": Words("假冒他人姓名", "letters under another's name"),
    "no_clue": Words("未提供可查证的线索", "letters without a clue that can be checked"),
    "late_evidence": Words("逾期提供证据材料", "evidence handed in late"),
}
HANDLED = {
    "received": Words("待办理", "to be settled"),
    "accepted": Words("已受理、在办", "accepted and open"),
    "refused": Words("不予受理", "not accepted"),
    "closed": Words("已办结", "closed"),
}
RESULTS = {
    "upheld": Words("异议成立", "upheld"),
    "partly": Words("异议部分成立", "partly upheld"),
    "dismissed": Words("异议不成立", "dismissed"),
}
CHANNELS = {
    "telephone": Words("电话", "telephone"),
    "fax": Words("传真", "fax"),
    "email": Words("邮箱", "e-mail"),
    "address": Words("地址", "address"),
    "addressee": Words("收件人", "addressee"),
}


class DayBox(msgspec.Struct, frozen=True):
    """One day of the period, drawn as a box at `x`."""

    x: int
    day: dt.date
    works: bool | None
    swapped: bool

    @property
    def middle(self) -> int:
        """Where its text stands."""
        return self.x + 35


@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    """Every notice, the latest first."""
    now = house().now()
    rows = [(listed, state_of(listed, now), capitals_of(listed.total_fen)) for listed in queries.notices()]
    me = actor_of(request.user) if isinstance(request.user, Account) else NOBODY
    context = {
        "rows": rows,
        "years": years_known(),
        "may_publish": me.may("fund.publish"),
        "may_audit": me.may("fund.read"),
        "may_apply": me.may("fund.apply"),
        "may_review": me.may("fund.review"),
    }
    return render(request, "fund/funds.html", context)


@require_safe
def notice(request: HttpRequest, number: str, revision: int | None = None) -> HttpResponse:
    """A notice on paper with the margin of findings, both attachments, its dates, and how to object."""
    shown = _shown(number, revision)
    now = house().now()
    context = {
        "crumbs": HERE,
        "shown": shown,
        "listed": shown.listed,
        "notice": shown.notice,
        "state": state_of(shown.listed, now),
        "open": shown.listed.is_open(now),
        "counts": weights(shown.remarks),
        "capitals": capitals_of(shown.listed.total_fen),
        "sheets": sheets(shown.notice, shown.remarks),
        "days": days_of(shown.notice),
        "objectors": [(WHO[one.who], [PIECES[piece] for piece in one.pieces]) for one in shown.notice.objectors],
        "grounds": [GROUNDS[ground] for ground in shown.notice.refusal_grounds],
        "contacts": [(CHANNELS[one.kind], one.value) for one in shown.notice.contacts],
        **_standing(shown.listed.number),
        "waived": [(remark, shown.waivers[remark.id]) for remark in shown.remarks if remark.id in shown.waivers],
    }
    return render(request, "fund/notice.html", context)


@require_safe
def performance(request: HttpRequest, number: str) -> HttpResponse:
    """The targets as they are meant, each with its actual and the evidence behind it."""
    shown = _shown(number, None)
    kept = models.Indicator.objects.filter(
        notice__number=number, notice__revision=shown.listed.revision
    ).prefetch_related("values")
    rows = [_row(indicator, shown.listed.year) for indicator in kept.order_by("position")]
    context = {
        "crumbs": (*HERE, NavItem(Words("公示", "Notice"), reverse("fund:notice", args=[number]))),
        "listed": shown.listed,
        "notice": shown.notice,
        "rows": rows,
        "shares": shares(shown.notice),
    }
    return render(request, "fund/performance.html", context)


@require_safe
def text(request: HttpRequest, number: str, revision: int) -> HttpResponse:
    """The text of a published version: byte for byte as it came where it was text, else the lines as they were read."""
    shown = _shown(number, revision)
    kept = house().reader.document(shown.listed.number, revision)
    if kept is None:
        raise Http404
    if kept.format == PASTED:
        return HttpResponse(kept.original, content_type=f"text/plain; charset={decode(kept.original)[1]}")
    return HttpResponse("\n".join(shown.notice.lines), content_type="text/plain; charset=utf-8")


@require_safe
def original(request: HttpRequest, number: str, revision: int) -> HttpResponse:
    """What was handed in, byte for byte; its SHA-256 is the version's digest. Never shown inside a page."""
    kept = house().reader.document(_shown(number, revision).listed.number, revision)
    form = next((form for form in FORMATS if kept and form.code == kept.format), None)
    if kept is None or form is None:
        raise Http404
    answer = HttpResponse(kept.original, content_type=form.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{number}-v{revision}{form.suffix}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
def data(request: HttpRequest, number: str, revision: int) -> HttpResponse:
    """A published version as JSON: the notice as read, every remark with its place, the waivers."""
    shown = _shown(number, revision)
    return HttpResponse(msgspec.json.encode(shown), content_type="application/json")


def years_known() -> list[int]:
    """Every year with a notice or with facts taken over, the newest first."""
    own = models.Matter.objects.filter(publishednotice__isnull=False).values_list("year", flat=True)
    return sorted({*own.distinct(), *models.EarlierRow.objects.values_list("year", flat=True).distinct()}, reverse=True)


def actor_of(account: Account) -> Actor:
    """Who an account acts as."""
    return actor(account.login, account.organisation_id, account.role)


def state_of(listed: queries.Listed, now: dt.datetime) -> Chip:
    """Before, inside or after the period."""
    if not listed.is_open(now):
        return Chip(Kind.DONE, Words("公示期已过", "period over"))
    begun = now.astimezone(listed.late_at.tzinfo).date() >= listed.first_day
    return (
        Chip(Kind.REVIEW, Words("公示中", "on notice")) if begun else Chip(Kind.WAIT, Words("待公示", "not yet open"))
    )


def weights(remarks: tuple[Remark, ...]) -> list[Chip]:
    """How many remarks there are of each weight."""
    kinds = (
        ("block", Kind.HELD, Words("阻断 {n}", "{n} blocking")),
        ("warn", Kind.DUE, Words("须答 {n}", "{n} to answer")),
        ("info", Kind.DRAFT, Words("提示 {n}", "{n} notes")),
    )
    counted = [(sum(remark.severity == grade for remark in remarks), kind, words) for grade, kind, words in kinds]
    return [Chip(kind, words.with_values(n=n)) for n, kind, words in counted if n]


def days_of(shown: Notice) -> list[DayBox]:
    """The days of the period; swapped days are working days at a weekend or the other way round. Long periods: none."""
    if shown.period is None or not 0 < (shown.period.last - shown.period.first).days < 15:
        return []
    days = [shown.period.first + DAY * step for step in range((shown.period.last - shown.period.first).days + 1)]
    return [_box(index, day) for index, day in enumerate(days)]


def shares(shown: Notice) -> list[tuple[str, int, str]]:
    """Applicant, 分, and share of the plan in percent with two places; largest first."""
    if shown.plan is None:
        return []
    whole = shown.plan.computed_fen
    parts = sorted(shown.plan.by_applicant.items(), key=lambda pair: -pair[1])
    return [(applicant, fen, str(share_of(fen, whole))) for applicant, fen in parts]


def _standing(number: str) -> dict[str, object]:
    """What is published of the objections, in words."""
    known = standing(number)
    return {
        "standing": known,
        "standing_said": [(words, known.counts[state]) for state, words in HANDLED.items() if state in known.counts],
        "answers": [(position, RESULTS[result], said) for position, result, said in known.answers],
    }


def _box(index: int, day: dt.date) -> DayBox:
    try:
        working: bool | None = works(day)
    except UnknownYear:
        working = None
    return DayBox(index * 72, day, working, working is not None and working != (day.weekday() < 5))


def _row(indicator: models.Indicator, year: int) -> dict[str, object]:
    values = {(value.scope, value.span): value for value in indicator.values.all()}
    return {
        "indicator": indicator,
        "whole": (values.get(("whole", "period")), values.get(("whole", "year"))),
        "own": (values.get(("own", "period")), values.get(("own", "year"))),
        "actual": evidence.actual_of(indicator, year),
    }


def _shown(number: str, revision: int | None) -> queries.Shown:
    found = queries.notice(number, house().reader, revision)
    if found is None:
        raise Http404
    return found
