"""Cargo declaration and dangerous goods manifest (FAL forms 2 and 7): one row an item, with its bill and its container."""

from decimal import Decimal
from typing import Annotated

from kouan.kernel.words import Words, label

from ._listed import Listed

Kilograms = Decimal
CubicMetres = Decimal


class CargoItem(Listed, frozen=True, kw_only=True):
    """One item of one consignment 货物申报单."""

    bill: Annotated[str, label("提单号", "Transport document", min_length=1, max_length=70)]
    loaded_at: Annotated[str, label("装货港", "Port of loading", max_length=8)]
    discharged_at: Annotated[str, label("卸货港", "Port of discharge", max_length=8)]
    description: Annotated[str, label("货名", "Description", min_length=1, max_length=512)]
    hs: Annotated[str, label("商品编码前六位", "HS code, six digits", max_length=6)] = ""
    marks: Annotated[str, label("标记唛码", "Marks and numbers", max_length=512)] = ""
    packages: Annotated[int, label("件数", "Packages", ge=0, le=99_999_999)]
    package_kind: Annotated[
        str,
        label(
            "包装种类", "Kind of packages", hint=Words("联合国21号建议书两位代码", "UN Recommendation 21"), max_length=3
        ),
    ] = ""
    gross_weight: Annotated[Kilograms, label("毛重（千克）", "Gross weight (kg)")]
    volume: Annotated[CubicMetres, label("体积（立方米）", "Volume (m3)")] | None = None
    container: Annotated[str, label("集装箱号", "Container", max_length=11)] = ""
    seal: Annotated[str, label("封志号", "Seal", max_length=15)] = ""
    shipper: Annotated[str, label("发货人", "Consignor", max_length=70)] = ""
    consignee: Annotated[str, label("收货人", "Consignee", max_length=70)] = ""


class DangerousItem(Listed, frozen=True, kw_only=True):
    """One item of the dangerous goods manifest 危险货物舱单. Goods in transit count too."""

    un: Annotated[str, label("联合国编号", "UN number", max_length=6)]
    name: Annotated[str, label("正式运输名称", "Proper shipping name", min_length=1, max_length=256)]
    technical_name: Annotated[str, label("技术名称", "Technical name", max_length=256)] = ""
    hazard: Annotated[str, label("类别", "Class", hint=Words("如 3、5.1、1.4S", "e.g. 3, 5.1, 1.4S"), max_length=4)]
    subsidiary: Annotated[str, label("次要危险", "Subsidiary risks", max_length=20)] = ""
    packing_group: Annotated[str, label("包装类", "Packing group", codes="packing_groups", max_length=3)] = ""
    flash_point: Annotated[Decimal, label("闪点（℃）", "Flash point (C)")] | None = None
    marine_pollutant: Annotated[bool, label("海洋污染物", "Marine pollutant")] = False
    regime: Annotated[str, label("适用规则", "Regime", codes="dangerous_regimes", max_length=8)] = "IMDG"
    ems: Annotated[str, label("应急措施编号", "EmS", max_length=10)] = ""
    packages: Annotated[int, label("件数", "Packages", ge=0, le=99_999_999)]
    package_kind: Annotated[str, label("包装种类", "Kind of packages", max_length=3)] = ""
    gross_weight: Annotated[Kilograms, label("毛重（千克）", "Gross weight (kg)")]
    net_weight: Annotated[Kilograms, label("净重（千克）", "Net weight (kg)")] | None = None
    explosive_weight: Annotated[Kilograms, label("净爆炸物质量（千克）", "Net explosive mass (kg)")] | None = None
    container: Annotated[str, label("集装箱号", "Container", max_length=11)] = ""
    position: Annotated[
        str,
        label(
            "积载位置", "Stowage position", hint=Words("七位 贝-列-层", "Bay, row, tier: seven digits"), max_length=7
        ),
    ] = ""
    bill: Annotated[str, label("提单号", "Transport document", max_length=70)] = ""
    contact: Annotated[str, label("24小时应急联系", "Emergency contact", personal=True, max_length=70)] = ""
