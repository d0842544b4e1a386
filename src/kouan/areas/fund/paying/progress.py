"""Progress by quarter on two bases, with lights, and whether the first milestone was ever within reach."""

import datetime as dt
from decimal import Decimal

import msgspec

from kouan.areas.fund.paying.queries import Account
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.review.yardstick import yardstick_of
from kouan.areas.fund.rules.lights import Light, Reading, read_light, said

ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
YEAR_MONEY = "当年度金额"


class Quarter(msgspec.Struct, frozen=True, kw_only=True):
    """One milestone on one base. `silent` rows had not reported it and count as they last said."""

    quarter: int
    due_share: Decimal
    spent: int | None
    reading: Reading
    silent: int

    @property
    def light(self) -> Light:
        """The colour."""
        return self.reading.light

    @property
    def percent(self) -> str:
        """As printed; a dash without a report."""
        return "—" if self.reading.percent is None else said(self.reading.percent, 2)


class Base(msgspec.Struct, frozen=True):
    """A base by its name (plan or year), in 分, with its quarters."""

    name: str
    fen: int
    quarters: tuple[Quarter, ...]


class Feasibility(msgspec.Struct, frozen=True):
    """Days from the notice's last day to the first milestone; `doubtful` below the house's number of days."""

    days: int
    milestone: dt.date
    share: str
    least: int

    @property
    def doubtful(self) -> bool:
        """Fewer days than the review's yardstick."""
        return self.days < self.least


def milestones(notice: Notice) -> list[tuple[int, Decimal]]:
    """Quarter and share promised, from the target table."""
    printed = notice.targets.milestones if notice.targets else ()
    return [(one.quarter, Decimal(one.share)) for one in printed if one.quarter and one.share]


def bases(known: Account, notice: Notice) -> tuple[Base, ...]:
    """The plan's own total, and the year's budget where the target table gives one."""
    year = notice.targets.amounts.get(YEAR_MONEY) if notice.targets else None
    found = [("plan", known.total), ("year", year.fen if year and year.fen else 0)]
    return tuple(Base(name, fen, _quarters(known, notice, fen)) for name, fen in found if fen > 0)


def row_lights(known: Account, notice: Notice) -> list[tuple[object, list[Reading]]]:
    """Each row with its readings against its own grant; rows without money have none."""
    due = milestones(notice)
    return [
        (
            line,
            [read_light(base=line.granted, spent=line.spent.get(quarter), due_share=share) for quarter, share in due],
        )
        for line in known.lines
        if line.granted
    ]


def feasibility(notice: Notice) -> Feasibility | None:
    """None without a period or a milestone."""
    due = milestones(notice)
    if not due or notice.period is None or notice.subject.year is None:
        return None
    quarter, share = due[0]
    milestone = dt.date(notice.subject.year, *ENDS[quarter])
    least = yardstick_of(notice).feasible_days
    return Feasibility((milestone - notice.period.last).days, milestone, f"{share:f}", least)


def _quarters(known: Account, notice: Notice, base: int) -> tuple[Quarter, ...]:
    made = []
    for quarter, share in milestones(notice):
        spent = known.spent(quarter)
        reading = read_light(base=base, spent=spent, due_share=share)
        made.append(
            Quarter(quarter=quarter, due_share=share, spent=spent, reading=reading, silent=known.silent(quarter))
        )
    return tuple(made)
