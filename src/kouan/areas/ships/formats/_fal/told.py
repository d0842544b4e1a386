"""What is said of one cell: the code, the value as it stands, the proposal and how sure it is, in both languages."""

from typing import NamedTuple

from kouan.kernel.findings import Repair, Severity
from kouan.kernel.words import Words
from kouan.syntax.proposals import Confidence, Proposal

HOW_SURE: dict[Confidence, Words] = {
    "sure": Words("确定", "sure"),
    "likely": Words("很可能", "likely"),
    "ask": Words("请确认", "please confirm"),
    "none": Words("", ""),
}


class Issue(NamedTuple):
    """Something about one value, before it is known in which cell the value stands."""

    code: str
    severity: Severity
    zh: str
    en: str
    confidence: Confidence = "none"
    new: str | None = None
    """The value as the draft should hold it, None where a person must say."""
    proposed: str | dict[str, str] | None = None
    """The same in the words of the workbook, where they differ."""


def sure(code: str, zh: str, en: str, new: str, proposed: str | None = None) -> Issue:
    """One reading only."""
    return Issue(code, "info", zh, en, "sure", new, proposed)


def likely(code: str, zh: str, en: str, new: str) -> Issue:
    """Proposed for a person to confirm."""
    return Issue(code, "warning", zh, en, "likely", new)


def ask(code: str, zh: str, en: str, severity: Severity = "warning", new: str | None = None) -> Issue:
    """A person must say; `new` is a guess worth showing."""
    return Issue(code, severity, zh, en, "ask", new)


def proposal(issue: Issue, path: str, raw: str, place: str, more: tuple[Repair, ...] = ()) -> Proposal:
    """The finding for a person: at `path` of the workbook, about `place` of the draft."""
    edits = (Repair(path=place, old=raw, new=issue.new), *more) if issue.new is not None and place else more
    zh, en = issue.zh, issue.en
    if issue.new is not None:
        said = HOW_SURE[issue.confidence]
        zh, en = f"{zh}。建议“{issue.new}”（{said.zh}）", f"{en}. Proposed: {issue.new!r} ({said.en})"
    if raw:
        zh, en = f"“{raw}”：{zh}", f"{raw!r}: {en}"
    return Proposal(
        code=issue.code,
        severity=issue.severity,
        path=path,
        message=Words(zh, en),
        repair=edits[0] if edits else None,
        raw=raw,
        proposed=issue.proposed if issue.proposed is not None else issue.new,
        confidence=issue.confidence,
        edits=edits,
    )
