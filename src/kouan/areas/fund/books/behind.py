"""Everything behind a row: from the application to what came of it, each step with its entry in the journal."""

import datetime as dt

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kouan.areas.fund import models, queries
from kouan.areas.fund.objecting.queries import standing
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.paying.progress import milestones
from kouan.areas.fund.paying.queries import Line, account
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.rules.lights import read_light
from kouan.kernel.journal import instant
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem
from kouan.store.house import house
from kouan.store.models import JournalEvent

WORDS = {
    "NoticePublished": Words("公布公示", "notice published"),
    "PlanFinalised": Words("方案确定", "plan made final"),
    "MoneyAllotted": Words("下达", "allotted"),
    "PaymentMade": Words("支付", "paid"),
    "PaymentReturned": Words("退回", "returned"),
    "SpendingReported": Words("报告支出", "spending reported"),
    "PaymentsStopped": Words("暂停支付", "payments stopped"),
    "PaymentsResumed": Words("恢复支付", "payments resumed"),
    "ClawbackOrdered": Words("责令缴回", "called back"),
    "ActualReported": Words("报告实际值", "actual reported"),
    "ObjectionReceived": Words("收到异议", "objection received"),
    "ObjectionAccepted": Words("受理异议", "objection accepted"),
    "ObjectionRefused": Words("不予受理", "objection refused"),
    "ObjectionClosed": Words("异议办结", "objection closed"),
    "ApplicationSubmitted": Words("提交申报", "application submitted"),
    "PlanDrafted": Words("拟订方案", "plan begun"),
    "PlanRevised": Words("保存新版", "plan revised"),
    "PlanChecked": Words("审核方案", "plan checked"),
    "PlanSentBack": Words("退回方案", "plan sent back"),
    "PlanWithdrawn": Words("撤回公示", "notice withdrawn"),
    "PlanReopened": Words("重新拟订", "plan drafted again"),
    "PlanSentToFinance": Words("送财政部门", "sent to finance"),
    "PlanAllocated": Words("全部下达", "allocated in full"),
    "PlanClosed": Words("方案办结", "plan closed"),
    "ObjectionTaken": Words("承办异议", "objection taken in hand"),
    "ObjectionSupplemented": Words("补充材料", "objection supplemented"),
    "ApplicationWithdrawn": Words("撤回申报", "application withdrawn"),
    "SupplementAsked": Words("退回补正", "supplement asked"),
    "EligibilityDecided": Words("资格审查", "eligibility decided"),
    "PlanApproved": Words("批准方案", "plan approved"),
    "PlanPutOnNotice": Words("方案公示", "plan put on notice"),
    "PlanSettled": Words("方案定稿", "plan settled"),
}


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the journal about a row: its place, its seal, what it says, who and when."""

    seq: int
    seal: str
    kind: str
    words: Words
    at: dt.datetime
    by: str
    said: str


@require_safe
def row(request: HttpRequest, number: str, position: int) -> HttpResponse:
    """The chain behind one row of a notice. Public like the notice; who objected is nowhere in it."""
    shown = queries.notice(number, house().reader)
    rows = shown.notice.plan.rows if shown and shown.notice.plan else ()
    if shown is None or not 1 <= position <= len(rows):
        raise Http404
    known = account(number)
    line = next((one for one in known.lines if one.position == position), None) if known else None
    planned = _planned(number, rows[position - 1].project.text)
    counted = standing(number)
    context = {
        "crumbs": (*HERE, NavItem(Words("公示", "Notice"), reverse("fund:notice", args=[number]))),
        "listed": shown.listed,
        "position": position,
        "printed": rows[position - 1],
        "remarks": [one for one in shown.remarks if str(rows[position - 1].line) in one.place.line.split(",")],
        "planned": planned,
        "line": line,
        "account": known,
        "lights": _lights(line, shown),
        "allotted": models.AllotmentLine.objects.filter(row__plan__notice=number, row__position=position).order_by(
            "pk"
        ),
        "payments": models.Payment.objects.filter(line__row__plan__notice=number, line__row__position=position)
        .select_related("line")
        .order_by("paid_on", "pk"),
        "spending": models.Spending.objects.filter(row__plan__notice=number, row__position=position).order_by(
            "version"
        ),
        "stops": models.PaymentStop.objects.filter(row__plan__notice=number, row__position=position)
        .select_related("row")
        .order_by("since"),
        "calls": models.Clawback.objects.filter(
            payment__line__row__plan__notice=number, payment__line__row__position=position
        ).select_related("payment"),
        "objections": counted.total,
        "answers": [one for one in counted.answers if one[0] in (0, position)],
        "steps": _steps(number, position, known.number if known else "", planned),
    }
    return render(request, "fund/row.html", context)


def _planned(number: str, project: str) -> models.PlannedRow | None:
    """The row of the plan that was put on notice, where the notice came from a plan of this house."""
    link = models.PlanNotice.objects.filter(notice=number).order_by("-revision").first()
    if link is None:
        return None
    rows = models.PlannedRow.objects.filter(version__plan_id=link.plan_id, version__version=link.version)
    found: models.PlannedRow | None = rows.filter(project=project).select_related("version__plan").first()
    return found


def _lights(line: Line | None, shown: queries.Shown) -> list[tuple[int, object]]:
    if line is None or not line.granted:
        return []
    return [
        (quarter, read_light(base=line.granted, spent=line.spent.get(quarter), due_share=share))
        for quarter, share in milestones(shown.notice)
    ]


def _steps(number: str, position: int, account_number: str, planned: models.PlannedRow | None) -> list[Step]:
    """The journal's entries about this row, or about the whole of which it is a part, in their order."""
    objections = list(
        models.Objection.objects.filter(notice=number, position__in=[position]).values_list("number", flat=True)
    ) + list(models.Objection.objects.filter(notice=number, position__isnull=True).values_list("number", flat=True))
    cases = [number, account_number, *objections]
    if planned:
        cases += [planned.version.plan_id, planned.application]
    entries = JournalEvent.objects.filter(case_id__in=[case for case in cases if case]).order_by("seq")
    return [_step(entry) for entry in entries if _about(entry, position)]


def _about(entry: JournalEvent, position: int) -> bool:
    body = msgspec.json.decode(entry.body)
    if "position" in body and entry.kind not in ("ObjectionReceived",):
        return bool(body["position"] == position)
    for name in ("fen", "granted"):
        if isinstance(body.get(name), dict):
            return str(position) in body[name]
    if entry.kind in ("PaymentReturned", "ClawbackOrdered"):
        return bool(models.Payment.objects.filter(voucher=body["voucher"], line__row__position=position).exists())
    return True


def _step(entry: JournalEvent) -> Step:
    body = msgspec.json.decode(entry.body)
    names = ("statement",) if entry.kind.startswith("Objection") else ("document", "voucher", "reason")
    quarter = [f"Q{body['quarter']}"] if "quarter" in body else []
    told = quarter + [str(body[name]) for name in names if body.get(name)]
    return Step(
        seq=entry.seq,
        seal=bytes(entry.hash).hex()[:12],
        kind=entry.kind,
        words=WORDS.get(entry.kind, Words(entry.kind, entry.kind)),
        at=instant(entry.at).astimezone(SHANGHAI),
        by=entry.actor,
        said=" · ".join(told),
    )
