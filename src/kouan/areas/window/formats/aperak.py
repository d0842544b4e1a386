"""APERAK of UN/EDIFACT: what the receiving application found wrong with a message (structure to verify against D.24A)."""

import msgspec

from kouan.areas.window.answer import ANSWER
from kouan.kernel.formats import Format, Reading, Writing
from kouan.kernel.words import Words
from kouan.syntax.edifact import interchange

from ._edi.answering import aperak as segments
from ._edi.errors import answer_written, reading_with_answers

KIND = "APERAK"


def likes(body: bytes, name: str) -> int:
    """By the message type."""
    return interchange.likes(body, KIND)


def read(body: bytes) -> Reading:
    """The interchange as it stands, what each message in it answers, and what it finds fault with."""
    return reading_with_answers(body, KIND)


def write(kind: str, document: msgspec.Struct) -> Writing:
    """An interchange that was read as it was; an answer with the list of what the message can not carry."""
    return answer_written(document, KIND, segments)


FORMAT = Format(
    code="aperak",
    words=Words("EDIFACT 应用差错（APERAK）", "EDIFACT application error (APERAK)"),
    media_type="application/edifact",
    suffix=".edi",
    basis="UN/EDIFACT APERAK (structure to verify)",
    likes=likes,
    read=read,
    writes=(interchange.MESSAGE, ANSWER),
    write=write,
)
