"""What pages ask about objections: nothing here tells who objects."""

from collections import Counter

import msgspec

from kouan.areas.fund.models import Objection

OPEN = ("received", "accepted")


class Standing(msgspec.Struct, frozen=True):
    """What is published of a notice's objections: numbers by state, suspended rows, the answers."""

    counts: dict[str, int]
    suspended: tuple[int, ...]
    answers: tuple[tuple[int, str, str], ...]

    @property
    def total(self) -> int:
        """How many came in."""
        return sum(self.counts.values())


def standing(notice: str) -> Standing:
    """The public account: position 0 in `suspended` or `answers` is the whole plan."""
    rows = list(
        Objection.objects.filter(notice=notice)
        .order_by("received_at", "number")
        .values_list("state", "position", "result", "statement")
    )
    return Standing(
        counts=dict(Counter(state for state, *_ in rows)),
        suspended=tuple(sorted({position or 0 for state, position, *_ in rows if state == "accepted"})),
        answers=tuple((position or 0, result, said) for state, position, result, said in rows if state == "closed"),
    )


def stands_in_the_way(notice: str, position: int) -> list[str]:
    """The numbers of the objections that are open against a row, or against the whole plan; undecided ones too."""
    rows = Objection.objects.filter(notice=notice, state__in=OPEN).values_list("number", "position")
    return [number for number, against in rows if against is None or against == position]


def desk() -> list[Objection]:
    """Every objection, the open ones first, oldest first."""
    rows = Objection.objects.all().order_by("received_at", "number")
    return sorted(rows, key=lambda kept: kept.state not in OPEN)
