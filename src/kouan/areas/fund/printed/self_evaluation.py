"""A self-evaluation (绩效自评) as others filled it in: money, expenses, goal, indicators; cells are text as printed."""

import msgspec


class Grid(msgspec.Struct, frozen=True):
    """A table: heads over rows; the first column names the row. `truncated` where the source breaks off."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    truncated: bool = False
    truncated_after: int = 0

    def column(self, *words: str) -> int:
        """The index of the first column whose head has one of the words; -1 where there is none.

        A table may leave out the head of its first column, as forms do; cells then stand one further right.
        """
        shift = 1 if self.rows and len(self.rows[0]) == len(self.columns) + 1 else 0
        found = next((i for i, head in enumerate(self.columns) if any(word in head for word in words)), None)
        return -1 if found is None else found + shift


class Goal(msgspec.Struct, frozen=True):
    """The year's goal: what was expected and what came of it, in the words of the form."""

    expected: str = ""
    actual: str = ""


class SelfEvaluation(msgspec.Struct, frozen=True):
    """One form. `unit` is the unit of all its money; `head` is kept as printed."""

    id: str
    unit: str
    head: dict[str, str | int] = {}
    funds: Grid = Grid()
    expenses: Grid = Grid()
    goal: Goal = Goal()
    indicators: Grid = Grid()
