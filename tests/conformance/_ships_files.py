"""Workbooks, XML and JSON of others about a ship's call: what the product reads in them, in the words of the vectors."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from kouan.areas.ships.formats import fal_xlsx
from kouan.kernel.findings import Finding
from kouan.syntax.proposals import Proposal

Told = tuple[str, Any, Callable[[], Any]]


def code(finding: Finding) -> str:
    """A code as the vectors write it."""
    return finding.code.replace("-", "_").upper()


def workbook(path: Path, row: dict[str, Any]) -> Iterator[Told]:
    """The messy workbook item by item; the blank one with its one finding."""
    return _messy(path, row) if "expected" in row else _template(path, row)


def _messy(path: Path, row: dict[str, Any]) -> Iterator[Told]:
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    days = (dt.datetime.fromisoformat(expected["context"][k]).date() for k in ("eta", "etd"))
    taken = fal_xlsx.intake(path.read_bytes(), fal_xlsx.Stay(*days))
    counts = {k: v for k, v in expected["counts"].items() if isinstance(v, int) and not isinstance(v, bool)}
    yield "counts", counts, lambda: _counts(taken.counts)
    yield "items", expected["itemCount"], lambda: len(taken.findings)
    for wanted in expected["repairs"]:
        keys = ("finding", "confidence", "severity", "proposed")
        at = _at(wanted)
        yield (
            f"{wanted['kind']} {at} {wanted['finding']}",
            {k: wanted[k] for k in keys},
            partial(_item, taken, at),
        )
    for wanted in expected["mustNotFind"]:
        at = _at(wanted)
        yield f"must not find {at}", [], partial(_codes_at, taken, at)


def _at(wanted: dict[str, Any]) -> str:
    return f"{wanted['sheet']}!{wanted['cell']}" if wanted["cell"] else str(wanted["sheet"])


def _counts(counts: fal_xlsx.Counts) -> dict[str, int]:
    return {
        "crew": counts.crew,
        "passengers": counts.passengers,
        "personsOnLists": counts.persons,
        "distinctPersons": counts.distinct,
        "stores": counts.stores,
        "nilAsserted": counts.nil_asserted,
        "nilNotAsserted": counts.nil_not_asserted,
    }


def _item(taken: fal_xlsx.Intake, at: str) -> Any:
    found = [f for f in taken.findings if f.path == at and isinstance(f, Proposal)]
    told = [
        {"finding": code(f), "confidence": f.confidence, "severity": f.severity, "proposed": f.proposed} for f in found
    ]
    return told[0] if len(told) == 1 else told


def _codes_at(taken: fal_xlsx.Intake, at: str) -> list[str]:
    return [f.code for f in taken.findings if f.path == at]


def _template(path: Path, row: dict[str, Any]) -> Iterator[Told]:
    taken = fal_xlsx.intake(path.read_bytes())
    facts = {k: row["facts"][k] for k in ("crew", "passengers", "stores")}
    counts = taken.counts
    yield (
        "facts",
        facts,
        lambda: {"crew": counts.crew, "passengers": counts.passengers, "stores": counts.stores},
    )
    wanted = [[f["code"], f"{f['sheet']}!C{f['row']}"] for f in row["findings"]]
    yield "findings", wanted, lambda: [[code(f), f.path] for f in taken.findings]


FORMATS: dict[str, Callable[[Path, dict[str, Any]], Iterator[Told]]] = {
    "fal-xlsx": workbook,
}
"""Readers by how the vectors call the format."""
