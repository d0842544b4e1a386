"""The parts of a goods declaration: parties, costs, goods lines, containers, papers.

Names follow the data set of the customs declaration (报关单数据字典, secondary); each label's element stands behind it.
Lengths are the data set's.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words, label

from . import _rare as rare
from ._late_parts import ControlElement, PaperPair, RiskResult
from ._royalty import Royalty
from ._self_tax import SelfAssessment
from ._supplement import Supplement
from ._transit import CustomsTransit, TransitBill, TransitContainer, TransitGoods

AT_SUBMIT = Words("申报时必填", "Required at submission")


class Party(Shape, frozen=True, kw_only=True):
    """A party to the declaration: at least one of its two codes, and its name."""

    code: Annotated[str, label("海关备案编码", "Customs registration code", max_length=18)] = ""
    scc: Annotated[str, label("统一社会信用代码", "Unified social credit code", max_length=18)] = ""
    name: Annotated[str, label("名称", "Name", max_length=100, hint=AT_SUBMIT)] = ""


class Cost(Shape, frozen=True, kw_only=True):
    """Freight, insurance or other costs: a rate in percent, a price a unit, or a total (费用/率)."""

    mark: Annotated[str, label("标记", "Mark", codes="fee-mark", max_length=1)] = ""
    amount: Annotated[Decimal | None, label("率或金额", "Rate or amount")] = None
    currency: Annotated[str, label("币制", "Currency", codes="currency", max_length=3)] = ""


class PriceStatements(Shape, frozen=True, kw_only=True):
    """What the declarant states of the price: 1 ticked, 0 not, 9 empty (PromiseItmes)."""

    special_relation: Annotated[str, label("特殊关系确认", "Special relation", codes="flag-190")] = "9"
    price_influence: Annotated[str, label("价格影响确认", "The relation influenced the price", codes="flag-190")] = "9"
    royalty_paid: Annotated[str, label("支付特许权使用费确认", "Royalties paid", codes="flag-190")] = "9"
    formula_price: Annotated[str, label("公式定价确认", "Formula price", codes="flag-190")] = "9"
    provisional_price: Annotated[str, label("暂定价格确认", "Provisional price", codes="flag-190")] = "9"


class Line(Shape, frozen=True, kw_only=True):
    """One kind of goods (DecList). Weights in kg, money in `currency`, quantities in the unit beside them."""

    SUMS: ClassVar[tuple[tuple[str, str], ...]] = (("total", "currency"), ("first_quantity", "first_unit"))

    item: Annotated[int, label("项号", "Item", ge=1)]
    commodity_code: Annotated[
        str,
        label(
            "商品编号",
            "Commodity code",
            max_length=10,
            hint=Words("10 位；概要申报可填 6 位", "10 digits; 6 in a summary"),
        ),
    ]
    name: Annotated[str, label("商品名称", "Name of the goods", min_length=1, max_length=255)]
    specification: Annotated[str, label("规格型号", "Specification and model", max_length=255)] = ""
    ciq_code: Annotated[str, label("检验检疫编码", "Inspection class", max_length=20)] = ""
    quantity: Annotated[Decimal | None, label("成交数量", "Quantity", hint=AT_SUBMIT)] = None
    unit: Annotated[str, label("成交单位", "Unit", codes="unit", max_length=3, hint=AT_SUBMIT)] = ""
    unit_price: Annotated[Decimal | None, label("单价", "Unit price", hint=AT_SUBMIT)] = None
    total: Annotated[Decimal | None, label("总价", "Total price", hint=AT_SUBMIT)] = None
    currency: Annotated[str, label("币制", "Currency", codes="currency", max_length=3, hint=AT_SUBMIT)] = ""
    first_quantity: Annotated[Decimal | None, label("法定第一数量", "First statutory quantity", hint=AT_SUBMIT)] = None
    first_unit: Annotated[str, label("法定第一单位", "First statutory unit", codes="unit", max_length=3)] = ""
    second_quantity: Annotated[Decimal | None, label("法定第二数量", "Second statutory quantity")] = None
    second_unit: Annotated[str, label("法定第二单位", "Second statutory unit", codes="unit", max_length=3)] = ""
    origin_country: Annotated[
        str, label("原产国（地区）", "Country of origin", codes="country", max_length=3, hint=AT_SUBMIT)
    ] = ""
    destination_country: Annotated[
        str, label("最终目的国（地区）", "Country of final destination", codes="country", max_length=3, hint=AT_SUBMIT)
    ] = ""
    district: Annotated[
        str,
        label(
            "境内目的地/货源地",
            "Domestic destination or source",
            max_length=5,
            hint=Words("5 位地区码，未核验", "5 digits, unverified"),
        ),
    ] = ""
    duty_mode: Annotated[str, label("征免方式", "Way of levy", codes="duty-mode", max_length=1, hint=AT_SUBMIT)] = ""
    manual_item: Annotated[int, label("备案序号", "Item of the record", ge=0, le=999_999_999)] | None = None
    agreement: Annotated[str, label("优惠贸易协定", "Trade agreement", max_length=2)] = ""
    agreement_origin: Annotated[
        str, label("协定项下原产地", "Origin under the agreement", codes="country", max_length=3)
    ] = ""
    origin_proof: Annotated[str, label("原产地证明编号", "Number of the proof of origin", max_length=64)] = ""
    origin_proof_item: Annotated[int | None, label("原产地证明商品项号", "Item of the proof of origin")] = None
    un_number: Annotated[str, label("联合国危险货物编号", "UN number", max_length=20)] = ""
    dangerous_name: Annotated[str, label("危险货物名称", "Dangerous goods: name", max_length=80)] = ""
    packing_group: Annotated[str, label("危包类别", "Dangerous goods: packing group", max_length=4)] = ""
    dangerous_packing: Annotated[str, label("危包规格", "Dangerous goods: packing specification", max_length=24)] = ""
    not_dangerous: Annotated[bool, label("非危险化学品", "Not a dangerous chemical")] = False
    processing: Annotated[rare.ProcessingTrade, label("加工贸易", "Processing trade")] = rare.ProcessingTrade()
    inspection: Annotated[rare.Inspection, label("检验检疫", "Inspection and quarantine")] = rare.Inspection()
    transit: Annotated[rare.Transit, label("协定项下运输", "Transport under an agreement")] = rare.Transit()


class Container(Shape, frozen=True, kw_only=True):
    """One container and the goods lines in it (Container)."""

    number: Annotated[str, label("集装箱号", "Container number", min_length=1, max_length=32)]
    kind: Annotated[str, label("集装箱规格", "Kind", codes="container-model", max_length=32)] = ""
    items: Annotated[
        str,
        label(
            "商品项号", "Items in it", max_length=255, hint=Words("半角逗号分隔，如 1,3", "Joined by commas, e.g. 1,3")
        ),
    ] = ""
    tare: Annotated[Decimal | None, label("自重（千克）", "Tare (kg)")] = None
    goods_weight: Annotated[Decimal | None, label("箱货重量（千克）", "Goods in it (kg)")] = None
    shared: Annotated[bool, label("拼箱", "Less than a container load")] = False


class Licence(Shape, frozen=True, kw_only=True):
    """A document that the law asks for with the goods (LicenseDocu, 随附单证)."""

    kind: Annotated[str, label("单证代码", "Kind", codes="licence-document", max_length=1)]
    number: Annotated[str, label("单证编号", "Number", min_length=1, max_length=32)]


class Paper(Shape, frozen=True, kw_only=True):
    """An attached paper. The file lies in the store of files under its digest."""

    kind: Annotated[str, label("随附单据类别", "Kind", codes="electronic-document", max_length=8)]
    number: Annotated[str, label("编号", "Number", max_length=64)] = ""
    sha256: Annotated[str, label("文件摘要", "Digest of the file (SHA-256, hex)", max_length=64)] = ""
    format: Annotated[str, label("单据格式", "Format", codes="edoc-format", max_length=2)] = ""
    items: Annotated[str, label("商品项号关系", "Items it belongs to", max_length=150, hint=rare.HALF_WIDTH)] = ""
    file_name: Annotated[str, label("企业文件名", "File name at the enterprise", max_length=64)] = ""
    size: Annotated[str, label("文件大小", "Size of the file", max_length=12)] = ""
    owner_code: Annotated[str, label("所属单位海关编号", "Owner: customs code", max_length=10)] = ""
    owner_name: Annotated[str, label("所属单位名称", "Owner: name", max_length=100)] = ""
    signing_unit: Annotated[str, label("签名单位", "Signing unit", max_length=10)] = ""
    signed_at: Annotated[str, label("签名时间", "Time of signing", max_length=17)] = ""
    note: Annotated[str, label("重传原因", "Reason for sending again", max_length=255)] = ""


class OtherPack(Shape, frozen=True, kw_only=True):
    """Packing beside the main one (DecOtherPack)."""

    kind: Annotated[str, label("包装材料种类", "Packing material", codes="packing", max_length=2)]
    quantity: Annotated[Decimal | None, label("件数", "Number")] = None


class Declaration(Shape, frozen=True, kw_only=True):
    """What import and export declarations have in common (DecHead and its lists). Weights in kg.

    Where the form has one box with two names, the field has the neutral one: `trader` is 境内收发货人,
    `partner_country` 启运国/运抵国, `border_port` 入境/离境口岸.
    """

    FLOW: ClassVar[Literal["import", "export"]]

    reference: Annotated[
        str,
        label(
            "企业自编号",
            "Declarant's own reference",
            min_length=1,
            max_length=35,
            hint=Words("同一企业内不得重复", "Unique within the organisation"),
        ),
    ]
    filing: Annotated[str, label("申报步骤", "Step of filing", codes="dec-type-position3", max_length=1)] = ""
    two_step: Annotated[rare.TwoStep, label("两步申报三问", "Three questions of a summary")] = rare.TwoStep()
    kind: Annotated[str, label("单据类型", "Kind of document", codes="dec-type-prefix", max_length=2)] = ""
    entry_type: Annotated[str, label("报关单类型", "Paper or paperless", codes="entry-type", max_length=1)] = "M"
    customs_office: Annotated[
        str,
        label(
            "申报地海关",
            "Customs office of declaration",
            max_length=4,
            hint=Words("4 位关区代码，未核验", "4 digits, unverified"),
        ),
    ] = ""
    border_office: Annotated[
        str,
        label(
            "进出境关别",
            "Customs office of entry or exit",
            max_length=4,
            hint=Words("4 位关区代码，未核验", "4 digits, unverified"),
        ),
    ] = ""
    record_number: Annotated[str, label("备案号", "Record number (handbook, ledger, exemption)", max_length=12)] = ""
    contract_number: Annotated[str, label("合同协议号", "Contract number", max_length=32)] = ""
    border_date: Annotated[dt.date | None, label("进出口日期", "Date of import or export")] = None
    trader: Annotated[Party, label("境内收发货人", "Domestic consignee or consignor")] = Party()
    owner: Annotated[Party, label("消费使用/生产销售单位", "Consuming or producing unit")] = Party()
    agent: Annotated[Party, label("申报单位", "Declaring unit")] = Party()
    overseas_party: Annotated[str, label("境外收发货人名称", "Overseas party: name", max_length=400)] = ""
    overseas_code: Annotated[str, label("境外收发货人代码", "Overseas party: AEO code", max_length=50)] = ""
    transport_mode: Annotated[
        str, label("运输方式", "Mode of transport", codes="transport-mode", max_length=1, hint=AT_SUBMIT)
    ] = ""
    means_of_transport: Annotated[str, label("运输工具名称", "Means of transport", max_length=50)] = ""
    voyage: Annotated[str, label("航次号", "Voyage", max_length=32)] = ""
    bill_number: Annotated[str, label("提运单号", "Bill of lading or waybill", max_length=32)] = ""
    trade_mode: Annotated[
        str, label("监管方式", "Customs supervision mode", codes="trade-mode", max_length=4, hint=AT_SUBMIT)
    ] = ""
    levy_nature: Annotated[str, label("征免性质", "Nature of levy", codes="levy-nature", max_length=3)] = ""
    licence_number: Annotated[str, label("许可证号", "Licence number", max_length=20)] = ""
    trading_country: Annotated[
        str, label("贸易国（地区）", "Trading country", codes="country", max_length=3, hint=AT_SUBMIT)
    ] = ""
    partner_country: Annotated[
        str, label("启运国/运抵国", "Country of dispatch or arrival", codes="country", max_length=3, hint=AT_SUBMIT)
    ] = ""
    partner_port: Annotated[
        str,
        label(
            "经停港/指运港",
            "Port of last call or of destination",
            max_length=6,
            hint=Words("6 位港口代码，未核验", "6 characters, unverified"),
        ),
    ] = ""
    border_port: Annotated[
        str,
        label(
            "入境/离境口岸",
            "Port of entry or exit",
            max_length=8,
            hint=Words("联合国口岸代码，如 CNNSA", "UN/LOCODE, e.g. CNNSA"),
        ),
    ] = ""
    deal_terms: Annotated[
        str, label("成交方式", "Terms of the deal", codes="deal-terms", max_length=1, hint=AT_SUBMIT)
    ] = ""
    freight: Annotated[Cost, label("运费", "Freight")] = Cost()
    insurance: Annotated[Cost, label("保费", "Insurance")] = Cost()
    other_costs: Annotated[Cost, label("杂费", "Other costs")] = Cost()
    packing: Annotated[str, label("包装种类", "Kind of packing", codes="packing", max_length=2, hint=AT_SUBMIT)] = ""
    packages: Annotated[int, label("件数", "Number of packages", hint=AT_SUBMIT, le=999_999_999)] | None = None
    gross_weight: Annotated[Decimal | None, label("毛重（千克）", "Gross weight (kg)", hint=AT_SUBMIT)] = None
    net_weight: Annotated[Decimal | None, label("净重（千克）", "Net weight (kg)", hint=AT_SUBMIT)] = None
    price_statements: Annotated[PriceStatements, label("价格说明", "Price statements")] = PriceStatements()
    surety: Annotated[bool, label("担保验放", "Release against security")] = False
    no_other_packing: Annotated[bool, label("无其他包装", "No other packing")] = True
    marks: Annotated[str, label("标记唛码", "Marks and numbers", max_length=400)] = "N/M"
    remarks: Annotated[str, label("备注", "Remarks", max_length=255)] = ""
    related_declaration: Annotated[str, label("关联报关单号", "Related declaration", max_length=18)] = ""
    goods: Annotated[tuple[Line, ...], label("商品", "Goods", min_length=1, max_length=50)]
    containers: Annotated[tuple[Container, ...], label("集装箱", "Containers", max_length=500)] = ()
    licences: Annotated[tuple[Licence, ...], label("随附单证", "Documents the law asks for", max_length=50)] = ()
    papers: Annotated[tuple[Paper, ...], label("随附单据", "Attached papers", max_length=50)] = ()
    other_packs: Annotated[tuple[OtherPack, ...], label("其他包装", "Other packing", max_length=20)] = ()
    entry: Annotated[rare.Entry, label("录入与申报人员", "Entry and declarant's clerk")] = rare.Entry()
    business: Annotated[rare.Business, label("业务事项与关联", "Business matters and relations")] = rare.Business()
    other_names: Annotated[rare.OtherNames, label("其他名称与编码", "Other names and codes")] = rare.OtherNames()
    numbers: Annotated[rare.Numbers, label("系统编号与标志", "Numbers and marks of systems")] = rare.Numbers()
    signature: Annotated[rare.Signature, label("签名", "Signature")] = rare.Signature()
    abandoned: Annotated[rare.Abandoned, label("停用栏目", "Abandoned fields")] = rare.Abandoned()
    wanted_certificates: Annotated[
        tuple[rare.WantedCertificate, ...], label("申请出具的单证", "Certificates asked for", max_length=50)
    ] = ()
    goods_limits: Annotated[
        tuple[rare.GoodsLimit, ...], label("产品许可/审批/备案", "Product licences", max_length=200)
    ] = ()
    vehicles: Annotated[tuple[rare.Vehicle, ...], label("车辆信息", "Vehicles", max_length=500)] = ()
    qualifications: Annotated[
        tuple[rare.Qualification, ...], label("企业资质", "Qualifications of the enterprise", max_length=50)
    ] = ()
    promises: Annotated[tuple[rare.Promise, ...], label("企业承诺", "Statements of the enterprise", max_length=20)] = ()
    users: Annotated[tuple[rare.User, ...], label("使用人", "Users", max_length=20)] = ()
    mark_pictures: Annotated[
        tuple[rare.MarkPicture, ...], label("唛头图片", "Pictures of the marks", max_length=5)
    ] = ()
    pairs: Annotated[
        tuple[PaperPair, ...], label("单证与商品项号对应", "Items and the documents they rest on", max_length=500)
    ] = ()
    transit: Annotated[CustomsTransit, label("转关单", "Customs transit")] | None = None
    transit_bills: Annotated[
        tuple[TransitBill, ...], label("转关提运单", "Transit, border transport", max_length=50)
    ] = ()
    transit_containers: Annotated[
        tuple[TransitContainer, ...], label("转关集装箱", "Transit, containers", max_length=500)
    ] = ()
    transit_goods: Annotated[
        tuple[TransitGoods, ...], label("转关箱货对应", "Transit, goods in containers", max_length=2000)
    ] = ()
    supplements: Annotated[
        tuple[Supplement, ...], label("补充申报单", "Supplementary declarations", max_length=150)
    ] = ()
    royalties: Annotated[tuple[Royalty, ...], label("应税特许权使用费", "Dutiable royalties", max_length=20)] = ()
    self_tax: Annotated[SelfAssessment, label("自报自缴", "Self-assessed tax")] | None = None
    control_elements: Annotated[
        tuple[ControlElement, ...], label("禁限管制要素", "Elements of controlled goods", max_length=500)
    ] = ()
    risk: Annotated[RiskResult, label("风险评估", "Risk assessment")] | None = None
