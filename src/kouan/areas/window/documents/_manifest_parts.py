"""The parts of a manifest: the voyage, bills, containers, dangerous goods. Names follow the WCO-shaped messages (MT....).

Weights in kg, volumes in cubic metres, instants with an offset.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, ClassVar

from kouan.areas.window.rules.manifests import Kind
from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words, label

AEO = Words(
    "境外 AEO 企业：国别代码加企业编码，如 SG 加 12 位", "Partner AEO: country code and company code, e.g. SG + 12"
)
LOCODE = Words("联合国口岸代码，如 CNNSA", "UN/LOCODE, e.g. CNNSA")
BY_COMMAS = Words("半角逗号分隔", "Joined by commas")
MOST_BILLS = 5000
"""Bills that one manifest may hold; a voyage of more is filed in parts."""
MOST_BOXES = 10_000


class Bill(Shape, frozen=True, kw_only=True):
    """One bill of lading or waybill: a master bill, or a house bill that names its master."""

    number: Annotated[str, label("提（运）单号", "Bill number", min_length=1, max_length=35)]
    packages: Annotated[int, label("件数", "Packages")]
    packing: Annotated[str, label("包装", "Packing", codes="packing", max_length=2)] = ""
    gross_weight: Annotated[Decimal, label("毛重（千克）", "Gross weight (kg)")]
    description: Annotated[str, label("货物描述", "Description", min_length=1, max_length=150)]
    consignor: Annotated[str, label("发货人", "Consignor", max_length=70)] = ""
    consignee: Annotated[str, label("收货人", "Consignee", max_length=70)] = ""
    master: Annotated[
        str, label("总提单号", "Master bill", max_length=35, hint=Words("分提单填", "Of a house bill"))
    ] = ""
    volume: Annotated[Decimal | None, label("体积（立方米）", "Volume (m³)")] = None
    notify: Annotated[str, label("通知人", "Notify party", max_length=70)] = ""
    consignor_code: Annotated[str, label("发货人代码", "Consignor's code", max_length=50, hint=AEO)] = ""
    consignee_code: Annotated[str, label("收货人代码", "Consignee's code", max_length=50, hint=AEO)] = ""
    notify_contact: Annotated[
        str, label("通知人联系方式", "Contact of the notify party", max_length=50, personal=True)
    ] = ""
    procedure: Annotated[str, label("海关货物通关代码", "Customs procedure", max_length=3)] = ""


class Box(Shape, frozen=True, kw_only=True):
    """One container: the bills in it, its seals, its size, what is in it."""

    number: Annotated[str, label("集装箱号", "Container number", min_length=1, max_length=17)]
    bills: Annotated[str, label("所载提（运）单号", "Bills in it", max_length=2000, hint=BY_COMMAS)] = ""
    kind: Annotated[str, label("尺寸和类型", "Size and type", codes="container-model", max_length=4)] = ""
    seals: Annotated[str, label("封志号", "Seals", max_length=100, hint=BY_COMMAS)] = ""
    load: Annotated[str, label("重箱或空箱", "Load", codes="container-load", max_length=1)] = "F"
    packages: Annotated[int | None, label("件数", "Packages")] = None
    gross_weight: Annotated[Decimal | None, label("货重（千克）", "Weight of the cargo (kg)")] = None
    tare: Annotated[Decimal | None, label("自重（千克）", "Tare (kg)")] = None


class Danger(Shape, frozen=True, kw_only=True):
    """Dangerous goods of a bill and whom to call."""

    bill: Annotated[str, label("提（运）单号", "Bill number", min_length=1, max_length=35)]
    un_number: Annotated[str, label("联合国危险货物编号", "UN number", max_length=4)]
    hazard_class: Annotated[str, label("危险类别", "Hazard class", max_length=6)] = ""
    contact: Annotated[str, label("危险品联系人", "Contact for dangerous goods", max_length=70, personal=True)] = ""
    phone: Annotated[str, label("联系电话", "Phone", max_length=50, personal=True)] = ""


class Voyage(Shape, frozen=True, kw_only=True):
    """What every paper of a voyage says of it."""

    KIND: ClassVar[Kind]
    FLOW: ClassVar[str]

    reference: Annotated[str, label("报文编号", "Reference", min_length=1, max_length=35)]
    customs_office: Annotated[str, label("传输地海关", "Customs office", min_length=1, max_length=4)]
    transport_mode: Annotated[str, label("运输方式", "Mode of transport", codes="transport-mode", max_length=1)] = "2"
    means_of_transport: Annotated[str, label("运输工具名称", "Means of transport", min_length=1, max_length=35)]
    means_number: Annotated[
        str,
        label(
            "运输工具代码",
            "Identity of the means",
            max_length=20,
            hint=Words("IMO 编号、航班号、车次或车牌", "IMO number, flight, train or plate"),
        ),
    ] = ""
    voyage: Annotated[str, label("航次号", "Voyage", min_length=1, max_length=17)]


class Manifest(Voyage, frozen=True, kw_only=True):
    """What a manifest of each kind has in common."""

    function: Annotated[str, label("报文功能", "Function", codes="manifest-function", max_length=1)] = "9"
    container_ship: Annotated[bool, label("集装箱船", "Container ship")] = False
    carrier: Annotated[str, label("承运人", "Carrier", max_length=70)] = ""
    carrier_code: Annotated[str, label("承运人代码", "Carrier's code", max_length=17)] = ""
    agent: Annotated[str, label("舱单传输人", "Filed by", max_length=70)] = ""
    loading_port: Annotated[str, label("装货港", "Port of loading", max_length=5, hint=LOCODE)] = ""
    discharge_port: Annotated[str, label("卸货港", "Port of discharge", max_length=5, hint=LOCODE)] = ""
    loading_at: Annotated[dt.datetime | None, label("开始装载时间", "Loading begins")] = None
    departure_at: Annotated[dt.datetime | None, label("驶离时间", "Departure")] = None
    arrival_at: Annotated[dt.datetime | None, label("预计抵达时间", "Expected arrival")] = None
    bills: Annotated[tuple[Bill, ...], label("提（运）单", "Bills", min_length=1, max_length=MOST_BILLS)]
    containers: Annotated[tuple[Box, ...], label("集装箱", "Containers", max_length=MOST_BOXES)] = ()
    dangerous: Annotated[tuple[Danger, ...], label("危险货物", "Dangerous goods", max_length=1000)] = ()


class Counted(Shape, frozen=True, kw_only=True):
    """What the port saw of one bill."""

    number: Annotated[str, label("提（运）单号", "Bill number", min_length=1, max_length=35)]
    packages: Annotated[int, label("件数", "Packages")]
    gross_weight: Annotated[Decimal | None, label("毛重（千克）", "Gross weight (kg)")] = None
    damaged: Annotated[int, label("残损件数", "Damaged packages")] = 0
    containers: Annotated[str, label("集装箱号", "Containers", max_length=2000, hint=BY_COMMAS)] = ""
    remarks: Annotated[str, label("备注", "Remarks", max_length=150)] = ""


class CargoReport(Voyage, frozen=True, kw_only=True):
    """What a report of the port has in common: where, when, and bill by bill."""

    flow: Annotated[str, label("进出口", "Import or export", codes="cargo-flow", max_length=6)] = "import"
    place: Annotated[str, label("监管场所", "Supervised place", max_length=70)] = ""
    port: Annotated[str, label("口岸", "Port", max_length=5, hint=LOCODE)] = ""
    began_at: Annotated[dt.datetime | None, label("开始时间", "Began")] = None
    done_at: Annotated[dt.datetime, label("完成时间", "Done")]
    bills: Annotated[tuple[Counted, ...], label("提（运）单", "Bills", min_length=1, max_length=MOST_BILLS)]


def listed(text: str) -> tuple[str, ...]:
    """The entries of a text joined by commas, blanks and empty ones left out."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
