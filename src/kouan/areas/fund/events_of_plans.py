"""What may happen to an allocation plan, as facts. Names and fields are a contract with who reads the journal."""

from typing import ClassVar

from kouan.kernel.journal import Amended, Decided, Lodged


class PlanDrafted(Lodged, frozen=True, kw_only=True):
    """An allocation plan was begun. The plan itself stays beside the journal, under its digest; sums in 分."""

    activity: ClassVar[str] = "draft"

    year: int
    cap_fen: int
    total_fen: int
    rows: int


class PlanRevised(Amended, frozen=True, kw_only=True):
    """A new version of a draft took the place of the one before; `previous` is the digest it is chained to."""

    activity: ClassVar[str] = "revise"

    previous: str
    cap_fen: int
    total_fen: int
    rows: int


class PlanChecked(Decided, frozen=True, kw_only=True):
    """Somebody checked the plan: from here its version stands unless it is sent back."""

    activity: ClassVar[str] = "check"

    revision: int
    digest: str


class PlanSentBack(Decided, frozen=True, kw_only=True):
    """The plan went back to its draft, for a reason."""

    activity: ClassVar[str] = "send_back"

    revision: int
    digest: str


class PlanApproved(Decided, frozen=True, kw_only=True):
    """The plan was approved (批准) and may be put on notice."""

    activity: ClassVar[str] = "approve"

    revision: int
    digest: str


class PlanPutOnNotice(Decided, frozen=True, kw_only=True):
    """The approved version was published as a notice: number, version and digest of its text."""

    activity: ClassVar[str] = "put_on_notice"

    revision: int
    digest: str
    notice: str
    notice_revision: int
    notice_digest: str


class PlanWithdrawn(Decided, frozen=True, kw_only=True):
    """The plan was taken off notice, for a reason; what was published stays readable."""

    activity: ClassVar[str] = "withdraw"

    revision: int
    digest: str


class PlanReopened(Decided, frozen=True, kw_only=True):
    """A withdrawn plan is drafted again, towards a notice of its own."""

    activity: ClassVar[str] = "reopen"

    revision: int
    digest: str


class PlanSettled(Decided, frozen=True, kw_only=True):
    """The plan on notice became final: a version of its own, chained to what was on notice."""

    activity: ClassVar[str] = "settle"

    revision: int
    digest: str
    previous: str
    total_fen: int
    rows: int


class PlanSentToFinance(Decided, frozen=True, kw_only=True):
    """The final plan went to the finance department."""

    activity: ClassVar[str] = "send_to_finance"

    revision: int
    digest: str


class PlanAllocated(Decided, frozen=True, kw_only=True):
    """All that the final plan grants has been allotted by documents (下达)."""

    activity: ClassVar[str] = "allocate"

    revision: int
    digest: str


class PlanClosed(Decided, frozen=True, kw_only=True):
    """Nothing more is paid from this plan."""

    activity: ClassVar[str] = "close"

    revision: int
    digest: str
