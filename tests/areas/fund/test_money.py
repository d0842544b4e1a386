"""Money after the notice: refused where it must be, exact to the 分, the same again from the journal."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kouan.areas.fund import models, queries
from kouan.areas.fund.counter import form
from kouan.areas.fund.objecting.handling import close, settle, take
from kouan.areas.fund.operations import Published
from kouan.areas.fund.paying import deeds, register
from kouan.areas.fund.paying.deeds import Cut
from kouan.areas.fund.paying.progress import bases, feasibility
from kouan.areas.fund.paying.queries import account, unreconciled
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.journal import verify
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.house import House, open_house
from kouan.store.models import JournalEvent

from .test_drafting import client_of
from .test_objections import sent

INSIDE = dt.datetime(2021, 4, 29, 23, 59, 59, tzinfo=SHANGHAI)
OVER = dt.datetime(2021, 4, 30, 0, 0, 0, tzinfo=SHANGHAI)
JULY = dt.datetime(2021, 7, 5, 9, 0, tzinfo=SHANGHAI)
WAN = 1_000_000
DOCUMENT, ITEM = "示例财〔2021〕1号（虚构）", "示例科目（虚构）"

Do = Callable[..., Any]


@pytest.fixture
def do(port: House, officer: Actor, published: Published) -> Do:
    """Do a deed as the officer, by its name, at an instant."""

    def done(name: str, now: dt.datetime = JULY, **given: Any) -> Any:
        given |= {"actor": given.get("actor", officer), "now": now, "writer": port.writer}
        if name in ("finalise", "pay"):
            given["reader"] = port.reader
        if name == "finalise":
            given.setdefault("cuts", {})
        return getattr(deeds, name)(published.number, **given)

    return done


@pytest.fixture
def allotted(do: Do) -> Do:
    """The plan is final and row 3 has its 500 万元 allotted."""
    do("finalise", OVER)
    do("allot", dated=dt.date(2021, 5, 20), document=DOCUMENT, item=ITEM, lines={3: 500 * WAN})
    return do


def refused(do: Do, name: str, now: dt.datetime = JULY, **given: Any) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as found:
        do(name, now, **given)
    assert found.value.words.zh
    return found.value.code


def paying(**changes: Any) -> dict[str, Any]:
    """A payment of 200 万元 to row 3."""
    plain = {"position": 3, "document": DOCUMENT, "voucher": "PZ-1", "paid_on": dt.date(2021, 6, 1), "fen": 200 * WAN}
    return plain | changes


def test_a_plan_is_final_when_the_period_is_over(do: Do, published: Published) -> None:
    """23:59:59 on the last day is too soon, 00:00:00 is not; nothing moves before, and it is final once."""
    assert refused(do, "finalise", INSIDE) == "period-runs"
    assert refused(do, "pay", **paying()) == "not-final"
    do("finalise", OVER)
    known = account(published.number)
    assert known
    assert (known.total, known.final_on, len(known.lines)) == (3690 * WAN, dt.date(2021, 4, 30), 6)
    assert refused(do, "finalise") == "final-already"
    assert unreconciled() == []


def test_an_objection_holds_the_plan_and_its_payments(
    allotted: Do, port: House, officer: Actor, published: Published
) -> None:
    """An undecided objection holds the row it is about, also after the plan was final; other rows go on."""
    open_house(msgspec.structs.replace(port, now=lambda: JULY))
    form.LIMITS._buckets.clear()
    sent(published)
    assert refused(allotted, "pay", **paying()) == "objection-open"
    number = models.Objection.objects.get().number
    take(number, actor=officer, now=JULY, writer=port.writer)
    settle(number, actor=officer, now=JULY, name=None, clue=None, reason="", writer=port.writer, reader=port.reader)
    allotted("pay", **paying())


def test_an_upheld_objection_must_be_answered(do: Do, port: House, officer: Actor, published: Published) -> None:
    """While it is open the plan is not final; upheld, its row needs a word; a cut needs a reason and is never a rise."""
    open_house(msgspec.structs.replace(port, now=lambda: INSIDE))
    form.LIMITS._buckets.clear()
    sent(published)
    assert refused(do, "finalise", OVER) == "objection-open"
    number = models.Objection.objects.get().number
    take(number, actor=officer, now=OVER, writer=port.writer)
    settle(number, actor=officer, now=OVER, name=None, clue=None, reason="", writer=port.writer, reader=port.reader)
    assert refused(do, "finalise", OVER) == "objection-open"
    close(number, actor=officer, now=OVER, result="upheld", statement="部分重复", writer=port.writer)
    assert refused(do, "finalise", OVER) == "upheld-unanswered"
    for cut in (Cut(501 * WAN, "多给"), Cut(400 * WAN, " "), Cut(-1, "负数")):
        assert refused(do, "finalise", OVER, cuts={3: cut}) == "cut-wrong"
    do("finalise", OVER, cuts={3: Cut(400 * WAN, "扣除重复部分")})
    known = account(published.number)
    assert known
    assert (known.total, known.lines[2].granted, known.lines[2].on_notice) == (3590 * WAN, 400 * WAN, 500 * WAN)


def test_nothing_beyond_the_grant(allotted: Do) -> None:
    """Neither a document nor its payments, in one sum or many, go beyond; nought, negatives and the future are refused."""
    more = {"dated": dt.date(2021, 5, 21), "document": "示例财〔2021〕2号（虚构）", "item": ITEM}
    assert refused(allotted, "allot", lines={3: 1}, **more) == "beyond-grant"
    assert refused(allotted, "allot", lines={9: 1}, **more) == "row-unknown"
    assert refused(allotted, "allot", lines={1: 0}, **more) == "not-positive"
    assert refused(allotted, "allot", lines={1: 1}, **more | {"dated": dt.date(2021, 4, 29)}) == "document-date"
    assert refused(allotted, "allot", lines={1: 1}, **more | {"document": DOCUMENT}) == "sent-twice"
    assert refused(allotted, "pay", **paying(fen=500 * WAN + 1)) == "beyond-grant"
    allotted("pay", **paying(fen=500 * WAN - 1))
    assert refused(allotted, "pay", **paying(fen=2, voucher="PZ-2")) == "beyond-grant"
    allotted("pay", **paying(fen=1, voucher="PZ-2"))
    assert refused(allotted, "pay", **paying(position=2, voucher="PZ-3")) == "not-allotted"
    for wrong in ({"fen": 0}, {"fen": -1}):
        assert refused(allotted, "pay", **paying(voucher="PZ-3", **wrong)) == "not-positive"
    assert refused(allotted, "pay", **paying(voucher="PZ-3", paid_on=dt.date(2021, 7, 6))) == "payment-incomplete"
    assert unreconciled() == []


def test_a_payment_is_sent_once(allotted: Do, published: Published) -> None:
    """The same voucher again is refused; what came back can be paid again under another."""
    allotted("pay", **paying(fen=500 * WAN))
    assert refused(allotted, "pay", **paying(fen=500 * WAN)) == "sent-twice"
    assert refused(allotted, "take_back", voucher="PZ-1", fen=501 * WAN, reason="收回") == "return-wrong"
    allotted("take_back", voucher="PZ-1", fen=100 * WAN, reason="结余收回")
    known = account(published.number)
    assert known
    assert known.lines[2].paid == 400 * WAN
    allotted("pay", **paying(fen=100 * WAN, voucher="PZ-2"))
    assert refused(allotted, "pay", **paying(fen=1, voucher="PZ-3")) == "beyond-grant"


def test_what_the_books_can_not_take_never_enters_the_journal(
    allotted: Do, port: House, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sum beyond all money is refused, and so is whatever the tables refuse; the plan goes on and can be rebuilt."""
    before = JournalEvent.objects.count()
    assert refused(allotted, "report", position=3, quarter=2, spent_fen=10**30, reason="") == "amount-large"
    monkeypatch.setattr(deeds, "MOST_FEN", 10**40)
    assert refused(allotted, "report", position=3, quarter=2, spent_fen=10**30, reason="") == "books-refuse"
    assert JournalEvent.objects.count() == before
    allotted("report", position=3, quarter=2, spent_fen=WAN, reason="")
    assert JournalEvent.objects.count() == before + 1
    register.rebuild()
    known = account(published.number)
    assert known
    assert known.lines[2].spent == {2: WAN}


def test_the_money_page_keeps_what_was_typed(allotted: Do, port: House, published: Published) -> None:
    """A refused form comes back filled in, and only that form; full-width digits and 万元 are read as elsewhere."""
    open_house(msgspec.structs.replace(port, now=lambda: JULY))
    page, client = f"/fund/notices/{published.number}/money/", client_of("fund_officer")
    pay = {
        "pay": "1",
        "position": "3",
        "document": DOCUMENT,
        "voucher": "PZ-7",
        "paid_on": "2021-07-05",
        "amount": "-5",
    }
    back = client.post(page, pay)
    assert back.status_code == 422
    shown = back.content.decode()
    assert shown.count('value="PZ-7"') == 1
    assert shown.count('value="2021-07-05"') == 1
    assert client.post(page, pay | {"amount": "９９９９９９９９９９９９９９９９９"}).status_code == 422
    assert client.post(page, pay | {"amount": "１００万元"}).status_code == 302
    known = account(published.number)
    assert known
    assert known.lines[2].paid == 100 * WAN
    lines = {"allot": "1", "document": "", "item": ITEM, "dated": "2021-07-05", "fen-1": "7777"}
    assert 'value="7777"' in client.post(page, lines).content.decode()


def test_others_move_no_money(do: Do) -> None:
    """Who is no fund officer finalises nothing and pays nothing."""
    nobody = Actor("shenji", "ORG-A", "auditor")
    assert refused(do, "finalise", OVER, actor=nobody) == "role-may-not"
    assert refused(do, "pay", actor=nobody, **paying()) == "role-may-not"


def test_progress_on_both_bases(allotted: Do, port: House, published: Published) -> None:
    """Of 3690 the light is green at half; of 9020 the same money is red. A silent row is counted; a fall needs a reason."""
    halves = {1: 50, 2: 100, 3: 250, 4: 50, 5: 250}
    for position, wan in halves.items():
        allotted("report", position=position, quarter=2, spent_fen=wan * WAN, reason="")
    shown = queries.notice(published.number, port.reader)
    assert shown
    known = account(published.number)
    assert known
    plan, year = bases(known, shown.notice)
    assert (plan.fen, year.fen, plan.quarters[0].silent) == (3690 * WAN, 9020 * WAN, 1)
    assert [quarter.light for quarter in plan.quarters] == ["red", "grey", "grey"]
    allotted("report", position=6, quarter=2, spent_fen=1145 * WAN, reason="")
    known = account(published.number)
    assert known
    plan, year = bases(known, shown.notice)
    assert (plan.quarters[0].light, plan.quarters[0].percent) == ("green", "50.00")
    assert (year.quarters[0].light, year.quarters[0].percent) == ("red", "20.45")
    assert refused(allotted, "report", position=6, quarter=3, spent_fen=1144 * WAN, reason="") == "falls"
    assert refused(allotted, "report", position=6, quarter=1, spent_fen=1146 * WAN, reason="") == "falls"
    allotted("report", position=6, quarter=2, spent_fen=1144 * WAN + 999_999, reason="更正")
    known = account(published.number)
    assert known
    assert bases(known, shown.notice)[0].quarters[0].light == "amber"


def test_the_first_milestone_is_doubtful(port: House, published: Published) -> None:
    """62 days lie between the seed's last day and 30 June, fewer than the yardstick's 90."""
    shown = queries.notice(published.number, port.reader)
    assert shown
    found = feasibility(shown.notice)
    assert found
    assert (found.days, found.doubtful, found.share) == (62, True, "50")


def test_a_row_of_the_form_has_one_spelling(allotted: Do, port: House, published: Published) -> None:
    """`fen-07`, other scripts' digits and nonsense in a field's name are no row; the amounts beside them move nothing."""
    open_house(msgspec.structs.replace(port, now=lambda: JULY))
    page, client = f"/fund/notices/{published.number}/money/", client_of("fund_officer")
    odd = dict.fromkeys(("fen-03", "fen-３", "fen-²", "fen-", "fen-x", "fen-9999999"), "1")
    said = client.post(page, {"allot": "", "document": "示例2号", "dated": "2021-06-01", "item": ITEM} | odd)
    assert said.status_code == 422
    assert "须有文号、科目和金额" in said.content.decode()


def test_money_is_rebuilt_from_the_journal(allotted: Do, port: House, published: Published) -> None:
    """Empty the tables: the journal fills them again, and its chain holds."""
    allotted("pay", **paying())
    allotted("report", position=3, quarter=2, spent_fen=150 * WAN, reason="")
    before = account(published.number)
    assert register.rebuild() == 4
    assert account(published.number) == before
    assert register.catch_up() == 0
    assert verify(port.reader.journal(0))[2] is None


def test_the_database_refuses_wrong_money(allotted: Do) -> None:
    """CHECKs: no rise over the notice, no cut without a reason, no nought, not more back than paid, vouchers once."""
    allotted("pay", **paying())
    wrongs: list[tuple[Any, dict[str, Any]]] = [
        (models.FinalRow, {"granted_fen": 10**12}),
        (models.FinalRow, {"granted_fen": 1}),
        (models.AllotmentLine, {"fen": 0}),
        (models.Payment, {"fen": -1}),
        (models.Payment, {"returned_fen": 201 * WAN}),
        (models.FinalPlan, {"total_fen": -1}),
    ]
    for table, wrong in wrongs:
        with pytest.raises(IntegrityError), transaction.atomic():
            table.objects.update(**wrong)


def test_the_officer_does_it_on_the_page(port: House, published: Published) -> None:
    """From final plan to a report by the page's forms; the public page shows it in both languages; others get 403."""
    open_house(msgspec.structs.replace(port, now=lambda: JULY))
    page = f"/fund/notices/{published.number}/money/"
    client = client_of("fund_officer")
    public = f"/fund/notices/{published.number}/progress/"
    assert "62" in Client().get(public).content.decode()
    assert client.post(page, {"finalise": "1", "cut-3": "4000000", "why-3": "核减"}).status_code == 302
    allot = {"allot": "1", "document": DOCUMENT, "item": ITEM, "dated": "2021-07-05", "fen-3": "4,000,000", "fen-1": ""}
    assert client.post(page, allot).status_code == 302
    pay = {
        "pay": "1",
        "position": "3",
        "document": DOCUMENT,
        "voucher": "PZ-1",
        "paid_on": "2021-07-05",
        "amount": "1000000.50",
    }
    assert client.post(page, pay).status_code == 302
    assert client.post(page, pay).status_code == 422
    for wrong in ({"amount": "一百"}, {"amount": "-5"}, {"amount": ""}, {"paid_on": "no day"}, {"position": "x"}):
        assert client.post(page, {**pay, "voucher": "PZ-9", **wrong}).status_code == 422
    assert client.post(page, {"return": "1", "voucher": "PZ-1", "amount": "0.50", "reason": "退回"}).status_code == 302
    assert client.post(page, {"report": "1", "position": "3", "quarter": "2", "amount": "900000"}).status_code == 302
    for language in ("zh-hans", "en"):
        shown = Client(headers={"accept-language": language}).get(public).content.decode()
        assert "<svg" in shown
        assert DOCUMENT in shown
    assert client_of("declarant").get(page).status_code == 403
    package = Client().get(f"/fund/notices/{published.number}/v1/files/360giving.json").json()
    assert [grant["amountDisbursed"] for grant in package["grants"]] == [0, 0, 1_000_000, 0, 0, 0]
    assert package["grants"][0]["awardDate"] == "2021-07-05"


def test_the_auditor_sees_the_money_and_changes_nothing(port: House, published: Published) -> None:
    """The page of a notice's money opens for the auditor without any form; what an auditor posts is refused."""
    page, client = f"/fund/notices/{published.number}/money/", client_of("auditor")
    answer = client.get(page)
    assert answer.status_code == 200
    assert '<form method="post" class="stack' not in answer.content.decode()
    assert client.post(page, {"finalise": "1"}).status_code == 403
    assert client_of("declarant").get(page).status_code == 403
