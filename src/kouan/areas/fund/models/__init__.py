"""The tables of the fund. Money is whole 分; what the database can hold true, it holds true."""

from kouan.areas.fund.models.objections import Objection, ObjectionDecision, ObjectionPiece
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
    "Indicator",
    "Matter",
    "NoticeRemark",
    "Objection",
    "ObjectionDecision",
    "ObjectionPiece",
    "PlanRow",
    "PublishedNotice",
    "Rebuilding",
    "TargetValue",
    "VaultAccess",
    "VaultPiece",
    "VaultRecord",
]
