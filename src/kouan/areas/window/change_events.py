"""What may happen to a request to amend or withdraw a declaration, as facts."""

from typing import ClassVar

from kouan.kernel.journal import Decided, Lodged


class ChangeRequested(Lodged, frozen=True, kw_only=True):
    """The declarant asked to amend or withdraw a declaration that customs has accepted."""

    activity: ClassVar[str] = "change_request"


class ChangeGranted(Decided, frozen=True, kw_only=True):
    """Customs agreed to an amendment or a withdrawal."""

    activity: ClassVar[str] = "change_grant"


class ChangeRefused(Decided, frozen=True, kw_only=True):
    """Customs refused an amendment or a withdrawal for a stated reason."""

    activity: ClassVar[str] = "change_refuse"


class ChangeApplied(Decided, frozen=True, kw_only=True):
    """What was granted was done: the declaration has its new revision, or is void."""

    activity: ClassVar[str] = "change_apply"


class ChangeDropped(Decided, frozen=True, kw_only=True):
    """The declarant took a request back before it was applied."""

    activity: ClassVar[str] = "change_drop"
