"""Promises of two-step filing: its orders, its clock, its reminders, its codes, its security; and that no order cheats it."""

import datetime as dt
import itertools
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from kouan.areas.window import completing, two_steps
from kouan.areas.window.documents import import_declaration
from kouan.areas.window.documents._rare import TwoStep
from kouan.areas.window.machines import S
from kouan.journeys import two_step
from kouan.journeys.filing import Faulty, amend_document, decision, file_document
from kouan.journeys.replies.telling import reply
from kouan.journeys.two_step_demo import lay_demo_two_step
from kouan.kernel.machine import Refused
from kouan.kernel.rules import law_day
from kouan.store.house import House
from kouan.store.roles import actor

OF, GOOD = import_declaration.TYPE, import_declaration.GOOD
KAPOK, CUSTOMS, PORT = (
    actor("kapok", "kapok", "declarant"),
    actor("c", "customs", "customs"),
    actor("p", "port", "port"),
)
ENTERED = dt.date(2026, 11, 20)
DUE = dt.date(2026, 12, 4)
_numbers = itertools.count()


def summary(*, taxed: bool = True, entered: dt.date | None = ENTERED) -> Any:
    """A good summary: nine data and three answers, six digits of the code."""
    line = replace(
        GOOD.goods[0], commodity_code="030617", unit_price=None, first_quantity=None, first_unit="", duty_mode=""
    )
    return replace(
        GOOD,
        reference=f"TWO-{next(_numbers)}",
        filing="5",
        goods=(line,),
        containers=(),
        gross_weight=None,
        net_weight=None,
        border_date=entered,
        two_step=TwoStep(licences=False, inspection=False, taxed=taxed),
    )


def complete(of_summary: Any) -> Any:
    """The complete declaration on the summary's number."""
    return replace(GOOD, reference=of_summary.reference, filing="6", border_date=of_summary.border_date)


def lodge(house: House, document: Any, who: Any = KAPOK, now: dt.datetime | None = None, key: str = "") -> Any:
    """File, and the case that came of it."""
    unit = file_document(
        OF, document, actor=who, key=key or f"two-{next(_numbers)}", now=now or house.now(), reader=house.reader
    )
    return house.reader.case(json.loads(house.writer.write(unit).answer)["case"]["id"])


def act(house: House, id_: str, action: str, who: Any = CUSTOMS, reason: str = "理由") -> None:
    """Take one step."""
    case = house.reader.case(id_)
    assert case is not None
    unit = decision(
        OF, case, action, version=case.version, actor=who, now=house.now(), reason=reason, reader=house.reader
    )
    house.writer.write(unit)


def picked_up(house: House, document: Any) -> str:
    """A summary that was released for pick-up."""
    id_: str = lodge(house, document).id
    act(house, id_, "accept")
    act(house, id_, "release_pickup")
    return id_


def kinds(house: House, id_: str) -> list[str]:
    """What happened to a case."""
    return [e.kind for e in house.reader.timeline(id_)]


def last_reason(house: House, id_: str, kind: str) -> str:
    """What the last fact of a kind says."""
    return str(json.loads([bytes(e.body) for e in house.reader.timeline(id_) if e.kind == kind][-1])["reason"])


def at_noon(day: dt.date) -> dt.datetime:
    """Noon of a day in Shanghai."""
    return dt.datetime.combine(day, dt.time(4), dt.UTC)


def test_both_steps_go_on_one_number(site_house: House) -> None:
    """Summary, review, pick-up, complete, acceptance, release: one case, two revisions, the raw code of each step."""
    paper = summary()
    id_ = picked_up(site_house, paper)
    assert lodge(site_house, complete(paper)).id == id_
    act(site_house, id_, "accept")
    act(site_house, id_, "release")
    case = site_house.reader.case(id_)
    assert case is not None
    assert (case.state, case.revision, case.facts["filing"], case.number) == ("released", 2, "6", paper.reference)
    told = [reply(n, e, OF.code, case.number) for n, e in enumerate(site_house.reader.timeline(id_), 1)]
    assert [t.raw.code if t.raw else "" for t in told] == ["SpL", "SpJ", "SpK", "7", "L", "P"]
    assert [t.raw.state for t in told if t.raw][:3] == ["lodged", "accepted", "pickup"]


def test_a_summary_sent_back_and_inspected_keeps_its_own_codes(site_house: House) -> None:
    """SpE and SpC are the summary's; what the list has no code for keeps the code of any declaration."""
    id_ = lodge(site_house, summary()).id
    for action, who in (
        ("send_back", CUSTOMS),
        ("resubmit", KAPOK),
        ("accept", CUSTOMS),
        ("order_inspection", CUSTOMS),
    ):
        act(site_house, id_, action, who)
    act(site_house, id_, "start_inspection")
    act(site_house, id_, "complete_inspection")
    act(site_house, id_, "release_pickup")
    act(site_house, id_, "demand_supplement")
    told = [reply(n, e, OF.code, "x") for n, e in enumerate(site_house.reader.timeline(id_), 1)]
    assert [t.raw.code for t in told if t.raw] == ["SpL", "SpE", "SpL", "SpJ", "SpC", "S", "G", "SpK", "Sp1"]


@pytest.mark.parametrize(
    ("filing", "action", "code"),
    [
        ("5", "release", "two-step-order"),
        ("", "release_pickup", "two-step-order"),
        ("6", "order_inspection", "two-step-order"),
        ("6", "complete", "complete-needs-document"),
        ("6", "release_pickup", "two-step-order"),
    ],
)
def test_illegal_orders_are_refused(site_house: House, filing: str, action: str, code: str) -> None:
    """No release of a summary, no pick-up without one, no inspection in the second step, no completion without its paper."""
    if filing == "6":
        paper = summary()
        id_ = picked_up(site_house, paper)
        lodge(site_house, complete(paper))
    else:
        id_ = lodge(site_house, summary() if filing == "5" else replace(GOOD, reference=f"ONE-{next(_numbers)}")).id
    act(site_house, id_, "accept")
    with pytest.raises(Refused) as refused:
        act(site_house, id_, action, KAPOK if action == "complete" else CUSTOMS)
    assert refused.value.code in (code, "action-not-open")


def test_after_pick_up_it_is_sent_back_and_not_taken_back(site_house: House) -> None:
    """The goods are gone: the complete declaration can not be withdrawn or rejected, only corrected; its step stays."""
    paper = summary()
    id_ = picked_up(site_house, paper)
    lodge(site_house, complete(paper))
    for action, who in (("withdraw", KAPOK), ("reject", CUSTOMS)):
        with pytest.raises(Refused) as refused:
            act(site_house, id_, action, who)
        assert refused.value.code == "two-step-order"
    act(site_house, id_, "send_back")
    case = site_house.reader.case(id_)
    assert case is not None
    with pytest.raises(Refused) as refused:
        amend_document(OF, case, replace(complete(paper), filing=""), actor=KAPOK, now=site_house.now(), reason="x")
    assert refused.value.code == "two-step-order"


def test_a_complete_declaration_needs_its_summary(site_house: House) -> None:
    """No summary of that number, one that was not picked up, another firm's: refused with the place. A repeat is a repeat."""
    paper = summary()
    id_ = lodge(site_house, paper).id
    for who, document in ((KAPOK, complete(summary())), (KAPOK, complete(paper))):
        with pytest.raises(Faulty) as faulty:
            lodge(site_house, document, who)
        assert next((f.code, f.path) for f in faulty.value.findings) == (two_step.NO_SUMMARY, "reference")
    act(site_house, id_, "accept")
    act(site_house, id_, "release_pickup")
    with pytest.raises(Faulty):
        lodge(site_house, complete(paper), actor("lychee", "lychee", "declarant"))
    assert lodge(site_house, complete(paper), key=f"same-{id_}").version == 4
    assert lodge(site_house, complete(paper), key=f"same-{id_}").version == 4


def test_the_clock_runs_from_entry_and_waits_for_it(site_house: House) -> None:
    """Without a day of entry nothing is picked up; with it declared or reported the last day is fourteen days later."""
    id_ = lodge(site_house, summary(entered=None)).id
    act(site_house, id_, "accept")
    with pytest.raises(Refused) as refused:
        act(site_house, id_, "release_pickup")
    assert refused.value.code == "entry-unknown"
    act(site_house, id_, "report_arrival", PORT)
    act(site_house, id_, "release_pickup")
    clock = completing.clock_of(site_house.reader, id_)
    assert clock is not None
    assert (clock.entered_by, clock.due) == ("arrival", "2026-12-07")
    declared = completing.clock_of(site_house.reader, picked_up(site_house, summary()))
    assert declared is not None
    assert (declared.entered_by, declared.due) == ("declared", DUE.isoformat())


def _days(house: House, id_: str, *days: dt.date) -> list[str]:
    for day in days:
        two_step.look(house, at_noon(day), day)
    return [k for k in kinds(house, id_) if k.startswith("Completion")]


def test_reminders_come_at_seven_three_and_one_day_once_each(site_house: House) -> None:
    """Asked on every day (and twice a day), each reminder comes once, then one record that the day was missed."""
    id_ = picked_up(site_house, summary())
    every = [ENTERED + dt.timedelta(days=n) for n in range(20) for _ in range(2)]
    assert _days(site_house, id_, *every) == ["CompletionReminded"] * 3 + ["CompletionMissed"]
    left = [
        json.loads(bytes(e.body)).get("days_left")
        for e in site_house.reader.timeline(id_)
        if e.kind == "CompletionReminded"
    ]
    assert left == [7, 3, 1]
    assert "1 day left" in last_reason(site_house, id_, "CompletionReminded")
    case = site_house.reader.case(id_)
    assert case is not None
    assert (case.state, case.holder.split()[0]) == ("pickup", "declarant")


def test_a_house_that_slept_reminds_once_and_not_of_the_past(site_house: House) -> None:
    """Looked at first with two days left: one reminder of the three-day mark, none of the seven."""
    id_ = picked_up(site_house, summary())
    assert _days(site_house, id_, DUE - dt.timedelta(days=2)) == ["CompletionReminded"]
    assert _days(site_house, id_, DUE + dt.timedelta(days=30)) == ["CompletionReminded", "CompletionMissed"]


@pytest.mark.parametrize(("after", "late"), [(0, 0), (1, 1), (9, 9)])
def test_lateness_is_recorded_against_the_firm(site_house: House, after: int, late: int) -> None:
    """On the last day it is in time; after it the days stand in the fact and in the firm's record."""
    paper = summary()
    id_ = picked_up(site_house, paper)
    lodge(site_house, complete(paper), now=at_noon(DUE + dt.timedelta(days=after)))
    body = json.loads(next(bytes(e.body) for e in site_house.reader.timeline(id_) if e.kind == "DeclarationCompleted"))
    assert (body["days_late"], body["due"]) == (late, DUE.isoformat())
    assert (id_ in {c.declaration for c in completing.late(site_house.reader, "kapok")}) == bool(late)
    assert id_ not in {c.declaration for c in completing.running(site_house.reader, "kapok")}
    assert completing.late(site_house.reader, "lychee") == []


class Life(RuleBasedStateMachine):
    """Any firm, officer and clock doing anything in any order."""

    house: House

    @initialize(two=st.booleans(), entered=st.sampled_from([None, ENTERED]))
    def begin(self, two: bool, entered: dt.date | None) -> None:
        self.paper = summary(entered=entered) if two else replace(GOOD, reference=f"ONE-{next(_numbers)}")
        self.id = lodge(self.house, self.paper).id

    @rule(action=st.sampled_from(sorted(OF.machine.actions)), who=st.sampled_from([KAPOK, CUSTOMS, PORT]))
    def step(self, action: str, who: Any) -> None:
        try:
            act(self.house, self.id, action, who)
        except Refused:
            return

    @rule()
    def file_complete(self) -> None:
        try:
            lodge(self.house, complete(self.paper))
        except Faulty:
            return

    @rule(day=st.integers(0, 20))
    def look(self, day: int) -> None:
        on = ENTERED + dt.timedelta(days=day)
        two_step.look(self.house, at_noon(on), on)

    @invariant()
    def what_must_hold(self) -> None:
        """Released for good only after the second step; picked up only as a summary; a clock runs while it is out."""
        case = self.house.reader.case(self.id)
        assert case is not None
        told, filing = kinds(self.house, self.id), case.facts.get("filing", "")
        assert (case.state != "released") or filing != "5"
        assert (filing == "6") == ("DeclarationCompleted" in told)
        assert ("PickUpReleased" in told) == (filing == "6" or case.state == S.PICKUP)
        assert told.count("PickUpReleased") <= 1 >= told.count("DeclarationCompleted")
        clock = completing.clock_of(self.house.reader, self.id)
        assert (clock is not None) == ("PickUpReleased" in told)
        assert clock is None or bool(clock.completed) == (filing == "6")
        assert case.state != two_steps.PICKED_UP or case.holder.split()[0] == "declarant"
        assert "released" not in list(_passed(self.house, self.id)[:-1])


def _passed(house: House, id_: str) -> list[str]:
    """The states that a case was moved to, in order; a stay is no move."""
    bodies = [json.loads(bytes(e.body)) for e in house.reader.timeline(id_)]
    return [b["after"] for b in bodies if b.get("after") and b["after"] != b.get("before")]


def test_no_order_cheats_the_two_steps(site_house: House) -> None:
    """The invariants hold after any sequence of actions, filings and days."""
    Life.house = site_house
    checked = Life.TestCase
    checked.settings = settings(
        max_examples=25, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
    )
    checked("runTest").debug()


def test_the_demonstration_shows_every_place_of_it(site_house: House) -> None:
    """Laid once however often: one waits, one has three days, one is over, one was completed late."""
    for _ in range(2):
        lay_demo_two_step(site_house)
    running = {c.number: c for c in completing.running(site_house.reader, "kapok")}
    today = law_day(site_house.now())
    left = {n: (dt.date.fromisoformat(running[n].due) - today).days for n in running if n.startswith("DEMO-2S")}
    assert left == {"DEMO-2S-2": 9, "DEMO-2S-3": 3, "DEMO-2S-4": -2}
    assert [c.days_late for c in completing.late(site_house.reader, "kapok") if c.number == "DEMO-2S-5"] == [4]
    assert len(site_house.reader.cases({"number": "DEMO-2S-1"})) == 1
