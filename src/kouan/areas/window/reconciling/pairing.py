"""Which line of one paper is which line of another: by what they say, whatever their order. Nothing is guessed from names."""

from collections.abc import Iterator, Sequence

from .deals import Goods

Differences = tuple[str, ...]


def differences(ours: Goods, theirs: Goods) -> Differences:
    """What two lines both say and say differently. A code that is shorter agrees with its beginning."""
    return tuple(_differing(ours, theirs))


def _differing(ours: Goods, theirs: Goods) -> Iterator[str]:
    short = min(len(ours.code), len(theirs.code))
    if short and ours.code[:short] != theirs.code[:short]:
        yield "code"
    if ours.unit and theirs.unit and ours.unit != theirs.unit:
        yield "unit"
    if None not in (ours.quantity, theirs.quantity) and ours.quantity != theirs.quantity:
        yield "quantity"
    if None not in (ours.amount, theirs.amount) and ours.amount != theirs.amount:
        yield "amount"
    if ours.origin and theirs.origin and ours.origin != theirs.origin:
        yield "origin"


def paired(ours: Sequence[Goods], theirs: Sequence[Goods]) -> list[tuple[Goods, Goods, Differences]] | None:
    """The lines side by side, those that agree wholly first matched, as many as can be; None where their numbers differ.

    What is left is matched by the fewest differences, then by place.
    """
    if len(ours) != len(theirs):
        return None
    apart = [[differences(a, b) for b in theirs] for a in ours]
    match = _agreeing(apart)
    left, free = [i for i, m in enumerate(match) if m < 0], sorted(set(range(len(theirs))) - set(match))
    for _, _, i, j in sorted((_weight(apart[i][j]), abs(i - j), i, j) for i in left for j in free):
        if match[i] < 0 and j not in match:
            match[i] = j
    _exchange(match, apart)
    return [(a, theirs[match[i]], apart[i][match[i]]) for i, a in enumerate(ours)]


def _exchange(match: list[int], apart: Sequence[Sequence[Differences]]) -> None:
    """Exchange two lines where both pairs together differ less: a line that agrees may agree with another one too."""

    def cost(i: int, j: int) -> int:
        return _weight(apart[i][j])

    better = True
    while better:
        better = False
        for i in (i for i, j in enumerate(match) if apart[i][j]):
            for k in range(len(match)):
                mine, other = match[i], match[k]
                if cost(i, other) + cost(k, mine) < cost(i, mine) + cost(k, other):
                    match[i], match[k] = other, mine
                    better = True


def _weight(apart: Differences) -> int:
    """An amount that differs says least of which line it is, for costs are spread over amounts."""
    return sum(1 if name == "amount" else 2 for name in apart)


def _agreeing(apart: Sequence[Sequence[Differences]]) -> list[int]:
    """A greatest matching of lines without a difference, -1 where a line has none (augmenting paths)."""
    of_theirs: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in (j for j, names in enumerate(apart[i]) if not names and j not in tried):
            tried.add(j)
            if j not in of_theirs or place(of_theirs[j], tried):
                of_theirs[j] = i
                return True
        return False

    for i in range(len(apart)):
        place(i, set())
    match = [-1] * len(apart)
    for j, i in of_theirs.items():
        match[i] = j
    return match
