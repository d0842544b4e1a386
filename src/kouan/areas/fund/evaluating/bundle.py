"""Everything a score is computed from, as one document: whoever has it computes the same score, and the same digest."""

import hashlib
from decimal import Decimal

import msgspec

from kouan.areas.fund import queries
from kouan.areas.fund.models import Actual
from kouan.areas.fund.paying.queries import account
from kouan.areas.fund.scored.points import Row, Sheet, sheet
from kouan.areas.fund.scored.weights import weights_of
from kouan.store.reader import Reader

RULES = "财预〔2020〕10号 (to-verify); caps, strict limits and 1.3 for far above: choices of this project"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One report that a line was added from."""

    row: int
    numerator: str
    denominator: str
    share: int | None
    method: str
    sample: str
    evidence: str
    definition: str
    period: str
    interval: str
    cases: int
    journal_position: int
    figure: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator: what was promised, what was reported, what it scored. Decimal text; "" where there is none."""

    indicator: int
    name: str
    level1: str
    target: str
    cmp: str
    value: str
    unit: str
    points: str
    numerator: str
    denominator: str
    share: int | None
    actual: str
    score: str
    findings: tuple[str, ...]
    parts: tuple[Part, ...]


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """The self-evaluation of a notice's version. Sums in 分; `spent_fen` None without a report of spending."""

    notice: str
    revision: int
    text_digest: str
    rules: str
    points_printed: bool
    execution_points: str
    budget_fen: int
    spent_fen: int | None
    execution_score: str
    lines: tuple[Line, ...]
    total: str
    grade: str


def bundle(notice: str, reader: Reader) -> Bundle | None:
    """The bundle as it stands; None without such a notice."""
    shown = queries.notice(notice, reader)
    if shown is None:
        return None
    made, budget, spent = scored(notice, reader)
    reports: dict[int, dict[int, Actual]] = {}
    for one in Actual.objects.filter(notice=notice).order_by("version"):
        reports.setdefault(one.position, {})[one.row] = one
    execution = made.execution.score if made.execution else None
    return Bundle(
        notice=notice,
        revision=shown.listed.revision,
        text_digest=shown.digest,
        rules=RULES,
        points_printed=made.weights.printed,
        execution_points=str(made.execution_points),
        budget_fen=budget,
        spent_fen=spent,
        execution_score=_said(execution),
        lines=tuple(_line(row, reports.get(row.indicator.position, {})) for row in made.rows),
        total=_said(made.total),
        grade=made.grade,
    )


def scored(notice: str, reader: Reader) -> tuple[Sheet, int, int | None]:
    """The sheet of the newest version, with the budget and what was spent of it. Raises LookupError without a notice."""
    shown = queries.notice(notice, reader)
    if shown is None:
        raise LookupError(notice)
    known = account(notice)
    spent = next((spent for quarter in (4, 3, 2, 1) if known and (spent := known.spent(quarter)) is not None), None)
    budget = known.total if known else 0
    weights = weights_of(shown.notice.targets)
    return sheet(notice, shown.listed.revision, budget_fen=budget, spent_fen=spent, weights=weights), budget, spent


def digest(of: Bundle) -> str:
    """SHA-256 of the bundle's canonical bytes."""
    return hashlib.sha256(msgspec.json.encode(of, order="deterministic")).hexdigest()


def _line(row: Row, reports: dict[int, Actual]) -> Line:
    target, stands = row.target, row.added
    return Line(
        indicator=row.indicator.position,
        name=row.indicator.name,
        level1=row.indicator.level1,
        target=target.printed if target else "",
        cmp=target.cmp if target else "",
        value=target.value if target else "",
        unit=target.unit if target else "",
        points=str(row.points),
        numerator=stands.numerator if stands else "",
        denominator=stands.denominator if stands else "",
        share=stands.share if stands else None,
        actual=_said(row.value),
        score=_said(row.score.score if row.score else None),
        findings=row.score.findings if row.score else (),
        parts=tuple(_part(one) for _, one in sorted(reports.items())),
    )


def _part(one: Actual) -> Part:
    names = [field.name for field in msgspec.structs.fields(Part)]
    return Part(**{name: getattr(one, name) for name in names})


def _said(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
