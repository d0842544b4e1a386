"""Who files, and under which number: credit codes and case ids."""

import datetime as dt
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kouan.kernel.cases import case_id
from kouan.kernel.parties import is_uscc, uscc_check_character

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODY = st.text(ALPHABET, min_size=17, max_size=17)


@given(BODY)
def test_a_right_check_character_is_accepted_and_every_other_refused(body: str) -> None:
    """Of the 31 possible last characters exactly one makes a code."""
    assert [c for c in ALPHABET if is_uscc(body + c)] == [uscc_check_character(body)]


@given(body=BODY, place=st.integers(0, 16), other=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_seen(body: str, place: int, other: str) -> None:
    """Any single mistyped character breaks the check, since no weight divides 31."""
    assume(body[place] != other)
    right = body + (uscc_check_character(body) or "")
    assert not is_uscc(right[:place] + other + right[place + 1 :])


@given(body=BODY, place=st.integers(0, 15))
def test_two_swapped_neighbours_are_seen(body: str, place: int) -> None:
    """Two different neighbours in the wrong order break the check."""
    assume(body[place] != body[place + 1])
    right = body + (uscc_check_character(body) or "")
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert not is_uscc(swapped)


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L"])
def test_published_codes_are_right(code: str) -> None:
    """Codes that stand as examples in public libraries' documentation pass."""
    assert is_uscc(code)


@given(st.text(max_size=20))
def test_any_text_is_answered(text: str) -> None:
    """Whatever is typed is a code or none, never an error."""
    assert is_uscc(text) in (True, False)
    if set(text) & set("IOSVZiosvz") or len(text) != 18:
        assert not is_uscc(text)


@given(st.text(max_size=30), st.text(max_size=30), st.dates())
def test_a_case_id_has_its_form_and_is_repeatable(organisation: str, key: str, day: dt.date) -> None:
    """Prefix, day, ten characters; the same three always give the same id."""
    made = case_id("SC", organisation, key, day)
    assert re.fullmatch(r"SC-\d{6}-[A-Z2-7]{10}", made)
    assert case_id("SC", organisation, key, day) == made


@given(st.tuples(st.text(max_size=9), st.text(max_size=9)), st.tuples(st.text(max_size=9), st.text(max_size=9)))
def test_other_filings_have_other_ids(one: tuple[str, str], two: tuple[str, str]) -> None:
    """Another organisation or another key gives another id, also where the two run together alike."""
    day = dt.date(2025, 1, 1)
    assume(one != two)
    assume("\n" not in "".join((*one, *two)))
    assert case_id("SC", *one, day) != case_id("SC", *two, day)
