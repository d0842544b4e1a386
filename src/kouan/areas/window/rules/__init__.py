"""The law's numbers of the window as dated data: customs value, levying, late fees, value-added tax. All to verify."""

from decimal import Decimal
from importlib.resources import files
from typing import Literal

import msgspec

from kouan.kernel.rules import Rule, read_rule


class CustomsValue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a price becomes a customs value. `step` is what the value is rounded to, in yuan."""

    insurance_percent: Decimal
    step: Decimal


class Levy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a tax is rounded and when it is not levied. Yuan; the surcharge is in percent of the tax a day."""

    step: Decimal
    small_amount: Decimal
    payment_days: int
    surcharge_percent_a_day: Decimal


class LateFee(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fee for a late declaration. Percent of the value a day, after the free days; yuan."""

    free_days: int
    percent_a_day: Decimal
    step: Decimal
    minimum: Decimal


class Vat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The two rates of value-added tax in percent."""

    standard: Decimal
    reduced: Decimal


class Summary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By which working day of the next month a month's summary is to be paid."""

    due_working_day: int


class TwoStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days after entry within which a summary declaration is completed; days before the last one on which to remind."""

    days: int
    remind: tuple[int, ...]


class Advance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Filing before arrival: the day that its taxes go by, and the fields whose later change counts as no error."""

    tax_day: Literal["entry", "acceptance"]
    excused: tuple[str, ...]


class Quota(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The codes of the documents for goods within a tariff quota, and for the special rate beyond one."""

    within: str
    beyond: str


class Deferred(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Interest on tax that was put off: percent a year, and the days that a year is counted as."""

    percent_a_year: Decimal
    days_a_year: int


class Bonded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The modes of supervision that are in bond."""

    modes: tuple[str, ...]


def _text(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


CUSTOMS_VALUE: Rule[CustomsValue] = read_rule("customs_value", _text("customs_value.yaml"), CustomsValue)
LEVY: Rule[Levy] = read_rule("levy", _text("levy.yaml"), Levy)
LATE_FEE: Rule[LateFee] = read_rule("late_fee", _text("late_fee.yaml"), LateFee)
VAT: Rule[Vat] = read_rule("vat", _text("vat.yaml"), Vat)
SUMMARY: Rule[Summary] = read_rule("summary", _text("summary.yaml"), Summary)
TWO_STEP: Rule[TwoStep] = read_rule("two_step", _text("two_step.yaml"), TwoStep)
ADVANCE: Rule[Advance] = read_rule("advance", _text("advance.yaml"), Advance)
QUOTA: Rule[Quota] = read_rule("quota", _text("quota.yaml"), Quota)
DEFERRED: Rule[Deferred] = read_rule("deferred", _text("deferred.yaml"), Deferred)
BONDED: Rule[Bonded] = read_rule("bonded", _text("bonded.yaml"), Bonded)
