"""What the pages of calls and applications have in common: marks, words, who may open what."""

from django.http import Http404, HttpRequest

from kouan.areas.fund.applying.document import GENERAL
from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.models import Application, CallCeiling
from kouan.areas.fund.objecting.filing import clean
from kouan.areas.fund.pages import HERE
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem
from kouan.kit.marks import Chip, Kind

CALLS = (*HERE, NavItem(Words("申报通知", "Calls"), "/fund/calls/"))
RACED = Words("有人先办了，请重新核对", "Somebody was first: look again")
STATES = {
    "submitted": Chip(Kind.REVIEW, Words("待审查", "to be examined")),
    "returned": Chip(Kind.RETURNED, Words("退回补正", "sent back")),
    "withdrawn": Chip(Kind.DRAFT, Words("已撤回", "withdrawn")),
    "eligible": Chip(Kind.DONE, Words("合格", "eligible")),
    "ineligible": Chip(Kind.REFUSED, Words("不合格", "not eligible")),
}
PHASES = {
    "open": Chip(Kind.DUE, Words("申报中", "open")),
    "coming": Chip(Kind.WAIT, Words("未开始", "not yet open")),
    "over": Chip(Kind.DONE, Words("已截止", "closed")),
}
REVIEWS = {
    "assigned": Chip(Kind.DECIDE, Words("待评分", "to score")),
    "recused": Chip(Kind.HELD, Words("已回避", "recused")),
    "scored": Chip(Kind.DONE, Words("已评分", "scored")),
}
STANDINGS = {
    "official": Words("官方", "official"),
    "secondary": Words("转述，待核", "secondary, to be verified"),
    "to-verify": Words("待核", "to verify"),
    "house": Words("本项目自定", "a choice of this project"),
}
KINDS = {
    "company": Words("企业", "Company"),
    "authority": Words("行政机关", "Authority"),
    "institution": Words("事业单位", "Public institution"),
}


def key(text: str, most: int = 40) -> str:
    """A number out of an address: only what a number can hold, so that any store can look for it."""
    return clean(text)[:most]


def asker(request: HttpRequest, permission: str) -> Actor:
    """Who is signed in, with this permission. Raises `Refused` (403)."""
    me = who(request)
    if not me.may(permission):
        raise Refused("role-may-not", Words("您的身份不能打开这一页", f"Your role ({me.role}) does not open this page"))
    return me


def sees(me: Actor, kept: Application) -> bool:
    """May this actor open the application: its applicant, an officer of the fund, the auditor?"""
    mine = bool(me.user) and me.may("fund.apply") and kept.applicant_id == me.organisation
    return mine or me.may("fund.write") or me.may("fund.read")


def seen(me: Actor, number: str) -> Application:
    """The application. Raises 404 alike for one that is not there and one that is not theirs."""
    kept: Application | None = (
        Application.objects.select_related("call", "applicant").filter(number=key(number)).first()
    )
    if kept is None or not sees(me, kept):
        raise Http404
    return kept


def ceiling_words(rows: list[CallCeiling]) -> dict[str, Words]:
    """What each kind is called."""
    return {row.kind: Words(row.zh, row.en) for row in rows} or {GENERAL: Words("一般项目", "Projects in general")}
