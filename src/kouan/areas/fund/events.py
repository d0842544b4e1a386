"""What may happen to the fund, as facts. Names and fields are a contract with who reads the journal."""

from typing import ClassVar

from kouan.areas.fund.events_of_evaluation import (
    FinanceEvaluated as FinanceEvaluated,
)
from kouan.areas.fund.events_of_evaluation import (
    MidYearReported as MidYearReported,
)
from kouan.areas.fund.events_of_evaluation import (
    RectificationDone as RectificationDone,
)
from kouan.areas.fund.events_of_evaluation import (
    RectificationOrdered as RectificationOrdered,
)
from kouan.areas.fund.events_of_evaluation import (
    SelfEvaluationAccepted as SelfEvaluationAccepted,
)
from kouan.areas.fund.events_of_evaluation import (
    SelfEvaluationChecked as SelfEvaluationChecked,
)
from kouan.areas.fund.events_of_evaluation import (
    SelfEvaluationDrafted as SelfEvaluationDrafted,
)
from kouan.areas.fund.events_of_evaluation import (
    SelfEvaluationPublished as SelfEvaluationPublished,
)
from kouan.areas.fund.events_of_evaluation import (
    SelfEvaluationReturned as SelfEvaluationReturned,
)
from kouan.areas.fund.events_of_evaluation import (
    SelfEvaluationSubmitted as SelfEvaluationSubmitted,
)
from kouan.areas.fund.events_of_plans import (
    PlanAllocated as PlanAllocated,
)
from kouan.areas.fund.events_of_plans import (
    PlanApproved as PlanApproved,
)
from kouan.areas.fund.events_of_plans import (
    PlanChecked as PlanChecked,
)
from kouan.areas.fund.events_of_plans import (
    PlanClosed as PlanClosed,
)
from kouan.areas.fund.events_of_plans import (
    PlanDrafted as PlanDrafted,
)
from kouan.areas.fund.events_of_plans import (
    PlanPutOnNotice as PlanPutOnNotice,
)
from kouan.areas.fund.events_of_plans import (
    PlanReopened as PlanReopened,
)
from kouan.areas.fund.events_of_plans import (
    PlanRevised as PlanRevised,
)
from kouan.areas.fund.events_of_plans import (
    PlanSentBack as PlanSentBack,
)
from kouan.areas.fund.events_of_plans import (
    PlanSentToFinance as PlanSentToFinance,
)
from kouan.areas.fund.events_of_plans import (
    PlanSettled as PlanSettled,
)
from kouan.areas.fund.events_of_plans import (
    PlanWithdrawn as PlanWithdrawn,
)
from kouan.areas.fund.rules.ceiling import Ceiling
from kouan.kernel.journal import Event


class NoticePublished(Event, frozen=True, kw_only=True):
    """A named officer published a version of a notice; its text stays beside the journal, under its digest.

    Sums in 分, dates and instants as ISO 8601. `waived` maps each blocking finding to the reason why it was let pass.
    """

    activity: ClassVar[str] = "publish"

    notice: str
    revision: int
    digest: str
    previous: str
    fund: str
    direction: str
    matter: str
    year: int
    total_fen: int
    rows: int
    first_day: str
    last_day: str
    late_from: str
    findings: tuple[str, ...]
    waived: dict[str, str]


class ObjectionReceived(Event, frozen=True, kw_only=True):
    """An objection came in. Nothing here tells who objects: names, numbers, words and papers lie in the vault.

    `pieces` are the kinds of what came, `outcome` and `missing` what the table said as of the entry's instant, `sealed`
    the salted digest of what the vault keeps. `position` is the plan's row, 0 for the whole plan.
    """

    activity: ClassVar[str] = "object"

    objection: str
    notice: str
    revision: int
    position: int
    objector: str
    channel: str
    named: bool
    received: str
    postmark: str
    opens: str
    late_from: str
    pieces: tuple[str, ...]
    outcome: str
    ground: str
    missing: tuple[str, ...]
    sealed: str


class ObjectionSupplemented(Event, frozen=True, kw_only=True):
    """Pieces that were missing came, in time or not; `outcome` is what the table says with them."""

    activity: ClassVar[str] = "supplement"

    objection: str
    pieces: tuple[str, ...]
    arrived: str
    outcome: str
    ground: str
    missing: tuple[str, ...]
    sealed: str


class ObjectionTaken(Event, frozen=True, kw_only=True):
    """An officer, the entry's actor, took the objection in hand; the one before, if any, can not open the vault any more."""

    activity: ClassVar[str] = "take"

    objection: str
    before: str


class ObjectionAccepted(Event, frozen=True, kw_only=True):
    """The objection was accepted (受理); its row of the plan is suspended until it is closed."""

    activity: ClassVar[str] = "accept"

    objection: str
    as_of: str
    outcome: str
    missing: tuple[str, ...]
    reason: str


class ObjectionRefused(Event, frozen=True, kw_only=True):
    """The objection was not accepted, with its ground (a-d, or none of the four) and the reason given."""

    activity: ClassVar[str] = "refuse"

    objection: str
    as_of: str
    outcome: str
    ground: str
    missing: tuple[str, ...]
    reason: str


class ObjectionClosed(Event, frozen=True, kw_only=True):
    """An accepted objection was answered: upheld, partly upheld or dismissed. `statement` is public."""

    activity: ClassVar[str] = "close"

    objection: str
    result: str
    statement: str


class PlanFinalised(Event, frozen=True, kw_only=True):
    """The plan on notice became final. `granted` is 分 by row; `reasons` say why a row has less than was on notice."""

    activity: ClassVar[str] = "finalise"

    plan: str
    notice: str
    revision: int
    final_on: str
    total_fen: int
    granted: dict[str, int]
    reasons: dict[str, str]


class MoneyAllotted(Event, frozen=True, kw_only=True):
    """A disbursement document (下达) was issued: 分 and budget item (科目) by row."""

    activity: ClassVar[str] = "allot"

    plan: str
    document: str
    dated: str
    fen: dict[str, int]
    items: dict[str, str]


class PaymentMade(Event, frozen=True, kw_only=True):
    """Money of a disbursement document was paid to a row, by a voucher that is used once."""

    activity: ClassVar[str] = "pay"

    plan: str
    position: int
    document: str
    voucher: str
    paid_on: str
    fen: int


class PaymentReturned(Event, frozen=True, kw_only=True):
    """Money that was paid came back, or was called back."""

    activity: ClassVar[str] = "return"

    plan: str
    voucher: str
    fen: int
    reason: str


class SpendingReported(Event, frozen=True, kw_only=True):
    """A row reported what it has spent since the year began, by the end of a quarter; `reason` where it fell."""

    activity: ClassVar[str] = "report"

    plan: str
    position: int
    quarter: int
    spent_fen: int
    reason: str


class ActualReported(Event, frozen=True, kw_only=True):
    """What became of a target: a number, with what it is divided by where it is a ratio, or a share of the points.

    Numbers are decimal text, "" where there is none; `indicator` is its place in the notice's target table. `row` is the
    plan's row that it is of, 0 for the whole. `method` is `survey` where the denominator counts valid answers and
    `sample` the forms sent out. A figure of the index names its definition with version, interval, cases and position.
    """

    activity: ClassVar[str] = "report_actual"

    evaluation: str
    notice: str
    indicator: int
    numerator: str
    denominator: str
    share: str
    evidence: str
    row: int = 0
    method: str = ""
    sample: str = ""
    definition: str = ""
    period: str = ""
    interval: str = ""
    cases: int = 0
    position: int = 0
    figure: str = ""


class MatterListed(Event, frozen=True, kw_only=True):
    """A matter of a direction of a fund was listed (or named anew): calls may be opened for it.

    `approval_class` is provincial or city; `notice_class` is how notices print that class.
    """

    activity: ClassVar[str] = "list"

    matter: str
    zh: str
    en: str
    approval_class: str
    notice_class: str
    direction: str
    direction_zh: str
    direction_en: str
    fund_zh: str
    fund_en: str


class CallOpened(Event, frozen=True, kw_only=True):
    """A call for applications was published. Instants are ISO 8601, half open at `closes`; money in 分, shares in 1/10 000."""

    activity: ClassVar[str] = "call"

    call: str
    matter: str
    year: int
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    opens: str
    closes: str
    support_first: str
    support_last: str
    rule_date: str
    cap_fen: int
    ceilings: tuple[Ceiling, ...]
    invented: bool


class CallExtended(Event, frozen=True, kw_only=True):
    """A call closes later than it said."""

    activity: ClassVar[str] = "extend"

    call: str
    closes: str
    reason: str


class ApplicationSubmitted(Event, frozen=True, kw_only=True):
    """A version of an application came in time; the document itself, with who to call, lies beside the journal.

    `applicant` is the organisation's id, `papers` are digests, `findings` the codes of what was found and let pass.
    """

    activity: ClassVar[str] = "apply"

    application: str
    revision: int
    call: str
    applicant: str
    name: str
    uscc: str
    no_uscc: str
    kind: str
    parent: str
    project: str
    ceiling: str
    place: str
    needed_fen: int
    requested_fen: int
    own_fen: int
    row_cap_fen: int | None
    papers: tuple[str, ...]
    findings: tuple[str, ...]
    digest: str


class ApplicationWithdrawn(Event, frozen=True, kw_only=True):
    """The applicant took its application back."""

    activity: ClassVar[str] = "withdraw"

    application: str
    reason: str


class SupplementAsked(Event, frozen=True, kw_only=True):
    """An officer sent an application back: what is missing, and until when it may come."""

    activity: ClassVar[str] = "ask"

    application: str
    revision: int
    until: str
    asked: str
    findings: tuple[str, ...]


class EligibilityDecided(Event, frozen=True, kw_only=True):
    """An officer found a version eligible or not. A protected one is paid in full before the others, for the reason named."""

    activity: ClassVar[str] = "decide"

    application: str
    revision: int
    result: str
    reason: str
    findings: tuple[str, ...]
    protected: bool
    protected_reason: str


class ReviewerNamed(Event, frozen=True, kw_only=True):
    """An account became (or remains) a reviewer of the fund, with the body it belongs to."""

    activity: ClassVar[str] = "name"

    reviewer: str
    name: str
    body: str
    body_name: str
    field: str


class ReviewAssigned(Event, frozen=True, kw_only=True):
    """A reviewer was asked to review an application; none of its applicant's, or of the applicant's parent's."""

    activity: ClassVar[str] = "assign"

    review: str
    application: str
    reviewer: str
    body: str
    applicant: str
    parent: str


class ReviewerRecused(Event, frozen=True, kw_only=True):
    """The reviewer stepped back, or was kept away, for the reason named."""

    activity: ClassVar[str] = "recuse"

    review: str
    reason: str


class ReviewScored(Event, frozen=True, kw_only=True):
    """A score sheet was handed in and is final: tenths of a point by criterion, of the sheet in force since that day."""

    activity: ClassVar[str] = "score"

    review: str
    sheet_since: str
    tenths: dict[str, int]
    total: int
    opinion: str


class EarlierYearsImported(Event, frozen=True, kw_only=True):
    """Facts of earlier years were taken over from a sheet; the file and the lines taken lie beside the journal.

    `years` are those of the lines, `fen` what was granted in them together; `proposals` how many lines were confirmed.
    """

    activity: ClassVar[str] = "import"

    batch: str
    name: str
    digest: str
    lines: int
    proposals: int
    refused: int
    years: tuple[int, ...]
    fen: int


class PaymentsStopped(Event, frozen=True, kw_only=True):
    """An officer stopped all payments to a row of the plan, with the reason."""

    activity: ClassVar[str] = "stop"

    plan: str
    position: int
    reason: str


class PaymentsResumed(Event, frozen=True, kw_only=True):
    """An officer lifted the stop on a row's payments, with the reason."""

    activity: ClassVar[str] = "resume"

    plan: str
    position: int
    reason: str


class ClawbackOrdered(Event, frozen=True, kw_only=True):
    """An officer called money of a payment back, with the reason and the day by which it must be back."""

    activity: ClassVar[str] = "claw_back"

    plan: str
    voucher: str
    fen: int
    due_on: str
    reason: str
