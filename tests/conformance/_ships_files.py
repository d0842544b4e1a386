"""Workbooks, XML and JSON of others about a ship's call: what the product reads in them, in the words of the vectors."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from kouan.areas.ships.documents._numbers import is_imo
from kouan.areas.ships.formats import fal_xlsx, portnet_xml
from kouan.areas.ships.notices import PortCallNotice
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


def portnet(path: Path, row: dict[str, Any]) -> Iterator[Told]:
    """Each call's facts, each kind of finding with its count, and the count that the message's own schema gives."""
    reading = portnet_xml.read(path.read_bytes())
    calls = reading.documents[0].document.calls  # type: ignore[attr-defined]
    for number, wanted in enumerate(row["facts"]["calls"]):
        yield f"call {wanted['portCallId']}", wanted, partial(_call, calls[number])
    for wanted in row["findings"]:
        name = f"{wanted['code']} {wanted.get('call', '')}".strip()
        count = wanted.get("count", len(wanted.get("fields", "1")))
        yield name, count, partial(_count, reading.findings, wanted["code"], wanted.get("call", ""))
    kinds = {f["code"] for f in row["findings"]}
    yield "no other findings", [], lambda: sorted({code(f) for f in reading.findings} - kinds)


def _count(findings: tuple[Finding, ...], wanted: str, call: str) -> int:
    return sum(1 for f in findings if code(f) == wanted and call in f.path)


def _call(call: PortCallNotice) -> dict[str, Any]:
    ship, berth = call.ship, call.berths[0]
    times = {t: getattr(berth, t).at for t in ("eta", "ata", "etd", "atd")}
    return {
        "portCallId": call.id,
        "port": call.port,
        "previousPort": call.previous_port,
        "nextPort": call.next_port,
        "shipName": ship.name,
        "imo": ship.imo,
        "imoValid": is_imo(ship.imo),
        "mmsi": ship.mmsi or None,
        "callSign": ship.call_sign,
        "flag": ship.flag,
        "shipType": f"{ship.type_code} {ship.type_name}",
        "gt": ship.gross_tonnage,
        "nt": ship.net_tonnage,
        "lengthOverall": str(ship.length_overall),
        "agent": call.agents[0].name,
        "crewArrival": call.crew_arriving,
        "crewDeparture": call.crew_leaving,
        "berth": berth.code,
        **{t: at.isoformat() if at else None for t, at in times.items()},
        "timeSource": berth.eta.source,
        "securityLevel": call.security_level,
        "isscExpiry": call.issc_expires.isoformat() if call.issc_expires else None,
        "customsReference": call.customs_reference,
        "discharge": call.discharge,
    }


FORMATS: dict[str, Callable[[Path, dict[str, Any]], Iterator[Told]]] = {
    "fal-xlsx": workbook,
    "portnet-portcall": portnet,
}
"""Readers by how the vectors call the format."""
