"""The score sheet: no guess where an actual is missing, ratios with what they are divided by, the same for everybody."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kouan.areas.fund import models
from kouan.areas.fund.operations import Published
from kouan.areas.fund.scored.points import sheet
from kouan.areas.fund.scored.reporting import Report, catch_up, report
from kouan.kernel.machine import Refused
from kouan.kernel.parties import NOBODY, Actor
from kouan.store.house import House

from .conftest import NOW
from .test_drafting import client_of

WAN = 1_000_000
REPORTS = (
    Report(indicator=1, numerator="6", evidence="项目清单"),
    Report(indicator=2, numerator="19", denominator="20", evidence="应用统计"),
    Report(indicator=3, numerator="1015", denominator="1000", evidence="吞吐量统计"),
    Report(indicator=4, numerator="1030", denominator="1000", evidence="出入境统计"),
    Report(indicator=5, share="90", evidence="通关时间指标"),
    Report(indicator=6, numerator="80", denominator="100", evidence="问卷"),
)


@pytest.fixture
def reported(port: House, officer: Actor, published: Published) -> Published:
    """All six actuals are in."""
    for one in REPORTS:
        report(published.number, 1, one, actor=officer, now=NOW, writer=port.writer)
    return published


def test_the_score_can_be_computed_by_hand(reported: Published) -> None:
    """25 + 23.75 of outputs, 11.25 + 15 of benefits, 4.5 + 5 of satisfaction (80 is not above 80), 10 of execution."""
    made = sheet(reported.number, 1, budget_fen=3690 * WAN, spent_fen=3690 * WAN)
    assert [row.score.score for row in made.rows if row.score] == list(
        map(Decimal, ("25.00", "23.75", "11.25", "15.00", "4.50", "5.00"))
    )
    assert (made.total, made.grade, made.missing) == (Decimal("94.50"), "优", 0)
    assert [row.score.met for row in made.rows if row.score] == [True, False, False, True, True, False]
    assert made.rows[5].words[0].en.startswith("at the limit")


def test_what_is_missing_gives_no_total(published: Published) -> None:
    """Without actuals there is neither a score nor a total; without a report of spending execution has none."""
    made = sheet(published.number, 1, budget_fen=3690 * WAN, spent_fen=None)
    assert (made.missing, made.total, made.grade, made.execution) == (7, None, "", None)
    assert sum((row.points for row in made.rows), Decimal(10)) == 100


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Report(indicator=1, numerator="6"), "evidence-needed"),
        (Report(indicator=2, numerator="95", evidence="x"), "number-wrong"),
        (Report(indicator=2, numerator="1", denominator="0", evidence="x"), "number-wrong"),
        (Report(indicator=1, numerator="NaN", evidence="x"), "number-wrong"),
        (Report(indicator=1, numerator="1e999999", evidence="x"), "number-wrong"),
        (Report(indicator=5, share="101", evidence="x"), "share-wrong"),
        (Report(indicator=5, share="-1", evidence="x"), "share-wrong"),
        (Report(indicator=7, numerator="1", evidence="x"), "indicator-unknown"),
    ],
)
def test_a_report_that_proves_nothing_is_refused(
    given: Report, code: str, port: House, officer: Actor, published: Published
) -> None:
    """No percentage without a denominator, no number without evidence, no odd numbers; nothing is kept of them."""
    with pytest.raises(Refused) as refused:
        report(published.number, 1, given, actor=officer, now=NOW, writer=port.writer)
    assert refused.value.code == code
    assert not models.Actual.objects.exists()


def test_others_report_nothing(port: House, published: Published) -> None:
    """Who is no fund officer is refused."""
    with pytest.raises(Refused):
        report(published.number, 1, REPORTS[0], actor=NOBODY, now=NOW, writer=port.writer)


def test_a_later_report_stands_and_the_journal_has_all(port: House, officer: Actor, reported: Published) -> None:
    """A correction is a new version beside the old one; the table comes back from the journal."""
    better = Report(indicator=2, numerator="20", denominator="20", evidence="更正")
    report(reported.number, 1, better, actor=officer, now=NOW, writer=port.writer)
    made = sheet(reported.number, 1, budget_fen=WAN, spent_fen=WAN)
    assert made.total == Decimal("95.75")
    models.Actual.objects.all().delete()
    assert catch_up() == 7
    assert sheet(reported.number, 1, budget_fen=WAN, spent_fen=WAN).total == made.total
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Actual.objects.update(share=101)


def test_the_page(port: House, published: Published) -> None:
    """Public in both languages without forms; an officer reports a row on it; wrong reports say why."""
    page = f"/fund/notices/{published.number}/evaluation/"
    for language, word in (("zh-hans", "不能给总分"), ("en", "there is no total")):
        shown = Client(headers={"accept-language": language}).get(page).content.decode()
        assert word in shown
        assert 'name="evidence"' not in shown
    client = client_of("fund_officer")
    assert client.post(page, {"indicator": "2", "numerator": "95", "evidence": "x"}).status_code == 422
    given = {"indicator": "2", "numerator": "95", "denominator": "100", "evidence": "统计"}
    assert client.post(page, given).status_code == 302
    assert "23.75" in Client().get(page).content.decode()
    assert Client().post(page, given).status_code == 403
