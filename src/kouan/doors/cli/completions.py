"""`kouan completions`: the clocks of two-step filing, read from the store of this installation."""

import argparse
import datetime as dt
from typing import Any

import msgspec

from kouan.areas.window import completing
from kouan.areas.window.completing import Completion
from kouan.areas.window.two_steps import days
from kouan.kernel.rules import law_day

from .verbs import purpose
from .wired import Wired


def add(verbs: Any) -> None:
    """Register the verb."""
    clocks = verbs.add_parser("completions", help=purpose("completions"))
    clocks.add_argument("--owner", default="", help="只列一个单位 · of one organisation")
    clocks.add_argument("--json", action="store_true", help="每行一个 JSON 对象 · one JSON object a line")
    clocks.set_defaults(verb=list_clocks)


def list_clocks(asked: argparse.Namespace, wired: Wired) -> int:
    """Print a line a clock: those that run, then those that were late."""
    house, today = wired.open_for_reading(), law_day(wired.clock())
    running = completing.running(house.reader, asked.owner)
    late = [c for c in completing.late(house.reader, asked.owner) if c.completed]
    for clock in (*running, *late):
        print(msgspec.json.encode(clock).decode() if asked.json else _told(clock, today))
    return 0


def _told(clock: Completion, today: dt.date) -> str:
    left = (dt.date.fromisoformat(clock.due) - today).days
    if clock.completed:
        said = f"{clock.completed} 完成，逾期 {clock.days_late} 日 · completed {days(clock.days_late)} late"
    elif left < 0:
        said = f"已逾期 {-left} 日 · {days(-left)} over"
    else:
        said = f"还剩 {left} 日 · {days(left)} left"
    return f"{clock.declaration}  {clock.number}  {clock.owner}  {clock.due}  {said}"
