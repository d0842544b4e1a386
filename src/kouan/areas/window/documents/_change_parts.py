"""What amendment and withdrawal requests have in common: the declaration they are about, the reason, their checks."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any

from kouan.kernel.documents import Fault
from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words, label

from ._law import CHANGES, fault
from ._rule import rule


class ChangeRequest(Shape, frozen=True, kw_only=True):
    """A request about one accepted declaration (修撤单)."""

    reference: Annotated[str, label("企业自编号", "Requester's own reference", min_length=1, max_length=35)]
    declaration: Annotated[
        str,
        label(
            "报关单案件编号",
            "Case of the declaration",
            min_length=1,
            max_length=40,
            hint=Words("如 IM-260302-ABCDEFGHIJ", "Such as IM-260302-ABCDEFGHIJ"),
        ),
    ]
    reason: Annotated[str, label("理由", "Reason", min_length=1, max_length=500)]


class ElementChange(Shape, frozen=True, kw_only=True):
    """One element: its place in the declaration, what stands there now, and what shall stand there. Empty is nothing."""

    path: Annotated[str, label("栏目位置", "Place of the field", min_length=1, max_length=120)]
    old: Annotated[str, label("原值", "Value now", max_length=2000)] = ""
    new: Annotated[str, label("改为", "Value wanted", max_length=2000)] = ""


_PATH = re.compile(r"[a-z_0-9]+(\[\d{1,3}\])?(\.[a-z_0-9]+(\[\d{1,3}\])?)*")


@rule(
    "WIN-A-001",
    "同一份申请中一个栏目只改一次",
    "No element stands twice in one request",
    fields=("changes.path",),
    basis=CHANGES,
)
def no_element_twice(d: Any, on: dt.date) -> Iterator[Fault]:
    """By place."""
    seen: set[str] = set()
    for number, change in enumerate(d.changes):
        if change.path in seen:
            zh, en = f"{change.path} 在本申请中已改过", f"{change.path} is changed in this request already"
            yield fault(f"changes[{number}].path", zh, en)
        seen.add(change.path)


@rule(
    "WIN-A-002",
    "修改须真的改动栏目",
    "A change changes something",
    fields=("changes.old", "changes.new"),
    basis=CHANGES,
)
def changes_change(d: Any, on: dt.date) -> Iterator[Fault]:
    """Old and new differ."""
    for number, change in enumerate(d.changes):
        if change.old == change.new:
            yield fault(f"changes[{number}].new", "新旧值相同", "The new value is the old one")


@rule(
    "WIN-A-003",
    "栏目位置写作报关单的字段路径，如 goods[0].total",
    "A place is a path in the declaration, such as goods[0].total",
    fields=("changes.path",),
    basis=CHANGES,
    standing="house",
)
def places_are_paths(d: Any, on: dt.date) -> Iterator[Fault]:
    """Whether the declaration has it is seen when the request is filed."""
    for number, change in enumerate(d.changes):
        if not _PATH.fullmatch(change.path):
            yield fault(f"changes[{number}].path", f"{change.path} 不是字段路径", f"{change.path} is not a path")


@rule(
    "WIN-A-004",
    "自编号不能修改：换自编号须撤销后重新申报",
    "The reference is not amended: withdraw and file anew",
    fields=("changes.path",),
    basis=CHANGES,
    standing="house",
)
def reference_stays(d: Any, on: dt.date) -> Iterator[Fault]:
    """It is what the declaration is known by."""
    for number, change in enumerate(d.changes):
        if change.path == "reference":
            yield fault(f"changes[{number}].path", "自编号不能修改", "The reference is not amended")


AMENDMENT_CHECKS = (no_element_twice, changes_change, places_are_paths, reference_stays)


def facts(d: ChangeRequest) -> dict[str, str]:
    """Number, and the declaration it is about."""
    return {"number": d.reference, "declaration": d.declaration}
