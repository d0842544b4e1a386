"""Replies that can not be lost: the numbered log, and pushing it to subscribers that fail in every way."""

import asyncio
import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kouan.journeys.replies import subscribing
from kouan.journeys.replies.book import Book, Subscription
from kouan.journeys.replies.log import LOG
from kouan.journeys.replies.pushing import RETRIES, WAITS, push_round
from kouan.journeys.replies.reading import after, last
from kouan.journeys.replies.sending import Outcome
from kouan.journeys.replies.telling import Reply
from kouan.kernel.machine import Refused
from kouan.store.database import SqliteStore
from kouan.store.projections import follow, rebuild
from kouan.store.roles import actor
from tests.spec.port import Port

TAKEN, DOWN, SICK, REFUSES = (
    Outcome(200),
    Outcome(0, "no-connection"),
    Outcome(503, "http-503"),
    Outcome(422, "http-422"),
)


class Firm:
    """A port with filings, and one subscriber whose answers the test decides."""

    def __init__(self, store: SqliteStore, var: Path) -> None:
        self.port = Port(store, var)
        self.book = Book(store)
        self.got: list[str] = []
        self.answers: Callable[[Reply], Outcome] = lambda reply: TAKEN

    def subscribe(self, organisation: str = "kapok") -> Subscription:
        who = actor(organisation, organisation, "declarant")
        url = "https://example.com/in"
        return subscribing.begin(self.book, who, url, "v1", now=self.port.now, demonstration=False)[0]

    def work(self, n: int, organisation: str = "kapok") -> None:
        """File n declarations and accept each: two replies a case."""
        for _ in range(n):
            case = self.port.file("import_declaration", of=organisation)
            self.port.decide(case, "accept", by="customs")
        self.follow()

    def follow(self) -> None:
        follow(self.port.house.store, LOG, now=self.port.now)

    async def _push(self, subscription: Subscription, reply: Reply) -> Outcome:
        outcome = self.answers(reply)
        if outcome.taken:
            self.got.append(reply.id)
        return outcome

    def round(self) -> int:
        """One look of the courier: a round for each subscription that waits."""
        waiting = self.book.waiting(self.port.now)
        return sum(asyncio.run(push_round(self.book, s, self._push, lambda: self.port.now)) for s in waiting)

    def live(self, **time: float) -> None:
        """Let time go by, the courier looking every five seconds, or when it is next due."""
        until = self.port.now + dt.timedelta(**time)
        while self.port.now < until:
            if not self.round():
                self.port.later(seconds=60)

    def ids(self, organisation: str = "kapok") -> list[str]:
        return [r.id for r in after(self.port.house.reader, organisation, 0)]


@pytest.fixture
def firm(store: SqliteStore, tmp_path: Path) -> Iterator[Firm]:
    made = Firm(store, tmp_path)
    yield made
    made.port.house.writer.stop()


def in_order(ids: list[str]) -> bool:
    """Do the replies of each case stand in the order of their versions?"""
    seen: dict[str, int] = {}
    for case, version in (id.rsplit(".", 1) for id in ids):
        if int(version) < seen.get(case, 0):
            return False
        seen[case] = int(version)
    return True


def test_each_organisation_counts_its_own_replies_without_gaps(firm: Firm) -> None:
    """The numbers of one firm run from 1 without gaps, whatever others do in between; nobody gets another's replies."""
    for n, organisation in itertools.product(range(3), ("kapok", "banyan")):
        firm.work(1 + n % 2, organisation)
    for organisation in ("kapok", "banyan"):
        replies = after(firm.port.house.reader, organisation, 0)
        assert [r.offset for r in replies] == list(range(1, len(replies) + 1))
        assert {firm.port.house.reader.case(r.case).owner for r in replies} == {organisation}  # type: ignore[union-attr]
        assert in_order([r.id for r in replies])


def test_a_reply_keeps_the_raw_code_and_says_the_derived_state(firm: Firm) -> None:
    """A release reads CHANNEL P as it is, with the state derived from the code list, and our own state beside it."""
    case = firm.port.file("import_declaration", of="kapok")
    for action in ("accept", "release"):
        case = firm.port.decide(case, action, by="customs")
    firm.follow()
    told = after(firm.port.house.reader, "kapok", 0)
    assert [(r.state, r.raw.code, r.raw.state) for r in told if r.raw] == [
        ("lodged", "7", "lodged"),
        ("accepted", "L", "lodged"),
        ("released", "P", "released"),
    ]


def test_rebuilding_the_log_gives_every_reply_its_old_number(firm: Firm) -> None:
    """The log can be thrown away: the journal alone gives the same numbers again."""
    firm.work(3)
    firm.work(2, "banyan")
    before = [(r.offset, r.id) for o in ("kapok", "banyan") for r in after(firm.port.house.reader, o, 0)]
    rebuild(firm.port.house.store, LOG, now=firm.port.now)
    assert [(r.offset, r.id) for o in ("kapok", "banyan") for r in after(firm.port.house.reader, o, 0)] == before


def test_a_line_of_the_log_is_never_changed(firm: Firm) -> None:
    """The store itself refuses to give a reply another number."""
    firm.work(1)
    connection = firm.port.house.store.connect()
    with pytest.raises(firm.port.house.store.conflict):
        connection.execute("UPDATE reply SET place = place + 1")
    connection.close()


def test_a_subscriber_that_was_down_for_three_days_gets_all_in_order(firm: Firm) -> None:
    """No connection for three days, then up: every reply arrives, once, in order inside each case; no dead letter."""
    made = firm.subscribe()
    firm.answers = lambda reply: DOWN
    for _ in range(6):
        firm.work(3)
        firm.live(hours=12)
    assert firm.got == []
    firm.answers = lambda reply: TAKEN
    firm.live(minutes=30)
    assert sorted(firm.got) == sorted(firm.ids())
    assert in_order(firm.got)
    assert firm.book.parked(made.id) == []


def test_three_days_of_503_make_no_dead_letter(firm: Firm) -> None:
    """A subscriber that answers 503 to everything is asked ever more seldom, and then gets everything once, in order."""
    made = firm.subscribe()
    firm.answers = lambda reply: SICK
    for _ in range(3):
        firm.work(10)
        firm.live(hours=24)
    assert not any(p.dead for p in firm.book.parked(made.id))
    firm.answers = lambda reply: TAKEN
    firm.live(hours=3)
    assert sorted(firm.got) == sorted(firm.ids())
    assert in_order(firm.got)


def test_a_subscriber_that_is_down_is_asked_ever_more_seldom(firm: Firm) -> None:
    """The wait doubles up to the cap of ten minutes, so a day of silence costs about 150 tries, not thousands."""
    made = firm.subscribe()
    firm.work(1)
    tries: list[dt.datetime] = []
    firm.answers = lambda reply: tries.append(firm.port.now) or DOWN  # type: ignore[func-returns-value]
    firm.live(days=1)
    assert 130 < len(tries) < 170
    assert firm.book.one("kapok", made.id).failures == len(tries)  # type: ignore[union-attr]
    assert WAITS[-1] == dt.timedelta(minutes=10)


def test_one_reply_that_is_refused_holds_up_its_own_case_only(firm: Firm) -> None:
    """A poisoned reply becomes a dead letter after the tries; its case waits for it, all other cases do not."""
    made = firm.subscribe()
    firm.work(4)
    poison = firm.ids()[0]
    firm.answers = lambda reply: REFUSES if reply.id == poison else TAKEN
    firm.round()
    assert set(firm.ids()) - set(firm.got) == {poison, poison[:-1] + "2"}
    for _ in range(len(RETRIES) + 4):
        firm.work(1)
        firm.live(hours=3)
    dead = subscribing.dead_letters(firm.book, made)
    assert [(p.place, p.fault) for p in dead] == [(1, "http-422")]
    assert set(firm.ids()) - set(firm.got) == {poison}
    firm.answers = lambda reply: TAKEN
    subscribing.revive(firm.book, made, 1)
    firm.live(minutes=2)
    assert set(firm.ids()) == set(firm.got)


@pytest.mark.parametrize("moment", range(8))
def test_a_kill_between_sending_and_keeping_loses_nothing(firm: Firm, moment: int) -> None:
    """Killed after any reply was taken and before that was kept: after the restart the rest comes, repeats carry the same id."""
    firm.subscribe()
    firm.work(4)
    left = iter([TAKEN] * moment)

    class Killed(BaseException):
        pass

    def answer(reply: Reply) -> Outcome:
        if next(left, None) is None:
            raise Killed
        return TAKEN

    firm.answers = answer
    with pytest.raises(Killed):
        firm.round()
    firm.answers = lambda reply: TAKEN
    firm.live(minutes=2)
    once = list(dict.fromkeys(firm.got))
    assert once == firm.ids()


def test_the_firm_itself_has_replies_sent_again_from_a_number(firm: Firm) -> None:
    """Replay from 3 sends 3 and all that follow again; a number beyond the log is refused."""
    made = firm.subscribe()
    firm.work(3)
    firm.live(minutes=1)
    firm.got.clear()
    subscribing.replay(firm.book, made, 3)
    firm.live(minutes=1)
    assert firm.got == firm.ids()[2:]
    for wrong in (0, -1, 99):
        with pytest.raises(Refused):
            subscribing.replay(firm.book, made, wrong)


def test_a_replay_that_comes_during_a_round_wins(firm: Firm) -> None:
    """The place that a person sets while replies are on their way is not set back by them."""
    made = firm.subscribe()
    firm.work(3)

    def answer(reply: Reply) -> Outcome:
        if reply.offset == 4:
            subscribing.replay(firm.book, made, 2)
        return TAKEN

    firm.book.restart(made.id, 1)
    firm.answers = answer
    firm.round()
    assert firm.book.one("kapok", made.id).place in (1, 6)  # type: ignore[union-attr]
    firm.answers = lambda reply: TAKEN
    firm.live(minutes=1)
    assert set(firm.got) >= set(firm.ids()[1:])


def test_gone_ends_pushing_until_the_firm_goes_on(firm: Firm) -> None:
    """410 stops the subscription; nothing is lost, for its place stays."""
    made = firm.subscribe()
    firm.work(2)
    firm.answers = lambda reply: Outcome(410, "http-410")
    firm.live(minutes=10)
    kept = firm.book.one("kapok", made.id)
    assert kept is not None
    assert (kept.standing, kept.place) == ("gone", 0)
    firm.answers = lambda reply: TAKEN
    subscribing.go_on(firm.book, kept)
    firm.live(minutes=10)
    assert firm.got == firm.ids()


def test_a_new_subscription_begins_with_what_comes(firm: Firm) -> None:
    """What is in the log already is not pushed unasked; replay sends it."""
    firm.work(2)
    made = firm.subscribe()
    assert made.place == last(firm.port.house.reader, "kapok") == 4
    firm.work(1)
    firm.live(minutes=1)
    assert firm.got == firm.ids()[4:]


def test_another_firms_subscription_is_as_unknown_as_none(firm: Firm) -> None:
    """Nobody can see, change or end a subscription of another organisation, even by its exact id."""
    made = firm.subscribe("kapok")
    for organisation, id in (("banyan", made.id), ("kapok", "sub_0")):
        with pytest.raises(Refused) as refused:
            subscribing.own(firm.book, actor("x", organisation, "declarant"), id)
        assert refused.value.code == "subscription-unknown"
