"""Which element of the rarer segments is which field of our declaration. Names as printed, misspelt ones included."""

from collections.abc import Sequence

from ._dec_map import Pair

TRANSIT: Sequence[Pair] = (
    Pair("TrnPreId", "unified_number"),
    Pair("TransNo", "cargo_list"),
    Pair("TurnNo", "number"),
    Pair("NativeTrafMode", "transport_mode"),
    Pair("TrafCustomsNo", "means_number"),
    Pair("NativeShipName", "means_name"),
    Pair("NativeVoyageNo", "voyage"),
    Pair("ContractorName", "carrier_name"),
    Pair("ContractorCode", "carrier_code"),
    Pair("TransFlag", "kind"),
    Pair("ValidTime", "arrives", "date"),
    Pair("ESealFlag", "electronic_seal"),
    Pair("Notes", "note"),
    Pair("TrnType", "paperless"),
    Pair("ApplCodeScc", "applicant"),
)
TRANSIT_BILL: Sequence[Pair] = (
    Pair("TrafMode", "transport_mode"),
    Pair("ShipId", "means_number"),
    Pair("ShipNameEn", "means_name"),
    Pair("VoyageNo", "voyage"),
    Pair("BillNo", "bill_number"),
    Pair("IEDate", "border_date", "date"),
)
TRANSIT_CONTAINER: Sequence[Pair] = (
    Pair("ContaNo", "number"),
    Pair("ContaSn", "line", "whole"),
    Pair("ContaModel", "kind"),
    Pair("SealNo", "seals"),
    Pair("TransName", "means_name"),
    Pair("TransWeight", "weight", "number"),
    Pair("SealQty", "seal_count"),
)
TRANSIT_GOODS: Sequence[Pair] = (
    Pair("GNo", "item", "whole"),
    Pair("ContaNo", "container"),
    Pair("ContaGoodsCount", "packages", "whole"),
    Pair("ContaGoodsWeight", "weight", "number"),
)


def _charge(stem: str, field: str) -> tuple[Pair, ...]:
    """Price a unit, amount in total, note: the three elements of one element of the price."""
    here = f"price.{field}"
    return (
        Pair(f"{stem}Price", f"{here}.unit", "number"),
        Pair(f"{stem}Amount", f"{here}.total", "number"),
        Pair(f"{stem}Note", f"{here}.note"),
    )


def _firm(stem: str, field: str) -> tuple[Pair, ...]:
    return (
        Pair(stem, f"{field}.name"),
        Pair(f"{stem}Contact", f"{field}.contact"),
        Pair(f"{stem}Addr", f"{field}.address"),
        Pair(f"{stem}Tel", f"{field}.telephone"),
    )


SUPPLEMENT: Sequence[Pair] = (
    Pair("GNo", "item", "whole"),
    Pair("SupType", "kind"),
    Pair("BrandCN", "brand"),
    Pair("BrandEN", "brand_foreign"),
    *_firm("Buyer", "buyer"),
    *_firm("Seller", "seller"),
    *_firm("Factory", "maker"),
    Pair("ContrNo", "contract_number"),
    Pair("ContrDate", "contract_date", "date"),
    Pair("InvoiceNo", "invoice_number"),
    Pair("InvoiceDate", "invoice_date", "date"),
    Pair("I_BabRel", "price.relation"),
    Pair("I_PriceEffect", "price.influenced"),
    Pair("I_PriceClose", "price.close"),
    Pair("I_OtherLimited", "price.limited"),
    Pair("I_OtherEffect", "price.conditions"),
    Pair("I_Note1", "price.note"),
    Pair("I_IsUsefee", "price.royalty"),
    Pair("I_IsProfit", "price.proceeds"),
    Pair("I_Note2", "price.note_2"),
    Pair("Curr", "price.currency", "currency"),
    *_charge("Invoice", "invoice"),
    *_charge("Goods", "indirect"),
    *_charge("I_Commission", "commission"),
    *_charge("I_Container", "containers"),
    *_charge("I_Pack", "packing"),
    *_charge("I_Part", "materials"),
    *_charge("I_Tool", "tools"),
    *_charge("I_Loss", "consumed"),
    *_charge("I_Design", "design"),
    *_charge("I_Usefee", "royalties"),
    *_charge("I_Profit", "resale"),
    *_charge("I_Fee", "freight"),
    *_charge("I_Other", "transport"),
    *_charge("I_Insur", "insurance"),
    Pair("E_IsDutyDel", "price.duty_deducted"),
    Pair("GNameOther", "classification.other_names"),
    Pair("CodeTsOther", "classification.foreign_code"),
    Pair("IsClassDecision", "classification.decided"),
    Pair("DecisionNO", "classification.decision_number"),
    Pair("CodeTsDecision", "classification.decision_code"),
    Pair("DecisionCus", "classification.decision_office"),
    Pair("IsSampleTest", "classification.sampled"),
    Pair("GOptions", "classification.options"),
    Pair("TrafMode", "origin.transport_mode"),
    Pair("IsDirectTraf", "origin.direct"),
    Pair("TransitCountry", "origin.countries"),
    Pair("DestPort", "origin.arrival_office"),
    Pair("DeclPort", "origin.filing_office"),
    Pair("BillNo", "origin.bill_number"),
    Pair("OriginCountry", "origin.country", "country"),
    Pair("OriginMark", "origin.mark"),
    Pair("CertCountry", "origin.issuer"),
    Pair("CertNO", "origin.certificate"),
    Pair("CertStandard", "origin.criterion"),
    Pair("OtherNote", "note"),
    Pair("IsSecret", "confidential"),
    Pair("AgentType", "filer.kind"),
    Pair("DeclAddr", "filer.address"),
    Pair("DeclPost", "filer.postcode"),
    Pair("DeclTel", "filer.telephone"),
)
ROYALTY: Sequence[Pair] = (
    Pair("PricePreDeterminNo", "ruling_number"),
    Pair("TaxRoyaltyDeclType", "declared_before"),
    Pair("ContractNo", "contract_number"),
    Pair("Authorizer", "licensor"),
    Pair("AuthorizedPerson", "licensee"),
    Pair("PayType", "pay_type"),
    Pair("PayTime", "paid_on", "day"),
    Pair("PayPeriod", "accrual_months", "whole"),
    Pair("EffectiveDateTime", "runs_from", "day"),
    Pair("ExpirationDateTime", "runs_to", "day"),
    Pair("RoyaltyAmount", "amount", "number"),
    Pair("Curr", "currency", "currency"),
    Pair("RoyaltyFeeType", "kinds"),
    Pair("EdocType", "papers"),
    Pair("Statment", "statement"),
    Pair("IsSecret", "confidential"),
    Pair("IsCusAudit", "audited"),
    Pair("IsCusPricePreDetermin", "ruled"),
    Pair("IssueDateTime", "signed_on", "day"),
    Pair("PeriodStartDate", "period_from", "day"),
    Pair("PeriodEndDate", "period_to", "day"),
)
SELF_TAX: Sequence[Pair] = (
    Pair("FileName", "file_name"),
    Pair("SeqNo", "unified_number"),
    Pair("IEFlag", "flow"),
    Pair("DeclPort", "office"),
    Pair("DDate", "expected_on"),
    Pair("TradeCo", "trader_code"),
    Pair("TradeName", "trader_name"),
    Pair("InRatio", "domestic_ratio", "number"),
    Pair("TradeMode", "trade_mode"),
    Pair("CutMode", "levy_nature"),
    Pair("TransMode", "deal_terms"),
    Pair("FeeMark", "freight.mark"),
    Pair("FeeCurr", "freight.currency", "currency"),
    Pair("FeeRate", "freight.amount", "number"),
    Pair("InsurMark", "insurance.mark"),
    Pair("InsurCurr", "insurance.currency", "currency"),
    Pair("InsurRate", "insurance.amount", "number"),
    Pair("OtherMark", "other_costs.mark"),
    Pair("OtherCurr", "other_costs.currency", "currency"),
    Pair("OtherRate", "other_costs.amount", "number"),
    Pair("ManualNo", "record_number"),
    Pair("TradeCoScc", "trader_scc"),
    Pair("GrossWt", "gross_weight", "number"),
    Pair("NoteS", "note"),
    Pair("LegalLiability", "liability"),
    Pair("Sign", "sign"),
    Pair("MessId", "message_number"),
    Pair("CertSeqNo", "certificate"),
    Pair("Status", "state"),
)
RISK: Sequence[Pair] = (
    Pair("Risk", "result"),
    Pair("Sign", "sign"),
    Pair("SignDate", "signed_at"),
    Pair("Note", "note"),
)
PAIR: Sequence[Pair] = (
    Pair("CertType", "kind"),
    Pair("DecGNo", "item"),
    Pair("EcoCertNo", "number"),
    Pair("EcoGNo", "document_item"),
    Pair("ExtendFiled", "extension"),
)
CONTROL: Sequence[Pair] = (
    Pair("ElementNo", "element"),
    Pair("ElementValue", "value"),
    Pair("DeclarationCategoryCode", "category"),
)
"""The message keeps them inside their line; our field `item` says which."""
PARTS: Sequence[tuple[str, str, Sequence[Pair]]] = (
    ("TrnHead", "transit", TRANSIT),
    ("SddTax", "self_tax", SELF_TAX),
    ("DecRisk", "risk", RISK),
)
"""Segment that stands once, our field, its elements."""
LISTS: Sequence[tuple[str, str, str, Sequence[Pair]]] = (
    ("", "TrnList", "transit_bills", TRANSIT_BILL),
    ("TrnContainers", "TrnContainer", "transit_containers", TRANSIT_CONTAINER),
    ("TrnContaGoodsList", "TrnContaGoods", "transit_goods", TRANSIT_GOODS),
    ("DecSupplementLists", "DecSupplement", "supplements", SUPPLEMENT),
    ("", "DecRoyaltyFee", "royalties", ROYALTY),
)
"""Segment around the rows ('' where they stand in the message itself), segment of a row, our field, its elements."""
SAME = {"DecSupplementList": "DecSupplement", "SddTaxHead": "SddTax"}
"""Names under which other writers send a segment. The goods in containers of a transit are one a row (TrnContaGoods)
inside TrnContaGoodsList, or each row is called TrnContaGoodsList, as the dictionary prints it: both are read."""
