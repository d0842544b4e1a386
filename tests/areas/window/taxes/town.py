"""A small port with taxes: firms with agreements and guarantees, a pretended bank, a clock that the test moves."""

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from kouan.areas.window.documents.import_declaration import GOOD, TYPE
from kouan.areas.window.paying import reading
from kouan.areas.window.paying.things import Agreement, Bill, Entry, Guarantee, Order, Refund
from kouan.journeys.changes import AMENDMENT, changes_between
from kouan.journeys.filing import file_document
from kouan.journeys.taxing import banking, counter, crossing
from kouan.kernel.cases import Case
from kouan.kernel.parties import Actor
from kouan.store.database import Store
from kouan.store.house import House
from kouan.store.reader import Reader
from kouan.store.roles import actor
from kouan.store.units import Unit
from kouan.store.writer import Writer
from simulator.bank.fake import FakeBank

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
TREASURY = "TREASURY-FAKE-0001"
ACCOUNT = "FAKE62220001234567"
CUSTOMS, OPERATOR, BANK = (actor(role, role, role) for role in ("customs", "operator", "bank"))


class Town:
    """The port; every deed goes through the journeys, as the doors' do."""

    def __init__(self, store: Store, var: Path) -> None:
        self.now = dt.datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
        self.house = House(store, Writer(store).start(), Reader(store), lambda: self.now, True, var, True)
        self.bank = FakeBank(TREASURY, now=self.now)
        self._keys = itertools.count(1)

    def close(self) -> None:
        """Drain the writer."""
        self.house.writer.stop()

    def firm(self, name: str = "firm", *, agreed: bool = True, summary: bool = False) -> Actor:
        """A declarant, with an agreement unless told otherwise."""
        if agreed:
            kept = Agreement(
                id=f"TPA-{name}",
                organisation=name,
                bank="FAKECNBJ",
                account=ACCOUNT,
                holder=f"{name}（虚构）",
                since="2026-01-01",
                is_summary=summary,
            )
            self.write(counter.agree(self.house, kept))
        return actor(name, name, "declarant")

    def write(self, unit: Unit) -> Any:
        """Make a unit durable and give its answer."""
        return msgspec.json.decode(self.house.writer.write(unit).answer)

    def lodged(self, who: Actor, **changes: Any) -> Case:
        """A lodged import declaration."""
        document = replace(GOOD, **changes)
        unit = file_document(TYPE, document, actor=who, key=f"k{next(self._keys)}", now=self.now)
        return self.case(self.write(unit)["case"]["id"])

    def accepted(self, who: Actor, **changes: Any) -> Case:
        """One that customs has accepted: it has a bill."""
        return self.decide(self.lodged(who, **changes), "accept", CUSTOMS)

    def decide(self, case: Case, action: str, who: Actor, reason: str = "") -> Case:
        """A step on a case as it stands."""
        now = self.case(case.id)
        self.write(
            crossing.decision(
                self.house, TYPE, now, action, version=now.version, actor=who, now=self.now, reason=reason
            )
        )
        return self.case(case.id)

    def amend(self, case: Case, who: Actor, **changes: Any) -> Case:
        """A new revision, by a request that customs grants and applies."""
        held = self.house.reader.document(case.id, case.revision)
        assert held is not None
        before = TYPE.read(held.canonical)[0]
        listed = changes_between(TYPE, before, replace(before, **changes))
        raw = {"reference": f"A{next(self._keys)}", "declaration": case.id, "reason": "更正", "changes": listed}
        request, faults = AMENDMENT.convert(raw)
        assert not faults
        unit = file_document(
            AMENDMENT, request, actor=who, key=f"k{next(self._keys)}", now=self.now, reader=self.house.reader
        )
        asked = self.case(self.write(unit)["case"]["id"])
        for action in ("grant", "apply"):
            now = self.case(asked.id)
            self.write(
                crossing.decision(self.house, AMENDMENT, now, action, version=now.version, actor=CUSTOMS, now=self.now)
            )
        return self.case(case.id)

    def pay(self, bill: Bill, who: Actor) -> Bill:
        """Order the bank to pay."""
        self.write(counter.pay_bill(self.house, bill.id, actor=who, now=self.now))
        return self.bill(bill.id)

    def post(self) -> list[banking.Taken]:
        """The bank fetches its orders, and what it says is taken in."""
        body, n = banking.collect(self.house, actor=BANK, now=self.now)
        if not n:
            return []
        self.bank.now = self.now
        status, notices = self.bank.take(body)
        return [self.hear(said) for said in (status, *notices)]

    def hear(self, body: bytes) -> banking.Taken:
        """A message of the bank."""
        return banking.receive(self.house, body, actor=BANK, now=self.now)

    def guarantee(self, owner: str, fen: int, number: str = "GRT-1", **more: Any) -> Guarantee:
        """A registered guarantee, valid this year."""
        year = {"valid_from": dt.date(2026, 1, 1), "valid_to": dt.date(2026, 12, 31), **more}
        self.write(
            counter.register_guarantee(
                self.house,
                number=number,
                owner=owner,
                issuer="某保（虚构）",
                fen=fen,
                actor=CUSTOMS,
                now=self.now,
                **year,
            )
        )
        return self.held(number)

    def secure(self, bill: Bill, who: Actor, number: str = "GRT-1") -> Bill:
        """Take a bill's amount from a guarantee."""
        self.write(counter.secure(self.house, bill.id, number, actor=who, now=self.now))
        return self.bill(bill.id)

    # -- what stands ---------------------------------------------------------------------------------------------

    def case(self, id: str) -> Case:
        """A case as it stands."""
        found = self.house.reader.case(id)
        assert found is not None
        return found

    def bill(self, id: str) -> Bill:
        """A bill as it stands."""
        found = reading.one(self.house.reader, Bill, id)
        assert found is not None
        return found

    def bills(self, case: Case) -> list[Bill]:
        """The bills of a declaration."""
        return reading.bills_of(self.house.reader, case.id)

    def held(self, number: str) -> Guarantee:
        """A guarantee as it stands."""
        found = reading.one(self.house.reader, Guarantee, number)
        assert found is not None
        return found

    def entries(self) -> list[Entry]:
        """All entries of the bank."""
        return reading.kept(self.house.reader, Entry, {}, order="received, id")

    def orders(self) -> list[Order]:
        """All orders."""
        return reading.kept(self.house.reader, Order, {}, order="made, id")

    def refunds(self) -> list[Refund]:
        """All refunds."""
        return reading.kept(self.house.reader, Refund, {})

    def told(self, case: str) -> list[str]:
        """The names of what happened to a bill, guarantee or refund."""
        return [e.kind for e in self.house.reader.timeline(case)]
