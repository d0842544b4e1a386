"""The rows of the tax tables as structs, in the order of their columns. Days are ISO text, times stamps, money 分."""

from typing import ClassVar

import msgspec


class Kept(msgspec.Struct, frozen=True):
    """A row of a table; its fields are the table's columns. The first field is the key."""

    TABLE: ClassVar[str] = ""


class Bill(Kept, frozen=True, kw_only=True):
    """A tax bill. `kinds` is JSON: 分 by kind; `kind` is `first`, `supplementary` or `nil`. `law_day_by` is '' but for filings
    before arrival: see `advance`.
    """

    TABLE: ClassVar[str] = "window_tax_bill"

    id: str
    declaration: str
    revision: int
    kind: str
    payer: str
    state: str
    version: int
    fen: int
    kinds: str
    law_day: str
    issued: str
    since: str
    due: str
    paid_on: str | None = None
    surcharge_fen: int = 0
    order_id: str = ""
    guarantee: str = ""
    statement: str = ""
    proof: str = ""
    document: str = ""
    law_day_by: str = ""


class Proof(Kept, frozen=True, kw_only=True):
    """The bill as it was worked out: deflated JSON."""

    TABLE: ClassVar[str] = "window_tax_proof"

    bill: str
    digest: str
    body: bytes


class Statement(Kept, frozen=True, kw_only=True):
    """One month's bills of one payer."""

    TABLE: ClassVar[str] = "window_tax_statement"

    id: str
    payer: str
    month: str
    fen: int
    bills: int
    drawn: str
    due: str
    provisional: bool
    state: str
    version: int
    order_id: str = ""
    paid_on: str | None = None
    surcharge_fen: int = 0


class Refund(Kept, frozen=True, kw_only=True):
    """Money that goes back."""

    TABLE: ClassVar[str] = "window_tax_refund"

    id: str
    bill: str
    payer: str
    fen: int
    reason: str
    state: str
    version: int
    since: str
    order_id: str = ""


class Guarantee(Kept, frozen=True, kw_only=True):
    """A guarantee and what is free of it."""

    TABLE: ClassVar[str] = "window_guarantee"

    number: str
    owner: str
    kind: str
    declaration: str
    issuer: str
    fen: int
    balance_fen: int
    valid_from: str
    valid_to: str
    version: int
    registered: str


class GuaranteeMove(Kept, frozen=True, kw_only=True):
    """One movement of a guarantee."""

    TABLE: ClassVar[str] = "window_guarantee_move"

    guarantee: str
    version: int
    at: str
    kind: str
    bill: str
    fen: int
    balance_fen: int


class Agreement(Kept, frozen=True, kw_only=True):
    """Which account a firm's taxes are taken from. `account` is never shown whole: `masked` is."""

    TABLE: ClassVar[str] = "window_tax_agreement"

    id: str
    organisation: str
    bank: str
    account: str
    holder: str
    since: str
    is_summary: bool = False

    def __repr__(self) -> str:
        return f"Agreement({self.id}, {self.masked})"

    @property
    def masked(self) -> str:
        """The last four characters of the account, the others hidden."""
        return masked(self.account)


class Order(Kept, frozen=True, kw_only=True):
    """One order to the bank; `id` is its end-to-end id. `purpose`: bill, statement or refund."""

    TABLE: ClassVar[str] = "window_tax_order"

    id: str
    purpose: str
    subject: str
    agreement: str
    organisation: str
    fen: int
    state: str
    made: str
    sent: str = ""
    ended: str = ""


class Message(Kept, frozen=True, kw_only=True):
    """A bank's message as it came."""

    TABLE: ClassVar[str] = "window_bank_message"

    digest: str
    message: str
    kind: str
    received: str
    entries: int
    body: bytes


class Entry(Kept, frozen=True, kw_only=True):
    """One entry that a bank told of, and what it was found to be. `account` is masked."""

    TABLE: ClassVar[str] = "window_bank_entry"

    id: str
    message: str
    reference: str
    order_id: str
    fen: int
    currency: str
    direction: str
    booked_on: str
    account: str
    outcome: str
    is_open: bool
    received: str
    closed_by: str = ""
    note: str = ""


def masked(account: str) -> str:
    """An account's last four characters, the others hidden; nothing of a short one."""
    return f"****{account[-4:]}" if len(account) > 8 else "****"
