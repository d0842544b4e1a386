"""九 答复和外部海关 · 9 Answers, and an outside customs

每一步答复都能取成标准报文；作前端时，外部海关的答复逐条留存，原码不改，状态由它推出。
Every answer can be had as a message of a standard. Where this port is the front of another, that system's replies are kept one by
one: the raw code stays, the state follows from it.
"""

import pytest

from kouan.areas.window.answer import ANSWER, Answer
from kouan.areas.window.formats import dec_result_xml, wco_res_xml
from kouan.journeys.answers import ours
from kouan.journeys.outside.taking import Told, take_in
from kouan.kernel.cases import Case

from .port import Port


def says(port: Port, case: Case, code: str, hour: int) -> Told:
    """A reply of the outside system about a case."""
    said = Answer(list="reply-channel", code=code, serial=case.id, at=f"2026-03-02T{hour:02d}:00:00Z")
    body = dec_result_xml.write(ANSWER, said).body
    return take_in(port.house, body, actor=port.someone("gateway"), now=port.now).replies[0]


def test_a_decision_is_a_message_of_the_standards(port: Port) -> None:
    """接受在 WCO 答复里是 01，读回来还是同一条。 An acceptance is 01 in a WCO reply, and reads back as the same."""
    case = port.decide(port.file("import_declaration"), "accept", by="customs")
    reader = port.house.reader
    of = ours.Heard(reader, port.type_of(case), case, reader.timeline(case.id))
    spoken = ours.answer(of, "2", "wco_res_xml")
    found = next(c.document for c in wco_res_xml.read(spoken.writing.body).documents if c.type == ANSWER)
    assert isinstance(found, Answer)
    assert (found.code, found.reference) == ("01", case.number)


def test_an_outside_reply_moves_the_case(port: Port) -> None:
    """外部海关说 L、P，案件随之接受、放行。 The outside system says L, then P: the case is accepted, then released."""
    case = port.file("import_declaration")
    assert [says(port, case, code, n).state for n, code in enumerate("LP", 1)] == ["lodged", "released"]
    assert port.case(case.id).state == "released"


def test_the_same_again_changes_nothing(port: Port) -> None:
    """同一条再来，日志不增。 The same reply again adds nothing to the journal."""
    case = port.file("import_declaration")
    says(port, case, "L", 1)
    before = port.house.reader.head()
    assert says(port, case, "L", 1).repeated
    assert port.house.reader.head() == before


@pytest.mark.parametrize(("early", "later"), [("R", "P"), ("S", "C")])
def test_what_comes_too_early_waits(port: Port, early: str, later: str) -> None:
    """结关先到、放行后到：先留存，轮到时自动计入。 Closed before released: kept, and counted by itself when its time comes."""
    case = port.file("import_declaration")
    assert says(port, case, early, 5).standing == "refused"
    says(port, case, later, 2)
    assert says(port, case, early, 5).standing == "taken"
