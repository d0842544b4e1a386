"""One consignment as a small picture and a table: which papers there are, and what each says of the same thing."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

import msgspec

from kouan.areas.window.codes import LISTS
from kouan.areas.window.consignment.reading import Graph
from kouan.areas.window.reconciling.deals import Deal, Goods, Packing, Sale
from kouan.areas.window.reconciling.mismatch import Mismatch
from kouan.areas.window.reconciling.views import Claim
from kouan.journeys import catalogue
from kouan.kernel.words import Words
from kouan.kit.saying import number


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One paper of the picture. `url` where it opens; `differs` where a mismatch names it; `missing` where there is none."""

    kind: Words
    name: str
    url: str = ""
    differs: bool = False
    missing: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table: a value a paper, empty where the paper does not say it."""

    words: Words
    cells: tuple[Words | str, ...]
    differs: bool


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """The consignment: its papers, the columns of the table, its rows."""

    nodes: tuple[Node, ...]
    columns: tuple[Words, ...]
    rows: tuple[Row, ...]


MANIFEST, DECLARATION = Words("舱单", "Manifest"), Words("报关单", "Declaration")
INVOICE, PACKING = Words("发票", "Invoice"), Words("装箱单", "Packing list")
RULES: Mapping[str, tuple[str, ...]] = {
    "packages": ("WIN-X-032 packages", "WIN-X-111", "WIN-T-031"),
    "gross": ("WIN-X-032 gross_weight", "WIN-X-112 gross_weight"),
    "net": ("WIN-X-112 net_weight",),
    "boxes": ("WIN-X-034", "WIN-X-113"),
    "total": ("WIN-X-101", "WIN-X-102"),
    "terms": ("WIN-X-103",),
    "quantity": ("WIN-X-104", "WIN-X-105", "WIN-T-030"),
    "origin": ("WIN-X-106",),
    "parties": ("WIN-X-107",),
}
"""Row of the table -> the rules, perhaps with the place, whose mismatches it shows."""


def pictured(graph: Graph, found: Iterable[Mismatch], *, own: str) -> Picture:
    """The picture of a consignment; papers of `own`, an organisation, open."""
    told = tuple(found)
    claims = [c for c in graph.consignment.claims if c.deal] or list(graph.consignment.claims)
    sales = _once(s for p in graph.consignment.papers for s in p.sales)
    packings = _once(p for s in graph.consignment.papers for p in s.packings)
    columns = [MANIFEST, DECLARATION, *([INVOICE] if sales else ()), *([PACKING] if packings else ())]
    marks = {f"{m.rule} {m.path}" for m in told} | {m.rule for m in told}
    rows = []
    for key, words, said in _ROWS:
        cells = said(graph, claims, sales, packings)
        shown = tuple(cells.get(c.zh, "") for c in columns)
        if any(shown):
            rows.append(Row(words=words, cells=shown, differs=bool(marks.intersection(RULES[key]))))
    return Picture(nodes=tuple(_nodes(graph, told, own)), columns=tuple(columns), rows=tuple(rows))


P = TypeVar("P", Sale, Packing)


def _once(papers: Iterable[P]) -> list[P]:
    return list({p.case: p for p in papers}.values())


def _nodes(graph: Graph, found: tuple[Mismatch, ...], own: str) -> Iterable[Node]:
    """Manifest, bill, containers, declarations, papers: in the order in which they meet."""
    wrong = {case for m in found for case in (m.our_case, m.their_case)}
    of, head = graph.consignment, graph.manifest
    yield Node(
        kind=MANIFEST, name=head.number if head else "", differs=bool(head and head.case in wrong), missing=not head
    )
    yield Node(kind=Words("提运单", "Bill"), name=of.bill)
    boxes = of.listed.boxes if of.listed else ()
    if boxes:
        yield Node(kind=Words("集装箱", "Containers"), name="、".join(boxes[:3]) + (" …" if len(boxes) > 3 else ""))
    for claim in graph.claims:
        name, url = (claim.number, f"/cases/{claim.case}/") if claim.owner == own else ("", "")
        yield Node(kind=DECLARATION, name=name, url=url, differs=claim.case in wrong)
    if not graph.claims:
        yield Node(kind=DECLARATION, name="", missing=True)
    for code, kind in (("commercial_invoice", INVOICE), ("packing_list", PACKING)):
        mine = [p for p in graph.papers if p.type == code]
        for p in mine:
            url = f"/cases/{p.case}/" if p.owner == own else ""
            yield Node(kind=kind, name=p.number, url=url, differs=p.case in wrong)
        if not mine:
            yield Node(kind=kind, name="", missing=True)


Cells = dict[str, Words | str]
Said = Callable[[Graph, list[Claim], list[Sale], list[Packing]], Cells]


def _cells(manifest: Words | str, declared: Words | str, invoiced: Words | str = "", packed: Words | str = "") -> Cells:
    return {MANIFEST.zh: manifest, DECLARATION.zh: declared, INVOICE.zh: invoiced, PACKING.zh: packed}


def _sum(values: Iterable[Decimal | int | None]) -> str:
    """The sum as a person reads it; empty where one is not known, or there is none."""
    known = list(values)
    total = sum((v for v in known if v is not None), Decimal(0)) if known and None not in known else None
    return "" if total is None else number(total)


def _packages(g: Graph, claims: list[Claim], sales: list[Sale], packings: list[Packing]) -> Cells:
    listed = g.consignment.listed
    return _cells(
        number(listed.packages) if listed else "",
        _sum(c.packages for c in claims),
        packed=_sum(p.packages for p in packings),
    )


def _gross(g: Graph, claims: list[Claim], sales: list[Sale], packings: list[Packing]) -> Cells:
    listed = g.consignment.listed
    packed = _sum(p.weight for p in packings)
    return _cells(number(listed.weight) if listed else "", _sum(c.weight for c in claims), packed=packed)


def _deals(claims: list[Claim]) -> list[Deal]:
    return [c.deal for c in claims if c.deal]


def _net(g: Graph, claims: list[Claim], sales: list[Sale], packings: list[Packing]) -> Cells:
    return _cells("", _sum(d.net for d in _deals(claims)), packed=_sum(p.net for p in packings))


def _boxes(g: Graph, claims: list[Claim], sales: list[Sale], packings: list[Packing]) -> Cells:
    listed = g.consignment.listed
    return _cells(
        _joined(listed.boxes if listed else ()),
        _joined(b for c in claims for b in c.boxes),
        packed=_joined(b for p in packings for b in p.boxes),
    )


def _joined(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(t for t in texts if t))


def _lines(claims: list[Claim]) -> list[Goods]:
    return [line for d in _deals(claims) for line in d.goods]


def _total(g: Graph, claims: list[Claim], sales: list[Sale], packings: list[Packing]) -> Cells:
    lines = _lines(claims)
    declared, invoiced = _sum(x.amount for x in lines), _sum(s.total for s in sales)
    money, theirs = _joined(x.currency for x in lines), _joined(s.currency for s in sales)
    return _cells("", f"{declared} {money}".strip(), f"{invoiced} {theirs}".strip())


def _terms(g: Graph, claims: list[Claim], sales: list[Sale], packings: list[Packing]) -> Cells:
    codes = dict.fromkeys(d.terms for d in _deals(claims) if d.terms)
    words = [LISTS["deal-terms"].words(c) for c in codes]
    return _cells("", _joined(w.en if w else "" for w in words), _joined(s.incoterm for s in sales))


def _quantity(g: Graph, claims: list[Claim], sales: list[Sale], packings: list[Packing]) -> Cells:
    return _cells(
        "",
        _by_unit(_lines(claims)),
        _by_unit(x for s in sales for x in s.goods),
        _by_unit(x for p in packings for x in p.goods),
    )


def _by_unit(lines: Iterable[Goods]) -> Words | str:
    sums: dict[str, Decimal] = {}
    for line in lines:
        if line.quantity is None:
            return ""
        sums[line.unit] = sums.get(line.unit, Decimal(0)) + line.quantity
    units = catalogue.code_lists()["unit"]
    told = [(number(n), units.words(u) or Words(u, u)) for u, n in sorted(sums.items())]
    if not told:
        return ""
    return Words("；".join(f"{n} {w.zh}" for n, w in told), "; ".join(f"{n} {w.en}" for n, w in told))


def _origin(g: Graph, claims: list[Claim], sales: list[Sale], packings: list[Packing]) -> Cells:
    return _cells("", _joined(x.origin for x in _lines(claims)), _joined(x.origin for s in sales for x in s.goods))


def _parties(g: Graph, claims: list[Claim], sales: list[Sale], packings: list[Packing]) -> Cells:
    declared = _names(n for d in _deals(claims) for n in (*d.home.names[:1], *d.abroad.names[:1]))
    return _cells("", declared, _names(n for s in sales for n in (*s.buyer.names[:1], *s.seller.names[:1])))


def _names(texts: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(texts))


_ROWS: tuple[tuple[str, Words, Said], ...] = (
    ("packages", Words("件数", "Packages"), _packages),
    ("gross", Words("毛重（千克）", "Gross weight (kg)"), _gross),
    ("net", Words("净重（千克）", "Net weight (kg)"), _net),
    ("boxes", Words("集装箱", "Containers"), _boxes),
    ("total", Words("总价", "Total"), _total),
    ("terms", Words("成交方式", "Terms"), _terms),
    ("quantity", Words("数量", "Quantity"), _quantity),
    ("origin", Words("原产国", "Origin"), _origin),
    ("parties", Words("交易双方", "Parties"), _parties),
)
