"""The columns of the journal's frame: what an entry says, flat, with real types. Nothing here is personal data.

Left out on purpose: the actor's login, and free text such as the reason of a decision.
"""

from collections.abc import Sequence

import msgspec
import pyarrow as pa

from kouan.kernel.journal import Entry

VERSION = 1
"""Of the schema. Frames of another version are written anew from the journal."""

MICROSECONDS = pa.timestamp("us", tz="UTC")
SCHEMA = pa.schema(
    [
        ("seq", pa.int64()),
        ("at", MICROSECONDS),
        ("recorded_at", MICROSECONDS),
        ("at_us", pa.int64()),
        ("recorded_us", pa.int64()),
        ("kind", pa.string()),
        ("case", pa.string()),
        ("version", pa.int32()),
        ("role", pa.string()),
        ("organisation", pa.string()),
        ("type", pa.string()),
        ("has_facts", pa.bool_()),
        ("port", pa.string()),
        ("flow", pa.string()),
        ("mode", pa.string()),
        ("office", pa.string()),
        ("action", pa.string()),
        ("lane", pa.string()),
        ("before", pa.string()),
        ("after", pa.string()),
        ("revision", pa.int32()),
        ("warnings", pa.int32()),
    ]
)
"""`at_us` and `recorded_us` are the same instants as whole microseconds since 1970, which every engine reads alike."""


class _Body(msgspec.Struct):
    """What is read of any event's body; an event that lacks a field leaves its column empty."""

    type: str | None = None
    facts: dict[str, str] | None = None
    action: str | None = None
    lane: str | None = None
    before: str | None = None
    after: str | None = None
    revision: int | None = None
    warnings: tuple[str, ...] = ()


_read = msgspec.json.Decoder(_Body).decode
_NO_FACTS: dict[str, str] = {}


def batch(entries: Sequence[Entry]) -> pa.Table:
    """Entries as a table of `SCHEMA`, in their order."""
    bodies = [_read(e.body) for e in entries]
    facts = [b.facts or _NO_FACTS for b in bodies]
    at = pa.array([e.at for e in entries], pa.string()).cast(MICROSECONDS)
    recorded = pa.array([e.recorded_at for e in entries], pa.string()).cast(MICROSECONDS)
    columns = [
        [e.seq for e in entries],
        at,
        recorded,
        at.cast(pa.int64()),
        recorded.cast(pa.int64()),
        [e.kind for e in entries],
        [e.case for e in entries],
        [e.version for e in entries],
        [e.role for e in entries],
        [e.organisation for e in entries],
        [b.type for b in bodies],
        [b.facts is not None for b in bodies],
        *([f.get(name) for f in facts] for name in ("port", "flow", "mode", "office")),
        [b.action for b in bodies],
        [b.lane or None for b in bodies],
        [b.before for b in bodies],
        [b.after for b in bodies],
        [b.revision for b in bodies],
        [len(b.warnings) for b in bodies],
    ]
    arrays = [c if isinstance(c, pa.Array) else pa.array(c, f.type) for c, f in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)
