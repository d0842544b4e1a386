"""Whose decision rests on which field of the general declaration: who decides again after a change, and who is only told.

Design of ours, not law; each agency has yet to confirm its lines (to verify). A field that is in neither table asks and
tells nobody: contacts, remarks, voyage numbers.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from operator import attrgetter
from typing import Any

import msgspec

_ALL = frozenset({"maritime", "customs", "border", "port"})
_MARITIME, _CUSTOMS, _BORDER, _PORT = (frozenset({a}) for a in ("maritime", "customs", "border", "port"))
_PERSONS = _BORDER | _CUSTOMS
_SAFETY = _MARITIME | _PORT
_ITINERARY = _MARITIME | _CUSTOMS | _BORDER
_GOODS_OF_DANGER = _MARITIME | _PORT | _CUSTOMS

OWN_FIELDS: Mapping[str, frozenset[str]] = {
    "ship.imo": _ALL,
    "ship.name": _ALL,
    "ship.flag": _ALL,
    "ship.draught_fore": _SAFETY,
    "ship.draught_aft": _SAFETY,
    "voyage.port": _ALL,
    "voyage.last_port": _ITINERARY,
    "voyage.next_port": _ITINERARY,
    "voyage.berth": _SAFETY,
    "voyage.eta": _SAFETY,
    "security": _SAFETY,
    "last_calls": _ITINERARY,
    "ship_to_ship": _MARITIME,
    "persons": _PERSONS,
    "crew_list": _PERSONS,
    "crew_list.rank": _MARITIME | _BORDER,
    "passenger_list": _PERSONS,
    "crew_effects": _CUSTOMS,
    "stores": _CUSTOMS,
    "cargo": _CUSTOMS,
    "cargo_items": _CUSTOMS,
    "dangerous_items": _GOODS_OF_DANGER,
    "waste_history": _SAFETY,
    "wastes": _SAFETY,
    "health": _CUSTOMS,
    "health_cases": _CUSTOMS,
    "ballast": _MARITIME | _CUSTOMS,
    "ballast_tanks": _MARITIME | _CUSTOMS,
    "nil.cargo": _CUSTOMS,
    "nil.unmanifested_cargo": _CUSTOMS,
    "nil.weapons": _ALL,
    "nil.ammunition": _ALL,
    "nil.animals": _CUSTOMS,
    "nil.stowaways": _PERSONS,
    "nil.passengers": _PERSONS,
    "nil.dangerous_goods": _GOODS_OF_DANGER,
    "nil.waste": _SAFETY,
    "nil.illness": _CUSTOMS,
}
"""Whose decision rests on which field, or on all fields of a part or rows of a list."""

TOLD_FIELDS: Mapping[str, frozenset[str]] = {
    "voyage.eta": _CUSTOMS | _BORDER,
    "voyage.berth": _CUSTOMS | _BORDER,
    "voyage.last_port": _PORT,
    "voyage.next_port": _PORT,
    "last_calls": _PORT,
    "persons": _MARITIME,
    "crew_list": _MARITIME,
    "passenger_list": _MARITIME,
    "health": _BORDER | _PORT | _MARITIME,
    "health_cases": _BORDER | _PORT | _MARITIME,
    "nil.illness": _BORDER | _PORT | _MARITIME,
    "cargo": _PORT,
    "cargo_items": _PORT,
    "dangerous_items": _BORDER,
    "nil.dangerous_goods": _BORDER,
    "security": _BORDER,
    "waste_history": _CUSTOMS,
    "wastes": _CUSTOMS,
    "nil.waste": _CUSTOMS,
}
"""Who is told of a change without deciding again."""

TOLERANCE = dt.timedelta(hours=2)
"""An estimate that moves by no more than this asks nobody again, and tells all. Ours, to be confirmed by the agencies."""


class Concerns(msgspec.Struct, frozen=True):
    """Whom a change of one kind of declaration asks again, and whom it only tells. `estimate` is its planned time."""

    own: Mapping[str, frozenset[str]]
    hear: Mapping[str, frozenset[str]]
    estimate: str

    def touched(self, before: Any, after: Any) -> Collection[str]:
        """The agencies whose own fields differ between two revisions."""
        changed = set(changes(before, after))
        if self._slight(before, after):
            changed.discard(self.estimate)
        return frozenset(agency for field in changed for agency in _of(self.own, field))

    def told(self, before: Any, after: Any) -> Collection[str]:
        """The agencies that a change concerns without asking them again."""
        changed = set(changes(before, after))
        hear = {agency for field in changed for agency in _of(self.hear, field)}
        if self.estimate in changed and self._slight(before, after):
            hear |= _ALL
        return frozenset(hear - set(self.touched(before, after)))

    def _slight(self, before: Any, after: Any) -> bool:
        planned = attrgetter(self.estimate)
        return bool(abs(planned(after) - planned(before)) <= TOLERANCE)


def _of(table: Mapping[str, frozenset[str]], field: str) -> frozenset[str]:
    return table.get(field) or table.get(field.split(".")[0], frozenset())


def changes(before: Any, after: Any, prefix: str = "") -> Iterator[str]:
    """The fields that differ, parts gone into; a list as a whole, but `crew_list.rank` where only ranks differ."""
    for name in after.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if isinstance(new, msgspec.Struct) and isinstance(old, msgspec.Struct):
            yield from changes(old, new, f"{prefix}{name}.")
        elif name == "crew_list" and _unranked(old) == _unranked(new):
            yield "crew_list.rank"
        else:
            yield prefix + name


def _unranked(rows: tuple[Any, ...]) -> list[Any]:
    return [msgspec.structs.replace(row, rank="-") for row in rows]


CALL = Concerns(own=OWN_FIELDS, hear=TOLD_FIELDS, estimate="voyage.eta")
DEPARTURE = Concerns(
    own={
        **OWN_FIELDS,
        "ship": _ALL,
        "voyage.number": frozenset(),
        "voyage.etd": _SAFETY,
        "nothing_owed": _CUSTOMS,
    },
    hear={**TOLD_FIELDS, "voyage.etd": _CUSTOMS | _BORDER},
    estimate="voyage.etd",
)
"""At departure the planned time is that of sailing."""
