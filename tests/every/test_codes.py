"""What every code list keeps: two languages, a standing, and one meaning a day."""

import itertools
import typing

import pytest

from kouan.journeys import catalogue
from kouan.kernel.codes import CodeList
from kouan.kernel.rules import Standing

from .walking import is_bilingual

LISTS = catalogue.code_lists()
every_list = pytest.mark.parametrize("codes", LISTS.values(), ids=LISTS)


@every_list
def test_a_code_has_words_and_a_standing(codes: CodeList) -> None:
    """Each code is said in both languages and tells how sure we are of it, perhaps with a note in brackets."""
    assert len(codes) > 0
    assert [c for c in codes if c.code != c.code.strip() or not is_bilingual(c.words)] == []
    assert [c for c in codes if c.standing.split(" (")[0] not in typing.get_args(Standing)] == []


@every_list
def test_a_code_has_one_meaning_a_day(codes: CodeList) -> None:
    """Dates run forwards, and two meanings of one code do not overlap."""
    for code in codes:
        assert not (code.valid_from and code.valid_to) or code.valid_from <= code.valid_to
    for same in codes.codes.values():
        for first, second in itertools.combinations(same, 2):
            days = [d for c in (first, second) for d in (c.valid_from, c.valid_to) if d]
            assert days, f"{first.code} stands twice without dates"
            assert not any(first.valid_on(d) and second.valid_on(d) for d in days), first.code
