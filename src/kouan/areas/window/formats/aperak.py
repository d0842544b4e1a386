"""APERAK of UN/EDIFACT: what the receiving application found wrong with a message (structure to verify against D.24A)."""

from kouan.kernel.formats import Format
from kouan.kernel.words import Words

from ._edi import interchange
from ._edi.errors import reading_with_errors

KIND = "APERAK"


def likes(body: bytes, name: str) -> int:
    """By the message type."""
    return interchange.likes(body, KIND)


FORMAT = Format(
    code="aperak",
    words=Words("EDIFACT 应用差错（APERAK）", "EDIFACT application error (APERAK)"),
    media_type="application/edifact",
    suffix=".edi",
    basis="UN/EDIFACT APERAK (structure to verify)",
    likes=likes,
    read=reading_with_errors,
    writes=(interchange.MESSAGE,),
    write=lambda kind, document: interchange.round_written(document),
)
