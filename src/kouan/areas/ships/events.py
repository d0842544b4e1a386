"""What happens to a ship's call, as the journal says it. Names and fields are frozen by a snapshot."""

from typing import ClassVar

from kouan.kernel.journal import Amended, Decided, Lodged


class ShipCallAnnounced(Lodged, frozen=True, kw_only=True):
    """A ship agent announced a call: the general declaration was filed."""

    activity: ClassVar[str] = "announce"


class ShipCallAmended(Amended, frozen=True, kw_only=True):
    """The general declaration was replaced by a new revision."""

    activity: ClassVar[str] = "amend"


class ShipArrived(Decided, frozen=True, kw_only=True):
    """The ship reached the port's waters; the entry's `at` is the actual time of arrival."""

    activity: ClassVar[str] = "arrive"


class ShipBerthed(Decided, frozen=True, kw_only=True):
    """The cleared ship was made fast at its berth; cargo work may begin."""

    activity: ClassVar[str] = "berth"


class ShipDeparted(Decided, frozen=True, kw_only=True):
    """The ship left the port; the entry's `at` is the actual time of departure."""

    activity: ClassVar[str] = "depart"


class ShipCallWithdrawn(Decided, frozen=True, kw_only=True):
    """The agent took the announcement back: the ship does not call."""

    activity: ClassVar[str] = "withdraw"


class ClearanceGiven(Decided, frozen=True, kw_only=True):
    """One agency has no objection to the ship's entry."""

    activity: ClassVar[str] = "clear"


class ClearanceQueried(Decided, frozen=True, kw_only=True):
    """One agency asked the agent for a correction or an explanation."""

    activity: ClassVar[str] = "query"


class ClearanceHeld(Decided, frozen=True, kw_only=True):
    """One agency keeps the ship from entering until a named matter is settled."""

    activity: ClassVar[str] = "hold"


class ClearanceWithdrawn(Decided, frozen=True, kw_only=True):
    """One agency took its clearance back and decides again; what it had decided stays in the journal."""

    activity: ClassVar[str] = "revoke"
