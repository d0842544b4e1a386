"""The months of firms that pay their taxes together: customs draws each month's summary, the firms pay, the bank books."""

import datetime as dt

from .days import DAY
from .steps import Folder
from .world import Life, World

DRAWN_ON, PAID_ON = 3, 6
"""Days of the next month: late enough that all of the month is in, and before the fifth working day."""
SUMMARY_FIRMS = ("lychee", "longan")


def months(world: World) -> Life:
    """Every month that this life has seen some of, for ever: of one before its first day the port knows nothing."""
    firms = [f for f in SUMMARY_FIRMS if f in world.desk.declarants]
    day = 0
    while firms and "bank" in world.desk.offices:
        today = world.settings.day(day)
        lived = _before(today) >= world.settings.day(0).isoformat()[:7]
        if lived and today.day == DRAWN_ON:
            _draw(world, today, firms)
        if lived and today.day == PAID_ON:
            _pay(world, today, firms)
        yield world.env.timeout(DAY)
        day += 1


def _before(today: dt.date) -> str:
    return (today.replace(day=1) - dt.timedelta(days=1)).isoformat()[:7]


def _draw(world: World, today: dt.date, firms: list[str]) -> None:
    month = _before(today)
    world.draw(_folder(world, month, firms[0], "D"), month)


def _pay(world: World, today: dt.date, firms: list[str]) -> None:
    for firm in firms:
        folder = _folder(world, _before(today), firm, "P")
        folder.id = f"TMS-{_before(today).replace('-', '')}-{firm}"
        world.pay(folder)
        world.book(folder)


def _folder(world: World, month: str, firm: str, what: str) -> Folder:
    """A month of which only the last days were lived may have no bills: that there is no statement then is no fault."""
    return Folder("tax_statement", f"{world.settings.tag}-M{month}{firm}{what}", firm, lambda _: b"", faulty=True)
