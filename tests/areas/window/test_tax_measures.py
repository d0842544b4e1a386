"""Promises of the rates beside the plain ones: quotas, sliding and compound duties, duties against unfair trade, exports."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window.documents import export_declaration
from kouan.areas.window.documents._parts import Cost, Licence
from kouan.areas.window.documents.import_declaration import GOOD
from kouan.areas.window.tax.bill import Bill, assess
from kouan.areas.window.tax.exporting import assess_export
from kouan.areas.window.tax.interest import interest
from kouan.areas.window.tax.proof import differing, plain
from kouan.areas.window.tax.tables import Tables, read_tables, sample_texts

ON = dt.date(2026, 3, 2)
HEAD = "code,kind,agreement,origin,firm,percent,amount,unit,base,least,most,valid_from,valid_to,reference,standing\n"
LINE = replace(
    GOOD.goods[0],
    commodity_code="2903999030",
    total=Decimal(100000),
    currency="CNY",
    origin_country="ATA",
    first_unit="035",
    first_quantity=Decimal(5000),
)


def tariff(*rows: str) -> Tables:
    """A tariff of these rows, each `kind,agreement,origin,firm,percent,amount,unit,base,least,most`, with VAT of 13 %."""
    made = [f"29039990,{row},2018-01-01,,测试（虚构）,house" for row in (*rows, "vat,,,,,,standard,,,")]
    return read_tables(HEAD + "\n".join(made) + "\n", "")


def billed(tables: Tables, line: Any = LINE, **head: Any) -> Bill:
    """The bill of one line at CIF, whose proof must hold by itself."""
    none: dict[str, Any] = {"deal_terms": "1", "freight": Cost(), "insurance": Cost()}
    bill, findings = assess(replace(GOOD, goods=(line,), **{**none, **head}), tables, ON)
    assert bill is not None, findings
    assert differing(bill.proof) == ()
    return bill


def levied(bill: Bill) -> dict[str, str]:
    """Each kind with what is to be paid."""
    return {k.kind: plain(k.levied) for k in bill.kinds}


MFN = "mfn,,,,8,,,,,"
DUMPED = "anti-dumping,,ATA,,20,,,,,"


def test_duties_against_unfair_trade_stand_in_the_chain() -> None:
    """8 % on 100,000; 20 % against dumping on the value; 5 % against subsidies on value and duty; VAT on all of them."""
    bill = billed(tariff(MFN, DUMPED, "countervailing,,ATA,,5,,,duty,,"))
    assert levied(bill) == {
        "duty": "8000.00",
        "anti-dumping": "20000.00",
        "countervailing": "5400.00",
        "vat": "17342.00",
    }
    assert plain(bill.total) == "50742.00"


def test_a_firm_has_its_own_rate_and_another_origin_has_none() -> None:
    """The firm that the row names, by the overseas producer of the line; else everybody of that origin; else nobody."""
    held = tariff(MFN, DUMPED, "anti-dumping,,ATA,示例化工厂（虚构）,5,,,,,")
    named = replace(LINE, inspection=replace(LINE.inspection, overseas_maker="示例化工厂（虚构）"))
    assert levied(billed(held, named))["anti-dumping"] == "5000.00"
    assert levied(billed(held))["anti-dumping"] == "20000.00"
    assert "anti-dumping" not in levied(billed(held, replace(LINE, origin_country="VNM")))
    assert levied(billed(tariff(MFN, "safeguard,,,,15,,,,,")))["safeguard"] == "15000.00"
    assert levied(billed(tariff(MFN, "retaliatory,,ATA,,25,,,,,")))["retaliatory"] == "25000.00"


def test_the_quota_s_rate_needs_its_document() -> None:
    """Without the certificate 65 %, and the quota is shown as a way to pay less; with it 1 %, and no way is left."""
    held = tariff("mfn,,,,65,,,,,", "quota,,,,1,,,,,")
    without = billed(held)
    assert levied(without)["duty"] == "65000.00"
    (way,) = without.alternatives
    listed = billed(held, licences=(Licence(kind="t", number="FICT-Q-1"),))
    assert (way.kind, way.saving) == ("quota", without.total - listed.total)
    assert levied(listed)["duty"] == "1000.00"
    assert listed.alternatives == ()


def test_a_compound_duty_is_both_together() -> None:
    """10 % of the value and 2 yuan a kilogram: 10,000 + 10,000."""
    assert levied(billed(tariff("mfn,,,,10,2,035,,,")))["duty"] == "20000.00"


@pytest.mark.parametrize(("total", "duty"), [("74999.99", "15000.00"), ("75000", "2500.00"), ("100000", "2500.00")])
def test_a_sliding_duty_is_chosen_by_the_value_of_a_unit(total: str, duty: str) -> None:
    """Below 15 yuan a kilogram 20 % of the value, from 15 on half a yuan a kilogram; the choosing price is in the proof."""
    held = tariff("mfn,,,,,0.5,035,,15,", "mfn,,,,20,,035,,,15")
    bill = billed(held, replace(LINE, total=Decimal(total)))
    assert levied(bill)["duty"] == duty
    assert any(s.name == "1/band" for s in bill.proof)


def test_a_price_without_a_band_is_told() -> None:
    """No guess where the table has a gap."""
    bill, findings = assess(
        replace(GOOD, goods=(LINE,), deal_terms="1", freight=Cost(), insurance=Cost()),
        tariff("mfn,,,,20,,035,,,15"),
        ON,
    )
    assert bill is None
    assert {f.code for f in findings} == {"tax-no-rate"}


def test_the_lower_of_agreement_and_provisional_rate_holds() -> None:
    """Proved at 5 % with a provisional 3 %: 3 %; with a provisional 7 %: 5 %. An agreement is by origin where its row is."""
    proved = replace(LINE, agreement="21", origin_proof="FICT-1", agreement_origin="ATA")
    agreed = "agreement,21,ATA,,5,,,,,"
    assert levied(billed(tariff(MFN, agreed, "provisional,,,,3,,,,,"), proved))["duty"] == "3000.00"
    assert levied(billed(tariff(MFN, agreed, "provisional,,,,7,,,,,"), proved))["duty"] == "5000.00"
    elsewhere = replace(proved, agreement_origin="VNM")
    assert levied(billed(tariff(MFN, agreed), elsewhere))["duty"] == "8000.00"


def test_bond_puts_the_taxes_off() -> None:
    """What is put off is every tax of the bill; goods that are in bond already have nothing to put off."""
    (way,) = billed(tariff(MFN)).deferrals
    assert (way.kind, plain(way.saving)) == ("bonded", "22040.00")
    assert billed(tariff(MFN), trade_mode="1233").deferrals == ()


def test_interest_runs_on_tax_put_off() -> None:
    """22,040 put off 90 days at 0.35 % a year of 360 days is 19.285, in fen 19.29; it stands in the bill and in its total."""
    paid, steps = interest(Decimal(22040), 90, ON)
    assert (plain(paid), differing(steps)) == ("19.29", ())
    none: dict[str, Any] = {"deal_terms": "1", "freight": Cost(), "insurance": Cost()}
    bill, _ = assess(replace(GOOD, goods=(LINE,), **none), tariff(MFN), ON, deferred=90)
    assert bill is not None
    assert levied(bill)["interest"] == "19.29"
    assert plain(bill.total) == "22059.29"


def exported(**changes: Any) -> Any:
    """An export of one line for 120,000 yuan, free on board unless told otherwise."""
    line = replace(export_declaration.GOOD.goods[0], commodity_code="2903999030", total=Decimal(120000), currency="CNY")
    return replace(export_declaration.GOOD, goods=(line,), **{"deal_terms": "3", **changes})


def test_an_export_duty_is_taken_out_of_its_value() -> None:
    """120,000 free on board at 20 %: value 100,000, duty 20,000; the provisional rate goes first; freight comes off CIF."""
    bill, _ = assess_export(exported(), tariff("export,,,,20,,,,,"), ON)
    assert bill is not None
    assert (plain(bill.value), plain(bill.total)) == ("100000.00", "20000.00")
    assert differing(bill.proof) == ()
    lower, _ = assess_export(exported(), tariff("export,,,,20,,,,,", "export-provisional,,,,0,,,,,"), ON)
    assert lower is not None
    assert lower.total == 0
    cost = {
        "freight": Cost(mark="3", amount=Decimal(11000), currency="CNY"),
        "insurance": Cost(mark="3", amount=Decimal(1000), currency="CNY"),
    }
    cif, _ = assess_export(exported(deal_terms="1", **cost), tariff("export,,,,20,,,,,"), ON)
    assert cif is not None
    assert plain(cif.value) == "90000.00"


def test_an_export_without_a_rate_owes_nothing_and_one_without_terms_is_told() -> None:
    """Most goods have no export duty; terms that say nothing of the price are a finding."""
    bill, _ = assess_export(exported(), tariff(MFN), ON)
    assert bill is not None
    assert (bill.total, bill.kinds) == (0, ())
    none, findings = assess_export(exported(deal_terms="9"), tariff(MFN), ON)
    assert none is None
    assert {f.code for f in findings} == {"tax-terms"}


RATE = st.decimals("0", "200", places=1).map(str)


@given(
    st.decimals("0.01", "9999999", places=2),
    st.lists(st.sampled_from(["anti-dumping", "countervailing", "safeguard", "retaliatory"]), unique=True),
    RATE,
    RATE,
    st.sampled_from(["", "value", "duty"]),
)
def test_any_chain_re_adds_from_its_proof_alone(
    price: Decimal, kinds: list[str], mfn: str, rate: str, base: str
) -> None:
    """Whatever duties meet on a line: every step follows from those before, the total is the sum of the kinds."""
    held = tariff(f"mfn,,,,{mfn},1.5,035,,,", *(f"{k},,ATA,,{rate},,,{base},," for k in kinds))
    bill = billed(held, replace(LINE, total=price))
    assert bill.total == sum(k.levied for k in bill.kinds)
    assert {k.kind for k in bill.kinds} == {"duty", "vat", *kinds}


def test_the_sample_shows_each_kind() -> None:
    """The invented tariff has a row of each kind but two, so that each can be seen."""
    held = read_tables(*sample_texts())
    assert {r.kind for r in held.tariff} >= {"quota", "quota-out", "anti-dumping", "countervailing", "export", "vat"}
    assert all(r.standing == "house" for r in held.tariff)
