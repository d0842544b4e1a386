"""The workbook of crew, passengers and stores of a maritime single window, read into a draft and written from our lists."""

import io
import re
import zipfile
from typing import Any

import msgspec

from kouan.kernel.formats import Carried, Format, Reading, Writing
from kouan.kernel.words import Words
from kouan.syntax.workbook import BROKEN

from ._fal.between import Stay
from ._fal.draft import Counts, Intake, intake
from ._fal.writing import written

__all__ = ["FORMAT", "Counts", "Intake", "Stay", "intake"]
_PERSONS = re.compile(rb"last name|family name|surname|\xe5\xa7\x93", re.IGNORECASE)
_PAPERS = re.compile(
    rb"nationality|document\s+number|passport|\xe5\x9b\xbd\xe7\xb1\x8d|\xe8\xaf\x81\xe4\xbb\xb6", re.IGNORECASE
)
_STORES = re.compile(rb"name of article|measurement type|ship stores", re.IGNORECASE)
MOST = 4_000_000
"""Bytes of the texts of a workbook that are looked through to know it."""


def likes(body: bytes, name: str) -> int:
    """A packed workbook whose texts have the headings of a list of persons or stores."""
    if not body.startswith(b"PK") or b"xl/" not in body:
        return 0
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            texts = _texts(packed)
    except BROKEN:
        return 0
    persons = _PERSONS.search(texts) and _PAPERS.search(texts)
    return 75 if persons or _STORES.search(texts) else 0


def _texts(packed: zipfile.ZipFile) -> bytes:
    names = [n for n in packed.namelist() if n == "xl/sharedStrings.xml"]
    names = names or [n for n in packed.namelist() if n.startswith("xl/worksheets/sheet")][:4]
    found = b""
    for one in names:
        with packed.open(one) as texts:
            found += texts.read(MOST)
    return found


def read(body: bytes) -> Reading:
    """A draft of the general declaration with the lists of the workbook, and what was found. Never raises for bad input."""
    taken = intake(body)
    carried = (Carried("ship_call", taken.lists),) if taken.known else ()
    return Reading(carried, taken.findings)


def write(kind: str, document: msgspec.Struct) -> Writing:
    """The lists of a declaration as that workbook; what it has no column for is told."""
    plain: dict[str, Any] = msgspec.to_builtins(document)
    return written(plain)


FORMAT = Format(
    code="fal_xlsx",
    words=Words("船员旅客物品名单工作簿（xlsx）", "Workbook of crew, passengers and stores (xlsx)"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix=".xlsx",
    basis="IMO FAL 3, 5, 6 (layout of a public maritime single window; secondary)",
    likes=likes,
    read=read,
    writes=("ship_call",),
    write=write,
)
