"""Promises of reconciliation: what fits moves its bill once, what does not is kept and waits, hostile bytes do nothing."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kouan.areas.window.bank import reading as messages
from kouan.areas.window.bank.told import Told
from kouan.areas.window.bank.xml import Unreadable, fen_of
from kouan.areas.window.paying import answers, reading
from kouan.areas.window.paying.things import Bill, Message, Order, masked
from kouan.areas.window.paying.work import Work
from kouan.journeys.taxing import banking
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from simulator.bank import papers
from simulator.bank.fake import FakeBank, Mood
from simulator.bank.papers import Transfer

from .town import ACCOUNT, BANK, CUSTOMS, OPERATOR, TREASURY, Town


def asked(town: Town, mood: Mood = Mood.GOOD) -> Bill:
    """A bill with the bank, which is in that mood."""
    firm = town.firm()
    (bill,) = town.bills(town.accepted(firm))
    town.bank.mood = mood
    return town.pay(bill, firm)


def notice(
    town: Town, order: str, fen: int, *, currency: str = "CNY", incoming: bool = True, name: str = "R1"
) -> bytes:
    """A notification of one entry."""
    transfer = Transfer(order=order, fen=fen, currency=currency, account=ACCOUNT, is_incoming=incoming)
    return papers.notification("M1", TREASURY, [(transfer, name, town.now)], town.now)


def journal(town: Town) -> int:
    """How many entries the journal has."""
    return town.house.reader.head()[0]


def test_the_same_told_again_changes_nothing(town: Town) -> None:
    """A bank that tells twice, in the same message and in another: one deduction, one entry, one message a digest."""
    bill = asked(town, Mood.TWICE)
    taken = town.post()
    assert [(t.matched, t.repeated) for t in taken[1:]] == [(1, 0), (0, 1), (0, 1)]
    before = journal(town)
    town.hear(notice(town, bill.order_id, bill.fen, name="R1"))
    assert [e.outcome for e in town.entries()].count("matched") == 1
    assert town.told(bill.id).count("TaxDeducted") == 1
    assert journal(town) == before + 1
    assert len(reading.kept(town.house.reader, Message, {})) == 4


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"fen": -1}, "partial"),
        ({"fen": 1}, "over"),
        ({"currency": "USD"}, "currency"),
        ({"incoming": False}, "direction"),
        ({"order": "TAX-nobody-1-3"}, "unmatched"),
        ({"order": ""}, "unmatched"),
    ],
)
def test_what_does_not_fit_waits_for_a_person(town: Town, change: dict, outcome: str) -> None:  # type: ignore[type-arg]
    """Too little, too much, in dollars, on the wrong side, for nobody's order: the bill stays with the bank, the entry is
    kept with its proposal, and only the operator closes it, saying how.
    """
    bill = asked(town)
    said = {"order": bill.order_id, "fen": bill.fen, **{k: v for k, v in change.items() if k != "fen"}}
    said["fen"] = bill.fen + change.get("fen", 0)
    taken = town.hear(notice(town, **said))
    assert (taken.open, taken.matched) == (1, 0)
    (entry,) = reading.entries_open(town.house.reader)
    assert (entry.outcome, town.bill(bill.id).state) == (outcome, "asked")
    assert entry.outcome in answers.OUTCOMES
    with pytest.raises(Refused):
        answers.close(Work(CUSTOMS, stamp(town.now)), entry, "x")
    with pytest.raises(Refused):
        answers.close(Work(OPERATOR, stamp(town.now)), entry, " ")
    work = Work(OPERATOR, stamp(town.now))
    answers.close(work, entry, "已退回 · given back")
    town.write(work.unit())
    assert reading.entries_open(town.house.reader) == []


def test_taken_twice_shows_as_double(town: Town) -> None:
    """Two entries with their own references for one order: the first settles the bill, the second waits as double."""
    bill = asked(town, Mood.DOUBLE)
    town.post()
    assert sorted(e.outcome for e in town.entries()) == ["double", "matched"]
    assert town.bill(bill.id).state == "settled"


def test_a_late_answer_counts_only_when_a_person_says_so(town: Town) -> None:
    """Refused, then booked all the same: the bill stays to be paid until the operator lets the entry count."""
    bill = asked(town, Mood.POOR)
    town.post()
    town.hear(notice(town, bill.order_id, bill.fen))
    (entry,) = reading.entries_open(town.house.reader)
    assert (entry.outcome, town.bill(bill.id).state) == ("late", "presented")
    behind = banking.behind(town.house.reader, [entry.order_id])[entry.order_id]
    work = Work(OPERATOR, stamp(town.now))
    answers.count_late(work, entry, behind, {}, "企业确认 · the firm agrees")
    town.write(work.unit())
    assert town.bill(bill.id).state == "settled"


def test_a_late_notification_is_taken_when_it_comes(town: Town) -> None:
    """The bank is silent for a week, then tells: the bill is paid on the day the bank booked it."""
    bill = asked(town, Mood.LATE)
    assert len(town.post()) == 1
    town.now += dt.timedelta(days=7)
    for said in town.bank.flush():
        town.hear(said)
    assert (town.bill(bill.id).state, town.bill(bill.id).paid_on) == ("settled", "2026-03-02")


def test_an_order_is_sent_once_and_may_be_asked_again(town: Town) -> None:
    """A bank that lost the message asks again; told twice, it books once."""
    bill = asked(town)
    first, n = banking.collect(town.house, actor=BANK, now=town.now)
    assert (n, banking.collect(town.house, actor=BANK, now=town.now)) == (1, (b"", 0))
    second, m = banking.collect(town.house, actor=BANK, now=town.now, again=True)
    assert m == 1
    for body in (first, second):
        for said in town.bank.take(body)[1]:
            town.hear(said)
    assert town.bill(bill.id).state == "settled"
    with pytest.raises(Refused):
        banking.collect(town.house, actor=CUSTOMS, now=town.now)


HOSTILE = (
    b"",
    b"\x00\x01",
    b"<Document/>",
    b"<a><b></a>",
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><Document>&x;</Document>',
    b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><Document>&b;</Document>',
    b"<a>" * 5000,
    b"{}",
)


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_bytes_are_refused_and_record_nothing(body: bytes, town: Town) -> None:
    """Not XML, entities, an empty document, endless depth: refused in both languages, nothing is written."""
    before = journal(town)
    with pytest.raises(Unreadable) as fault:
        town.hear(body)
    assert fault.value.words.zh
    assert fault.value.words.en
    assert journal(town) == before


def test_a_message_beyond_the_limit_is_refused() -> None:
    """A message of more than 16 MiB is not parsed."""
    with pytest.raises(Unreadable):
        messages.read(b"<Document>" + b" " * (16 * 1024 * 1024) + b"</Document>")


@pytest.mark.parametrize("said", ["-1.00", "1.234", "1e3", "NaN", "", "1,00", "１", "+5", "9" * 17])
def test_amounts_that_no_bank_books_are_findings(said: str, town: Town) -> None:
    """Negative, three decimals, exponents, other digits: the entry is a finding with its place and moves nothing."""
    bill = asked(town)
    body = notice(town, bill.order_id, bill.fen).replace(
        f"{bill.fen // 100}.{bill.fen % 100:02d}".encode(), said.encode()
    )
    taken = town.hear(body)
    assert (taken.matched, taken.open) == (0, 0)
    assert [f.code for f in taken.findings] == ["bank-amount-unfit"]
    assert town.bill(bill.id).state == "asked"


@given(st.integers(0, 10**15))
def test_amounts_read_as_they_are_written(fen: int) -> None:
    """Every amount of fen reads back as itself from its two decimals."""
    assert fen_of(f"{fen // 100}.{fen % 100:02d}") == fen


@given(st.text(max_size=34))
def test_an_account_is_masked(account: str) -> None:
    """At most four characters of an account are shown, and none of a short one."""
    shown = masked(account)
    assert shown.startswith("****")
    assert len(shown) <= 8
    assert len(account) > 8 or shown == "****"


def test_what_we_order_is_what_the_bank_reads(town: Town) -> None:
    """The pain.001 carries number and control sum of its orders; the pretended bank reads the same amounts by its own code."""
    firm = town.firm()
    owed = [town.bills(town.accepted(firm))[0] for _ in range(3)]
    for bill in owed:
        town.pay(bill, firm)
    body, n = banking.collect(town.house, actor=BANK, now=town.now)
    _, transfers = papers.orders(body, TREASURY)
    assert n == 3
    assert sorted(t.fen for t in transfers) == sorted(b.fen for b in owed)
    assert all(t.is_incoming and t.currency == "CNY" and len(t.order) <= 35 for t in transfers)
    assert etree.fromstring(body).tag.startswith("{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}")


MOODS = st.lists(st.sampled_from(list(Mood)), min_size=1, max_size=6)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moods=MOODS, again=st.booleans())
def test_money_is_conserved_whatever_the_bank_does(town: Town, moods: list[Mood], again: bool) -> None:
    """However the bank behaves, each settled bill was deducted exactly once, for its whole amount, by one matched entry;
    hearing every message once more writes nothing.
    """
    firm = town.firm(f"firm{journal(town)}")
    heard: list[bytes] = []
    for mood in moods:
        (bill,) = town.bills(town.accepted(firm))
        town.pay(bill, firm)
        town.bank.mood = mood
        body, n = banking.collect(town.house, actor=BANK, now=town.now)
        status, notices = town.bank.take(body) if n else (b"", [])
        heard += [said for said in (status, *notices) if said]
    heard += town.bank.flush()
    for said in heard:
        town.hear(said)
    before = journal(town)
    for said in reversed(heard) if again else heard:
        town.hear(said)
    assert journal(town) == before
    for bill in reading.kept(town.house.reader, Bill, {"payer": firm.organisation}):
        fit = [e for e in town.entries() if e.order_id == bill.order_id and e.outcome == "matched"]
        assert len(fit) == (bill.state == "settled")
        assert [e.fen for e in fit] in ([], [bill.fen])
        assert town.told(bill.id).count("TaxDeducted") == len(fit)
    booked = [o.fen for o in reading.kept(town.house.reader, Order, {"state": "booked"})]
    assert sum(booked) == sum(e.fen for e in town.entries() if e.outcome == "matched")
    town.bank = FakeBank(TREASURY, now=town.now)


def test_entries_have_one_name(town: Town) -> None:
    """An entry's name does not depend on the message, and differs with each thing that makes it another entry."""
    told = Told(kind="booked", reference="R", order="O", fen=5, booked_on="2026-03-02")
    others = [
        Told(kind="booked", reference="S", order="O", fen=5, booked_on="2026-03-02"),
        Told(kind="booked", reference="R", order="P", fen=5, booked_on="2026-03-02"),
        Told(kind="booked", reference="R", order="O", fen=6, booked_on="2026-03-02"),
        Told(kind="booked", reference="R", order="O", fen=5, booked_on="2026-03-02", direction="DBIT"),
    ]
    assert len({answers.entry_id(t) for t in (told, *others)}) == 5
