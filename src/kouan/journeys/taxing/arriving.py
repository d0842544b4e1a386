"""The arrival of goods that were filed before it: their bills go by the day of entry from then on.

Where the rates or exchange rates of that day make another amount, the bill that was not paid is void and another takes its
place; what was paid counts, and the difference is called in or given back. A manifest's arrival is that of its bills.
"""

import json

from kouan.areas.window import advance
from kouan.areas.window.documents import import_declaration, original_manifest
from kouan.areas.window.paying import bills, reading
from kouan.areas.window.paying.machines import B
from kouan.areas.window.paying.work import Work
from kouan.kernel.cases import Case, decide
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import instant
from kouan.kernel.rules import law_day
from kouan.store import statements as sql
from kouan.store.reader import Reader
from kouan.store.units import Row, row_of

from .assessing import assessed, retax

OF = import_declaration.TYPE
REPORT = "report_arrival"


def fix(work: Work, reader: Reader, of: DocumentType, case: Case) -> None:
    """The bills of a declaration whose arrival is reported at `work.at`."""
    standing = [b for b in reading.bills_of(reader, case.id) if b.state != B.VOID]
    waiting = [b for b in standing if b.law_day_by == advance.PROVISIONAL]
    kept = reader.document(case.id, case.revision) if waiting else None
    document = of.read(kept.canonical)[0] if kept else None
    if kept is None or document is None:
        return
    day = law_day(instant(work.at))
    last, worked = waiting[-1], assessed(reader, document, day)
    if worked is None:
        return  # no rate on the day of entry: the bill goes on saying that it is provisional
    same = json.loads(last.kinds) == {k.kind: bills.fen(k.levied) for k in worked.kinds}
    if same or last.law_day == day.isoformat():
        for bill in waiting:
            bills.fix_day(work, bill, advance.ENTRY, day.isoformat())
        return
    stays = [b for b in waiting if b.state not in bills.WAITING or b.statement]
    retax(work, reader, case, document, kept.digest, entered=day)
    for bill in stays:
        bills.fix_day(work, bill, advance.ADJUSTED)


def manifest_arrived(work: Work, reader: Reader, manifest: Case, levies: bool) -> None:
    """Report the arrival of what was filed in advance on a manifest's voyage."""
    if manifest.type != original_manifest.TYPE.code:
        return
    text = (
        "SELECT c.case_id FROM window_claim c JOIN window_manifest m ON m.voyage_key = c.voyage_key"
        " JOIN window_bill b ON b.case_id = m.case_id AND b.bill = c.bill WHERE m.case_id = ? ORDER BY c.case_id"
    )
    for (id_,) in reader.connections.query(text, [manifest.id]):
        case = reader.case(id_)
        if case is None or not advance.is_advance(case) or advance.arrived(case) or _is_over(case):
            continue
        step = decide(of=OF, case=case, action=REPORT, actor=work.actor, at=work.at)
        work.note(step.event, case.id, step.case.version)
        work.rows.append(Row(sql.MOVED_CASE, (*row_of(step.case), case.version)))
        if levies:
            fix(work, reader, OF, case)


def _is_over(case: Case) -> bool:
    return REPORT not in OF.machine.open_actions(case.state)
