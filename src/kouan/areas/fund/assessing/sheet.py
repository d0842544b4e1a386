"""The score sheet in force on a day: criteria whose points make 100."""

import datetime as dt

import msgspec

from kouan.areas.fund.rules.settings import HERE
from kouan.kernel.rules import Dated, read_rule
from kouan.kernel.words import Words


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is scored, and the points it can bring."""

    code: str
    points: int
    zh: str
    en: str
    hint_zh: str
    hint_en: str

    @property
    def words(self) -> Words:
        """What it is called."""
        return Words(self.zh, self.en)

    @property
    def hint(self) -> Words:
        """What to look at."""
        return Words(self.hint_zh, self.hint_en)


class Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The criteria, in order. Raises ValueError where their points do not make 100."""

    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        if sum(one.points for one in self.criteria) != 100 or any(one.points <= 0 for one in self.criteria):
            raise ValueError("the points of a score sheet make 100")
        if len({one.code for one in self.criteria}) != len(self.criteria):
            raise ValueError("a criterion stands once in a score sheet")


RULE = read_rule("score_sheet", (HERE / "score_sheet.yaml").read_text("utf-8"), Sheet)


def sheet_on(day: dt.date) -> Dated[Sheet]:
    """The sheet in force on that day. Raises LookupError before the first one."""
    return RULE.on(day)
