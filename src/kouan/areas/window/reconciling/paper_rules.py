"""Mismatches between declarations and the trader's own papers, and between these and the manifest. One function a rule.

Sums of all declarations of a set are held against sums of all its papers; lines against lines where they are as many.
Who must act: where two of three papers agree, the third; else the declarant, for a declaration follows its papers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from kouan.kernel.words import Words

from .deals import INVOICE, PACKING, Deal, Firms, Goods, Named, Packing, Papers, Sale
from .linking import names
from .mismatch_parts import Mismatch, said
from .pairing import paired
from .terms import DECLARED_AS, comes_to
from .views import Claim, Consignment, Party

FEN = Decimal("0.01")


class Set:
    """One set of papers of a consignment, as the rules look at it."""

    def __init__(self, of: Consignment, papers: Papers) -> None:
        self.of = of
        self.claims: list[tuple[Claim, Deal]] = [
            (c, c.deal) for c in (of.claims[i] for i in papers.claims) if c.deal is not None
        ]
        self.sales, self.packings = papers.sales, papers.packings

    @property
    def last(self) -> tuple[Claim, Deal]:
        """The declaration that a mismatch of sums is shown on: the one that came last."""
        return self.claims[-1]

    def declared(self) -> list[Goods]:
        """All lines of all its declarations."""
        return [line for _, deal in self.claims for line in deal.goods]

    def invoiced(self) -> list[Goods]:
        """All lines of all its invoices."""
        return [line for s in self.sales for line in s.goods]

    def differs(
        self,
        rule: str,
        words: Words,
        ours: str,
        theirs: str,
        paper: Sale | Packing,
        *,
        path: str,
        party: Party = "declarant",
        repair: str | None = None,
    ) -> Mismatch:
        """A mismatch between the last declaration and one of the papers."""
        return Mismatch(
            rule=rule,
            words=words,
            party=party,
            ours=ours,
            theirs=theirs,
            our_case=self.last[0].case,
            their_case=paper.case,
            path=path,
            repair=repair if party == "declarant" and len(self.claims) == 1 else None,
        )


def paper_mismatches(of: Consignment, tolerance: Decimal) -> Iterator[Mismatch]:
    """All mismatches of all sets of papers of a consignment."""
    for papers in of.papers:
        one = Set(of, papers)
        for rule in DECLARED if one.claims else ():
            yield from rule(one, tolerance)
        yield from _lists_fit_invoices(one)
        if not one.claims:
            yield from _lists_fit_the_manifest(one, tolerance)


def _names_what_is_kept(s: Set, _: Decimal) -> Iterator[Mismatch]:
    """WIN-X-100: what a declaration names is kept, in the revision that stands."""
    for claim, deal in s.claims:
        for named in deal.named:
            by_kind: dict[str, Sequence[Sale | Packing]] = {INVOICE: s.sales, PACKING: s.packings}
            kept = by_kind.get(named.kind, ())
            mine = next((p for p in kept if names(named, p, claim.owner)), None)
            if mine is not None and named.digest and named.digest.lower() != mine.digests[-1]:
                zh = f"报关单引用的 {mine.number} 已被更正，引用的是旧版"
                yield _name(s, claim, named, mine, zh, f"{mine.number} was replaced: an earlier revision is named")
            elif mine is None and kept and named.number:
                zh = f"报关单引用 {named.number}，本提运单留存的是 {kept[0].number}"
                en = f"The declaration names {named.number}, kept for the bill is {kept[0].number}"
                yield _name(s, claim, named, kept[0], zh, en)


def _name(s: Set, claim: Claim, named: Named, paper: Sale | Packing, zh: str, en: str) -> Mismatch:
    return Mismatch(
        rule="WIN-X-100",
        words=Words(zh, en),
        party="declarant",
        ours=named.number or named.digest,
        theirs=paper.number,
        our_case=claim.case,
        their_case=paper.case,
        path=named.path,
    )


def _currencies_differ(s: Set, _: Decimal) -> Iterator[Mismatch]:
    """WIN-X-101: declared in the currency of the invoice."""
    theirs = sorted({x.currency for x in s.sales if x.currency})
    for line in s.last[1].goods:
        if theirs and line.currency and line.currency not in theirs:
            told = "、".join(theirs)
            zh, en = f"报关币制 {line.currency}，发票币制 {told}", f"Declared in {line.currency}, invoiced in {told}"
            only = theirs[0] if len(theirs) == 1 else None
            path = f"{line.path}.currency"
            yield s.differs("WIN-X-101", Words(zh, en), line.currency, told, s.sales[0], path=path, repair=only)


def _totals_differ(s: Set, _: Decimal) -> Iterator[Mismatch]:
    """WIN-X-102: the totals of the lines make what the invoices come to under the declared terms."""
    terms = {deal.terms for _, deal in s.claims}
    currencies = {x.currency for x in s.sales} | {g.currency for g in s.declared()}
    amounts = [g.amount for g in s.declared()]
    if not s.sales or len(terms) != 1 or len(currencies) != 1 or None in amounts:
        return
    each = [_value(x, next(iter(terms))) for x in s.sales]
    invoiced = sum((e for e in each if e is not None), Decimal(0))
    declared = sum((a for a in amounts if a is not None), Decimal(0))
    if None in each or abs(declared - invoiced) <= FEN * max(1, len(amounts)):
        return
    money = next(iter(currencies))
    zh = f"报关总价 {said(declared)} {money}，发票 {said(invoiced)} {money}"
    en = f"Declared in all {said(declared)} {money}, invoiced {said(invoiced)}"
    path = _whose_amount(s)
    yield s.differs("WIN-X-102", Words(zh, en), said(declared), said(invoiced), s.sales[0], path=path)


_KNOWN = frozenset(code for codes in DECLARED_AS.values() for code in codes) | {"4"}


def _value(sale: Sale, terms: str) -> Decimal | None:
    """What the invoice comes to under these terms; where they do not fit, its total (the terms are told by themselves)."""
    told = comes_to(sale, terms)
    return sale.total if told is None else told


def _whose_amount(s: Set) -> str:
    """The place of the one line whose amount differs, else of the first. Price or amount may be wrong: no edit is proposed."""
    pairs = paired(s.last[1].goods, s.invoiced()) if len(s.claims) == 1 else None
    wrong = [a for a, _, apart in pairs or () if "amount" in apart]
    lines = wrong if len(wrong) == 1 else s.last[1].goods
    return f"{lines[0].path}.total" if lines else "goods"


def _is_fitting(sale: Sale, terms: str) -> bool:
    """Are these the terms of the invoice, or can the invoice be told under them?"""
    known = DECLARED_AS.get(sale.incoterm)
    return known is None or terms in known or comes_to(sale, terms) is not None


def _terms_differ(s: Set, _: Decimal) -> Iterator[Mismatch]:
    """WIN-X-103: 成交方式 is that of the invoice, or one to which its costs, stated apart, lead."""
    terms = s.last[1].terms
    for sale in s.sales:
        if terms in _KNOWN and not _is_fitting(sale, terms):
            usual = DECLARED_AS[sale.incoterm][0]
            zh = f"成交方式 {terms}，发票贸易术语 {sale.incoterm}（应为 {usual}）"
            en = f"Terms of the deal {terms}, the invoice says {sale.incoterm} (code {usual})"
            words = Words(zh, en)
            yield s.differs("WIN-X-103", words, terms, sale.incoterm, sale, path="deal_terms")


def _lines_differ(s: Set, _: Decimal) -> Iterator[Mismatch]:
    """WIN-X-104, 105, 106: quantity, unit and origin, line by line; where lines were joined, in sum."""
    if not s.sales or not s.declared():
        return
    pairs = paired(s.declared(), s.invoiced())
    if pairs is None:
        yield from _sums_differ(s)
        return
    for ours, theirs, apart in pairs:
        for name in (n for n in ("quantity", "unit", "origin") if n in apart):
            yield _line(s, name, ours, theirs)


_LINE = {
    "quantity": ("WIN-X-104", Words("数量", "quantity"), "quantity"),
    "unit": ("WIN-X-105", Words("单位", "unit"), "unit"),
    "origin": ("WIN-X-106", Words("原产国", "origin"), "origin_country"),
}


def _line(s: Set, name: str, ours: Goods, theirs: Goods) -> Mismatch:
    rule, words, field = _LINE[name]
    a, b = _told(getattr(ours, name)), _told(getattr(theirs, name))
    place = _place(ours)
    zh, en = f"{place.zh}报关{words.zh} {a}，发票 {b}", f"{place.en}: declared {words.en} {a}, invoiced {b}"
    party: Party = "trader" if name == "quantity" and _lists_say(s, s.declared()) else "declarant"
    paper = next(x for x in s.sales if theirs in x.goods)
    return s.differs(
        rule,
        Words(zh, en),
        a,
        b,
        paper,
        path=f"{ours.path}.{field}",
        party=party,
        repair=None if name == "quantity" else b,
    )


def _place(line: Goods) -> Words:
    number = int("".join(c for c in line.path if c.isdecimal()) or 0) + 1
    return Words(f"第 {number} 项", f"Line {number}")


def _told(value: object) -> str:
    return said(value) if isinstance(value, Decimal) else str(value or "")


def _lists_say(s: Set, goods: Sequence[Goods]) -> bool:
    """Do packing lists have these quantities, unit by unit?"""
    packed = _by_unit(line for p in s.packings for line in p.goods)
    return bool(packed) and packed == _by_unit(goods)


def _by_unit(goods: Iterable[Goods]) -> dict[str, Decimal]:
    """Quantities by unit; empty where a line lacks one."""
    made = defaultdict[str, Decimal](Decimal)
    for line in goods:
        if line.quantity is None or not line.unit:
            return {}
        made[line.unit] += line.quantity
    return dict(made)


def _sums_differ(s: Set) -> Iterator[Mismatch]:
    """Of lines that were joined or parted: quantities by unit, and whether every origin of the one is in the other."""
    ours, theirs = _by_unit(s.declared()), _by_unit(s.invoiced())
    first = s.last[1].goods[0].path
    for unit in sorted({*ours, *theirs}) if ours and theirs else ():
        a, b = ours.get(unit, Decimal(0)), theirs.get(unit, Decimal(0))
        rule = "WIN-X-104" if a and b else "WIN-X-105"
        if a != b:
            zh = f"报关数量合计 {said(a)}（单位 {unit}），发票合计 {said(b)}"
            en = f"Declared {said(a)} in all (unit {unit}), invoiced {said(b)}"
            path = f"{first}.{'quantity' if rule == 'WIN-X-104' else 'unit'}"
            party: Party = "trader" if rule == "WIN-X-104" and _lists_say(s, s.declared()) else "declarant"
            yield s.differs(rule, Words(zh, en), said(a), said(b), s.sales[0], path=path, party=party)
    lands = {g.origin for g in s.invoiced()}
    for line in s.last[1].goods if "" not in lands else ():
        if line.origin and line.origin not in lands:
            told = "、".join(sorted(lands))
            place = _place(line)
            zh, en = (
                f"{place.zh}原产国 {line.origin}，发票 {told}",
                f"{place.en}: origin {line.origin}, invoiced {told}",
            )
            path = f"{line.path}.origin_country"
            yield s.differs("WIN-X-106", Words(zh, en), line.origin, told, s.sales[0], path=path)


def _parties_differ(s: Set, tolerance: Decimal) -> Iterator[Mismatch]:
    """WIN-X-107: the parties of the invoice are the domestic trader (or owner) and the overseas party."""
    _, deal = s.last
    for sale in s.sales:
        here, there = (sale.buyer, sale.seller) if deal.flow == "import" else (sale.seller, sale.buyer)
        for ours, theirs, path, zh, en in (
            (deal.home, here, "trader.name", "境内收发货人", "domestic trader"),
            (deal.abroad, there, "overseas_party", "境外收发货人", "overseas party"),
        ):
            if not same_firm(ours, theirs):
                a, b = ours.names[0], theirs.names[0]
                words = Words(f"{zh} {a}，发票为 {b}", f"The {en} is {a}, on the invoice {b}")
                yield s.differs("WIN-X-107", words, a, b, sale, path=path)


def same_firm(ours: Firms, theirs: Firms) -> bool:
    """May both be one firm? By credit codes where both have them, else by names in the same script; else nobody knows."""
    if ours.codes and theirs.codes:
        return bool(set(ours.codes) & set(theirs.codes))
    pairs = [(_bare(a), _bare(b)) for a in ours.names for b in theirs.names if _is_han(a) == _is_han(b)]
    return not pairs or any(a == b for a, b in pairs)


def _bare(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _is_han(name: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in name)


def _packages_differ(s: Set, _: Decimal) -> Iterator[Mismatch]:
    """WIN-X-111: packages declared are those of the packing lists."""
    packed = [p.packages for p in s.packings]
    declared = [c.packages for c, _ in s.claims]
    if not packed or None in packed or None in declared:
        return
    ours, theirs = sum(n or 0 for n in declared), sum(n or 0 for n in packed)
    if ours != theirs:
        zh, en = f"报关 {ours} 件，装箱单 {theirs} 件", f"Declared {ours} packages, packed {theirs}"
        listed = s.of.listed
        party = _third(listed is not None and listed.packages == ours and _is_alone(s))
        words = Words(zh, en)
        yield s.differs(
            "WIN-X-111", words, f"{ours}", f"{theirs}", s.packings[0], path="packages", party=party, repair=f"{theirs}"
        )


def _third(manifest_has_ours: bool) -> Party:
    return "trader" if manifest_has_ours else "declarant"


def _is_alone(s: Set) -> bool:
    """Are these all declarations of the bill?"""
    return len(s.claims) == len(s.of.claims) and not s.of.veiled


def _weights_differ(s: Set, tolerance: Decimal) -> Iterator[Mismatch]:
    """WIN-X-112: gross and net weight declared are those of the packing lists."""
    listed = s.of.listed
    for name, ours, theirs, words in (
        (
            "gross_weight",
            [c.weight for c, _ in s.claims],
            [p.weight for p in s.packings],
            Words("毛重", "gross weight"),
        ),
        ("net_weight", [d.net for _, d in s.claims], [p.net for p in s.packings], Words("净重", "net weight")),
    ):
        if not theirs or None in ours or None in theirs:
            continue
        a, b = (sum((v for v in values if v is not None), Decimal(0)) for values in (ours, theirs))
        if abs(a - b) > tolerance:
            zh = f"报关{words.zh} {said(a)} 千克，装箱单 {said(b)} 千克"
            en = f"Declared {words.en} {said(a)} kg, packed {said(b)} kg"
            same = name == "gross_weight" and listed is not None and abs(listed.weight - a) <= tolerance
            yield s.differs(
                "WIN-X-112",
                Words(zh, en),
                said(a),
                said(b),
                s.packings[0],
                path=name,
                party=_third(same and _is_alone(s)),
                repair=said(b),
            )


def _boxes_differ(s: Set, _: Decimal) -> Iterator[Mismatch]:
    """WIN-X-113: containers declared are those of the packing lists, where these name any."""
    packed = {b for p in s.packings for b in p.boxes}
    declared = {b for c, _ in s.claims for b in c.boxes}
    of_bill = set(s.of.listed.boxes) if s.of.listed and not s.of.veiled else set[str]()
    claim = s.last[0]
    for row, box in enumerate(claim.boxes if packed else ()):
        if box not in packed:
            zh, en = f"集装箱 {box} 不在装箱单中", f"Container {box} is not on the packing list"
            missing = sorted(packed - declared)
            repair = missing[0] if len(missing) == 1 and len(declared - packed) == 1 else None
            party = _third(box in of_bill)
            yield s.differs(
                "WIN-X-113",
                Words(zh, en),
                box,
                ",".join(missing),
                s.packings[0],
                path=f"containers[{row}].number",
                party=party,
                repair=repair,
            )
    for box in sorted(packed - declared):
        zh, en = f"装箱单的集装箱 {box} 未申报", f"Container {box} of the packing list is not declared"
        party = _third(bool(of_bill) and box not in of_bill)
        yield s.differs("WIN-X-113", Words(zh, en), "", box, s.packings[0], path="containers", party=party)


def _lists_fit_invoices(s: Set) -> Iterator[Mismatch]:
    """WIN-T-030: packed are the quantities that are invoiced, unit by unit."""
    ours, theirs = _by_unit(line for p in s.packings for line in p.goods), _by_unit(s.invoiced())
    for unit in sorted({*ours, *theirs}) if ours and theirs else ():
        a, b = ours.get(unit, Decimal(0)), theirs.get(unit, Decimal(0))
        if a != b:
            zh = f"装箱单数量合计 {said(a)}（单位 {unit}），发票 {said(b)}"
            en = f"Packed {said(a)} in all (unit {unit}), invoiced {said(b)}"
            yield _of_trader("WIN-T-030", Words(zh, en), said(a), said(b), s.packings[0].case, s.sales[0].case)


def _lists_fit_the_manifest(s: Set, tolerance: Decimal) -> Iterator[Mismatch]:
    """WIN-T-031: before anybody declares, packing lists are held against the bill of the manifest."""
    listed = s.of.listed
    if listed is None or not s.packings or s.of.veiled:
        return
    case = s.packings[0].case
    counts, weights = [p.packages for p in s.packings], [p.weight for p in s.packings]
    packages = sum(c or 0 for c in counts)
    weight = sum((w for w in weights if w is not None), Decimal(0))
    boxes = {b for p in s.packings for b in p.boxes}
    differing = [
        (None not in counts and packages != listed.packages, f"{packages}", f"{listed.packages}", "件", "packages"),
        (
            None not in weights and abs(weight - listed.weight) > tolerance,
            said(weight),
            said(listed.weight),
            "千克",
            "kg",
        ),
        (
            bool(boxes) and boxes != set(listed.boxes),
            ",".join(sorted(boxes)),
            ",".join(listed.boxes),
            "箱",
            "containers",
        ),
    ]
    for is_off, a, b, zh, en in differing:
        if is_off:
            words = Words(f"装箱单 {a} {zh}，舱单 {b} {zh}", f"Packed {a} {en}, the manifest has {b}")
            yield _of_trader("WIN-T-031", words, a, b, case, listed.case)


def _of_trader(rule: str, words: Words, ours: str, theirs: str, our_case: str, their_case: str) -> Mismatch:
    return Mismatch(
        rule=rule,
        words=words,
        party="trader",
        ours=ours,
        theirs=theirs,
        our_case=our_case,
        their_case=their_case,
    )


DECLARED: tuple[Callable[[Set, Decimal], Iterator[Mismatch]], ...] = (
    _names_what_is_kept,
    _currencies_differ,
    _totals_differ,
    _terms_differ,
    _lines_differ,
    _parties_differ,
    _packages_differ,
    _weights_differ,
    _boxes_differ,
)
"""The rules that look at a declaration."""
