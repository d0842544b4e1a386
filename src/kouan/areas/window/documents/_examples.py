"""Worked examples that import and export share: one edit of a good declaration for every shared check."""

from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from msgspec.structs import replace

from kouan.kernel.documents import Example
from kouan.kernel.words import Words

from ._parts import Container, Cost, Declaration, Line, OtherPack, Paper, Party, PriceStatements
from ._rare import Entry

FEN = Decimal("0.01")
T = TypeVar("T", bound=Declaration)

TRADER = Party(code="4404FAKE01", scc="91440400MAFAKEDAXK", name="示例贸易有限公司（虚构）")
FACTORY = Party(code="4404FAKE02", scc="91440400MAFAKEDBXL", name="示例食品厂（虚构）")
BROKER = Party(code="4404FAKE03", scc="91440400MAFAKEDCXM", name="示例报关行（虚构）")
ENTRY = Entry(
    unit_code="MAFAKEDCX",
    unit_name="示例报关行（虚构）",
    unit_scc=BROKER.scc,
    clerk="示例录入员甲（虚构）",
    clerk_card="FAKE000000001",
    declarant="示例申报员乙（虚构）",
)
BOX = Container(number="XXXU0000018", kind="12", items="1,2", tare=Decimal("4600"))


def shared_examples(good: Declaration) -> list[Example]:
    """A failing example for each shared check, made from a good declaration of two lines in one container."""

    def bad(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return Example(Words(zh, en), replace(good, **changes), finds)

    def line(**changes: Any) -> tuple[Line, ...]:
        return (replace(good.goods[0], **changes), *good.goods[1:])

    unit = good.goods[0].unit
    weight = good.net_weight or Decimal(0)
    return [
        bad("未填申报地海关", "No customs office", "WIN-F-001", customs_office=""),
        bad("未填提运单号", "No bill of lading", "WIN-F-002", bill_number=""),
        bad("没有录入员", "No clerk", "WIN-F-007", entry=replace(ENTRY, clerk="")),
        bad("监管方式代码不存在", "Unknown supervision mode", "WIN-F-004", trade_mode="9999"),
        bad("关区代码三位", "An office of three digits", "WIN-F-005", customs_office="571"),
        bad("毛重小数六位", "A weight of six decimals", "WIN-F-006", gross_weight=Decimal("20500.123456")),
        bad("净重大于毛重", "Net above gross", "WIN-X-001", gross_weight=weight - 1),
        *price_examples(good),
        bad("净重与各项合计不符", "Lines do not add up", "WIN-X-003", net_weight=weight - 10),
        bad("件数为零", "No packages", "WIN-X-004", packages=0),
        bad("同单位两个数量", "Two quantities", "WIN-X-006", goods=line(second_unit=unit, second_quantity=Decimal(1))),
        bad("毛重半千克", "Half a kilogram", "WIN-X-007", "WIN-X-001", gross_weight=Decimal("0.5")),
        bad("项号跳号", "A gap in the items", "WIN-X-008", "WIN-X-033", goods=line(item=7)),
        bad("一般贸易单价为零", "No price", "WIN-X-009", goods=line(unit_price=Decimal(0), total=Decimal(0))),
        bad(
            "按率填报却填了币制",
            "A rate with a currency",
            "WIN-X-011",
            other_costs=Cost(mark="1", amount=Decimal("0.3"), currency="USD"),
        ),
        bad("港口与国别不符", "A port of another land", "WIN-X-022", partner_port="SGP000"),
        bad("保税区间运输却有提单", "A bill, yet nothing crosses", "WIN-X-023", transport_mode="7"),
        bad(
            "优惠项缺证明编号",
            "Half a preference",
            "WIN-X-024",
            "WIN-X-027",
            goods=line(agreement="21", agreement_origin=good.goods[0].origin_country),
        ),
        bad("箱号校验位错", "A wrong check digit", "WIN-X-030", containers=(replace(BOX, number="XXXU0000019"),)),
        bad("第二项不在箱内", "An item in no container", "WIN-X-033", containers=(replace(BOX, items="1"),)),
        bad("信用代码校验位错", "A wrong credit code", "WIN-X-040", trader=replace(TRADER, scc="91440400MAFAKEDAX0")),
        bad("境外企业编码", "A foreign code", "WIN-X-041", trader=replace(TRADER, code="GB000000000000")),
        bad("有编码无名称", "A code without a name", "WIN-X-043", "WIN-F-001", owner=replace(FACTORY, name="")),
        bad("危险货物缺包装类别", "Half a danger", "WIN-X-060", goods=line(un_number="1197", dangerous_name="香料")),
        bad("木质包装", "Wood", "WIN-X-062", other_packs=(OtherPack(kind="93", quantity=Decimal(2)),)),
        bad(
            "影响价格而无特殊关系",
            "Influence alone",
            "WIN-X-080",
            price_statements=PriceStatements(special_relation="0", price_influence="1"),
        ),
        *manifest_examples(good),
        *paper_examples(good),
        bad("没有的步骤", "No such step", "WIN-X-081", "WIN-F-004", filing="3"),
    ]


def price_examples(good: T) -> list[Example]:
    """Totals beyond the tolerance, within it, and equal after rounding. Three of something at 6.6667 make 20.0001."""

    def priced(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        first = replace(good.goods[0], **changes)
        return Example(Words(zh, en), replace(good, goods=(first, *good.goods[1:])), finds)

    three: dict[str, Any] = {"quantity": Decimal(3), "unit": "006", "unit_price": Decimal("6.6667")}
    return [
        priced("总价多一百元", "A total that is 100 too high", "WIN-X-002", total=_plus(good, Decimal(100))),
        priced("总价多一分", "A total that is 0.01 too high", "WIN-X-097", total=_plus(good, FEN)),
        priced("总价多两分", "A total that is 0.02 too high", "WIN-X-002", **three, total=Decimal("20.02")),
        priced("总价按分四舍五入", "A total rounded to 0.01", **three, total=Decimal("20.00")),
    ]


def manifest_examples(good: T) -> list[Example]:
    """A failing example for each check that looks at the manifest: on the sample voyage, whose manifest is always known."""

    def bad(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return Example(Words(zh, en), replace(good, voyage="000R", **changes), finds)

    return [
        Example(Words("与舱单一致", "As the manifest has it"), replace(good, voyage="000R")),
        bad("提单不在舱单中", "A bill that no manifest has", "WIN-X-031", bill_number="FICTBL0000099"),
        bad("件数与舱单不符", "Packages differ from the manifest", "WIN-X-032", packages=(good.packages or 0) - 1),
        bad("箱号与舱单不符", "Another container", "WIN-X-034", containers=(replace(BOX, number="XXXU0000105"),)),
        bad("提单被禁卸", "A stopped bill", "WIN-X-035", bill_number="FICTBL0000003"),
    ]


def paper_examples(good: T) -> list[Example]:
    """A failing example for each check that looks at invoice and packing list: under the sample contract, whose papers
    are always known.
    """

    agreeing = _under_contract(good, "与发票、装箱单一致", "As invoice and packing list have it")
    return [agreeing, *_against_invoice(good), *_against_packing_list(good)]


def _under_contract(good: T, zh: str, en: str, *finds: str, **changes: Any) -> Example:
    return Example(Words(zh, en), replace(good, contract_number="FICT-000R", **changes), finds)


def _against_invoice(good: T) -> list[Example]:
    bad = partial(_under_contract, good)

    def line(**changes: Any) -> tuple[Line, ...]:
        return (replace(good.goods[0], **changes), *good.goods[1:])

    first, is_import = good.goods[0], good.FLOW == "import"
    half, price = (first.quantity or Decimal(0)) / 2, (first.unit_price or Decimal(0))
    freight = Cost() if is_import else Cost(mark="3", amount=Decimal(100), currency="USD")
    return [
        bad(
            "引用了另一份发票",
            "Names another invoice",
            "WIN-X-100",
            papers=(Paper(kind="00000001", number="FICT-INV-9999"),),
        ),
        bad(
            "币制与发票不符",
            "Another currency than the invoice",
            "WIN-X-101",
            goods=tuple(replace(g, currency="EUR") for g in good.goods),
        ),
        bad(
            "总价与发票不符",
            "Another total than the invoice",
            "WIN-X-102",
            goods=line(unit_price=price + 1, total=(first.total or Decimal(0)) + half * 2),
        ),
        bad(
            "成交方式与发票不符",
            "Other terms than the invoice",
            "WIN-X-103",
            deal_terms="2",
            freight=freight,
        ),
        bad(
            "数量与发票不符",
            "Another quantity than the invoice",
            "WIN-X-104",
            *(("WIN-X-003",) if is_import else ()),
            goods=line(quantity=half, unit_price=price * 2, first_quantity=half),
        ),
        bad("单位与发票不符", "Another unit than the invoice", "WIN-X-105", goods=line(unit="006")),
        bad(
            "原产国与发票不符",
            "Another origin than the invoice",
            "WIN-X-106",
            goods=line(origin_country="THA"),
        ),
        bad(
            "境外收发货人与发票不符",
            "Another party than the invoice",
            "WIN-X-107",
            overseas_party="ANOTHER EXAMPLE CO. (FICTITIOUS)",
        ),
    ]


def _against_packing_list(good: T) -> list[Example]:
    bad = partial(_under_contract, good)
    return [
        bad("件数与装箱单不符", "Other packages than the list", "WIN-X-111", packages=(good.packages or 0) + 1),
        bad(
            "毛重与装箱单不符",
            "Another weight than the list",
            "WIN-X-112",
            gross_weight=(good.gross_weight or Decimal(0)) + 10,
        ),
        bad(
            "箱号与装箱单不符",
            "Another container than the list",
            "WIN-X-113",
            containers=(replace(BOX, number="XXXU0000105"),),
        ),
    ]


def _plus(good: Declaration, more: Decimal) -> Decimal:
    return (good.goods[0].total or Decimal(0)) + more
