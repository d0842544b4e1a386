"""Replies of the Chinese declaration window (CHANNEL) and of the manifest as machines: which orders can be, what they mean together.

A reply is taken by its meaning; one that comes late never moves the state backwards, but for M (reviewed again) and Z (sent back).
A rejection or a cancellation is an end of its own, not a way back; after release only a cancellation is.
Source: `codes/reply-channel.csv`, `manifest-reply.csv` (secondary); which orders can not be is derived from the life of a
declaration (house).
"""

from collections.abc import Mapping, Sequence

from kouan.kernel.words import Words

from .dms import Verdict

STATE_OF: Mapping[str, str] = {
    **dict.fromkeys(("F1", "S0", "f0", "N"), "draft"),
    **dict.fromkeys(("7", "L", "E0", "E1", "X"), "lodged"),
    **dict.fromkeys(("E", "Y", "Z"), "rejected"),
    "M": "under review",
    "H": "held",
    **dict.fromkeys(("C", "S"), "inspection"),
    **dict.fromkeys(("G", "J", "W"), "reviewed"),
    "T": "tax due",
    **dict.fromkeys(("B", "K", "I", "F", "P"), "released"),
    "R": "closed",
    **dict.fromkeys(("D", "A"), "cancelled"),
    **dict.fromkeys(("a", "b", "c", "d"), ""),
}
"""CHANNEL -> state, as in the column of the code list; the inspection side (a to d) moves nothing here."""
RANK = (
    "",
    "draft",
    "lodged",
    "rejected",
    "under review",
    "held",
    "inspection",
    "reviewed",
    "tax due",
    "released",
    "closed",
)
"""How far along a state is; a reply of a lower one that comes later leaves the state where it is."""
BACK = frozenset({"M", "Z"})
AGAIN = frozenset({"7", "L", "E0", "E1", "S0", "N"})
"""What may follow a rejection: it was sent again."""
MANIFEST_STATE: Mapping[str, str] = {
    "02": "under review",
    "03": "rejected",
    "01": "accepted",
    "D1": "cancelled",
    **dict.fromkeys(("0", "E3", "D0", "11", "12", "13"), ""),
}
_CANCELLED = Words("已经撤销或删除", "It is cancelled already")
_REJECTED = Words("已经退单，尚未重新申报", "It was sent back and not filed again")
NO_SUCH_CODE = Words("代码表中没有这个代码", "The code list has no such code")


def follow(codes: Sequence[str]) -> Verdict:
    """Follow CHANNEL codes in the order in which they came."""
    state = ""
    for at, code in enumerate(codes):
        why = _against(code, state, codes[:at])
        if why:
            return Verdict(False, state, at, why)
        state = _after(code, state)
    return Verdict(True, state)


def _against(code: str, state: str, before: Sequence[str]) -> Words | None:
    """Why this code can not come now."""
    if code not in STATE_OF:
        return NO_SUCH_CODE
    if state == "cancelled" and code not in ("D", "A"):
        return _CANCELLED
    if state == "rejected" and code not in AGAIN and code not in ("E", "Y", "Z", "D", "A"):
        return _REJECTED
    if code == "S" and "C" not in before:
        return Words("尚未通知查验", "No inspection was ordered yet")
    if code == "R" and state not in ("released", "closed"):
        return Words("尚未放行", "It is not released yet")
    if code == "M" and not {"G", "J", "W", "H"} & {*before}:
        return Words("尚未审结或挂起", "It was neither reviewed nor held yet")
    if code in BACK and state == "closed":
        return Words("已经结关", "It is closed already")
    return None


def _after(code: str, state: str) -> str:
    new = STATE_OF[code]
    if new == "cancelled" or code in BACK or (state == "rejected" and code in AGAIN):
        return new
    if new == "rejected":
        return state if RANK.index(state) >= RANK.index("released") else new
    return new if state != "cancelled" and RANK.index(new) > RANK.index(state) else state


def follow_manifest(codes: Sequence[str]) -> Verdict:
    """Follow reply codes of a manifest; `resubmitted` between them begins anew."""
    state = ""
    for at, code in enumerate(codes):
        if code == RESUBMITTED:
            state = ""
            continue
        if code not in MANIFEST_STATE:
            return Verdict(False, state, at, NO_SUCH_CODE)
        if state == "cancelled" and code != "D1":
            return Verdict(False, state, at, _CANCELLED)
        if state == "rejected" and code in ("01", "02"):
            return Verdict(False, state, at, _REJECTED)
        if state == "accepted" and code == "03":
            return Verdict(False, state, at, Words("已经接受", "It is accepted already"))
        new = MANIFEST_STATE[code]
        state = new if new and not (state == "accepted" and code == "02") else state
    return Verdict(True, state)


RESUBMITTED = "resubmitted"
