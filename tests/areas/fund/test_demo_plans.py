"""The demonstration's plans: invented, laid once, and true to the house's own rules."""

import datetime as dt

import msgspec

from kouan.areas.fund.demo_plans import lay_demo_plans
from kouan.areas.fund.paying import queries as money
from kouan.areas.fund.planning import queries
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.journal import verify
from kouan.kernel.parties import Actor
from kouan.store.house import House, open_house

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)


def test_both_plans_are_laid_once(port: House, officer: Actor) -> None:
    """One lives from draft to payments, with a cut, a protected row and one that gets nothing; one is a draft."""
    home = open_house(msgspec.structs.replace(port, now=lambda: NOW))
    lived, drafted = lay_demo_plans(home, officer)
    assert lay_demo_plans(home, officer) == []
    kept = queries.plan(lived, port.reader)
    assert kept
    assert any(row.protected for row in kept.rows)
    assert any(row.granted_fen == 0 for row in kept.rows)
    assert all("虚构" in row.applicant and "虚构" in row.project for row in kept.rows)
    states = {one.number: one.state for one in queries.plans()}
    assert states == {lived: "sent_to_finance", drafted: "draft"}
    assert queries.unreconciled() == money.unreconciled() == []
    assert verify(port.reader.journal(0, limit=10_000))[2] is None
