"""Rows for a plan from the eligible applications of a call."""

from kouan.areas.fund.assessing.candidates import Candidate, candidates
from kouan.areas.fund.planning.shape import Row


def rows_of(call: str) -> tuple[Row, ...]:
    """The candidates of a call as rows, best score first; the call's ceilings are their caps."""
    return tuple(map(_row, candidates(call)))


def _row(one: Candidate) -> Row:
    return Row(
        application=one.application,
        applicant=one.applicant_name,
        uscc=one.uscc,
        project=one.project,
        requested_fen=one.requested_fen,
        cap_fen=one.cap_fen if one.cap_fen is not None and one.cap_fen < one.requested_fen else 0,
        basis="申报通知规定的单项上限" if one.cap_fen is not None else "",
        protected=one.protected,
        score="" if one.score is None else f"{one.score:f}",
    )
