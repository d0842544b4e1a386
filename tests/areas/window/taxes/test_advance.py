"""Promises of filing before arrival: not before the manifest, not after the ship; taxed by the day of entry."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from kouan.areas.window import advance
from kouan.areas.window.consignment.following import CONSIGNMENTS
from kouan.areas.window.documents import import_declaration, original_manifest
from kouan.areas.window.paying.things import Bill
from kouan.areas.window.tax.tables import Exchange, Tables, read_tables, sample_texts
from kouan.journeys import advance as journey
from kouan.journeys.advance_demo import lay_demo_advance
from kouan.journeys.filing import Faulty, amend_document, file_document
from kouan.journeys.taxing import assessing, crossing
from kouan.kernel.cases import Case
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.projections import follow
from kouan.store.roles import actor

from .town import CUSTOMS, SHANGHAI, Town

OF, GOOD, MANIFEST = import_declaration.TYPE, import_declaration.GOOD, original_manifest.TYPE
AGENT, PORT = actor("egret", "egret", "ship_agent"), actor("port", "port", "port")
VOYAGE, BILL = "777W", "FICTBL0000001"
ENTRY = dt.date(2026, 3, 5)


def paper(reference: str = "ADV-1", **changes: Any) -> Any:
    """A declaration ahead of its ship."""
    return replace(GOOD, reference=reference, advance=True, voyage=VOYAGE, bill_number=BILL, **changes)


def filed(town: Town, who: Actor, of: Any, document: Any) -> Case:
    """A filing with what stands already looked at, as the doors do."""
    key = f"{document.reference} {getattr(document, 'advance', '')}"
    unit = file_document(of, document, actor=who, key=key, now=town.now, reader=town.house.reader)
    made = town.case(json.loads(town.house.writer.write(unit).answer)["case"]["id"])
    assert not follow(town.house.store, CONSIGNMENTS, now=town.now).fault
    return made


def step(town: Town, of: Any, case: Case, action: str, who: Actor) -> Case:
    """A step on a case of any type."""
    now = town.case(case.id)
    town.write(crossing.decision(town.house, of, now, action, version=now.version, actor=who, now=town.now))
    assert not follow(town.house.store, CONSIGNMENTS, now=town.now).fault
    return town.case(case.id)


def manifest(town: Town) -> Case:
    """The voyage's manifest with its main data in."""
    return step(
        town, MANIFEST, filed(town, AGENT, MANIFEST, replace(original_manifest.GOOD, voyage=VOYAGE)), "accept", CUSTOMS
    )


def arrives(town: Town) -> None:
    """The clock goes on to noon of the day of entry."""
    town.now = dt.datetime.combine(ENTRY, dt.time(12), SHANGHAI)


def rates(monkeypatch: pytest.MonkeyPatch, before: str, after: str) -> None:
    """A dollar costs other yuan from the day of entry on."""
    sample = read_tables(*sample_texts())
    eve = ENTRY - dt.timedelta(days=1)
    spans = tuple(
        Exchange(
            currency="USD", rate=Decimal(rate), valid_from=first, valid_to=last, reference="虚构", standing="house"
        )
        for rate, first, last in ((before, None, eve), (after, ENTRY, None))
    )
    monkeypatch.setattr(assessing, "tables", lambda reader: (Tables(sample.tariff, spans), True))


def accepted(town: Town, who: Actor) -> tuple[Case, Bill]:
    """An advance filing that customs accepted before the ship came, with its provisional bill."""
    case = step(town, OF, filed(town, who, OF, paper()), "accept", CUSTOMS)
    (bill,) = town.bills(case)
    assert (bill.law_day, bill.law_day_by) == ("2026-03-02", advance.PROVISIONAL)
    return case, bill


def test_it_waits_for_the_manifest_and_ends_with_the_arrival(town: Town) -> None:
    """Refused with its place while no accepted manifest has the bill, and once the ship is here; a repeat is a repeat."""
    firm = town.firm()
    with pytest.raises(Faulty) as faulty:
        filed(town, firm, OF, paper())
    assert [(f.code, f.path) for f in faulty.value.findings] == [(journey.NO_MANIFEST, "bill_number")]
    ship = filed(town, AGENT, MANIFEST, replace(original_manifest.GOOD, voyage=VOYAGE))
    with pytest.raises(Faulty):
        filed(town, firm, OF, paper())
    step(town, MANIFEST, ship, "accept", CUSTOMS)
    case = filed(town, firm, OF, paper())
    step(town, MANIFEST, ship, "arrive", PORT)
    assert filed(town, firm, OF, paper()).id == case.id
    with pytest.raises(Faulty) as faulty:
        filed(town, firm, OF, paper("ADV-2"))
    assert [(f.code, f.path) for f in faulty.value.findings] == [(journey.TOO_LATE, "advance")]


def test_an_ordinary_filing_asks_for_no_manifest(town: Town) -> None:
    """Without the mark nothing changes: no manifest is needed, and the bill says nothing of its day."""
    case = step(town, OF, filed(town, town.firm(), OF, replace(paper(), advance=False)), "accept", CUSTOMS)
    assert [b.law_day_by for b in town.bills(case)] == [""]


def test_nothing_is_released_before_the_ship_is_here(town: Town) -> None:
    """Paid and reviewed, it still waits for the report of arrival; then the same amount goes by the day of entry."""
    firm = town.firm()
    manifest(town)
    case, bill = accepted(town, firm)
    town.pay(bill, firm)
    town.post()
    with pytest.raises(Refused, check=lambda r: r.code == "advance-not-arrived"):
        step(town, OF, case, "release", CUSTOMS)
    arrives(town)
    step(town, OF, case, "report_arrival", PORT)
    (same,) = town.bills(case)
    assert (same.id, same.fen, same.law_day, same.law_day_by) == (bill.id, bill.fen, ENTRY.isoformat(), advance.ENTRY)
    assert town.told(bill.id)[-1] == "TaxDayFixed"
    assert step(town, OF, case, "release", CUSTOMS).state == "released"


@pytest.mark.parametrize("after", ["7.3", "6.9"])
def test_a_bill_not_paid_is_void_and_made_anew(town: Town, monkeypatch: pytest.MonkeyPatch, after: str) -> None:
    """The exchange rate of the day of entry is another: the old bill is void, its guarantee free, a new one presented."""
    rates(monkeypatch, "7.1", after)
    firm = town.firm()
    manifest(town)
    case, bill = accepted(town, firm)
    town.guarantee("firm", 10**9)
    town.secure(bill, firm)
    arrives(town)
    step(town, OF, case, "report_arrival", PORT)
    old, new = sorted(town.bills(case), key=lambda b: b.law_day)
    assert (old.state, town.held("GRT-1").balance_fen) == ("void", 10**9)
    assert (new.state, new.kind, new.law_day, new.law_day_by) == (
        "presented",
        "first",
        ENTRY.isoformat(),
        advance.ENTRY,
    )
    assert (new.fen > bill.fen) == (after > "7.1")
    assert new.id == f"{bill.id}-0305"


@pytest.mark.parametrize("after", ["7.3", "6.9"])
def test_what_was_paid_counts(town: Town, monkeypatch: pytest.MonkeyPatch, after: str) -> None:
    """Paid before arrival: the difference is called in on a bill of its own, or given back, to the fen."""
    rates(monkeypatch, "7.1", after)
    firm = town.firm()
    manifest(town)
    case, bill = accepted(town, firm)
    town.pay(bill, firm)
    town.post()
    arrives(town)
    step(town, OF, case, "report_arrival", PORT)
    old, new = sorted(town.bills(case), key=lambda b: b.law_day)
    back = sum(r.fen for r in town.refunds())
    assert old.fen + new.fen - back == sum(json.loads(new.kinds).values())
    assert (old.state, old.law_day_by) == ("settled", advance.ADJUSTED)
    assert (new.kind, bool(back)) == (("supplementary", False) if after > "7.1" else ("nil", True))


def test_a_manifests_arrival_is_that_of_its_bills(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The port reports the ship once: what was filed in advance on it arrives with it and is taxed anew."""
    rates(monkeypatch, "7.1", "7.3")
    ship, firm = manifest(town), town.firm()
    case, bill = accepted(town, firm)
    beside = filed(town, firm, OF, replace(paper("ORD-1"), advance=False))
    arrives(town)
    step(town, MANIFEST, ship, "arrive", PORT)
    assert advance.arrived(town.case(case.id)) == ENTRY
    assert advance.arrived(town.case(beside.id)) is None
    assert [b.state for b in sorted(town.bills(case), key=lambda b: b.law_day)] == ["void", "presented"]
    assert town.bill(bill.id).state == "void"


def test_accepted_after_arrival_it_is_taxed_by_the_day_of_entry_at_once(town: Town) -> None:
    """Filed in time and accepted later: one bill, by the day of entry."""
    manifest(town)
    case = filed(town, town.firm(), OF, paper())
    arrives(town)
    step(town, OF, case, "report_arrival", PORT)
    town.now += dt.timedelta(days=3)
    step(town, OF, case, "accept", CUSTOMS)
    (bill,) = town.bills(case)
    assert (bill.law_day, bill.law_day_by, bill.due) == (ENTRY.isoformat(), advance.ENTRY, "2026-03-23")


@pytest.mark.parametrize(
    ("changes", "excused"),
    [({"voyage": "778W"}, True), ({"border_date": ENTRY}, True), ({"packages": 1799}, False)],
    ids=["vessel", "date", "packages"],
)
def test_dates_and_vessel_change_without_an_error(town: Town, changes: dict[str, Any], excused: bool) -> None:
    """The fact of the amendment says whether it counts: on the declarant's own and on one that customs granted."""
    manifest(town)
    firm = town.firm()
    own = filed(town, firm, OF, paper())
    unit = amend_document(OF, own, replace(paper(), **changes), actor=firm, now=town.now, reason="更正", before=paper())
    assert json.loads(bytes(unit.facts[0].body))["excused"] is excused
    asked = step(town, OF, own, "accept", CUSTOMS)
    town.amend(asked, firm, **changes)
    said = [json.loads(bytes(e.body)) for e in town.house.reader.timeline(own.id) if e.kind == "DeclarationAmended"]
    assert [s["excused"] for s in said] == [excused]


def test_the_mark_is_not_changed_later(town: Town) -> None:
    """The day of the taxes hangs on it: no amendment puts it on or takes it off."""
    manifest(town)
    firm = town.firm()
    case = filed(town, firm, OF, paper())
    with pytest.raises(Refused, check=lambda r: r.code == "advance-fixed"):
        amend_document(OF, case, replace(paper(), advance=False), actor=firm, now=town.now, reason="x")
    case = step(town, OF, case, "accept", CUSTOMS)
    with pytest.raises(Faulty) as faulty:
        town.amend(case, firm, advance=False)
    assert faulty.value.findings[0].code == "change-of-step"


@pytest.mark.parametrize("again", [1, 2])
def test_the_demonstration_shows_one_ahead_and_one_here(town: Town, again: int) -> None:
    """Laid once however often: a provisional bill, and one that the arrival has fixed."""
    for _ in range(again):
        lay_demo_advance(town.house)
    found = {
        c.number: [b.law_day_by for b in town.bills(c)]
        for c in town.house.reader.cases({"owner": "kapok"}, limit=10)
        if advance.is_advance(c)
    }
    assert found == {"DEMO-ADV-1": [advance.PROVISIONAL], "DEMO-ADV-2": [advance.ENTRY]}
