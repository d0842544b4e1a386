"""The tables of the fund. Money is whole 分; what the database can hold true, it holds true."""

from kouan.areas.fund.models.actuals import Actual
from kouan.areas.fund.models.applications import (
    Applicant,
    Application,
    ApplicationDraft,
    ApplicationVersion,
    AttachedPaper,
    Attachment,
    EligibilityDecision,
)
from kouan.areas.fund.models.assessments import Recusal, Review, Reviewer, ReviewScore
from kouan.areas.fund.models.calls import Call, CallCeiling, CallMatter, Direction
from kouan.areas.fund.models.earlier import EarlierBatch, EarlierRow
from kouan.areas.fund.models.evaluations import Evaluation, FinanceScore, MidYear, Rectification
from kouan.areas.fund.models.holding import Clawback, PaymentStop
from kouan.areas.fund.models.money import AllotmentLine, FinalPlan, FinalRow, Payment, Spending
from kouan.areas.fund.models.objections import Objection, ObjectionDecision, ObjectionPiece
from kouan.areas.fund.models.planning import Plan, PlannedRow, PlanNotice, PlanVersion
from kouan.areas.fund.models.published import (
    Indicator,
    Matter,
    NoticeRemark,
    PlanRow,
    PublishedNotice,
    Rebuilding,
    TargetValue,
)
from kouan.areas.fund.models.vault import VaultAccess, VaultPiece, VaultRecord

__all__ = [
    "Actual",
    "AllotmentLine",
    "Applicant",
    "Application",
    "ApplicationDraft",
    "ApplicationVersion",
    "AttachedPaper",
    "Attachment",
    "Call",
    "CallCeiling",
    "CallMatter",
    "Clawback",
    "Direction",
    "EarlierBatch",
    "EarlierRow",
    "EligibilityDecision",
    "Evaluation",
    "FinalPlan",
    "FinalRow",
    "FinanceScore",
    "Indicator",
    "Matter",
    "MidYear",
    "NoticeRemark",
    "Objection",
    "ObjectionDecision",
    "ObjectionPiece",
    "Payment",
    "PaymentStop",
    "Plan",
    "PlanNotice",
    "PlanRow",
    "PlanVersion",
    "PlannedRow",
    "PublishedNotice",
    "Rebuilding",
    "Rectification",
    "Recusal",
    "Review",
    "ReviewScore",
    "Reviewer",
    "Spending",
    "TargetValue",
    "VaultAccess",
    "VaultPiece",
    "VaultRecord",
]
