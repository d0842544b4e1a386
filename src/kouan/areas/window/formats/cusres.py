"""CUSRES of UN/EDIFACT D.24A: the answer of customs to a declaration or a manifest, its errors at their places."""

from kouan.kernel.formats import Format
from kouan.kernel.words import Words

from ._edi import interchange
from ._edi.errors import reading_with_errors

KIND = "CUSRES"


def likes(body: bytes, name: str) -> int:
    """By the message type."""
    return interchange.likes(body, KIND)


FORMAT = Format(
    code="cusres",
    words=Words("EDIFACT 海关答复（CUSRES）", "EDIFACT reply of customs (CUSRES)"),
    media_type="application/edifact",
    suffix=".edi",
    basis="UN/EDIFACT D.24A CUSRES",
    likes=likes,
    read=reading_with_errors,
    writes=(interchange.MESSAGE,),
    write=lambda kind, document: interchange.round_written(document),
)
