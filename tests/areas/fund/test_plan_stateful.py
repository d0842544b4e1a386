"""Any order of deeds on a plan and its money: what is not open is refused, and the sums hold after every step."""

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.machines import PLAN
from kouan.areas.fund.operations import publish
from kouan.areas.fund.paying import deeds as money
from kouan.areas.fund.paying import queries as paid
from kouan.areas.fund.planning import deeds, queries, register
from kouan.areas.fund.planning.announcing import Terms, text_of
from kouan.areas.fund.review.rules import blocking, review
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.journal import verify
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.house import House

from .plans import WAN, changed, plan, row

START = dt.datetime(2026, 3, 1, 9, 0, tzinfo=SHANGHAI)
ROWS = st.integers(1, 4)
SUMS = st.integers(-1, 120)


class Life(RuleBasedStateMachine):
    """One plan with four rows over its whole life; time goes on with every deed."""

    port: House
    officer: Actor
    lives = 0
    reached: ClassVar[set[str]] = set()

    @initialize()
    def begin(self) -> None:
        """A draft of a batch of its own, and a clock; the store and its journal go on from life to life."""
        type(self).lives += 1
        self.now, self.notice, self.vouchers = START, "", 0
        self.seen: list[tuple[str, int]] = []
        rows = tuple(row(no, wan) for no, wan in enumerate((30, 40, 50, 60), start=1))
        self.number = deeds.draft(plan(cap=150, rows=rows, batch=self.lives), **self.doing())

    def doing(self, *, reads: bool = False) -> dict[str, Any]:
        """Who, when, and with which writer."""
        given: dict[str, Any] = {"actor": self.officer, "now": self.now, "writer": self.port.writer}
        return given | ({"reader": self.port.reader} if reads else {})

    def tried(self, deed: Callable[[], object]) -> bool:
        """Was the deed taken? A refusal has words in both languages and changes nothing."""
        before = queries.listed(self.number)
        try:
            deed()
        except Refused as refused:
            said = refused.words
        else:
            return True
        assert said.zh
        assert said.en
        assert queries.listed(self.number) == before
        return False

    @rule(days=st.integers(1, 9))
    def wait(self, days: int) -> None:
        """Time goes on."""
        self.now += dt.timedelta(days=days)

    @rule()
    def go_on(self) -> None:
        """The next step as it should be, so that lives come to their end, too."""
        listed = queries.listed(self.number)
        assert listed
        if listed.state == "on_notice":
            self.now += dt.timedelta(days=9)
            self.finalise(1, None)
        elif listed.state == "approved":
            self.show()
        elif listed.state == "sent_to_finance":
            self.allot({1: 1}, whole=True)
        else:
            steps = [action for action in PLAN.open_actions(listed.state) if action in ("check", "approve", "send")]
            if steps:
                self.move(steps[0])

    @rule(cap=st.integers(-1, 200), at=ROWS, fixed=st.none() | SUMS)
    def revise(self, cap: int, at: int, fixed: int | None) -> None:
        """Another cap, perhaps an override."""
        kept = queries.plan(self.number, self.port.reader)
        assert kept
        asked = changed(kept, at, fixed_fen=None if fixed is None else fixed * WAN, reason="单独核定（虚构）")
        asked = msgspec.structs.replace(asked, cap_fen=cap * WAN)
        listed = queries.listed(self.number)
        assert listed
        taken = self.tried(lambda: deeds.revise(self.number, asked, seen=listed.version, **self.doing()))
        assert not taken or listed.state == "draft"

    @rule(action=st.sampled_from(deeds.BY_HAND))
    def move(self, action: str) -> None:
        """Any action by hand; only what the table opens is taken."""
        listed = queries.listed(self.number)
        assert listed
        open_now = action in PLAN.open_actions(listed.state)
        taken = self.tried(lambda: deeds.move(self.number, action, reason="理由", **self.doing()))
        assert taken == open_now

    @rule()
    def show(self) -> None:
        """Its notice, from tomorrow for seven days."""
        kept = queries.plan(self.number, self.port.reader)
        assert kept
        first = self.now.date() + dt.timedelta(days=1)

        def deed() -> None:
            text = text_of(kept, Terms(issuer="示例省商务厅", first=first, address="示例路1号", addressee="资金处"))
            waivers = {one.id: "已核对" for one in blocking(review(read_text(text)))}
            given = {"waivers": waivers, "plan": self.number, "key": f"{self.lives} {self.now}"}
            self.notice = publish(body=text.encode(), **given, **self.doing(reads=True)).number  # type: ignore[arg-type]

        self.tried(deed)

    @rule(at=ROWS, cut=st.none() | SUMS)
    def finalise(self, at: int, cut: int | None) -> None:
        """Final, perhaps with a cut."""
        cuts = {} if cut is None else {at: money.Cut(cut * WAN, "公示期内核减（虚构）")}
        self.tried(lambda: money.finalise(self.notice or "FN-0", cuts=cuts, **self.doing(reads=True)))

    @rule(sums=st.dictionaries(ROWS, SUMS, min_size=1), whole=st.booleans())
    def allot(self, sums: dict[int, int], whole: bool) -> None:
        """A document, of any sums or of all that is left."""
        known = paid.account(self.notice) if self.notice else None
        lines = {at: wan * WAN for at, wan in sums.items()}
        if whole and known:
            lines = {one.position: one.granted - one.allotted for one in known.lines if one.granted > one.allotted}
        self.vouchers += 1
        document = f"示例〔2026〕{self.lives}-{self.vouchers}号"
        given = {"document": document, "dated": self.now.date(), "lines": lines, "item": "科目"}
        if self.tried(lambda: money.allot(self.notice or "FN-0", **given, **self.doing())):  # type: ignore[arg-type]
            self.seen += [(document, at) for at in lines]

    @rule(pick=st.integers(0, 30), wan=SUMS)
    def pay(self, pick: int, wan: int) -> None:
        """A payment out of a document."""
        document, at = self.seen[pick % len(self.seen)] if self.seen else ("示例〔2026〕0号", 1)
        self.vouchers += 1
        given = {"document": document, "position": at, "voucher": f"PZ-{self.lives}-{self.vouchers}", "fen": wan * WAN}
        day = self.now.date()
        self.tried(lambda: money.pay(self.notice or "FN-0", paid_on=day, **given, **self.doing(reads=True)))  # type: ignore[arg-type]

    @invariant()
    def sums_hold(self) -> None:
        """Granted >= allotted >= paid >= 0 on every row; every version makes its total; the chain of versions holds."""
        if not hasattr(self, "number"):
            return
        assert queries.unreconciled() == paid.unreconciled() == []
        known = paid.account(self.notice) if self.notice else None
        listed = queries.listed(self.number)
        assert listed
        type(self).reached.add(listed.state)
        if known:
            assert known.total <= listed.cap_fen
            assert all(one.granted >= one.allotted >= one.paid >= 0 for one in known.lines)
            left = sum(one.granted - one.allotted for one in known.lines)
            assert (listed.state in ("allocated", "closed")) == (left == 0 and listed.state in AFTER)

    def teardown(self) -> None:
        """The journal holds, and the tables are the same again from it."""
        if not hasattr(self, "number"):
            return
        assert verify(self.port.reader.journal(0, limit=100_000))[2] is None
        before = (queries.listed(self.number), queries.versions(self.number))
        register.rebuild(self.port.reader)
        assert (queries.listed(self.number), queries.versions(self.number)) == before


AFTER = ("allocated", "closed", "sent_to_finance")


def test_any_order_of_deeds(port: House, officer: Actor) -> None:
    """Fifteen lives of up to thirty deeds; some of them come as far as money."""
    Life.port, Life.officer = port, officer
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Life,
        settings=settings(
            max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    assert {"draft", "on_notice", "final", "sent_to_finance", "allocated"} <= Life.reached
