"""Money held back: stops and clawbacks hold by reason, by officer and by the tables, and come again from the journal."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kouan.areas.fund.models import Clawback, FinalRow, Payment, PaymentStop
from kouan.areas.fund.operations import Published
from kouan.areas.fund.paying import deeds, holding, register
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.house import House
from kouan.store.roles import actor

from .test_drafting import client_of
from .test_money import DOCUMENT, ITEM, JULY, OVER, WAN

Do = Callable[..., None]


@pytest.fixture
def do(port: House, officer: Actor, published: Published) -> Do:
    """Row 3 has 500 万元 allotted and 200 paid by voucher PZ-1; do a deed of holding by its name."""
    at = {"actor": officer, "writer": port.writer}
    deeds.finalise(published.number, cuts={}, now=OVER, reader=port.reader, **at)
    day = dt.date(2021, 5, 20)
    deeds.allot(published.number, document=DOCUMENT, dated=day, lines={3: 500 * WAN}, item=ITEM, now=JULY, **at)
    pay(published, port, officer, "PZ-1", 200)

    def done(name: str, **given: Any) -> None:
        getattr(holding, name)(published.number, **(at | {"now": JULY} | given))

    return done


def pay(published: Published, port: House, officer: Actor, voucher: str, wan: int) -> None:
    """Pay row 3."""
    deeds.pay(
        published.number,
        position=3,
        document=DOCUMENT,
        voucher=voucher,
        paid_on=dt.date(2021, 6, 1),
        fen=wan * WAN,
        actor=officer,
        now=JULY,
        writer=port.writer,
        reader=port.reader,
    )


def test_a_stop_holds_every_payment_until_it_is_lifted(
    do: Do, port: House, officer: Actor, published: Published
) -> None:
    """Stopped with a reason, nothing is paid; stopped once only; lifted with a reason, payments go on. All in the journal."""
    for bad in ({"position": 3, "reason": " "}, {"position": 99, "reason": "x"}):
        with pytest.raises(Refused):
            do("stop", **bad)
    do("stop", position=3, reason="连续两季严重滞后（测试）")
    with pytest.raises(Refused) as refused:
        pay(published, port, officer, "PZ-2", 100)
    assert refused.value.code == "payments-stopped"
    assert "连续两季" in refused.value.words.zh
    with pytest.raises(Refused) as again:
        do("stop", position=3, reason="再停")
    assert again.value.code == "stopped-already"
    do("resume", position=3, reason="已整改（测试）")
    pay(published, port, officer, "PZ-2", 100)
    held = PaymentStop.objects.get()
    assert (held.by, held.ended_by, held.ended_reason) == (officer.user, officer.user, "已整改（测试）")
    with pytest.raises(Refused):
        do("resume", position=3, reason="没有暂停")


def test_a_clawback_is_never_more_than_is_out(do: Do, port: House, officer: Actor, published: Published) -> None:
    """Called back by a day with a reason, in parts, up to what was paid; returns fill the oldest call first."""
    good = {"voucher": "PZ-1", "fen": 150 * WAN, "due_on": dt.date(2021, 8, 1), "reason": "未按用途使用（测试）"}
    do("claw_back", **good)
    for bad in (
        {"fen": 51 * WAN},
        {"fen": 0},
        {"voucher": "PZ-9"},
        {"reason": ""},
        {"due_on": dt.date(2021, 7, 4), "fen": WAN},
    ):
        with pytest.raises(Refused):
            do("claw_back", **(good | bad))
    do("claw_back", **(good | {"fen": 50 * WAN}))
    deeds.take_back(
        published.number, voucher="PZ-1", fen=160 * WAN, reason="缴回", actor=officer, now=JULY, writer=port.writer
    )
    assert list(Clawback.objects.order_by("version").values_list("returned_fen", flat=True)) == [150 * WAN, 10 * WAN]


def test_holds_come_again_from_the_journal(do: Do, port: House, officer: Actor, published: Published) -> None:
    """Rebuild the tables: the same stops and calls, with who and when."""
    do("stop", position=3, reason="一")
    do("resume", position=3, reason="二")
    do("stop", position=4, reason="三")
    do("claw_back", voucher="PZ-1", fen=WAN, due_on=dt.date(2021, 8, 1), reason="四")

    def all_held() -> list[tuple[Any, ...]]:
        stops = PaymentStop.objects.values_list("row__position", "reason", "by", "since", "ends", "ended_reason")
        calls = Clawback.objects.values_list("payment__voucher", "fen", "returned_fen", "due_on", "by", "at")
        return [*stops.order_by("version"), *calls]

    before = all_held()
    register.rebuild()
    assert all_held() == before
    assert len(before) == 3


def test_the_tables_themselves_refuse_what_can_not_be(do: Do) -> None:
    """A second open stop, a stop without reason, more back than was called: no hand can write them."""
    row, now = FinalRow.objects.get(position=3), JULY
    do("stop", position=3, reason="一")
    for make in (
        lambda: PaymentStop.objects.create(row=row, version=9, reason="二", by="x", since=now),
        lambda: PaymentStop.objects.create(row=FinalRow.objects.get(position=4), version=9, reason="", since=now),
        lambda: Clawback.objects.create(
            payment=Payment.objects.get(), version=9, fen=1, returned_fen=2, due_on=now.date(), reason="x", at=now
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


def test_others_hold_nothing_back(do: Do) -> None:
    """Who does not handle money neither stops nor calls back."""
    for role in ("auditor", "declarant"):
        with pytest.raises(Refused):
            do("stop", position=3, reason="x", actor=actor("x", "o", role))


def test_the_page_stops_lifts_and_calls_back(do: Do, published: Published) -> None:
    """The officer's page does all three and says who holds what; bad input stays on the page with the reason."""
    client, page = client_of("fund_officer"), f"/fund/notices/{published.number}/money/"
    assert client.post(page, {"stop": "1", "position": "3", "reason": ""}).status_code == 422
    assert client.post(page, {"stop": "1", "position": "3", "reason": "滞后（测试）"}).status_code == 302
    assert "滞后（测试）" in client.get(page).content.decode()
    assert client.post(page, {"stop": "lift", "position": "3", "reason": "已整改"}).status_code == 302
    call = {"claw_back": "1", "voucher": "PZ-1", "amount": "10.00", "due_on": "2021-04-30", "reason": "多付（测试）"}
    assert client.post(page, call).status_code == 302
    assert "多付（测试）" in client.get(page).content.decode()
