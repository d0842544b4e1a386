"""A filing that was not taken, answered: what was found, each with its place in the filing as it came."""

from collections.abc import Sequence
from typing import Any

import msgspec

from kouan.areas.window.answer import TECHNICAL, Answer
from kouan.journeys import catalogue
from kouan.kernel.cases import Case
from kouan.kernel.findings import Finding
from kouan.kernel.formats import detect
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.store.reader import RefusedFiling

from .languages import RESULT, Spoken, language, spoken, status
from .ours import answered, is_manifest, seconds
from .pointing import faults_of

FAULT, GOOD = "1", "0"
_NONE = Words("这种单证没有标准答复", "There is no answer of a standard for this kind of document")


def refused(kept: RefusedFiling, language_code: str) -> Spoken:
    """The answer to a refused filing. Raises `Refused`: format-unknown, answer-unsayable."""
    findings = msgspec.json.decode(kept.findings, type=tuple[Finding, ...])
    return turned_away(kept.type, kept.body, findings, name=kept.id, at=kept.at, language_code=language_code)


def turned_away(
    type_code: str, body: bytes, findings: Sequence[Finding], *, name: str, at: str, language_code: str
) -> Spoken:
    """The answer to a filing that was not taken: `name` is that under which it is kept, `at` a stamp."""
    form = language(language_code)
    of = catalogue.types().get(type_code)
    if of is None or not answered(of):
        raise Refused("answer-unsayable", _NONE)
    listed, code = status("rejected", language_code, manifest=is_manifest(of))
    if language_code == RESULT:
        listed, code = TECHNICAL, FAULT
    said = Answer(
        list=listed,
        code=code,
        id=name,
        at=seconds(at),
        reference=reference_of(body),
        faults=faults_of(findings, type_code=type_code, original=body),
    )
    return spoken(said, form)


def taken(case: Case, findings: Sequence[Finding], body: bytes, language_code: str) -> Spoken:
    """The answer to a filing that became a case: what was noticed rides along."""
    form = language(language_code)
    of = catalogue.types()[case.type]
    if not answered(of):
        raise Refused("answer-unsayable", _NONE)
    listed, code = status("lodged", language_code, manifest=is_manifest(of))
    if language_code == RESULT:
        listed, code = TECHNICAL, GOOD
    said = Answer(
        list=listed,
        code=code,
        id=f"{case.id}.1",
        at=seconds(case.opened),
        reference=case.number,
        serial=case.id,
        faults=faults_of(findings, type_code=case.type, original=body),
    )
    return spoken(said, form)


def form_of(body: bytes) -> str:
    """The format that bytes seem to be in, '' for none."""
    found = detect(catalogue.formats().values(), body)
    return found.code if found else ""


def reference_of(body: bytes) -> str:
    """The filer's own number in a filing that was perhaps not understood; '' where it can not be found."""
    form = detect(catalogue.formats().values(), body)
    documents: list[Any] = [c.document for c in form.read(body).documents] if form else []
    for document in documents:
        found = getattr(document, "reference", "") or getattr(document, "number", "")
        if isinstance(found, str) and found:
            return found[:70]
    return next(filter(None, map(_told, documents)), "")[:70]


def _told(document: Any) -> str:
    """The number in a message as its standard has it."""
    if hasattr(document, "messages"):
        begins = (s.at(1) for m in document.messages for s in m.segments if s.tag == "BGM")
        return next(begins, "")
    held = getattr(document, "Declaration", None)
    if held is not None:
        return getattr(held, "FunctionalReferenceID", None) or ""
    root = getattr(document, "root", None)
    return _in_parts(root) if root is not None else ""


def _in_parts(part: Any) -> str:
    own = dict(part.values).get("ClientSeqNo", "")
    return own or next(filter(None, map(_in_parts, part.parts)), "")
