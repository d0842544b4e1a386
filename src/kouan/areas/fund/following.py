"""Brings all the fund's tables up to the journal: called when a process opens the house, in case one died in between."""

from kouan.areas.fund import tables
from kouan.areas.fund.applying import register as applications
from kouan.areas.fund.assessing import register as reviews
from kouan.areas.fund.calling import register as calls
from kouan.areas.fund.earlier import register as earlier
from kouan.areas.fund.evaluating import register as evaluations
from kouan.areas.fund.objecting import register as objections
from kouan.areas.fund.paying import register as money
from kouan.areas.fund.planning import register as plans
from kouan.areas.fund.scored import reporting
from kouan.store.reader import Reader


def catch_up(reader: Reader) -> None:
    """Notices first, for the rest stands on them; calls before applications, applications before their reviews."""
    tables.catch_up(reader)
    plans.catch_up(reader)
    objections.catch_up()
    money.catch_up()
    reporting.catch_up()
    evaluations.catch_up()
    calls.catch_up()
    applications.catch_up(reader)
    reviews.catch_up()
    earlier.catch_up(reader)
