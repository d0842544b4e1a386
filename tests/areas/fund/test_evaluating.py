"""The year's result: points as printed, counts added and percentages never averaged, each step in its order, the same again."""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kouan.areas import index
from kouan.areas.fund import models
from kouan.areas.fund.evaluating import deeds, register
from kouan.areas.fund.evaluating.bundle import bundle, digest, scored
from kouan.areas.fund.evaluating.deeds import MidYear
from kouan.areas.fund.evaluating.rules import light_of
from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.operations import Published
from kouan.areas.fund.paying import deeds as money
from kouan.areas.fund.scored import from_index
from kouan.areas.fund.scored.reporting import Report, catch_up, report
from kouan.areas.fund.scored.weights import weights_of
from kouan.areas.index.figures import Figure
from kouan.areas.index.rules import definition
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.house import House

from .notices import changed
from .test_plan_chain import APRIL, OVER, approved, shown

AUGUST = dt.datetime(2026, 8, 10, 2, 0, tzinfo=dt.UTC)
Do = Callable[..., Any]
__all__ = ["approved"]


@pytest.fixture
def published(approved: str, port: House, officer: Actor) -> Published:
    """A plan's notice with three weighted targets: 50 outputs, 30 growth, 10 satisfaction, execution 10; it is final."""
    done = shown(approved, port, officer)
    money.finalise(done.number, cuts={}, actor=officer, now=OVER, writer=port.writer, reader=port.reader)
    for position, fen in ((1, 40), (2, 60)):
        money.report(
            done.number,
            position=position,
            quarter=2,
            spent_fen=fen * 1_000_000,
            reason="",
            actor=officer,
            now=APRIL,
            writer=port.writer,
        )
    return done


@pytest.fixture
def do(port: House, officer: Actor, published: Published) -> Do:
    """Do a deed of the evaluation, by its name."""

    def done(name: str, *given: Any, **named: Any) -> Any:
        named = {"actor": officer, "now": AUGUST, "writer": port.writer, "reader": port.reader} | named
        return getattr(deeds, name)(published.number, *given, **named)

    return done


@pytest.fixture
def told(port: House, officer: Actor, published: Published) -> Callable[..., None]:
    """Report an actual."""

    def done(**given: Any) -> None:
        one = Report(**({"evidence": "台账（虚构）"} | given))
        report(published.number, published.revision, one, actor=officer, now=AUGUST, writer=port.writer)

    return done


def refused(deed: Callable[[], object]) -> str:
    """The code of a refusal, said in both languages."""
    with pytest.raises(Refused) as found:
        deed()
    assert found.value.words.zh
    assert found.value.words.en
    return found.value.code


def all_told(told: Callable[..., None]) -> None:
    """Every target has its actual."""
    told(indicator=1, numerator="5")
    told(indicator=2, numerator="103", denominator="100")
    told(indicator=3, numerator="270", denominator="300", sample="400")


def test_printed_points_are_read(told: Callable[..., None], port: House, published: Published) -> None:
    """50 for five of five, 30 for growth above the target, 10 for 90 % satisfied, execution 100 of 3000: 0.33."""
    all_told(told)
    made, _, _ = scored(published.number, port.reader)
    assert made.weights.printed
    assert [str(row.points) for row in made.rows] == ["50", "30", "10"]
    assert [str(row.score.score) for row in made.rows if row.score] == ["50.00", "30.00", "10.00"]
    assert made.execution
    assert (str(made.execution.score), str(made.total), made.grade) == ("0.33", "90.33", "优")


def test_points_that_make_no_whole_give_no_total(body: bytes) -> None:
    """A printed table whose points do not make 100 or 90 is said to be wrong; 100 leaves none for execution."""
    text = _sound()
    assert weights_of(read_text(text).targets).execution == 0
    wrong = weights_of(read_text(changed(text, ("支持项目数\t20", "支持项目数\t20.01"))).targets)
    assert wrong.wrong
    assert "100.01" in wrong.wrong.zh
    assert weights_of(read_text(changed(text, ("支持项目数\t20", "支持项目数\t"))).targets).wrong
    assert not weights_of(read_text(body.decode()).targets).printed


def test_rows_are_added_and_percentages_are_not(told: Callable[..., None], port: House, published: Published) -> None:
    """90 of 100 and 1 of 2 make 91 of 102, not the mean of 90 % and 50 %; counts are added; a whole report wins."""
    told(indicator=3, row=1, numerator="90", denominator="100", sample="120")
    told(indicator=3, row=2, numerator="1", denominator="2", sample="2")
    told(indicator=1, row=1, numerator="2")
    told(indicator=1, row=2, numerator="3")
    made, _, _ = scored(published.number, port.reader)
    assert made.rows[2].value == Decimal(91) * 100 / Decimal(102)
    assert made.rows[0].value == 5
    assert made.rows[0].added
    assert made.rows[0].added.rows == (1, 2)
    told(indicator=1, numerator="4")
    assert scored(published.number, port.reader)[0].rows[0].value == 4


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"indicator": 3, "numerator": "301", "denominator": "300"}, "survey-wrong"),
        ({"indicator": 3, "numerator": "270", "denominator": "300", "sample": "299"}, "survey-wrong"),
        ({"indicator": 3, "numerator": "-1", "denominator": "300"}, "survey-wrong"),
        ({"indicator": 3, "numerator": "90"}, "number-wrong"),
        ({"indicator": 1, "numerator": "五"}, "number-wrong"),
        ({"indicator": 1, "numerator": "1e9999999"}, "number-wrong"),
        ({"indicator": 1, "numerator": "1e-9999999"}, "number-wrong"),
        ({"indicator": 1, "numerator": "5", "row": 99}, "row-unknown"),
    ],
)
def test_impossible_answers_are_refused(told: Callable[..., None], given: dict[str, Any], code: str) -> None:
    """More satisfied than answered, more answered than sent, a percentage alone, a number of millions of places, a row
    that the plan has not: none is taken.
    """
    assert refused(lambda: told(**given)) == code


def test_full_width_digits_are_read(told: Callable[..., None], port: House, published: Published) -> None:
    """５ is five."""
    told(indicator=1, numerator="５")
    assert scored(published.number, port.reader)[0].rows[0].value == 5


def test_the_machine_of_the_self_evaluation(
    do: Do, told: Callable[..., None], port: House, published: Published
) -> None:
    """No total, no submission; submitted, no report; returned, again; accepted, published, with the digest of its bundle."""
    assert refused(lambda: do("move", "submit")) == "no-total"
    all_told(told)
    do("move", "submit")
    assert refused(lambda: told(indicator=1, numerator="6")) == "evaluation-closed"
    assert refused(lambda: do("move", "accept")) == "action-not-open"
    do("move", "check")
    assert refused(lambda: do("move", "return")) == "reason-needed"
    do("move", "return", reason="缺佐证")
    told(indicator=1, numerator="6")
    for action in ("submit", "check", "accept", "publish"):
        do("move", action)
    kept = models.Evaluation.objects.get()
    made = bundle(published.number, port.reader)
    assert made
    assert (kept.state, kept.total, kept.grade, kept.digest) == ("published", made.total, made.grade, digest(made))
    assert refused(lambda: told(indicator=1, numerator="7")) == "evaluation-closed"
    before = models.Evaluation.objects.values().get()
    register.rebuild()
    assert models.Evaluation.objects.values().get() == before
    assert catch_up() == 0


def test_figures_that_moved_are_not_accepted(
    do: Do, told: Callable[..., None], port: House, officer: Actor, published: Published
) -> None:
    """New spending after the submission changes the score: it must be returned and submitted anew."""
    all_told(told)
    do("move", "submit")
    money.report(
        published.number,
        position=3,
        quarter=2,
        spent_fen=1_000_000,
        reason="",
        actor=officer,
        now=AUGUST,
        writer=port.writer,
    )
    assert refused(lambda: do("move", "check")) == "moved-on"
    do("move", "return", reason="支出有更新")
    for action in ("submit", "check", "accept", "publish"):
        do("move", action)


def test_the_middle_of_the_year(do: Do) -> None:
    """The light is the worse of what is said and what is expected; what is not certain needs its reason; orders close."""
    assert do("mid_year", MidYear(indicator=1, numerator="3", expected="5")) == "green"
    assert do("mid_year", MidYear(indicator=1, numerator="3", expected="4")) == "amber"
    assert do("mid_year", MidYear(indicator=1, numerator="1", expected="2")) == "red"
    impossible = MidYear(indicator=1, numerator="5", expected="5", likelihood="impossible", reason="项目终止（虚构）")
    assert do("mid_year", impossible) == "red"
    assert refused(lambda: do("mid_year", MidYear(indicator=1, numerator="3", expected="5", likelihood="possible")))
    assert refused(lambda: do("mid_year", MidYear(indicator=9))) == "indicator-unknown"
    assert refused(lambda: do("mid_year", MidYear(indicator=1, numerator="3", expected="5", likelihood="x")))
    assert refused(lambda: do("order", 1, what=" ", until=dt.date(2026, 9, 30))) == "order-wrong"
    assert refused(lambda: do("order", 1, what="加快", until=dt.date(2026, 8, 1))) == "order-wrong"
    do("order", 1, what="加快招标", until=dt.date(2026, 9, 30))
    do("rectified", 1, what="已签合同")
    assert refused(lambda: do("rectified", 1, what="再次")) == "nothing-open"
    assert models.Rectification.objects.get().done == "已签合同"
    register.rebuild()
    assert models.MidYear.objects.count() == 4


def test_lights_take_the_worse() -> None:
    """A certain word over a doubtful number is amber or red; without a number the word stands."""
    assert [light_of("certain", Decimal(x)) for x in ("1", "0.99", "0.8", "0.79")] == ["green", "amber", "amber", "red"]
    assert [light_of(said, None) for said in ("certain", "possible", "impossible")] == ["green", "amber", "red"]
    assert light_of("impossible", Decimal(2)) == "red"


def test_finance_scores_by_itself(do: Do) -> None:
    """Four blocks that make 100, no score above its points, a reason where points were lost, an opinion."""
    points = {"decision": "20", "process": "20", "output": "30", "benefit": "30"}
    good: dict[str, Any] = {"points": points, "scores": points | {"process": "15"}, "opinion": "总体较好（虚构）"}
    reasons = {"process": "资金下达偏晚（虚构）"}
    for wrong, code in (
        ({"points": points | {"benefit": "29.99"}}, "points-sum"),
        ({"points": points | {"benefit": "30.01"}}, "points-sum"),
        ({"scores": points | {"process": "21"}}, "above-points"),
        ({"reasons": {}}, "reason-needed"),
        ({"opinion": " "}, "opinion-needed"),
        ({"scores": points | {"process": "101"}}, "points-wrong"),
    ):
        assert refused(lambda wrong=wrong: do("finance", **({"reasons": reasons} | good | wrong))) == code
    assert do("finance", reasons=reasons, **good) == 95
    assert {one.grade for one in models.FinanceScore.objects.all()} == {"优"}


def test_a_figure_of_the_index_is_taken_whole(
    port: House, officer: Actor, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Definition with version, period, interval, cases, position and digest are kept; without a figure nothing is."""
    first = models.Indicator.objects.get(notice__number=published.number, position=1)
    take = lambda: from_index.take(  # noqa: E731
        published.number, 1, 1, year=2026, actor=officer, now=AUGUST, writer=port.writer
    )
    assert refused(take) == "index-none"
    monkeypatch.setattr(from_index, "definition_for", lambda _: "import.total")
    nothing = Figure(
        definition=definition("import.total", None), estimator="mean", port="", period=2026, withheld="none"
    )
    monkeypatch.setattr(index, "figure", lambda *_, **__: nothing)
    assert refused(take) == "index-nothing"
    there = {"value": Decimal("38.5"), "low": Decimal("37.9"), "high": Decimal("39.1"), "n": 120, "position": 77}
    made = msgspec.structs.replace(nothing, withheld="", digest="a" * 64, **there)
    monkeypatch.setattr(index, "figure", lambda *_, **__: made)
    take()
    kept = models.Actual.objects.get(position=first.position)
    assert (kept.numerator, kept.cases, kept.journal_position, kept.figure) == ("38.5", 120, 77, "a" * 64)
    assert kept.definition.startswith("import.total v")
    assert kept.interval == "37.9–39.1"


def test_the_database_refuses(do: Do) -> None:
    """No state but the machine's, no submission without a score, no doubt without a reason."""
    do("mid_year", MidYear(indicator=1, numerator="3", expected="5"))
    for table, wrong in (
        (models.Evaluation, {"state": "paid"}),
        (models.Evaluation, {"state": "submitted"}),
        (models.MidYear, {"likelihood": "possible"}),
        (models.MidYear, {"light": "blue"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            table.objects.update(**wrong)


def test_the_bundle_is_public(told: Callable[..., None], published: Published, port: House) -> None:
    """Anyone can fetch what the score is computed from, and compute it again to the same digest."""
    all_told(told)
    answer = Client().get(f"/fund/notices/{published.number}/evaluation/evaluation.json")
    found = json.loads(answer.content)
    made = bundle(published.number, port.reader)
    assert made
    assert found["digest"] == digest(made)
    scores = [Decimal(line["score"]) for line in found["bundle"]["lines"]]
    assert sum(scores, Decimal(found["bundle"]["execution_score"])) == Decimal(found["bundle"]["total"])


def _sound() -> str:
    return Path(__file__).with_name("sound_notice.txt").read_text("utf-8")
