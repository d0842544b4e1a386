"""The difference list between two sides: each change by project, and the sums that prove that nothing is left out."""

from typing import Literal

import msgspec

from kouan.areas.fund.comparing.sides import Entry, Side
from kouan.kernel.words import Words

Kind = Literal["added", "removed", "sum", "requested", "reason"]
KINDS: dict[Kind, Words] = {
    "added": Words("新增", "added"),
    "removed": Words("不再有", "no longer there"),
    "sum": Words("金额不同", "another sum"),
    "requested": Words("申请额不同", "another request"),
    "reason": Words("理由不同", "another reason"),
}


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change. Sums in 分, 0 where the row is not on that side; positions 0 there."""

    kind: Kind
    applicant: str
    project: str
    old_position: int
    new_position: int
    old_fen: int
    new_fen: int
    difference_fen: int
    old_text: str = ""
    new_text: str = ""

    @property
    def words(self) -> Words:
        """What kind of change it is."""
        return KINDS[self.kind]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """All changes from one side to another, and the totals: old + the sum of differences = new, always."""

    old: str
    new: str
    old_words: Words
    new_words: Words
    old_total_fen: int
    new_total_fen: int
    difference_fen: int
    same: int
    changes: tuple[Change, ...]


def difference(old: Side, new: Side) -> Difference:
    """Rows are matched by applicant and project; where both names changed it is one row gone and one new."""
    before, after = _keyed(old), _keyed(new)
    changes: list[Change] = []
    for key in dict.fromkeys((*before, *after)):
        changes += _changes(before.get(key), after.get(key))
    touched = {(change.applicant, change.project) for change in changes}
    same = sum((key[0], key[1]) not in touched for key in after)
    return Difference(
        old=old.code,
        new=new.code,
        old_words=old.words,
        new_words=new.words,
        old_total_fen=old.total_fen,
        new_total_fen=new.total_fen,
        difference_fen=new.total_fen - old.total_fen,
        same=same,
        changes=tuple(changes),
    )


def _keyed(side: Side) -> dict[tuple[str, str, int], Entry]:
    """By names; the same names again on one side count up, so that no row hides another."""
    found: dict[tuple[str, str, int], Entry] = {}
    for entry in side.entries:
        again = 0
        while (entry.applicant, entry.project, again) in found:
            again += 1
        found[entry.applicant, entry.project, again] = entry
    return found


def _changes(old: Entry | None, new: Entry | None) -> list[Change]:
    if old is None or new is None:
        there = new or old
        if there is None:
            return []
        return [_change("added" if old is None else "removed", old, new)]
    found = []
    if old.fen != new.fen:
        found.append(_change("sum", old, new, old.reason, new.reason))
    if old.requested_fen is not None and new.requested_fen is not None and old.requested_fen != new.requested_fen:
        change = _change("requested", old, new)
        asked = {"old_fen": old.requested_fen, "new_fen": new.requested_fen, "difference_fen": 0}
        found.append(msgspec.structs.replace(change, **asked))
    if old.fen == new.fen and old.reason and new.reason and old.reason != new.reason:
        found.append(msgspec.structs.replace(_change("reason", old, new, old.reason, new.reason), difference_fen=0))
    return found


def _change(kind: Kind, old: Entry | None, new: Entry | None, was: str = "", now: str = "") -> Change:
    there = new or old
    if there is None:
        raise ValueError("a change has a row on one side at least")
    before, after = old.fen if old else 0, new.fen if new else 0
    return Change(
        kind=kind,
        applicant=there.applicant,
        project=there.project,
        old_position=old.position if old else 0,
        new_position=new.position if new else 0,
        old_fen=before,
        new_fen=after,
        difference_fen=after - before,
        old_text=was,
        new_text=now,
    )
