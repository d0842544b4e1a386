"""What a bank tells, free of its XML."""

import msgspec

from kouan.kernel.findings import Finding


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One entry or refusal. `fen` is 分 where the currency has two decimals; `kind` is `booked` or `refused`.

    `booked_at` is the instant with its offset where the bank says one, else ''. `account` is the payer's as the bank printed it: mask it before it is kept or shown.
    """

    kind: str
    reference: str
    order: str
    fen: int = 0
    currency: str = "CNY"
    direction: str = "CRDT"
    booked_on: str = ""
    booked_at: str = ""
    account: str = ""
    reason: str = ""


class BankSaid(msgspec.Struct, frozen=True):
    """A whole message: its own id, its kind (`camt.054` or `pain.002`), what it tells, and what could not be read."""

    message: str
    kind: str
    told: tuple[Told, ...] = ()
    findings: tuple[Finding, ...] = ()


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """One transfer to order. Amounts in 分; `order` is the end-to-end id."""

    order: str
    fen: int
    debtor: str
    debtor_account: str
    debtor_bank: str
    creditor: str
    creditor_account: str
    creditor_bank: str
    about: str

    def __repr__(self) -> str:
        return f"Payment({self.order}, {self.fen})"
