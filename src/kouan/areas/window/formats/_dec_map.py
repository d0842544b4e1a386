"""Which element of a DecMessage is which field of our declaration. Names as printed, misspelt ones included.

Order is that of the data set (报关单数据字典, secondary). Kinds: text; date (yyyyMMdd); day (yyyy-MM-dd); flag (1 or 0); number; whole;
country and currency (three letters; three digits in old messages).
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["text", "date", "day", "flag", "number", "whole", "country", "currency"]


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
    Pair("TradeCiqCode", "other_names.trader_ciq"),
    Pair("OwnerCiqCode", "other_names.owner_ciq"),
    Pair("DeclCiqCode", "other_names.agent_ciq"),
    Pair("CopCode", "entry.unit_code"),
    Pair("CopName", "entry.unit_name"),
    Pair("CopCodeScc", "entry.unit_scc"),
    Pair("InputerName", "entry.clerk"),
    Pair("TypistNo", "entry.clerk_card"),
    Pair("DeclareName", "entry.declarant"),
    Pair("PartenerID", "entry.declarant_id"),
    Pair("SeqNo", "numbers.unified_number"),
    Pair("EntryId", "numbers.entry_number"),
    Pair("PreEntryId", "numbers.pre_entry_number"),
    Pair("TgdNo", "numbers.related_document"),
    Pair("ApprNo", "numbers.approval_number"),
    Pair("PDate", "numbers.printed_on", "date"),
    Pair("EdiId", "numbers.edi_mark"),
    Pair("DeclTrnRel", "numbers.transit_relation"),
    Pair("CheckFlow", "numbers.inspection_diverted"),
    Pair("TaxAaminMark", "numbers.tax_mark"),
    Pair("Risk", "numbers.risk"),
    Pair("DataSource", "numbers.extension"),
    Pair("EdiRemark", "numbers.edi_remark"),
    Pair("EdiRemark2", "numbers.edi_remark_2"),
    Pair("BillType", "business.bill_type"),
    Pair("BusinessItems", "business.matters"),
    Pair("SpecDeclFlag", "business.special"),
    Pair("CorrelationReasonFlag", "business.relation_reason"),
    Pair("CorrelationNo", "business.relation_number"),
    Pair("OrigBoxFlag", "business.original_container"),
    Pair("BLNo", "business.delivery_order"),
    Pair("OverseasConsignorCname", "other_names.overseas_chinese"),
    Pair("OverseasConsignorAddr", "other_names.overseas_address"),
    Pair("DomesticConsigneeEname", "other_names.domestic_foreign"),
    Pair("InspOrgCode", "abandoned.port_inspection_office"),
    Pair("VsaOrgCode", "abandoned.certificate_office"),
    Pair("OrgCode", "abandoned.accepting_office"),
)
IMPORT_HEAD: Sequence[Pair] = (
    Pair("DespPortCode", "dispatch_port"),
    Pair("GoodsPlace", "goods_place"),
    Pair("PurpOrgCode", "destination_office"),
    Pair("DespDate", "dispatch_date", "date"),
    Pair("CmplDschrgDt", "discharge_date", "date"),
    Pair("OverseasConsignorCode", "overseas_code"),
    Pair("OverseasConsignorEname", "overseas_party"),
    Pair("OverseasConsigneeCode", "other_names.other_overseas_code"),
    Pair("OverseasConsigneeEname", "other_names.other_overseas_name"),
)
EXPORT_HEAD: Sequence[Pair] = (
    Pair("OverseasConsigneeCode", "overseas_code"),
    Pair("OverseasConsigneeEname", "overseas_party"),
    Pair("OverseasConsignorCode", "other_names.other_overseas_code"),
    Pair("OverseasConsignorEname", "other_names.other_overseas_name"),
    Pair("DespPortCode", "import_side.dispatch_port"),
    Pair("GoodsPlace", "import_side.goods_place"),
    Pair("PurpOrgCode", "import_side.destination_office"),
    Pair("DespDate", "import_side.dispatch_date", "date"),
    Pair("CmplDschrgDt", "import_side.discharge_date", "date"),
)
KEPT_EMPTY = frozenset({"marks", "entry_type"})
"""Fields that mean something else when they are absent: written even if empty."""
STATEMENTS = ("special_relation", "price_influence", "royalty_paid", "formula_price", "provisional_price")
"""The positions of PromiseItmes."""
FREE_TEXT: Sequence[Pair] = (
    Pair("RelId", "related_declaration"),
    Pair("VoyNo", "voyage"),
    Pair("RelManNo", "business.related_record"),
    Pair("BonNo", "business.bonded_warehouse"),
    Pair("CusFie", "business.yard"),
    Pair("DecBpNo", "entry.contact"),
    Pair("DecNo", "entry.declarant_number"),
)
SIGN: Sequence[Pair] = (
    Pair("ClientSeqNo", "reference"),
    Pair("OperType", "signature.operation"),
    Pair("ICCode", "signature.card"),
    Pair("OperName", "signature.operator"),
    Pair("CopCode", "signature.unit_code"),
    Pair("Certificate", "signature.certificate"),
    Pair("DomainId", "signature.kind"),
    Pair("SignDate", "signature.signed_at"),
    Pair("Sign", "signature.sign"),
    Pair("BillSeqNo", "signature.list_number"),
    Pair("Note", "signature.note"),
    Pair("HostId", "abandoned.mailbox"),
)
ACCESS: Sequence[Pair] = (
    Pair("ConditionalLiftoffApply", "business.conditional_removal"),
    Pair("PortDestMergeCheckApply", "business.merged_check"),
    Pair("TransitionApply", "business.moved"),
    Pair("TransitionSite", "business.moved_to"),
)
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
    Pair("ClassMark", "processing.class_mark"),
    Pair("ExgNo", "processing.article"),
    Pair("ExgVersion", "processing.ratio_version", "whole"),
    Pair("Factor", "processing.factor", "number"),
    Pair("UseTo", "processing.use"),
    Pair("WorkUsd", "processing.fee", "number"),
    Pair("DeclGoodsEname", "inspection.english_name"),
    Pair("OrigPlaceCode", "inspection.origin_region"),
    Pair("Purpose", "inspection.purpose"),
    Pair("ProdValidDt", "inspection.valid_until"),
    Pair("ProdQgp", "inspection.shelf_life"),
    Pair("GoodsAttr", "inspection.attributes"),
    Pair("Stuff", "inspection.ingredients"),
    Pair("EngManEntCnm", "inspection.overseas_maker"),
    Pair("DestCode", "inspection.destination"),
    Pair("GoodsSpec", "inspection.spec"),
    Pair("GoodsModel", "inspection.models"),
    Pair("GoodsBrand", "inspection.brands"),
    Pair("ProduceDate", "inspection.produced"),
    Pair("ProdBatchNo", "inspection.batches"),
    Pair("CiqName", "inspection.class_name"),
    Pair("MnufctrRegNo", "inspection.maker_number"),
    Pair("MnufctrRegName", "inspection.maker_name"),
    Pair("ControlExplainCode", "inspection.control_code"),
)
SWAPPED = {"OriginCountry": "destination_country", "DestinationCountry": "origin_country"}
"""In a message of an export the two countries stand in each other's element (WIN-X-020)."""
EXPORT_LINE: Sequence[Pair] = tuple(p._replace(field=SWAPPED.get(p.element, p.field)) for p in LINE)
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
            Pair("GoodsContaWt", "goods_weight", "number"),
        ),
    ),
    ("DecLicenseDocus", "LicenseDocu", "licences", (Pair("DocuCode", "kind"), Pair("CertCode", "number"))),
    ("DecOtherPacks", "DecOtherPack", "other_packs", (Pair("PackQty", "quantity", "number"), Pair("PackType", "kind"))),
    (
        "DecRequestCerts",
        "DecRequestCert",
        "wanted_certificates",
        (Pair("AppCertCode", "kind"), Pair("ApplOri", "originals"), Pair("ApplCopyQuan", "copies")),
    ),
    (
        "DecCopLimits",
        "DecCopLimit",
        "qualifications",
        (Pair("EntQualifNo", "number"), Pair("EntQualifTypeCode", "kind")),
    ),
    ("DecCopPromises", "DecCopPromise", "promises", (Pair("DeclaratioMaterialCode", "code"),)),
    ("DecUsers", "DecUser", "users", (Pair("UseOrgPersonCode", "person"), Pair("UseOrgPersonTel", "telephone"))),
    (
        "",
        "DecMarkLob",
        "mark_pictures",
        (Pair("AttachName", "name"), Pair("AttachType", "kind"), Pair("Attachment", "content")),
    ),
    (
        "",
        "EdocRealation",
        "papers",
        (
            Pair("EdocID", "number"),
            Pair("EdocCode", "kind"),
            Pair("EdocFomatType", "format"),
            Pair("OpNote", "note"),
            Pair("EdocCopId", "file_name"),
            Pair("EdocOwnerCode", "owner_code"),
            Pair("EdocOwnerName", "owner_name"),
            Pair("SignUnit", "signing_unit"),
            Pair("SignTime", "signed_at"),
            Pair("EdocSize", "size"),
            Pair("GNoStr", "items"),
        ),
    ),
)
"""Segment around the rows ('' where they stand in the message itself), segment of a row, our field, its elements."""
LIMIT: Sequence[Pair] = (
    Pair("GoodsNo", "item", "whole"),
    Pair("LicTypeCode", "kind"),
    Pair("LicenceNo", "number"),
    Pair("LicWrtofDetailNo", "detail"),
    Pair("LicWrtofQty", "quantity", "number"),
    Pair("LicWrtofQtyUnit", "unit"),
)
"""A product licence stands inside its line; its vehicles stand inside the licence and name it."""
VEHICLE: Sequence[Pair] = (
    Pair("LicenceNo", "licence"),
    Pair("LicTypeCode", "licence_kind"),
    Pair("VinNo", "number"),
    Pair("BillLadDate", "bill_date", "date"),
    Pair("QualityQgp", "warranty"),
    Pair("MotorNo", "motor"),
    Pair("VinCode", "vin"),
    Pair("ChassisNo", "chassis"),
    Pair("InvoiceNum", "quantity", "number"),
    Pair("ProdCnnm", "name"),
    Pair("ProdEnnm", "english_name"),
    Pair("ModelEn", "model"),
    Pair("PricePerUnit", "price"),
    Pair("InvoiceNo", "invoice"),
)
PREFERENCE: Sequence[Pair] = (
    Pair("CertType", "agreement"),
    Pair("DecGNo", "item", "whole"),
    Pair("EcoCertNo", "origin_proof"),
    Pair("EcoGNo", "origin_proof_item", "whole"),
)
"""A segment EcoRelation ties a line to its proof of origin; its CertType is Y and the code of the agreement."""
LONGEST_REFERENCE = 18
