"""The commercial invoice (发票): who sells what to whom, at which price, under which terms. Kept by the trader.

No agency decides on it. A declaration refers to it, and what both say is held against each other.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any

from msgspec.structs import replace

from kouan.areas.window.codes import LISTS
from kouan.areas.window.machines import TRADE_PAPER
from kouan.kernel.documents import DocumentType, Example, Fault, check
from kouan.kernel.words import Words, label
from kouan.syntax.choices import known_codes

from ._check_amounts import HALF_STEP, WIDE
from ._law import fault
from ._trade_checks import FEN, TRADE, credit_codes_hold, facts, items_run, missing, not_ahead, off, title
from ._trade_parts import MOST_LINES, Charges, Firm, Sold, TradePaper

NO_FREIGHT = frozenset({"EXW", "FCA", "FAS", "FOB"})
NO_INSURANCE = NO_FREIGHT | {"CFR", "CPT"}
"""Terms under which the seller pays no freight, no insurance (to verify)."""


class CommercialInvoice(TradePaper, frozen=True, kw_only=True):
    """发票. Money in `currency`; `goods_total` is the sum of the lines, `total` what is to be paid."""

    kind: Annotated[str, label("发票种类", "Kind of invoice", codes="invoice-kind", max_length=3)] = "380"
    consignee: Annotated[Firm, label("收货人（与买方不同时）", "Consignee, where not the buyer")] = Firm()
    incoterm: Annotated[str, label("贸易术语", "Incoterm", codes="incoterm", max_length=3)] = ""
    place: Annotated[str, label("术语所指地点", "Named place", max_length=70)] = ""
    currency: Annotated[str, label("币制", "Currency", codes="currency", max_length=3)] = ""
    payment: Annotated[str, label("付款方式", "Way of payment", codes="payment-way", max_length=2)] = ""
    payment_terms: Annotated[str, label("付款条件", "Terms of payment", max_length=200)] = ""
    due: Annotated[dt.date | None, label("付款到期日", "Due date")] = None
    goods: Annotated[tuple[Sold, ...], label("商品", "Goods", min_length=1, max_length=MOST_LINES)]
    goods_total: Annotated[Decimal | None, label("各项合计", "Sum of the lines")] = None
    charges: Annotated[Charges, label("另列费用", "Charges stated apart")] = Charges()
    total: Annotated[Decimal | None, label("发票总额", "Invoice total")] = None


@check(
    "WIN-T-001",
    Words(
        "发票载明日期、买卖双方、贸易术语、币制、总额，每项有数量、单位、单价、金额",
        "An invoice has its date, both parties, terms, currency and total; each line quantity, unit, price and amount",
    ),
    basis=TRADE,
    standing="to-verify",
    fields=("date", "seller.name", "buyer.name", "incoterm", "currency", "total", "goods.quantity", "goods.amount"),
)
def an_invoice_is_whole(i: CommercialInvoice, on: dt.date) -> Iterator[Fault]:
    """A firm is named in Chinese or in English."""
    for name, zh, en in (
        ("date", "日期", "date"),
        ("incoterm", "贸易术语", "incoterm"),
        ("currency", "币制", "currency"),
        ("total", "发票总额", "total"),
    ):
        if getattr(i, name) in ("", None):
            yield missing(name, zh, en)
    for name, firm, zh, en in (("seller", i.seller, "卖方", "seller"), ("buyer", i.buyer, "买方", "buyer")):
        if not (firm.name or firm.name_en):
            yield missing(f"{name}.name", zh, en)
    yield from _lines_are_whole(i)


def _lines_are_whole(i: CommercialInvoice) -> Iterator[Fault]:
    asked = (
        ("quantity", "数量", "quantity"),
        ("unit", "单位", "unit"),
        ("unit_price", "单价", "price"),
        ("amount", "金额", "amount"),
    )
    for number, line in enumerate(i.goods):
        for name, zh, en in asked:
            if getattr(line, name) in ("", None):
                yield missing(f"goods[{number}].{name}", zh, en)


@check(
    "WIN-T-010",
    Words("金额等于单价乘数量", "An amount is unit price times quantity"),
    basis=TRADE,
    standing="to-verify",
    fields=("goods.unit_price", "goods.quantity", "goods.amount"),
)
def amounts_are_price_times_quantity(i: CommercialInvoice, on: dt.date) -> Iterator[Fault]:
    """Tolerance: the greater of 0.01 and the quantity times half a step of a price of four decimals."""
    for number, line in enumerate(i.goods):
        if line.unit_price is None or line.quantity is None or line.amount is None:
            continue
        product = WIDE.multiply(line.unit_price, line.quantity)
        if abs(product - line.amount) > max(FEN, abs(line.quantity) * HALF_STEP):
            should = product.quantize(FEN, ROUND_HALF_UP, WIDE)
            how = Words("单价乘数量", "price times quantity")
            what, mends = Words("金额", "amount"), summed(i) != i.goods_total
            yield off(f"goods[{number}].amount", what, line.amount, should, how, mends=mends)


@check(
    "WIN-T-011",
    Words("各项金额合计等于“各项合计”", "The amounts of the lines add up"),
    basis=TRADE,
    standing="to-verify",
    fields=("goods.amount", "goods_total"),
)
def lines_add_up(i: CommercialInvoice, on: dt.date) -> Iterator[Fault]:
    """To the hundredth."""
    total = summed(i)
    if i.goods_total is not None and total is not None and total != i.goods_total:
        how = Words("各项相加", "adding the lines")
        yield off("goods_total", Words("各项合计", "sum of the lines"), i.goods_total, total, how)


@check(
    "WIN-T-012",
    Words(
        "发票总额等于各项合计加另列的运费、保险费、其他费用，减折扣",
        "The invoice total is the sum of the lines, plus freight, insurance and other charges stated apart, less the discount",
    ),
    basis=TRADE,
    standing="to-verify",
    fields=("goods_total", "charges", "total"),
)
def total_is_lines_and_charges(i: CommercialInvoice, on: dt.date) -> Iterator[Fault]:
    """To the hundredth."""
    lines = summed(i)
    if lines is None or i.total is None:
        return
    c = i.charges
    more = sum((v for v in (c.freight, c.insurance, c.other) if v is not None), Decimal(0))
    should = lines + more - (c.discount or Decimal(0))
    if should != i.total:
        how = Words("各项加费用减折扣", "lines plus charges less discount")
        yield off("total", Words("发票总额", "invoice total"), i.total, should, how)


def summed(i: CommercialInvoice) -> Decimal | None:
    """The sum of the lines' amounts, or None where one has none."""
    amounts = [line.amount for line in i.goods]
    return sum((a for a in amounts if a is not None), Decimal(0)) if None not in amounts else None


@check(
    "WIN-T-013",
    Words("数量大于零，金额和费用不为负", "Quantities are above zero, amounts and charges not below it"),
    basis=TRADE,
    standing="to-verify",
    fields=("goods.quantity", "goods.unit_price", "goods.amount", "charges", "total"),
)
def numbers_are_sound(i: CommercialInvoice, on: dt.date) -> Iterator[Fault]:
    """A free sample has a price of zero, never one below."""
    for number, line in enumerate(i.goods):
        if line.quantity is not None and line.quantity <= 0:
            yield fault(f"goods[{number}].quantity", "数量须大于零", "The quantity is not above zero")
        for name in ("unit_price", "amount"):
            if (getattr(line, name) or 0) < 0:
                yield fault(f"goods[{number}].{name}", "不得为负", "It is below zero")
    for name in ("freight", "insurance", "other", "discount"):
        if (getattr(i.charges, name) or 0) < 0:
            yield fault(f"charges.{name}", "不得为负；折扣填正数", "It is below zero; a discount is written positive")


@check(
    "WIN-T-014",
    Words("贸易术语后写明地点，如 FOB 胡志明市", "Terms name their place, e.g. FOB Ho Chi Minh City"),
    basis="国际商会《国际贸易术语解释通则》，条文待核",
    standing="to-verify",
    fields=("incoterm", "place"),
    severity="warning",
)
def terms_name_their_place(i: CommercialInvoice, on: dt.date) -> Iterator[Fault]:
    """Without the place nobody knows where the risk passes."""
    if i.incoterm and not i.place:
        yield missing("place", "术语所指地点", "named place")


@check(
    "WIN-T-015",
    Words(
        "EXW、FCA、FAS、FOB 由买方付运费，一般不另列运费、保险费；CFR、CPT 不另列保险费",
        "Under EXW, FCA, FAS, FOB the buyer pays the carriage: no freight or insurance apart; under CFR, CPT no insurance",
    ),
    basis="国际商会《国际贸易术语解释通则》，条文待核",
    standing="to-verify",
    fields=("incoterm", "charges.freight", "charges.insurance"),
    severity="warning",
)
def charges_follow_terms(i: CommercialInvoice, on: dt.date) -> Iterator[Fault]:
    """Sellers do lay freight out and charge it: this warns."""
    for name, without, zh, en in (
        ("freight", NO_FREIGHT, "运费", "freight"),
        ("insurance", NO_INSURANCE, "保险费", "insurance"),
    ):
        if i.incoterm in without and getattr(i.charges, name):
            text = f"{i.incoterm} 下另列了{zh}，请核对术语", f"{i.incoterm} with {en} stated apart: look at the terms"
            yield fault(f"charges.{name}", *text)


@check(
    "WIN-T-016",
    Words("商品编号（参考）为 6 至 10 位数字", "An HS code given as a hint has 6 to 10 digits"),
    basis=TRADE,
    standing="to-verify",
    fields=("goods.commodity_code",),
    severity="warning",
)
def hints_are_codes(i: CommercialInvoice, on: dt.date) -> Iterator[Fault]:
    """Dots and blanks are not part of a code."""
    for number, line in enumerate(i.goods):
        code = line.commodity_code
        if code and not (code.isascii() and code.isdecimal() and 6 <= len(code) <= 10):
            yield fault(f"goods[{number}].commodity_code", f"“{code}”不是商品编号", f"{code!r} is no HS code")


codes_exist = known_codes(
    {n: LISTS[n] for n in ("invoice-kind", "incoterm", "payment-way", "currency", "unit", "country")},
    basis=TRADE,
    standing="secondary",
)

SELLER = Firm(
    name_en="EXAMPLE SEAFOOD CO. (FICTITIOUS)", country="VNM", address="1 Invented Road", contact="Invented Person"
)
BUYER = Firm(name="示例贸易有限公司（虚构）", scc="91440400MAFAKEDAXK", country="CHN", address="虚构路 1 号")
GOOD = CommercialInvoice(
    number="FICT-INV-0001",
    date=dt.date(2025, 6, 20),
    seller=SELLER,
    buyer=BUYER,
    contract_number="FICT-2026-001",
    bill_number="FICTBL0000001",
    means_of_transport="EXAMPLE STAR",
    voyage="012W",
    loading_port="VNSGN",
    discharge_port="CNNSA",
    marks="FICT / NANSHA / 1-1800",
    incoterm="FOB",
    place="Ho Chi Minh City",
    currency="USD",
    payment="TT",
    payment_terms="30% in advance, 70% against copy of the bill of lading",
    goods=(
        Sold(
            item=1,
            name="Frozen vannamei shrimps (fictitious)",
            specification="headless, farmed",
            commodity_code="030617",
            quantity=Decimal("12000"),
            unit="035",
            unit_price=Decimal("6.5"),
            amount=Decimal("78000"),
            origin_country="VNM",
        ),
        Sold(
            item=2,
            name="Frozen squid (fictitious)",
            commodity_code="030743",
            quantity=Decimal("6000"),
            unit="035",
            unit_price=Decimal("4.25"),
            amount=Decimal("25500"),
            origin_country="VNM",
        ),
    ),
    goods_total=Decimal("103500"),
    total=Decimal("103500"),
)


def _bad(zh: str, en: str, *finds: str, **changes: Any) -> Example:
    return Example(Words(zh, en), replace(GOOD, **changes), finds)


def _line(**changes: Any) -> tuple[Sold, ...]:
    return (replace(GOOD.goods[0], **changes), GOOD.goods[1])


TYPE = DocumentType(
    code="commercial_invoice",
    prefix="CI",
    words=Words("发票", "Commercial invoice"),
    basis=TRADE,
    shape=CommercialInvoice,
    machine=TRADE_PAPER,
    checks=(
        an_invoice_is_whole,
        credit_codes_hold,
        not_ahead,
        items_run,
        codes_exist,
        amounts_are_price_times_quantity,
        lines_add_up,
        total_is_lines_and_charges,
        numbers_are_sound,
        terms_name_their_place,
        charges_follow_terms,
        hints_are_codes,
    ),
    examples=[
        Example(Words("越南冷冻水产品，FOB，两项", "Frozen seafood from Viet Nam, FOB, two lines"), GOOD),
        Example(
            Words("CIF，另列运费、保险费和折扣", "CIF, with freight, insurance and a discount stated apart"),
            replace(
                GOOD,
                incoterm="CIF",
                place="Nansha",
                charges=Charges(freight=Decimal("1800"), insurance=Decimal("310.5"), discount=Decimal("500")),
                total=Decimal("105110.5"),
            ),
        ),
        _bad("没有币制", "No currency", "WIN-T-001", currency=""),
        _bad("卖方信用代码错", "A wrong credit code", "WIN-T-002", buyer=replace(BUYER, scc="91440400MAFAKEDAX0")),
        _bad("日期在后", "Dated ahead", "WIN-T-003", date=dt.date(2025, 7, 1)),
        _bad("项号跳号", "A gap in the items", "WIN-T-004", goods=_line(item=7)),
        _bad("没有的术语", "No such incoterm", "code-unknown", incoterm="FOC"),
        _bad(
            "金额差一元",
            "An amount that is one off",
            "WIN-T-010",
            goods=_line(amount=Decimal("78001")),
            goods_total=Decimal("103501"),
            total=Decimal("103501"),
        ),
        _bad("合计少加一项", "A sum that leaves a line out", "WIN-T-011", goods_total=Decimal("78000")),
        _bad(
            "总额未减折扣", "A discount that was not taken off", "WIN-T-012", charges=Charges(discount=Decimal("500"))
        ),
        _bad(
            "折扣填负数", "A discount below zero", "WIN-T-012", "WIN-T-013", charges=Charges(discount=Decimal("-500"))
        ),
        _bad("术语无地点", "Terms without a place", "WIN-T-014", place=""),
        _bad(
            "FOB 却另列运费",
            "FOB with freight apart",
            "WIN-T-015",
            charges=Charges(freight=Decimal("1800")),
            total=Decimal("105300"),
        ),
        _bad("编号带点", "A code with dots", "WIN-T-016", goods=_line(commodity_code="0306.17")),
    ],
    facts=facts,
    title=title,
)
