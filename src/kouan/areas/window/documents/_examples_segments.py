"""Worked examples of the segments that few filings need: one that passes of each, and one edit that fails each rule."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from kouan.kernel.documents import Example
from kouan.kernel.words import Words

from . import _rare as rare
from ._late_parts import ControlElement, PaperPair, RiskResult
from ._parts import Declaration, Licence
from ._royalty import Royalty
from ._self_tax import SelfAssessment, TaxedCost
from ._supplement import Charge, Classification, Counterparty, Filer, OriginStated, Price, Supplement
from ._transit import CustomsTransit, TransitBill, TransitContainer, TransitGoods

Bad = Callable[..., Example]
NUMBERS = rare.Numbers(transit_relation="1")
VIN = "LFAKE00X2FAKE0001"


def with_transit(good: Declaration) -> Declaration:
    """The declaration in advance transit to an inland office, in its one container."""
    return replace(
        good,
        numbers=NUMBERS,
        transit=CustomsTransit(
            kind="1",
            transport_mode="4",
            means_number="FAKE-TRUCK-01",
            means_name="示例货车（虚构）",
            voyage="T001",
            carrier_name="示例运输公司（虚构）",
            carrier_code="MAFAKEDEX",
            arrives=dt.date(2025, 7, 2),
            electronic_seal="Y",
            paperless="1",
            applicant=good.agent.scc,
        ),
        transit_bills=(
            TransitBill(
                bill_number=good.bill_number,
                transport_mode="2",
                means_number="FAKEIMO01",
                means_name=good.means_of_transport,
                voyage=good.voyage,
            ),
        ),
        transit_containers=(
            TransitContainer(number="XXXU0000018", line=1, kind="12", seals="FAKESEAL1", seal_count="1"),
        ),
        transit_goods=tuple(
            TransitGoods(
                item=line.item, container="XXXU0000018", packages=(good.packages or 0) // 2, weight=Decimal(2000)
            )
            for line in good.goods
        ),
    )


def with_supplement(good: Declaration) -> Declaration:
    """The declaration with a supplement on its first item: price, classification and origin."""
    line = good.goods[0]
    firm = Counterparty(
        name="示例买方（虚构）",
        contact="示例联系人（虚构）",
        address="示例市示例路一号（虚构）",
        telephone="000-00000000",
    )
    price = Price(
        currency=line.currency,
        invoice=Charge(unit=line.unit_price, total=line.total),
        freight=Charge(total=Decimal("1800"), note="海运（虚构）"),
    )
    one = Supplement(
        item=1,
        kind="1",
        brand="示例牌（虚构）",
        contract_number=good.contract_number,
        contract_date=dt.date(2025, 5, 6),
        invoice_number="FICT-INV-1",
        invoice_date=dt.date(2025, 6, 2),
        price=price,
        classification=Classification(other_names="示例别名（虚构）", decided="0", options="1110000000000"),
        origin=OriginStated(country=line.origin_country, direct="1", mark="1", criterion="1"),
        buyer=firm,
        seller=replace(firm, name="EXAMPLE SELLER (FICTITIOUS)"),
        maker=replace(firm, name="EXAMPLE MAKER (FICTITIOUS)"),
        filer=Filer(kind="2", address="示例市示例路二号（虚构）", postcode="000000"),
        confidential="0",
    )
    return replace(good, supplements=(one,))


ROYALTY = Royalty(
    contract_number="FICT-ROY-1",
    licensor="EXAMPLE LICENSOR (FICTITIOUS)",
    licensee="示例贸易有限公司（虚构）",
    pay_type="1",
    amount=Decimal("20000.00"),
    currency="USD",
    paid_on=dt.date(2025, 6, 20),
    kinds="0100",
    papers="011100",
    signed_on=dt.date(2023, 12, 1),
    runs_from=dt.date(2024, 1, 1),
    runs_to=dt.date(2028, 12, 31),
    declared_before="1",
    accrual_months=6,
    period_from=dt.date(2025, 1, 1),
    period_to=dt.date(2025, 6, 30),
    confidential="1",
    ruled="0",
    statement="商标使用费，按半年计提（虚构） Trade mark fee by the half-year (fictitious)",
)


def with_royalty(good: Declaration) -> Declaration:
    """The declaration with a periodic trade-mark fee, stated among the price statements."""
    stated = replace(good.price_statements, royalty_paid="1")
    return replace(good, price_statements=stated, royalties=(ROYALTY,))


def with_self_tax(good: Declaration) -> Declaration:
    """The declaration with its self-assessed tax, the elements of a controlled good, and the pair of a document."""
    cost = good.freight
    return replace(
        good,
        self_tax=SelfAssessment(
            flow="I" if good.FLOW == "import" else "E",
            office=good.customs_office,
            trader_scc=good.trader.scc,
            trader_name=good.trader.name,
            trade_mode=good.trade_mode,
            levy_nature=good.levy_nature,
            deal_terms=good.deal_terms,
            freight=TaxedCost(mark=cost.mark, amount=cost.amount, currency=cost.currency),
            gross_weight=good.gross_weight,
            liability="本单位对所填内容承担法律责任（虚构样例）",
            certificate="FAKECERT01",
            sign="RkFLRQ==",
        ),
        licences=(Licence(kind="4", number="26-FICT-1"),),
        pairs=(PaperPair(kind="4", item="1", number="26-FICT-1", document_item="1"),),
        control_elements=(ControlElement(item=1, category="1A01", element="1", value="示例值（虚构）"),),
        risk=RiskResult(result="0", note="虚构"),
    )


def segment_examples(good: Declaration) -> list[Example]:
    """One that passes of each segment, and what fails each rule."""

    def bad(base: Declaration, zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return Example(Words(zh, en), replace(base, **changes), finds)

    return [
        Example(Words("转关提前，一箱一车", "Advance transit, one container on one lorry"), with_transit(good)),
        Example(Words("主动补充申报一项商品", "A supplement on one item"), with_supplement(good)),
        Example(Words("定期支付商标使用费", "A periodic trade-mark fee"), with_royalty(good)),
        Example(Words("自报自缴，并列单证对应", "Self-assessed tax, and pairs of documents"), with_self_tax(good)),
        *_transit(with_transit(good), bad),
        *_supplement(with_supplement(good), bad),
        *_royalty(with_royalty(good), bad),
        *_others(with_self_tax(good), bad),
    ]


def _transit(good: Declaration, bad: Bad) -> list[Example]:
    head, box, goods = good.transit, good.transit_containers[0], good.transit_goods
    if head is None:
        raise ValueError("the example has no transit")
    zero = rare.Numbers()
    found = [
        bad(good, "有转关单而关系为0", "A transit, yet no relation", "WIN-X-170", numbers=zero),
        bad(good, "转关明细没有表头", "Lists without a head", "WIN-X-171", numbers=zero, transit=None),
        bad(good, "未填承运单位", "No carrier", "WIN-X-172", transit=replace(head, carrier_name="")),
        bad(
            good,
            "转关箱号校验位错",
            "A wrong check digit in transit",
            "WIN-X-173",
            "WIN-X-174",
            "WIN-X-175",
            transit_containers=(replace(box, number="XXXU0000019"),),
        ),
        bad(
            good,
            "箱货的项号不存在",
            "No such item in transit",
            "WIN-X-175",
            transit_goods=(replace(goods[0], item=9), goods[1]),
        ),
        bad(
            good,
            "转关件数少一件",
            "A package short",
            "WIN-X-176",
            transit_goods=(replace(goods[0], packages=1), goods[1]),
        ),
        bad(good, "关锁个数不符", "Seals miscounted", "WIN-X-177", transit_containers=(replace(box, seal_count="2"),)),
        bad(
            good,
            "转关提单号不同",
            "Another bill in transit",
            "WIN-X-178",
            transit_bills=(replace(good.transit_bills[0], bill_number="FICTBL0000099"),),
        ),
        bad(
            good,
            "转关申报单位信用代码错",
            "A wrong applicant",
            "WIN-X-180",
            transit=replace(head, applicant="91440400MAFAKEDAX0"),
        ),
    ]
    if good.FLOW == "import":
        found.append(bad(good, "进口填出口二次转关", "An export's kind", "WIN-X-179", transit=replace(head, kind="AA")))
    return found


def second_transit(good: Declaration) -> Example:
    """An export in second transit passes: the rule WIN-X-179 speaks of imports."""
    held = with_transit(good)
    head = replace(held.transit, kind="AA") if held.transit else None
    return Example(Words("出口二次转关", "Second transit on export"), replace(held, transit=head))


def _supplement(good: Declaration, bad: Bad) -> list[Example]:
    one = good.supplements[0]

    def priced(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return bad(good, zh, en, *finds, supplements=(replace(one, price=replace(one.price, **changes)),))

    def classed(zh: str, en: str, find: str, **changes: Any) -> Example:
        made = replace(one, classification=replace(one.classification, **changes))
        return bad(good, zh, en, find, supplements=(made,))

    def from_(zh: str, en: str, find: str, **changes: Any) -> Example:
        return bad(good, zh, en, find, supplements=(replace(one, origin=replace(one.origin, **changes)),))

    other = {"influenced": "0"} if good.FLOW == "export" else {"duty_deducted": "1"}
    return [
        bad(good, "补充申报的项号不存在", "A supplement of no item", "WIN-X-120", supplements=(replace(one, item=9),)),
        bad(
            good, "补充申报什么也没说", "An empty supplement", "WIN-X-120", supplements=(Supplement(item=1, kind="1"),)
        ),
        bad(good, "同一项同一类型两份", "Two of one kind", "WIN-X-121", supplements=(one, one)),
        classed("有决定书未填编号", "An unnamed decision", "WIN-X-122", decided="1"),
        classed("商品信息选项三位", "Three flags", "WIN-X-123", options="111"),
        priced("价格没有币制", "A price without a currency", "WIN-X-124", currency=""),
        priced(
            "总金额不符", "A total that is wrong", "WIN-X-125", invoice=replace(one.price.invoice, total=Decimal(1))
        ),
        priced(
            "补充申报称有特许权使用费",
            "A royalty that the head denies",
            "WIN-X-126",
            "WIN-X-127",
            *(("WIN-X-128",) if good.FLOW == "export" else ()),
            royalty="1",
        ),
        priced("答了另一方向的问项", "A question of the other direction", "WIN-X-128", **other),
        from_("非直接运输未填中转国（补充申报）", "No country of transit in the supplement", "WIN-X-025", direct="0"),
        from_("补充申报的原产国不同", "Another origin", "WIN-X-129", country="JPN"),
        priced("总金额三位小数", "Three decimals in total", "WIN-X-152", design=Charge(total=Decimal("1.234"))),
    ]


def _royalty(good: Declaration, bad: Bad) -> list[Example]:
    def roy(zh: str, en: str, find: str, **changes: Any) -> Example:
        return bad(good, zh, en, find, royalties=(replace(ROYALTY, **changes),))

    unsaid = replace(good.price_statements, royalty_paid="0")
    found = [
        bad(good, "填了使用费而价格说明为否", "A royalty that is not stated", "WIN-X-140", price_statements=unsaid),
        roy("未填授权方", "No licensor", "WIN-X-142", licensor=""),
        roy("合同没有终止日期", "A contract without an end", "WIN-X-143", runs_to=None),
        roy("使用费类型三位", "Three flags of kinds", "WIN-X-144", kinds="010"),
        roy("预裁定没有编号", "A ruling without a number", "WIN-X-145", ruled="1"),
        roy("定期支付没有计提终止", "A period without an end", "WIN-X-146", period_to=None),
    ]
    if good.FLOW == "import":
        found.append(bad(good, "说有使用费而未填", "Stated, not declared", "WIN-X-141", royalties=()))
    return found


def _others(good: Declaration, bad: Bad) -> list[Example]:
    tax, pair, element = good.self_tax, good.pairs[0], good.control_elements[0]
    if tax is None:
        raise ValueError("the example has no self-assessed tax")
    line = good.goods[0]
    limit = rare.GoodsLimit(item=1, kind="411", number="FICT-LIC-1", quantity=Decimal(2), unit="003")
    cars = replace(line, unit="003", quantity=Decimal(2), unit_price=(line.total or Decimal(0)) / 2)
    vehicle = rare.Vehicle(licence="FICT-LIC-1", licence_kind="411", vin="")
    preference = {"kind": "Y03", "number": "CFICT1"}
    found = [
        bad(good, "自报自缴的毛重不同", "Another weight", "WIN-X-150", self_tax=replace(tax, gross_weight=Decimal(1))),
        bad(good, "自报自缴未签名", "Unsigned", "WIN-X-151", self_tax=replace(tax, sign="")),
        bad(good, "对应的项号不存在", "A pair of no item", "WIN-X-160", pairs=(replace(pair, item="9"),)),
        bad(
            good,
            "优惠对应没有写在行上",
            "A preference not at its line",
            "WIN-X-161",
            pairs=(replace(pair, **preference),),
        ),
        bad(good, "对应的单证未列", "A pair of an unlisted document", "WIN-X-163", licences=()),
        bad(
            good,
            "两辆车只列一辆",
            "One vehicle of two",
            "WIN-X-164",
            goods=(cars, *good.goods[1:]),
            goods_limits=(limit,),
            vehicles=(vehicle,),
        ),
        bad(
            good, "管制类别三位", "A class of three", "WIN-X-165", control_elements=(replace(element, category="1A0"),)
        ),
    ]
    proof = {
        "agreement": "21",
        "agreement_origin": line.origin_country,
        "origin_proof": "FICT1",
        "origin_proof_item": 1,
    }
    held = (replace(line, **proof), *good.goods[1:])
    papers = (*good.licences, Licence(kind="Y", number="<21>FICT1"))
    found.append(bad(good, "证明编号没有种类", "A proof without its kind", "WIN-X-162", goods=held, licences=papers))
    return found
