"""The EDIFACT files of ships: what our readers make of them, in the words of the vectors."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from kouan.areas.ships.formats._edi_reading import TOLD
from kouan.areas.ships.formats._edi_told import ShipTold
from kouan.areas.ships.formats.edi_iftsai import in_time_order
from kouan.journeys import catalogue
from kouan.kernel.formats import Reading, detect
from kouan.syntax.edifact.interchange import MESSAGE, Interchange
from kouan.syntax.edifact.segments import written
from kouan.syntax.edifact.signs import Signs

Named = tuple[str, Any, Callable[[], Any]]

OURS: Mapping[tuple[str, str], str] = {
    ("edi-envelope", "UNB"): "UNB_MISSING",
    ("edi-envelope", "UNZ"): "UNZ_MISSING",
    ("edi-missing", "UNT"): "UNT_MISSING",
    ("edi-count", "UNT"): "UNT_COUNT",
    ("edi-count", "UNZ"): "UNZ_COUNT",
    ("edi-reference", "UNZ"): "UNZ_REFERENCE",
    ("edi-truncated", ""): "TRUNCATED",
    ("edi-encoding-differs", ""): "ENCODING_DIFFERS",
    ("edi-line-break", ""): "LINE_BREAK_INSIDE_SEGMENT",
}
"""Findings of the syntax by code and segment; those of ships have the vectors' names with hyphens."""
BESIDE = ("edi-release",)
"""Told by us and not in the vectors: the message is of another release than the directory that is shipped."""


def cases(file: Path, case: dict[str, Any]) -> Iterator[Named]:
    """Facts, findings with their counts, and the count of segments of each message."""
    for name, expected in case.get("facts", {}).items():
        yield name, expected, partial(_fact, file, name)
    if "findings" in case:
        expected = Counter({f["code"]: 0 for f in case["findings"]})
        for f in case["findings"]:
            expected[f["code"]] += f.get("count", 1)
        yield "findings", dict(expected), partial(_findings, file)
    if case.get("messages"):
        yield "messages", [[m["ref"], m["counted"]] for m in case["messages"]], partial(_messages, file)


def _read(file: Path) -> Reading:
    body = file.read_bytes()
    form = detect(catalogue.formats().values(), body, file.name)
    assert form is not None, f"nobody likes {file.name}"
    return form.read(body)


def _parts(file: Path) -> tuple[Interchange, list[ShipTold]]:
    documents = _read(file).documents
    whole = next(c.document for c in documents if c.type == MESSAGE)
    assert isinstance(whole, Interchange)
    return whole, [c.document for c in documents if c.type == TOLD and isinstance(c.document, ShipTold)]


def _findings(file: Path) -> dict[str, int]:
    return dict(Counter(_named(f.code, f.path) for f in _read(file).findings if f.code not in BESIDE))


def _named(code: str, path: str) -> str:
    return next(
        (theirs for (ours, tag), theirs in OURS.items() if ours == code and tag in path.split()),
        OURS.get((code, ""), code.replace("-", "_").upper()),
    )


def _messages(file: Path) -> list[list[Any]]:
    return [[m.reference, len(m.segments)] for m in _parts(file)[0].messages]


def _fact(file: Path, name: str) -> Any:
    whole, told = _parts(file)
    return FACTS.get(name, partial(_plain, name))(whole, told)


def _plain(name: str, whole: Interchange, told: list[ShipTold]) -> Any:
    value = getattr(told[0], NAMES.get(name, name))
    return list(value) if isinstance(value, tuple) else value or None


NAMES = {
    "shipName": "ship_name",
    "callSign": "call_sign",
    "previousPort": "previous_port",
    "nextPort": "next_port",
    "maxDraught": "draught",
    "netTonnage": "net_tonnage",
    "securityLevel": "security_level",
    "from_": "previous_port",
    "to": "port",
}


def _of_people(name: str) -> Callable[[Interchange, list[ShipTold]], Any]:
    return lambda _, told: [getattr(p, name) for p in told[0].people]


def _of_goods(name: str) -> Callable[[Interchange, list[ShipTold]], Any]:
    return lambda _, told: [getattr(d, name) for d in told[0].dangerous]


def _persons(_: Interchange, told: list[ShipTold]) -> int | None:
    return len(told[0].people) if told[0].message == "PAXLST" else told[0].persons


def _texts(whole: Interchange, told: list[ShipTold]) -> list[Any]:
    if told[0].message == "WASDIS":
        return [w.text for w in told[0].wastes]
    return [list(t) if isinstance(t, tuple) else t for one in told for t in one.texts]


def _separators(signs: Signs) -> dict[str, str]:
    return {
        "component": signs.component,
        "element": signs.element,
        "decimal": signs.decimal,
        "release": signs.release,
        "segment": signs.terminator,
    }


def _units_for(_: Interchange, told: list[ShipTold]) -> dict[str, int]:
    return dict(Counter(u.discharged_at for u in told[0].units))


FACTS: Mapping[str, Callable[[Interchange, list[ShipTold]], Any]] = {
    "interchangeRef": lambda whole, _: whole.before[0].at(4),
    "sender": lambda whole, _: whole.before[0].at(1),
    "receiver": lambda whole, _: whole.before[0].at(2),
    "message": lambda whole, _: ":".join(whole.messages[0].segments[0].elements[1][0]),
    "messages": lambda whole, _: len(whole.messages),
    "separators": lambda whole, _: _separators(whole.signs),
    "encoding": lambda whole, _: {"iso8859_1": "iso-8859-1"}.get(whole.encoding, whole.encoding),
    "rest": lambda whole, _: written([whole.messages[-1].segments[-1]], Signs()).rstrip("'"),
    "texts": _texts,
    "calls": lambda _, told: sum(c.role != "this" for c in told[0].calls),
    "previous": lambda _, told: sum(c.role == "previous" for c in told[0].calls),
    "next": lambda _, told: sum(c.role == "next" for c in told[0].calls),
    "inTimeOrder": lambda _, told: [c.port for c in in_time_order(told[0].calls)],
    "lastCalls": lambda _, told: [c.port for c in told[0].calls if c.role == "listed"],
    "lastCallLevels": lambda _, told: [c.level for c in told[0].calls if c.role == "listed"],
    "kind": lambda _, told: {"250": "crew list", "745": "passenger list"}[told[0].document],
    "persons": _persons,
    "names": _of_people("name"),
    "documents": lambda _, told: [p.document_number for p in told[0].people] or list(told[0].documents),
    "ranks": _of_people("rank"),
    "consignments": lambda _, told: told[0].consignments,
    "un": _of_goods("un"),
    "classes": _of_goods("hazard"),
    "packingGroups": _of_goods("packing_group"),
    "flashPoint": lambda _, told: told[0].dangerous[0].flash_point,
    "unit": lambda _, told: told[0].dangerous[0].unit,
    "stow": lambda _, told: told[0].dangerous[0].position,
    "grossKg": lambda _, told: [int(d.gross) for d in told[0].dangerous],
    "items": lambda _, told: len(told[0].wastes),
    "quantitiesM3": lambda _, told: [w.quantity for w in told[0].wastes],
    "units": lambda _, told: len(told[0].units),
    "positions": lambda _, told: len({u.position for u in told[0].units}),
    "unitsFor": _units_for,
    "dg": lambda _, told: sum(bool(u.un) for u in told[0].units),
    "weightKg": lambda _, told: sum(int(u.weight) for u in told[0].units),
}
