"""Our own JSON as a file: `{"type": CODE, "document": {...}}`, one object or one a line, of any document type we know.

A document without its envelope is recognised where exactly one type reads it without fault.
"""

from collections.abc import Mapping, Sequence

import msgspec

from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Format, Reading, Writing
from kouan.kernel.words import Words

CODE = "kouan_json"


class Envelope(msgspec.Struct, frozen=True):
    """A document and the type that it is of."""

    type: str
    document: msgspec.Raw


class _Tell(msgspec.Struct, frozen=True):
    type: str
    document: msgspec.Struct


_envelope = msgspec.json.Decoder(Envelope).decode
_encode = msgspec.json.Encoder().encode


def form(types: Mapping[str, DocumentType]) -> Format:
    """The format over these types."""
    return Format(
        code=CODE,
        words=Words("本系统 JSON", "JSON of this house"),
        media_type="application/json",
        suffix="json",
        basis="kouan.kernel.documents",
        likes=_likes,
        read=lambda body: _read(types, body),
        writes=tuple(types),
        write=_write,
    )


def _likes(body: bytes, name: str) -> int:
    """JSON objects only; any format that knows its own kind of JSON should like it more."""
    return 30 if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else 0


def _read(types: Mapping[str, DocumentType], body: bytes) -> Reading:
    try:
        return _enveloped(types, _envelope(body), "")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith(b"{") and line.rstrip().endswith(b"}") for line in lines):
        return _lines(types, lines)
    return _bare(types, body)


def _lines(types: Mapping[str, DocumentType], lines: Sequence[bytes]) -> Reading:
    read = [_line(types, line, f"line {number}") for number, line in enumerate(lines, 1)]
    return Reading(
        tuple(carried for r in read for carried in r.documents), tuple(found for r in read for found in r.findings)
    )


def _line(types: Mapping[str, DocumentType], line: bytes, place: str) -> Reading:
    try:
        return _enveloped(types, _envelope(line), place)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        words = Words(f"本行不是正确的 JSON：{fault}", f"This line is not as expected: {fault}")
        return Reading(findings=(Finding(code="line-malformed", severity="error", path=place, message=words),))


def _enveloped(types: Mapping[str, DocumentType], told: Envelope, place: str) -> Reading:
    of = types.get(told.type)
    if of is None:
        words = Words(f"没有“{told.type}”这种单证", f'There is no document type "{told.type}"')
        return Reading(findings=(Finding(code="type-unknown", severity="error", path=place or "type", message=words),))
    return _document(of, bytes(told.document), place)


def _document(of: DocumentType, body: bytes, place: str) -> Reading:
    document, faults = of.read(body)
    placed = tuple(msgspec.structs.replace(f, path=f"{place} {f.path}".strip()) for f in faults)
    return Reading((Carried(of.code, document),) if document is not None else (), placed)


def _bare(types: Mapping[str, DocumentType], body: bytes) -> Reading:
    fitting = [of for of in types.values() if not of.read(body)[1]]
    if len(fitting) == 1:
        return _document(fitting[0], body, "")
    nearest = min(types.values(), key=lambda of: len(of.read(body)[1]), default=None)
    faults = nearest.read(body)[1] if nearest else ()
    if nearest is None or any(f.code.startswith(("json-", "encoding-")) for f in faults):
        return Reading(findings=faults)
    words = Words(
        f'看不出是哪种单证：请写成 {{"type": ..., "document": ...}}；最接近{nearest.words.zh}',
        f'Of which type is it? Write {{"type": ..., "document": ...}}; nearest: {nearest.words.en}',
    )
    return Reading(findings=(Finding(code="type-unsaid", severity="error", path="", message=words), *faults))


def _write(code: str, document: msgspec.Struct) -> Writing:
    return Writing(msgspec.json.format(_encode(_Tell(code, document)), indent=2) + b"\n")
