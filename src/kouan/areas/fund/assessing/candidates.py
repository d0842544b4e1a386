"""What an allocation plan starts from: the eligible applications of a call with what review made of them."""

import datetime as dt
from decimal import Decimal

import msgspec

from kouan.areas.fund.models import Application
from kouan.areas.fund.rules.spread import points


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One eligible application. Money in 分; `cap_fen` is the most the call's ceilings allow, None for no limit.

    `score` is the mean of the sheets that are in, with two decimals, and `spread` how far they lie apart; None without
    a sheet. `protected` ones are paid in full before the others, for the reason named.
    """

    application: str
    revision: int
    applicant: str
    applicant_name: str
    uscc: str
    project: str
    place: str
    ceiling: str
    needed_fen: int
    requested_fen: int
    own_fen: int
    cap_fen: int | None
    protected: bool
    protected_reason: str
    reviews: int
    score: Decimal | None
    spread: Decimal | None
    received_at: dt.datetime


def candidates(call: str) -> list[Candidate]:
    """The eligible applications of a call: the best score first, those without one last, then by time of arrival."""
    rows = Application.objects.filter(call_id=call, state="eligible").select_related("applicant")
    found = sorted(rows, key=lambda row: (row.score_mean is None, -(row.score_mean or 0), row.first_at, row.number))
    return [_candidate(row) for row in found]


def _candidate(row: Application) -> Candidate:
    return Candidate(
        application=row.number,
        revision=row.revision,
        applicant=row.applicant_id,
        applicant_name=row.applicant_name,
        uscc=row.applicant.uscc,
        project=row.project,
        place=row.place,
        ceiling=row.ceiling,
        needed_fen=row.needed_fen,
        requested_fen=row.requested_fen,
        own_fen=row.own_fen,
        cap_fen=row.row_cap_fen,
        protected=row.protected,
        protected_reason=row.protected_reason,
        reviews=row.score_n,
        score=points(row.score_mean),
        spread=points(row.score_spread),
        received_at=row.first_at,
    )
