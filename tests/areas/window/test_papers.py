"""Promises of invoice and packing list beside a declaration: none invented on clean sets, every planted mismatch shown."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window.reconciling.deals import INVOICE, Deal, Firms, Goods, Named, Packing, Sale
from kouan.areas.window.reconciling.linking import linked
from kouan.areas.window.reconciling.mismatch import mismatches
from kouan.areas.window.reconciling.mismatch_parts import Mismatch
from kouan.areas.window.reconciling.paper_rules import same_firm
from kouan.areas.window.reconciling.terms import DECLARED_AS, comes_to
from kouan.areas.window.reconciling.views import Claim, Consignment, Listed

KILO, CENT = Decimal(1), Decimal("0.01")
HERE, THERE = (
    Firms(("示例贸易有限公司（虚构）",), ("91440400MAFAKEDAXK",)),
    Firms(("EXAMPLE SEAFOOD CO. (FICTITIOUS)",)),
)
UNITS, LANDS = ("035", "007", "011"), ("VNM", "THA", "IDN")
CODES = ("0306179090", "0307439000", "8516790000")


@st.composite
def lines(draw: st.DrawFn) -> tuple[Goods, ...]:
    """Lines of a declaration: some alike in everything but one value, as lines of one invoice are."""
    n = draw(st.integers(1, 7))
    return tuple(
        Goods(
            path=f"goods[{k}]",
            code=draw(st.sampled_from(CODES)),
            quantity=draw(st.decimals(1, 4, places=0)) * 10,
            unit=draw(st.sampled_from(UNITS)),
            amount=draw(st.decimals("1", "9999", places=2)),
            currency="USD",
            origin=draw(st.sampled_from(LANDS)),
        )
        for k in range(n)
    )


@st.composite
def packing_lists(
    draw: st.DrawFn, goods: tuple[Goods, ...], boxes: tuple[str, ...]
) -> tuple[int, Decimal, list[Packing]]:
    """Packages and weight of one packing list, and the lists themselves: one with the lines, or two alike without."""
    packages, weight = draw(st.integers(1, 900)), draw(st.decimals("10", "9000", places=2))
    several = draw(st.booleans())
    lines = tuple(Goods(path=g.path, quantity=g.quantity, unit=g.unit) for g in goods) if not several else ()
    lists = [
        Packing(
            case=f"PL-{k}",
            number=f"PL-{k}",
            owner="kapok",
            invoice="INV-1",
            packages=packages,
            weight=weight,
            net=weight / 2,
            boxes=boxes,
            goods=lines,
        )
        for k in range(1 + several)
    ]
    return packages, weight, lists


@st.composite
def clean(draw: st.DrawFn) -> Consignment:
    """A declaration whose invoice and packing list say the same: in another order, with hints and origins left out,
    costs stated apart, several packing lists, or one invoice on several declarations.
    """
    goods = draw(lines())
    flow = draw(st.sampled_from(["import", "export"]))
    incoterm = draw(st.sampled_from(sorted(DECLARED_AS)))
    freight, insurance = (draw(st.none() | st.decimals("1", "500", places=2)) for _ in range(2))
    apart = sum((c for c in (freight, insurance) if c is not None), Decimal(0))
    net = sum((g.amount or Decimal(0) for g in goods), Decimal(0))
    usual = [c for c in DECLARED_AS[incoterm] if _told(incoterm, c, freight, insurance)]
    terms = draw(st.sampled_from(usual or ["5"]))
    sale = Sale(
        case="CI-1",
        number="INV-1",
        owner="kapok",
        incoterm=incoterm,
        currency="USD",
        total=net + apart,
        freight=freight,
        insurance=insurance,
        contract="C1",
        bill=draw(st.sampled_from(["", "FICTBL1"])),
        seller=THERE if flow == "import" else HERE,
        buyer=HERE if flow == "import" else THERE,
        goods=tuple(
            replace(
                g,
                path=f"goods[{k}]",
                code=g.code[: draw(st.sampled_from([0, 6, 10]))],
                origin=draw(st.sampled_from([g.origin, ""])),
            )
            for k, g in enumerate(draw(st.permutations(goods)))
        ),
    )
    owed = comes_to(sale, terms) if terms != "5" else sale.total
    assert owed is not None
    goods = (*goods[:-1], replace(goods[-1], amount=(goods[-1].amount or Decimal(0)) + owed - net))
    boxes = ("XXXU0000018",)
    packages, weight, lists = draw(packing_lists(goods, boxes))
    n = len(lists)
    claim = Claim(
        case="IM-1",
        number="D1",
        owner="kapok",
        bill="FICTBL1",
        packages=packages * n,
        weight=weight * n + draw(st.decimals("-1", "1", places=2)),
        boxes=boxes,
        deal=Deal(flow=flow, terms=terms, contract="C1", home=HERE, abroad=THERE, net=weight / 2 * n, goods=goods),
    )
    sets = linked((claim,), (sale,), lists)
    return Consignment(bill="FICTBL1", voyage_known=False, claims=(claim,), papers=sets)


def _told(incoterm: str, terms: str, freight: Any, insurance: Any) -> bool:
    sale = Sale(case="", number="", owner="", incoterm=incoterm, total=KILO, freight=freight, insurance=insurance)
    return comes_to(sale, terms) is not None


def found(of: Consignment) -> tuple[Mismatch, ...]:
    """All mismatches with a tolerance of a kilogram."""
    return mismatches(of, tolerance=KILO)


def changed(of: Consignment, **values: Any) -> Consignment:
    """The consignment with another declaration."""
    return replace(of, claims=(replace(of.claims[0], **values),))


def dealt(of: Consignment, **values: Any) -> Consignment:
    """The consignment with another deal on its declaration."""
    deal = of.claims[0].deal
    assert deal
    return changed(of, deal=replace(deal, **values))


def relined(of: Consignment, at: int, **values: Any) -> Consignment:
    """The consignment with one line of the declaration changed."""
    deal = of.claims[0].deal
    assert deal
    k = at % len(deal.goods)
    return dealt(of, goods=(*deal.goods[:k], replace(deal.goods[k], **values), *deal.goods[k + 1 :]))


@given(clean())
@settings(max_examples=300, deadline=None)
def test_none_is_invented_on_clean_papers(of: Consignment) -> None:
    """Whatever the order of lines, the gaps, the terms and the costs stated apart: papers that agree give nothing."""
    assert len(of.papers) == 1
    assert len(of.papers[0].sales) == 1
    assert found(of) == ()


@given(clean(), st.integers(0, 9))
def test_a_planted_quantity_is_shown(of: Consignment, at: int) -> None:
    """One quantity off is one mismatch of quantity (or its line pairs by chance with a twin of another value)."""
    wrong = relined(of, at, quantity=Decimal(7777))
    shown = [m for m in found(wrong) if m.rule == "WIN-X-104"]
    assert [m.ours for m in shown] == ["7777"]
    assert shown[0].path == f"goods[{at % len(wrong.claims[0].deal.goods)}].quantity"  # type: ignore[union-attr]


@given(clean(), st.integers(0, 9))
def test_a_planted_unit_and_origin_are_shown(of: Consignment, at: int) -> None:
    """Each at its line; an origin only where the invoice states origins."""
    assert "WIN-X-105" in {m.rule for m in found(relined(of, at, unit="999"))}
    stated = all(g.origin for g in of.papers[0].sales[0].goods)
    assert not stated or "WIN-X-106" in {m.rule for m in found(relined(of, at, origin="ZZZ"))}


@given(clean(), st.integers(0, 9), st.decimals("0.5", "5000", places=2))
def test_a_planted_total_is_shown(of: Consignment, at: int, off: Decimal) -> None:
    """Beyond a cent a line the totals differ, with both sums."""
    deal = of.claims[0].deal
    assert deal
    line = deal.goods[at % len(deal.goods)]
    wrong = relined(of, at, amount=(line.amount or Decimal(0)) + off)
    shown = [m for m in found(wrong) if m.rule == "WIN-X-102"]
    assert [Decimal(m.ours) - Decimal(m.theirs) for m in shown] == [off]


@given(clean())
def test_planted_terms_currency_and_party_are_shown(of: Consignment) -> None:
    """Terms that neither are the invoice's nor follow from it; another currency; another firm on either side."""
    sale = of.papers[0].sales[0]
    strange = [c for c in "1237" if c not in DECLARED_AS[sale.incoterm] and comes_to(sale, c) is None]
    for code in strange:
        assert [m.rule for m in found(dealt(of, terms=code)) if m.path == "deal_terms"] == ["WIN-X-103"]
    assert "WIN-X-101" in {m.rule for m in found(relined(of, 0, currency="EUR"))}
    other = found(dealt(of, abroad=Firms(("ANOTHER CO. (FICTITIOUS)",))))
    assert {(m.rule, m.path) for m in other} == {("WIN-X-107", "overseas_party")}
    home = found(dealt(of, home=Firms(("示例贸易有限公司（虚构）",), ("91440400MAFAKEDBXL",))))
    assert {(m.rule, m.path) for m in home} == {("WIN-X-107", "trader.name")}


@given(clean(), st.integers(1, 50))
def test_planted_packages_weights_and_boxes_are_shown(of: Consignment, off: int) -> None:
    """Against the packing list, by the declarant; where manifest and declaration agree it is the list that is wrong."""
    claim = of.claims[0]
    wrong = changed(of, packages=(claim.packages or 0) + off)
    assert [(m.rule, m.party) for m in found(wrong)] == [("WIN-X-111", "declarant")]
    listed = Listed(
        case="MO-1",
        number="M1",
        kind="original",
        state="accepted",
        office="",
        bill="FICTBL1",
        packages=(claim.packages or 0) + off,
        weight=claim.weight or KILO,
        boxes=claim.boxes,
    )
    assert [(m.rule, m.party) for m in found(replace(wrong, listed=listed))] == [("WIN-X-111", "trader")]
    heavy = found(changed(of, weight=(claim.weight or Decimal(0)) + off + 2))
    assert {(m.rule, m.path) for m in heavy} == {("WIN-X-112", "gross_weight")}
    net = found(dealt(of, net=Decimal(0)))
    assert {(m.rule, m.path) for m in net} == {("WIN-X-112", "net_weight")}
    boxes = found(changed(of, boxes=("YYYU0000001",)))
    assert {(m.rule, m.path) for m in boxes} == {("WIN-X-113", "containers[0].number"), ("WIN-X-113", "containers")}


def _sale(**values: Any) -> Sale:
    return replace(Sale(case="CI-1", number="INV-1", owner="kapok", digests=("aa", "bb"), contract="C1"), **values)


def _claim(*named: Named, **values: Any) -> Claim:
    deal = Deal(flow="import", terms="3", contract="C1", named=named)
    base = Claim(case="IM-1", number="D", owner="kapok", bill="B1", packages=1, weight=None, deal=deal)
    return replace(base, **values)


@pytest.mark.parametrize(
    ("claim", "sale", "several", "is_linked"),
    [
        (_claim(), _sale(), (), True),
        (_claim(), _sale(), ("C1",), False),
        (_claim(), _sale(bill="B1"), ("C1",), True),
        (_claim(), _sale(bill="B2"), (), False),
        (_claim(), _sale(owner="lychee", bill="B1"), (), False),
        (_claim(Named(INVOICE, "INV-1", "", "")), _sale(owner="lychee"), (), False),
        (_claim(Named(INVOICE, "", "BB", "")), _sale(owner="lychee", bill="B2"), (), True),
        (_claim(Named(INVOICE, "CI-1", "", "")), _sale(contract="", bill=""), (), True),
    ],
    ids=["contract", "contract of two bills", "bill", "another bill", "another firm", "guessed", "digest", "case"],
)
def test_a_paper_is_linked_only_where_it_must_be(
    claim: Claim, sale: Sale, several: tuple[str, ...], is_linked: bool
) -> None:
    """By bill, by a contract of one bill, by case within the firm; across firms by the digest only."""
    assert bool(linked((claim,), (sale,), (), several=several)) is is_linked


def test_an_earlier_revision_that_is_named_is_told() -> None:
    """The digest of a revision that was replaced names the paper, and the mismatch says so."""
    claim, sale = _claim(Named(INVOICE, "CI-1", "aa", "papers[0].number")), _sale()
    of = Consignment(bill="B1", voyage_known=False, claims=(claim,), papers=linked((claim,), (sale,), ()))
    assert [(m.rule, m.path) for m in found(of)] == [("WIN-X-100", "papers[0].number")]


def test_firms_are_told_apart_only_by_what_can_be_compared() -> None:
    """Credit codes decide; names only in the same script; punctuation and capitals are no difference."""
    assert same_firm(Firms(("甲",), ("1",)), Firms(("乙",), ("1",)))
    assert not same_firm(Firms(("甲",), ("1",)), Firms(("甲",), ("2",)))
    assert same_firm(Firms(("甲公司",)), Firms(("KIA CO.",)))
    assert same_firm(Firms(("Example Co., Ltd.",)), Firms(("EXAMPLE CO LTD",)))
    assert not same_firm(Firms(("Example Co.",)), Firms(("Another Co.",)))
    assert same_firm(Firms(), Firms(("X",)))
