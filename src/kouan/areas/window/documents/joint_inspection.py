"""A request to inspect together (联合查验): one agency asks the others concerned for one appointment.

What is looked at are goods of a declaration, a ship's call, or a box that nobody has declared yet.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from msgspec.structs import replace

from kouan.areas.window.codes import LISTS
from kouan.areas.window.inspecting.machine import JOINT_INSPECTION, LANES
from kouan.kernel.documents import DocumentType, Example, Fault
from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words, label
from kouan.syntax.choices import known_codes
from kouan.syntax.containers import is_container_number

from ._law import CONTAINERS, INSPECTING, fault
from ._manifest_checks import wrong_box
from ._rule import rule

LONGEST = dt.timedelta(hours=24)
CHINA = dt.timezone(dt.timedelta(hours=8))


class Part(Shape, frozen=True, kw_only=True):
    """One agency that is asked, and what it would look at."""

    agency: Annotated[str, label("单位", "Agency", codes="inspection-agency", max_length=10)]
    looks_at: Annotated[str, label("看什么", "What it looks at", max_length=200)] = ""


class Subject(Shape, frozen=True, kw_only=True):
    """One thing to look at: goods of a case, a ship, a box. A case or a container is named."""

    case: Annotated[
        str,
        label(
            "案件编号",
            "Case",
            max_length=40,
            hint=Words("报关单或船舶案件；只写箱号亦可", "A declaration or a ship's call; a container alone will do"),
        ),
    ] = ""
    container: Annotated[str, label("集装箱号", "Container", max_length=17)] = ""
    lines: Annotated[str, label("商品项号", "Goods lines", max_length=60)] = ""


class JointInspection(Shape, frozen=True, kw_only=True):
    """联合查验. The window of time is of the whole appointment."""

    reference: Annotated[str, label("约号", "Reference", min_length=1, max_length=35)]
    requester: Annotated[str, label("提出单位", "Asked by", codes="inspection-agency", max_length=10)]
    agencies: Annotated[tuple[Part, ...], label("参加单位", "Agencies", min_length=1, max_length=3)]
    subjects: Annotated[tuple[Subject, ...], label("查验对象", "What is inspected", min_length=1, max_length=20)]
    place: Annotated[str, label("查验地点", "Place", min_length=1, max_length=80)]
    terminal: Annotated[
        str,
        label(
            "场所经营人（单位代号）",
            "Operator of the place (its id here)",
            min_length=1,
            max_length=40,
            hint=Words("由它备箱并确认", "It makes the box ready and says so"),
        ),
    ]
    begins: Annotated[dt.datetime, label("开始", "Begins")]
    ends: Annotated[dt.datetime, label("结束", "Ends")]
    opens: Annotated[str, label("由谁开箱", "Who opens the box", codes="inspection-opener", max_length=10)]
    reason: Annotated[str, label("查验事由", "Why", min_length=1, max_length=300)]
    contact: Annotated[str, label("现场联系人", "Person on the spot", max_length=60, personal=True)] = ""


@rule(
    "WIN-J-001",
    "查验时间先开始后结束，不超过一天",
    "An appointment ends after it begins, within a day",
    fields=("begins", "ends"),
    basis=INSPECTING,
    standing="house",
)
def window_holds(d: JointInspection, on: dt.date) -> Iterator[Fault]:
    """One appointment is one window of time."""
    if d.ends <= d.begins:
        yield fault("ends", "结束须在开始之后", "It ends before it begins")
    elif d.ends - d.begins > LONGEST:
        yield fault("ends", "一次查验不超过一天", "It lasts longer than a day")


@rule(
    "WIN-J-002",
    "约定的日子不在过去",
    "An appointment does not lie in the past",
    fields=("begins",),
    basis=INSPECTING,
    standing="house",
)
def is_to_come(d: JointInspection, on: dt.date) -> Iterator[Fault]:
    """By the day."""
    if d.begins.astimezone(CHINA).date() < on:
        yield fault("begins", "约定的日子已过", "That day is past")


@rule(
    "WIN-J-003",
    "每个单位只列一次，提出单位在内，至少两个单位",
    "Each agency once, the asking one among them, two at least",
    fields=("agencies.agency",),
    basis=INSPECTING,
    standing="house",
)
def agencies_hold(d: JointInspection, on: dt.date) -> Iterator[Fault]:
    """One agency alone needs no joint inspection."""
    seen: set[str] = set()
    for number, part in enumerate(d.agencies):
        if part.agency in seen:
            yield fault(f"agencies[{number}].agency", "该单位已列出", "This agency is there already")
        seen.add(part.agency)
    if d.requester not in seen:
        yield fault("requester", "提出单位不在参加单位之中", "The asking agency is not among them")
    elif len(seen) < 2:
        yield fault("agencies", "联合查验至少两个单位", "A joint inspection has two agencies at least")


@rule(
    "WIN-J-004",
    "查验对象写明案件或箱号，不重复",
    "What is inspected names a case or a container, each once",
    fields=("subjects.case", "subjects.container"),
    basis=INSPECTING,
    standing="house",
)
def subjects_hold(d: JointInspection, on: dt.date) -> Iterator[Fault]:
    """Nobody comes for nothing."""
    seen: set[tuple[str, str]] = set()
    for number, one in enumerate(d.subjects):
        if not one.case.strip() and not one.container.strip():
            yield fault(f"subjects[{number}].case", "案件和箱号至少写一个", "Name a case or a container")
        elif (one.case, one.container) in seen:
            yield fault(f"subjects[{number}].case", "此对象已列出", "This is there already")
        seen.add((one.case, one.container))


@rule(
    "WIN-J-005",
    "集装箱号符合 ISO 6346",
    "A container number passes ISO 6346",
    fields=("subjects.container",),
    basis=CONTAINERS,
    standing="secondary",
)
def boxes_hold(d: JointInspection, on: dt.date) -> Iterator[Fault]:
    """A wrong number leads to the wrong box."""
    for number, one in enumerate(d.subjects):
        if one.container and not is_container_number(one.container):
            yield wrong_box(f"subjects[{number}].container", one.container)


def facts(d: JointInspection) -> dict[str, str]:
    """Number, who asks, who is asked, where and when, how many boxes."""
    return {
        "number": d.reference,
        "requester": d.requester,
        "agencies": " ".join(p.agency for p in d.agencies),
        "place": d.place,
        "begins": d.begins.isoformat(),
        "ends": d.ends.isoformat(),
        "boxes": str(len({s.container for s in d.subjects if s.container})),
    }


def title(d: JointInspection) -> Words:
    """Where, when, and the first thing to look at."""
    first = d.subjects[0].container or d.subjects[0].case
    more = len(d.subjects) - 1
    when = f"{d.begins.astimezone(CHINA):%m-%d %H:%M}"
    zh, en = (f" 等 {more + 1} 项", f" and {more} more") if more else ("", "")
    return Words(f"联合查验 {when} {d.place} {first}{zh}", f"Joint inspection {when} {d.place} {first}{en}")


_AT = dt.datetime(2027, 3, 2, 9, 0, tzinfo=CHINA)
GOOD = JointInspection(
    reference="SAMPLE-JI-0001",
    requester="customs",
    agencies=(
        Part(agency="customs", looks_at="品名、数量（虚构）"),
        Part(agency="maritime", looks_at="危险货物积载与隔离（虚构）"),
    ),
    subjects=(Subject(container="XXXU0000018"),),
    place="示例查验场一号台（虚构）",
    terminal="port",
    begins=_AT,
    ends=_AT + dt.timedelta(hours=3),
    opens="owner",
    reason="申报品名与危险货物清单疑似不符（虚构）",
    contact="张三（虚构）",
)

TYPE = DocumentType(
    code="joint_inspection",
    prefix="JI",
    words=Words("联合查验", "Joint inspection"),
    basis=INSPECTING,
    shape=JointInspection,
    machine=JOINT_INSPECTION,
    lanes=LANES,
    checks=(
        known_codes(
            {n: LISTS[n] for n in ("inspection-agency", "inspection-opener")}, basis=INSPECTING, standing="house"
        ),
        window_holds,
        is_to_come,
        agencies_hold,
        subjects_hold,
        boxes_hold,
    ),
    examples=[
        Example(Words("海关约海事同查一箱", "Customs asks maritime to look into one box together"), GOOD),
        Example(Words("开始晚于结束", "Ends before it begins"), replace(GOOD, ends=_AT), ("WIN-J-001",)),
        Example(
            Words("约在过去", "A day that is past"),
            replace(GOOD, begins=_AT - dt.timedelta(days=900), ends=_AT - dt.timedelta(days=900, hours=-2)),
            ("WIN-J-002",),
        ),
        Example(Words("只有一个单位", "One agency alone"), replace(GOOD, agencies=GOOD.agencies[:1]), ("WIN-J-003",)),
        Example(Words("没有对象", "Nothing to look at"), replace(GOOD, subjects=(Subject(lines="1"),)), ("WIN-J-004",)),
        Example(
            Words("箱号校验位错", "A wrong check digit"),
            replace(GOOD, subjects=(Subject(container="XXXU0000017"),)),
            ("WIN-J-005",),
        ),
        Example(Words("没有的开箱人", "No such opener"), replace(GOOD, opens="nobody"), ("code-unknown",)),
    ],
    facts=facts,
    title=title,
)
