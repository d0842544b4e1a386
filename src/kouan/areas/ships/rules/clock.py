"""The legal clock of a call: by when each step is due, and by which branch of the rule.

All lengths are dated data (`deadlines.yaml`). "Shorter than" is strict: exactly seven days or 24 hours takes the ordinary
branch (ours; to verify). Times are instants; what is due is told in China's time.
"""

import datetime as dt
from importlib.resources import files

import msgspec

from kouan.kernel.rules import LAW_ZONE, law_day, read_rule
from kouan.kernel.words import Words

ON_LEAVING = Words("驶离上一港时", "on leaving last port")
TOGETHER = Words("进出口岸手续一并办理", "entry and exit together")
SEPARATELY = Words("进出口岸手续分别办理", "separately")


class Deadlines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lengths of time in hours."""

    apply_before_eta_hours: int
    report_before_eta_hours: int
    formalities_after_arrival_hours: int
    apply_before_sailing_hours: int
    permit_life_hours: int
    short_stay_hours: int


DEADLINES = read_rule("deadlines", (files(__package__) / "deadlines.yaml").read_text("utf-8"), Deadlines)


class Due(msgspec.Struct, frozen=True):
    """By when, and by which branch of the rule."""

    by: dt.datetime
    branch: Words


class Clock(msgspec.Struct, frozen=True):
    """The due times of one call."""

    apply: Due
    report: Due
    formalities_by: dt.datetime
    departure_by: dt.datetime
    exit: Words


def clock(left: dt.datetime, eta: dt.datetime, etd: dt.datetime) -> Clock:
    """The clock of a ship that leaves the last port, arrives and leaves at these instants."""
    law = DEADLINES.on(law_day(eta)).value
    short = etd - eta < dt.timedelta(hours=law.short_stay_hours)
    return Clock(
        apply=_before(left, eta, law.apply_before_eta_hours),
        report=_before(left, eta, law.report_before_eta_hours),
        formalities_by=_china(eta + dt.timedelta(hours=law.formalities_after_arrival_hours)),
        departure_by=_china(etd - dt.timedelta(hours=law.apply_before_sailing_hours)),
        exit=TOGETHER if short else SEPARATELY,
    )


def _before(left: dt.datetime, eta: dt.datetime, hours: int) -> Due:
    """So long before the arrival; on leaving the last port where the voyage is shorter than that."""
    ahead = dt.timedelta(hours=hours)
    if eta - left < ahead:
        return Due(_china(left), ON_LEAVING)
    days, rest = divmod(hours, 24)
    named = Words(f"抵港前{days}天", f"{days} days before") if days > 1 and not rest else None
    return Due(_china(eta - ahead), named or Words(f"抵港前{hours}小时", f"{hours} h before"))


def has_lapsed(permit_at: dt.datetime, sailed_at: dt.datetime) -> bool:
    """Had the departure permit lapsed when the ship sailed?"""
    law = DEADLINES.on(law_day(permit_at)).value
    return sailed_at - permit_at > dt.timedelta(hours=law.permit_life_hours)


def _china(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(LAW_ZONE)
