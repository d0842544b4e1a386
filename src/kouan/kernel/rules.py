"""Law as dated data: values by start date, each with its reference and standing, decoded into a typed struct.

    - since: 2018-01-01
      reference: "..."
      standing: to-verify
      value: {...}

A misspelt key or a missing reference fails at start, not in the field. Old law stays beside new law.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

import msgspec
import yaml

T = TypeVar("T")

Standing = Literal["official", "secondary", "to-verify", "house"]
LAW_ZONE = ZoneInfo("Asia/Shanghai")


def law_day(moment: dt.datetime) -> dt.date:
    """The day of the law: the calendar day in Asia/Shanghai."""
    return moment.astimezone(LAW_ZONE).date()


class Dated(msgspec.Struct, Generic[T], frozen=True, forbid_unknown_fields=True):
    """One value of a rule and the day it came into force."""

    since: dt.date
    reference: str
    standing: Standing
    value: T


class Rule(msgspec.Struct, Generic[T], frozen=True):
    """All values that a rule has had, oldest first."""

    name: str
    values: Sequence[Dated[T]]

    def on(self, day: dt.date) -> Dated[T]:
        """The value in force on that day. Raises LookupError before the first one."""
        in_force = [v for v in self.values if v.since <= day]
        if not in_force:
            raise LookupError(f"rule {self.name!r} has no value on {day}")
        return in_force[-1]


def read_rule(name: str, text: str, shape: type[T]) -> Rule[T]:
    """Read one YAML file of dated values of `shape`. Raises ValueError naming the file and the place."""
    try:
        raw: Any = yaml.safe_load(text)
        values = msgspec.convert(raw, type=list[Dated[shape]], strict=False)  # type: ignore[valid-type]
    except (yaml.YAMLError, msgspec.ValidationError, ValueError) as fault:
        raise ValueError(f"rule {name}: {fault}") from fault
    days = [v.since for v in values]
    if not days or days != sorted(set(days)):
        raise ValueError(f"rule {name}: the start dates must rise, one value each, at least one")
    if any(not v.reference for v in values):
        raise ValueError(f"rule {name}: every value names its reference")
    return Rule(name, tuple(values))
