"""What invoice, packing list and declaration say of the deal itself, as much of it as can be compared.

Money in the currency beside it, weights in kg. `path` is the place on the document that the value came from.
"""

from decimal import Decimal

import msgspec

INVOICE, PACKING = "00000001", "00000002"
"""Codes of electronic documents (随附单据): what a declaration calls an invoice and a packing list."""


class Goods(msgspec.Struct, frozen=True, kw_only=True):
    """One line. What a paper does not say is None or empty, and is not compared."""

    path: str
    code: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    amount: Decimal | None = None
    currency: str = ""
    origin: str = ""


class Named(msgspec.Struct, frozen=True):
    """A paper that a declaration names: its kind, its number or case, the digest of its bytes; where it stands."""

    kind: str
    number: str
    digest: str
    path: str


class Firms(msgspec.Struct, frozen=True):
    """Names and credit codes under which one side of the deal may stand."""

    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


class Deal(msgspec.Struct, frozen=True, kw_only=True):
    """What a declaration says of the deal. `terms` is the code of 成交方式."""

    flow: str
    terms: str
    contract: str = ""
    home: Firms = Firms()
    abroad: Firms = Firms()
    net: Decimal | None = None
    named: tuple[Named, ...] = ()
    goods: tuple[Goods, ...] = ()


class Sale(msgspec.Struct, frozen=True, kw_only=True):
    """What an invoice says. `digests` are those of all its revisions, the one that counts last."""

    case: str
    number: str
    owner: str
    digests: tuple[str, ...] = ()
    contract: str = ""
    bill: str = ""
    incoterm: str = ""
    currency: str = ""
    total: Decimal | None = None
    freight: Decimal | None = None
    insurance: Decimal | None = None
    seller: Firms = Firms()
    buyer: Firms = Firms()
    goods: tuple[Goods, ...] = ()


class Packing(msgspec.Struct, frozen=True, kw_only=True):
    """What a packing list says."""

    case: str
    number: str
    owner: str
    digests: tuple[str, ...] = ()
    contract: str = ""
    bill: str = ""
    invoice: str = ""
    packages: int | None = None
    weight: Decimal | None = None
    net: Decimal | None = None
    boxes: tuple[str, ...] = ()
    goods: tuple[Goods, ...] = ()


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """Papers that belong together: places of the declarations among the consignment's claims, and their papers."""

    claims: tuple[int, ...] = ()
    sales: tuple[Sale, ...] = ()
    packings: tuple[Packing, ...] = ()

    @property
    def all(self) -> tuple[Sale | Packing, ...]:
        """Invoices, then packing lists."""
        return (*self.sales, *self.packings)

    @property
    def cases(self) -> frozenset[str]:
        """The cases of all of them."""
        return frozenset(p.case for p in self.all)
