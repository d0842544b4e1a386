"""References of declarations (WIN-X-082): a firm's reference with other content is a conflict, with the same content a repeat.

The law is a row with a unique key, written in the transaction of the filing, so that of two that arrive at once one is
taken. What is remembered here only spares a look into the table for a reference that was never used. House rule, to
verify: a reference is free again once its declaration is void; what the Chinese system does is not public, the British
one keeps it 48 hours.
"""

import threading
import weakref
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.areas.window.machines import S
from kouan.kernel.cases import digest
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.findings import Finding, Repair
from kouan.kernel.words import Words
from kouan.store.reader import Reader
from kouan.store.units import Key, Row, Unit

NUMBERED = frozenset({import_declaration.TYPE.code, export_declaration.TYPE.code})
"""The types whose number is the declarant's own reference."""
CODE = "WIN-X-082"
USED = "reference-used"
"""The code of the conflict where another filing with the reference was first by a moment: made anew, it is told."""
BASIS = "报关单数据字典：ClientSeqNo 在一个客户端内唯一，待核；作废后可再用为本系统自定，待核"
MOST = 200_000
"""So many references are remembered; about 60 MB. One that is forgotten still meets the unique key."""
LONGEST = 80
"""Characters of a reference."""
TOLD = 3
"""So many differing fields are named."""
_ALL = "SELECT owner, type, reference FROM window_used_reference ORDER BY id DESC LIMIT ?"
_ONE = (
    "SELECT declaration, content, key, seal FROM window_used_reference WHERE owner = ? AND type = ? AND reference = ?"
)
_TAKE = (
    "INSERT INTO window_used_reference (declaration, content, key, seal, used, owner, type, reference) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_TAKE_OVER = (
    "UPDATE window_used_reference SET declaration = ?, content = ?, key = ?, seal = ?, used = ? "
    "WHERE owner = ? AND type = ? AND reference = ? AND declaration = ?"
)


class Use(NamedTuple):
    """Who bears a reference: the case, the digest of what was filed, its idempotency key and that key's digest."""

    case: str
    content: str
    key: str
    seal: str


class Taken(NamedTuple):
    """What a filing's reference comes to: rows to write with it, or the unit that answers a repeat, or what refuses it."""

    rows: tuple[Row, ...] = ()
    repeat: Unit | None = None
    conflict: Finding | None = None

    def into(self, unit: Unit) -> Unit:
        """The unit of the filing with the rows of its reference."""
        return msgspec.structs.replace(unit, rows=(*unit.rows, *self.rows)) if self.rows else unit


class References:
    """What one house remembers. Thread-safe: pages and lane file at the same time."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._used: dict[tuple[str, str, str], None] | None = None

    def load(self) -> None:
        """Read the newest references, where that is not done yet. Some 200,000 rows take a second: not on an event loop."""
        with self._lock:
            self._known()

    def take(self, of: DocumentType, document: object, *, key: Key, case: str, at: str) -> Taken:
        """Claim the reference of a filing for its case. A known idempotency key is left to the writer."""
        number = of.facts(document).get("number", "")
        if of.code not in NUMBERED or not number:
            return Taken()
        place, content = (key.organisation, of.code, number), digest(encode(document))
        use = (case, content, key.key, key.digest, at, *place)
        before = self._stands(place) if self._seen(place) else None
        if before is None:
            return Taken((Row(_TAKE, use, USED),))
        if before.key == key.key:
            return Taken()
        held = self._reader.case(before.case)
        if held is None or held.state == S.VOID:
            return Taken((Row(_TAKE_OVER, (*use, before.case), USED),))
        if before.content == content and before.key:
            return Taken(repeat=Unit(key=Key(key.organisation, before.key, before.seal)))
        return Taken(conflict=self._told(of, document, number, before.case, place))

    def _seen(self, place: tuple[str, str, str]) -> bool:
        """Was it seen before? From now on it was."""
        with self._lock:
            known = self._known()
            if place in known:
                return True
            if len(known) >= MOST:
                known.pop(next(iter(known)))
            known[place] = None
            return False

    def _known(self) -> dict[tuple[str, str, str], None]:
        if self._used is None:
            rows = self._reader.connections.query(_ALL, [MOST])
            self._used = dict.fromkeys((owner, kind, number) for owner, kind, number in reversed(rows))
        return self._used

    def _stands(self, place: tuple[str, str, str]) -> Use | None:
        rows = self._reader.connections.query(_ONE, list(place))
        return Use(*rows[0]) if rows else None

    def _told(self, of: DocumentType, document: object, number: str, case: str, place: tuple[str, str, str]) -> Finding:
        kept = self._reader.document(case, 1)
        earlier = of.read(kept.canonical)[0] if kept else None
        pairs = list(_differing(_plain(earlier), _plain(document))) if earlier is not None else []
        shown = [f"{path}：{was or '—'} → {now or '—'}" for path, was, now in pairs[:TOLD]]
        more = len(pairs) - len(shown)
        fresh = self._fresh(place)
        zh = f"自编号 {number} 已用于 {case}，内容不同" + (f"（{'；'.join(shown)}）" if shown else "")
        en = f"Reference {number} is used by {case} with other content" + (f" ({'; '.join(shown)})" if shown else "")
        words = Words(
            zh + (f"，另有 {more} 处" if more else "") + f"；请改用新的自编号，如 {fresh}",
            en + (f" and {more} more" if more else "") + f"; use a fresh reference such as {fresh}",
        )
        repair = Repair(path="reference", old=number, new=fresh)
        return Finding(code=CODE, severity="error", path="reference", message=words, basis=BASIS, repair=repair)

    def _fresh(self, place: tuple[str, str, str]) -> str:
        """The reference with the first number behind it that is free."""
        owner, kind, number = place
        n = 2
        while self._stands((owner, kind, _numbered(number, n))):
            n += 1
        return _numbered(number, n)


def _numbered(number: str, n: int) -> str:
    tail = f"-{n}"
    return number[: LONGEST - len(tail)] + tail


def _plain(document: object) -> Any:
    return msgspec.json.decode(encode(document))


def _differing(was: Any, now: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """The places where two documents differ, with both values as text."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in dict.fromkeys((*was, *now)):
            yield from _differing(was.get(name), now.get(name), f"{path}.{name}" if path else name)
    elif isinstance(was, list) and isinstance(now, list):
        for n in range(max(len(was), len(now))):
            old, new = (rows[n] if n < len(rows) else None for rows in (was, now))
            yield from _differing(old, new, f"{path}[{n}]")
    elif was != now:
        yield path, _short(was), _short(now)


def _short(value: Any) -> str:
    return "" if value is None else str(value)[:40]


_known: "weakref.WeakKeyDictionary[Reader, References]" = weakref.WeakKeyDictionary()


def references(reader: Reader) -> References:
    """What the house of this reader remembers."""
    return _known.setdefault(reader, References(reader)) if reader not in _known else _known[reader]
