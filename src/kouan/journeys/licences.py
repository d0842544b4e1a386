"""Taking licences on the books: a file of the issuing agency handed in by the operator, or the tables of the installation."""

from collections.abc import Iterable

from kouan.areas.window import reference
from kouan.areas.window.licensing import ledger, reading
from kouan.areas.window.licensing.things import HANDBOOK, LICENCE, MOST, Account, Licence, scaled
from kouan.areas.window.paying.work import Work
from kouan.areas.window.reference.tables import HandbookItem, LicenceBalance, Reference, read_table
from kouan.areas.window.taking.references import converted
from kouan.areas.window.taking.sheet import RowFault
from kouan.journeys.filing import Faulty
from kouan.kernel.findings import Finding
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.house import House
from kouan.store.reader import Reader
from kouan.store.roles import actor as actor_in
from kouan.store.units import Key, Unit

TABLES = ("licences", "handbooks")
OPENING = "2000-01-01"
"""The first day of one that names none."""


def taken(house: House, body: bytes, *, table: str, actor: Actor, key: Key | None = None) -> Unit:
    """The unit of taking a file's licences on the books: all of it, or nothing. What is there already is left as it is.

    Raises `Refused` for a role that may not, `Faulty` naming row and column.
    """
    if not actor.may("system.operate"):
        raise Refused("role-may-not", Words("许可证由运维人员装入", "Licences are taken over by the operator"))
    if table not in TABLES:
        raise Refused("table-unknown", Words("表名只能是 licences 或 handbooks", "The table is licences or handbooks"))
    text, good, faults = converted(body, table)
    if faults:
        raise Faulty(tuple(_told(f) for f in faults[:200]))
    rows = [row for found in read_table(table, text).values() for row in found]
    work = Work(actor, stamp(house.now()))
    made = _register(work, house.reader, rows)
    return work.unit({"read": good, "registered": made, "known": good - made}, key)


def lay_loaded(house: House) -> int:
    """Take the installation's tables on the books as far as they are not there; how many."""
    held = reference.loaded()
    rows = _rows(held) if held is not None else []
    work = Work(actor_in("operator", "operator", "operator"), stamp(house.now()))
    made = _register(work, house.reader, rows)
    if made:
        house.writer.write(work.unit())
    return made


def _rows(held: Reference) -> list[LicenceBalance | HandbookItem]:
    found = (row for name in TABLES for rows in held.tables.get(name, {}).values() for row in rows)
    return [row for row in found if isinstance(row, LicenceBalance | HandbookItem)]


def _register(work: Work, reader: Reader, rows: Iterable[object]) -> int:
    fresh: dict[str, Licence] = {}
    for row in rows:
        if isinstance(row, LicenceBalance | HandbookItem) and row.remainder > 0:
            made = _licence(row, work.at)
            fresh.setdefault(made.id, made)
    known = reading.named(reader, fresh)
    for id, one in fresh.items():
        if id not in known:
            ledger.register(work, one)
    return len(fresh) - len(known)


def _licence(row: LicenceBalance | HandbookItem, at: str) -> Licence:
    whole = min(scaled(row.remainder), MOST)
    if isinstance(row, LicenceBalance):
        account = Account(LICENCE, row.kind, row.number)
        party, codes, country, one_batch, issuer = row.party, row.codes, row.country, row.one_batch, row.issuer
    else:
        account = Account(HANDBOOK, "", row.record_number, row.item)
        party, codes, country, one_batch, issuer = "", row.code, "", False, ""
    return Licence(
        id=account.id,
        book=account.book,
        kind=account.kind,
        number=account.number,
        item=account.item,
        party=party[:10],
        scc=row.scc[:18],
        codes=codes[:400],
        country=country[:3],
        unit=row.unit[:3],
        issued=whole,
        remaining=whole,
        reserved=0,
        written=0,
        one_batch=one_batch,
        valid_from=row.valid_from.isoformat() if row.valid_from else OPENING,
        valid_to=row.valid_to.isoformat() if row.valid_to else None,
        issuer=issuer[:120],
        reference=row.reference[:200],
        version=1,
        registered=at,
    )


def _told(fault: RowFault) -> Finding:
    words = Words(
        f"第 {fault.row} 行，{fault.column}“{fault.value}”：{fault.message.zh}",
        f"Row {fault.row}, {fault.column} “{fault.value}”: {fault.message.en}",
    )
    return Finding(code="licences-unfit", severity="error", path=f"{fault.row}.{fault.column}", message=words)
