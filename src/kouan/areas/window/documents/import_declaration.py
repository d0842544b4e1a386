"""The import declaration (进口货物报关单): what comes into the country, filed once for all who work with it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from msgspec.structs import replace

from kouan.areas.window.machines import DECLARATION
from kouan.kernel.documents import DocumentType, Example, Fault, check
from kouan.kernel.words import Words, label

from ._called import calling
from ._checks import CHECKS, IMPORT_CHECKS
from ._examples import BOX, BROKER, ENTRY, FACTORY, TRADER, shared_examples
from ._examples_rare import rare_examples, reference_examples
from ._examples_segments import segment_examples
from ._examples_two_step import two_step_examples
from ._facts import facts, title
from ._law import CUSTOMS_LAW, FILLING_IN, fault
from ._parts import Cost, Declaration, Line


class ImportDeclaration(Declaration, frozen=True, kw_only=True):
    """进口货物报关单. Weights in kg; money in the currency beside it."""

    FLOW: ClassVar[Literal["import", "export"]] = "import"

    advance: Annotated[
        bool,
        label(
            "提前申报",
            "Filed before arrival",
            hint=Words("舱单主要数据已接受、货物未运抵", "The manifest is accepted, the goods are not here yet"),
        ),
    ] = False
    overseas_party: Annotated[str, label("境外发货人名称", "Overseas consignor: name", max_length=100)] = ""
    dispatch_port: Annotated[str, label("启运港", "Port of dispatch", max_length=8)] = ""
    dispatch_date: Annotated[dt.date | None, label("启运日期", "Date of dispatch")] = None
    discharge_date: Annotated[dt.date | None, label("卸毕日期", "Date discharge was completed")] = None
    goods_place: Annotated[str, label("货物存放地点", "Place where the goods lie", max_length=100)] = ""
    destination_office: Annotated[str, label("目的地海关", "Customs office of destination", max_length=4)] = ""


@check(
    "WIN-X-050",
    Words("启运不晚于进境，卸毕不早于进境", "Dispatch is not after entry, discharge not before it"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("dispatch_date", "border_date", "discharge_date"),
    severity="warning",
    needs=("border_date",),
)
def dates_follow(d: ImportDeclaration, on: dt.date) -> Iterator[Fault]:
    """Days as written on the declaration."""
    if d.border_date and d.dispatch_date and d.dispatch_date > d.border_date:
        zh = f"启运日期 {d.dispatch_date} 晚于进境日期 {d.border_date}"
        yield fault("dispatch_date", zh, f"Dispatch {d.dispatch_date} is after entry {d.border_date}")
    if d.border_date and d.discharge_date and d.discharge_date < d.border_date:
        zh = f"卸毕日期 {d.discharge_date} 早于进境日期 {d.border_date}"
        yield fault("discharge_date", zh, f"Discharge {d.discharge_date} is before entry {d.border_date}")


@check(
    "WIN-X-051",
    Words(
        "进口货物自运输工具申报进境之日起14日内申报，逾期征收滞报金",
        "Imports are declared within 14 days of entry; then a fee runs",
    ),
    basis=CUSTOMS_LAW,
    standing="to-verify",
    fields=("border_date",),
    severity="warning",
)
def filed_in_time(d: ImportDeclaration, on: dt.date) -> Iterator[Fault]:
    """The fee runs from day 15. A declaration ahead of arrival is in time."""
    late = (on - d.border_date).days - 14 if d.border_date else 0
    if late > 0:
        zh, en = f"已逾期 {late} 日，将征收滞报金", f"{late} days late: a late-declaration fee runs"
        yield fault("border_date", zh, en)


_PRAWNS = Line(
    item=1,
    commodity_code="0306179090",
    name="冻南美白虾（虚构示例）",
    specification="冷冻|养殖|去头带壳",
    quantity=Decimal("12000"),
    unit="035",
    unit_price=Decimal("6.5"),
    total=Decimal("78000"),
    currency="USD",
    first_quantity=Decimal("12000"),
    first_unit="035",
    origin_country="VNM",
    destination_country="CHN",
    district="44049",
    duty_mode="1",
)

GOOD = ImportDeclaration(
    reference="SAMPLE-I-0001",
    customs_office="5720",
    border_office="5720",
    contract_number="FICT-2026-001",
    trader=TRADER,
    owner=FACTORY,
    agent=BROKER,
    entry=ENTRY,
    overseas_party="EXAMPLE SEAFOOD CO. (FICTITIOUS)",
    transport_mode="2",
    means_of_transport="EXAMPLE STAR",
    voyage="012W",
    bill_number="FICTBL0000001",
    trade_mode="0110",
    levy_nature="101",
    trading_country="VNM",
    partner_country="VNM",
    partner_port="VNM000",
    border_port="CNNSA",
    deal_terms="3",
    freight=Cost(mark="3", amount=Decimal("1800"), currency="USD"),
    insurance=Cost(mark="1", amount=Decimal("0.3")),
    packing="22",
    packages=1800,
    gross_weight=Decimal("20500"),
    net_weight=Decimal("18000"),
    goods=(
        _PRAWNS,
        replace(
            _PRAWNS,
            item=2,
            name="冻鱿鱼（虚构示例）",
            commodity_code="0307439000",
            quantity=Decimal("6000"),
            unit_price=Decimal("4.25"),
            total=Decimal("25500"),
            first_quantity=Decimal("6000"),
        ),
    ),
    containers=(BOX,),
    dispatch_port="VNM000",
    goods_place="示例冷库（虚构）",
)

_CHECKS = (*CHECKS, *IMPORT_CHECKS, dates_follow, filed_in_time)
TYPE = DocumentType(
    code="import_declaration",
    prefix="IM",
    words=Words("进口货物报关单", "Import declaration"),
    basis=FILLING_IN,
    shape=ImportDeclaration,
    machine=DECLARATION,
    checks=_CHECKS,
    called=calling(ImportDeclaration, _CHECKS),
    examples=[
        Example(Words("越南冷冻水产品，海运集装箱，FOB", "Frozen seafood from Viet Nam, by sea, FOB"), GOOD),
        *shared_examples(GOOD),
        *two_step_examples(GOOD),
        *rare_examples(GOOD),
        *reference_examples(GOOD),
        *segment_examples(GOOD),
        Example(
            Words("最终目的国为日本", "It ends in Japan"),
            replace(GOOD, goods=(replace(_PRAWNS, destination_country="JPN"), GOOD.goods[1])),
            ("WIN-X-029",),
        ),
        Example(
            Words("启运晚于进境，且逾期申报", "Dispatched after entry, and filed late"),
            replace(GOOD, border_date=dt.date(2017, 11, 20), dispatch_date=dt.date(2017, 11, 28)),
            ("WIN-X-050", "WIN-X-051"),
        ),
        Example(Words("CIF却填了运保费", "CIF, yet with freight"), replace(GOOD, deal_terms="1"), ("WIN-X-010",)),
    ],
    facts=facts,
    title=title,
)
