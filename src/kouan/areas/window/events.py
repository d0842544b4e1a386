"""What may happen to a goods declaration, as facts. Names, fields and activities are a contract with who measures."""

from typing import ClassVar

from kouan.kernel.journal import Amended, Decided, Lodged


class DeclarationLodged(Lodged, frozen=True, kw_only=True):
    """The declarant filed a goods declaration and the window kept it."""

    activity: ClassVar[str] = "declare"


class DeclarationAmended(Amended, frozen=True, kw_only=True):
    """The declarant put a corrected revision in the place of the one before."""

    activity: ClassVar[str] = "amend"


class DeclarationResubmitted(Decided, frozen=True, kw_only=True):
    """The declarant sent a returned declaration back to customs."""

    activity: ClassVar[str] = "declare_again"


class DeclarationAccepted(Decided, frozen=True, kw_only=True):
    """Customs accepted the declaration; from now on it binds."""

    activity: ClassVar[str] = "accept"


class CargoArrived(Decided, frozen=True, kw_only=True):
    """The port reported the goods at the supervised place. It may come before or after acceptance (advance filing)."""

    activity: ClassVar[str] = "arrive_report"


class InspectionOrdered(Decided, frozen=True, kw_only=True):
    """Customs chose the goods for inspection."""

    activity: ClassVar[str] = "inspect_order"


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


class DeclarationRejected(Decided, frozen=True, kw_only=True):
    """Customs refused the declaration for good; the goods need a new one."""

    activity: ClassVar[str] = "reject"


class DeclarationCancelled(Decided, frozen=True, kw_only=True):
    """The declaration was withdrawn by its declarant or deleted by customs."""

    activity: ClassVar[str] = "cancel"


class DeclarationReleased(Decided, frozen=True, kw_only=True):
    """Customs released the goods."""

    activity: ClassVar[str] = "release"
