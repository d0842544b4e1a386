"""What may happen to a joint inspection, as facts. `told` names the organisations that get the fact in their log of replies
beside whoever asked for the inspection.
"""

from typing import ClassVar

from kouan.kernel.journal import Amended, Decided, Event, Lodged

__all__ = [
    "InspectionDiscrepancyFound",
    "JointInspectionAmended",
    "JointInspectionAnnounced",
    "JointInspectionCancelled",
    "JointInspectionCleared",
    "JointInspectionDeclined",
    "JointInspectionDelayed",
    "JointInspectionDiscrepancyFound",
    "JointInspectionJoined",
    "JointInspectionMissed",
    "JointInspectionPassed",
    "JointInspectionPrepared",
    "JointInspectionRequested",
    "JointInspectionStarted",
    "JointInspectionTimeProposed",
]


class JointInspectionRequested(Lodged, frozen=True, kw_only=True):
    """An agency asked the others concerned to inspect together: one appointment for all."""

    activity: ClassVar[str] = "joint_request"

    told: tuple[str, ...] = ()


class JointInspectionAmended(Amended, frozen=True, kw_only=True):
    """The agency that asked changed the appointment."""

    activity: ClassVar[str] = "joint_amend"

    told: tuple[str, ...] = ()


class JointStep(Decided, frozen=True, kw_only=True):
    """A step of a joint inspection."""

    told: tuple[str, ...] = ()


class JointInspectionJoined(JointStep, frozen=True, kw_only=True):
    """An agency said that it comes."""

    activity: ClassVar[str] = "joint_join"


class JointInspectionDeclined(JointStep, frozen=True, kw_only=True):
    """An agency said that it does not come, and why."""

    activity: ClassVar[str] = "joint_decline"


class JointInspectionPassed(JointStep, frozen=True, kw_only=True):
    """An agency said that the inspection is none of its business."""

    activity: ClassVar[str] = "joint_pass"


class JointInspectionTimeProposed(JointStep, frozen=True, kw_only=True):
    """An agency asked for another time: stamps."""

    activity: ClassVar[str] = "joint_propose"

    begins: str = ""
    ends: str = ""


class JointInspectionPrepared(JointStep, frozen=True, kw_only=True):
    """The terminal told that the box is in its place and can be opened."""

    activity: ClassVar[str] = "joint_ready"


class JointInspectionDelayed(JointStep, frozen=True, kw_only=True):
    """The terminal told that the box is not ready after all, and why."""

    activity: ClassVar[str] = "joint_delay"


class JointInspectionStarted(JointStep, frozen=True, kw_only=True):
    """The agencies that came began to inspect, all at once."""

    activity: ClassVar[str] = "joint_start"


class JointInspectionCleared(JointStep, frozen=True, kw_only=True):
    """An agency ended its part and found nothing."""

    activity: ClassVar[str] = "joint_clear"


class JointInspectionDiscrepancyFound(JointStep, frozen=True, kw_only=True):
    """An agency ended its part and found something: codes of the list inspection-finding."""

    activity: ClassVar[str] = "joint_find"

    codes: tuple[str, ...] = ()


class JointInspectionMissed(JointStep, frozen=True, kw_only=True):
    """An agency that had joined did not come."""

    activity: ClassVar[str] = "joint_miss"


class JointInspectionCancelled(JointStep, frozen=True, kw_only=True):
    """The agency that asked called the inspection off."""

    activity: ClassVar[str] = "joint_cancel"


class JointInspectionAnnounced(Event, frozen=True, kw_only=True):
    """What happened to a joint inspection, told on the case of the goods or ship that it looks at. Times are stamps,
    `step` is the code of the sentence, `agency` the role whose result it is, `codes` are what was found.
    """

    activity: ClassVar[str] = "joint_announce"

    inspection: str
    step: str
    place: str
    begins: str
    ends: str
    opens: str
    boxes: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    agency: str = ""
    codes: tuple[str, ...] = ()
    reason: str = ""


class InspectionDiscrepancyFound(Decided, frozen=True, kw_only=True):
    """Customs ended its inspection of the goods and found something; the declaration is held."""

    activity: ClassVar[str] = "inspect_find"
