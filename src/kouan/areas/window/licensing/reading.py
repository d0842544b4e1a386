"""Reads the ledger, alike in both stores."""

from collections.abc import Iterable, Mapping

from kouan.areas.window.paying.reading import kept
from kouan.store.reader import Reader

from .things import Account, Entry, Holding, Licence

_KNOWN = "SELECT DISTINCT book, kind, CASE WHEN book = 'handbook' THEN number ELSE '' END FROM window_licence"
_USCC = "SELECT uscc FROM organisation WHERE id = ?"
_MOVED: Mapping[str, tuple[int, int]] = {
    "reserve": (1, 0),
    "free": (-1, 0),
    "write_off": (-1, 1),
    "write_more": (0, 1),
    "reverse": (0, -1),
}
"""What each movement does to the two parts of a holding."""


def accounts(reader: Reader, wanted: Iterable[Account]) -> dict[str, Licence]:
    """The licences of these accounts that are on the books, by name."""
    ids = tuple(account.id for account in wanted)
    return {one.id: one for one in kept(reader, Licence, {"id": ids})} if ids else {}


def named(reader: Reader, ids: Iterable[str]) -> dict[str, Licence]:
    """Licences by their names."""
    wanted = tuple(ids)
    return {one.id: one for one in kept(reader, Licence, {"id": wanted})} if wanted else {}


def books(reader: Reader) -> set[tuple[str, str, str]]:
    """Which classes of licence, and which handbooks, are kept here: only of these is an unknown number a fault."""
    return {(str(book), str(kind), str(number)) for book, kind, number in reader.connections.query(_KNOWN, [])}


def entries_of(reader: Reader, *, licence: str = "", declaration: str = "") -> list[Entry]:
    """The movements of a licence, or of a declaration, in order."""
    where = {"licence": licence} if licence else {"declaration": declaration}
    return kept(reader, Entry, where, order="licence, version")


def holdings(reader: Reader, declaration: str) -> dict[str, Holding]:
    """What a declaration holds, by licence. Those it has given back stay with nought, so that their movements count on."""
    found: dict[str, Holding] = {}
    for entry in entries_of(reader, declaration=declaration):
        reserved, written = _MOVED[entry.kind]
        was = found.get(entry.licence, Holding())
        found[entry.licence] = Holding(
            was.reserved + reserved * entry.quantity, was.written + written * entry.quantity, was.moves + 1
        )
    return found


def code_of(reader: Reader, organisation: str) -> str:
    """The social credit code of an organisation; empty for one without."""
    found = reader.connections.query(_USCC, [organisation])
    return str(found[0][0] or "") if found else ""


def of_firm(reader: Reader, organisation: str) -> list[Licence]:
    """A firm's own licences, by its social credit code; the newest first."""
    code = code_of(reader, organisation)
    return kept(reader, Licence, {"scc": code}, order="registered DESC, number, item") if code else []
