"""What each step of a declaration does to the licences that it draws on, in the unit of the step itself."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from kouan.areas.window.licensing import ledger, reading
from kouan.areas.window.licensing.draws import draws
from kouan.areas.window.licensing.ledger import SHORT, Movements
from kouan.areas.window.licensing.things import Holding, Licence
from kouan.areas.window.paying.work import Work
from kouan.journeys.references import NUMBERED, USED
from kouan.kernel.parties import Actor
from kouan.store.reader import Reader
from kouan.store.units import Conflict, Receipt, Unit, Writes

Settles = Callable[[Movements, Mapping[str, Licence], Mapping[str, Holding]], None]
SETTLES: Mapping[str, Settles] = {
    "release": ledger.released,
    "reject": ledger.ended,
    "cancel": ledger.ended,
    "withdraw": ledger.ended,
}
"""What each step of a declaration means for its licences. Steps that are not here mean nothing."""
TRIES = 4
MEANWHILE = frozenset({SHORT, USED})
"""Conflicts with another filing that came first by a moment; the unit is made anew and meets what stands now."""


def drawn(
    unit: Unit, code: str, document: Any, *, case: str, is_new: bool, reader: Reader | None, released: bool = False
) -> Unit:
    """The unit of a filing or a revision with what it takes of its licences, or gives back."""
    if reader is None or code not in NUMBERED:
        return unit
    wanted = draws(document)
    held = {} if is_new else reading.holdings(reader, case)
    if not wanted and not held:
        return unit
    found = reading.accounts(reader, wanted)
    known = {**found, **reading.named(reader, (id for id in held if id not in found))}
    asked = {a.id: quantity for a, quantity in wanted.items() if a.id in found}
    return _with(unit, case, lambda moves: ledger.revised(moves, known, asked, held, released=released))


def settled(unit: Unit, code: str, action: str, *, case: str, reader: Reader | None) -> Unit:
    """The unit of a decision with what it means for the licences that the declaration holds."""
    if reader is None or code not in NUMBERED or action not in SETTLES:
        return unit
    held = reading.holdings(reader, case)
    known = reading.named(reader, held)
    return _with(unit, case, lambda moves: SETTLES[action](moves, known, held)) if held else unit


def _with(unit: Unit, case: str, make: Callable[[Movements], None]) -> Unit:
    own = unit.facts[0]
    work = Work(Actor(own.actor, own.organisation, own.role), own.at, own.recorded_at)
    moves = Movements(work, case)
    make(moves)
    moves.done()
    return replace(unit, facts=(*unit.facts, *work.facts), rows=(*unit.rows, *work.rows))


def written(writer: Writes, make: Callable[[], Unit]) -> Receipt:
    """Make a unit and write it. Where a licence was drawn on meanwhile it is made anew, so that what remains now is judged:
    `make` raises what it finds. Raises `Conflict` where others were first too often.
    """
    code = SHORT
    for _ in range(TRIES):
        try:
            return writer.write(make())
        except Conflict as conflict:
            if conflict.code not in MEANWHILE:
                raise
            code = conflict.code
    raise Conflict(code)
