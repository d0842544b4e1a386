"""Customs transit (转关): the transit declaration that goes with a declaration. Nobody sees it who does not ask for it.

Names and lengths are the data set's segments TrnHead, TrnList, TrnContainer, TrnContaGoodsList (secondary).
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, ClassVar

from kouan.kernel.words import Words, label

from ._rare import Asked

SEALS = Words("多个以半角逗号分隔", "Several joined by commas")


class CustomsTransit(Asked, frozen=True, kw_only=True):
    """The head of a transit declaration (TrnHead). The domestic carrier takes the goods between two customs offices."""

    kind: Annotated[str, label("转关类型", "Kind of transit", codes="transit-kind", max_length=2)] = ""
    unified_number: Annotated[str, label("转关单统一编号", "Transit: unified number", max_length=18)] = ""
    number: Annotated[str, label("转关申报单号", "Transit declaration number", max_length=16)] = ""
    cargo_list: Annotated[str, label("载货清单号", "Cargo list number", max_length=16)] = ""
    transport_mode: Annotated[
        str, label("境内运输方式", "Domestic mode of transport", codes="transport-mode", max_length=1)
    ] = ""
    means_number: Annotated[str, label("境内运输工具编号", "Domestic means: number", max_length=13)] = ""
    means_name: Annotated[str, label("境内运输工具名称", "Domestic means: name", max_length=30)] = ""
    voyage: Annotated[str, label("境内运输工具航次", "Domestic voyage", max_length=32)] = ""
    carrier_name: Annotated[str, label("承运单位名称", "Carrier: name", max_length=70)] = ""
    carrier_code: Annotated[str, label("承运单位组织机构代码", "Carrier: organisation code", max_length=10)] = ""
    arrives: Annotated[dt.date | None, label("预计运抵指运地日期", "Expected at destination")] = None
    electronic_seal: Annotated[str, label("启用电子关锁", "Electronic seal used", codes="yes-no-yn", max_length=1)] = ""
    paperless: Annotated[
        str,
        label("转关单类型（1 为无纸）", "Paperless transit (1) or paper", codes="yes-no", max_length=1),
    ] = ""
    applicant: Annotated[str, label("转关申报单位统一代码", "Applicant: unified social credit code", max_length=18)] = (
        ""
    )
    note: Annotated[str, label("转关备注", "Remarks on the transit", max_length=200)] = ""


class TransitBill(Asked, frozen=True, kw_only=True):
    """What brought the goods over the border, or takes them over it (TrnList)."""

    BESIDE: ClassVar[str] = "transit"

    bill_number: Annotated[str, label("提单号", "Bill of lading", max_length=32)] = ""
    transport_mode: Annotated[
        str, label("进出境运输方式", "Border mode of transport", codes="transport-mode", max_length=1)
    ] = ""
    means_number: Annotated[str, label("进出境运输工具编号", "Border means: number", max_length=32)] = ""
    means_name: Annotated[str, label("进出境运输工具名称", "Border means: name", max_length=255)] = ""
    voyage: Annotated[str, label("进出境运输工具航次", "Border voyage", max_length=32)] = ""
    border_date: Annotated[dt.date | None, label("实际进出境日期", "Actual entry or exit")] = None


class TransitContainer(Asked, frozen=True, kw_only=True):
    """A container in transit with its seals (TrnContainer)."""

    BESIDE: ClassVar[str] = "transit"

    number: Annotated[str, label("集装箱号", "Container number", max_length=11)] = ""
    line: Annotated[int, label("集装箱序号", "Line", ge=1, le=999)] | None = None
    kind: Annotated[str, label("集装箱规格", "Kind", codes="container-model", max_length=4)] = ""
    seals: Annotated[str, label("电子关锁号", "Electronic seals", max_length=128, hint=SEALS)] = ""
    seal_count: Annotated[str, label("关锁个数", "Number of seals", max_length=4)] = ""
    means_name: Annotated[str, label("境内运输工具名称", "Domestic means of transport", max_length=32)] = ""
    weight: Annotated[Decimal | None, label("工具实际重量", "Weight carried")] = None


class TransitGoods(Asked, frozen=True, kw_only=True):
    """How much of an item is in which container in transit (TrnContaGoodsList)."""

    BESIDE: ClassVar[str] = "transit"

    item: Annotated[int, label("商品序号", "Item", ge=1, le=999_999_999)] | None = None
    container: Annotated[str, label("集装箱号", "Container", max_length=11)] = ""
    packages: Annotated[int, label("商品件数", "Packages", ge=0, le=999_999_999)] | None = None
    weight: Annotated[Decimal | None, label("商品重量", "Weight")] = None
