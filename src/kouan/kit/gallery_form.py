"""An invented document to draw a form of: every widget once, a group, lines with many fields, findings at their places."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from kouan.kernel.codes import read_codes
from kouan.kernel.findings import Finding, Repair
from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words, label

DAY = dt.date(2026, 11, 23)
_HEAD = "code,zh,en,valid_from,valid_to,standing\n"
CODES = {
    "demo-terms": read_codes(
        "demo-terms", _HEAD + "1,到岸价,CIF,,,house\n3,离岸价,FOB,,,house\n9,旧条款,Old,,2020-01-01,house\n"
    ),
    "demo-place": read_codes(
        "demo-place", _HEAD + "".join(f"P{n:02d},样例地{n},Place {n},,,house\n" for n in range(60))
    ),
}


class Party(Shape):
    """Who files."""

    name: Annotated[str, label("名称", "Name", max_length=100)]
    code: Annotated[str, label("统一社会信用代码", "Unified social credit code", max_length=18)] = ""


class Line(Shape):
    """One line, with more fields than a table has columns."""

    item: Annotated[int, label("项号", "Item", ge=1)]
    code: Annotated[str, label("编号", "Code", max_length=10)]
    name: Annotated[str, label("品名", "Name", max_length=80)]
    quantity: Annotated[Decimal | None, label("数量", "Quantity")] = None
    price: Annotated[Decimal | None, label("单价", "Price")] = None
    total: Annotated[Decimal | None, label("总价", "Total")] = None
    weight: Annotated[Decimal | None, label("净重 kg", "Net weight kg")] = None
    place: Annotated[str, label("产地", "Origin", codes="demo-place")] = ""
    terms: Annotated[str, label("成交", "Terms", codes="demo-terms")] = ""
    note: Annotated[str, label("备注", "Note", max_length=40)] = ""
    fragile: Annotated[bool, label("易碎", "Fragile")] = False


class Sample(Shape):
    """All eight widgets."""

    reference: Annotated[str, label("自编号", "Own reference", min_length=1, max_length=35)]
    place: Annotated[
        str, label("地点", "Place", codes="demo-place", hint=Words("输入代码或名称", "Type a code or a name"))
    ]
    terms: Annotated[str, label("成交方式", "Terms", codes="demo-terms")]
    packages: Annotated[int, label("件数", "Packages", ge=1, le=99_999)]
    gross: Annotated[Decimal, label("毛重 kg", "Gross weight kg")]
    net: Annotated[Decimal, label("净重 kg", "Net weight kg")]
    sealed: Annotated[bool, label("已施封", "Sealed")]
    arrived_on: Annotated[dt.date, label("到达日期", "Date of arrival")]
    unloaded_at: Annotated[dt.datetime, label("卸毕时间", "Unloaded at", tz=True)]
    party: Annotated[Party, label("申报单位", "Declarant")]
    lines: Annotated[tuple[Line, ...], label("商品", "Goods", min_length=1, max_length=50)]
    remark: Annotated[str, label("说明", "Remark", max_length=1000)] = ""


RAW = {
    "reference": "SAMPLE-0001",
    "place": "P07",
    "terms": "9",
    "packages": 412,
    "gross": "12480",
    "net": "12840",
    "sealed": True,
    "arrived_on": "2026-11-22",
    "unloaded_at": "2026-11-22T11:06:00+00:00",
    "party": {"name": "样例·榕树报关行（虚构）"},
    "lines": [
        {"item": 1, "code": "8516710000", "name": "咖啡机", "quantity": "240", "price": "62.50", "total": "15000.00"},
        {"item": 2, "code": "7323930000", "name": "餐具", "quantity": "1200", "price": "8.45", "total": "10410.00"},
        {"item": "三", "code": "9403600000", "name": "木柜", "note": "虚构"},
    ],
}
FINDINGS = (
    Finding(
        code="DEMO-001",
        severity="error",
        path="net",
        message=Words("净重 12,840 大于毛重 12,480。", "Net weight 12,840 is above gross weight 12,480."),
        basis="示例依据，待核",
        repair=Repair("net", "12840", "11840"),
    ),
    Finding(
        code="DEMO-002",
        severity="error",
        path="lines[1].total",
        message=Words("总价应等于单价 × 数量：10,140.00", "Total should be price × quantity: 10,140.00"),
        repair=Repair("lines[1].total", "10410.00", "10140.00"),
    ),
    Finding(
        code="DEMO-003",
        severity="warning",
        path="lines[2].note",
        message=Words("请再看一眼。", "Look at this once more."),
    ),
    Finding(
        code="value-unfit",
        severity="error",
        path="lines[2].item",
        message=Words("填的是“三”，应为整数", "Got 三, expected a whole number"),
    ),
    Finding(code="DEMO-004", severity="info", path="", message=Words("整份单据的提示。", "A note on the whole.")),
)
