"""The answers of a case as lines of its page: when, what, and the messages that it can be had as."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from kouan.areas.window.paying.things import Bill
from kouan.journeys.answers import ours
from kouan.journeys.answers.languages import LANGUAGES
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import Entry, instant
from kouan.kernel.words import Words

NAMES = {"wco_res_xml": "WCO RES", "cusres": "CUSRES", "aperak": "APERAK", "dec_result_xml": "DEC_RESULT"}
"""What each language is called on a page: the standards' own names."""


class Row(msgspec.Struct, frozen=True):
    """One answer on the page of a case, with the addresses of its messages by name."""

    number: str
    at: dt.datetime
    words: Words
    ways: tuple[tuple[str, str], ...]


def rows(case: Case, of: DocumentType, entries: Sequence[Entry], bills: Sequence[Bill]) -> list[Row]:
    """The answers of a case, oldest first."""
    return [
        Row(
            line.number,
            instant(line.at),
            line.words,
            tuple((NAMES[c], f"/cases/{case.id}/replies/{line.number}?as={c}") for c in line.languages),
        )
        for line in ours.lines(of, case, entries, bills)
    ]


def ways_of_refused(id: str) -> list[tuple[str, str]]:
    """The addresses of the messages of a refusal, by name."""
    return [(NAMES[c], f"/file/refused/{id}/answer?as={c}") for c in LANGUAGES]
