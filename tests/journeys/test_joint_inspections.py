"""Promises of joint inspections: one appointment, told at once, held once, and no release before each agency's own result."""

import datetime as dt
import itertools
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from kouan.areas.window.documents.joint_inspection import TYPE, Part, Subject
from kouan.journeys import catalogue
from kouan.journeys.filing import Faulty, amend_document, file_document
from kouan.journeys.inspecting.details import NONE, Details
from kouan.journeys.inspecting.opening import open_now
from kouan.journeys.replies.log import LOG
from kouan.journeys.replies.reading import newest
from kouan.journeys.taxing.crossing import decision
from kouan.kernel.cases import Case
from kouan.kernel.machine import Refused
from kouan.store.house import House
from kouan.store.projections import follow
from kouan.store.roles import actor
from kouan.store.units import Conflict
from tests.support.site import NOON, ROLES, file_case

_keys = itertools.count()
LATER = NOON + dt.timedelta(days=1)


def act(house: House, id_: str, action: str, by: str, reason: str = "", details: Details = NONE) -> Case:
    """One decision on a case as its doors make it; the case after it."""
    case = seen(house, id_)
    of = catalogue.types()[case.type]
    who = actor(by, by, ROLES[by])
    unit = decision(
        house, of, case, action, version=case.version, actor=who, now=house.now(), reason=reason, details=details
    )
    house.writer.write(unit)
    return seen(house, id_)


def seen(house: House, id_: str) -> Case:
    """Where the case stands."""
    case = house.reader.case(id_)
    assert case
    return case


def ask(house: House, by: str, subjects: tuple[Subject, ...], agencies: str = "customs maritime", **more: Any) -> str:
    """A joint inspection asked for by an agency; its case."""
    document = replace(
        TYPE.examples[0].document,
        requester=ROLES.get(by, by),
        subjects=subjects,
        agencies=tuple(Part(agency=a) for a in agencies.split()),
        begins=LATER,
        ends=LATER + dt.timedelta(hours=2),
        **more,
    )
    who = actor(by, by, ROLES[by])
    unit = file_document(TYPE, document, actor=who, key=f"joint-{next(_keys)}", now=house.now(), reader=house.reader)
    house.writer.write(unit)
    assert unit.case
    return str(unit.case[-1])


def accepted(house: House, firm: str = "kapok") -> str:
    """An import declaration that customs accepted."""
    id_ = file_case(house, "import_declaration", firm)
    act(house, id_, "accept", "customs")
    return id_


def kinds(house: House, id_: str) -> list[str]:
    """The journal's facts of a case, in order."""
    return [e.kind for e in house.reader.timeline(id_)]


@pytest.fixture
def house(browse: Any, site_house: House) -> House:
    """The module's house, open."""
    return site_house


def test_one_appointment_from_asking_to_results(house: House) -> None:
    """Asked, joined, box ready, begun by all at once, each result in its own lane; the declaration moves with customs."""
    goods = accepted(house)
    joint = ask(house, "customs", (Subject(case=goods),))
    case = seen(house, joint)
    assert {a: lane.state for a, lane in case.lanes.items()} == {
        "customs": "joined",
        "maritime": "asked",
        "border": "apart",
    }
    assert (case.state, case.holder) == ("requested", "maritime")
    assert seen(house, goods).state == "inspecting"
    case = act(house, joint, "join", "maritime")
    assert (case.state, case.holder) == ("agreed", "port")
    case = act(house, joint, "prepare", "port")
    assert (case.state, case.holder) == ("ready", "customs maritime")
    case = act(house, joint, "begin", "maritime")
    assert [case.lanes[a].state for a in ("customs", "maritime")] == ["inspecting", "inspecting"]
    assert case.state == "under_way"
    case = act(house, joint, "clear_goods", "customs")
    assert (case.state, case.holder) == ("under_way", "maritime")
    assert seen(house, goods).state == "reviewed"
    case = act(house, joint, "find", "maritime", "标记缺失", Details(codes=("F04",)))
    assert (case.state, case.holder) == ("done", "")
    told = [k for k in kinds(house, goods) if k != "JointInspectionAnnounced"]
    assert told == [
        "DeclarationLodged",
        "DeclarationAccepted",
        "InspectionOrdered",
        "InspectionStarted",
        "InspectionCompleted",
    ]
    announced = [msgspec.json.decode(e.body)["step"] for e in house.reader.timeline(goods) if "Announced" in e.kind]
    assert announced == ["asked", "agreed", "prepared", "started", "clean", "found", "done"]


def test_trader_and_terminal_are_told_through_the_log_of_replies(house: House) -> None:
    """Each step is in the trader's log in both languages and in the terminal's; no person's name is in either."""
    goods = accepted(house, "lychee")
    joint = ask(house, "customs", (Subject(case=goods),), contact="李四（虚构）")
    act(house, joint, "join", "maritime")
    follow(house.store, LOG, now=house.now())
    trader = [r for r in newest(house.reader, "lychee") if r.case == goods]
    assert "联合查验" in trader[0].words.zh
    assert "inspection" in trader[0].words.en
    terminal = [r for r in newest(house.reader, "port") if r.case == joint]
    assert [r.kind for r in terminal] == ["JointInspectionJoined", "JointInspectionRequested"]
    entries = [*house.reader.timeline(goods), *house.reader.timeline(joint)]
    assert all("李四" not in bytes(e.body).decode() for e in entries)


def test_nobody_releases_before_its_own_result(house: House) -> None:
    """Customs does not release while its part is open, wherever it asks; once its result is there, it may."""
    goods = accepted(house)
    joint = ask(house, "maritime", (Subject(case=goods),))
    with pytest.raises(Refused, match=joint):
        act(house, goods, "release", "customs")
    act(house, joint, "decline", "customs", "今日无人手")
    assert act(house, goods, "release", "customs").state == "released"


def test_a_ship_is_cleared_by_each_agency_after_its_own_part(house: House) -> None:
    """Border inspection waits for its own part; maritime, which was not asked, clears at once."""
    call = file_case(house, "ship_call", "egret")
    joint = ask(house, "border", (Subject(case=call),), "border customs", opens="carrier")
    act(house, call, "clear", "maritime")
    with pytest.raises(Refused, match=joint):
        act(house, call, "clear", "border")
    act(house, joint, "cancel", "border", "改为单独登轮")
    assert act(house, call, "clear", "border").lanes["border"].state == "cleared"


def test_another_time_is_proposed_and_the_appointment_changed(house: House) -> None:
    """A proposal needs its time, gives the ball to who asked; the new appointment asks all again and tells the trader."""
    goods = accepted(house)
    joint = ask(house, "customs", (Subject(case=goods),), "customs maritime border")
    with pytest.raises(Refused) as lacking:
        act(house, joint, "propose", "maritime", "潮水")
    assert lacking.value.code == "details-missing"
    other = Details(begins=LATER + dt.timedelta(hours=5), ends=LATER + dt.timedelta(hours=7))
    act(house, joint, "join", "border")
    case = act(house, joint, "propose", "maritime", "潮水", other)
    assert (case.state, case.holder) == ("countered", "customs")
    kept = house.reader.document(joint, 1)
    assert kept
    document = TYPE.read(kept.canonical)[0]
    changed = replace(document, begins=other.begins, ends=other.ends)
    who = actor("customs", "customs", "customs")
    unit = amend_document(
        TYPE, case, changed, actor=who, now=house.now(), reason="按海事所提", before=document, reader=house.reader
    )
    house.writer.write(unit)
    case = seen(house, joint)
    assert {a: lane.state for a, lane in case.lanes.items()} == {
        "customs": "joined",
        "maritime": "asked",
        "border": "asked",
    }
    last = msgspec.json.decode(house.reader.timeline(goods)[-1].body)
    assert (last["step"], last["begins"][:13]) == ("amended", f"{other.begins:%Y-%m-%dT%H}")


def test_what_makes_no_sense_is_refused(house: House) -> None:
    """Beginning before the box is ready, declining one's own request, joining midway, unknown codes, another's name."""
    goods = accepted(house)
    joint = ask(house, "customs", (Subject(case=goods),))
    act(house, joint, "join", "maritime")
    for by, action in (("customs", "begin"), ("customs", "decline")):
        with pytest.raises(Refused):
            act(house, joint, action, by, "x")
        assert action not in open_now(TYPE, seen(house, joint), actor(by, by, ROLES[by]))
    act(house, joint, "prepare", "port")
    act(house, joint, "begin", "customs")
    with pytest.raises(Refused):
        act(house, joint, "join", "border")
    with pytest.raises(Refused, match="no such code"):
        act(house, joint, "find", "customs", "?", Details(codes=("F77",)))
    with pytest.raises(Faulty) as faulty:
        ask(house, "customs", (Subject(case="IM-000000-NOTTHERE00"),), terminal="kapok")
    assert [f.code for f in faulty.value.findings] == ["terminal-unknown", "subject-unknown"]


def test_a_release_and_a_request_at_once_have_one_winner(house: House) -> None:
    """A release prepared before the inspection was asked for is refused: the case has moved on under it."""
    goods = accepted(house)
    case = seen(house, goods)
    who = actor("customs", "customs", "customs")
    of = catalogue.types()[case.type]
    release = decision(house, of, case, "release", version=case.version, actor=who, now=house.now())
    ask(house, "maritime", (Subject(case=goods),))
    with pytest.raises(Conflict):
        house.writer.write(release)
    assert seen(house, goods).state == "accepted"


def test_a_ready_box_stays_ready_while_a_newcomer_does_not_come(house: House) -> None:
    """Who withdraws before the beginning leaves the others their appointment; a newcomer is welcome till then."""
    joint = ask(house, "customs", (Subject(container="XXXU0000018"),))
    act(house, joint, "join", "maritime")
    act(house, joint, "prepare", "port")
    assert act(house, joint, "join", "border").state == "ready"
    assert act(house, joint, "decline", "maritime", "另有任务").state == "ready"
    case = act(house, joint, "begin", "border")
    assert [a for a, lane in case.lanes.items() if lane.state == "inspecting"] == ["customs", "border"]
