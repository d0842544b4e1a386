"""二 决定 · 2 Deciding

决定是状态表上的一步：谁、在什么状态、做什么。决定绑定所见的步次，两个人不会同时得手。
A decision is one step of a table: who, in which state, does what. It is tied to the version that was seen, so two people can not both win.
"""

import datetime as dt

import pytest

from kouan.kernel.journal import instant
from kouan.kernel.machine import Refused

from .port import Port


def test_from_lodged_to_released(port: Port) -> None:
    """从申报到放行。 From lodged to released."""
    case = port.file("import_declaration")
    case = port.decide(case, "accept", by="customs")
    case = port.decide(case, "release", by="customs")
    assert (case.state, case.holder) == ("released", "")
    assert port.events(case) == ["DeclarationLodged", "DeclarationAccepted", "DeclarationReleased"]


def test_by_way_of_an_inspection(port: Port) -> None:
    """经过查验。 By way of an inspection."""
    case = port.file("import_declaration")
    for action in ("accept", "order_inspection", "start_inspection", "complete_inspection"):
        case = port.decide(case, action, by="customs")
    assert case.state == "reviewed"
    assert port.decide(case, "release", by="customs").state == "released"


def test_goods_filed_before_arrival_wait_for_it(port: Port) -> None:
    """提前申报可以先接受，运抵后才放行。 What was filed before arrival may be accepted, and is released once it is here."""
    case = port.decide(port.file("import_declaration", advance=True), "accept", by="customs")
    with pytest.raises(Refused) as refused:
        port.decide(case, "release", by="customs")
    assert refused.value.code == "advance-not-arrived"
    case = port.decide(case, "report_arrival", by="port")
    assert port.decide(case, "release", by="customs").state == "released"


def test_a_step_that_is_not_open_is_refused(port: Port) -> None:
    """表上没有的一步走不了，并说明原因。 A step that the table does not have is refused with the reason."""
    case = port.file("import_declaration")
    with pytest.raises(Refused) as refused:
        port.decide(case, "release", by="customs")
    assert refused.value.code == "action-not-open"
    assert refused.value.words.zh == "当前状态“已申报，待接受”下不能“放行”"


def test_what_weighs_needs_a_reason(port: Port) -> None:
    """退回、暂停、不予受理都要写明理由。 Sending back, holding and rejecting need a reason."""
    case = port.file("import_declaration")
    with pytest.raises(Refused) as refused:
        port.decide(case, "reject", by="customs")
    assert refused.value.code == "reason-missing"
    assert port.decide(case, "reject", by="customs", reason="单证不符").state == "void"


def test_a_decision_on_an_old_version_is_refused(port: Port) -> None:
    """看的是旧步次，就请看过再决定。 Who decides on a version that has passed is asked to look again."""
    seen = port.file("import_declaration")
    port.decide(seen, "accept", by="customs")
    with pytest.raises(Refused) as refused:
        port.decide(seen, "reject", by="customs", reason="迟了一步")
    assert refused.value.code == "version-stale"
    assert port.events(seen) == ["DeclarationLodged", "DeclarationAccepted"]


def test_a_report_may_come_later_than_what_it_reports(port: Port) -> None:
    """事情何时发生、何时得知，分开记。 When something happened and when it was learnt are two times."""
    case = port.file("import_declaration")
    landed = port.now + dt.timedelta(hours=1)
    port.later(hours=5)
    case = port.decide(case, "report_arrival", by="port", happened=landed)
    entry = port.journal()[-1]
    assert entry.kind == "CargoArrived"
    assert instant(entry.at) == landed
    assert instant(entry.recorded_at) == port.now
    assert case.state == "lodged"
