"""The numbers that ships and places are known by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouan.areas.ships.documents import _numbers as numbers

SIX = st.text("0123456789", min_size=6, max_size=6)


@pytest.mark.parametrize("number", ["9074729", "8000226", "5046970", "9999993"])
def test_numbers_of_ships_are_right(number: str) -> None:
    """Numbers of ships in published data, and of the invented KOUAN PIONEER, pass the check digit."""
    assert numbers.is_imo(number)


@given(SIX)
def test_one_last_digit_is_right(six: str) -> None:
    """For any six digits exactly one seventh makes an IMO number."""
    assert [d for d in "0123456789" if numbers.is_imo(six + d)] == [str(numbers.imo_check_digit(six))]


@given(st.text(max_size=9))
def test_any_text_is_answered(text: str) -> None:
    """Whatever is typed is answered; digits of other scripts and superscripts are no digits."""
    assert numbers.is_imo(text) in (True, False)
    assert numbers.is_locode(text) in (True, False)
    assert not numbers.is_imo("９９９９９９３")
    assert not numbers.is_imo("999999³")


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("CNNSA", True),
        ("US2AB", True),
        ("CN NSA", False),
        ("cnnsa", False),
        ("CNN", False),
        ("CNNS1", False),
        ("", False),
    ],
)
def test_the_form_of_a_place_code(code: str, right: bool) -> None:
    """Two letters, then three letters or digits from 2 to 9."""
    assert numbers.is_locode(code) is right


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [(" cn nsa", "CNNSA"), ("ＣＮＮＳＡ", "CNNSA"), ("IMO 9999993", "IMO9999993"), ("cn-nsa", "CNNSA")],
)
def test_a_hurried_hand_is_understood(typed: str, tidy: str) -> None:
    """Blanks, hyphens, small and full-width letters are taken away or made plain."""
    assert numbers.tidied(typed) == tidy
