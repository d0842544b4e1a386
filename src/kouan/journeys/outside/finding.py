"""Which case an outside reply is about, and what was kept of the replies before it."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kouan.areas.window.answer import Answer
from kouan.areas.window.outside import OutsideReply
from kouan.areas.window.paying import reading
from kouan.journeys import catalogue
from kouan.journeys.answers.ours import answered
from kouan.kernel.cases import Case
from kouan.kernel.words import Words
from kouan.store.reader import Reader

NOBODY = Words("这里没有这份报关单或舱单", "No such declaration or manifest is known here")
SEVERAL = Words("同一编号有几份，无法判断是哪一份", "Several have this number: which one is meant can not be told")


def types() -> tuple[str, ...]:
    """The document types that outside systems reply to."""
    return tuple(code for code, of in catalogue.types().items() if answered(of))


def case_of(reader: Reader, answer: Answer) -> tuple[Case | None, Words]:
    """The case that a reply is about, or None and why not. Numbers that earlier replies taught are looked at too."""
    named = tuple(dict.fromkeys(n for n in (answer.serial, answer.number, answer.reference) if n))
    found = {c.id: c for c in reader.cases({"id": named, "type": types()}, limit=2)} if named else {}
    if not found:
        learnt = _learnt(reader, answer)
        found = {c.id: c for c in reader.cases({"id": learnt, "type": types()}, limit=2)} if learnt else {}
    if not found and answer.reference:
        found = {c.id: c for c in reader.cases({"number": answer.reference, "type": types()}, limit=2)}
    if len(found) == 1:
        return next(iter(found.values())), NOBODY
    return None, SEVERAL if found else NOBODY


def _learnt(reader: Reader, answer: Answer) -> tuple[str, ...]:
    """The cases that replies with the same number of the authority, or of the window, were taken for."""
    ids: dict[str, None] = {}
    for column in ("number", "serial"):
        value = getattr(answer, column)
        if value:
            ids |= dict.fromkeys(k.case_id for k in kept(reader, {column: value, "standing": "taken"}, limit=50))
    return tuple(ids)


def kept(reader: Reader, where: Mapping[str, Any], *, limit: int = 1000, newest: bool = False) -> list[OutsideReply]:
    """Kept replies with these values, oldest first."""
    order = "received DESC, id DESC" if newest else "received, id"
    return reading.kept(reader, OutsideReply, where, order=order, limit=limit)


def one(reader: Reader, id: str) -> OutsideReply | None:
    """The reply of that name."""
    return reading.one(reader, OutsideReply, id)


def answer_in(row: OutsideReply) -> Answer:
    """What a kept reply says."""
    return msgspec.json.decode(row.answer, type=Answer)


def codes_so_far(timeline: Sequence[Any], list_name: str, again: str) -> list[str]:
    """The codes of a list that were taken for a case, in order; `again` stands where it was sent again by its filer."""
    codes: list[str] = []
    for entry in timeline:
        body = msgspec.json.decode(entry.body)
        if entry.kind == "OutsideReplyTaken" and body["list"] == list_name:
            codes.append(body["code"])
        if entry.kind in ("DeclarationResubmitted", "ManifestResubmitted") and again:
            codes.append(again)
    return codes
