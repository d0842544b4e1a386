"""The parts of the trader's own papers, invoice and packing list: parties, lines, packages, containers. Weights in kg.

Required by the shape is only what a paper can not be kept without; what else a good one has is asked for by checks, so
that a sheet with gaps becomes a draft to complete.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words, label

MOST_LINES = 500
"""Lines of one paper."""
LOCODE = Words("联合国口岸代码，如 CNNSA", "UN/LOCODE, e.g. CNNSA")
KIND_HINT = Words("如 1-100；同箱另一项留空", "E.g. 1-100; empty for goods in a package of another line")


class Firm(Shape, frozen=True, kw_only=True):
    """Seller, buyer or consignee as the paper names them."""

    name: Annotated[str, label("名称", "Name", max_length=100)] = ""
    name_en: Annotated[str, label("英文名称", "Name in English", max_length=100)] = ""
    scc: Annotated[
        str,
        label(
            "统一社会信用代码",
            "Unified social credit code",
            max_length=18,
            hint=Words("境内企业填", "For firms in China"),
        ),
    ] = ""
    country: Annotated[str, label("国家（地区）", "Country", codes="country", max_length=3)] = ""
    address: Annotated[str, label("地址", "Address", max_length=200)] = ""
    contact: Annotated[str, label("联系人和电话", "Contact and phone", max_length=80, personal=True)] = ""


class Sold(Shape, frozen=True, kw_only=True):
    """One line of an invoice. Money in the invoice's currency."""

    item: Annotated[int, label("项号", "Item", ge=1, le=9999)]
    name: Annotated[str, label("品名", "Description of goods", min_length=1, max_length=255)]
    specification: Annotated[str, label("规格型号", "Specification and model", max_length=255)] = ""
    commodity_code: Annotated[
        str,
        label("商品编号（参考）", "HS code (hint)", max_length=10, hint=Words("6 至 10 位", "6 to 10 digits")),
    ] = ""
    quantity: Annotated[Decimal | None, label("数量", "Quantity")] = None
    unit: Annotated[str, label("单位", "Unit", codes="unit", max_length=3)] = ""
    unit_price: Annotated[Decimal | None, label("单价", "Unit price")] = None
    amount: Annotated[Decimal | None, label("金额", "Amount")] = None
    origin_country: Annotated[str, label("原产国（地区）", "Country of origin", codes="country", max_length=3)] = ""
    order_number: Annotated[str, label("订单号", "Order number", max_length=35)] = ""


class Charges(Shape, frozen=True, kw_only=True):
    """What the invoice adds to its lines or takes off, each stated by itself. A discount is written without a sign."""

    freight: Annotated[Decimal | None, label("运费", "Freight")] = None
    insurance: Annotated[Decimal | None, label("保险费", "Insurance")] = None
    other: Annotated[Decimal | None, label("其他费用", "Other charges")] = None
    discount: Annotated[Decimal | None, label("折扣", "Discount")] = None


class Packed(Shape, frozen=True, kw_only=True):
    """One line of a packing list: goods, the packages they are in, their weights."""

    item: Annotated[int, label("项号", "Item", ge=1, le=9999)]
    name: Annotated[str, label("品名", "Description of goods", min_length=1, max_length=255)]
    quantity: Annotated[Decimal | None, label("数量", "Quantity")] = None
    unit: Annotated[str, label("单位", "Unit", codes="unit", max_length=3)] = ""
    package_numbers: Annotated[str, label("箱号（唛头序号）", "Package numbers", max_length=80, hint=KIND_HINT)] = ""
    packages: Annotated[int | None, label("件数", "Packages")] = None
    packing: Annotated[str, label("包装种类", "Kind of packing", codes="packing", max_length=2)] = ""
    net_each: Annotated[Decimal | None, label("每件净重（千克）", "Net weight of a package (kg)")] = None
    gross_each: Annotated[Decimal | None, label("每件毛重（千克）", "Gross weight of a package (kg)")] = None
    net_weight: Annotated[Decimal | None, label("净重（千克）", "Net weight (kg)")] = None
    gross_weight: Annotated[Decimal | None, label("毛重（千克）", "Gross weight (kg)")] = None
    volume: Annotated[Decimal | None, label("体积（立方米）", "Volume (m³)")] = None
    container: Annotated[str, label("集装箱号", "Container", max_length=11)] = ""


class PackedBox(Shape, frozen=True, kw_only=True):
    """One container and what of the consignment is in it."""

    number: Annotated[str, label("集装箱号", "Container number", min_length=1, max_length=11)]
    kind: Annotated[str, label("集装箱规格", "Kind", codes="container-model", max_length=2)] = ""
    seals: Annotated[str, label("封志号", "Seals", max_length=100)] = ""
    packages: Annotated[int | None, label("件数", "Packages")] = None
    gross_weight: Annotated[Decimal | None, label("毛重（千克）", "Gross weight (kg)")] = None


class TradePaper(Shape, frozen=True, kw_only=True):
    """What invoice and packing list have in common: who, when, under which contract, on which voyage."""

    number: Annotated[str, label("单证号", "Number", min_length=1, max_length=35)]
    date: Annotated[dt.date | None, label("日期", "Date")] = None
    seller: Annotated[Firm, label("卖方", "Seller")] = Firm()
    buyer: Annotated[Firm, label("买方", "Buyer")] = Firm()
    contract_number: Annotated[str, label("合同号", "Contract number", max_length=32)] = ""
    bill_number: Annotated[
        str, label("提运单号", "Bill of lading or waybill", max_length=32, hint=Words("已知则填", "Where known"))
    ] = ""
    means_of_transport: Annotated[str, label("运输工具名称", "Means of transport", max_length=50)] = ""
    voyage: Annotated[str, label("航次号", "Voyage", max_length=32)] = ""
    loading_port: Annotated[str, label("装货港", "Port of loading", max_length=5, hint=LOCODE)] = ""
    discharge_port: Annotated[str, label("卸货港", "Port of discharge", max_length=5, hint=LOCODE)] = ""
    marks: Annotated[str, label("唛头", "Shipping marks", max_length=400)] = ""
    remarks: Annotated[str, label("备注", "Remarks", max_length=255)] = ""
    signatory: Annotated[str, label("签署人", "Signed by", max_length=70, personal=True)] = ""
