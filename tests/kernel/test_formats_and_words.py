"""Choosing a format by looking; shapes and words that say what they are."""

from typing import Annotated

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouan.kernel.formats import Format, Reading, detect
from kouan.kernel.shapes import Shape, fields
from kouan.kernel.words import Words, label


def liking(code: str, score: int) -> Format:
    """A format that always likes what it sees this much."""
    return Format(
        code=code,
        words=Words("格式", "Format"),
        media_type="x/x",
        suffix=".x",
        basis="house",
        likes=lambda body, name: score,
        read=lambda body: Reading(),
    )


@given(st.lists(st.integers(0, 100), max_size=6))
def test_the_best_liked_format_is_chosen(scores: list[int]) -> None:
    """The format that likes the bytes best is taken, the first of equals; none where none likes them."""
    formats = [liking(str(n), score) for n, score in enumerate(scores)]
    chosen = detect(formats, b"")
    best = max(scores, default=0)
    assert (chosen.code if chosen else None) == (str(scores.index(best)) if best else None)


def test_a_field_without_words_is_refused() -> None:
    """A shape that forgot its labels, or has a kind that no widget draws, does not start; the field is named."""

    class Wordless(Shape):
        bare: str

    class Undrawn(Shape):
        odd: Annotated[dict[str, str], label("奇", "Odd")]

    with pytest.raises(TypeError, match=r"Wordless\.bare"):
        fields(Wordless)
    with pytest.raises(TypeError, match=r"Undrawn\.odd"):
        fields(Undrawn)


def test_words_are_said_in_one_language_or_both() -> None:
    """Chinese for every tag that begins with zh, English else; braces are filled in both at once."""
    words = Words("{n}件", "{n} packages").with_values(n=3)
    assert [words.said(tag) for tag in ("zh", "zh-Hans-CN", "ZH", "en", "fr", "")] == ["3件"] * 3 + ["3 packages"] * 3
    assert str(words) == "3件 3 packages"
    assert msgspec.json.encode(words) == '{"zh":"3件","en":"3 packages"}'.encode()
