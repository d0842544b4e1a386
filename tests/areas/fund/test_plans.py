"""The allocation plan: cut so that it sums, kept in versions that are chained, moved on as its machine says."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from kouan.areas.fund import models
from kouan.areas.fund.machines import PLAN
from kouan.areas.fund.planning import deeds, queries, register
from kouan.areas.fund.planning.checking import Unfit, faults
from kouan.areas.fund.planning.concentration import concentration, own_rows
from kouan.areas.fund.planning.cutting import settle
from kouan.areas.fund.planning.shape import Tier
from kouan.kernel.journal import verify
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.database import PostgresStore, SqliteStore
from kouan.store.house import House

from .plans import WAN, changed, plan, row

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
Do = Callable[..., Any]


@pytest.fixture
def do(port: House, officer: Actor) -> Do:
    """Do a deed as the officer, by its name."""

    def done(name: str, *given: Any, **named: Any) -> Any:
        named = {"actor": officer, "now": NOW, "writer": port.writer} | named
        if name == "undo":
            named["reader"] = port.reader
        return getattr(deeds, name)(*given, **named)

    return done


def refused(do: Do, name: str, *given: Any, **named: Any) -> str:
    """The code of the refusal, which is said in both languages."""
    with pytest.raises(Refused) as found:
        do(name, *given, **named)
    assert found.value.words.zh
    assert found.value.words.en
    return found.value.code


def codes(of: Any) -> set[str]:
    """What is wrong with a plan, by code."""
    return {fault.code for fault in faults(settle(of).plan)}


def test_the_cut_of_the_fact_sheet() -> None:
    """The seed's requests against 3000 万元, in whole 万元: 81, 163, 407, 81, 406, 1862; the reasons say why."""
    made = settle(plan()).plan
    assert [row.granted_fen // WAN for row in made.rows] == [81, 163, 407, 81, 406, 1862]
    assert made.total_fen == 3000 * WAN
    assert {row.reason for row in made.rows} == {"按年度总额同比例核减"}


def test_protected_rows_caps_tiers_and_overrides() -> None:
    """A protected row is paid in full, a cap and a tier limit, an override stands; the rest shares what is left."""
    asked = changed(plan(tiers=(Tier("一档", 60 * WAN),)), 1, tier="一档")
    asked = changed(asked, 3, protected=True)
    asked = changed(asked, 5, fixed_fen=300 * WAN, reason="与另一项目内容部分重复（虚构）")
    asked = changed(asked, 6, cap_fen=2000 * WAN, basis="单项一般不超过2000万元")
    made = settle(asked).plan
    granted = [row.granted_fen // WAN for row in made.rows]
    assert granted[2] == 500
    assert granted[4] == 300
    assert granted[0] <= 60
    assert sum(granted) == 3000
    assert made.rows[5].reason == "超过单项上限2000万元（单项一般不超过2000万元）；按年度总额同比例核减"
    assert not faults(made)


def test_a_reason_of_the_cut_is_written_anew() -> None:
    """With a larger cap the old reason goes; what a person wrote stays."""
    tight = changed(settle(plan()).plan, 2, reason="专家意见：规模偏大")
    wide = settle(msgspec.structs.replace(tight, cap_fen=3690 * WAN)).plan
    assert [row.reason for row in wide.rows][:3] == ["", "专家意见：规模偏大", ""]


def test_what_can_not_be_kept() -> None:
    """Each fault of a draft is found and named by its row."""
    assert "empty" in codes(plan(rows=()))
    assert "cap" in codes(plan(cap=0))
    assert codes(changed(plan(), 1, applicant=" ")) == {"applicant"}
    assert "requested" in codes(changed(plan(), 1, requested_fen=0))
    assert "requested" in codes(changed(plan(), 1, requested_fen=-1))
    assert "uscc" in codes(changed(plan(), 1, uscc="91440000MA00000000"))
    assert "above-request" in codes(changed(plan(), 1, fixed_fen=101 * WAN))
    assert "reason" in codes(changed(plan(), 1, fixed_fen=99 * WAN))
    assert "twice" in codes(plan(rows=(row(1, 5), row(1, 6))))
    assert "tier" in codes(plan(tiers=(Tier("", 0),)))
    assert codes(plan()) == set()


def test_a_draft_is_kept_in_versions(do: Do, port: House) -> None:
    """Each saving is a version chained to the one before; an earlier one is taken up again as a new one."""
    number = do("draft", plan())
    assert refused(do, "draft", plan()) == "plan-there"
    assert do("revise", number, plan(cap=3690), seen=1) == 2
    assert refused(do, "revise", number, plan(cap=3500), seen=1) == "plan-moved-on"
    assert refused(do, "revise", number, plan(year=2027), seen=2) == "subject-fixed"
    assert do("undo", number, to=1, seen=2) == 3
    assert refused(do, "undo", number, to=9, seen=3) == "version-unknown"
    kept = queries.versions(number)
    assert [(one.version, one.total_fen // WAN) for one in kept] == [(3, 3000), (2, 3690), (1, 3000)]
    assert kept[0].previous == kept[1].digest
    assert kept[1].previous == kept[2].digest
    assert queries.unreconciled() == []
    assert verify(port.reader.journal(0))[2] is None


def test_nothing_changes_after_the_check(do: Do) -> None:
    """A checked plan takes no version; sent back for a reason it does; the machine's order can not be jumped."""
    number = do("draft", plan())
    assert refused(do, "move", number, "approve") == "action-not-open"
    do("move", number, "check")
    assert refused(do, "revise", number, plan(cap=3500), seen=1) == "plan-stands"
    assert refused(do, "move", number, "send_back") == "reason-needed"
    do("move", number, "send_back", reason="补充依据")
    do("revise", number, plan(cap=3500), seen=1)
    for action in ("check", "approve"):
        do("move", number, action)
    assert refused(do, "move", number, "settle") == "action-unknown"
    assert refused(do, "move", number, "send") == "action-not-open"
    assert refused(do, "move", "FA-0", "check") == "plan-unknown"
    assert [deed.kind for deed in queries.deeds(number)][-1] == "PlanApproved"


def test_others_touch_no_plan(do: Do) -> None:
    """Who is no fund officer begins, changes and moves nothing."""
    number = do("draft", plan())
    auditor = Actor("shenji", "ORG-A", "auditor")
    assert refused(do, "draft", plan(batch=2), actor=auditor) == "role-may-not"
    assert refused(do, "revise", number, plan(cap=9), seen=1, actor=auditor) == "role-may-not"
    assert refused(do, "move", number, "check", actor=auditor) == "role-may-not"


def test_unfit_drafts_are_refused_whole(do: Do) -> None:
    """All faults come at once, and nothing is kept; protected rows above the cap are refused in words."""
    with pytest.raises(Unfit) as found:
        do("draft", changed(changed(plan(), 1, applicant=""), 2, fixed_fen=0))
    assert {(fault.no, fault.code) for fault in found.value.faults} == {(1, "applicant"), (2, "reason")}
    assert refused(do, "draft", changed(plan(cap=100), 6, protected=True)) == "cut-refused"
    assert models.Plan.objects.count() == 0


def test_plans_are_rebuilt_from_the_journal(do: Do, port: House) -> None:
    """Empty the tables: the journal and the versions beside it fill them again, the same."""
    number = do("draft", plan())
    do("revise", number, plan(cap=3600), seen=1)
    do("move", number, "check")
    before = (queries.listed(number), queries.versions(number))
    assert register.rebuild(port.reader) == 3
    assert (queries.listed(number), queries.versions(number)) == before
    assert register.catch_up(port.reader) == 0


def test_the_same_project_in_another_year_is_shown(do: Do) -> None:
    """A project that stands in another year's plan is found with its year and sum."""
    last = do("draft", plan(year=2025))
    number = do("draft", plan())
    found = queries.elsewhere(number, plan())
    assert [(one.no, one.year, one.where) for one in found][:2] == [(1, 2025, last), (2, 2025, last)]


def test_the_store_holds_versions_true(do: Do) -> None:
    """A version that stands is not changed, not removed, and takes no more rows; no state but those of the machine."""
    number = do("draft", plan())
    version = models.PlanVersion.objects.get()
    more = {"applicant": "a", "project": "b", "requested_fen": 1, "granted_fen": 1, "protected": False}
    wrongs: list[Callable[[], object]] = [
        lambda: models.PlanVersion.objects.update(total_fen=1),
        lambda: models.PlannedRow.objects.update(granted_fen=1),
        lambda: models.PlannedRow.objects.filter(no=1).delete(),
        lambda: models.PlannedRow.objects.create(version=version, no=7, **more),
        lambda: models.Plan.objects.filter(number=number).update(state="paid"),
        lambda: models.Plan.objects.filter(number=number).update(version=2),
    ]
    for wrong in wrongs:
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()


PLAN_ROW = (
    "INSERT INTO fund_plan (number, year, fund, direction, matter, approval_class, batch, state, version, step, notice,"
    " notice_revision, since) VALUES ('FA-1', 2026, 'f', '', '', '', 1, 'draft', 0, 0, '', 0, '2026-01-01 00:00:00')"
)
VERSION = (
    "INSERT INTO fund_plan_version (id, plan_id, version, cap_fen, requested_fen, total_fen, digest, previous, note,"
    " \"by\", at) VALUES (1, 'FA-1', 1, 100, 100, {total}, 'd', '', '', 'u', '2026-01-01 00:00:00')"
)
ROW = (
    "INSERT INTO fund_planned_row (id, version_id, no, application, applicant, uscc, project, requested_fen,"
    " granted_fen, cut_reason, protected) VALUES ({id}, 1, {id}, '', 'a', '', 'p', {asked}, {got}, '{why}', {no})"
)


def test_both_stores_refuse_sums_that_do_not_match(store: SqliteStore | PostgresStore) -> None:
    """Neither version nor state moves over a total that its rows do not make; above the request nothing is kept."""
    connection = store.connect()
    no = "0" if isinstance(store, SqliteStore) else "FALSE"
    for statement in (
        PLAN_ROW,
        VERSION.format(total=90),
        ROW.format(id=1, asked=60, got=50, why="r", no=no),
        ROW.format(id=2, asked=30, got=30, why="", no=no),
    ):
        connection.execute(statement)
    for wrong in ("UPDATE fund_plan SET version = 1", "UPDATE fund_plan SET version = 1, state = 'checked'"):
        with pytest.raises(store.conflict, match="do not make the total"):
            connection.execute(wrong)
    for asked, got, why in ((1, 2, "r"), (2, 1, ""), (0, 0, ""), (1, -1, "r")):
        with pytest.raises(store.conflict):
            connection.execute(ROW.format(id=3, asked=asked, got=got, why=why, no=no))
    connection.execute(ROW.format(id=3, asked=10, got=10, why="", no=no))
    connection.execute("UPDATE fund_plan SET version = 1, state = 'checked'")
    with pytest.raises(store.conflict, match="takes no more rows"):
        connection.execute(ROW.format(id=4, asked=10, got=10, why="", no=no))
    with pytest.raises(store.conflict, match="stays as it is"):
        connection.execute("UPDATE fund_plan_version SET total_fen = 100")
    connection.close()


def test_concentration_is_exact() -> None:
    """The seed's sums by applicant: largest 62.06 %, index 0.4512; the office that pays itself is seen by its gloss."""
    found = concentration({"省口岸办": 100 * WAN, "海关": 800 * WAN, "海事局": 500 * WAN, "公司": 2290 * WAN})
    assert found
    assert (str(found.index), str(found.shares[0].percent)) == ("0.4512", "62.06")
    assert found.top * 3690**2 == found.bottom * (100**2 + 800**2 + 500**2 + 2290**2)
    assert concentration({"a": 0}) is None
    own = plan(rows=(row(1, 5, applicant="示例省口岸办（虚构）"), row(2, 5, applicant="示例省商务厅"), row(3, 5)))
    assert own_rows(own) == [1, 2]


def test_the_machine_ends_where_the_money_ends() -> None:
    """Every state is reachable; only a closed plan is final; a withdrawn one can be drafted again."""
    assert PLAN.reachable() == set(PLAN.states)
    assert [state.value for state in PLAN.states if PLAN.is_final(state)] == ["closed"]
    assert PLAN.next("withdrawn", "reopen") == "draft"


@given(
    requests=st.lists(st.integers(1, 5_000), min_size=1, max_size=30),
    cap=st.integers(1, 60_000),
    quantum=st.sampled_from([1, 100, WAN]),
    protected=st.sets(st.integers(0, 29), max_size=3),
)
def test_any_cut_sums_and_never_rises(requests: list[int], cap: int, quantum: int, protected: set[int]) -> None:
    """Whatever is asked: nobody gets more than asked, the sum is within the cap, and what is cut has a reason."""
    rows = tuple(row(no, wan, protected=no in protected) for no, wan in enumerate(requests))
    held = sum(wan for no, wan in enumerate(requests) if no in protected)
    asked = plan(cap=max(cap, held), quantum_fen=quantum, rows=rows)
    made = settle(asked)
    assert not faults(made.plan)
    assert made.plan.total_fen == min(asked.cap_fen, asked.requested_fen) - made.cut.unplaced
