"""What browsers send as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from kouan.kit.asked import whole

FULL = str.maketrans("0123456789", "０１２３４５６７８９")


@given(st.text(max_size=12) | st.text("0123456789０１２３４５６７８９²٣", max_size=6))
def test_a_number_is_digits_or_the_fallback(text: str) -> None:
    """Digits within the length, full-width ones too, are a number; all else, other scripts' digits too, is the fallback."""
    plain = 0 < len(text) <= 5 and set(text) <= set("0123456789０１２３４５６７８９")
    assert whole(text, otherwise=-7) == (int(text) if plain else -7)


@given(st.integers(0, 10**9 - 1))
def test_every_number_within_the_length_is_read(number: int) -> None:
    """What fits is read as it is; one digit more than fits is not."""
    assert whole(str(number), digits=9) == whole(str(number).translate(FULL), digits=9) == number
    assert whole(f"1{number:09}", digits=9, otherwise=-1) == -1
