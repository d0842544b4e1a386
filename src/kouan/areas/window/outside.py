"""A reply of an outside customs system: what the codes that came so far mean, and which step of ours says the same."""

from collections.abc import Mapping, Sequence

from . import channel, dms
from .answer import TECHNICAL, Answer
from .dms import Verdict
from .formats.wco_res_xml import REPLIES
from .paying.things import Kept
from .replies import CHANNEL, DMS, MANIFEST, RESPONSE, turned

TAKEN, WAITS, UNKNOWN = STANDINGS = ("taken", "refused", "unknown")
"""Taken; refused for now, because it can not come yet or never can; of a declaration that is not known here."""


class OutsideReply(Kept, frozen=True, kw_only=True):
    """A reply as it is kept. `state` is what all replies of its list meant together after it; `own` is our step that it led to."""

    TABLE = "window_outside_reply"

    id: str
    received: str
    sender: str
    handed_by: str
    form: str
    list: str
    code: str
    at: str
    reference: str
    serial: str
    number: str
    case_id: str
    state: str
    standing: str
    version: int
    why_zh: str
    why_en: str
    own: str
    own_zh: str
    own_en: str
    answer: str
    body: bytes


def follow(list_name: str, codes: Sequence[str], flow: str) -> Verdict:
    """Follow the codes of one list, as the machine of that list does."""
    if list_name == DMS:
        unknown = next((n for n, c in enumerate(codes) if c not in REPLIES), None)
        if unknown is not None:
            return Verdict(
                False,
                dms.follow([REPLIES[c][0] for c in codes[:unknown]], flow, printed=False).state,
                unknown,
                _UNKNOWN,
            )
        return dms.follow([REPLIES[c][0] for c in codes], flow, printed=False)
    if list_name == CHANNEL:
        return channel.follow(codes)
    if list_name == MANIFEST:
        return channel.follow_manifest(codes)
    if list_name == RESPONSE:
        return _responses(codes)
    return Verdict(list_name == TECHNICAL, "", -1 if list_name == TECHNICAL else 0, _UNKNOWN)


_UNKNOWN = channel.NO_SUCH_CODE
_RESPONSES: Mapping[str, str] = {"AB": "7", "AP": "L", "CA": "L", "AJ": "b", "AQ": "b", "RE": "E"}
"""Responses of CUSRES by what they are among CHANNEL codes; b moves nothing."""


def _responses(codes: Sequence[str]) -> Verdict:
    unknown = next((n for n, c in enumerate(codes) if c not in _RESPONSES), None)
    if unknown is not None:
        return Verdict(False, "", unknown, _UNKNOWN)
    return channel.follow([_RESPONSES[c] for c in codes])


_GOODS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "L": {"lodged": ("accept",)},
    "Z": {"lodged": ("send_back",), "accepted": ("send_back",)},
    "E": {"lodged": ("reject",), "reviewed": ("reject",), "held": ("reject",)},
    "H": {"lodged": ("accept", "hold"), "accepted": ("hold",), "reviewed": ("hold",)},
    "M": {"held": ("lift_hold",)},
    "C": {
        "lodged": ("accept", "order_inspection"),
        **dict.fromkeys(("accepted", "reviewed", "held"), ("order_inspection",)),
    },
    "S": {"inspecting": ("start_inspection",)},
    "G": {"lodged": ("accept",), "inspecting": ("complete_inspection",), "held": ("lift_hold",)},
    "T": {"lodged": ("accept",)},
    "P": {
        "lodged": ("accept", "release"),
        "accepted": ("release",),
        "inspecting": ("complete_inspection", "release"),
        "held": ("lift_hold", "release"),
        "reviewed": ("release",),
    },
    "D": dict.fromkeys(("returned", "accepted", "reviewed", "held"), ("cancel",)),
}
"""CHANNEL -> the steps of ours from each state. A step that must have come before it, of which no reply came, is taken with it."""
_MANIFEST: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "01": {"sent": ("accept",), "manual": ("accept",)},
    "02": {"sent": ("refer",)},
    "03": {"sent": ("refuse",), "manual": ("refuse",)},
}


def steps(answer: Answer, machine: str, state: str) -> tuple[str, ...]:
    """The steps of ours that say what the reply says; none where it says nothing to us in this state."""
    if machine == "manifest":
        code = answer.code if answer.list == MANIFEST else _AS_MANIFEST.get((answer.list, answer.code), "")
        return _MANIFEST.get(code, {}).get(state, ())
    code = _SAME.get(answer.code, answer.code) if answer.list == CHANNEL else _as_channel(answer)
    return _GOODS.get(code, {}).get(state, ())


def _as_channel(answer: Answer) -> str:
    return _NOT_OURS.get((answer.list, answer.code), "") or (
        turned(answer.list, answer.code, CHANNEL) if answer.list in (DMS, RESPONSE) else ""
    )


_SAME = {"J": "G", "W": "G", "B": "P", "K": "P", "I": "P", "F": "P", "A": "D", "Y": "E"}
_NOT_OURS = {(DMS, "17"): "-", (RESPONSE, "AJ"): "-", (RESPONSE, "AB"): "-"}
"""Codes that would turn into a step that they do not say: by hand is not held, pending is nothing."""
_AS_MANIFEST = {
    (RESPONSE, "AP"): "01",
    (RESPONSE, "RE"): "03",
    (RESPONSE, "AJ"): "02",
    (DMS, "01"): "01",
    (DMS, "03"): "03",
}
