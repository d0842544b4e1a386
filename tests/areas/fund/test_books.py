"""The books: warnings are raised when they should be, and every number leads to everything behind it."""

import csv
import datetime as dt
import io
import re

import msgspec
import pytest
from django.test import Client

from kouan.areas.fund import queries
from kouan.areas.fund.books import behind
from kouan.areas.fund.earlier import deeds as earlier
from kouan.areas.fund.operations import Published
from kouan.areas.fund.paying import deeds, holding
from kouan.areas.fund.paying.queries import account
from kouan.areas.fund.paying.warnings import warnings_of
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.journeys import catalogue
from kouan.kernel.parties import Actor
from kouan.store.house import House, open_house

from .conftest import NOW
from .test_drafting import client_of
from .test_money import DOCUMENT, ITEM, JULY, OVER, WAN

OCTOBER = dt.datetime(2021, 10, 8, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def paid(port: House, officer: Actor, published: Published) -> Published:
    """All rows allotted in full, row 3 paid 200 万元; row 1 spent 50 %, row 2 10 %, row 3 nothing, the others silent."""
    at = {"actor": officer, "now": JULY, "writer": port.writer}
    deeds.finalise(published.number, cuts={}, actor=officer, now=OVER, writer=port.writer, reader=port.reader)
    sums = {1: 100, 2: 200, 3: 500, 4: 100, 5: 500, 6: 2290}
    deeds.allot(
        published.number,
        document=DOCUMENT,
        dated=dt.date(2021, 5, 20),
        lines={row: wan * WAN for row, wan in sums.items()},
        item=ITEM,
        **at,
    )
    deeds.pay(
        published.number,
        position=3,
        document=DOCUMENT,
        voucher="PZ-1",
        paid_on=dt.date(2021, 6, 1),
        fen=200 * WAN,
        reader=port.reader,
        **at,
    )
    for position, wan in ((1, 50), (2, 20), (3, 0)):
        deeds.report(published.number, position=position, quarter=2, spent_fen=wan * WAN, reason="", **at)
    return published


def kinds(number: str, port: House, day: dt.date) -> dict[int, list[str]]:
    """The kinds of warnings by row."""
    known, shown = account(number), queries.notice(number, port.reader)
    assert known
    assert shown
    found: dict[int, list[str]] = {}
    for one in warnings_of(known, shown.notice, day):
        found.setdefault(one.position, []).append(one.kind)
    return found


def test_warnings_follow_the_calendar_and_the_reports(paid: Published, port: House, officer: Actor) -> None:
    """Before the first milestone only the pace is asked; after it red, silent, and red twice; above the grant always first."""
    june = kinds(paid.number, port, dt.date(2021, 6, 30))
    assert {kind for found in june.values() for kind in found} == {"pace"}
    july = kinds(paid.number, port, dt.date(2021, 7, 5))
    assert 1 not in july
    assert july[2] == ["behind", "pace"]
    assert july[3] == ["behind", "pace"]
    assert july[4] == ["silent", "pace"]
    at = {"actor": officer, "now": OCTOBER, "writer": port.writer, "reason": ""}
    for position, wan in ((1, 80), (2, 30), (3, 501)):
        deeds.report(paid.number, position=position, quarter=3, spent_fen=wan * WAN, **at)
    october = kinds(paid.number, port, dt.date(2021, 10, 8))
    assert october.get(1, []) == []
    assert october[2][0] == "red_twice"
    assert october[3] == ["above"]


def test_the_pace_counts_days_left_and_days_needed(paid: Published, port: House) -> None:
    """Row 2 spent 20 of 160 万元 in 66 days: 462 days would be needed and 88 are left; said in both languages."""
    known, shown = account(paid.number), queries.notice(paid.number, port.reader)
    assert known
    assert shown
    (pace,) = [
        one for one in warnings_of(known, shown.notice, dt.date(2021, 7, 5)) if (one.position, one.kind) == (2, "pace")
    ]
    assert "还差140万元，剩88天，照此进度要462天" in pace.words.zh
    assert "88 days left, 462 days at the pace so far" in pace.words.en


def test_pages_of_warnings_and_the_desk(paid: Published, port: House, officer: Actor) -> None:
    """Officer and auditor see both pages; an overdue clawback and a stop stand on them; others are refused."""
    open_house(msgspec.structs.replace(port, now=lambda: OCTOBER))
    at = {"actor": officer, "now": JULY, "writer": port.writer}
    holding.stop(paid.number, position=2, reason="连续滞后（测试）", **at)
    due = dt.date(2021, 8, 1)
    holding.claw_back(paid.number, voucher="PZ-1", fen=WAN, due_on=due, reason="多付（测试）", **at)
    for role in ("fund_officer", "auditor"):
        client = client_of(role)
        watch, desk = (client.get(f"/fund/{page}/").content.decode() for page in ("warnings", "desk"))
        assert "应于2021-08-01前缴回" in watch
        assert "连续滞后（测试）" in watch
        assert "PZ-1" in desk
        assert f"/fund/notices/{paid.number}/rows/2/" in desk
    for role in ("declarant", "operator"):
        client = client_of(role)
        assert {client.get(f"/fund/{page}/").status_code for page in ("warnings", "desk")} == {403}


def test_any_number_leads_to_its_vouchers_and_entries_in_two_clicks(paid: Published, port: House) -> None:
    """From the list of funds to the year, from its number to the row: document, voucher, reports, and journal entries with seals."""
    client = Client()
    assert "/fund/years/2021/" in client.get("/fund/").content.decode()
    year = client.get("/fund/years/2021/").content.decode()
    rows = set(re.findall(rf"/fund/notices/{paid.number}/rows/(\d)/", year))
    assert rows == set("123456")
    row = client.get(f"/fund/notices/{paid.number}/rows/3/").content.decode()
    assert all(word in row for word in (DOCUMENT, ITEM, "PZ-1", "2,000,000.00", "Q2"))
    seals = port.reader.connections.query("SELECT seq, hash FROM journal_event WHERE kind = ?", ["PaymentMade"])
    assert bytes(seals[0][1]).hex()[:12] in row
    other = client.get(f"/fund/notices/{paid.number}/rows/4/").content.decode()
    assert "PZ-1" not in other
    for bad in (0, 7, 999999):
        assert client.get(f"/fund/notices/{paid.number}/rows/{bad}/").status_code == 404


def test_a_year_of_sheets_and_a_year_of_notices(paid: Published, port: House, officer: Actor) -> None:
    """Imported years have pages too, their lines name file and cell; the CSV adds up to the page; no such year is 404."""
    text = "年度,申请单位,项目名称,安排金额（元）,已支付金额（元）\n2019,甲（虚构）,一号,100.10,50\n2019,乙（虚构）,二号,200,\n"
    earlier.commit(text.encode(), "旧.csv", accept_proposals=False, actor=officer, now=NOW, writer=port.writer)
    client = Client()
    page = client.get("/fund/years/2019/").content.decode()
    assert "旧.csv 第2行" in page
    rows = list(csv.DictReader(io.StringIO(client.get("/fund/years/2019/money.csv").content.decode("utf-8-sig"))))
    assert [(row["granted_yuan"], row["paid_yuan"]) for row in rows] == [("100.10", "50.00"), ("200.00", "0.00")]
    whole = list(csv.DictReader(io.StringIO(client.get("/fund/years/2021/money.csv").content.decode("utf-8-sig"))))
    assert sum(float(row["granted_yuan"]) for row in whole) == 36_900_000
    assert client.get("/fund/years/1999/").status_code == 404


def test_every_event_about_a_row_has_words() -> None:
    """No event of the fund that a row's page can show is named by its class."""
    shown = ("Plan", "Objection", "Application", "Payment", "Clawback", "Money", "Spending", "Notice", "Actual")
    kinds = [
        name for name, made in catalogue.events().items() if ".fund." in made.__module__ and name.startswith(shown)
    ]
    assert len(kinds) > 20
    assert [name for name in kinds if name not in behind.WORDS] == []
