"""Codes and rules by date: old law stays beside new law, and the day says which counts."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouan.kernel.codes import read_codes
from kouan.kernel.rules import read_rule

HEAD = "code,zh,en,valid_from,valid_to,standing\n"
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2030, 1, 1))


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The value of a rule."""

    hours: int


def rule_of(days: list[dt.date]) -> str:
    """A rule that has the number of its line as value."""
    line = "- {{since: {d}, reference: r{n}, standing: house, value: {{hours: {n}}}}}\n"
    return "".join(line.format(d=d, n=n) for n, d in enumerate(days))


@given(days=st.lists(DAYS, min_size=1, max_size=5, unique=True), asked=DAYS)
def test_the_newest_value_that_began_counts(days: list[dt.date], asked: dt.date) -> None:
    """On any day the value counts that began last; before the first there is none, and that is said."""
    days = sorted(days)
    rule = read_rule("limit", rule_of(days), Limit)
    begun = [n for n, d in enumerate(days) if d <= asked]
    if begun:
        assert rule.on(asked).value.hours == begun[-1]
    else:
        with pytest.raises(LookupError, match="limit"):
            rule.on(asked)


@pytest.mark.parametrize(
    "text",
    [
        "- {since: 2020-01-01, reference: r, standing: house, value: {hour: 1}}",
        "- {since: 2020-01-01, reference: '', standing: house, value: {hours: 1}}",
        "- {since: 2020-01-01, standing: house, value: {hours: 1}}",
        "- {since: 2020-01-01, reference: r, standing: surely, value: {hours: 1}}",
        "- {since: 2020-13-01, reference: r, standing: house, value: {hours: 1}}",
        "- {since: 2020-01-01, reference: r, standing: house, value: {hours: 1}, until: x}",
        "[]",
        "{",
        rule_of([dt.date(2021, 1, 1), dt.date(2020, 1, 1)]),
        rule_of([dt.date(2021, 1, 1), dt.date(2021, 1, 1)]),
    ],
)
def test_a_faulty_rule_fails_at_start(text: str) -> None:
    """A misspelt key, a missing reference, an unknown standing, dates that do not rise: named, with the rule's name."""
    with pytest.raises(ValueError, match="limit"):
        read_rule("limit", text, Limit)


@given(first=DAYS, length=st.integers(0, 800), asked=DAYS)
def test_a_code_counts_on_both_its_end_days(first: dt.date, length: int, asked: dt.date) -> None:
    """A code is valid from its first to its last day, both included, and the next meaning takes over the day after."""
    last = first + dt.timedelta(days=length)
    after = last + dt.timedelta(days=1)
    codes = read_codes("c", f"{HEAD}A,旧,Old,{first},{last},house\nA,新,New,{after},,house\n")
    meaning = codes.on("A", asked)
    expected = None if asked < first else "Old" if asked <= last else "New"
    assert (meaning.words.en if meaning else None) == expected
    assert codes.words("A") == codes.on("A", dt.date(2040, 1, 1)).words  # type: ignore[union-attr]
    assert len(codes) == 2
    assert codes.on("B", asked) is None
    assert codes.words("B") is None


@pytest.mark.parametrize("row", ["A,旧,Old,2020-02-30,,house", "A,旧,Old,soon,,house"])
def test_a_faulty_row_is_named_by_its_line(row: str) -> None:
    """A row that can not be read fails at start with the name of the list and the number of the line."""
    with pytest.raises(ValueError, match="code list c, line 3"):
        read_codes("c", f"{HEAD}B,乙,B,,,house\n{row}\n")


def test_a_missing_column_is_named() -> None:
    """A file without a column that it needs is refused, not read as empty."""
    with pytest.raises(ValueError, match="standing"):
        read_codes("c", "code,zh,en,valid_from,valid_to\nA,甲,A,,\n")
