"""The page that asks what a change of a rule would have done to the last filings that its reader may see."""

import datetime as dt

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.journeys.impact import VERDICTS, Change, filings, heading, impact
from kouan.kernel.documents import DocumentType
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.house import house

from .documents import rules, type_for
from .who import actor_of, decides, signed_in

LASTS = (100, 500, 1000)
SHOWN = 50


class Shown(msgspec.Struct, frozen=True):
    """One filing that changes, as the page prints it."""

    id: str
    at: str
    taken: bool
    before: Words
    after: Words


@require_safe
@signed_in
def impact_page(request: HttpRequest, code: str, id: str) -> HttpResponse:
    """The question as a form, and its answer under it where one was asked."""
    of, who = type_for(code), actor_of(request)
    found = next((r for r in rules(of) if r.check.id == id), None)
    if found is None:
        raise Refused("type-unknown", Words("没有这条规则。", "There is no such rule."))
    owner = _scope(of, who)
    tables = getattr(found.check, "tables", ())
    change, wrong = _asked(request, tables[0] if tables else "")
    values = {
        "of": of,
        "rule": found,
        "own": bool(owner),
        "lasts": LASTS,
        "last": _last(request),
        "asked": request.GET,
        "columns": ", ".join(heading(tables[0])) if tables else "",
        "wrong": wrong,
    }
    if change is not None:
        try:
            answer = impact(of, found.check, filings(house().reader, of, _last(request), owner=owner), change)
        except ValueError as fault:
            values["wrong"] = Words(f"参考表的行不能用：{fault}", f"The rows can not be used: {fault}")
        else:
            values["answer"] = answer
            values["shown"] = [
                Shown(c.id, c.at[:10], c.taken, VERDICTS[c.before], VERDICTS[c.after]) for c in answer.changed[:SHOWN]
            ]
            values["more"] = max(0, len(answer.changed) - SHOWN)
    return render(request, "doors/impact.html", values, status=422 if values["wrong"] else 200)


def _scope(of: DocumentType, who: Actor) -> str:
    """Whose filings: all for those who may see all, else the reader's own organisation's. Raises `Refused`."""
    if who.may("cases.read.all") or (who.may("cases.read.agency") and decides(of, who.role)):
        return ""
    if who.organisation and who.may("cases.read.own"):
        return who.organisation
    raise Refused("role-may-not", Words("您的身份看不到这种申报。", "Your role does not see these filings."))


def _last(request: HttpRequest) -> int:
    text = request.GET.get("last", "")
    return int(text) if text.isascii() and text.isdecimal() and int(text) in LASTS else LASTS[1]


def _asked(request: HttpRequest, table: str) -> tuple[Change | None, Words | None]:
    what = request.GET.get("change", "")
    if what in ("error", "warning"):
        return Change(severity="error" if what == "error" else "warning"), None
    if what == "date":
        try:
            return Change(on=dt.date.fromisoformat(request.GET.get("on", ""))), None
        except ValueError:
            return None, Words("请填一个日期，如 2024-12-31。", "Give a day, such as 2024-12-31.")
    if what == "rows" and table:
        rows = request.GET.get("rows", "").strip()[:20_000]
        return (
            (Change(table=table, rows=rows), None)
            if rows
            else (None, Words("请填至少一行。", "Give at least one row."))
        )
    return (Change(off=True), None) if what == "off" else (None, None)
