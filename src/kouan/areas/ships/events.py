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


class DepartureDeclared(Lodged, frozen=True, kw_only=True):
    """A ship agent declared a departure: customs, border inspection and the port are asked to sign."""

    activity: ClassVar[str] = "declare_departure"


class DepartureAmended(Amended, frozen=True, kw_only=True):
    """The declaration of departure was replaced by a new revision; a permit given on the one before falls."""

    activity: ClassVar[str] = "amend_departure"


class DepartureSigned(Decided, frozen=True, kw_only=True):
    """One agency signed the liaison form of departure."""

    activity: ClassVar[str] = "sign_departure"


class DepartureQueried(Decided, frozen=True, kw_only=True):
    """One agency asked the agent for a correction or an explanation before it signs."""

    activity: ClassVar[str] = "query_departure"


class DepartureHeld(Decided, frozen=True, kw_only=True):
    """One agency does not sign until a named matter is settled."""

    activity: ClassVar[str] = "hold_departure"


class SignatureWithdrawn(Decided, frozen=True, kw_only=True):
    """One agency took its signature back; a permit that rests on it falls."""

    activity: ClassVar[str] = "withdraw_signature"


class DeparturePermitted(Decided, frozen=True, kw_only=True):
    """The maritime agency issued the departure permit; its number is the case and the version of this entry."""

    activity: ClassVar[str] = "permit_departure"


class DepartureReturned(Decided, frozen=True, kw_only=True):
    """The maritime agency sent a signed departure back to the agent."""

    activity: ClassVar[str] = "return_departure"


class DepartureExplained(Decided, frozen=True, kw_only=True):
    """The agent answered the maritime agency and sent the signed departure again as it is."""

    activity: ClassVar[str] = "explain_departure"


class PermitWithdrawn(Decided, frozen=True, kw_only=True):
    """The maritime agency took its permit back before the ship sailed."""

    activity: ClassVar[str] = "withdraw_permit"


class PermitLapsed(Decided, frozen=True, kw_only=True):
    """The ship did not sail within the life of her permit."""

    activity: ClassVar[str] = "lapse_permit"


class ShipSailed(Decided, frozen=True, kw_only=True):
    """The ship sailed on her permit; the entry's `at` is the actual time of departure."""

    activity: ClassVar[str] = "sail"


class DepartureWithdrawn(Decided, frozen=True, kw_only=True):
    """The agent took the declaration of departure back."""

    activity: ClassVar[str] = "withdraw_departure"


class ShiftRequested(Lodged, frozen=True, kw_only=True):
    """A ship agent asked for a shift of berth inside one port."""

    activity: ClassVar[str] = "request_shift"


class ShiftAmended(Amended, frozen=True, kw_only=True):
    """The request for a shift was replaced by a new revision."""

    activity: ClassVar[str] = "amend_shift"


class ShipShifted(Decided, frozen=True, kw_only=True):
    """The ship was moved to the other berth; the entry's `at` is the time."""

    activity: ClassVar[str] = "shift"


class ShiftWithdrawn(Decided, frozen=True, kw_only=True):
    """The agent took the request for a shift back."""

    activity: ClassVar[str] = "withdraw_shift"
