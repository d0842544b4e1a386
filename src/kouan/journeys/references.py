"""References of declarations that were used before: the same content again is a repeat, other content a conflict (WIN-X-082).

One process writes the journal, so what it remembers is whole: the newest references are read once, later ones are added as
they are filed. A filing is warned, not refused: whoever repeats himself by mistake learns it with the receipt.
"""

import threading
import weakref
from typing import NamedTuple

from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.findings import Finding
from kouan.kernel.words import Words
from kouan.store.reader import Reader

NUMBERED = frozenset({import_declaration.TYPE.code, export_declaration.TYPE.code})
"""The types whose number is the declarant's own reference."""
CODE = "WIN-X-082"
BASIS = "报关单数据字典：ClientSeqNo 在一个客户端内唯一，待核"
MOST = 200_000
"""So many references are remembered, the newest; about 60 MB."""
_NEWEST = (
    "SELECT owner, type, number, id FROM case_row WHERE number <> '' AND type IN (?, ?) ORDER BY opened DESC LIMIT ?"
)


class _Use(NamedTuple):
    case: str
    content: int | None


class References:
    """What one house remembers. Thread-safe: pages and lane file at the same time."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._used: dict[tuple[str, str, str], _Use] | None = None

    def load(self) -> None:
        """Read the newest references, where that is not done yet. Some 200,000 rows take a second: not on an event loop."""
        with self._lock:
            self._known()

    def used(self, of: DocumentType, document: object, *, number: str, owner: str, case: str) -> Finding | None:
        """Remember this filing, and what is to be said of its reference. The same case again is no second use."""
        if of.code not in NUMBERED or not number:
            return None
        content, key = hash(encode(document)), (owner, of.code, number)
        with self._lock:
            known = self._known()
            before = known.get(key)
            if before is None:
                if len(known) >= MOST:
                    known.pop(next(iter(known)))
                known[key] = _Use(case, content)
                return None
        return None if before.case == case else _told(number, before.case, self._same(before, of, content))

    def _known(self) -> dict[tuple[str, str, str], _Use]:
        if self._used is None:
            rows = self._reader.connections.query(_NEWEST, [*sorted(NUMBERED), MOST])
            self._used = {(owner, kind, number): _Use(id_, None) for owner, kind, number, id_ in reversed(rows)}
        return self._used

    def _same(self, before: _Use, of: DocumentType, content: int) -> bool:
        if before.content is not None:
            return before.content == content
        kept = self._reader.document(before.case, 1)
        document = of.read(kept.canonical)[0] if kept else None
        return document is not None and hash(encode(document)) == content


def _told(number: str, case: str, same: bool) -> Finding:
    if same:
        words = Words(f"与已申报的 {case} 内容相同，疑为重复申报", f"The same content as {case}: filed twice?")
    else:
        zh, en = (
            f"自编号 {number} 已用于 {case}，内容不同",
            f"Reference {number} was used for {case} with other content",
        )
        words = Words(zh, en)
    return Finding(code=CODE, severity="warning", path="reference", message=words, basis=BASIS)


_known: "weakref.WeakKeyDictionary[Reader, References]" = weakref.WeakKeyDictionary()


def references(reader: Reader) -> References:
    """What the house of this reader remembers."""
    return _known.setdefault(reader, References(reader)) if reader not in _known else _known[reader]
