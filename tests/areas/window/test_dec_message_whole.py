"""Promises of whole messages: any message of the data set comes back equal, by our declaration as well as as it stands."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from kouan.areas.window.codes import LISTS
from kouan.areas.window.dataset import SEGMENTS, Element
from kouan.areas.window.formats import dec_message_xml as dec
from kouan.areas.window.formats._dec_tree import ABANDONED, DecMessage, Part

TEXT = st.text("ABab09-.境内货物", min_size=1, max_size=6)
DAYS = {"PayTime", "EffectiveDateTime", "ExpirationDateTime", "IssueDateTime", "PeriodStartDate", "PeriodEndDate"}
SET: Mapping[str, st.SearchStrategy[str]] = {
    "IEFlag": st.sampled_from("IE"),
    "Type": st.sampled_from(["", "  5", "CL6   Z", "CL"]),
    "PromiseItmes": st.sampled_from(["99999", "10190", "00000"]),
    "BusinessItems": st.sampled_from(["1", "01", "11111"]),
    "SpecDeclFlag": st.sampled_from(["1", "0101"]),
    "DataSource": st.sampled_from(["1", "11"]),
    "ClientSeqNo": st.text("ABC123", min_size=1, max_size=18),
    "DecGNo": st.sampled_from("129"),
    "EcoGNo": st.sampled_from(["1", "2", "a"]),
    "CertType": st.sampled_from(["Y21", "Y03", "Y", "4", "11A"]),
    "LicWrtofQty": st.sampled_from(["1", "2.5"]),
    "GoodsNo": st.sampled_from("12"),
}
CODED = {"country", "currency", "yes-no"}


def value(e: Element) -> st.SearchStrategy[str]:
    """Values of an element as a good writer sends them: within its length, of its list, days and numbers in their form."""
    if e.name in SET:
        return SET[e.name]
    if e.type == "date" or e.name in DAYS:
        days = st.dates(dt.date(2018, 8, 1), dt.date(2030, 1, 1))
        return days.map(lambda d: d.isoformat() if e.name in DAYS else f"{d:%Y%m%d}")
    if e.type == "integer":
        return st.integers(1, 10 ** min(e.max_length or 2, 4) // 10 or 1).map(str)
    if e.type == "decimal":
        return st.decimals("0", "9999", places=min(e.decimals or 0, 4)).map(lambda d: f"{d:f}")
    if e.code_list in CODED:
        return st.sampled_from([c.code for c in LISTS[e.code_list]])
    return TEXT.map(lambda t: t[: e.max_length or 6])


MUST = {"IEFlag", "CodeTS", "GName", "GNo", "ClientSeqNo", "ContainerId", "DocuCode", "CertCode", "AppCertCode"}
MUST |= {"EntQualifTypeCode", "DeclaratioMaterialCode", "AttachName", "PackType", "EdocCode", "GoodsNo"}


def row(segment: str, **held: str) -> st.SearchStrategy[Part]:
    """One row of a segment with some of its elements, in the order of the dictionary; the abandoned ones left out."""
    elements = [e for e in SEGMENTS[segment] if e.name not in ABANDONED.get(segment, ())]
    drawn = {
        e.name: st.just(held[e.name]) if e.name in held else value(e) if e.name in MUST else st.just("") | value(e)
        for e in elements
    }
    return st.fixed_dictionaries(drawn).map(lambda d: Part(segment, tuple((k, v) for k, v in d.items() if v)))


def rows(segment: str, around: str = "", most: int = 2) -> st.SearchStrategy[tuple[Part, ...]]:
    """Some rows that hold anything, in the segment around them."""
    found = st.lists(row(segment).filter(lambda p: bool(p.values)), max_size=most)
    return found.map(lambda made: (Part(around, (), tuple(made)),) if around and made else tuple(made))


@st.composite
def lines(draw: st.DrawFn) -> Part:
    """Two lines; in each perhaps a licence with its vehicles, and elements of controlled goods."""
    made = []
    for item in ("1", "2"):
        line = draw(row("DecList", GNo=item))
        inner = []
        if draw(st.booleans()):
            limit = draw(row("DecGoodsLimit", GoodsNo=item, LicenceNo=f"L{item}", LicTypeCode="411"))
            cars = draw(st.lists(row("DecGoodsLimitVin", LicenceNo=f"L{item}", LicTypeCode="411"), max_size=2))
            inner.append(Part("DecGoodsLimits", (), (Part(limit.name, limit.values, tuple(cars)),)))
        inner += draw(rows("DecControlModel", "DecControlModels"))
        made.append(Part("DecList", line.values, tuple(inner)))
    return Part("DecLists", (), tuple(made))


@st.composite
def messages(draw: st.DrawFn) -> DecMessage:
    """A whole message of any of the 27 segments."""
    goods_rows = draw(st.lists(row("TrnContaGoodsList").filter(lambda p: bool(p.values)), max_size=2))
    goods = tuple(Part("TrnContaGoods", p.values) for p in goods_rows)
    parts = (
        draw(row("DecHead", AgentCode="4404FAKE03")),
        draw(lines()),
        *draw(rows("Container", "DecContainers")),
        *draw(rows("LicenseDocu", "DecLicenseDocus")),
        *draw(rows("DecRequestCert", "DecRequestCerts")),
        *draw(rows("DecOtherPack", "DecOtherPacks")),
        *draw(rows("DecCopLimit", "DecCopLimits")),
        *draw(rows("DecCopPromise", "DecCopPromises")),
        *draw(rows("DecUser", "DecUsers")),
        *draw(rows("DecMarkLob")),
        *draw(rows("EdocRealation")),
        *draw(rows("DecFreeTxt", most=1)),
        draw(row("DecSign")),
        *draw(rows("DecTpAccess", most=1)),
        *draw(rows("EcoRelation", most=3)),
        *draw(rows("TrnHead", most=1)),
        *draw(rows("TrnList")),
        *draw(rows("TrnContainer", "TrnContainers")),
        *((Part("TrnContaGoodsList", (), goods),) if goods else ()),
        *draw(rows("DecSupplement", "DecSupplementLists")),
        *draw(rows("DecRoyaltyFee")),
        *draw(rows("SddTax", most=1)),
        *draw(rows("DecRisk", most=1)),
    )
    return DecMessage(draw(st.sampled_from(["3.1", "4.8", "5.0"])), Part("DecMessage", (), parts))


def ours(body: bytes) -> Any:
    """Our declaration of a message, which is read without any finding but notes."""
    reading = dec.read(body)
    assert [f for f in reading.findings if f.severity != "info"] == []
    return next(c.document for c in reading.documents if c.type != dec.MESSAGE)


SLOW = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""A whole message takes minutes to shrink: a failing one is told as it was drawn."""


@SLOW
@given(messages())
def test_any_whole_message_comes_back(message: DecMessage) -> None:
    """Read, written and read: as it stands byte for byte, and as our declaration equal and without loss."""
    body = dec.write(dec.MESSAGE, message).body
    held = next(c.document for c in dec.read(body).documents if c.type == dec.MESSAGE)
    assert held == message
    assert dec.write(dec.MESSAGE, held).body == body
    declaration = ours(body)
    kind = "export_declaration" if declaration.FLOW == "export" else "import_declaration"
    written = dec.write(kind, declaration)
    assert written.losses == ()
    again = ours(written.body)
    assert again == declaration
    assert dec.write(kind, again).body == written.body


@SLOW
@given(messages(), st.data())
def test_a_value_of_a_stranger_s_element_is_told(message: DecMessage, data: st.DataObject) -> None:
    """An element that the dictionary does not have is named in a finding, in whatever segment it stands."""
    place = data.draw(st.integers(0, len(message.root.parts) - 1))
    part = message.root.parts[place]
    assume(part.values)
    strange = Part(part.name, (*part.values, ("NoSuchElement", "x")), part.parts)
    parts = (*message.root.parts[:place], strange, *message.root.parts[place + 1 :])
    reading = dec.read(dec.write(dec.MESSAGE, DecMessage("4.8", Part("DecMessage", (), parts))).body)
    assert [f.path.rpartition("/")[2] for f in reading.findings if f.code == "dec-not-carried"] == ["NoSuchElement"]
