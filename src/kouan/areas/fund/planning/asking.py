"""Plans as machines hand them in: the whole document, one row of it, a move. Sums are whole 分 as in `plan.json`."""

import msgspec
from msgspec import UNSET, UnsetType

from kouan.areas.fund.planning import queries
from kouan.areas.fund.planning.shape import Plan, Row
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.store.reader import Reader

UNKNOWN = Refused("plan-unknown", Words("没有这个方案", "There is no such plan"))


class RowAsked(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row as it is handed in; what it is granted is worked out, whatever it says."""


class PlanAsked(Plan, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A plan as it is handed in."""

    rows: tuple[RowAsked, ...] = ()

    def plan(self) -> Plan:
        """The same as a plan."""
        rows = tuple(Row(**msgspec.structs.asdict(row)) for row in self.rows)
        return Plan(**(msgspec.structs.asdict(self) | {"rows": rows}))


class VersionAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new version of a draft, `seen` being the one that was worked on; or an earlier one (`undo`) taken up again."""

    seen: int
    plan: PlanAsked | None = None
    undo: int = 0


class RowChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changes in one row; what is not named stays. `drop` takes the row out."""

    seen: int
    drop: bool = False
    note: str = ""
    applicant: str | UnsetType = UNSET
    project: str | UnsetType = UNSET
    uscc: str | UnsetType = UNSET
    requested_fen: int | UnsetType = UNSET
    cap_fen: int | UnsetType = UNSET
    tier: str | UnsetType = UNSET
    protected: bool | UnsetType = UNSET
    fixed_fen: int | UnsetType | None = UNSET
    reason: str | UnsetType = UNSET

    def changed(self, plan: Plan, no: int) -> Plan:
        """The plan with row `no`, counted from 1, changed. Raises `Refused` where there is none."""
        if not 1 <= no <= len(plan.rows):
            raise Refused("row-unknown", Words("没有这一行", "There is no such row"))
        told = msgspec.structs.asdict(self)
        fields = {name: told[name] for name in Row.__struct_fields__ if told.get(name, UNSET) is not UNSET}
        row = () if self.drop else (msgspec.structs.replace(plan.rows[no - 1], **fields),)
        return msgspec.structs.replace(plan, rows=(*plan.rows[: no - 1], *row, *plan.rows[no:]), note=self.note[:500])


class MoveAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Move a plan on: an action of its machine, with a reason where one is needed."""

    action: str
    reason: str = ""


class PlanTold(msgspec.Struct, frozen=True):
    """A plan whole: where it stands, the version that stands, every version with its digest, everything done to it."""

    listed: queries.PlanListed
    plan: Plan
    versions: list[queries.Version]
    deeds: list[queries.Deed]


def told(number: str, reader: Reader) -> PlanTold:
    """One plan. Raises `Refused` where there is none."""
    listed, plan = queries.listed(number), queries.plan(number, reader)
    if listed is None or plan is None:
        raise UNKNOWN
    return PlanTold(listed, plan, queries.versions(number), queries.deeds(number))
