"""The contract of a bank's gateway: kept by the verified fake as it stands and over HTTP, and by any real one."""

import datetime as dt
import threading
from collections.abc import Iterator, Sequence

import pytest

from kouan.areas.window.bank import reading as messages
from kouan.areas.window.bank.gateway import BankGateway, GatewayDown
from kouan.areas.window.bank.pain001 import write
from kouan.areas.window.bank.told import Payment
from kouan.journeys.taxing.courier import HttpGateway, carry
from simulator.bank.fake import FakeBank, Mood
from simulator.bank.service import Service, server

from .town import ACCOUNT, BANK, TREASURY, Town

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


class Direct:
    """The fake without a wire."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def send(self, orders: bytes) -> bytes:
        """Hand in."""
        status, said = self.service.answer("POST", "/orders", {}, orders)
        if status != 200:
            raise GatewayDown(str(status))
        return said

    def notices(self, after: int) -> Sequence[tuple[int, bytes]]:
        """All later ones."""
        return list(enumerate(self.service.notices, 1))[after:]


Made = tuple[BankGateway, FakeBank, Service]


@pytest.fixture(params=["direct", "http"])
def gateway(request: pytest.FixtureRequest) -> Iterator[Made]:
    """The gateway, and the bank behind it."""
    bank = FakeBank(TREASURY, now=NOON)
    service = Service(bank, lambda: NOON)
    if request.param == "direct":
        yield Direct(service), bank, service
        return
    running = server(service)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield HttpGateway(f"http://127.0.0.1:{running.server_address[1]}"), bank, service
    running.shutdown()
    running.server_close()


def orders(*names: str, fen: int = 12345) -> bytes:
    """A pain.001 of these orders."""
    made = [
        Payment(
            order=n, fen=fen, debtor="某（虚构）", debtor_account=ACCOUNT, debtor_bank="FAKECNBJ", creditor="国库（虚构）",
            creditor_account=TREASURY, creditor_bank="FAKECNBJ", about=n,
        )
        for n in names
    ]  # fmt: skip
    return write("M1", made, NOON)


def test_each_order_is_told_with_its_name_and_amount(gateway: Made) -> None:
    """Every order of a message is booked and told of once, by its end-to-end id, for its amount, as a credit in CNY."""
    way, _, _ = gateway
    assert messages.read(way.send(orders("A-1", "B-1"))).told == ()
    told = [t for _, body in way.notices(0) for t in messages.read(body).told]
    assert sorted((t.order, t.fen, t.currency, t.direction) for t in told) == [
        ("A-1", 12345, "CNY", "CRDT"),
        ("B-1", 12345, "CNY", "CRDT"),
    ]
    assert all(t.reference and t.booked_on == "2026-03-02" for t in told)


def test_an_order_sent_twice_is_taken_once(gateway: Made) -> None:
    """Whoever does not know whether a message arrived sends it again, and nothing is taken twice."""
    way, bank, _ = gateway
    bank.balances[ACCOUNT] = 20000
    way.send(orders("A-1"))
    way.send(orders("A-1"))
    assert len([t for _, body in way.notices(0) for t in messages.read(body).told]) == 1
    assert bank.balances[ACCOUNT] == 20000 - 12345


def test_no_cover_is_refused_with_a_code(gateway: Made) -> None:
    """An account that does not cover the order: refused with AM04, nothing booked."""
    way, bank, _ = gateway
    bank.balances[ACCOUNT] = 12344
    (refusal,) = messages.read(way.send(orders("A-1"))).told
    assert (refusal.kind, refusal.order, refusal.reason) == ("refused", "A-1", "AM04")
    assert list(way.notices(0)) == []


def test_notices_can_be_asked_for_from_any_number(gateway: Made) -> None:
    """Nothing told is lost: notices are numbered, and come again from any number."""
    way, _, _ = gateway
    for name in ("A-1", "B-1", "C-1"):
        way.send(orders(name))
    assert [n for n, _ in way.notices(0)] == [1, 2, 3]
    assert [n for n, _ in way.notices(2)] == [3]


def test_told_twice_has_one_reference(gateway: Made) -> None:
    """A bank that tells twice uses the same reference, so that the second can be known for what it is."""
    way, bank, _ = gateway
    bank.mood = Mood.TWICE
    way.send(orders("A-1"))
    told = [t for _, body in way.notices(0) for t in messages.read(body).told]
    assert len(told) == 3
    assert len({t.reference for t in told}) == 1


def test_what_is_no_message_is_refused(gateway: Made) -> None:
    """Bytes that are no pain.001, or whose sums do not agree, are taken by no bank."""
    way, _, _ = gateway
    for body in (b"", b"<x/>", orders("A-1").replace(b"<NbOfTxs>1<", b"<NbOfTxs>2<")):
        with pytest.raises(GatewayDown):
            way.send(body)


def test_a_courier_survives_a_bank_that_is_away(town: Town, gateway: Made) -> None:
    """The bank is away after the orders were collected: they go out again with the next call and are paid once; a silent
    bank's later notice settles them.
    """
    way, bank, service = gateway
    firm = town.firm()
    (bill,) = town.bills(town.accepted(firm))
    town.pay(bill, firm)

    class Away:
        def send(self, orders: bytes) -> bytes:
            raise GatewayDown("away")

        def notices(self, after: int) -> Sequence[tuple[int, bytes]]:
            raise GatewayDown("away")

    with pytest.raises(GatewayDown):
        carry(town.house, Away(), actor=BANK, now=town.now)
    assert town.bill(bill.id).state == "asked"
    bank.mood = Mood.LATE
    _, last = carry(town.house, way, actor=BANK, now=town.now)
    assert (town.bill(bill.id).state, last) == ("asked", 0)
    service.notices += bank.flush()
    taken, last = carry(town.house, way, actor=BANK, now=town.now)
    assert (town.bill(bill.id).state, last) == ("settled", 1)
    assert sum(t.matched for t in taken) == 1
    assert carry(town.house, way, actor=BANK, now=town.now, after=last) == ([], 1)


def test_a_bank_that_is_not_there_is_down() -> None:
    """No answer within the time is `GatewayDown`, not a traceback."""
    with pytest.raises(GatewayDown):
        HttpGateway("http://127.0.0.1:9", seconds=1).send(b"x")
