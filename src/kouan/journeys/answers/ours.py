"""What a case's journal answers to whoever filed it: one answer for each step that the standards have a word for."""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from kouan.areas.window.answer import Answer, Due, Fault, Place
from kouan.areas.window.paying import reading
from kouan.areas.window.paying.things import Bill, Proof
from kouan.areas.window.replies import MEANING_OF
from kouan.journeys.replies.telling import reply
from kouan.journeys.taxes import TAXED
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import Entry, instant
from kouan.kernel.machine import Refused
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.store.reader import Reader

from .languages import LANGUAGES, Spoken, language, spoken, status
from .pointing import faults_of

ANSWERED = frozenset({"declaration", "manifest", "declaration-change"})
"""The machines whose cases are answered in the standards."""
UNSAYABLE = Words("这种格式没有表示这一步的答复", "This standard has no reply for this step")
NO_ANSWER = Words("没有这条答复", "There is no such answer")
_LINE = re.compile(r"(\d+)/")
_WITH_REASON = {"returned": "RETURNED", "rejected": "REJECTED", "cancelled": "CANCELED", "held": "HELD"}


class Line(msgspec.Struct, frozen=True):
    """One answer that can be had: its number (the step, or the tax bill), when, what it says, in which languages."""

    number: str
    at: str
    words: Words
    languages: tuple[str, ...]


class Heard(msgspec.Struct, frozen=True):
    """A case with all that its answers are made of."""

    reader: Reader
    of: DocumentType
    case: Case
    entries: Sequence[Entry]


def answered(of: DocumentType) -> bool:
    """Are cases of this type answered in the standards?"""
    return of.machine.name in ANSWERED


def lines(of: DocumentType, case: Case, entries: Sequence[Entry], bills: Sequence[Bill] = ()) -> list[Line]:
    """The answers of a case, oldest first; steps that no standard has a word for are left out."""
    made = [
        Line(str(e.version), e.at, reply(0, e, case.type, case.number).words, _languages(of, MEANING_OF[e.kind]))
        for e in entries
        if answered(of) and e.kind in MEANING_OF
    ]
    made += [Line(b.id, b.issued, Words("税单", "Tax bill"), _languages(of, "tax")) for b in bills]
    return sorted(made, key=lambda line: line.at)


def _languages(of: DocumentType, meaning: str) -> tuple[str, ...]:
    return tuple(code for code in LANGUAGES if status(meaning, code, manifest=is_manifest(of))[1])


def is_manifest(of: DocumentType) -> bool:
    """Is it a manifest, whose replies have codes of their own?"""
    return of.machine.name == "manifest"


def answer(heard: Heard, number: str, language_code: str) -> Spoken:
    """The answer of that number in a language. Raises `Refused`: answer-unknown, answer-unsayable, format-unknown."""
    form = language(language_code)
    bill = next((b for b in _bills(heard) if b.id == number), None)
    entry = next((e for e in heard.entries if str(e.version) == number and e.kind in MEANING_OF), None)
    if not answered(heard.of) or (bill is None and entry is None):
        raise Refused("answer-unknown", NO_ANSWER)
    meaning = "tax" if bill else MEANING_OF[entry.kind] if entry else ""
    name, code = status(meaning, language_code, manifest=is_manifest(heard.of))
    if not code:
        raise Refused("answer-unsayable", UNSAYABLE)
    base = Answer(list=name, code=code, reference=heard.case.number, serial=heard.case.id)
    base = msgspec.structs.replace(base, office=heard.case.facts.get("office", ""), number=number_of(heard.entries))
    said = _taxed(base, heard, bill) if bill else _stepped(base, heard, entry, meaning) if entry else base
    return spoken(said, form)


def number_of(entries: Sequence[Entry]) -> str:
    """The number that an outside authority gave the case, where one of its replies named it."""
    told = (msgspec.json.decode(e.body).get("number", "") for e in reversed(entries) if e.kind == "OutsideReplyTaken")
    return next((n for n in told if n), "")


def _bills(heard: Heard) -> list[Bill]:
    return reading.bills_of(heard.reader, heard.case.id) if heard.case.type in TAXED else []


def seconds(at: str) -> str:
    """A stamp as ISO text to the second."""
    return f"{at[:19]}Z"


def _stepped(base: Answer, heard: Heard, entry: Entry, meaning: str) -> Answer:
    body: dict[str, Any] = msgspec.json.decode(entry.body)
    reason = str(body.get("reason", ""))
    faults: tuple[Fault, ...] = ()
    if body.get("warnings"):
        faults = tuple(_warned(heard, entry, body))
    elif reason and meaning in _WITH_REASON:
        faults = (Fault(code=_WITH_REASON[meaning], text=reason, place=(Place("42A"),)),)
    return msgspec.structs.replace(
        base,
        id=f"{entry.case}.{entry.version}",
        at=seconds(entry.at),
        version=str(body.get("revision", "")),
        note=reason,
        faults=faults,
    )


def _warned(heard: Heard, entry: Entry, body: Mapping[str, Any]) -> Iterator[Fault]:
    """The warnings that rode along, at their places: the checks of that day are run over the first revision again."""
    kept = heard.reader.document(entry.case, 1)
    document = heard.of.read(kept.canonical)[0] if kept else None
    if kept is None or document is None:
        return
    found = heard.of.findings(document, law_day(instant(entry.at)))
    named = [f for f in found if f.code in body["warnings"]]
    yield from faults_of(named, type_code=heard.of.code, original=kept.original)


def _taxed(base: Answer, heard: Heard, bill: Bill) -> Answer:
    return msgspec.structs.replace(
        base,
        id=f"{bill.id}",
        at=seconds(bill.issued),
        version=str(bill.revision),
        dues=tuple(_dues(heard.reader, bill)),
    )


def _dues(reader: Reader, bill: Bill) -> Iterator[Due]:
    """The bill's taxes line by line, as its proof has them; by kind for the whole where the proof is not at hand."""
    kept = reading.one(reader, Proof, bill.id)
    steps = msgspec.json.decode(zlib.decompress(kept.body)).get("proof", []) if kept else []
    values = {s["name"]: str(s["value"]) for s in steps}
    kinds = msgspec.json.decode(bill.kinds, type=dict[str, int])
    for kind, fen in kinds.items():
        parts = next((s.get("of", ()) for s in steps if s["name"] == f"{kind}/sum"), ())
        numbered = [(int(m[1]), values[p]) for p in parts if (m := _LINE.match(p)) and p in values]
        for item, amount in numbered:
            yield Due(kind=kind, amount=_yuan(amount), item=item)
        if len(numbered) != 1:
            yield Due(kind=kind, amount=f"{fen // 100}.{fen % 100:02d}")


def _yuan(amount: str) -> str:
    whole, _, part = amount.partition(".")
    return f"{whole}.{part:0<2}"
