"""Promises of the tax bill: the law's arithmetic to the fen, and a proof that stands on its own."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window.documents._parts import Cost, Line
from kouan.areas.window.documents.import_declaration import GOOD, ImportDeclaration
from kouan.areas.window.tax.bill import Bill, assess, surcharge
from kouan.areas.window.tax.proof import differing, plain
from kouan.areas.window.tax.tables import Tables, read_tables, sample_texts

ON = dt.date(2026, 3, 2)
SAMPLE = read_tables(*sample_texts())
CAR = replace(
    GOOD.goods[0],
    commodity_code="8703234190",
    quantity=Decimal(1),
    unit_price=Decimal(100000),
    total=Decimal(100000),
    currency="CNY",
)


def declared(*lines: Line, **changes: Any) -> ImportDeclaration:
    """A declaration at CIF of these lines."""
    none: dict[str, Any] = {"deal_terms": "1", "freight": Cost(), "insurance": Cost()}
    return replace(GOOD, goods=lines or (CAR,), **{**none, **changes})


def billed(d: ImportDeclaration, tables: Tables = SAMPLE, on: dt.date = ON) -> Bill:
    """The bill, which must be there."""
    bill, findings = assess(d, tables, on)
    assert bill is not None, findings
    return bill


def levied(bill: Bill) -> dict[str, str]:
    """Each kind with what is to be paid."""
    return {k.kind: plain(k.levied) for k in bill.kinds}


def test_the_worked_example_comes_out_to_the_fen() -> None:
    """100,000 at 8 % duty, 15 % consumption tax and 13 % VAT is 43,576.47 in all."""
    bill = billed(declared())
    assert levied(bill) == {"duty": "8000.00", "consumption": "19058.82", "vat": "16517.65"}
    assert (plain(bill.value), plain(bill.total)) == ("100000.00", "43576.47")


@pytest.mark.parametrize(
    ("terms", "freight", "insurance", "value"),
    [
        ("1", Cost(), Cost(), "100000.00"),
        ("2", Cost(), Cost(), "100300.00"),
        ("3", Cost(mark="3", amount=Decimal(1000), currency="CNY"), Cost(), "101303.00"),
        ("3", Cost(mark="1", amount=Decimal(5)), Cost(mark="1", amount=Decimal("0.3")), "105315.95"),
        ("4", Cost(mark="2", amount=Decimal(100), currency="CNY"), Cost(), "102050.00"),
    ],
)
def test_the_value_follows_the_terms(terms: str, freight: Cost, insurance: Cost, value: str) -> None:
    """CIF as it is, C&F plus 0.3 % where insurance is unknown, FOB with freight, (FOB + freight) / (1 - i), C&I."""
    bill = billed(declared(deal_terms=terms, freight=freight, insurance=insurance))
    assert plain(bill.value) == value


def test_taxes_by_quantity_take_the_unit_of_the_row() -> None:
    """Beer is taxed a litre; without a quantity in litres there is no bill but a finding with its place."""
    beer = replace(CAR, commodity_code="2203000000", second_unit="095", second_quantity=Decimal(1000))
    bill = billed(declared(beer))
    assert levied(bill) == {"duty": "3500.00", "consumption": "220.00", "vat": "13483.60"}
    bill_without, findings = assess(declared(replace(beer, second_unit="", second_quantity=None)), SAMPLE, ON)
    assert bill_without is None
    assert {f.code for f in findings} == {"tax-no-quantity"}


def test_fifty_yuan_of_a_kind_is_not_levied() -> None:
    """At the limit nothing is levied, one fen above it all of it; VAT is looked at on its own."""
    at = billed(declared(replace(CAR, total=Decimal("625"))))
    assert levied(at)["duty"] == "0.00"
    assert next(k.assessed for k in at.kinds if k.kind == "duty") == 50
    assert levied(billed(declared(replace(CAR, total=Decimal("625.13")))))["duty"] == "50.01"


def test_the_rate_is_chosen_by_the_law_of_the_day() -> None:
    """Agreement if proved, provisional in its year, most favoured nation after it, general if the origin is unknown."""
    prawns = GOOD.goods[0]
    proved = replace(prawns, agreement="21", origin_proof="FICT-1", agreement_origin="VNM")

    def rate(line: Line, on: dt.date = ON) -> str:
        return plain(next(s.value for s in billed(declared(line), on=on).proof if s.name == "1/duty/rate"))

    assert [rate(proved), rate(prawns), rate(prawns, dt.date(2027, 1, 1))] == ["0.00", "4.00", "6.00"]
    assert rate(replace(prawns, origin_country="")) == "60.00"
    assert rate(replace(proved, origin_proof="")) == "4.00"


def test_the_rate_of_vat_is_dated() -> None:
    """The last day of 16 % and the first of 13 %."""
    old, new = (billed(declared(), on=dt.date(2019, m, d)) for m, d in ((3, 31), (4, 1)))
    assert (levied(old)["vat"], levied(new)["vat"]) == ("20329.41", "16517.65")


def test_a_cheaper_lawful_way_is_shown_with_what_it_needs() -> None:
    """The saving is that of the whole bill, VAT included; once the agreement is used it is shown no more."""
    bill = billed(GOOD)
    (way,) = bill.alternatives
    used = replace(GOOD.goods[0], agreement=way.agreement, origin_proof="FICT-1", agreement_origin="VNM")
    cheaper = billed(replace(GOOD, goods=(used, *GOOD.goods[1:])))
    assert bill.total - cheaper.total == way.saving > 0
    assert cheaper.alternatives == ()


def test_late_declaration_costs_a_fee() -> None:
    """From day 15, 0.05 % of the value a day in whole yuan; below 50 yuan nothing."""
    on_time, late = (billed(declared(border_date=ON - dt.timedelta(days))) for days in (14, 16))
    assert "late" not in levied(on_time)
    assert levied(late)["late"] == "100.00"
    small = declared(replace(CAR, total=Decimal("9999")), border_date=ON - dt.timedelta(24))
    assert levied(billed(small))["late"] == "0.00"


def test_late_payment_costs_a_surcharge() -> None:
    """0.05 % of the tax a day, half up to the fen, nothing up to 50 yuan."""
    paid, steps = surcharge(Decimal("43576.47"), 10, ON)
    assert (paid, differing(steps)) == (Decimal("217.88"), ())
    assert surcharge(Decimal("10000"), 10, ON)[0] == 0


@pytest.mark.parametrize(
    ("line", "header", "code"),
    [
        ({"currency": "XAF"}, {}, "tax-no-exchange"),
        ({"commodity_code": "0101210010"}, {}, "tax-no-rate"),
        ({"duty_mode": "2"}, {}, "tax-way-of-levy"),
        ({"total": Decimal(0)}, {}, "tax-no-price"),
        ({}, {"deal_terms": "3"}, "tax-no-cost"),
        ({}, {"deal_terms": "5"}, "tax-terms"),
        ({}, {"deal_terms": "2", "insurance": Cost(mark="1", amount=Decimal(100))}, "tax-out-of-range"),
        ({"total": Decimal("9" * 70)}, {}, "tax-out-of-range"),
    ],
)
def test_what_can_not_be_worked_out_is_told(line: dict[str, Any], header: dict[str, Any], code: str) -> None:
    """No guess and no crash: no bill, and what is lacking."""
    bill, findings = assess(declared(replace(CAR, **line), **header), SAMPLE, ON)
    assert bill is None
    assert code in {f.code for f in findings}


MONEY = st.decimals("0.01", "9999999", places=2)


@given(st.lists(MONEY, min_size=1, max_size=6), MONEY, st.sampled_from("1234"))
def test_the_bill_re_adds_from_its_proof_alone(prices: list[Decimal], freight: Decimal, terms: str) -> None:
    """For any prices and terms: every step follows from those before it, the total is the sum of the kinds, and each
    number is in whole fen.
    """
    cost = Cost(mark="3", amount=freight, currency="USD") if terms in "34" else Cost()
    lines = (replace(CAR, total=p, currency="USD") for p in prices)
    bill = billed(declared(*lines, deal_terms=terms, freight=cost))
    assert differing(bill.proof) == ()
    assert bill.total == sum(k.levied for k in bill.kinds)
    assert all(k.levied == k.levied.quantize(Decimal("0.01")) for k in bill.kinds)
    assert {k.step for k in bill.kinds} <= {s.name for s in bill.proof}


@given(st.data())
def test_a_changed_number_breaks_the_proof(data: st.DataObject) -> None:
    """Whoever alters a number that was worked out is found out at its step."""
    proof = list(billed(GOOD).proof)
    number = data.draw(st.sampled_from([n for n, s in enumerate(proof) if s.op != "given"]))
    proof[number] = replace(proof[number], value=proof[number].value + Decimal("0.01"))
    assert proof[number].name in differing(proof)


def test_a_table_that_can_not_be_read_says_where() -> None:
    """File and line of a rate that is none and of an unknown kind."""
    tariff, exchange = sample_texts()
    with pytest.raises(ValueError, match="tariff, line 2"):
        read_tables(tariff.replace("03061790,mfn,,,,6", "03061790,mfn,,,,six", 1), exchange)
    with pytest.raises(ValueError, match="exchange rates, line 2"):
        read_tables(tariff, exchange.replace("USD,7.1", "USD,0", 1))


def _many(lines: int, **changes: Any) -> Any:
    """A declaration of so many equal lines."""
    one = replace(GOOD.goods[0], **changes)
    return replace(GOOD, goods=tuple(replace(one, item=n + 1) for n in range(lines)))


@pytest.mark.parametrize("total", ["78000", "90", "130"])
def test_a_saving_is_that_of_the_whole_bill(total: str) -> None:
    """What an agreement saves on one line is what the whole bill, worked out again with it, is smaller by: small amounts too."""
    document = _many(3, total=Decimal(total), unit_price=Decimal(total) / 12000)
    bill, _ = assess(document, SAMPLE, ON)
    assert bill is not None
    for way in bill.alternatives:
        line = replace(document.goods[way.item - 1], agreement=way.agreement, origin_proof="FICT-1")
        goods = tuple(line if g.item == way.item else g for g in document.goods)
        other, _ = assess(replace(document, goods=goods), SAMPLE, ON)
        assert other is not None
        assert bill.total - other.total == way.saving


def test_fifty_lines_are_worked_out_in_proportion() -> None:
    """The steps of a proof grow with the lines, and the alternatives are found on the value that stands."""
    few, many = (assess(_many(n), SAMPLE, ON)[0] for n in (5, 50))
    assert few is not None
    assert many is not None
    assert len(many.alternatives) == 50
    assert len(many.proof) < 10 * len(few.proof)


def test_the_surcharge_stands_in_the_bill() -> None:
    """Paid 20 days after the period: 0.05 % a day of the taxes, proved, in the total; the late fee is no part of its base."""
    plain_bill, _ = assess(GOOD, SAMPLE, ON)
    late, _ = assess(GOOD, SAMPLE, ON, overdue=20)
    assert plain_bill is not None
    assert late is not None
    kinds = {k.kind: k.levied for k in late.kinds}
    taxes = sum(k.levied for k in plain_bill.kinds)
    assert kinds["surcharge"] == (taxes * 20 * Decimal("0.0005")).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert late.total == plain_bill.total + kinds["surcharge"]
    assert differing(late.proof) == ()
