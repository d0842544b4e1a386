"""The export declaration (出口货物报关单): what leaves the country, filed once for customs and all who work with it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from msgspec.structs import replace

from kouan.areas.window.machines import DECLARATION
from kouan.kernel.documents import DocumentType, Example, Fault, check
from kouan.kernel.words import Words, label

from ._called import calling
from ._check_lines import EXPORT_CHECKS
from ._checks import CHECKS
from ._examples import BOX, BROKER, ENTRY, FACTORY, TRADER, shared_examples
from ._examples_rare import rare_examples, reference_examples
from ._examples_segments import second_transit, segment_examples
from ._examples_two_step import two_step_examples
from ._facts import facts, title
from ._law import CUSTOMS_LAW, FILLING_IN, fault
from ._parts import Declaration, Line
from ._rare import Rare


class ImportSide(Rare, frozen=True, kw_only=True):
    """What an import is asked for and an export usually leaves empty; kept so that a message comes through whole."""

    dispatch_port: Annotated[str, label("启运港", "Port of dispatch", max_length=8)] = ""
    dispatch_date: Annotated[dt.date | None, label("启运日期", "Date of dispatch")] = None
    discharge_date: Annotated[dt.date | None, label("卸毕日期", "Date discharge was completed")] = None
    goods_place: Annotated[str, label("货物存放地点", "Place where the goods lie", max_length=100)] = ""
    destination_office: Annotated[str, label("目的地海关", "Customs office of destination", max_length=4)] = ""


class ExportDeclaration(Declaration, frozen=True, kw_only=True):
    """出口货物报关单. Weights in kg; money in the currency beside it. Origin is 原产国, never swapped with destination."""

    FLOW: ClassVar[Literal["import", "export"]] = "export"

    loading_date: Annotated[dt.date | None, label("计划装货日期", "Planned day of loading")] = None
    import_side: Annotated[ImportSide, label("进口栏目", "Fields of an import")] = ImportSide()


@check(
    "WIN-X-052",
    Words("出口货物在装货24小时以前申报", "Exports are declared 24 hours before loading"),
    basis=CUSTOMS_LAW,
    standing="to-verify",
    fields=("loading_date",),
    severity="warning",
)
def filed_before_loading(d: ExportDeclaration, on: dt.date) -> Iterator[Fault]:
    """The planned day of loading is a day, so 24 hours are taken as the day before."""
    if d.loading_date and d.loading_date <= on:
        zh, en = (
            f"计划 {d.loading_date} 装货，应在24小时以前申报",
            f"Loading is on {d.loading_date}: file 24 hours before",
        )
        yield fault("loading_date", zh, en)


_KETTLES = Line(
    item=1,
    commodity_code="8516790000",
    name="电热水壶（虚构示例）",
    specification="家用|不锈钢|示例牌",
    quantity=Decimal("2400"),
    unit="007",
    unit_price=Decimal("8.75"),
    total=Decimal("21000"),
    currency="USD",
    first_quantity=Decimal("2400"),
    first_unit="007",
    second_quantity=Decimal("3120"),
    second_unit="035",
    origin_country="CHN",
    destination_country="NLD",
    district="44049",
    duty_mode="1",
)

GOOD = ExportDeclaration(
    reference="SAMPLE-E-0001",
    customs_office="5720",
    border_office="5720",
    contract_number="FICT-2026-002",
    trader=TRADER,
    owner=FACTORY,
    agent=BROKER,
    entry=ENTRY,
    overseas_party="EXAMPLE HOUSEWARES B.V. (FICTITIOUS)",
    transport_mode="2",
    means_of_transport="EXAMPLE STAR",
    voyage="012W",
    bill_number="FICTBL0000002",
    trade_mode="0110",
    levy_nature="101",
    trading_country="NLD",
    partner_country="NLD",
    partner_port="NLD000",
    border_port="CNNSA",
    deal_terms="3",
    packing="22",
    packages=600,
    gross_weight=Decimal("4980"),
    net_weight=Decimal("4320"),
    goods=(
        _KETTLES,
        replace(
            _KETTLES,
            item=2,
            name="电饭锅（虚构示例）",
            commodity_code="8516603000",
            quantity=Decimal("600"),
            unit_price=Decimal("14.2"),
            total=Decimal("8520"),
            first_quantity=Decimal("600"),
            second_quantity=Decimal("1200"),
        ),
    ),
    containers=(BOX,),
)

_CHECKS = (*CHECKS, *EXPORT_CHECKS, filed_before_loading)
TYPE = DocumentType(
    code="export_declaration",
    prefix="EX",
    words=Words("出口货物报关单", "Export declaration"),
    basis=FILLING_IN,
    shape=ExportDeclaration,
    machine=DECLARATION,
    checks=_CHECKS,
    called=calling(ExportDeclaration, _CHECKS),
    examples=[
        Example(Words("小家电出口荷兰，海运集装箱，FOB", "Small appliances to the Netherlands, by sea, FOB"), GOOD),
        *shared_examples(GOOD),
        *two_step_examples(GOOD),
        *rare_examples(GOOD),
        *reference_examples(GOOD),
        *segment_examples(GOOD),
        second_transit(GOOD),
        Example(
            Words("原产国与最终目的国填反", "Origin and destination swapped"),
            replace(GOOD, goods=(replace(_KETTLES, origin_country="NLD", destination_country="CHN"), GOOD.goods[1])),
            ("WIN-X-020",),
        ),
        Example(
            Words("当日装货才申报", "Filed on the day of loading"),
            replace(GOOD, loading_date=dt.date(2017, 11, 20)),
            ("WIN-X-052",),
        ),
        Example(Words("CIF却未填运保费", "CIF, yet without freight"), replace(GOOD, deal_terms="1"), ("WIN-X-010",)),
    ],
    facts=facts,
    title=title,
)
