"""Filing before arrival on its way: not before the manifest's main data are in, not after the ship is."""

import datetime as dt
from typing import Any

from msgspec.structs import replace

from kouan.areas.window import advance
from kouan.areas.window.consignment.reading import Asker
from kouan.areas.window.documents import import_declaration
from kouan.areas.window.documents._deals import claim_of
from kouan.areas.window.machines import M
from kouan.areas.window.reconciling.views import plain
from kouan.journeys.changes import changes_between
from kouan.kernel.cases import Case, Step
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.store.reader import Reader
from kouan.syntax.told import finding

TYPE = import_declaration.TYPE
_HERE = frozenset({M.ARRIVED.value, M.TALLIED.value, M.RECONCILED.value})
NO_MANIFEST, TOO_LATE = "advance-no-manifest", "advance-arrived"


def is_one(of: DocumentType, document: Any) -> bool:
    """Is the document filed before arrival?"""
    return of is TYPE and bool(document.advance)


def examined(reader: Reader, document: Any) -> tuple[Finding, ...]:
    """What keeps it from being filed before arrival: the manifest does not have its bill yet, or the goods are here."""
    means, voyage = plain(document.means_of_transport), plain(document.voyage)
    found = Asker(reader)(means, voyage, claim_of(document)) if document.bill_number and voyage else None
    listed = found.listed if found else None
    if listed is not None and listed.state in _HERE:
        zh = f"运输工具已到（舱单 {listed.number}），不再是提前申报：请去掉“提前申报”"
        return (finding(TOO_LATE, "advance", zh, "The goods have arrived: file without the mark of advance filing"),)
    if listed is not None and listed.state == M.ACCEPTED.value:
        return ()
    zh = f"舱单中还没有提运单 {document.bill_number or '（未填）'}：提前申报须在舱单主要数据传输并被接受之后"
    en = f"No accepted manifest has bill {document.bill_number or '(none given)'} yet: file in advance after its main data"
    return (finding(NO_MANIFEST, "bill_number", zh, en),)


def amending(case: Case, document: Any) -> None:
    """What was filed before arrival stays so, and nothing else becomes it: the day of its taxes hangs on it. Raises `Refused`."""
    if advance.is_advance(case) != bool(getattr(document, "advance", False)):
        raise Refused("advance-fixed", Words("修改不能改变是否提前申报", "An amendment does not change advance filing"))


def excused(of: DocumentType, case: Case, step: Step, before: Any, after: Any, on: dt.date) -> Step:
    """The step of an amendment, marked where it changed only what may differ from an advance filing."""
    paths = [c["path"] for c in changes_between(of, before, after)] if before is not None else []
    if not advance.is_excused(case, paths, on):
        return step
    return replace(step, event=replace(step.event, excused=True))
