"""What may happen to a goods declaration, as facts. Names, fields and activities are a contract with who measures.

`filing` is the step of two-step filing that the declaration was in (5 summary, 6 complete), where a reply's code hangs on it.
"""

from typing import ClassVar

from kouan.areas.window.events_besides import OutsideReplyReceived as OutsideReplyReceived
from kouan.areas.window.events_besides import OutsideReplySettled as OutsideReplySettled
from kouan.areas.window.events_besides import OutsideReplyTaken as OutsideReplyTaken
from kouan.areas.window.events_besides import TableTaken as TableTaken
from kouan.kernel.journal import Amended, Decided, Event, Lodged

from .change_events import *  # noqa: F403
from .completing_events import *  # noqa: F403 -- one catalogue of the facts of the area, in several files
from .inspecting.events import *  # noqa: F403
from .licence_events import *  # noqa: F403


class DeclarationLodged(Lodged, frozen=True, kw_only=True):
    """The declarant filed a goods declaration and the window kept it."""

    activity: ClassVar[str] = "declare"


class DeclarationAmended(Amended, frozen=True, kw_only=True):
    """The declarant put a corrected revision in the place of the one before. `excused`: it was filed before arrival and
    differs in dates or vessel only, which counts as no error of the firm.
    """

    activity: ClassVar[str] = "amend"

    excused: bool = False


class DeclarationResubmitted(Decided, frozen=True, kw_only=True):
    """The declarant sent a returned declaration back to customs."""

    activity: ClassVar[str] = "declare_again"

    filing: str = ""


class DeclarationAccepted(Decided, frozen=True, kw_only=True):
    """Customs accepted the declaration; from now on it binds."""

    activity: ClassVar[str] = "accept"

    filing: str = ""


class CargoArrived(Decided, frozen=True, kw_only=True):
    """The port reported the goods at the supervised place. It may come before or after acceptance (advance filing)."""

    activity: ClassVar[str] = "arrive_report"


class InspectionOrdered(Decided, frozen=True, kw_only=True):
    """Customs chose the goods for inspection."""

    activity: ClassVar[str] = "inspect_order"

    filing: str = ""


class InspectionStarted(Decided, frozen=True, kw_only=True):
    """Officers began to inspect the goods."""

    activity: ClassVar[str] = "inspect_start"


class InspectionCompleted(Decided, frozen=True, kw_only=True):
    """Officers ended the inspection and recorded what they found."""

    activity: ClassVar[str] = "inspect_end"


class DeclarationHeld(Decided, frozen=True, kw_only=True):
    """Customs stopped the declaration for a stated reason."""

    activity: ClassVar[str] = "hold"


class HoldLifted(Decided, frozen=True, kw_only=True):
    """Customs let a stopped declaration go on."""

    activity: ClassVar[str] = "unhold"


class DeclarationReturned(Decided, frozen=True, kw_only=True):
    """Customs sent the declaration back to be corrected."""

    activity: ClassVar[str] = "return"

    filing: str = ""


class DeclarationQueried(Decided, frozen=True, kw_only=True):
    """Customs asked the declarant something; the question is the reason. The case stays where it is."""

    activity: ClassVar[str] = "ask"


class QueryAnswered(Decided, frozen=True, kw_only=True):
    """The declarant answered the question of customs; the answer is the reason."""

    activity: ClassVar[str] = "answer"


class DeclarationRejected(Decided, frozen=True, kw_only=True):
    """Customs refused the declaration for good; the goods need a new one."""

    activity: ClassVar[str] = "reject"


class DeclarationCancelled(Decided, frozen=True, kw_only=True):
    """The declaration was withdrawn by its declarant or deleted by customs."""

    activity: ClassVar[str] = "cancel"


class DeclarationReleased(Decided, frozen=True, kw_only=True):
    """Customs released the goods."""

    activity: ClassVar[str] = "release"


class TaxBillIssued(Lodged, frozen=True, kw_only=True):
    """A revision of a declaration got its tax bill. `digest` is that of the proof; amounts are 分, `kinds` by kind of tax;
    `declaration_digest` is that of the revision it was worked out from.
    """

    activity: ClassVar[str] = "tax_issue"

    payer: str
    declaration: str
    revision: int
    declaration_digest: str
    law_day: str
    due: str
    fen: int
    kinds: dict[str, int]
    law_day_by: str = ""


class TaxDayFixed(Decided, frozen=True, kw_only=True):
    """The arrival fixed the day that a bill made before it goes by. `by`: entry, or adjusted by a bill of its own."""

    activity: ClassVar[str] = "tax_fix_day"

    law_day: str
    by: str


class TaxBillPresented(Decided, frozen=True, kw_only=True):
    """The bill was presented to its payer."""

    activity: ClassVar[str] = "tax_present"


class TaxPaymentAsked(Decided, frozen=True, kw_only=True):
    """The payer asked for the bill to be paid: an order to the bank was made. 分; the surcharge is in `fen`."""

    activity: ClassVar[str] = "tax_ask"

    order: str
    fen: int
    surcharge_fen: int = 0


class TaxDeducted(Decided, frozen=True, kw_only=True):
    """The bank told that it took the amount of the order."""

    activity: ClassVar[str] = "tax_deduct"

    order: str
    entry: str
    fen: int
    booked_on: str


class TaxPaymentFailed(Decided, frozen=True, kw_only=True):
    """The bank refused the order, for the code in `reason`."""

    activity: ClassVar[str] = "tax_fail"

    order: str


class TaxBillSettled(Decided, frozen=True, kw_only=True):
    """Nothing is owed on the bill any more: written off after deduction, paid with a statement, or nil."""

    activity: ClassVar[str] = "tax_settle"

    fen: int = 0
    statement: str = ""


class TaxSecured(Decided, frozen=True, kw_only=True):
    """The amount was taken from the balance of a guarantee, so the goods need not wait for the payment. 分."""

    activity: ClassVar[str] = "tax_secure"

    guarantee: str
    fen: int


class TaxDeferred(Decided, frozen=True, kw_only=True):
    """The bill was put on its payer's summary of a month (汇总征税)."""

    activity: ClassVar[str] = "tax_defer"

    month: str
    guarantee: str = ""


class TaxBillCancelled(Decided, frozen=True, kw_only=True):
    """The bill stands no more: its declaration was amended or ended before it was paid."""

    activity: ClassVar[str] = "tax_cancel"


class TaxRefundProposed(Event, frozen=True, kw_only=True):
    """Money of a settled bill ought to go back, for a stated reason. 分."""

    activity: ClassVar[str] = "tax_refund_propose"

    bill: str
    payer: str
    fen: int
    reason: str


class TaxRefundGranted(Decided, frozen=True, kw_only=True):
    """An officer granted the refund: an order to the bank was made."""

    activity: ClassVar[str] = "tax_refund_grant"

    order: str
    fen: int


class TaxRefundRefused(Decided, frozen=True, kw_only=True):
    """An officer refused the refund, with a reason."""

    activity: ClassVar[str] = "tax_refund_refuse"


class TaxRefundPaid(Decided, frozen=True, kw_only=True):
    """The bank told that the payer has the money."""

    activity: ClassVar[str] = "tax_refund_pay"

    order: str
    entry: str


class TaxRefundFailed(Decided, frozen=True, kw_only=True):
    """The bank could not pay the refund."""

    activity: ClassVar[str] = "tax_refund_fail"

    order: str


class TaxStatementDrawn(Event, frozen=True, kw_only=True):
    """The bills of a payer's month were drawn together as one debt. 分; `bills` are their numbers."""

    activity: ClassVar[str] = "tax_draw"

    payer: str
    month: str
    due: str
    provisional: bool
    fen: int
    bills: tuple[str, ...]


class TaxStatementAsked(Decided, frozen=True, kw_only=True):
    """The payer asked for the statement to be paid."""

    activity: ClassVar[str] = "tax_statement_ask"

    order: str
    fen: int
    surcharge_fen: int = 0


class TaxStatementPaid(Decided, frozen=True, kw_only=True):
    """The bank told that it took the amount of the statement."""

    activity: ClassVar[str] = "tax_statement_pay"

    order: str
    entry: str
    fen: int
    booked_on: str


class TaxStatementFailed(Decided, frozen=True, kw_only=True):
    """The bank refused to pay the statement."""

    activity: ClassVar[str] = "tax_statement_fail"

    order: str


class GuaranteeRegistered(Event, frozen=True, kw_only=True):
    """Customs took a guarantee on its books. 分."""

    activity: ClassVar[str] = "guarantee_register"

    owner: str
    form: str
    declaration: str
    issuer: str
    fen: int
    valid_from: str
    valid_to: str


class GuaranteeReserved(Event, frozen=True, kw_only=True):
    """An amount was taken from the balance for a bill. 分; `balance_fen` is what is left."""

    activity: ClassVar[str] = "guarantee_reserve"

    bill: str
    fen: int
    balance_fen: int


class GuaranteeFreed(Event, frozen=True, kw_only=True):
    """What was taken for a bill came back, because the bill is settled or stands no more. 分."""

    activity: ClassVar[str] = "guarantee_free"

    bill: str
    fen: int
    balance_fen: int


class BankEntryReceived(Event, frozen=True, kw_only=True):
    """A bank told of an entry, and it was compared with the orders. 分; no account is named."""

    activity: ClassVar[str] = "bank_tell"

    reference: str
    order: str
    fen: int
    currency: str
    direction: str
    booked_on: str
    outcome: str


class BankEntryClosed(Event, frozen=True, kw_only=True):
    """Somebody closed an entry that did not fit by itself, saying how."""

    activity: ClassVar[str] = "bank_close"

    note: str


class ManifestLodged(Lodged, frozen=True, kw_only=True):
    """A carrier's agent filed a manifest of a voyage."""

    activity: ClassVar[str] = "manifest"


class ManifestAmended(Amended, frozen=True, kw_only=True):
    """The agent put a corrected manifest in the place of the one before."""

    activity: ClassVar[str] = "manifest_amend"


class ManifestResubmitted(Decided, frozen=True, kw_only=True):
    """The agent sent a refused manifest again."""

    activity: ClassVar[str] = "manifest_again"


class ManifestAccepted(Decided, frozen=True, kw_only=True):
    """Customs accepted the manifest (reply 01): its bills may be declared."""

    activity: ClassVar[str] = "manifest_accept"


class ManifestReferred(Decided, frozen=True, kw_only=True):
    """The manifest waits for an officer to look at it (reply 02)."""

    activity: ClassVar[str] = "manifest_refer"


class ManifestRefused(Decided, frozen=True, kw_only=True):
    """Customs sent the manifest back (reply 03)."""

    activity: ClassVar[str] = "manifest_refuse"


class ManifestArrived(Decided, frozen=True, kw_only=True):
    """The port reported that what the manifest lists is here."""

    activity: ClassVar[str] = "manifest_arrive"


class ManifestTallied(Decided, frozen=True, kw_only=True):
    """The port counted what was discharged or loaded."""

    activity: ClassVar[str] = "manifest_tally"


class ManifestReconciled(Decided, frozen=True, kw_only=True):
    """Customs closed the manifest: what was counted answers to what was listed."""

    activity: ClassVar[str] = "manifest_reconcile"


class ManifestDeleted(Decided, frozen=True, kw_only=True):
    """The agent deleted the manifest."""

    activity: ClassVar[str] = "manifest_delete"


class CargoReportLodged(Lodged, frozen=True, kw_only=True):
    """The port filed what arrived or what was counted, bill by bill."""

    activity: ClassVar[str] = "cargo_report"


class CargoReportAmended(Amended, frozen=True, kw_only=True):
    """The port put a corrected report in the place of the one before."""

    activity: ClassVar[str] = "cargo_report_amend"


class CargoReportAccepted(Decided, frozen=True, kw_only=True):
    """Customs took the port's report."""

    activity: ClassVar[str] = "cargo_report_accept"


class CargoReportRefused(Decided, frozen=True, kw_only=True):
    """Customs sent the port's report back."""

    activity: ClassVar[str] = "cargo_report_refuse"


class CargoReportResubmitted(Decided, frozen=True, kw_only=True):
    """The port sent a refused report again."""

    activity: ClassVar[str] = "cargo_report_again"


class BillNoticeLodged(Lodged, frozen=True, kw_only=True):
    """Customs released a bill (11), or stopped its loading (12) or its discharge (13)."""

    activity: ClassVar[str] = "bill_notice"


class TradePaperLodged(Lodged, frozen=True, kw_only=True):
    """A trader kept an invoice or a packing list in the window."""

    activity: ClassVar[str] = "trade_paper"


class TradePaperAmended(Amended, frozen=True, kw_only=True):
    """The trader put a corrected invoice or packing list in the place of the one before."""

    activity: ClassVar[str] = "trade_paper_amend"


class TradePaperWithdrawn(Decided, frozen=True, kw_only=True):
    """The trader took an invoice or a packing list back."""

    activity: ClassVar[str] = "trade_paper_withdraw"
