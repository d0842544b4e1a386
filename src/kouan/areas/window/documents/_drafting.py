"""A declaration drafted from an invoice and a packing list: what they say is carried over with its place, the rest stays
empty. Nothing is guessed: no HS code is completed, no quantity converted.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal

import msgspec

from kouan.areas.window.reconciling.deals import INVOICE, PACKING
from kouan.areas.window.reconciling.terms import CFR, CIF, DECLARED_AS, FOB
from kouan.kernel.words import Words

from ._trade_parts import Firm
from .commercial_invoice import CommercialInvoice
from .packing_list import PackingList

Flow = Literal["import", "export"]
Raw = dict[str, Any]
KILOGRAM = "035"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A paper and how a declaration refers to it: by its case, where it is kept, and the digest of its bytes."""

    document: Any
    case: str = ""
    digest: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One value that was carried over: where it stands now, the value, and the place on which paper it came from."""

    path: str
    value: str
    paper: Literal["invoice", "packing_list"]
    place: str


class Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """Plain data of a declaration, and where each value of it came from."""

    raw: Raw
    sources: tuple[Source, ...]


TERMS = Words("成交方式由贸易术语换算，待核", "The terms of the deal follow from the incoterm (to verify)")


class _Pen:
    """Writes values at places and remembers where they came from."""

    def __init__(self) -> None:
        self.raw: Raw = {}
        self.sources: list[Source] = []

    def put(self, path: str, value: Any, paper: Literal["invoice", "packing_list"], place: str) -> None:
        """One value; an empty one is left out, and what stands already stays."""
        if value in ("", None) or path in {s.path for s in self.sources}:
            return
        here: Any = self.raw
        *groups, last = path.replace("[", ".").replace("]", "").split(".")
        for name, following in zip(groups, [*groups[1:], last][: len(groups)], strict=True):
            if isinstance(here, list):
                here.extend({} for _ in range(int(name) + 1 - len(here)))
                here = here[int(name)]
            else:
                here = here.setdefault(name, [] if following.isdecimal() else {})
        here[last] = f"{value:f}" if isinstance(value, Decimal) else value
        said = f"{value:f}" if isinstance(value, Decimal) else str(value)
        self.sources.append(Source(path=path, value=said, paper=paper, place=place))


def drafted(flow: Flow, invoice: Kept | None, packing: Kept | None) -> Drafted:
    """A declaration of these papers; either may be missing. The papers themselves are referred to as attached."""
    pen = _Pen()
    if invoice:
        _from_invoice(pen, flow, invoice.document)
    if packing:
        _from_packing(pen, packing.document)
    _common(pen, flow, invoice, packing)
    _papers(pen, invoice, packing)
    for number, line in enumerate(pen.raw.get("goods", [])):
        line.setdefault("item", number + 1)
        line.setdefault("commodity_code", "")
    return Drafted(raw=pen.raw, sources=tuple(pen.sources))


def _from_invoice(pen: _Pen, flow: Flow, i: CommercialInvoice) -> None:
    here, there = (i.buyer, i.seller) if flow == "import" else (i.seller, i.buyer)
    home, abroad = ("buyer", "seller") if flow == "import" else ("seller", "buyer")
    _firm(pen, here, home)
    pen.put(
        "overseas_party",
        there.name_en or there.name,
        "invoice",
        f"{abroad}.name_en" if there.name_en else f"{abroad}.name",
    )
    pen.put("trading_country", there.country, "invoice", f"{abroad}.country")
    terms = _terms(i)
    pen.put("deal_terms", terms, "invoice", "incoterm")
    for name, cost in _costs(flow, terms, i):
        pen.put(f"{name}.mark", "3", "invoice", f"charges.{name}")
        pen.put(f"{name}.amount", cost, "invoice", f"charges.{name}")
        pen.put(f"{name}.currency", i.currency, "invoice", "currency")
    for n, line in enumerate(i.goods):
        for path, value, place in (
            ("name", line.name, "name"),
            ("specification", line.specification, "specification"),
            ("commodity_code", line.commodity_code, "commodity_code"),
            ("quantity", line.quantity, "quantity"),
            ("unit", line.unit, "unit"),
            ("unit_price", line.unit_price, "unit_price"),
            ("total", line.amount, "amount"),
            ("origin_country", line.origin_country, "origin_country"),
        ):
            pen.put(f"goods[{n}].{path}", value, "invoice", f"goods[{n}].{place}")
        pen.put(f"goods[{n}].currency", i.currency, "invoice", "currency")


def _firm(pen: _Pen, firm: Firm, place: str) -> None:
    pen.put("trader.name", firm.name or firm.name_en, "invoice", f"{place}.name" if firm.name else f"{place}.name_en")
    pen.put("trader.scc", firm.scc, "invoice", f"{place}.scc")


def _terms(i: CommercialInvoice) -> str:
    """The terms under which the lines stand: costs stated apart are no part of the lines' amounts."""
    own = DECLARED_AS.get(i.incoterm, ("",))[0]
    if own == CIF and i.charges.freight is not None and i.charges.insurance is not None:
        return FOB
    if own == CFR and i.charges.freight is not None:
        return FOB
    return CFR if own == CIF and i.charges.insurance is not None else own


def _costs(flow: Flow, terms: str, i: CommercialInvoice) -> Iterator[tuple[str, Decimal]]:
    """Costs that an import under these terms adds and the invoice states apart."""
    asked = {FOB: ("freight", "insurance"), CFR: ("insurance",)}.get(terms, ()) if flow == "import" else ()
    for name in asked:
        cost: Decimal | None = getattr(i.charges, name)
        if cost is not None:
            yield name, cost


def _from_packing(pen: _Pen, p: PackingList) -> None:
    for path, value in (
        ("packages", p.packages),
        ("packing", p.packing),
        ("gross_weight", p.gross_weight),
        ("net_weight", p.net_weight),
    ):
        pen.put(path, value, "packing_list", path)
    goods = pen.raw.get("goods", [])
    for n, line in enumerate(p.goods if len(p.goods) == len(goods) else ()):
        if goods[n].get("unit") == KILOGRAM == line.unit:
            continue
        if line.name == goods[n].get("name") and line.net_weight is not None:
            pen.put(f"goods[{n}].second_quantity", line.net_weight, "packing_list", f"goods[{n}].net_weight")
            pen.put(f"goods[{n}].second_unit", KILOGRAM, "packing_list", f"goods[{n}].net_weight")
    numbers = [b.number for b in p.containers] or list(dict.fromkeys(x.container for x in p.goods if x.container))
    kinds = {b.number: (k, b.kind) for k, b in enumerate(p.containers)}
    for n, number in enumerate(numbers):
        place, kind = kinds.get(number, (n, ""))
        source = f"containers[{place}]" if p.containers else "goods"
        pen.put(f"containers[{n}].number", number, "packing_list", source)
        pen.put(f"containers[{n}].kind", kind, "packing_list", source)
        items = ",".join(str(x.item) for x in p.goods if x.container == number)
        if len(p.goods) == len(goods):
            pen.put(f"containers[{n}].items", items, "packing_list", "goods")


def _common(pen: _Pen, flow: Flow, invoice: Kept | None, packing: Kept | None) -> None:
    """What both papers may say: the invoice's word first, the list's where the invoice is silent."""
    papers: Mapping[Literal["invoice", "packing_list"], Kept | None] = {"invoice": invoice, "packing_list": packing}
    border = "discharge_port" if flow == "import" else "loading_port"
    for paper, kept in papers.items():
        if kept is None:
            continue
        d = kept.document
        for path, name in (
            ("contract_number", "contract_number"),
            ("bill_number", "bill_number"),
            ("means_of_transport", "means_of_transport"),
            ("voyage", "voyage"),
            ("marks", "marks"),
            ("border_port", border),
        ):
            pen.put(path, getattr(d, name), paper, name)


def _papers(pen: _Pen, invoice: Kept | None, packing: Kept | None) -> None:
    """The electronic documents (EdocRealation): kind, case or number, digest."""
    rows: list[Raw] = []
    for kind, kept in ((INVOICE, invoice), (PACKING, packing)):
        if kept:
            rows.append({"kind": kind, "number": kept.case or kept.document.number, "sha256": kept.digest})
    if rows:
        pen.raw["papers"] = rows
