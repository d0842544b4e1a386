"""Which element of a DecMessage is which field of our declaration. Names as printed, misspelt ones included.

Order is that of the data set (报关单数据字典, secondary). Kinds: text; date (yyyyMMdd); flag (1 or 0); number; whole;
country and currency (three letters; three digits in old messages).
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["text", "date", "flag", "number", "whole", "country", "currency"]


class Pair(NamedTuple):
    """An element, our field (`part.field` for a part of the header), and how the value is written."""

    element: str
    field: str
    kind: Kind = "text"


HEAD: Sequence[Pair] = (
    Pair("AgentCode", "agent.code"),
    Pair("AgentName", "agent.name"),
    Pair("BillNo", "bill_number"),
    Pair("ContrNo", "contract_number"),
    Pair("CustomMaster", "customs_office"),
    Pair("CutMode", "levy_nature"),
    Pair("DistinatePort", "partner_port"),
    Pair("EntryType", "entry_type"),
    Pair("FeeCurr", "freight.currency", "currency"),
    Pair("FeeMark", "freight.mark"),
    Pair("FeeRate", "freight.amount", "number"),
    Pair("GrossWet", "gross_weight", "number"),
    Pair("IEDate", "border_date", "date"),
    Pair("IEPort", "border_office"),
    Pair("InsurCurr", "insurance.currency", "currency"),
    Pair("InsurMark", "insurance.mark"),
    Pair("InsurRate", "insurance.amount", "number"),
    Pair("LicenseNo", "licence_number"),
    Pair("ManualNo", "record_number"),
    Pair("NetWt", "net_weight", "number"),
    Pair("NoteS", "remarks"),
    Pair("OtherCurr", "other_costs.currency", "currency"),
    Pair("OtherMark", "other_costs.mark"),
    Pair("OtherRate", "other_costs.amount", "number"),
    Pair("OwnerCode", "owner.code"),
    Pair("OwnerName", "owner.name"),
    Pair("PackNo", "packages", "whole"),
    Pair("TradeCountry", "partner_country", "country"),
    Pair("TradeMode", "trade_mode"),
    Pair("TradeCode", "trader.code"),
    Pair("TrafMode", "transport_mode"),
    Pair("TrafName", "means_of_transport"),
    Pair("TradeName", "trader.name"),
    Pair("TransMode", "deal_terms"),
    Pair("WrapType", "packing"),
    Pair("ChkSurety", "surety", "flag"),
    Pair("TradeCoScc", "trader.scc"),
    Pair("AgentCodeScc", "agent.scc"),
    Pair("OwnerCodeScc", "owner.scc"),
    Pair("TradeAreaCode", "trading_country", "country"),
    Pair("MarkNo", "marks"),
    Pair("EntyPortCode", "border_port"),
    Pair("NoOtherPack", "no_other_packing", "flag"),
)
IMPORT_HEAD: Sequence[Pair] = (
    Pair("DespPortCode", "dispatch_port"),
    Pair("GoodsPlace", "goods_place"),
    Pair("PurpOrgCode", "destination_office"),
    Pair("DespDate", "dispatch_date", "date"),
    Pair("CmplDschrgDt", "discharge_date", "date"),
    Pair("OverseasConsignorCode", "overseas_code"),
    Pair("OverseasConsignorEname", "overseas_party"),
)
EXPORT_HEAD: Sequence[Pair] = (
    Pair("OverseasConsigneeCode", "overseas_code"),
    Pair("OverseasConsigneeEname", "overseas_party"),
)
KEPT_EMPTY = frozenset({"marks", "entry_type"})
"""Fields that mean something else when they are absent: written even if empty."""
STATEMENTS = ("special_relation", "price_influence", "royalty_paid", "formula_price", "provisional_price")
"""The positions of PromiseItmes."""
FREE_TEXT: Sequence[Pair] = (Pair("RelId", "related_declaration"), Pair("VoyNo", "voyage"))
SIGN: Sequence[Pair] = (Pair("ClientSeqNo", "reference"),)
LINE: Sequence[Pair] = (
    Pair("CodeTS", "commodity_code"),
    Pair("ContrItem", "manual_item", "whole"),
    Pair("DeclPrice", "unit_price", "number"),
    Pair("DeclTotal", "total", "number"),
    Pair("DutyMode", "duty_mode"),
    Pair("FirstUnit", "first_unit"),
    Pair("FirstQty", "first_quantity", "number"),
    Pair("GUnit", "unit"),
    Pair("GModel", "specification"),
    Pair("GName", "name"),
    Pair("GNo", "item", "whole"),
    Pair("GQty", "quantity", "number"),
    Pair("OriginCountry", "origin_country", "country"),
    Pair("SecondUnit", "second_unit"),
    Pair("SecondQty", "second_quantity", "number"),
    Pair("TradeCurr", "currency", "currency"),
    Pair("DestinationCountry", "destination_country", "country"),
    Pair("CiqCode", "ciq_code"),
    Pair("Uncode", "un_number"),
    Pair("DangName", "dangerous_name"),
    Pair("DangPackType", "packing_group"),
    Pair("DangPackSpec", "dangerous_packing"),
    Pair("NoDangFlag", "not_dangerous", "flag"),
    Pair("DistrictCode", "district"),
    Pair("RcepOrigPlaceCode", "agreement_origin", "country"),
)
SWAPPED = {"OriginCountry": "destination_country", "DestinationCountry": "origin_country"}
"""In a message of an export the two countries stand in each other's element (WIN-X-020)."""
EXPORT_LINE: Sequence[Pair] = tuple(p._replace(field=SWAPPED.get(p.element, p.field)) for p in LINE)
MAKER = "MnufctrRegNo"
"""The producer's number stands on each line of an export; ours stands once in the header."""
ROWS: Sequence[tuple[str, str, str, Sequence[Pair]]] = (
    (
        "DecContainers",
        "Container",
        "containers",
        (
            Pair("ContainerId", "number"),
            Pair("ContainerMd", "kind"),
            Pair("GoodsNo", "items"),
            Pair("LclFlag", "shared", "flag"),
            Pair("ContainerWt", "tare", "number"),
        ),
    ),
    ("DecLicenseDocus", "LicenseDocu", "licences", (Pair("DocuCode", "kind"), Pair("CertCode", "number"))),
    ("DecOtherPacks", "DecOtherPack", "other_packs", (Pair("PackQty", "quantity", "number"), Pair("PackType", "kind"))),
    ("", "EdocRealation", "papers", (Pair("EdocID", "number"), Pair("EdocCode", "kind"))),
)
"""Segment around the rows ('' where they stand in the message itself), segment of a row, our field, its elements."""
PREFERENCE: Sequence[Pair] = (
    Pair("CertType", "agreement"),
    Pair("DecGNo", "item", "whole"),
    Pair("EcoCertNo", "origin_proof"),
    Pair("EcoGNo", "origin_proof_item", "whole"),
)
"""A segment EcoRelation ties a line to its proof of origin; its CertType is Y and the code of the agreement."""
LONGEST_REFERENCE = 18
