"""Reading what the writer wrote, past the ORM: cases, documents, the journal from a place on."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec

from kouan.kernel.cases import Case, Lane
from kouan.kernel.journal import Entry
from kouan.kernel.words import Words

from .database import Connections, Row, Store

CASE = "id, type, number, owner, state, holder, opened, since, version, revision, title_zh, title_en, facts, lanes, warnings"
ENTRY = "seq, at, recorded_at, kind, case_id, version, actor, organisation, role, body, previous, hash"

_facts = msgspec.json.Decoder(dict[str, str]).decode
_lanes = msgspec.json.Decoder(dict[str, Lane]).decode


class Document(msgspec.Struct, frozen=True):
    """One kept revision: canonical JSON, the format it came in, and the bytes as they came."""

    number: int
    digest: str
    format: str
    original: bytes
    canonical: bytes


class RefusedFiling(msgspec.Struct, frozen=True):
    """A filing that was not taken: when (a stamp), for which type, what was found (JSON), and its bytes as they came."""

    id: str
    at: str
    type: str
    findings: msgspec.Raw
    body: bytes


class Reader:
    """Reads for both doors. Raises `Unavailable` where the store can not be reached."""

    def __init__(self, store: Store) -> None:
        self.connections = Connections(store)

    def case(self, id: str) -> Case | None:
        """Where a case stands, or None."""
        rows = self.connections.query(f"SELECT {CASE} FROM case_row WHERE id = ?", [id])  # noqa: S608 -- constant columns
        return case_of(rows[0]) if rows else None

    def cases(self, where: Mapping[str, Any], *, limit: int = 50, offset: int = 0, newest: bool = True) -> list[Case]:
        """Cases whose columns equal the given values (a tuple means any of them), by the time of their state."""
        condition, values = _condition(where)
        order = "DESC" if newest else "ASC"
        text = f"SELECT {CASE} FROM case_row {condition} ORDER BY since {order}, id LIMIT ? OFFSET ?"  # noqa: S608
        return [case_of(row) for row in self.connections.query(text, [*values, limit, offset])]

    def count(self, where: Mapping[str, Any]) -> int:
        """How many cases have these values."""
        condition, values = _condition(where)
        rows = self.connections.query(f"SELECT count(*) FROM case_row {condition}", values)  # noqa: S608
        return int(rows[0][0]) if rows else 0

    def document(self, case: str, revision: int) -> Document | None:
        """One revision of a case's document, or None."""
        text = "SELECT number, digest, format, body, document FROM document_revision WHERE case_id = ? AND number = ?"
        rows = self.connections.query(text, [case, revision])
        if not rows:
            return None
        number, digest, form, body, canonical = rows[0]
        return Document(number, digest, form, bytes(body), bytes(body if canonical is None else canonical))

    def answered(self, organisation: str, key: str) -> tuple[str, bytes] | None:
        """The digest and the answer that stand under an idempotency key, or None."""
        text = "SELECT digest, answer FROM answered WHERE organisation = ? AND key = ?"
        rows = self.connections.query(text, [organisation, key])
        return (rows[0][0], rows[0][1].encode()) if rows else None

    def answered_many(self, organisation: str, keys: Collection[str]) -> dict[str, tuple[str, bytes]]:
        """Digest and answer under each of these idempotency keys that is known."""
        if not keys:
            return {}
        marks = ", ".join("?" * len(keys))
        text = f"SELECT key, digest, answer FROM answered WHERE organisation = ? AND key IN ({marks})"  # noqa: S608
        rows = self.connections.query(text, [organisation, *keys])
        return {key: (digest, answer.encode()) for key, digest, answer in rows}

    def refused(self, organisation: str, *, limit: int = 50, offset: int = 0) -> list[RefusedFiling]:
        """What an organisation filed and was not taken, the newest first, without the bytes."""
        text = (
            "SELECT id, at, type, findings, '' FROM refused_filing WHERE organisation = ? ORDER BY at DESC, id "
            "LIMIT ? OFFSET ?"
        )
        return [_refused(row) for row in self.connections.query(text, [organisation, limit, offset])]

    def refused_one(self, organisation: str, id: str) -> RefusedFiling | None:
        """One of them, with its bytes; None for another organisation's too."""
        text = "SELECT id, at, type, findings, body FROM refused_filing WHERE organisation = ? AND id = ?"
        rows = self.connections.query(text, [organisation, id])
        return _refused(rows[0]) if rows else None

    def cases_called(self, ids: Collection[str]) -> dict[str, Case]:
        """The cases of these ids that are there, by id."""
        return {c.id: c for c in self.cases({"id": tuple(ids)}, limit=len(ids))}

    def timeline(self, case: str) -> list[Entry]:
        """All that happened to a case, in order."""
        text = f"SELECT {ENTRY} FROM journal_event WHERE case_id = ? ORDER BY version"  # noqa: S608
        return [entry_of(row) for row in self.connections.query(text, [case])]

    def journal(self, after: int, *, limit: int = 1000) -> list[Entry]:
        """Entries after a sequence number, in order, at most `limit`."""
        text = f"SELECT {ENTRY} FROM journal_event WHERE seq > ? ORDER BY seq LIMIT ?"  # noqa: S608
        return [entry_of(row) for row in self.connections.query(text, [after, limit])]

    def walk(self, after: int = 0, *, chunk: int = 5000) -> Iterator[Entry]:
        """The whole journal after a sequence number, read chunk by chunk."""
        while entries := self.journal(after, limit=chunk):
            yield from entries
            after = entries[-1].seq

    def followed(self) -> int:
        """How far the furthest read model has come; an intact journal is at least as long."""
        rows = self.connections.query("SELECT max(seq) FROM journal_cursor")
        return int(rows[0][0] or 0)

    def head(self) -> tuple[int, bytes]:
        """The last sequence number and hash; (0, 32 zero bytes) for an empty journal."""
        rows = self.connections.query("SELECT seq, hash FROM journal_event ORDER BY seq DESC LIMIT 1")
        return (int(rows[0][0]), bytes(rows[0][1])) if rows else (0, bytes(32))


def _refused(row: Row) -> RefusedFiling:
    id_, at, type_, findings, body = row
    return RefusedFiling(id_, at, type_, msgspec.Raw(findings.encode()), bytes(body or b""))


def _condition(where: Mapping[str, Any]) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    for column, value in where.items():
        options = value if isinstance(value, tuple) else (value,)
        fits = [f"{column} IN ({', '.join('?' * len(options))})" if options else "1 = 0"]
        values += options
        if column == "holder":  # may be several roles with a blank between them
            fits += ["' ' || holder || ' ' LIKE ?" for role in options if role]
            values += [f"% {role} %" for role in options if role]
        parts.append(f"({' OR '.join(fits)})")
    return ("WHERE " + " AND ".join(parts) if parts else "", values)


def case_of(row: Row) -> Case:
    """A case from its row."""
    (id_, type_, number, owner, state, holder, opened, since, version, revision, zh, en, facts, lanes, warnings) = row
    return Case(
        id=id_,
        type=type_,
        number=number,
        owner=owner,
        state=state,
        holder=holder,
        opened=opened,
        since=since,
        version=version,
        revision=revision,
        title=Words(zh, en),
        facts=_facts(facts),
        lanes=_lanes(lanes),
        warnings=warnings,
    )


def entry_of(row: Row) -> Entry:
    """A journal entry from its row."""
    *head, body, previous, hashed = row
    return Entry(*(*head, msgspec.Raw(body.encode()), bytes(previous), bytes(hashed)))
