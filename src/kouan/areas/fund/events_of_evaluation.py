"""What may happen to a self-evaluation, to monitoring and to finance's evaluation, as facts."""

from typing import ClassVar

from kouan.kernel.journal import Decided, Event, Lodged


class SelfEvaluationDrafted(Lodged, frozen=True, kw_only=True):
    """The self-evaluation of a notice's year was begun."""

    activity: ClassVar[str] = "draft_evaluation"

    notice: str


class SelfEvaluationSubmitted(Decided, frozen=True, kw_only=True):
    """It was submitted with the score as it stood; the digest is that of everything the score is computed from."""

    activity: ClassVar[str] = "submit_evaluation"

    total: str
    grade: str
    digest: str


class SelfEvaluationChecked(Decided, frozen=True, kw_only=True):
    """Somebody checked it, line by line."""

    activity: ClassVar[str] = "check_evaluation"

    digest: str


class SelfEvaluationReturned(Decided, frozen=True, kw_only=True):
    """It went back, for a reason; actuals may be reported again."""

    activity: ClassVar[str] = "return_evaluation"

    digest: str


class SelfEvaluationAccepted(Decided, frozen=True, kw_only=True):
    """It was accepted."""

    activity: ClassVar[str] = "accept_evaluation"

    digest: str


class SelfEvaluationPublished(Decided, frozen=True, kw_only=True):
    """The score was made public; whoever computes it again from the bundle finds the same digest."""

    activity: ClassVar[str] = "publish_evaluation"

    total: str
    grade: str
    digest: str


class FinanceEvaluated(Event, frozen=True, kw_only=True):
    """Finance's own evaluation: points, scores and reasons by block (decision, process, output, benefit), its opinion."""

    activity: ClassVar[str] = "evaluate"

    notice: str
    points: dict[str, str]
    scores: dict[str, str]
    reasons: dict[str, str]
    opinion: str
    total: str
    grade: str


class MidYearReported(Event, frozen=True, kw_only=True):
    """January to July of a target: what was reached, what is expected of the year, how likely, and why."""

    activity: ClassVar[str] = "monitor"

    notice: str
    indicator: int
    numerator: str
    denominator: str
    expected: str
    likelihood: str
    reason: str
    light: str


class RectificationOrdered(Event, frozen=True, kw_only=True):
    """What must be put right for a target, and until when."""

    activity: ClassVar[str] = "order_rectification"

    notice: str
    indicator: int
    what: str
    until: str


class RectificationDone(Event, frozen=True, kw_only=True):
    """It was put right, as said."""

    activity: ClassVar[str] = "rectify"

    notice: str
    indicator: int
    what: str
