"""The movements of the ledger. Each is one guarded UPDATE that must touch exactly one row, and the entry that records it.

No version is named: two declarations that both fit both go through, in whichever order; of two that do not, one finds no
row. The entry takes version and remainder from the row as the movement left it.
"""

from collections import Counter
from collections.abc import Mapping

from kouan.areas.window import events as e
from kouan.areas.window.documents._law import said
from kouan.areas.window.paying.work import Work, inserted
from kouan.kernel.journal import Event
from kouan.store.units import Row

from .things import Account, Entry, Holding, Licence, plain

Moved = e.LicenceReserved | e.LicenceFreed | e.LicenceWrittenOff | e.LicenceReversed
SHORT = "licence-short"
"""The code of the conflict where a movement found too little."""
_FIRST = " AND (NOT one_batch OR remaining = issued)"
_MOVES: Mapping[str, tuple[str, str, type[Moved]]] = {
    "reserve": ("remaining", "reserved", e.LicenceReserved),
    "free": ("reserved", "remaining", e.LicenceFreed),
    "write_off": ("reserved", "written", e.LicenceWrittenOff),
    "write_more": ("remaining", "written", e.LicenceWrittenOff),
    "reverse": ("written", "remaining", e.LicenceReversed),
}
"""Each movement: the column it takes from, the one it gives to, the fact it is."""
_ENTRY = (
    "INSERT INTO window_licence_entry (licence, version, at, kind, declaration, quantity, remaining)"
    " SELECT id, version, ?, ?, ?, ?, remaining FROM window_licence WHERE id = ?"
)


def register(work: Work, licence: Licence) -> None:
    """Take a licence on the books."""
    account = Account(licence.book, licence.kind, licence.number, licence.item)
    event = e.LicenceRegistered(
        book=licence.book,
        number=account.number,
        item=account.item,
        unit=licence.unit,
        quantity=said(plain(licence.issued)),
        valid_to=licence.valid_to or "",
    )
    work.note(event, licence.id, 1)
    first = Entry(
        licence=licence.id,
        version=1,
        at=work.at,
        kind="issue",
        declaration="",
        quantity=licence.issued,
        remaining=licence.remaining,
    )
    work.rows += [inserted(licence), inserted(first)]


class Movements:
    """The movements of one declaration in one unit. All balances move before the first entry is written."""

    def __init__(self, work: Work, declaration: str) -> None:
        self.work, self.declaration = work, declaration
        self._entries: list[Row] = []
        self._made: Counter[str] = Counter()

    def move(self, licence: Licence, kind: str, quantity: int, before: Holding, *, first: bool = False) -> None:
        """So much from one column to another. `first`: a one-batch licence must not have been used yet."""
        if quantity <= 0:
            return
        out, into, event = _MOVES[kind]
        text = (
            f"UPDATE window_licence SET {out} = {out} - ?, {into} = {into} + ?, version = version + 1"  # noqa: S608
            f" WHERE id = ? AND {out} >= ?{_FIRST if first else ''}"
        )
        self.work.rows.append(Row(text, (quantity, quantity, licence.id, quantity), SHORT))
        self._entries.append(Row(_ENTRY, (self.work.at, kind, self.declaration, quantity, licence.id), SHORT))
        told: Event = event(
            licence=licence.id,
            declaration=self.declaration,
            unit=licence.unit,
            quantity=said(plain(quantity)),
        )
        self._made[licence.id] += 1
        self.work.note(told, f"{licence.id}.{self.declaration}", before.moves + self._made[licence.id])

    def done(self) -> None:
        """Write the entries behind the balances."""
        self.work.rows += self._entries
        self._entries = []


def revised(
    moves: Movements,
    licences: Mapping[str, Licence],
    wanted: Mapping[str, int],
    held: Mapping[str, Holding],
    *,
    released: bool,
) -> None:
    """Bring what a declaration holds to what its document says: the difference only."""
    up, down = ("write_more", "reverse") if released else ("reserve", "free")
    for id in dict.fromkeys((*held, *wanted)):
        before = held.get(id, Holding())
        more = wanted.get(id, 0) - before.total
        moves.move(licences[id], up, more, before, first=not before.total)
        moves.move(licences[id], down, -more, before)


def released(moves: Movements, licences: Mapping[str, Licence], held: Mapping[str, Holding]) -> None:
    """The goods go: what was reserved is used."""
    for id, before in held.items():
        moves.move(licences[id], "write_off", before.reserved, before)


def ended(moves: Movements, licences: Mapping[str, Licence], held: Mapping[str, Holding]) -> None:
    """The declaration ends without goods: everything goes back."""
    for id, before in held.items():
        moves.move(licences[id], "free", before.reserved, before)
        moves.move(licences[id], "reverse", before.written, before)
