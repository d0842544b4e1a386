"""Promises of the plan: what the simulated people will do, before anything is sent."""

import datetime as dt
import hashlib

import pytest

from simulator.days import office, slow, works
from simulator.firms import Key, desk
from simulator.session import Session
from simulator.settings import Settings, first_day
from simulator.steps import Step, Verb
from simulator.traffic import open_port

ROLES = ("customs", "maritime", "border", "port")
KEYS = [Key(f"{role}{n}", role, "k") for role in ("declarant", "ship_agent") for n in range(3)]
KEYS += [Key(role, role, "k") for role in ROLES]
DAY = 86_400


def plan(days: int, *, seed: int = 1, sessions: tuple[Session, ...] = ()) -> list[Step]:
    """The steps of so many days."""
    settings = Settings(seed=seed, start=dt.date(2025, 1, 1), months=2, declarations=600, calls=120)
    world = open_port(settings, desk(KEYS), sessions).world
    world.run(days * DAY)
    return world.steps


def told(step: Step) -> tuple[object, ...]:
    """All of a step that the port will see, but for what it answers itself."""
    papers = {Verb.FILE: 1, Verb.AMEND: 2}
    paper = step.folder.paper(papers[step.verb]) if step.verb in papers else b""
    digest = hashlib.sha256(paper).hexdigest()
    return step.key, step.at, step.happened, step.by, step.verb, step.action, step.reason, digest


def test_the_same_seed_plans_the_same() -> None:
    """Seed and settings give the same documents, keys, decisions and instants, byte for byte."""
    assert [told(s) for s in plan(30)] == [told(s) for s in plan(30)]


def test_another_seed_plans_otherwise() -> None:
    """The seed matters."""
    assert [told(s) for s in plan(20)] != [told(s) for s in plan(20, seed=2)]


def test_a_longer_plan_begins_with_the_shorter() -> None:
    """Time that goes on changes nothing of what was: a fill that is repeated tomorrow repeats nothing."""
    short, long = plan(15), plan(30)
    assert [told(s) for s in long[: len(short)]] == [told(s) for s in short]


def test_a_livelier_session_leaves_the_past_alone() -> None:
    """More filings from day 20 on: the twenty days before stay as they are, and more follows."""
    calm, lively = plan(22), plan(22, sessions=(Session(20 * DAY, 0.5, 21 * DAY),))
    before = [told(s) for s in calm if s.at < 20 * DAY]
    assert [told(s) for s in lively[: len(before)]] == before
    assert len(lively) > len(calm) + 100


def test_steps_stand_in_order_of_time_and_begin_with_a_filing() -> None:
    """The plan is sorted, every case begins with its filing, and nothing follows its last step."""
    steps = plan(40)
    assert [s.at for s in steps] == sorted(s.at for s in steps)
    assert all((s.number == 0) == (s.verb is Verb.FILE) for s in steps)
    assert len({s.key for s in steps}) == len(steps)


def test_faulty_filings_are_there_and_rare() -> None:
    """A few per mille are refused on purpose; each is followed by a good one."""
    folders = {s.folder.name: s.folder for s in plan(60)}
    faulty = [f for f in folders.values() if f.faulty]
    assert 0 < len(faulty) < 0.02 * len(folders)
    assert all(f.name.removesuffix("F") in folders for f in faulty)


def test_some_goods_are_declared_before_they_arrive_and_some_after() -> None:
    """Filing ahead makes negative stages; an arrival before the filing is reported later, as having happened earlier."""
    reports = [s for s in plan(40) if s.action == "report_arrival"]
    late = [s for s in reports if s.happened is not None]
    assert 0.05 < len(late) / len(reports) < 0.6
    assert all(s.happened < s.at for s in late if s.happened is not None)


@pytest.mark.parametrize(
    ("second", "work", "expected"),
    [
        (9 * 3600, 3600, DAY * 0 + 10 * 3600),
        (17 * 3600, 3600, DAY + 9 * 3600),
        (0, 60, 8 * 3600 + 1860),
    ],
)
def test_office_time_passes_in_office_hours(second: int, work: int, expected: int) -> None:
    """8:30 to 17:30 on working days; the rest waits for the next one."""
    assert office(dt.date(2025, 3, 3), second, work) == expected


def test_the_spring_festival_is_slow() -> None:
    """Nobody works on 29 January 2025, and everything takes longer; beyond the known years, weekdays work."""
    assert not works(dt.date(2025, 1, 29))
    assert slow(dt.date(2025, 1, 29)) > slow(dt.date(2025, 3, 12))
    assert works(dt.date(2040, 1, 4))


def test_the_first_day_is_the_same_all_through_a_month() -> None:
    """24 months before any day of March 2026 is 1 March 2024."""
    assert {first_day(dt.date(2026, 3, d), 24) for d in (1, 17, 31)} == {dt.date(2024, 3, 1)}
    assert first_day(dt.date(2026, 1, 5), 1) == dt.date(2025, 12, 1)


def test_months_are_paid_from_the_first_that_was_lived() -> None:
    """Of the month before the first day the port knows no statement, so nobody asks to pay one; of the first they do."""
    keys = [*KEYS, Key("lychee", "declarant", "k"), Key("longan", "declarant", "k"), Key("bank", "bank", "k")]
    settings = Settings(seed=1, start=dt.date(2025, 1, 1), months=2, declarations=600, calls=120)
    world = open_port(settings, desk(keys), ()).world
    world.run(40 * DAY)
    assert [s.action for s in world.steps if s.verb is Verb.DRAW] == ["2025-01"]
    paid = {s.folder.id for s in world.steps if s.verb is Verb.PAY and s.folder.type == "tax_statement"}
    assert paid == {"TMS-202501-lychee", "TMS-202501-longan"}
