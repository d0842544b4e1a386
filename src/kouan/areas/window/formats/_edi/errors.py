"""Errors that the other side reports inside a message (ERC, with its place and text), as findings under its own code."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from kouan.areas.window.answer import ANSWER, Answer
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Loss, Reading, Writing
from kouan.syntax.edifact import interchange
from kouan.syntax.edifact.interchange import Interchange
from kouan.syntax.edifact.segments import Segment
from kouan.syntax.told import finding

from .answering import said


def reading_with_answers(body: bytes, kind: str) -> Reading:
    """The interchange as it stands and what its messages of that kind answer; what the other side reports is a finding too,
    so that none is overlooked.
    """
    whole, found = interchange.read(body)
    if whole is None:
        return Reading(findings=found)
    answers = [Carried(ANSWER, said(m)) for m in whole.messages if m.type == kind]
    return Reading((Carried(interchange.MESSAGE, whole), *answers), (*found, *errors(whole)))


def answer_written(
    document: msgspec.Struct, kind: str, segments: Callable[[Answer], tuple[Sequence[Segment], tuple[Loss, ...]]]
) -> Writing:
    """An interchange as it was read; an answer as a message of that kind, with what it can not carry."""
    if not isinstance(document, Answer):
        return interchange.round_written(document)
    made, losses = segments(document)
    return Writing(interchange.write(interchange.enveloped(kind, document.id, made)), losses)


def errors(whole: Interchange) -> Iterator[Finding]:
    """Each ERC with the place (ERP, or RFF) and the text (FTX) that stand in its group."""
    for message in whole.messages:
        for number, s in enumerate(message.segments):
            if s.tag == "ERC":
                yield _error(message.segments, number)


def _error(segments: Sequence[Segment], number: int) -> Finding:
    code = segments[number].at(0) or "edi-error"
    text = next(
        (" ".join(filter(None, s.elements[3][0])) for s in _after(segments, number, "FTX") if len(s.elements) > 3), ""
    )
    place = next((".".join(filter(None, s.elements[0][0])) for s in _before(segments, number, "ERP") if s.elements), "")
    return finding(code, place, f"对方指出：{text}", f"The other side says: {text}", "warning")


def _after(segments: Sequence[Segment], number: int, tag: str) -> Iterator[Segment]:
    for s in segments[number + 1 :]:
        if s.tag in ("ERC", "ERP", "UNT"):
            return
        if s.tag == tag:
            yield s


def _before(segments: Sequence[Segment], number: int, tag: str) -> Iterator[Segment]:
    group = segments[number].group
    for s in reversed(segments[:number]):
        if s.group != group:
            return
        if s.tag == tag:
            yield s
