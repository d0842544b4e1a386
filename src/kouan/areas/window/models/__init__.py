"""The tables of the window. Money is whole 分; what the database can hold true, it holds true."""

from .completions import CompletionRow
from .consignments import BillRow, BoxRow, ClaimRow, ManifestRow, NoticeRow, PhaseRow, SeenRow, Telling
from .inspections import JointRow, JointSubjectRow
from .licences import Licence, LicenceEntry
from .outside import OutsideReply
from .references import UsedReference
from .tables import TableVersion
from .tax_bank import Agreement, BankEntry, BankMessage, PaymentOrder
from .tax_bills import Refund, Statement, TaxBill, TaxProof
from .tax_guarantees import Guarantee, GuaranteeMove
from .trade_papers import TradeKey, TradeRow

__all__ = [
    "Agreement",
    "BankEntry",
    "BankMessage",
    "BillRow",
    "BoxRow",
    "ClaimRow",
    "CompletionRow",
    "Guarantee",
    "GuaranteeMove",
    "JointRow",
    "JointSubjectRow",
    "Licence",
    "LicenceEntry",
    "ManifestRow",
    "NoticeRow",
    "OutsideReply",
    "PaymentOrder",
    "PhaseRow",
    "Refund",
    "SeenRow",
    "Statement",
    "TableVersion",
    "TaxBill",
    "TaxProof",
    "Telling",
    "TradeKey",
    "TradeRow",
    "UsedReference",
]
