"""What is found on an application before it is taken: faults refuse it, warnings ride along, each with a way out."""

from collections.abc import Iterator, Sequence

import msgspec
from django.db.models import Q

from kouan.areas.fund.applying.document import GENERAL, KINDS, Document, project_key
from kouan.areas.fund.models import Application, Call, CallCeiling, PlanRow
from kouan.areas.fund.objecting.filing import clean
from kouan.areas.fund.rules.ceilings import most_of
from kouan.areas.fund.rules.money import share_of, wan_of, yuan_of
from kouan.areas.fund.rules.typed import MOST_FEN
from kouan.kernel.findings import Finding, Repair, Severity
from kouan.kernel.parties import is_uscc
from kouan.kernel.words import Words

LENGTHS = {
    "name": 120,
    "uscc": 18,
    "ceiling": 40,
    "no_uscc": 120,
    "parent": 40,
    "project": 200,
    "place": 40,
    "summary": 4000,
    "ceiling_reason": 300,
    "contact_person": 80,
    "contact": 120,
}
LIVE = ("submitted", "returned", "eligible", "ineligible")


class Filer(msgspec.Struct, frozen=True, kw_only=True):
    """Who hands it in, as the house knows it: its id, its registered code, whether it grants this fund's money itself.

    `replaces` is the number of the application of which this is a new version, "" for a new one. `sees_all` is set for
    who may know what others applied for: an applicant learns nothing of them by trying names.
    """

    organisation: str
    uscc: str = ""
    grants: bool = False
    replaces: str = ""
    sees_all: bool = False


def look(document: Document, call: Call, ceilings: Sequence[CallCeiling], filer: Filer) -> tuple[Finding, ...]:
    """All findings, faults first in their fields' order."""
    found = [*_words(document), *_code(document, filer), *_money(document), *_ceiling(document, ceilings)]
    if project_key(document.project):
        found += _again(document, call, filer)
    if filer.grants:
        found.append(_warn("granting-office", "name", GRANTS))
    if not document.papers:
        found.append(_warn("no-papers", "papers", NO_PAPERS))
    return tuple(sorted(found, key=lambda one: one.severity != "error"))


def _words(document: Document) -> Iterator[Finding]:
    for name in ("name", "project", "contact_person", "contact"):
        if not getattr(document, name).strip():
            yield _error(f"{name.replace('_', '-')}-missing", name, Words("必填", "Needed"))
    for name in LENGTHS:
        said = getattr(document, name)
        if clean(said) != said.strip():
            words = Words("有看不见的控制字符，请重新输入", "It holds hidden control characters: type it again")
            yield _error(f"{name.replace('_', '-')}-hidden", name, words)
    for name, most in LENGTHS.items():
        if len(getattr(document, name)) > most:
            words = Words("最多 {n} 字", "At most {n} characters").with_values(n=most)
            yield _error(f"{name.replace('_', '-')}-long", name, words)
    if document.project.strip() and not project_key(document.project):
        yield _error("project-missing", "project", Words("项目名称没有文字", "The project's name holds no word"))
    if document.kind not in KINDS:
        yield _error("kind-unknown", "kind", Words("单位性质不对", "Not a kind of body"))


def _code(document: Document, filer: Filer) -> Iterator[Finding]:
    if not document.uscc:
        if not document.no_uscc.strip():
            words = Words("填写统一社会信用代码，或写明为何没有", "Give the credit code, or say why there is none")
            yield _error("uscc-missing", "uscc", words, repair=filer.uscc)
        return
    if document.no_uscc.strip():
        yield _error(
            "uscc-and-none", "no_uscc", Words("有代码就不写没有的理由", "A code, or why there is none: not both")
        )
    if not is_uscc(document.uscc):
        words = Words("统一社会信用代码的校验位不对，请核对", "The check character of the credit code is wrong")
        yield _error("uscc-wrong", "uscc", words, old=document.uscc, repair=filer.uscc)
    elif filer.uscc and document.uscc != filer.uscc:
        words = Words("与本单位登记的代码不一致", "Not the code that your organisation is registered with")
        yield _error("uscc-other", "uscc", words, old=document.uscc, repair=filer.uscc)


def _money(document: Document) -> Iterator[Finding]:
    needed, requested, own = document.needed_fen, document.requested_fen, document.own_fen
    for name, fen in (("needed", needed), ("requested", requested)):
        if fen <= 0:
            yield _error(f"{name}-not-positive", name, Words("金额须大于零", "The amount must be above nought"))
    if own < 0:
        yield _error("own-negative", "own", Words("金额不能为负", "The amount can not be negative"))
    for name, fen in (("needed", needed), ("requested", requested), ("own", own)):
        if fen > MOST_FEN:
            yield _error(f"{name}-huge", name, Words("金额过大，请核对单位", "The amount is too large: check the unit"))
    if min(needed, requested) <= 0 or own < 0:
        return
    if requested > needed:
        words = Words("申请 {r} 元，多于所需 {n} 元", "{r} 元 requested, more than the {n} 元 needed")
        words = words.with_values(r=yuan_of(requested), n=yuan_of(needed))
        yield _error("requested-beyond-need", "requested", words, old=_said(requested), repair=_said(needed))
    elif requested + own != needed:
        yield _sources(needed, requested, own)


def _sources(needed: int, requested: int, own: int) -> Finding:
    gap = needed - requested - own
    words = (
        Words("资金来源还差 {g} 元", "{g} 元 of what is needed have no source")
        if gap > 0
        else Words("申请与自筹之和比所需多 {g} 元", "Requested and own funds exceed what is needed by {g} 元")
    )
    return Finding(
        code="sources-differ",
        severity="warning",
        path="own",
        message=words.with_values(g=yuan_of(abs(gap))),
        repair=Repair("own", _said(own), _said(needed - requested)),
    )


def _ceiling(document: Document, ceilings: Sequence[CallCeiling]) -> Iterator[Finding]:
    one = next((row for row in ceilings if row.kind == document.ceiling), None)
    if one is None:
        words = Words("通知里没有这一类", "The call has no such kind")
        yield _error("ceiling-unknown", "ceiling", words, old=document.ceiling, repair=GENERAL)
        return
    if one.exception_of and not document.ceiling_reason.strip():
        words = Words("属于例外的，写明依据哪项任务或工程", "An exception: name the project or the task it rests on")
        yield _error("exception-reason-missing", "ceiling_reason", words, basis=one.basis)
    most = most_of(ceilings, document.ceiling, document.needed_fen)
    if most is None or not most < document.requested_fen <= document.needed_fen:
        return
    share = share_of(document.requested_fen, document.needed_fen)
    limits = [f"{wan_of(one.max_fen)}万元"] if one.max_fen else []
    limits += [f"{share_of(one.max_share, 10_000, 0)}%"] if one.max_share else []
    words = Words(
        "申请 {r} 万元，占所需 {s}%，超过上限（{l}）；最多可得 {m} 万元",
        "{r} 万元 requested, {s} % of the need, beyond the ceiling ({l}): at most {m} 万元 can be granted",
    ).with_values(r=wan_of(document.requested_fen), s=share, l="，".join(limits), m=wan_of(most))
    yield Finding(
        code="beyond-ceiling",
        severity="warning",
        path="requested",
        message=words,
        basis=f"{one.basis} [{one.standing}]",
        repair=Repair("requested", _said(document.requested_fen), _said(most)),
    )


def _again(document: Document, call: Call, filer: Filer) -> Iterator[Finding]:
    """The same project in this call, in earlier calls, in what was published."""
    key = project_key(document.project)
    rows = Application.objects.filter(project_key=key, state__in=LIVE).exclude(number=filer.replaces)
    for row in rows.select_related("call").order_by("number")[:5]:
        if row.call_id == call.number and row.applicant_id == filer.organisation:
            words = Words(
                "本单位在本次通知中已申报这个项目：{n}", "You applied for this project in this call already: {n}"
            )
            yield _error("applied-already", "project", words.with_values(n=row.number))
        elif row.applicant_id == filer.organisation:
            words = Words(
                "{y} 年度已申报同名项目（{n}），请说明不重复支持",
                "Applied for in {y} too ({n}): say why it is not paid twice",
            )
            yield _warn("applied-before", "project", words.with_values(y=row.call.year, n=row.number))
        elif filer.sees_all:
            words = Words("另有单位在 {y} 年度申报同名项目", "Another body applied for a project of this name in {y}")
            yield _warn("applied-by-another", "project", words.with_values(y=row.call.year))
    yield from _granted(document)


def _granted(document: Document) -> Iterator[Finding]:
    name = document.project.strip()
    rows = PlanRow.objects.filter(Q(project=name) | Q(project=name.replace("(", "（").replace(")", "）")))
    for row in rows.select_related("notice__matter").order_by("-notice__revision")[:1]:
        words = Words(
            "{y} 年公示 {n} 第 {p} 行同名项目已安排 {m} 万元",
            "Row {p} of notice {n} ({y}) granted {m} 万元 to a project of this name",
        ).with_values(y=row.notice.matter.year, n=row.notice.number, p=row.position, m=wan_of(row.granted_fen))
        yield _warn("granted-before", "project", words)


def _said(fen: int) -> str:
    """An amount as it is proposed: 万元 in the shortest exact text."""
    return f"{wan_of(fen)}万元"


def _error(code: str, path: str, words: Words, *, old: str = "", repair: str = "", basis: str = "") -> Finding:
    return _finding("error", code, path, words, Repair(path, old or None, repair) if repair else None, basis)


def _warn(code: str, path: str, words: Words) -> Finding:
    return _finding("warning", code, path, words, None, "")


def _finding(severity: Severity, code: str, path: str, words: Words, repair: Repair | None, basis: str) -> Finding:
    return Finding(code=code, severity=severity, path=path, message=words, basis=basis, repair=repair)


GRANTS = Words(
    "申报单位就是分配资金的单位：须附回避记录，审查和评审另行安排",
    "The applicant is the office that grants this money: the recusal is recorded and others decide",
)
NO_PAPERS = Words("没有附件", "No paper is attached")
