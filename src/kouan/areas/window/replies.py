"""What a step on a declaration or manifest is called in the reply codes of others. The raw code is kept, the state is derived.

Sources: `codes/reply-channel.csv`, the CHANNEL codes of the Chinese reply message (secondary, one client); `reply-dms.csv`, the
functions of the UK service (secondary); `reply-response.csv`, data element 4343 of UN/EDIFACT. Which code stands for which
of our facts is ours (house) and to verify against the official interface text.
"""

from collections.abc import Mapping

import msgspec

CHANNEL, DMS, MANIFEST, RESPONSE = "reply-channel", "reply-dms", "manifest-reply", "reply-response"
"""The code lists that the raw codes are from."""

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
    "DeclarationCompleted": "7",
    "DeclarationCancelled": "D",
}
"""Fact in the journal -> CHANNEL. A fact that is not named (an arrival, an amendment) has no such code."""
TWO_STEP = "two-step-channel"
TWO_STEP_OF: Mapping[str, str] = {
    "DeclarationLodged": "SpL",
    "DeclarationResubmitted": "SpL",
    "DeclarationReturned": "SpE",
    "DeclarationAccepted": "SpJ",
    "InspectionOrdered": "SpC",
}
"""Fact about a summary -> its own code; the codes of the other facts are those of any declaration."""
ALWAYS_TWO_STEP: Mapping[str, str] = {"PickUpReleased": "SpK", "SupplementDemanded": "Sp1"}


def raw_of(kind: str, filing: str) -> tuple[str, str] | None:
    """The list and the code of a fact about a declaration in that step of filing, or None where it has none."""
    own = ALWAYS_TWO_STEP.get(kind) or (TWO_STEP_OF.get(kind) if filing == "5" else None)
    if own:
        return TWO_STEP, own
    code = CHANNEL_OF.get(kind)
    return (CHANNEL, code) if code else None


class Said(msgspec.Struct, frozen=True):
    """One meaning in three languages; '' where a language has no word for it."""

    channel: str
    dms: str
    response: str


MEANINGS: Mapping[str, Said] = {
    "lodged": Said("7", "02", "AB"),
    "accepted": Said("L", "01", "AP"),
    "rejected": Said("E", "03", "RE"),
    "returned": Said("Z", "03", "RE"),
    "held": Said("H", "17", "AJ"),
    "lifted": Said("M", "", "AJ"),
    "inspection": Said("C", "05", "AJ"),
    "inspecting": Said("S", "", "AJ"),
    "reviewed": Said("G", "", "AB"),
    "query": Said("", "51", "AQ"),
    "corrected": Said("", "07", "AP"),
    "tax": Said("T", "13", "AB"),
    "released": Said("P", "09", "AP"),
    "cancelled": Said("D", "10", "RE"),
    "referred": Said("", "17", "AJ"),
    "request": Said("", "11", "AB"),
}
"""What an answer of ours may mean, and what it is called. Two meanings may share a word (a return is a rejection with reasons)."""

MEANING_OF: Mapping[str, str] = {
    "DeclarationLodged": "lodged",
    "DeclarationResubmitted": "lodged",
    "DeclarationAmended": "corrected",
    "DeclarationAccepted": "accepted",
    "DeclarationReturned": "returned",
    "DeclarationRejected": "rejected",
    "DeclarationHeld": "held",
    "HoldLifted": "lifted",
    "InspectionOrdered": "inspection",
    "InspectionStarted": "inspecting",
    "InspectionCompleted": "reviewed",
    "DeclarationQueried": "query",
    "DeclarationReleased": "released",
    "DeclarationCancelled": "cancelled",
    "TaxBillIssued": "tax",
    "ManifestLodged": "lodged",
    "ManifestResubmitted": "lodged",
    "ManifestAmended": "corrected",
    "ManifestAccepted": "accepted",
    "ManifestReferred": "referred",
    "ManifestRefused": "rejected",
    "ManifestDeleted": "cancelled",
    "PickUpReleased": "released",
    "SupplementDemanded": "query",
    "DeclarationCompleted": "lodged",
    "ChangeRequested": "request",
    "ChangeGranted": "request",
    "ChangeRefused": "request",
    "ChangeApplied": "corrected",
}
"""Fact in the journal -> what it means to whoever filed. A fact that is not named has no answer in the standards."""

MANIFEST_OF: Mapping[str, str] = {"accepted": "01", "referred": "02", "rejected": "03", "cancelled": "D1"}
"""Meaning -> reply code of a manifest (传输回执)."""

_COLUMN = {CHANNEL: "channel", DMS: "dms", RESPONSE: "response"}


def code_of(meaning: str, list_name: str) -> str:
    """What a meaning is called in a list; '' where the list has no word for it."""
    if list_name == MANIFEST:
        return MANIFEST_OF.get(meaning, "")
    return str(getattr(MEANINGS[meaning], _COLUMN[list_name]))


def turned(list_name: str, code: str, wanted: str) -> str:
    """A code of one list as one of another, by what it means; '' where that can not be said. Codes of one meaning more are the first."""
    if list_name == wanted:
        return code
    meaning = next((m for m in MEANINGS if code and code_of(m, list_name) == code), _LIKE.get((list_name, code), ""))
    return code_of(meaning, wanted) if meaning else ""


_LIKE: Mapping[tuple[str, str], str] = {
    **{(CHANNEL, code): "released" for code in "BKIF"},
    **{(CHANNEL, code): "reviewed" for code in "JW"},
    **{(CHANNEL, code): "lodged" for code in ("E0", "E1")},
    (CHANNEL, "Y"): "rejected",
    (CHANNEL, "A"): "cancelled",
    (DMS, "08"): "released",
    (DMS, "06"): "query",
    (DMS, "52"): "held",
}
"""Codes that mean what the first one of their meaning does."""
