"""Promises of the definitions: dated data that can be read, cited and never misspelt."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kouan.areas.index import printed
from kouan.areas.index.rules import activities, definition, definitions, read_definition


def test_every_definition_speaks_both_languages_and_cites_its_basis() -> None:
    """Words, meaning, basis and standing are all there; what is to be verified is provisional."""
    for versions in definitions().values():
        for d in versions:
            assert all((d.words.zh, d.words.en, d.meaning.zh, d.meaning.en, d.legal_ref))
            assert ("import" in d.words.en) == (d.flow == "import")
            assert d.standing != "to-verify" or d.provisional


def test_every_activity_of_a_definition_comes_from_the_journal() -> None:
    """No definition waits for an activity that no fact of the journal counts as."""
    known = set(activities().by_kind.values())
    for versions in definitions().values():
        for d in versions:
            assert {d.start.activity, d.end.activity, *d.exclude_if} <= known


def test_every_fact_that_counts_is_one_the_house_records() -> None:
    """The table names no fact that no area records; a renamed one is seen here, though no area is imported."""
    frozen = json.loads((Path(__file__).parents[2] / "every" / "events.snapshot.json").read_text("utf-8"))
    assert set(activities().by_kind) <= set(frozen)


def test_a_fact_counts_as_one_activity() -> None:
    """No kind stands in two rows of the table."""
    kinds = [kind for a in activities().activities for kind in a.kinds]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize("text", ["- {version: 1}", "- {version: 1, flwo: import}", "[]", "{", "3"])
def test_a_definition_that_is_not_whole_is_refused(text: str) -> None:
    """A missing or misspelt key, or no version at all, fails with the file's name."""
    with pytest.raises(ValueError, match="definition odd"):
        read_definition("odd", text)


def test_an_unknown_definition_is_named() -> None:
    """Asking for a definition or version that is not there says which."""
    with pytest.raises(LookupError, match=r"no.such"):
        definition("no.such")
    with pytest.raises(LookupError, match="v99"):
        definition("import.total", 99)


def test_printed_figures_are_compared_within_their_last_digits() -> None:
    """Hours, cut and base that agree pass; a base that the others can not give is found; a full cut has no base."""
    claim = printed.Claim(Decimal("9.07"), Decimal("78.89"))
    assert printed.check(claim).base == Decimal("42.97")
    wrong = printed.Claim(Decimal("30.0"), Decimal("66.14"), Decimal("97.39"))
    assert not printed.check(wrong).consistent
    with pytest.raises(ValueError, match="100"):
        printed.check(printed.Claim(Decimal(1), Decimal(100)))
