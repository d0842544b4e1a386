"""Expert review: who may not, what a score is, and what the sheets say together."""

import datetime as dt

import pytest

from kouan.areas.fund import following, models
from kouan.areas.fund.applying.deeds import decide
from kouan.areas.fund.assessing.candidates import candidates
from kouan.areas.fund.assessing.deeds import (
    Conflicted,
    Unscored,
    assign,
    assign_each,
    name_reviewer,
    recuse,
    review_number,
    score,
    tenths_of,
)
from kouan.areas.fund.assessing.queries import choices, ranked
from kouan.areas.fund.assessing.sheet import RULE, Sheet
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.house import House

from .calls import CLOSING, EGRET, KAPOK, OFFICER, a_call, a_reviewer, handed_in

GIVEN = {"need": "20", "plan": "20.5", "budget": "１５", "effect": "16", "record": "8"}


def eligible(port: House, **change: str) -> str:
    """An application that was found eligible."""
    number = handed_in(port, a_call(port), **change).application
    decide(number, eligible=True, reason="符合", revision=1, actor=OFFICER, now=CLOSING, writer=port.writer)
    return number


def named(port: House, login: str, body: str) -> Actor:
    """A reviewer on the list."""
    who = a_reviewer(login, body)
    name_reviewer(login, field="物流", actor=OFFICER, now=CLOSING, writer=port.writer)
    return who


def test_nobody_of_the_applicant_or_its_parent_reviews(port: House) -> None:
    """An officer of the applicant, and one of its parent, are refused by name; everybody else may be asked."""
    number = eligible(port, parent="group")
    for login, body in (("insider", "kapok"), ("above", "group")):
        named(port, login, body)
        with pytest.raises(Conflicted) as refused:
            assign(number, login, actor=OFFICER, now=CLOSING, writer=port.writer)
        assert refused.value.code == "conflict-of-interest"
    named(port, "free", "elsewhere")
    listed = choices(models.Application.objects.get())
    assert [(one.reviewer.login, one.why_not is None) for one in listed] == [
        ("free", True),
        ("above", False),
        ("insider", False),
    ]
    assign(number, "free", actor=OFFICER, now=CLOSING, writer=port.writer)
    with pytest.raises(Refused) as twice:
        assign(number, "free", actor=OFFICER, now=CLOSING, writer=port.writer)
    assert twice.value.code == "assigned-already"


def test_only_what_is_eligible_is_reviewed(port: House) -> None:
    """Before the officer's decision nobody is asked; after assignment the decision stands."""
    number = handed_in(port, a_call(port)).application
    named(port, "free", "elsewhere")
    with pytest.raises(Refused) as early:
        assign(number, "free", actor=OFFICER, now=CLOSING, writer=port.writer)
    assert early.value.code == "not-open"
    decide(number, eligible=True, reason="", revision=1, actor=OFFICER, now=CLOSING, writer=port.writer)
    assign(number, "free", actor=OFFICER, now=CLOSING, writer=port.writer)
    with pytest.raises(Refused):
        decide(number, eligible=False, reason="改", revision=1, actor=OFFICER, now=CLOSING, writer=port.writer)


def test_scores_are_final_and_add_up(port: House) -> None:
    """Two sheets give mean and spread; a sheet that was handed in is not handed in again; the candidate carries the mean."""
    number = eligible(port)
    for login, given in (("one", GIVEN), ("two", {**GIVEN, "need": "25"})):
        who = named(port, login, f"body_{login}")
        review = assign(number, login, actor=OFFICER, now=CLOSING, writer=port.writer)
        score(review, given=given, opinion="可行", actor=who, now=CLOSING, writer=port.writer)
        with pytest.raises(Refused) as again:
            score(review, given=given, opinion="可行", actor=who, now=CLOSING, writer=port.writer)
        assert again.value.code == "review-ended"
    (found,) = candidates(models.Call.objects.get().number)
    assert (str(found.score), str(found.spread), found.reviews) == ("82.00", "5.00", 2)
    assert [row.number for row in ranked(models.Call.objects.get().number, 1)] == [number]


def test_no_score_after_recusal(port: House) -> None:
    """Who stepped back scores nothing any more, and is not counted; a reason is needed."""
    number, who = eligible(port), named(port, "one", "elsewhere")
    review = assign(number, "one", actor=OFFICER, now=CLOSING, writer=port.writer)
    with pytest.raises(Refused) as bare:
        recuse(review, reason=" ", actor=who, now=CLOSING, writer=port.writer)
    assert bare.value.code == "reason-needed"
    recuse(review, reason="曾任该项目顾问", actor=who, now=CLOSING, writer=port.writer)
    with pytest.raises(Refused) as after:
        score(review, given=GIVEN, opinion="可行", actor=who, now=CLOSING, writer=port.writer)
    assert after.value.code == "review-ended"
    assert models.Application.objects.get().assigned_n == 0


def test_a_sheet_that_is_wrong_says_where(port: House) -> None:
    """Above the points, blank, two decimals, no opinion: every criterion at once, and nothing is kept."""
    number, who = eligible(port), named(port, "one", "elsewhere")
    review = assign(number, "one", actor=OFFICER, now=CLOSING, writer=port.writer)
    given = {**GIVEN, "need": "25.1", "plan": "", "budget": "1.25", "effect": "-1"}
    with pytest.raises(Unscored) as unscored:
        score(review, given=given, opinion=" ", actor=who, now=CLOSING, writer=port.writer)
    assert set(unscored.value.faults) == {"need", "plan", "budget", "effect", "opinion"}
    assert not models.ReviewScore.objects.exists()


def test_only_the_reviewer_scores(port: House) -> None:
    """Another reviewer, the applicant and the officer find no such review to score."""
    number = eligible(port)
    named(port, "one", "elsewhere")
    other = named(port, "two", "beyond")
    review = assign(number, "one", actor=OFFICER, now=CLOSING, writer=port.writer)
    for who in (other, KAPOK, OFFICER):
        with pytest.raises(Refused) as refused:
            score(review, given=GIVEN, opinion="x", actor=who, now=CLOSING, writer=port.writer)
        assert refused.value.code == "review-unknown"


def test_the_tables_of_review_come_back(port: House) -> None:
    """Emptied, reviews, scores and the application's mean come back from the journal."""
    number, who = eligible(port), named(port, "one", "elsewhere")
    review = assign(number, "one", actor=OFFICER, now=CLOSING, writer=port.writer)
    score(review, given=GIVEN, opinion="可行", actor=who, now=CLOSING, writer=port.writer)
    before = (list(models.Application.objects.values()), list(models.Review.objects.values()))
    leave = models.Rebuilding.objects.create(note="test")
    models.Application.objects.all().delete()
    models.Reviewer.objects.all().delete()
    leave.delete()
    following.catch_up(port.reader)
    assert (list(models.Application.objects.values()), list(models.Review.objects.values())) == before
    assert models.ReviewScore.objects.filter(review=review_number(number, "one")).count() == 5


def test_reviewers_for_all(port: House) -> None:
    """Every eligible application gets two reviewers, the least busy first, never one with a conflict; again adds none."""
    call = models.Application.objects.get(number=eligible(port)).call_id
    other = handed_in(port, call, who=EGRET, key="k2", project="另一个项目").application
    decide(other, eligible=True, reason="", revision=1, actor=OFFICER, now=CLOSING, writer=port.writer)
    for login, body in (("one", "kapok"), ("two", "b2"), ("three", "b3")):
        named(port, login, body)
    assert assign_each(call, 2, actor=OFFICER, now=CLOSING, writer=port.writer) == (4, 0)
    assert assign_each(call, 2, actor=OFFICER, now=CLOSING, writer=port.writer) == (0, 0)
    assert not models.Review.objects.filter(application__applicant="kapok", reviewer="one").exists()
    assert assign_each(call, 3, actor=OFFICER, now=CLOSING, writer=port.writer) == (1, 1)
    with pytest.raises(Refused):
        assign_each(call, 2, actor=KAPOK, now=CLOSING, writer=port.writer)


def test_the_points_of_a_sheet_make_100() -> None:
    """The shipped sheets do, and one that does not is refused when it is read."""
    for dated in RULE.values:
        assert sum(one.points for one in dated.value.criteria) == 100
    with pytest.raises(ValueError, match="100"):
        Sheet(RULE.values[0].value.criteria[:-1])
    assert dt.date(2026, 1, 1) > RULE.values[0].since


def test_points_as_typed() -> None:
    """Full-width digits and one decimal are read; signs, words and two decimals are not."""
    assert [tenths_of(text) for text in ("８．５", "20", "0", " 7 ", "-1", "", "1.25", "abc")] == [
        85,
        200,
        0,
        70,
        *[None] * 4,
    ]
