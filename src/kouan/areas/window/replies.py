"""What a step on a goods declaration is called in the reply codes of others. The raw code is kept, the state is derived.

Source: `codes/reply-channel.csv`, the CHANNEL codes of the Chinese reply message (secondary, one client). Which code stands
for which of our facts is ours (house) and to verify against the official interface text.
"""

from collections.abc import Mapping

CHANNEL = "reply-channel"
"""The code list that the raw codes are from."""

CHANNEL_OF: Mapping[str, str] = {
    "DeclarationLodged": "7",
    "DeclarationResubmitted": "7",
    "DeclarationAccepted": "L",
    "DeclarationReturned": "Z",
    "DeclarationRejected": "E",
    "DeclarationHeld": "H",
    "HoldLifted": "M",
    "InspectionOrdered": "C",
    "InspectionStarted": "S",
    "InspectionCompleted": "G",
    "InspectionDiscrepancyFound": "H",
    "DeclarationReleased": "P",
    "DeclarationCancelled": "D",
}
"""Fact in the journal -> CHANNEL. A fact that is not named (an arrival, an amendment) has no such code."""
