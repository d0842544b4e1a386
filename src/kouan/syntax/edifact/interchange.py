"""A whole interchange: header, messages with their segments in groups, trailer. Read as it stands, written as it was."""

from collections.abc import Sequence

import msgspec

from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Reading, Writing
from kouan.syntax.told import finding

from .directory import d24a
from .placing import checked, placed
from .segments import Segment, cut, written
from .signs import LEVEL_A, Signs, opened

MESSAGE = "edifact"
"""What a whole interchange is called among the documents of a reading."""


class Message(msgspec.Struct, frozen=True):
    """One message: reference, type, and all its segments from UNH to UNT."""

    reference: str
    type: str
    release: str
    segments: tuple[Segment, ...]


class Interchange(msgspec.Struct, frozen=True):
    """An interchange: segments before the first and after the last message are kept apart, UNB and UNZ among them.

    `encoding` is what the bytes were in, which is not always what `repertoire` says.
    """

    signs: Signs
    repertoire: str
    ending: str
    before: tuple[Segment, ...]
    messages: tuple[Message, ...]
    after: tuple[Segment, ...]
    encoding: str = "utf-8"


RELEASE = "D24A"
"""The directory that is shipped. A message of another release is read by its segments alone."""


def likes(body: bytes, kind: str) -> int:
    """By UNA or UNB at the beginning and the name of the message type."""
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith((b"UNA", b"UNB", b"UNH")):
        return 0
    return 90 if kind.encode() in start else 20


def read(body: bytes) -> tuple[Interchange | None, tuple[Finding, ...]]:
    """The interchange as it stands and all that is wrong with it; None where there is no message. Never raises for bad input."""
    text = opened(body)
    segments, found = cut(text.text, text.signs)
    findings = [*text.findings, *found]
    if not any(s.tag == "UNH" for s in segments):
        return None, (
            *findings,
            finding("edi-no-message", "", "没有 UNH，不是 EDIFACT 报文", "There is no UNH: no message"),
        )
    if text.repertoire == "UNOA" and text.encoding == "ascii" and set(text.text) - LEVEL_A - text.signs.all():
        zh, en = "含有 UNOA 以外的字符", "It holds characters beyond UNOA"
        findings.append(finding("edi-beyond-repertoire", "UNB 0001", zh, en, "warning"))
    before, messages, after = _split(segments)
    made = []
    for number, message in enumerate(messages, 1):
        one, told = _message(message, f"message {number}")
        made.append(one)
        findings += told
    findings += _envelope(before, made, after)
    ending = _ending(text.text, text.signs)
    whole = Interchange(
        text.signs, text.repertoire, ending, tuple(before), tuple(made), tuple(after), encoding=text.encoding
    )
    return whole, tuple(findings)


def _ending(text: str, signs: Signs) -> str:
    at = text.find(signs.terminator)
    rest = text[at + 1 : at + 3] if at >= 0 else ""
    return "\r\n" if rest == "\r\n" else "\n" if rest[:1] == "\n" else ""


def _split(segments: Sequence[Segment]) -> tuple[list[Segment], list[list[Segment]], list[Segment]]:
    before: list[Segment] = []
    messages: list[list[Segment]] = []
    after: list[Segment] = []
    inside = False
    for s in segments:
        if s.tag == "UNH":
            messages.append([])
            inside = True
        (messages[-1] if inside else after if messages else before).append(s)
        inside = inside and s.tag != "UNT"
    return before, messages, after


def _message(segments: list[Segment], place: str) -> tuple[Message, list[Finding]]:
    head = segments[0]
    kind, release = head.at(1), head.at(1, 1) + head.at(1, 2)
    nodes = d24a().messages.get(kind)
    found: list[Finding] = []
    if release != RELEASE:
        zh, en = (
            f"{release or '（空）'} 报文，未按 {RELEASE} 目录核对",
            f"{release or 'No release'}: not held against {RELEASE}",
        )
        found.append(finding("edi-release", f"{place} UNH 0052", zh, en, "info"))
        return Message(head.at(0), kind, release, tuple(segments)), [*found, *_trailer(segments, place)]
    if nodes is None:
        zh, en = (
            f"没有 {kind or '（空）'} 报文的结构表，只按段读取",
            f"No structure of {kind or '(empty)'}: read by segments alone",
        )
        found.append(finding("edi-type-unknown", f"{place} UNH 0065", zh, en, "warning"))
    else:
        segments, found = placed(segments, nodes)
    found += checked(segments, d24a())
    found += _trailer(segments, place)
    return Message(head.at(0), kind, release, tuple(segments)), found


def _trailer(segments: Sequence[Segment], place: str) -> list[Finding]:
    head, tail = segments[0], segments[-1]
    if tail.tag != "UNT":
        return []  # told as missing by the order
    found = []
    if tail.at(0) != str(len(segments)):
        zh, en = (
            f"UNT 写 {tail.at(0)} 段，实有 {len(segments)} 段",
            f"UNT says {tail.at(0)} segments, there are {len(segments)}",
        )
        found.append(finding("edi-count", f"{place} UNT 0074", zh, en))
    if tail.at(1) != head.at(0):
        zh, en = "UNT 与 UNH 的报文参考号不同", "UNT and UNH differ in the reference"
        found.append(finding("edi-reference", f"{place} UNT 0062", zh, en))
    return found


def _envelope(before: Sequence[Segment], made: Sequence[Message], after: Sequence[Segment]) -> list[Finding]:
    head = next((s for s in before if s.tag == "UNB"), None)
    tail = next((s for s in after if s.tag == "UNZ"), None)
    if head is None or tail is None:
        missing = "UNB" if head is None else "UNZ"
        return [finding("edi-envelope", missing, f"没有 {missing} 段", f"There is no {missing}", "warning")]
    found = []
    grouped = any(s.tag == "UNG" for s in before)
    if not grouped and tail.at(0) != str(len(made)):
        zh, en = (
            f"UNZ 写 {tail.at(0)} 份，实有 {len(made)} 份",
            f"UNZ says {tail.at(0)} messages, there are {len(made)}",
        )
        found.append(finding("edi-count", "UNZ 0036", zh, en))
    if tail.at(1) != head.at(4):
        found.append(
            finding("edi-reference", "UNZ 0020", "UNZ 与 UNB 的参考号不同", "UNZ and UNB differ in the reference")
        )
    return found


def write(whole: Interchange) -> bytes:
    """The interchange with its own signs and repertoire."""
    segments = [*whole.before, *(s for m in whole.messages for s in m.segments), *whole.after]
    text = (
        whole.signs.una() + (whole.ending if whole.signs.advised else "") + written(segments, whole.signs, whole.ending)
    )
    return text.encode(whole.encoding, "replace")


def reading(body: bytes) -> Reading:
    """An interchange as a reading, without any document of ours."""
    whole, found = read(body)
    return Reading((Carried(MESSAGE, whole),) if whole else (), found)


def enveloped(kind: str, reference: str, segments: Sequence[Segment]) -> Interchange:
    """One message of D.24A in an interchange of its own, in UTF-8, syntax 4. UNH, UNT and the envelope are made here.

    The header names no time: the same document gives the same bytes.
    """
    number = reference[:14] or "1"
    head = Segment("UNH", (((number,),), ((kind, "D", "24A", "UN"),)))
    tail = Segment("UNT", (((str(len(segments) + 2),),), ((number,),)))
    inner = (head, *segments, tail)
    nodes = d24a().messages.get(kind, ())
    message = Message(number, kind, "D24A", tuple(placed(inner, nodes)[0]))
    unb = Segment("UNB", ((("UNOW", "4"),), (("SENDER",),), (("RECEIVER",),), (("20000101", "0000"),), ((number,),)))
    unz = Segment("UNZ", ((("1",),), ((number,),)))
    signs = Signs(repetition="*", advised=True)
    return Interchange(signs, "UNOW", "\n", (unb,), (message,), (unz,))


def round_written(document: msgspec.Struct) -> Writing:
    """An interchange that was read, written again: nothing is lost."""
    return Writing(write(document))  # type: ignore[arg-type]
