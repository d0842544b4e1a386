"""Promises of the data set: every element of every segment has its field, with its limits, and is carried."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree
from msgspec.structs import replace

from kouan.areas.window import dataset
from kouan.areas.window.codes import LISTS
from kouan.areas.window.dataset import ELEMENTS, SEGMENTS
from kouan.areas.window.documents import _rare as rare
from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.areas.window.documents._late_parts import ControlElement, PaperPair
from kouan.areas.window.documents._parts import Container, Licence, OtherPack, Paper
from kouan.areas.window.documents._royalty import Royalty
from kouan.areas.window.documents._supplement import Supplement
from kouan.areas.window.documents._transit import TransitBill, TransitContainer, TransitGoods
from kouan.areas.window.formats import cusdec, declaration_xlsx, wco_dec_xml
from kouan.areas.window.formats import dec_message_xml as dec
from kouan.areas.window.formats._dec_places import Flow, places
from kouan.areas.window.formats._wco_from_ours import leaves
from kouan.kernel.documents import DocumentType
from kouan.kernel.shapes import Field, fields
from kouan.syntax.xml import local

FLOWS: Mapping[Flow, Any] = {"import": import_declaration, "export": export_declaration}
LONGER = {
    ("DecHead", "AgentCode"),
    ("DecHead", "OverseasConsignorEname"),
    ("DecSign", "ClientSeqNo"),
    ("SddTax", "InsurCurr"),
}
"""One shape holds every party's code, so it is as long as the longest (WIN-X-041 holds the agent's to ten); one field
the other overseas party's name in either direction; a reference of ours may be longer, and is told as lost; and a currency has three letters where the dictionary prints one."""
TEXTS_AS_DAYS = {"PayTime", "EffectiveDateTime", "IssueDateTime", "PeriodStartDate", "PeriodEndDate"}
"""Printed as texts of ten: yyyy-MM-dd, so they are days with us."""


def _field(shape: type[msgspec.Struct], path: str) -> Field:
    here: type[msgspec.Struct] = shape
    *groups, last = path.split(".")
    for name in groups:
        inner = next(f for f in fields(here) if f.name == name).shape
        assert inner is not None
        here = inner
    return next(f for f in fields(here) if f.name == last)


COUNTS = {
    "DecMessage@": 1, "DecHead": 92, "DecList": 49, "Container": 6, "LicenseDocu": 2, "DecRequestCert": 3,
    "DecGoodsLimit": 6, "DecGoodsLimitVin": 14, "DecOtherPack": 2, "DecCopLimit": 2, "DecUser": 2, "DecMarkLob": 3,
    "DecFreeTxt": 7, "DecSign": 12, "TrnHead": 15, "TrnList": 6, "TrnContainer": 7, "TrnContaGoodsList": 4,
    "DecSupplement": 98, "EdocRealation": 11, "EcoRelation": 5, "SddTax": 29, "DecRisk": 4, "DecCopPromise": 1,
    "DecRoyaltyFee": 21, "DecTpAccess": 4, "DecControlModel": 3,
}  # fmt: skip
"""How many elements each segment has."""


def test_the_data_set_is_whole() -> None:
    """409 elements in 27 segments, each with words in both languages and a standing."""
    assert {segment: len(rows) for segment, rows in SEGMENTS.items()} == COUNTS
    assert len(ELEMENTS) == sum(COUNTS.values()) == 409
    assert all(e.words.zh and e.words.en and e.standing for e in ELEMENTS)


def test_the_data_set_is_the_one_that_was_copied(shared: Path) -> None:
    """What is shipped is what stands with the facts, byte for byte."""
    ours = Path(dataset.__file__).with_name("declaration-fields.csv").read_bytes()
    assert ours == (shared / "facts" / "declaration-fields.csv").read_bytes()


@pytest.mark.parametrize("segment", SEGMENTS)
@pytest.mark.parametrize("flow", FLOWS)
def test_every_field_is_there(flow: Flow, segment: str) -> None:
    """Each element of the segment has its field, in both directions, and each mapped element is of the data set."""
    held = places(flow)[segment]
    assert set(held) == {e.name for e in SEGMENTS[segment]}
    assert all(_field(FLOWS[flow].TYPE.shape, path) for found in held.values() for path in found)


KINDS = {"decimal": "decimal", "integer": "integer", "date": "date"}
RELATION_ITEMS = {"DecGNo", "EcoGNo"}


@pytest.mark.parametrize("flow", FLOWS)
def test_every_limit_is_the_data_set_s(flow: Flow) -> None:
    """Texts are as long as the dictionary allows, numbers and days are numbers and days, codes are of its list."""
    differing = {}
    for e in ELEMENTS:
        paths = places(flow)[e.segment][e.name]
        if len(paths) != 1:
            continue
        field = _field(FLOWS[flow].TYPE.shape, paths[0])
        wanted = "date" if e.name in TEXTS_AS_DAYS else KINDS.get(e.type, "")
        if wanted and field.kind != wanted:
            differing[e.segment, e.name] = (field.kind, wanted)
        told = field.limits.get("max_length") if field.kind in ("text", "choice") else None
        if not wanted and e.max_length and told not in (None, e.max_length):
            differing[e.segment, e.name] = (str(told), str(e.max_length))
        if field.codes and e.code_list and field.codes != e.code_list:
            differing[e.segment, e.name] = (field.codes, e.code_list)
    assert set(differing) <= LONGER, differing


def _full(shape: type[msgspec.Struct], good: Any) -> Any:
    """The group with every field filled in, distinct where it is text; codes are the first of their list."""
    values: dict[str, Any] = {}
    for n, f in enumerate(fields(shape)):
        if f.codes:
            values[f.name] = getattr(good, f.name, None) or f.default or next(iter(LISTS[f.codes])).code
        elif f.kind == "text":
            values[f.name] = f"{n:02}{f.name}"[: f.limits.get("max_length", 99)]
        elif f.kind == "date":
            values[f.name] = dt.date(2026, 1, 1 + n)
        elif f.kind == "part" and f.shape:
            values[f.name] = _full(f.shape, getattr(good, f.name, None))
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
        if f.kind == "part" and f.shape and f.name not in ("abandoned", "price_statements", "two_step")
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
        pairs=(_full(PaperPair, None),),
        transit_bills=(_full(TransitBill, None),),
        transit_containers=(_full(TransitContainer, None),),
        transit_goods=(_full(TransitGoods, None),),
        supplements=(_full(Supplement, None),),
        royalties=(_full(Royalty, None),),
        control_elements=(
            replace(_full(ControlElement, None), item=1),
            replace(_full(ControlElement, None), item=None),
        ),
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
def test_a_full_message_fills_every_element(flow: Flow) -> None:
    """Every element of every segment but the abandoned four stands in its segment with a value, under its real name."""
    of = FLOWS[flow].TYPE
    root = etree.fromstring(dec.write(of.code, full(of, FLOWS[flow].GOOD)).body)
    held = {(local(e.getparent()), local(e)) for e in root.iter("*") if e.getparent() is not None and e.text}
    left = {(e.segment, e.name) for e in ELEMENTS} - held
    rows = {("TrnContaGoodsList", e.name) for e in SEGMENTS["TrnContaGoodsList"] if ("TrnContaGoods", e.name) in held}
    assert left - rows == {
        ("DecMessage@", "Version"),
        ("DecHead", "InspOrgCode"),
        ("DecHead", "VsaOrgCode"),
        ("DecHead", "OrgCode"),
        ("DecSign", "HostId"),
    }
    assert root.get("Version") == full(of, FLOWS[flow].GOOD).numbers.message_version


RARE = ("pairs", "transit", "supplements", "royalties", "self_tax", "control_elements", "risk")
"""Where the fields of the segments begin that WCO XML and CUSDEC know nothing of."""


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("form", [wco_dec_xml, cusdec], ids=["wco", "cusdec"])
def test_what_other_formats_can_not_carry_is_listed(flow: Flow, form: Any) -> None:
    """Each value of a segment that has no place in WCO XML or CUSDEC stands in the list of losses with its path."""
    of = FLOWS[flow].TYPE
    document = full(of, FLOWS[flow].GOOD)
    told = {loss.path for loss in form.write(of.code, document).losses}
    held = {path for path, value in leaves(msgspec.to_builtins(document)) if path.startswith(RARE) and value}
    assert len(held) > 180
    assert held <= told


@pytest.mark.parametrize("flow", FLOWS)
def test_a_workbook_carries_the_whole_data_set(flow: Flow) -> None:
    """Head, lines, containers, licences, papers and every rare segment go out as sheets and come back equal."""
    of = FLOWS[flow].TYPE
    document = full(of, FLOWS[flow].GOOD)
    reading = declaration_xlsx.read(declaration_xlsx.write(of.code, document).body)
    assert reading.findings == ()
    assert [c.document for c in reading.documents] == [document]
