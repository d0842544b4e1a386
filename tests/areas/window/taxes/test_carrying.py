"""Carrying to the bank beside the serving: a bank that is down, a notice that can not be read, a restart; nothing lost, nothing twice."""

from collections.abc import Sequence

from kouan.areas.window.bank.gateway import GatewayDown
from kouan.journeys.taxing import courier
from kouan.project.banking import Banking

from .town import Town


class Moody:
    """A gateway in front of the town's bank whose moods the test decides."""

    def __init__(self, town: Town) -> None:
        self.town, self.down = town, False
        self.told: list[bytes] = []

    def send(self, orders: bytes) -> bytes:
        """Hand in to the town's bank."""
        if self.down:
            raise GatewayDown("away")
        said, notices = self.town.bank.take(orders)
        self.told += notices
        return said

    def notices(self, after: int) -> Sequence[tuple[int, bytes]]:
        """All after that number."""
        if self.down:
            raise GatewayDown("away")
        return list(enumerate(self.told, 1))[after:]


def test_a_payment_is_carried_by_itself(town: Town) -> None:
    """An asked payment goes out and comes back settled with no hand; the next look takes nothing anew."""
    firm = town.firm()
    bill = town.pay(town.bills(town.accepted(firm))[0], firm)
    gateway = Moody(town)
    beside = Banking(town.house, gateway)
    beside.look()
    assert town.bill(bill.id).state != "asked"
    before = town.house.reader.head()
    beside.look()
    assert town.house.reader.head() == before
    assert courier.standing(town.house.var).after == len(gateway.told)


def test_a_bank_that_is_down_is_told_and_asked_again(town: Town) -> None:
    """Its silence stands on the page; the order waits and goes out with the next look, where the numbers go on."""
    firm = town.firm()
    bill = town.pay(town.bills(town.accepted(firm))[0], firm)
    gateway = Moody(town)
    gateway.down = True
    beside = Banking(town.house, gateway)
    beside.look()
    assert courier.standing(town.house.var).fault == "away"
    gateway.down = False
    Banking(town.house, gateway).look()
    assert courier.standing(town.house.var).fault == ""
    assert town.bill(bill.id).state != "asked"


def test_a_notice_that_can_not_be_read_holds_up_none(town: Town) -> None:
    """It is kept as a dead letter with its bytes; the notices after it are taken."""
    firm = town.firm()
    bill = town.pay(town.bills(town.accepted(firm))[0], firm)
    gateway = Moody(town)
    gateway.told = [b"<not xml", b"<!DOCTYPE a><a/>"]
    Banking(town.house, gateway).look()
    assert town.bill(bill.id).state != "asked"
    dead = courier.dead_letters(town.house)
    assert len(dead) == 2
    kept = {town.house.reader.refused_one("bank-gateway", d.id).body for d in dead}  # type: ignore[union-attr]
    assert kept == {b"<not xml", b"<!DOCTYPE a><a/>"}
    Banking(town.house, gateway).look()
    assert len(courier.dead_letters(town.house)) == 2
