"""CUSRES of UN/EDIFACT D.24A: the answer of customs to a declaration or a manifest, its errors at their places."""

import msgspec

from kouan.areas.window.answer import ANSWER
from kouan.kernel.formats import Format, Reading, Writing
from kouan.kernel.words import Words
from kouan.syntax.edifact import interchange

from ._edi.answering import cusres as segments
from ._edi.errors import answer_written, reading_with_answers

KIND = "CUSRES"


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
    code="cusres",
    words=Words("EDIFACT 海关答复（CUSRES）", "EDIFACT reply of customs (CUSRES)"),
    media_type="application/edifact",
    suffix=".edi",
    basis="UN/EDIFACT D.24A CUSRES",
    likes=likes,
    read=read,
    writes=(interchange.MESSAGE, ANSWER),
    write=write,
)
