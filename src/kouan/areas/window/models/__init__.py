"""The tables of the window. Money is whole 分; what the database can hold true, it holds true."""

from .tax_bank import Agreement, BankEntry, BankMessage, PaymentOrder
from .tax_bills import Refund, Statement, TaxBill, TaxProof
from .tax_guarantees import Guarantee, GuaranteeMove

__all__ = [
    "Agreement",
    "BankEntry",
    "BankMessage",
    "Guarantee",
    "GuaranteeMove",
    "PaymentOrder",
    "Refund",
    "Statement",
    "TaxBill",
    "TaxProof",
]
