"""The declaration of the WCO data model 3.6 (DEC subset, DMS:2) as a table of elements, and the structs made from it.

One entry is one element that holds others, in the order of the schema WCO_DEC_2_DMS.xsd: `>` marks a part, `*` what may
repeat. Elements of one name share one entry, which has the children of all their places. Values are text as printed,
so that reading and writing lose nothing; None means that the element is absent.
"""

from typing import Any

import msgspec

DECLARATION = """
Authenticator: Name
Authentication: Authentication >Authenticator
Address: TypeCode CityName CountryCode CountrySubDivisionCode CountrySubDivisionName Line PostcodeID
Submitter: Name ID >Address RoleCode
WriteOff: QuantityQuantity AmountAmount
AdditionalDocument: CategoryCode EffectiveDateTime ID Name TypeCode LPCOExemptionCode >Submitter >WriteOff
Pointer: SequenceNumeric DocumentSectionCode TagID
AdditionalInformation: StatementCode StatementDescription StatementTypeCode >Pointer*
Agent: Name ID FunctionCode >Address
Amendment: ChangeReasonCode >Pointer*
AuthorisationHolder: ID CategoryCode
BorderTransportMeans: Name ID IdentificationTypeCode TypeCode RegistrationNationalityCode ModeCode
Communication: ID TypeCode
Carrier: Name ID >Address >Communication
Consignor: Name ID >Address
Freight: PaymentMethodCode
ConsignmentItem: SequenceNumeric >Consignor >Freight
Itinerary: SequenceNumeric RoutingCountryCode
ArrivalTransportMeans: Name ID IdentificationTypeCode TypeCode ModeCode
DepartureTransportMeans: Name ID IdentificationTypeCode TypeCode ModeCode
GoodsLocation: Name ID TypeCode >Address
LoadingLocation: Name ID
Seal: SequenceNumeric ID
TransportEquipment: SequenceNumeric ID >Seal*
Consignment: >Carrier >ConsignmentItem* >Consignor >Freight >Itinerary* ContainerCode >ArrivalTransportMeans
  >DepartureTransportMeans >GoodsLocation >LoadingLocation >TransportEquipment*
CurrencyExchange: CurrencyTypeCode RateNumeric
Contact: Name
Declarant: Name ID >Address >Contact >Communication
ExitOffice: ID
Exporter: Name ID >Address >Contact >Communication
AEOMutualRecognitionParty: ID RoleCode
Buyer: Name ID >Address >Contact >Communication
Consignee: Name ID >Address
ChargeDeduction: ChargesTypeCode OtherChargeDeductionAmount
CustomsValuation: FreightChargeAmount MethodCode >ChargeDeduction*
Destination: CountryCode RegionID
DomesticDutyTaxParty: ID RoleCode
ExportCountry: ID
Classification: ID IdentificationTypeCode
DangerousGoods: UNDGID
Payment: MethodCode TaxAssessedAmount PaymentAmount
DutyTaxFee: AdValoremTaxBaseAmount DeductAmount DutyRegimeCode SpecificTaxBaseQuantity TaxRateNumeric TypeCode
  QuotaOrderID >Payment
GoodsMeasure: GrossMassMeasure NetNetWeightMeasure TariffQuantity
InvoiceLine: ItemChargeAmount
Commodity:
  Description >Classification* >DangerousGoods* >DutyTaxFee* >GoodsMeasure >InvoiceLine >TransportEquipment*
GovernmentProcedure: CurrentCode PreviousCode
Origin: CountryCode RegionID TypeCode
Packaging: SequenceNumeric MarksNumbersID QuantityQuantity TypeCode PackingMaterialDescription LengthMeasure
  WidthMeasure HeightMeasure VolumeMeasure
PreviousDocument: CategoryCode ID TypeCode LineNumeric
Seller: Name ID >Address >Contact >Communication
UCR: ID TraderAssignedReferenceID
ValuationAdjustment: AdditionCode
GovernmentAgencyGoodsItem:
  CustomsValueAmount SequenceNumeric StatisticalValueAmount TransactionNatureCode >AdditionalDocument*
  >AdditionalInformation* >AEOMutualRecognitionParty* >Buyer >Commodity >Consignee >Consignor
  >CustomsValuation >Destination >DomesticDutyTaxParty* >ExportCountry >GovernmentProcedure* >Origin*
  >Packaging* >PreviousDocument* >Seller >UCR >ValuationAdjustment
Importer: Name ID >Address >Contact >Communication
Invoice: ID IssueDateTime
Payer: Name ID >Address
Surety: Name ID >Address
TradeTerms: ConditionCode CountryRelationshipCode Description LocationID LocationName
Warehouse: ID TypeCode
GoodsShipment:
  ExitDateTime TransactionNatureCode >AEOMutualRecognitionParty* >Buyer >Consignee >Consignment >Consignor
  >CustomsValuation >Destination >DomesticDutyTaxParty* >ExportCountry >GovernmentAgencyGoodsItem* >Importer
  >Invoice >Payer >PreviousDocument* >Seller >Surety >TradeTerms >UCR >Warehouse
GuaranteeOffice: ID
ObligationGuarantee: AmountAmount ID ReferenceID SecurityDetailsCode AccessCode >GuaranteeOffice
PresentationOffice: ID
SupervisingOffice: ID
Declaration: AcceptanceDateTime FunctionCode FunctionalReferenceID ID IssueDateTime IssueLocationID TypeCode
  GoodsItemQuantity DeclarationOfficeID InvoiceAmount LoadingListQuantity TotalGrossMassMeasure
  TotalPackageQuantity SpecificCircumstancesCodeCode >Authentication >Submitter >AdditionalDocument*
  >AdditionalInformation* >Agent >Amendment* >AuthorisationHolder* >BorderTransportMeans >Consignment
  >CurrencyExchange* >Declarant >ExitOffice >Exporter >GoodsShipment >ObligationGuarantee* >PresentationOffice
  >SupervisingOffice
MetaData:
  WCODataModelVersionCode WCOTypeName ResponsibleCountryCode ResponsibleAgencyName AgencyAssignedCustomizationCode
  AgencyAssignedCustomizationVersionCode >Declaration
"""
REPLY = """
AdditionalInformation: LimitDateTime
Payment: ReferenceID DueDateTime >ObligationGuarantee*
Declaration: CancellationDateTime RejectionDateTime VersionID >DutyTaxFee*
AppealOffice: ID
Bank: ReferenceID ID
ContactOffice: ID >Communication*
Error: Description ValidationCode >Pointer*
Status: EffectiveDateTime NameCode ReleaseDateTime >Pointer*
Response:
  FunctionCode FunctionalReferenceID IssueDateTime >AdditionalInformation* >Amendment* >AppealOffice >Bank
  >ContactOffice* >Error* >Status* >Declaration*
MetaData: >Response
"""
"""What a reply (RES subset) has beside a declaration's parts. A second Declaration in it is the one replied to."""


class Amount(msgspec.Struct, frozen=True, omit_defaults=True):
    """Money as printed, and its currency where one is given."""

    value: str
    currencyID: str | None = None  # noqa: N815 -- the standard's own name


class Measure(msgspec.Struct, frozen=True, omit_defaults=True):
    """A quantity as printed, and its unit where one is given."""

    value: str
    unitCode: str | None = None  # noqa: N815 -- the standard's own name


class Moment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A date or instant as printed; format 304 is CCYYMMDDHHMMSS and zone, 102 is CCYYMMDD."""

    value: str
    formatCode: str | None = None  # noqa: N815 -- the standard's own name


class Child(msgspec.Struct, frozen=True):
    """One element inside a part: its struct (None for plain text) and whether it repeats."""

    name: str
    shape: type[msgspec.Struct] | None
    many: bool


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An element that holds elements, all of them optional here; the schema says which must be there."""


_MEASURES = ("QuantityQuantity", "TariffQuantity", "SpecificTaxBaseQuantity")
ATTRIBUTE: dict[type[msgspec.Struct], str] = {Amount: "currencyID", Measure: "unitCode", Moment: "formatCode"}
"""The one attribute that a value of each kind may have."""


def _leaf(name: str) -> type[msgspec.Struct] | None:
    if name.endswith("DateTime"):
        return Moment
    if name.endswith("Amount"):
        return Amount
    return Measure if name.endswith("Measure") or name in _MEASURES else None


def _entries(table: str) -> dict[str, list[str]]:
    entries: dict[str, list[str]] = {}
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            name, _, line = line.partition(":")
        entries.setdefault(name, []).extend(line.split())
    return entries


class _Maker:
    """Makes the structs of a table, each after the parts that it holds."""

    def __init__(self, table: str) -> None:
        self.entries = _entries(table)
        self.shapes: dict[str, type[msgspec.Struct]] = {}

    def shape(self, name: str) -> type[msgspec.Struct]:
        if name not in self.shapes:
            plan = {c.name: c for c in map(self._child, self.entries[name])}
            made = msgspec.defstruct(name, [_field(c) for c in plan.values()], bases=(Part,), module=__name__)
            self.shapes[name] = made
            CHILDREN[made] = plan
        return self.shapes[name]

    def _child(self, token: str) -> Child:
        plain = token.strip(">*")
        return Child(plain, self.shape(plain) if token.startswith(">") else _leaf(plain), token.endswith("*"))


def _field(child: Child) -> tuple[str, Any, Any]:
    inner: Any = child.shape or str
    return (child.name, tuple[inner, ...], ()) if child.many else (child.name, inner | None, None)


def _shapes(table: str) -> dict[str, type[msgspec.Struct]]:
    maker = _Maker(table)
    return {name: maker.shape(name) for name in maker.entries}


CHILDREN: dict[type[msgspec.Struct], dict[str, Child]] = {}
"""What each part may hold, by name, in the order of the schema."""
SHAPES = _shapes(DECLARATION)
REPLY_SHAPES = _shapes(DECLARATION + REPLY)
REPLY_ORDER: dict[str, tuple[str, ...]] = {
    "AdditionalInformation": ("StatementCode", "StatementDescription", "LimitDateTime", "StatementTypeCode", "Pointer"),
    "Payment": ("ReferenceID", "TaxAssessedAmount", "DueDateTime", "PaymentAmount", "ObligationGuarantee"),
    "Declaration": (
        "AcceptanceDateTime",
        "CancellationDateTime",
        "FunctionalReferenceID",
        "ID",
        "RejectionDateTime",
        "VersionID",
        "DutyTaxFee",
        "GoodsShipment",
    ),
}
"""The order of a reply's elements where the schema WCO_RES_2_DMS.xsd has another than a declaration's."""
MetaData: Any = SHAPES["MetaData"]
"""The envelope: what every message of the model begins with, and the declaration in it."""
