"""How long a stage took, unit by unit: rules 6 to 10 of a definition, over the events that stand."""

from typing import Any

import ibis
import pyarrow as pa

from kouan.areas.index.rules import Definition, Pick

from .days import ALWAYS, DAY, WorkingCalendar, days, offset_of
from .log import Log, known_by, standing
from .units import members

DONE, OPEN, CONFLICT, CANCELLED, NO_START = "done", "open", "conflict", "cancelled", "no start"
EXCLUDED = (CONFLICT, CANCELLED, NO_START)
"""Reasons to leave a unit out, the strongest first."""

COLUMNS = ("unit", "status", "port", "month", "us", "start_event", "end_event", "start_us", "end_us")


def stages(log: Log, definition: Definition, *, as_of_us: int, calendar: WorkingCalendar = ALWAYS) -> Any:
    """A row for each unit in scope, with the columns of `COLUMNS`.

    `us` is the signed duration of a finished stage, or the age (on the plain clock) of an open one, in microseconds;
    `month` is 202601, of the end (or the start, as defined); an open unit counts in the month it started, an excluded
    one in the month of its stage's end, else start, else of its last event.
    """
    found = members(standing(known_by(log, as_of_us)), definition.unit)
    found = found.filter(found.flow == definition.flow)
    whole = _with_ends(found, definition)
    sorted_out = _with_status(whole).filter(ibis._.status.notnull())
    dated = _with_place(sorted_out, definition)
    return _measured(dated, definition, as_of_us, calendar).select(*COLUMNS)


def _with_ends(found: Any, definition: Definition) -> Any:
    """Units with what is known of all their events, and the two events that bound the stage."""
    last = found.group_by("unit").aggregate(
        conflict=found.conflict.any(),
        cancelled=found.activity.isin(list(definition.exclude_if)).any(),
        last_us=found.us.max(),
        any_port=found.port.min(),
    )
    start, end = _picked(found, definition.start, "start"), _picked(found, definition.end, "end")
    with_start = last.left_join(start, "unit").drop("unit_right")
    return with_start.left_join(end, "unit").drop("unit_right")


def _picked(found: Any, pick: Pick, name: str) -> Any:
    """The first or last event of an activity for each unit; of two at one instant, the lower (or higher) id.

    The port settles what is left: two contents under one id.
    """
    events = found.filter(found.activity == pick.activity)
    first = (events.us, events.event_id, events.port)
    order = first if pick.pick == "first" else tuple(column.desc() for column in first)
    nth = ibis.row_number().over(ibis.window(group_by=events.unit, order_by=order))
    chosen = events.mutate(nth=nth).filter(ibis._.nth == 0)
    return chosen.select("unit", **{f"{name}_us": "us", f"{name}_event": "event_id", f"{name}_port": "port"})


def _with_status(whole: Any) -> Any:
    """Conflict, cancelled, no start, done, open; none of them means out of scope."""
    started, ended = whole.start_us.notnull(), whole.end_us.notnull()
    return whole.mutate(
        status=ibis.cases(
            (whole.conflict, CONFLICT),
            (whole.cancelled, CANCELLED),
            (ended & ~started, NO_START),
            (started & ended, DONE),
            (started, OPEN),
            else_=ibis.null("string"),
        )
    )


def _with_place(found: Any, definition: Definition) -> Any:
    """Port and the instant that gives the month: of the end the definition names, else of the other one."""
    ends = {"start": ("start", "end"), "end": ("end", "start")}
    port, month = ends[definition.attribute.port], ends[definition.attribute.month]
    return found.mutate(
        port=ibis.coalesce(*(found[f"{end}_port"] for end in port), found.any_port),
        placed_us=ibis.coalesce(*(found[f"{end}_us"] for end in month), found.last_us),
    )


def _measured(found: Any, definition: Definition, as_of_us: int, calendar: WorkingCalendar) -> Any:
    offset, table = offset_of(definition.time_zone), days(definition.time_zone, calendar)
    dated = _on_day(found, table, found.placed_us, offset, "placed")
    if definition.clock == "working":
        for end in ("start", "end"):
            dated = _on_day(dated, table, dated[f"{end}_us"], offset, end)
        length = _worked(dated, "end", offset) - _worked(dated, "start", offset)
    else:
        length = dated.end_us - dated.start_us
    open_age = as_of_us - dated.start_us
    us = ibis.cases((dated.status == DONE, length), (dated.status == OPEN, open_age), else_=ibis.null("int64"))
    return dated.mutate(us=us, month=dated.placed_month)


def _on_day(found: Any, table: pa.Table, instant: Any, offset: int, name: str) -> Any:
    """Join the row of the day on which an instant falls, its columns under a name."""
    named = ibis.memtable(table.rename_columns([f"{name}_{column}" for column in table.column_names]))
    dated = found.mutate(**{f"{name}_day": (instant + offset) // DAY})
    return dated.left_join(named, f"{name}_day").drop(f"{name}_day_right")


def _worked(dated: Any, name: str, offset: int) -> Any:
    """Working time from the first day of the table to an instant, so that a difference of two is the time between."""
    clock = (dated[f"{name}_us"] + offset) % DAY
    within = ibis.greatest(ibis.least(clock, dated[f"{name}_closes"]) - dated[f"{name}_opens"], 0)
    return dated[f"{name}_before"] + within
