"""Replies of the UK declaration service as a machine: which sequences can be, and what they mean together.

Order is not guaranteed between replies, so a reply is taken by its meaning: a tax notice may come before acceptance and after
clearance, and no late reply is dropped. What can not be is refused with its place. Source: service guide and scenario sheet of the
authority (secondary); which orders are impossible is derived from them (house).
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from kouan.kernel.words import Words


class Seen(msgspec.Struct):
    """What came so far: how often each reply, and how many requests were registered and not yet answered."""

    flow: str
    counts: dict[str, int] = {}
    requests: int = 0
    cancelled_unasked: bool = False

    def has(self, name: str) -> bool:
        return self.counts.get(name, 0) > 0

    @property
    def in_force(self) -> bool:
        """Accepted; or registered, and registered again on arrival, which a pre-lodged declaration may have instead."""
        return self.has("ACC") or self.counts.get("RCV", 0) > 1


class Verdict(msgspec.Struct, frozen=True):
    """Whether a sequence can be; where and why not; and the state that it leaves."""

    accepted: bool
    state: str = ""
    at: int = -1
    why: Words | None = None


Rule = Callable[[Seen], Words | None]


def _needs_force(seen: Seen) -> Words | None:
    return None if seen.in_force else Words("尚未接受申报", "The declaration is not accepted yet")


def _needs_known(seen: Seen) -> Words | None:
    known = seen.in_force or seen.has("RCV")
    return None if known else Words("尚未登记申报", "The declaration is not registered yet")


def _needs_accepted(seen: Seen) -> Words | None:
    return None if seen.has("ACC") else Words("尚未接受申报", "The declaration is not accepted yet")


def _needs_request(seen: Seen) -> Words | None:
    return None if seen.requests > 0 else Words("没有待答复的请求", "No request is open")


def _exports_only(seen: Seen) -> Words | None:
    return Words("进口没有离境通知", "Imports do not leave") if seen.flow == "IM" else None


def _once_cleared(seen: Seen) -> Words | None:
    if seen.has("CLE"):
        return Words("已经结关", "It is cleared already")
    return _needs_force(seen)


RULES: Mapping[str, Rule] = {
    "CLE": _once_cleared,
    "ROG": _needs_force,
    "CTL": _needs_force,
    "DOC": _needs_force,
    "RES": _needs_accepted,
    "REQ": _needs_request,
    "EOG": _exports_only,
    "GER": _exports_only,
    "QRY": _needs_known,
    "DET": _needs_known,
}
"""What must have come before a reply; those that are not named may come at any time."""

STATES = (
    ("INV", "cancelled"),
    ("EOG", "exited"),
    ("CLE", "cleared"),
    ("ROG", "released"),
    ("DET", "held"),
    ("EXT", "held"),
    ("CTL", "inspection"),
    ("DOC", "documents wanted"),
    ("ACC", "accepted"),
    ("RCV", "lodged"),
    ("REJ", "rejected"),
)
"""The strongest reply that came says the state, whatever came last."""


def follow(replies: Sequence[str], flow: str, *, printed: bool = True) -> Verdict:
    """Follow replies (`ACC` or `DMSACC`) of an import (`IM`) or export (`EX`). A sheet that prints the newest first is turned round;
    with `printed` false the order is that in which they came.
    """
    names = [r.removeprefix("DMS") for r in replies]
    if printed and names and names[0] == "EOG" and "RCV" in names[1:] and names[-1] == "RCV":
        names.reverse()
    seen = Seen(flow)
    for at, name in enumerate(names):
        rule = RULES.get(name)
        why = rule(seen) if rule else None
        if why:
            return Verdict(False, state(seen), at, why)
        _take(seen, name)
    if seen.cancelled_unasked:
        return Verdict(False, state(seen), len(names) - 1, Words("没有请求却被撤销", "Cancelled without a request"))
    return Verdict(True, state(seen))


def _take(seen: Seen, name: str) -> None:
    """Take one reply in. A registration after the first is that of a request, or of the arrival; INV may come before it."""
    if name == "RCV" and (seen.has("ACC") or seen.has("RCV")):
        seen.requests += 1
        seen.cancelled_unasked = False
    if name == "REQ":
        seen.requests -= 1
    if name == "INV":
        seen.cancelled_unasked = not (seen.requests or seen.has("REQ") or seen.has("CPR") or seen.has("CPI"))
    seen.counts = {**seen.counts, name: seen.counts.get(name, 0) + 1}


def state(seen: Seen) -> str:
    """The state that the replies mean together; nothing where they say none."""
    return next((meaning for name, meaning in STATES if seen.has(name)), "")
