"""What happens in expert review: name a reviewer, assign, recuse, score. A score that is handed in is final."""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from kouan.areas.fund.applying.deeds import UNKNOWN
from kouan.areas.fund.assessing import register
from kouan.areas.fund.assessing.conflicts import conflict
from kouan.areas.fund.assessing.queries import choices
from kouan.areas.fund.assessing.sheet import sheet_on
from kouan.areas.fund.calling.writing import TURN, needs, plain
from kouan.areas.fund.durable import Seen, put
from kouan.areas.fund.events import ReviewAssigned, ReviewerNamed, ReviewerRecused, ReviewScored
from kouan.areas.fund.models import Applicant, Application, Review, Reviewer
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.journal import Event
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.models import Account
from kouan.store.units import Writes

NO_REVIEW = Refused("review-unknown", Words("没有这份评审", "There is no such review"))
ENDED = Refused("review-ended", Words("已经评分或回避，不能再改", "It is scored or recused: nothing changes any more"))


_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9])?")


class Conflicted(Refused):
    """The reviewer must not review this application."""

    def __init__(self, why: Words) -> None:
        super().__init__("conflict-of-interest", Words(f"须回避：{why.zh}", f"Conflict of interest: {why.en}"))


class Unscored(Refused):
    """The score sheet is not right; `faults` by criterion."""

    def __init__(self, faults: dict[str, Words]) -> None:
        super().__init__("score-faulty", Words("请改正评分", "Correct the scores"))
        self.faults = faults


def name_reviewer(login: str, *, field: str, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    """Take an account of the role reviewer onto the list, with its body as it stands now. Raises `Refused`."""
    needs(actor, "fund.write")
    account = Account.objects.filter(login=plain(login, 80), role="reviewer", is_active=True).first()
    if account is None:
        raise Refused(
            "account-unknown", Words("没有这个评审专家账号", "There is no account of a reviewer by that login")
        )
    event = ReviewerNamed(
        reviewer=account.login,
        name=account.name_zh or login,
        body=account.organisation_id,
        body_name=account.organisation.name_zh,
        field=plain(field, 120),
    )
    with TURN:
        known = Reviewer.objects.filter(login=account.login).first()
        _write(event, register.case_of(account.login), (known.version if known else 0) + 1, actor, now, writer)


def assign(application: str, reviewer: str, *, actor: Actor, now: dt.datetime, writer: Writes) -> str:
    """Ask a reviewer to review an eligible application; returns the review's number.

    Raises `Refused`: role, unknown, not eligible, assigned already; and `Conflicted`.
    """
    needs(actor, "fund.write")
    with TURN:
        of = Application.objects.filter(number=application).first()
        who = Reviewer.objects.filter(login=plain(reviewer, 80)).first()
        if of is None or who is None:
            raise (
                UNKNOWN
                if of is None
                else Refused("reviewer-unknown", Words("没有这位专家", "There is no such reviewer"))
            )
        if of.state != "eligible":
            raise Refused("not-open", Words("审查合格后才评审", "Only an eligible application is reviewed"))
        parents = dict(Applicant.objects.exclude(parent="").values_list("organisation", "parent"))
        why = conflict(who, of, parents)
        if why:
            raise Conflicted(why)
        number = review_number(application, reviewer)
        if Review.objects.filter(number=number).exists():
            raise Refused("assigned-already", Words("已经分派过", "Assigned already"))
        event = ReviewAssigned(
            review=number,
            application=application,
            reviewer=reviewer,
            body=who.body,
            applicant=of.applicant_id,
            parent=parents.get(of.applicant_id, ""),
        )
        _write(event, number, 1, actor, now, writer)
    return number


def assign_each(
    call: str, each: int, *, most: int = 100, actor: Actor, now: dt.datetime, writer: Writes
) -> tuple[int, int]:
    """Give every eligible application of a call reviewers until it has `each`: the least busy without a conflict first.

    Stops after `most` applications, for one request. Returns how many reviews were assigned, and how many applications
    still lack reviewers. Raises `Refused` (role).
    """
    needs(actor, "fund.write")
    waiting = Application.objects.filter(call_id=call, state="eligible", assigned_n__lt=each).order_by("number")
    made = 0
    for of in waiting[:most]:
        free = [one for one in choices(of) if one.why_not is None]
        for one in free[: each - of.assigned_n]:
            assign(of.number, one.reviewer.login, actor=actor, now=now, writer=writer)
            made += 1
    return made, waiting.count()


def recuse(number: str, *, reason: str, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    """Step back from a review, or (an officer) keep its reviewer away. Raises `Refused`: not theirs, ended, no reason."""
    reason = plain(reason, 300)
    if not reason:
        raise Refused("reason-needed", Words("须写理由", "A reason is needed"))
    with TURN:
        kept = _open(number, actor, officer=True)
        event = ReviewerRecused(review=number, reason=reason)
        _write(event, number, kept.version + 1, actor, now, writer)


def score(
    number: str, *, given: Mapping[str, str], opinion: str, actor: Actor, now: dt.datetime, writer: Writes
) -> None:
    """Hand a score sheet in: points by criterion, at most one decimal, none above what the criterion gives. Final.

    Raises `Refused`: not the reviewer, recused or scored already; and `Unscored` with all that is wrong at once.
    """
    with TURN:
        kept = _open(number, actor, officer=False)
        # The sheet of the day on which the review was assigned: all reviewers of an application use one.
        sheet = sheet_on(kept.assigned_at.astimezone(SHANGHAI).date())
        tenths, faults = {}, {}
        for one in sheet.value.criteria:
            read = tenths_of(given.get(one.code, ""))
            if read is None or read > one.points * 10:
                faults[one.code] = Words(
                    "0 到 {n} 分，最多一位小数", "0 to {n} points, at most one decimal"
                ).with_values(n=one.points)
            else:
                tenths[one.code] = read
        opinion = plain(opinion, 4000)
        if not opinion:
            faults["opinion"] = Words("写评审意见", "Write an opinion")
        if faults:
            raise Unscored(faults)
        event = ReviewScored(
            review=number,
            sheet_since=sheet.since.isoformat(),
            tenths=tenths,
            total=sum(tenths.values()),
            opinion=opinion,
        )
        _write(event, number, kept.version + 1, actor, now, writer)


def review_number(application: str, reviewer: str) -> str:
    """A review's number: one for each pair."""
    return f"RV-{hashlib.sha256(f'{application}:{reviewer}'.encode()).hexdigest()[:12].upper()}"


def tenths_of(text: str) -> int | None:
    """Points as typed, in tenths; None for what is no such number. Full-width digits are read."""
    said = unicodedata.normalize("NFKC", text).strip()
    return int(Decimal(said) * 10) if _POINTS.fullmatch(said) else None


def _open(number: str, actor: Actor, *, officer: bool) -> Review:
    kept: Review | None = Review.objects.filter(number=number).first()
    mine = kept is not None and bool(actor.user) and kept.reviewer_id == actor.user and actor.may("fund.review")
    if kept is None or not (mine or (officer and actor.may("fund.write"))):
        raise NO_REVIEW
    if kept.state != "assigned":
        raise ENDED
    return kept


def _write(event: Event, case: str, version: int, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    enter = partial(register.apply, event, Seen(version, now, actor.user))
    put(writer, event, case, version, enter, actor=actor, now=now)
