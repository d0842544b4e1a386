"""The dated settings of a review, decoded from `rules/review.yaml`."""

from datetime import date
from decimal import Decimal

import msgspec

from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.rules.settings import HERE
from kouan.kernel.rules import read_rule


class Misprint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A likely slip: `wrong`, found by the pattern `where`, should read `right`."""

    wrong: str
    right: str
    where: str
    sure: bool


class Misfiled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in an indicator's name that do not fit `under` a level, and where they belong."""

    words: tuple[str, ...]
    under: str
    belongs: str
    en: dict[str, str]


class ForeignLevel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of another level of government, and what to say instead."""

    words: tuple[str, ...]
    instead: str


class Yardstick(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a reviewer goes by; see the file for each entry."""

    concentration_percent: Decimal
    feasible_days: int
    unusual_base_years: dict[str, tuple[int, ...]]
    misprints: tuple[Misprint, ...]
    misfiled: tuple[Misfiled, ...]
    foreign_levels: dict[str, ForeignLevel]
    level_names: dict[str, tuple[str, str]]
    level2_wanted: dict[str, str]
    plan_columns: dict[str, tuple[str, ...]]
    office_glosses: dict[str, str]
    trend_glosses: dict[str, str]


RULE = read_rule("review", (HERE / "review.yaml").read_text("utf-8"), Yardstick)


def yardstick_of(notice: Notice) -> Yardstick:
    """The settings in force on the notice's date; the newest where it has none."""
    return RULE.on(notice.dated or date.max).value
