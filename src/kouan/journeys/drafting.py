"""Drafting a declaration from papers that are kept: the invoice, the packing list that goes with it, and where each value
of a draft came from.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from kouan.areas.window.documents import commercial_invoice, export_declaration, import_declaration, packing_list
from kouan.areas.window.documents._drafting import Drafted, Flow, Kept, Source, drafted
from kouan.kernel.cases import Case, may_read
from kouan.kernel.documents import DocumentType
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.house import House

INVOICES, LISTS = commercial_invoice.TYPE, packing_list.TYPE
DECLARATIONS: dict[str, Flow] = {import_declaration.TYPE.code: "import", export_declaration.TYPE.code: "export"}
NO_PAPER = Words(
    "没有这份发票或装箱单，或它不对您开放", "There is no such invoice or packing list, or it is not yours to see"
)


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a draft that came from a paper: whether it still stands as it was carried over."""

    source: Source
    label: Words
    case: str
    number: str
    stands: bool


def draft_of(house: House, code: str, invoice: str, packing: str, who: Actor) -> Drafted:
    """A declaration of the type drafted from these cases (either may be empty). Raises `Refused` (case-unknown)."""
    flow = DECLARATIONS.get(code)
    if flow is None or not (invoice or packing):
        raise Refused("case-unknown", NO_PAPER)
    return drafted(flow, _kept(house, invoice, INVOICES, who), _kept(house, packing, LISTS, who))


def _kept(house: House, id: str, of: DocumentType, who: Actor) -> Kept | None:
    if not id:
        return None
    case = house.reader.case(id)
    kept = house.reader.document(id, case.revision) if case and case.type == of.code else None
    document = of.read(kept.canonical)[0] if kept else None
    if case is None or kept is None or document is None or not may_read(of, case, who) or case.state != "kept":
        raise Refused("case-unknown", NO_PAPER)
    return Kept(document=document, case=id, digest=kept.digest)


def partner(house: House, case: Case, document: Any) -> str:
    """The case of the list that goes with an invoice, or of the invoice of a list: of the same firm, by the invoice's number."""
    if case.type == LISTS.code:
        asked = {"type": INVOICES.code, "owner": case.owner, "number": document.invoice_number}
        found = house.reader.cases(asked, limit=5) if document.invoice_number else []
        return next((c.id for c in found if c.state == "kept"), "")
    for other in house.reader.cases({"type": LISTS.code, "owner": case.owner}, limit=200):
        kept = house.reader.document(other.id, other.revision) if other.state == "kept" else None
        listed = LISTS.read(kept.canonical)[0] if kept else None
        if listed is not None and listed.invoice_number == document.number:
            return other.id
    return ""


def carried(house: House, of: DocumentType, raw: dict[str, Any], who: Actor) -> tuple[Carried, ...]:
    """Where the values of a draft came from, by the papers that it names and that are kept here."""
    if of.code not in DECLARATIONS:
        return ()
    papers = [p for p in raw.get("papers") or () if isinstance(p, dict)]
    cases = {p.get("kind"): str(p.get("number") or "") for p in papers}
    made: dict[str, Kept | None] = {}
    for code, type_ in (("00000001", INVOICES), ("00000002", LISTS)):
        try:
            made[code] = _kept(house, cases.get(code, ""), type_, who)
        except Refused:
            made[code] = None
    if not any(made.values()):
        return ()
    told = drafted(DECLARATIONS[of.code], made["00000001"], made["00000002"])
    return tuple(_carried(s, raw, made) for s in told.sources)


def _carried(source: Source, raw: dict[str, Any], made: dict[str, Kept | None]) -> Carried:
    kept = made["00000001" if source.paper == "invoice" else "00000002"]
    now = _at(raw, source.path)
    return Carried(
        source=source,
        label=INVOICES.words if source.paper == "invoice" else LISTS.words,
        case=kept.case if kept else "",
        number=kept.document.number if kept else "",
        stands=str("" if now is None else now) == source.value,
    )


def _at(raw: Any, path: str) -> Any:
    steps: Sequence[str] = path.replace("[", ".").replace("]", "").split(".")
    for step in steps:
        if isinstance(raw, list):
            raw = raw[int(step)] if int(step) < len(raw) else None
        else:
            raw = raw.get(step) if isinstance(raw, dict) else None
    return raw
