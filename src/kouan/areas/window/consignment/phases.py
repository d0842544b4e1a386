"""The stretches of each declaration's life: what the time to release is estimated from.

A stretch ends when the state changes or the goods arrive. Moments are those at which the house learnt of a fact, since
nobody can expect anything of what is not known yet.
"""

from collections.abc import Mapping, Sequence

import msgspec

from kouan.areas.window.machines import DECLARATION, S
from kouan.kernel.journal import Entry

from .rows import Hand

KINDS = frozenset({DECLARATION.lodged.__name__, *(a.event.__name__ for a in DECLARATION.actions.values())})
_ARRIVAL = DECLARATION.actions["report_arrival"].event.__name__
_LODGED = DECLARATION.lodged.__name__
ENDS = (S.RELEASED, S.VOID)


class _Facts(msgspec.Struct, frozen=True):
    port: str = ""
    flow: str = ""
    mode: str = ""


class _Body(msgspec.Struct, frozen=True):
    after: str = ""
    facts: _Facts = _Facts()


_decode = msgspec.json.Decoder(_Body).decode


def take(hand: Hand, entries: Sequence[Entry], types: Mapping[str, str]) -> None:
    """Take the entries of declarations in, in their order."""
    for entry in entries:
        if entry.kind not in KINDS:
            continue
        body = _decode(entry.body)
        if entry.kind == _LODGED:
            f = body.facts
            row = (
                entry.case,
                entry.version,
                entry.organisation,
                f.port,
                f.flow,
                f.mode,
                "lodged",
                False,
                entry.recorded_at,
                "",
                "",
                0,
            )
            hand.add("window_phase", COLUMNS, [row])
        else:
            _next(hand, entry, body.after)


COLUMNS = "case_id, version, owner, port, flow, mode, state, arrived, began, ended, released, released_seq"


def _next(hand: Hand, entry: Entry, after: str) -> None:
    text = f"SELECT {COLUMNS} FROM window_phase WHERE case_id = ? AND ended = ''"  # noqa: S608 -- constants
    rows = hand.query(text, [entry.case])
    if not rows:
        return
    case, _, owner, port, flow, mode, state, arrived, *_ = rows[0]
    came = bool(arrived) or entry.kind == _ARRIVAL
    if (after, came) == (state, bool(arrived)):
        return
    hand.do("UPDATE window_phase SET ended = ? WHERE case_id = ? AND ended = ''", [entry.recorded_at, case])
    if after == S.RELEASED:
        values = [entry.recorded_at, entry.seq, case]
        hand.do("UPDATE window_phase SET released = ?, released_seq = ? WHERE case_id = ?", values)
    if after not in ENDS:
        row = (case, entry.version, owner, port, flow, mode, after, came, entry.recorded_at, "", "", 0)
        hand.add("window_phase", COLUMNS, [row])
