"""Finding cases for a person's queue: by type, state, port, who holds them, who filed them, and a few typed letters."""

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from kouan.kernel.cases import Case
from kouan.kernel.journal import Entry
from kouan.kernel.words import Words

from .reader import CASE, ENTRY, Reader, case_of, entry_of

Hands = Literal["mine", "others", "ended", "all"]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for. `types` and `owner` are the scope that the reader may see; the rest narrows it.

    `role` is who "mine" means; empty `owner` means any; `types` of None means any type. An agency that files papers of
    its own sees those in `own` where its `organisation` filed them.
    """

    types: tuple[str, ...] | None
    own: tuple[str, ...] = ()
    organisation: str = ""
    owner: str = ""
    role: str = ""
    hands: Hands = "all"
    type: str = ""
    state: str = ""
    port: str = ""
    text: str = ""


class Tally(msgspec.Struct, frozen=True):
    """How many cases of one type stand in one state with one holder."""

    type: str
    state: str
    holder: str
    n: int

    def hands(self, role: str) -> Hands:
        """In whose hands they are, seen by this role."""
        return "ended" if not self.holder else "mine" if role in self.holder.split() else "others"


def found(reader: Reader, asked: Asked, *, limit: int, offset: int = 0) -> list[Case]:
    """The cases, those that wait longest first; what has ended or waits for others the latest first."""
    condition, values = _condition(asked)
    order = "ASC" if asked.hands == "mine" else "DESC"
    text = f"SELECT {CASE} FROM case_row {condition} ORDER BY since {order}, id LIMIT ? OFFSET ?"  # noqa: S608 -- constants
    return [case_of(row) for row in reader.connections.query(text, [*values, limit, offset])]


def tally(reader: Reader, asked: Asked) -> list[Tally]:
    """Counts by type, state and holder of all that is asked for, whoever holds it."""
    condition, values = _condition(msgspec.structs.replace(asked, hands="all"))
    text = f"SELECT type, state, holder, count(*) FROM case_row {condition} GROUP BY type, state, holder"  # noqa: S608
    return [Tally(*row) for row in reader.connections.query(text, values)]


def latest(reader: Reader, asked: Asked, *, limit: int) -> list[tuple[Entry, str]]:
    """The last journal entries on the cases asked for, newest first, each with the type of its case."""
    condition, values = _condition(asked)
    columns = ", ".join(f"e.{name.strip()}" for name in ENTRY.split(","))
    text = (
        f"SELECT c.type, {columns} FROM (SELECT id, type FROM case_row {condition} ORDER BY since DESC LIMIT 200) c"  # noqa: S608
        " JOIN journal_event e ON e.case_id = c.id ORDER BY e.seq DESC LIMIT ?"
    )
    return [(entry_of(row[1:]), row[0]) for row in reader.connections.query(text, [*values, limit])]


def names(reader: Reader, ids: Iterable[str]) -> dict[str, Words]:
    """The names of organisations by their ids; an id that is not known is left out."""
    wanted = sorted({i for i in ids if i})
    if not wanted:
        return {}
    marks = ", ".join("?" * len(wanted))
    text = f"SELECT id, name_zh, name_en FROM organisation WHERE id IN ({marks})"  # noqa: S608 -- marks only
    return {row[0]: Words(row[1], row[2]) for row in reader.connections.query(text, wanted)}


def _condition(asked: Asked) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    if asked.types is not None:
        scope, values = _scope(asked.types, asked)
        parts.append(scope)
    for column in ("owner", "type", "state", "port"):
        if getattr(asked, column):
            parts.append(f"{column} = ?")
            values.append(getattr(asked, column))
    for part, more in (_in_hands(asked), _worded(asked.text.strip())):
        if part:
            parts.append(part)
            values += more
    return ("WHERE " + " AND ".join(parts) if parts else "", values)


def _scope(types: tuple[str, ...], asked: Asked) -> tuple[str, list[Any]]:
    kinds = f"type IN ({', '.join('?' * len(types))})" if types else "1 = 0"
    if not asked.own:
        return kinds, [*types]
    own = f"type IN ({', '.join('?' * len(asked.own))}) AND owner = ?"
    return f"({kinds} OR ({own}))", [*types, *asked.own, asked.organisation]


_HELD = "holder > '' AND (' ' || holder || ' ') {how} ?"


def _in_hands(asked: Asked) -> tuple[str, list[Any]]:
    role = f"% {asked.role} %"
    conditions: dict[Hands, tuple[str, list[Any]]] = {
        "mine": (_HELD.format(how="LIKE"), [role]),
        "others": (_HELD.format(how="NOT LIKE"), [role]),
        "ended": ("holder = ''", []),
        "all": ("", []),
    }
    return conditions[asked.hands]


def _worded(text: str) -> tuple[str, list[Any]]:
    if not text:
        return "", []
    plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    begins, holds = f"{plain.upper()}%", f"%{plain.upper()}%"
    columns = ("upper(id)", "upper(number)", "upper(title_zh)", "upper(title_en)")
    tests = " OR ".join(f"{c} LIKE ? ESCAPE '\\'" for c in columns)
    return f"({tests})", [begins, begins, holds, holds]
