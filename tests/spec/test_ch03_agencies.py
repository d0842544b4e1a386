"""三 各单位并行 · 3 Agencies side by side

一个航次，海事、海关、边检、港口各自决定，互不等待；整体状态由服务器按一张表得出。
One call of a ship: maritime, customs, border inspection and the port each decide on their own and wait for nobody. The server computes the whole by a table.
"""

import pytest

from kouan.kernel.machine import Refused

from .port import Port


def test_every_agency_begins_at_the_start(port: Port) -> None:
    """预报之后，四家都待查验，四家都持球。 Once announced, all four are pending and all four hold the case."""
    call = port.file("ship_call")
    assert port.lanes(call) == dict.fromkeys(("maritime", "customs", "border", "port"), "pending")
    assert (call.state, call.holder) == ("announced", "maritime customs border port")


def test_the_whole_is_cleared_when_all_are(port: Port) -> None:
    """四家都同意，整体才同意；先后不拘。 The whole is cleared when all four are, in any order."""
    call = port.file("ship_call")
    for agency in ("border", "port", "maritime"):
        call = port.decide(call, "clear", by=agency)
    assert (call.state, call.holder) == ("announced", "customs port")
    call = port.decide(call, "clear", by="customs")
    assert (call.state, call.holder) == ("cleared", "ship_agent port")


def test_one_hold_holds_the_whole(port: Port) -> None:
    """一家暂不放行，整体就是暂不放行；别家照办自己的。 One hold holds the whole; the others go on with their own."""
    call = port.file("ship_call")
    call = port.decide(call, "hold", by="customs", reason="检疫未完")
    assert call.state == "held"
    call = port.decide(call, "clear", by="maritime")
    assert (call.state, port.lanes(call)["maritime"]) == ("held", "cleared")
    call = port.decide(call, "clear", by="customs")
    assert call.state == "announced"


def test_nobody_decides_for_another(port: Port) -> None:
    """代理不能替海事同意。 The agent can not clear in the place of the maritime office."""
    call = port.file("ship_call")
    with pytest.raises(Refused) as refused:
        port.decide(call, "clear", by="ship_agent")
    assert refused.value.code == "role-may-not"


def test_a_ship_lies_alongside_only_when_cleared(port: Port) -> None:
    """抵港是报告，随时可报；靠泊要等整体同意。 Arrival is a report at any time; berthing needs the whole cleared."""
    call = port.file("ship_call")
    call = port.decide(call, "arrive", by="port")
    with pytest.raises(Refused):
        port.decide(call, "berth", by="port")
    for agency in ("maritime", "customs", "border", "port"):
        call = port.decide(call, "clear", by=agency)
    call = port.decide(call, "berth", by="port")
    assert port.decide(call, "depart", by="ship_agent").state == "departed"


def test_an_agency_may_take_its_clearance_back(port: Port) -> None:
    """同意可以撤回，须有理由；原先的决定仍在日志里。 Clearance may be withdrawn with a reason; what was decided stays in the journal."""
    call = port.file("ship_call")
    call = port.decide(call, "clear", by="border")
    call = port.decide(call, "revoke", by="border", reason="旅客名单有疑")
    assert port.lanes(call)["border"] == "pending"
    assert port.events(call) == ["ShipCallAnnounced", "ClearanceGiven", "ClearanceWithdrawn"]
