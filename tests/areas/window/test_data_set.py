"""Promises of the data set: every head and line field of the declaration is there, with its limits, and is carried."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from kouan.areas.window.documents import _rare as rare
from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.areas.window.documents._parts import Container, Licence, OtherPack, Paper
from kouan.areas.window.formats import _dec_map as m
from kouan.areas.window.formats import dec_message_xml as dec
from kouan.kernel.documents import DocumentType
from kouan.kernel.shapes import Field, fields

FLOWS = {"import": import_declaration, "export": export_declaration}
BY_POSITION = {
    "IEFlag": (),
    "Type": ("kind", "filing", "business.combined_port"),
    "PromiseItmes": tuple(f"price_statements.{n}" for n in m.STATEMENTS),
}
"""Elements that are the type of the document, or several fields of ours, one a position."""
LONGER = {"AgentCode", "OverseasConsignorEname"}
"""One shape holds every party's code, so it is as long as the longest (WIN-X-041 holds the agent's to ten), and one
field the other overseas party's name in either direction."""
HEADS = {"import": (*m.HEAD, *m.IMPORT_HEAD), "export": (*m.HEAD, *m.EXPORT_HEAD)}
LINES = {"import": m.LINE, "export": m.EXPORT_LINE}


def _field(shape: type[msgspec.Struct], path: str) -> Field:
    here: type[msgspec.Struct] = shape
    *groups, last = path.split(".")
    for name in groups:
        inner = next(f for f in fields(here) if f.name == name).shape
        assert inner is not None
        here = inner
    return next(f for f in fields(here) if f.name == last)


def _rows(shared: Path, segment: str) -> Iterator[Mapping[str, str]]:
    text = (shared / "facts" / "declaration-fields.csv").read_text("utf-8-sig")
    return (row for row in csv.DictReader(text.splitlines()) if row["segment"] == segment)


@pytest.mark.parametrize("flow", FLOWS)
def test_every_head_and_line_field_is_there(shared: Path, flow: str) -> None:
    """141 of 141: each element of DecHead and DecList has a field, in both directions, and none is read twice."""
    line = FLOWS[flow].GOOD.goods[0]
    shape = FLOWS[flow].TYPE.shape
    counted = 0
    for segment, pairs, of in (("DecHead", HEADS[flow], shape), ("DecList", LINES[flow], type(line))):
        held = {p.element: p for p in pairs}
        assert len(held) == len(pairs)
        for row in _rows(shared, segment):
            paths = BY_POSITION.get(row["element"]) if segment == "DecHead" else None
            for path in (held[row["element"]].field,) if paths is None else paths:
                assert _field(of, path)
            counted += 1
    assert counted == 92 + 49


KINDS = {"decimal": "decimal", "integer": "integer", "date": "date"}


@pytest.mark.parametrize("flow", FLOWS)
def test_every_limit_is_the_data_set_s(shared: Path, flow: str) -> None:
    """Texts are as long as the dictionary allows, numbers and days are numbers and days."""
    shape, line = FLOWS[flow].TYPE.shape, type(FLOWS[flow].GOOD.goods[0])
    differing = {}
    for segment, pairs, of in (("DecHead", HEADS[flow], shape), ("DecList", LINES[flow], line)):
        held = {p.element: p for p in pairs}
        for row in _rows(shared, segment):
            if row["element"] in held:
                field = _field(of, held[row["element"]].field)
                ours, theirs = field.limits.get("max_length"), row["max_length"]
                wanted = KINDS.get(row["type"], "")
                if wanted and field.kind != wanted:
                    differing[row["element"]] = (field.kind, wanted)
                elif not wanted and field.kind in ("text", "choice") and ours != int(theirs):
                    differing[row["element"]] = (ours, theirs)
    assert set(differing) <= set(LONGER), differing


def _full(shape: type[msgspec.Struct], good: Any) -> Any:
    """The group with every field filled in, distinct where it is text."""
    values: dict[str, Any] = {}
    for n, f in enumerate(fields(shape)):
        if f.codes:
            values[f.name] = getattr(good, f.name) or {"yes-no": "1", "unit": "035"}.get(f.codes, f.default or "1")
        elif f.kind == "text":
            values[f.name] = f"{n:02}{f.name}"[: f.limits.get("max_length", 99)]
        elif f.kind == "date":
            values[f.name] = dt.date(2026, 1, 1 + n)
        elif f.kind in ("decimal", "integer", "yes-no"):
            values[f.name] = {"decimal": Decimal(n + 1), "integer": n + 1, "yes-no": True}[f.kind]
    return shape(**values)


ONLY: Mapping[str, Mapping[str, Any]] = {
    "import_declaration": {
        "dispatch_date": dt.date(2026, 1, 2),
        "discharge_date": dt.date(2026, 1, 3),
        "destination_office": "5720",
    },
    "export_declaration": {},
}


def full(of: DocumentType, good: Any) -> Any:
    """The example with every group, list and line field of the data set filled in, but what is abandoned."""
    groups = {
        f.name: _full(f.shape, getattr(good, f.name))
        for f in fields(of.shape)
        if f.kind == "part" and f.shape and f.name not in ("abandoned", "price_statements")
    }
    limit = rare.GoodsLimit(item=1, kind="411", number="FICT-1", detail="1", quantity=Decimal(5), unit="035")
    line = replace(
        good.goods[0],
        processing=_full(rare.ProcessingTrade, rare.ProcessingTrade()),
        inspection=_full(rare.Inspection, rare.Inspection()),
        ciq_code="101",
        manual_item=7,
        un_number="1197",
        dangerous_name="香料（虚构）",
        packing_group="2",
        dangerous_packing="4G",
        second_quantity=Decimal(9),
        second_unit="007",
        agreement="21",
        agreement_origin="VNM",
        origin_proof="CFICT",
        origin_proof_item=1,
    )
    return replace(
        good,
        **groups,
        goods=(line, *good.goods[1:]),
        containers=(_full(Container, Container(number="XXXU0000018", kind="12")),),
        licences=(Licence(kind="4", number="FICT-L"),),
        papers=(replace(_full(Paper, Paper(kind="00000001", format="US")), sha256=""),),
        other_packs=(OtherPack(kind="93", quantity=Decimal(2)),),
        wanted_certificates=(_full(rare.WantedCertificate, None),),
        goods_limits=(limit,),
        vehicles=(replace(_full(rare.Vehicle, None), licence="FICT-1", licence_kind="411"),),
        qualifications=(_full(rare.Qualification, None),),
        promises=(rare.Promise(code="101040"),),
        users=(_full(rare.User, None),),
        mark_pictures=(_full(rare.MarkPicture, None),),
        related_declaration="R" * 18,
        remarks="备注",
        border_date=dt.date(2026, 1, 2),
        overseas_code="AEOFAKE",
        licence_number="26-AA-100001",
        record_number="C57201000001",
        **ONLY[of.code],
    )


@pytest.mark.parametrize("flow", FLOWS)
def test_a_full_message_loses_nothing(flow: str) -> None:
    """With every field of every segment filled in: written without loss, read without finding, equal; and again."""
    of = FLOWS[flow].TYPE
    document = full(of, FLOWS[flow].GOOD)
    written = dec.write(of.code, document)
    assert written.losses == ()
    reading = dec.read(written.body)
    (ours,) = (c.document for c in reading.documents if c.type == of.code)
    assert reading.findings == ()
    assert ours == document
    assert dec.write(of.code, ours).body == written.body


@pytest.mark.parametrize("flow", FLOWS)
def test_a_full_message_fills_every_element(shared: Path, flow: str) -> None:
    """Every element of head and line but the abandoned three stands in the message with a value."""
    of = FLOWS[flow].TYPE
    body = dec.write(of.code, full(of, FLOWS[flow].GOOD)).body.decode()
    left = {
        row["element"]
        for segment in ("DecHead", "DecList")
        for row in _rows(shared, segment)
        if f"<{row['element']}>" not in body
    }
    assert left <= {"InspOrgCode", "VsaOrgCode", "OrgCode", "Type"}, left
