"""The supplementary declaration (补充申报单): price, classification and origin of one item. Segment DecSupplement.

Names and lengths are the data set's (secondary). Money has 4 decimals a unit and 2 in total, in the currency of its price.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, ClassVar

from kouan.kernel.words import Words, label

from ._rare import Asked, Rare

YES_NO = "yes-no"


class Counterparty(Rare, frozen=True, kw_only=True):
    """Buyer, seller or manufacturer."""

    name: Annotated[str, label("名称", "Name", max_length=225)] = ""
    contact: Annotated[str, label("联系人", "Contact", personal=True, max_length=75)] = ""
    address: Annotated[str, label("地址", "Address", max_length=400)] = ""
    telephone: Annotated[str, label("电话", "Telephone", personal=True, max_length=30)] = ""


class Charge(Rare, frozen=True, kw_only=True):
    """One element of the price: a unit, in total, and what is to be said of it."""

    FOLDED: ClassVar[bool] = False

    unit: Annotated[Decimal | None, label("单位金额", "A unit")] = None
    total: Annotated[Decimal | None, label("总金额", "Total")] = None
    note: Annotated[str, label("备注", "Note", max_length=400)] = ""


class Price(Rare, frozen=True, kw_only=True):
    """Price: what is asked of an import (I_), of an export (E_), and the elements of the price."""

    currency: Annotated[str, label("价格币制", "Price: currency", codes="currency", max_length=3)] = ""
    relation: Annotated[
        str,
        label(
            "买卖双方关系",
            "Relation of buyer and seller",
            max_length=30,
            hint=Words("按位填写，各位含义待核", "One flag a position; their meaning is to be verified"),
        ),
    ] = ""
    influenced: Annotated[
        str, label("关系影响价格", "The relation influenced the price", codes=YES_NO, max_length=1)
    ] = ""
    close: Annotated[str, label("接近测试价格", "Price is close to a test value", max_length=30)] = ""
    limited: Annotated[str, label("处置或使用受限制", "Restrictions on use or sale", codes=YES_NO, max_length=1)] = ""
    conditions: Annotated[
        str, label("受无法估价条件影响", "Conditions that can not be valued", codes=YES_NO, max_length=1)
    ] = ""
    note: Annotated[str, label("价格说明一", "Note 1 on the price", max_length=400)] = ""
    royalty: Annotated[str, label("须付特许权使用费", "Royalty is due", codes=YES_NO, max_length=1)] = ""
    proceeds: Annotated[str, label("卖方得转售收益", "Proceeds go to the seller", codes=YES_NO, max_length=1)] = ""
    note_2: Annotated[str, label("价格说明二", "Note 2 on the price", max_length=600)] = ""
    duty_deducted: Annotated[
        str, label("出口关税已扣除", "Export duty already taken out", codes=YES_NO, max_length=1)
    ] = ""
    invoice: Annotated[Charge, label("发票价格", "Invoice price")] = Charge()
    indirect: Annotated[Charge, label("间接支付或收取的货款", "Indirect payment or receipt")] = Charge()
    commission: Annotated[
        Charge, label("佣金和经纪费（购货佣金除外）", "Commission and brokerage, not buying commission")
    ] = Charge()
    containers: Annotated[Charge, label("视为一体的容器费用", "Containers as one with the goods")] = Charge()
    packing: Annotated[Charge, label("包装材料和劳务", "Packing material and labour")] = Charge()
    materials: Annotated[Charge, label("材料、部件、零件", "Materials, parts, components")] = Charge()
    tools: Annotated[Charge, label("工具、模具", "Tools, dies, moulds")] = Charge()
    consumed: Annotated[Charge, label("生产中消耗的材料", "Materials consumed")] = Charge()
    design: Annotated[Charge, label("境外设计、研发、制图", "Design, research, drawings abroad")] = Charge()
    royalties: Annotated[Charge, label("特许权使用费", "Royalties and licence fees")] = Charge()
    resale: Annotated[Charge, label("卖方所得转售收益", "Proceeds that accrue to the seller")] = Charge()
    freight: Annotated[Charge, label("运输费用", "Freight")] = Charge()
    transport: Annotated[Charge, label("运输相关费用", "Charges of transport")] = Charge()
    insurance: Annotated[Charge, label("保险费", "Insurance")] = Charge()


class Classification(Rare, frozen=True, kw_only=True):
    """Classification: other names, a decision made before, samples, what is told of the goods."""

    other_names: Annotated[str, label("商品其他名称", "Other names of the goods", max_length=400)] = ""
    foreign_code: Annotated[str, label("对方国家地区商品编码", "Code in the other country", max_length=15)] = ""
    decided: Annotated[
        str, label("有预归类决定书", "A pre-classification decision exists", codes=YES_NO, max_length=1)
    ] = ""
    decision_number: Annotated[str, label("预归类决定书编号", "Decision: number", max_length=45)] = ""
    decision_code: Annotated[str, label("决定书商品编码", "Decision: code", max_length=15)] = ""
    decision_office: Annotated[
        str,
        label(
            "作出决定的直属海关",
            "Office that decided",
            max_length=4,
            hint=Words("4 位关区代码，未核验", "4 digits, unverified"),
        ),
    ] = ""
    sampled: Annotated[str, label("曾被取样化验", "Sampled before", codes=YES_NO, max_length=1)] = ""
    options: Annotated[
        str,
        label(
            "商品信息选项",
            "Information given",
            max_length=32,
            hint=Words(
                "13 位，依次：成分、原料、工艺、结构、参数、规格、原理、车型排量、功能、用途、加工程度、性能、其他",
                "13 flags: ingredients, materials, process, structure, parameters, specification, principle, "
                "vehicle, function, use, working, performance, other",
            ),
        ),
    ] = ""


class OriginStated(Rare, frozen=True, kw_only=True):
    """Origin: how the goods came, where the mark stands, which proof there is."""

    country: Annotated[str, label("原产国（地区）", "Country of origin", codes="country", max_length=3)] = ""
    transport_mode: Annotated[str, label("运输方式", "Mode of transport", codes="transport-mode", max_length=1)] = ""
    direct: Annotated[str, label("直接运输", "Direct transport", codes=YES_NO, max_length=1)] = ""
    countries: Annotated[str, label("中转国（地区）", "Countries of transit", max_length=20)] = ""
    arrival_office: Annotated[str, label("到货口岸", "Office of arrival", max_length=4)] = ""
    filing_office: Annotated[str, label("申报口岸", "Office of declaration", max_length=4)] = ""
    bill_number: Annotated[str, label("提单编号", "Bill number", max_length=48)] = ""
    mark: Annotated[str, label("原产标记的位置", "Where the mark stands", codes="origin-mark", max_length=5)] = ""
    issuer: Annotated[str, label("证书签发机构及国别", "Issuing body and country", max_length=30)] = ""
    certificate: Annotated[str, label("原产地证书编号", "Certificate number", max_length=45)] = ""
    criterion: Annotated[str, label("原产地标准", "Criterion", codes="origin-criterion", max_length=1)] = ""


class Filer(Rare, frozen=True, kw_only=True):
    """Who files the supplement."""

    kind: Annotated[str, label("申报单位类型", "Kind of declarant", codes="agent-kind", max_length=1)] = ""
    address: Annotated[str, label("申报单位地址", "Declarant: address", max_length=255)] = ""
    postcode: Annotated[str, label("申报单位邮编", "Declarant: postcode", max_length=10)] = ""
    telephone: Annotated[str, label("申报单位电话", "Declarant: telephone", personal=True, max_length=30)] = ""


class Supplement(Asked, frozen=True, kw_only=True):
    """补充申报单: one item, and of it the price, the classification or the origin."""

    item: Annotated[int, label("商品序号", "Item", ge=1, le=99)] | None = None
    kind: Annotated[
        str,
        label(
            "补充申报单类型",
            "Kind",
            max_length=1,
            hint=Words(
                "价格、归类或原产地；代码表未公开，未核验", "Price, classification or origin; the list is not public"
            ),
        ),
    ] = ""
    brand: Annotated[str, label("品牌（中文）", "Brand, Chinese", max_length=75)] = ""
    brand_foreign: Annotated[str, label("品牌（英文）", "Brand, English", max_length=150)] = ""
    contract_number: Annotated[str, label("合同协议号", "Contract number", max_length=75)] = ""
    contract_date: Annotated[dt.date | None, label("签约日期", "Contract date")] = None
    invoice_number: Annotated[str, label("发票编号", "Invoice number", max_length=75)] = ""
    invoice_date: Annotated[dt.date | None, label("发票日期", "Invoice date")] = None
    confidential: Annotated[str, label("需要保密", "Keep confidential", codes=YES_NO, max_length=1)] = ""
    price: Annotated[Price, label("价格补充申报", "Price")] = Price()
    classification: Annotated[Classification, label("归类补充申报", "Classification")] = Classification()
    origin: Annotated[OriginStated, label("原产地补充申报", "Origin")] = OriginStated()
    buyer: Annotated[Counterparty, label("买方", "Buyer")] = Counterparty()
    seller: Annotated[Counterparty, label("卖方", "Seller")] = Counterparty()
    maker: Annotated[Counterparty, label("生产厂商", "Manufacturer")] = Counterparty()
    filer: Annotated[Filer, label("补充申报的申报单位", "Declarant of the supplement")] = Filer()
    note: Annotated[str, label("其他需要说明的情况", "Other remarks", max_length=1500)] = ""
