"""The parts of a declaration that few filings need: groups that a form folds away, each left out of JSON where it is empty.

Names of elements and their lengths are the data set's (报关单数据字典, secondary). What stands here is complete, so that a
message of others comes through whole; what a declarant needs every day stands in `_parts`.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, ClassVar

from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words, label

AT_SAVE = Words("暂存和申报时必填", "Required to save and at submission")
OF_SUMMARY = Words("只在概要申报时回答", "Answered in a summary only")
POSITIONS = Words("按位填写，1 为勾选，0 为不勾选", "One flag a position: 1 ticked, 0 not")
HALF_WIDTH = Words("半角逗号分隔，如 1,3", "Joined by commas, e.g. 1,3")


class Rare(Shape, frozen=True, kw_only=True, omit_defaults=True):
    """A group that a form folds away (`FOLDED`), and of which only what is filled in goes on the wire."""

    FOLDED: ClassVar[bool] = True


class Asked(Rare, frozen=True, kw_only=True):
    """A rare group that a form draws only when somebody asks for it, or when it holds something (`ASKED`).

    `BESIDE` names the group with which it opens, where it is of no use alone.
    """

    ASKED: ClassVar[bool] = True
    BESIDE: ClassVar[str] = ""


class TwoStep(Rare, frozen=True, kw_only=True):
    """The three questions of a summary (两步申报：涉证、涉检、涉税). None: not answered, as in any one-step declaration."""

    FOLDED: ClassVar[bool] = False

    licences: Annotated[bool | None, label("涉证", "Licences are needed", hint=OF_SUMMARY)] = None
    inspection: Annotated[bool | None, label("涉检", "Inspection applies", hint=OF_SUMMARY)] = None
    taxed: Annotated[bool | None, label("涉税", "Taxes apply", hint=OF_SUMMARY)] = None


class Entry(Rare, frozen=True, kw_only=True):
    """Who typed the declaration and who answers for it (录入单位、录入员、申报人员)."""

    unit_code: Annotated[str, label("录入单位代码", "Data-entry unit: code", hint=AT_SAVE, max_length=9)] = ""
    unit_name: Annotated[str, label("录入单位名称", "Data-entry unit: name", hint=AT_SAVE, max_length=70)] = ""
    unit_scc: Annotated[
        str, label("录入单位统一社会信用代码", "Data-entry unit: unified social credit code", max_length=18)
    ] = ""
    clerk: Annotated[str, label("录入员", "Data-entry clerk", hint=AT_SAVE, personal=True, max_length=32)] = ""
    clerk_card: Annotated[
        str, label("录入员 IC 卡号", "Clerk's card number", hint=AT_SAVE, personal=True, max_length=30)
    ] = ""
    declarant: Annotated[str, label("申报人员", "Declarant's clerk", hint=AT_SAVE, personal=True, max_length=50)] = ""
    declarant_id: Annotated[str, label("申报人标识", "Declarant's identity", personal=True, max_length=20)] = ""
    declarant_number: Annotated[str, label("申报人员证号", "Clerk's certificate", personal=True, max_length=13)] = ""
    contact: Annotated[str, label("报关员联系方式", "Clerk's contact", personal=True, max_length=32)] = ""


class Numbers(Rare, frozen=True, kw_only=True):
    """Numbers and marks that systems give or ask for; most stay empty until a reply fills them."""

    unified_number: Annotated[str, label("统一编号", "Unified number of the data centre", max_length=18)] = ""
    entry_number: Annotated[str, label("海关编号", "Declaration number given by customs", max_length=18)] = ""
    pre_entry_number: Annotated[str, label("预录入编号", "Pre-entry number", max_length=9)] = ""
    related_document: Annotated[str, label("关联单据号", "Related document number", max_length=18)] = ""
    approval_number: Annotated[str, label("批准文号", "Approval number (historic)", max_length=32)] = ""
    printed_on: Annotated[dt.date | None, label("打印日期", "Day of printing")] = None
    edi_mark: Annotated[str, label("报关标志", "Customs filing mark", codes="edi-mark", max_length=1)] = "1"
    transit_relation: Annotated[
        str,
        label(
            "报关/转关关系",
            "Relation to a transit declaration",
            codes="decl-transit-relation",
            hint=AT_SAVE,
            max_length=1,
        ),
    ] = "0"
    inspection_diverted: Annotated[str, label("查验分流", "Inspection diverted", codes="yes-no", max_length=1)] = ""
    tax_mark: Annotated[str, label("税收征管标记", "Tax administration mark", codes="yes-no", max_length=1)] = ""
    risk: Annotated[str, label("风险评估参数", "Risk parameter", max_length=10)] = ""
    extension: Annotated[str, label("扩展字段", "Extension flags by position", max_length=5)] = ""
    edi_remark: Annotated[str, label("申报备注", "EDI remark", max_length=128)] = ""
    edi_remark_2: Annotated[str, label("申报备注二", "EDI remark 2", max_length=128)] = ""
    message_version: Annotated[
        str,
        label(
            "报文版本",
            "Version of the message",
            max_length=5,
            hint=Words("空则按 4.8 写出", "Written as 4.8 where empty"),
        ),
    ] = ""


class Business(Rare, frozen=True, kw_only=True):
    """Kinds of business, relations to other filings, and what is asked of the port."""

    bill_type: Annotated[str, label("备案清单类型", "Kind of free-zone list", codes="bill-type", max_length=1)] = ""
    matters: Annotated[str, label("业务事项", "Business matters", hint=POSITIONS, max_length=5)] = ""
    special: Annotated[str, label("特种业务标识", "Special business", hint=POSITIONS, max_length=10)] = ""
    combined_port: Annotated[bool, label("组合港", "Combined port")] = False
    relation_reason: Annotated[str, label("关联理由", "Reason for the relation", max_length=2)] = ""
    relation_number: Annotated[str, label("关联号码", "Related number", max_length=500)] = ""
    related_record: Annotated[str, label("关联备案号", "Related record number", max_length=12)] = ""
    original_container: Annotated[
        str, label("原集装箱运输", "On in the original container", codes="yes-no", max_length=1)
    ] = ""
    delivery_order: Annotated[str, label("B/L 号（提货单）", "Delivery order (B/L)", max_length=50)] = ""
    bonded_warehouse: Annotated[str, label("监管仓号", "Bonded warehouse", max_length=32)] = ""
    yard: Annotated[str, label("货场代码", "Yard code", max_length=8)] = ""
    conditional_removal: Annotated[
        str, label("附条件提离申请", "Asks for conditional removal", codes="yes-no", max_length=1)
    ] = ""
    merged_check: Annotated[
        str, label("口岸与目的地合并检查", "One check at port and destination", codes="yes-no", max_length=1)
    ] = ""
    moved: Annotated[str, label("转场申请", "Asks to move to another site", codes="yes-no", max_length=1)] = ""
    moved_to: Annotated[str, label("转入场所", "Site to move to", max_length=11)] = ""


class OtherNames(Rare, frozen=True, kw_only=True):
    """The parties in other languages, and the overseas party of the other direction where a message names one."""

    overseas_chinese: Annotated[str, label("境外收发货人中文名称", "Overseas party: Chinese name", max_length=150)] = ""
    overseas_address: Annotated[str, label("境外收发货人地址", "Overseas party: address", max_length=100)] = ""
    domestic_foreign: Annotated[str, label("境内收发货人外文名称", "Domestic party: foreign name", max_length=400)] = ""
    trader_ciq: Annotated[str, label("境内收发货人检验检疫编码", "Domestic party: inspection code", max_length=10)] = ""
    owner_ciq: Annotated[str, label("消费使用/生产销售单位检验检疫编码", "Owner: inspection code", max_length=10)] = ""
    agent_ciq: Annotated[str, label("申报单位检验检疫编码", "Declaring unit: inspection code", max_length=10)] = ""
    other_overseas_code: Annotated[str, label("境外另一方代码", "Other overseas party: code", max_length=50)] = ""
    other_overseas_name: Annotated[str, label("境外另一方名称", "Other overseas party: name", max_length=400)] = ""


class Abandoned(Rare, frozen=True, kw_only=True):
    """Elements that are still sent and mean nothing: read, and left out on writing (WIN-X-084)."""

    port_inspection_office: Annotated[
        str, label("口岸检验检疫机关（停用）", "Inspection office at the port (abandoned)", max_length=10)
    ] = ""
    certificate_office: Annotated[
        str, label("领证机关（停用）", "Office that hands out certificates (abandoned)", max_length=10)
    ] = ""
    accepting_office: Annotated[
        str, label("检验检疫受理机关（停用）", "Inspection office that accepts (abandoned)", max_length=10)
    ] = ""
    mailbox: Annotated[str, label("客户端邮箱（停用）", "Mailbox id (abandoned)", max_length=10)] = ""


class Signature(Rare, frozen=True, kw_only=True):
    """Who signed the message with which card (DecSign)."""

    operation: Annotated[str, label("操作类型", "Operation", codes="oper-type", max_length=1)] = ""
    card: Annotated[str, label("操作员 IC 卡号", "Operator's card", personal=True, max_length=13)] = ""
    operator: Annotated[str, label("操作员姓名", "Operator", personal=True, max_length=30)] = ""
    unit_code: Annotated[str, label("操作企业代码", "Operator's unit", max_length=18)] = ""
    certificate: Annotated[str, label("证书号", "Certificate of the card", max_length=20)] = ""
    kind: Annotated[str, label("签名人分类", "Kind of signer", codes="signer-kind", max_length=1)] = ""
    signed_at: Annotated[str, label("签名时间", "Time of signing", max_length=16)] = ""
    sign: Annotated[str, label("数字签名", "Digital signature", max_length=200)] = ""
    list_number: Annotated[str, label("对应清单统一编号", "Unified number of the matching list", max_length=18)] = ""
    note: Annotated[str, label("签名备注", "Remarks of the signer", max_length=100)] = ""


class ProcessingTrade(Rare, frozen=True, kw_only=True):
    """What a line needs in processing trade and in old messages."""

    article: Annotated[str, label("货号", "Article number", max_length=30)] = ""
    ratio_version: Annotated[int, label("单耗版本号", "Version of the ratio", ge=0, le=99_999_999)] | None = None
    fee: Annotated[Decimal | None, label("工缴费", "Processing fee")] = None
    factor: Annotated[Decimal | None, label("单位换算因子", "Declared unit to statutory unit")] = None
    use: Annotated[str, label("用途", "Use", codes="use-to", max_length=2)] = ""
    class_mark: Annotated[str, label("归类标志", "Classification mark", max_length=1)] = ""


class Inspection(Rare, frozen=True, kw_only=True):
    """What inspection and quarantine ask of a line (检验检疫)."""

    class_name: Annotated[str, label("检验检疫名称", "Inspection name", max_length=50)] = ""
    purpose: Annotated[str, label("用途代码", "Purpose code", max_length=4)] = ""
    attributes: Annotated[
        str,
        label(
            "货物属性",
            "Attributes of the goods",
            max_length=20,
            hint=Words("代码以半角逗号分隔，如 11,19", "Codes joined by commas, e.g. 11,19"),
        ),
    ] = ""
    control_code: Annotated[str, label("禁限管制识别码", "Code of bans and controls", max_length=4)] = ""
    english_name: Annotated[str, label("商品英文名称", "Name in English", max_length=100)] = ""
    ingredients: Annotated[str, label("成份/原料", "Ingredients", max_length=400)] = ""
    spec: Annotated[str, label("检验检疫货物规格", "Inspection specification", max_length=2000)] = ""
    models: Annotated[str, label("货物型号", "Models", max_length=2000)] = ""
    brands: Annotated[str, label("货物品牌", "Brands", max_length=2000)] = ""
    produced: Annotated[str, label("生产日期", "Dates of production", max_length=2000)] = ""
    batches: Annotated[str, label("生产批号", "Batch numbers", max_length=2000)] = ""
    valid_until: Annotated[str, label("产品有效期", "Valid until", max_length=20)] = ""
    shelf_life: Annotated[str, label("产品保质期", "Shelf life", max_length=20)] = ""
    origin_region: Annotated[str, label("原产地区", "Region of origin", max_length=50)] = ""
    destination: Annotated[str, label("目的地代码", "Destination inside China", max_length=8)] = ""
    overseas_maker: Annotated[str, label("境外生产企业", "Overseas manufacturer", max_length=100)] = ""
    maker_number: Annotated[str, label("生产单位注册号", "Producer's registration number", max_length=20)] = ""
    maker_name: Annotated[str, label("生产单位名称", "Producer's name", max_length=150)] = ""


class Transit(Rare, frozen=True, kw_only=True):
    """How goods under a trade agreement came (直接运输)."""

    direct: Annotated[str, label("直接运输", "Direct transport", codes="yes-no", max_length=1)] = ""
    countries: Annotated[str, label("中转国（地区）", "Countries of transit", max_length=20)] = ""


class WantedCertificate(Rare, frozen=True, kw_only=True):
    """A certificate asked for (DecRequestCert)."""

    kind: Annotated[str, label("申请单证代码", "Certificate", min_length=1, max_length=50)]
    originals: Annotated[str, label("正本数", "Originals", max_length=50)] = ""
    copies: Annotated[str, label("副本数", "Copies", max_length=50)] = ""


class GoodsLimit(Rare, frozen=True, kw_only=True):
    """A product licence that a line draws on (DecGoodsLimit)."""

    item: Annotated[int, label("商品项号", "Item", ge=1, le=999_999_999)]
    kind: Annotated[str, label("许可证类别", "Licence class", max_length=5)] = ""
    number: Annotated[str, label("许可证编号", "Licence number", max_length=40)] = ""
    detail: Annotated[str, label("核销明细序号", "Line of the licence", max_length=4)] = ""
    quantity: Annotated[Decimal | None, label("核销数量", "Quantity written off")] = None
    unit: Annotated[str, label("核销数量单位", "Unit", codes="unit", max_length=3)] = ""


class Vehicle(Rare, frozen=True, kw_only=True):
    """A vehicle under a product licence (DecGoodsLimitVin)."""

    licence: Annotated[str, label("许可证编号", "Licence number", min_length=1, max_length=40)]
    licence_kind: Annotated[str, label("许可证类别", "Licence class", max_length=5)] = ""
    number: Annotated[str, label("VIN 序号", "Number in the list", max_length=100)] = ""
    vin: Annotated[str, label("车辆识别代码（VIN）", "Vehicle identification number (VIN)", max_length=20)] = ""
    bill_date: Annotated[dt.date | None, label("提运单日期", "Date of the bill")] = None
    warranty: Annotated[str, label("质量保质期", "Warranty period", max_length=100)] = ""
    motor: Annotated[str, label("发动机号", "Engine number", max_length=100)] = ""
    chassis: Annotated[str, label("车架号", "Chassis number", max_length=10)] = ""
    quantity: Annotated[Decimal | None, label("发票数量", "Quantity on the invoice")] = None
    name: Annotated[str, label("品名（中文）", "Chinese name", max_length=500)] = ""
    english_name: Annotated[str, label("品名（英文）", "English name", max_length=500)] = ""
    model: Annotated[str, label("型号（英文）", "Model in English", max_length=500)] = ""
    price: Annotated[str, label("单价", "Unit price", max_length=20)] = ""
    invoice: Annotated[str, label("发票号", "Invoice number", max_length=30)] = ""


class Qualification(Rare, frozen=True, kw_only=True):
    """A qualification of the enterprise (DecCopLimit)."""

    kind: Annotated[str, label("企业资质类别", "Class of qualification", min_length=1, max_length=5)]
    number: Annotated[str, label("企业资质编号", "Number of qualification", max_length=40)] = ""


class Promise(Rare, frozen=True, kw_only=True):
    """A statement of the enterprise (DecCopPromise)."""

    code: Annotated[str, label("声明材料代码", "Statement or proof", codes="cop-promise", min_length=1, max_length=10)]


class User(Rare, frozen=True, kw_only=True):
    """Whom to ask at the unit that uses the goods (DecUser)."""

    person: Annotated[str, label("使用单位联系人", "User's contact person", personal=True, max_length=20)] = ""
    telephone: Annotated[str, label("使用单位联系电话", "User's telephone", personal=True, max_length=20)] = ""


class MarkPicture(Rare, frozen=True, kw_only=True):
    """A picture of the marks (DecMarkLob), base64, at most 1 MB."""

    name: Annotated[str, label("附件名称", "Name of the file", min_length=1, max_length=80)]
    kind: Annotated[str, label("附件类型", "Kind of the file", max_length=20)] = ""
    content: Annotated[str, label("附件内容（base64）", "Content (base64)", max_length=1_400_000)] = ""
