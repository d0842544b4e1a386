"""The window's vectors through the area's own formats: declarations, broken files, round trips."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from kouan.areas.window.formats import wco_dec_xml, wco_res_xml
from kouan.areas.window.lookup.hs import read_system
from kouan.areas.window.lookup.origin import classes, read_agreement
from kouan.kernel.formats import Reading
from tests.conformance import _window_duty, _window_edifact, _window_replies

KINDS = {"9": "declaration", "COR": "amendment", "INV": "cancellation", "GPR": "arrival"}
DECLARATIONS = frozenset(KINDS.values())


@dataclass(frozen=True)
class Case:
    """One vector: what must come out, and how to get it."""

    name: str
    expected: Any
    got: Callable[[], Any]


def cases(folder: Path) -> Iterator[Case]:
    """Every case of a folder of window vectors; a set that is not there is left out."""
    hmrc = folder / "hmrc"
    if (hmrc / "expected.json").exists():
        data = json.loads((hmrc / "expected.json").read_text("utf-8"))
        yield from _hmrc(hmrc, data)
        yield from (Case(*case) for case in _window_duty.tax_lines(data))
        yield from (Case(*case) for case in _window_replies.cases(data))
    edifact = folder / "edifact-d24a"
    if (edifact / "expected.json").exists():
        yield from (Case(*case) for case in _window_edifact.cases(edifact))
    yield from _lookups(folder)
    duty = folder / "duty" / "cases.json"
    if duty.exists():
        yield from (Case(*case) for case in _window_duty.duty(json.loads(duty.read_text("utf-8"))))


def _lookups(folder: Path) -> Iterator[Case]:
    """The Harmonized System as counted, and the rules of origin of one agreement as looked up."""
    if (folder / "hs2022" / "expected.json").exists():
        wanted = json.loads((folder / "hs2022" / "expected.json").read_text("utf-8"))
        text = (folder / "hs2022" / "harmonized-system.csv").read_text("utf-8-sig")
        for name, expected in wanted.items():
            yield Case(f"hs2022 {name}", expected, partial(_hs, text, name))
    if (folder / "origin" / "expected.json").exists():
        data = json.loads((folder / "origin" / "expected.json").read_text("utf-8"))
        body = (folder / "origin" / "india.json").read_bytes()
        for name in ("rule_sets", "rules", "classes"):
            yield Case(f"origin {name}", data[name], partial(_agreement, body, name, data[name]))
        for look in data["lookups"]:
            yield Case(f"origin {look['code']}", look, partial(_origin, body, look["code"]))


def _hs(text: str, name: str) -> Any:
    system = read_system(text)
    chapters = {c for c in system.entries if len(c) == 2}
    held = {f"{n:02}" for n in range(1, 98)}
    said = {
        "rows": sum(system.rows.values()),
        "levels": dict(system.rows),
        "sections": len(system.sections),
        "chapters_missing_1_to_97": sorted(held - chapters),
        "chapters_above_97": sorted(chapters - held),
        "children_per_chapter": system.chapters(),
        **{n: list(getattr(system.faults, n)) for n in ("orphans", "duplicates", "parent_not_prefix")},
    }
    return said[name]


def _agreement(body: bytes, name: str, expected: Any) -> Any:
    held = read_agreement(body).rule_sets
    rules = [rule for rule_set in held for rule in rule_set.rules]
    counted = Counter(c for rule in rules for c in rule.classes)
    return {
        "rule_sets": len(held),
        "rules": len(rules),
        "classes": {c: n for c, n in counted.items() if name != "classes" or c in expected},
    }[name]


def _origin(body: bytes, code: str) -> dict[str, Any]:
    found = read_agreement(body).for_code(code)
    return {
        "code": code,
        "candidates": len(found),
        "headings": [s.heading for s in found],
        "classes": classes(found),
    }


def _hmrc(folder: Path, data: dict[str, Any]) -> Iterator[Case]:
    schema = partial(schema_of, folder / "schemas" / "declaration")
    for name, expected in data["files"].items():
        path = folder / "samples" / name
        if expected["kind"] == "ill-formed":
            yield Case(f"hmrc ill-formed {name}", "refused with its line", partial(_ill_formed, path))
        if expected["kind"] in DECLARATIONS:
            left_out = {"scenario", "schema_valid", "wrapped", "root", "namespace", "well_formed"}
            told = {k: v for k, v in expected.items() if k not in left_out}
            yield Case(f"hmrc read {name}", told, partial(_told, path, told))
            yield Case(f"hmrc round trip {name}", "the same", partial(_round_trip, path))
            yield Case(f"hmrc written valid {name}", "valid", partial(_valid, path, schema))
        if expected["kind"] == "reply":
            told = {k: v for k, v in expected.items() if k not in ("scenario", "root", "well_formed", "schema_valid")}
            yield Case(f"hmrc reply {name}", told, partial(_reply, path))


def _read(path: Path) -> Reading:
    return wco_dec_xml.read(path.read_bytes())


def _ill_formed(path: Path) -> str:
    reading = _read(path)
    placed = all(f.path.startswith("line ") and f.severity == "error" for f in reading.findings)
    return "refused with its line" if not reading.documents and reading.findings and placed else repr(reading)


def _round_trip(path: Path) -> str:
    document = _read(path).documents[0].document
    again = wco_dec_xml.read(wco_dec_xml.write(wco_dec_xml.MESSAGE, document).body)
    faults = [f for f in again.findings if f.severity == "error"]
    return "the same" if again.documents[0].document == document and not faults else repr(faults)


_SCHEMAS: dict[Path, etree.XMLSchema] = {}


def schema_of(folder: Path) -> etree.XMLSchema:
    """Both schemas at once: the envelope's alone fails every declaration, for its wildcard is strict."""
    if folder not in _SCHEMAS:
        spaces = {
            "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2": "DocumentMetaData_2_DMS.xsd",
            "urn:wco:datamodel:WCO:DEC-DMS:2": "WCO_DEC_2_DMS.xsd",
        }
        root = etree.Element("{http://www.w3.org/2001/XMLSchema}schema")
        for space, name in spaces.items():
            place = (folder / name).as_uri()
            tag = "{http://www.w3.org/2001/XMLSchema}import"
            etree.SubElement(root, tag, namespace=space, schemaLocation=place)
        _SCHEMAS[folder] = etree.XMLSchema(root)
    return _SCHEMAS[folder]


def _valid(path: Path, schema: Callable[[], etree.XMLSchema]) -> str:
    written = wco_dec_xml.write(wco_dec_xml.MESSAGE, _read(path).documents[0].document).body
    held = schema()
    return "valid" if held.validate(etree.fromstring(written)) else str(held.error_log.last_error)


def _told(path: Path, expected: dict[str, Any]) -> dict[str, Any]:
    """What the reading says, in the words of the expected file; only the keys that stand there."""
    reading = _read(path)
    said = _declaration(reading.documents[0].document.Declaration)  # type: ignore[attr-defined]
    codes = {f.code for f in reading.findings}
    said |= {"broken_root": bool(codes & {"wco-root-damaged"})}
    return {k: v for k, v in said.items() if v not in (None, [], False)}


def _declaration(d: Any) -> dict[str, Any]:
    shipment = d.GoodsShipment
    importer = getattr(shipment, "Importer", None)
    said = {
        "kind": KINDS.get(d.FunctionCode) or KINDS.get(d.TypeCode),
        "function_code": d.FunctionCode,
        "type_code": d.TypeCode,
        "lrn": d.FunctionalReferenceID,
        "mrn": d.ID,
        "acceptance": d.AcceptanceDateTime and d.AcceptanceDateTime.value,
        "goods_item_quantity": d.GoodsItemQuantity,
        "total_package_quantity": d.TotalPackageQuantity,
        "invoice_amount": _amount(d.InvoiceAmount),
        "declarant": d.Declarant and (d.Declarant.ID or d.Declarant.Name),
        "exporter": d.Exporter and (d.Exporter.ID or d.Exporter.Name),
        "importer": importer and (importer.ID or importer.Name),
        "authorisations": [a.CategoryCode for a in d.AuthorisationHolder],
        "amendments": [{"reason": a.ChangeReasonCode, "path": _pointer(a.Pointer)} for a in d.Amendment],
    }
    return said | (_shipment(shipment) if shipment else {})


def _shipment(s: Any) -> dict[str, Any]:
    boxes = s.Consignment.TransportEquipment if s.Consignment else ()
    previous = [{"category": p.CategoryCode, "type": p.TypeCode, "id": p.ID} for p in s.PreviousDocument]
    return {
        "ucr": s.UCR and s.UCR.TraderAssignedReferenceID,
        "ducr": next((p["id"] for p in previous if p["type"] == "DCR"), None),
        "previous_documents": previous,
        "trade_terms": s.TradeTerms and s.TradeTerms.ConditionCode,
        "containers": [box.ID for box in boxes],
        "items": [_item(i) for i in s.GovernmentAgencyGoodsItem],
    }


def _pointer(pointers: Any) -> str:
    """Ids with sequence numbers after their section, joined by dots."""
    parts = [[p.DocumentSectionCode, p.SequenceNumeric, p.TagID] for p in pointers]
    return ".".join(text for part in parts for text in part if text)


def _amount(value: Any) -> dict[str, str] | None:
    return value and {"amount": value.value, "currency": value.currencyID}


def _item(i: Any) -> dict[str, Any]:
    goods, measure = i.Commodity, getattr(i.Commodity, "GoodsMeasure", None)
    classes = [{"type": c.IdentificationTypeCode, "id": c.ID} for c in goods.Classification] if goods else []
    pairs = [p.CurrentCode + p.PreviousCode for p in i.GovernmentProcedure if p.PreviousCode is not None]
    said = {
        "sequence": i.SequenceNumeric,
        "commodity_code": "".join(c["id"] for c in classes if c["type"] in ("TSP", "TRC")) or None,
        "classification": classes,
        "description": goods and goods.Description,
        "item_charge": goods and goods.InvoiceLine and _amount(goods.InvoiceLine.ItemChargeAmount),
        "statistical_value": _amount(i.StatisticalValueAmount),
        "customs_value": _amount(i.CustomsValueAmount),
        "gross_mass": measure and measure.GrossMassMeasure and measure.GrossMassMeasure.value,
        "net_mass": measure and measure.NetNetWeightMeasure and measure.NetNetWeightMeasure.value,
        "tariff_quantity": measure and measure.TariffQuantity and measure.TariffQuantity.value,
        "origin": [{"country": o.CountryCode, "type": o.TypeCode} for o in i.Origin],
        "procedure": next(iter(pairs), None),
        "additional_procedures": [p.CurrentCode for p in i.GovernmentProcedure if p.PreviousCode is None],
        "valuation_method": i.CustomsValuation and i.CustomsValuation.MethodCode,
        "packages": [_filled({"type": p.TypeCode, "quantity": _value(p.QuantityQuantity)}) for p in i.Packaging],
        "document_codes": [a.CategoryCode + a.TypeCode for a in i.AdditionalDocument],
        "information_codes": [a.StatementCode for a in i.AdditionalInformation],
        "duties": [_duty(t) for t in goods.DutyTaxFee] if goods else [],
    }
    return _filled(said)


def _reply(path: Path) -> dict[str, Any]:
    """What a reply says, in the words of the expected file; `namespace` None where the reader missed it."""
    reading = wco_res_xml.read(path.read_bytes())
    r: Any = reading.documents[0].document
    d, codes = r.Declaration[0], {f.code for f in reading.findings}
    lines = d.GoodsShipment.GovernmentAgencyGoodsItem if d.GoodsShipment else ()
    said = {
        "kind": "reply",
        "function_code": r.FunctionCode,
        "name": wco_res_xml.REPLIES[r.FunctionCode][0],
        "lrn": d.FunctionalReferenceID,
        "mrn": d.ID,
        "version": d.VersionID,
        "issued": _value(r.IssueDateTime),
        "status": [s.NameCode for s in r.Status],
        "errors": [_error(e) for e in r.Error],
        "amendments": [{"reason": a.ChangeReasonCode, "path": _pointer(a.Pointer)} for a in r.Amendment],
        "tax": [_tax(i.SequenceNumeric, t) for i in lines if i.Commodity for t in i.Commodity.DutyTaxFee],
    }
    namespace = {"namespace": None} if "wco-namespace" in codes else {}
    return namespace | {k: v for k, v in said.items() if v not in (None, [])}


def _error(e: Any) -> dict[str, Any]:
    return _filled({"code": e.ValidationCode, "path": wco_res_xml.pointed(e.Pointer), "text": e.Description})


def _tax(item: str, t: Any) -> dict[str, Any]:
    paid = t.Payment
    said = {
        "item": item,
        "tax_type": t.TypeCode,
        "regime": t.DutyRegimeCode,
        "base": _amount(t.AdValoremTaxBaseAmount),
        "rate": t.TaxRateNumeric,
        "assessed": paid and _amount(paid.TaxAssessedAmount),
        "payable": paid and _amount(paid.PaymentAmount),
        "deduct": _amount(t.DeductAmount),
        "base_quantity": _value(t.SpecificTaxBaseQuantity),
    }
    return _filled(said)


def _duty(t: Any) -> dict[str, Any]:
    paid = t.Payment
    said = {
        "tax_type": t.TypeCode,
        "preference": t.DutyRegimeCode,
        "method_of_payment": paid and paid.MethodCode,
        "base_quantity": _value(t.SpecificTaxBaseQuantity),
        "quota": t.QuotaOrderID,
        "assessed": paid and _amount(paid.TaxAssessedAmount),
        "payable": paid and _amount(paid.PaymentAmount),
    }
    return _filled(said)


def _value(value: Any) -> str | None:
    return value and value.value


def _filled(said: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in said.items() if v not in (None, [], "")}
