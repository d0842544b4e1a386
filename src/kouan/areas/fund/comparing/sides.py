"""Everything that says who gets how much, brought to one shape so that any two can be laid side by side."""

from collections.abc import Iterable, Iterator

import msgspec

from kouan.areas.fund import models
from kouan.areas.fund.paying.queries import Account, account
from kouan.areas.fund.planning import queries as plans
from kouan.areas.fund.planning.shape import Plan
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.queries import notice as shown_notice
from kouan.kernel.words import Words
from kouan.store.reader import Reader


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Who and for what, in 分; `requested_fen` None where the side does not say. `position` is the row on that side."""

    applicant: str
    project: str
    fen: int
    position: int
    requested_fen: int | None = None
    reason: str = ""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a comparison. `code` is stable: `plan:2`, `notice:FN-…:1`, `final`, `document:文号`, `allotted`, `paid`."""

    code: str
    words: Words
    entries: tuple[Entry, ...]
    on: str = ""

    @property
    def total_fen(self) -> int:
        """分 of all entries."""
        return sum(entry.fen for entry in self.entries)


def of_plan(number: str, reader: Reader) -> list[Side]:
    """All versions of a plan, and all that followed from it."""
    found = [_version(one, plan) for one, plan in _versions(number, reader)]
    seen = dict.fromkeys(
        models.PlanNotice.objects.filter(plan_id=number).order_by("id").values_list("notice", flat=True)
    )
    for notice in seen:
        found += of_notice(notice, reader)
    return found


def of_notice(number: str, reader: Reader) -> list[Side]:
    """All published versions of a notice, the final plan, each disbursement document, what was allotted and paid."""
    revisions = models.PublishedNotice.objects.filter(number=number).order_by("revision")
    found = []
    for revision in revisions.values_list("revision", flat=True):
        shown = shown_notice(number, reader, revision)
        if shown:
            asked = _asked(number, revision)
            found.append(_notice(number, revision, shown.notice, asked, shown.published_at.date().isoformat()))
    known = account(number)
    return [*found, *(_money(known) if known else ())]


def _versions(number: str, reader: Reader) -> Iterator[tuple[plans.Version, Plan]]:
    for one in reversed(plans.versions(number)):
        plan = plans.plan(number, reader, one.version)
        if plan:
            yield one, plan


def _version(one: plans.Version, plan: Plan) -> Side:
    entries = (
        Entry(
            applicant=row.applicant,
            project=row.project,
            fen=row.granted_fen,
            position=no,
            requested_fen=row.requested_fen,
            reason=row.reason if row.granted_fen < row.requested_fen else "",
        )
        for no, row in enumerate(plan.rows, start=1)
    )
    words = Words(f"方案第 {one.version} 版", f"Plan v{one.version}")
    return Side(code=f"plan:{one.version}", words=words, entries=tuple(entries), on=one.at.date().isoformat())


def _notice(number: str, revision: int, notice: Notice, asked: dict[tuple[str, str], tuple[int, str]], on: str) -> Side:
    rows = notice.plan.rows if notice.plan else ()
    entries = []
    for no, row in enumerate(rows, start=1):
        known = asked.get((row.applicant_resolved, row.project.text))
        entries.append(
            Entry(
                applicant=row.applicant_resolved,
                project=row.project.text,
                fen=row.amount.fen or 0,
                position=no,
                requested_fen=known[0] if known else None,
                reason=known[1] if known else "",
            )
        )
    words = Words(f"公示 {number} 第 {revision} 版", f"Notice {number} v{revision}")
    return Side(code=f"notice:{number}:{revision}", words=words, entries=tuple(entries), on=on)


def _asked(number: str, revision: int) -> dict[tuple[str, str], tuple[int, str]]:
    """What was requested, and the reason of the cut, from the plan that the notice shows."""
    found = plans.shown_version(number, revision)
    if found is None:
        return {}
    rows = models.PlannedRow.objects.filter(version__plan_id=found[0], version__version=found[1])
    return {
        (applicant, project): (fen, reason)
        for applicant, project, fen, reason in rows.values_list("applicant", "project", "requested_fen", "cut_reason")
    }


def _money(known: Account) -> Iterable[Side]:
    def side(code: str, words: Words, sums: dict[int, int], on: str = "") -> Side:
        entries = (
            Entry(applicant=line.applicant, project=line.project, fen=sums[line.position], position=line.position)
            for line in known.lines
            if line.position in sums
        )
        return Side(code=code, words=words, entries=tuple(entries), on=on)

    granted = {line.position: line.granted for line in known.lines}
    yield side("final", Words("最终方案", "Final plan"), granted, known.final_on.isoformat())
    by_document: dict[str, dict[int, int]] = {}
    dated: dict[str, str] = {}
    rows = models.AllotmentLine.objects.filter(row__plan_id=known.number).order_by("dated", "id")
    for document, position, fen, day in rows.values_list("document", "row__position", "fen", "dated"):
        by_document.setdefault(document, {})[position] = fen
        dated[document] = day.isoformat()
    for document, sums in by_document.items():
        words = Words(f"下达文件 {document}", f"Document {document}")
        yield side(f"document:{document}", words, sums, dated[document])
    if by_document:
        allotted = {line.position: line.allotted for line in known.lines}
        yield side("allotted", Words("下达合计", "Allotted in all"), allotted)
    if any(line.paid for line in known.lines):
        yield side(
            "paid", Words("已付（扣除退回）", "Paid, less what came back"), {x.position: x.paid for x in known.lines}
        )
