"""The tables of calls, applications and reviews hold what the fact sheet says they hold."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from kouan.areas.fund import models
from kouan.areas.fund.assessing.candidates import candidates
from kouan.areas.fund.rules.spread import points, summary_of
from kouan.store.house import House

AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
DAY = dt.date(2026, 1, 1)
CALL = {
    "number": "FC-1",
    "matter_id": "m",
    "year": 2026,
    "title_zh": "通知",
    "title_en": "Call",
    "opens": AT,
    "closes": AT + dt.timedelta(days=1),
    "support_first": DAY,
    "support_last": dt.date(2026, 12, 31),
    "rule_date": DAY,
    "cap_fen": 100,
    "by": "x",
    "at": AT,
    "version": 1,
}
CEILING = {
    "call_id": "FC-1",
    "position": 1,
    "kind": "general",
    "zh": "一般",
    "en": "General",
    "max_fen": 1,
    "since": DAY,
    "basis": "b",
    "standing": "house",
}
APPLICATION = {
    "number": "AP-1",
    "call_id": "FC-1",
    "applicant_id": "a",
    "applicant_name": "甲（虚构）",
    "project": "项目",
    "project_key": "项目",
    "ceiling": "general",
    "needed_fen": 100,
    "requested_fen": 50,
    "own_fen": 50,
    "state": "submitted",
    "revision": 1,
    "version": 1,
    "first_at": AT,
    "received_at": AT,
}
REVIEW = {
    "number": "RV-1",
    "application_id": "AP-1",
    "reviewer_id": "r",
    "body": "elsewhere",
    "applicant": "a",
    "parent": "group",
    "state": "assigned",
    "assigned_at": AT,
    "version": 1,
}


@pytest.fixture
def laid(port: House) -> None:
    """One of each, right."""
    models.Direction.objects.create(code="d", fund_zh="资金", fund_en="Fund", zh="方向", en="Direction")
    models.CallMatter.objects.create(
        code="m", direction_id="d", zh="事项", en="Matter", approval_class="provincial", notice_class="省级", version=1
    )
    models.Call.objects.create(**CALL)
    models.Applicant.objects.create(organisation="a", name="甲（虚构）", no_uscc="机关", kind="authority")
    models.Application.objects.create(**APPLICATION)
    models.Reviewer.objects.create(login="r", name="专家", body="elsewhere", body_name="别处", version=1)


WRONG: list[tuple[str, type, dict[str, Any], dict[str, Any]]] = [
    ("closes before it opens", models.Call, CALL, {"number": "FC-2", "closes": AT - dt.timedelta(days=1)}),
    ("a year that is not supported", models.Call, CALL, {"number": "FC-2", "year": 2027}),
    ("no money to give", models.Call, CALL, {"number": "FC-2", "cap_fen": 0}),
    ("a ceiling without a basis", models.CallCeiling, CEILING, {"basis": ""}),
    ("an exception without a reason", models.CallCeiling, CEILING, {"kind": "x", "exception_of": "general"}),
    ("a ceiling that limits nothing", models.CallCeiling, CEILING, {"max_fen": None}),
    ("more than the whole as a share", models.CallCeiling, CEILING, {"max_share": 10_001}),
    ("nothing requested", models.Application, APPLICATION, {"number": "AP-2", "requested_fen": 0}),
    ("a negative amount", models.Application, APPLICATION, {"number": "AP-2", "requested_fen": -1}),
    ("negative own funds", models.Application, APPLICATION, {"number": "AP-2", "own_fen": -1}),
    ("more requested than needed", models.Application, APPLICATION, {"number": "AP-2", "requested_fen": 101}),
    ("a blank applicant", models.Application, APPLICATION, {"number": "AP-2", "applicant_name": ""}),
    ("an unknown state", models.Application, APPLICATION, {"number": "AP-2", "state": "lost"}),
    ("protected without a reason", models.Application, APPLICATION, {"number": "AP-2", "protected": True}),
    ("an officer of the applicant as reviewer", models.Review, REVIEW, {"body": "a"}),
    ("an officer of the applicant's parent", models.Review, REVIEW, {"body": "group"}),
    ("a score before it was scored", models.Review, REVIEW, {"total": 900}),
    ("a total above 100 points", models.Review, REVIEW, {"state": "scored", "total": 1001, "sheet_since": DAY}),
    ("a code and a reason for none", models.Applicant, {"organisation": "b", "name": "乙"}, {"kind": "company"}),
]


@pytest.mark.parametrize(("what", "model", "right", "change"), WRONG, ids=[row[0] for row in WRONG])
def test_the_store_refuses(laid: None, what: str, model: Any, right: dict[str, Any], change: dict[str, Any]) -> None:
    """The database itself refuses what must never stand in these tables, whoever writes to them."""
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**{**right, **change})


def test_right_rows_are_taken(laid: None) -> None:
    """The rows that the wrong ones differ from are taken, so it is the difference that is refused."""
    models.CallCeiling.objects.create(**CEILING)
    models.Review.objects.create(**REVIEW)
    assert models.Review.objects.count() == models.CallCeiling.objects.count() == 1


def test_versions_stay(laid: None) -> None:
    """A version that was handed in can not be changed or removed, not even past the operations."""
    models.ApplicationVersion.objects.create(
        application_id="AP-1",
        revision=1,
        project="项目",
        ceiling="general",
        needed_fen=100,
        requested_fen=50,
        own_fen=50,
        papers_digest="0" * 64,
        digest="1" * 64,
        at=AT,
        by="x",
    )
    for text in ("UPDATE fund_application_version SET requested_fen = 1", "DELETE FROM fund_application_version"):
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(text)


def test_a_recused_reviewer_scores_nothing(laid: None) -> None:
    """After a recusal no score is taken, and a review that ended is not opened again."""
    review = models.Review.objects.create(**REVIEW)
    models.Review.objects.filter(number="RV-1").update(state="recused")
    models.Recusal.objects.create(review=review, reason="亲属", by="r", at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.ReviewScore.objects.create(review=review, position=1, criterion="need", points=25, tenths=10)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Review.objects.filter(number="RV-1").update(state="assigned")


def test_candidates_are_eligible_ones_by_score(laid: None) -> None:
    """The plan starts from eligible applications alone, best score first, those without a score last."""
    for number, state, mean in (
        ("AP-2", "eligible", 800_000),
        ("AP-3", "eligible", 900_000),
        ("AP-4", "eligible", None),
    ):
        row = {**APPLICATION, "number": number, "state": state, "score_n": int(mean is not None), "score_mean": mean}
        models.Application.objects.create(**row)
    found = candidates("FC-1")
    assert [one.application for one in found] == ["AP-3", "AP-2", "AP-4"]
    assert [str(one.score) for one in found] == ["90.00", "80.00", "None"]


def test_the_mean_is_rounded_half_up() -> None:
    """Three sheets of 80.0, 80.0 and 80.1 have the mean 80.0333 and lie 0.1 apart."""
    said = summary_of([800, 800, 801])
    assert said is not None
    assert (said.mean, said.spread) == (800_333, 1000)
    assert (points(said.mean, 4), summary_of([])) == (points(800_333, 4), None)
    assert str(points(800_350)) == "80.04"
