"""一 申报 · 1 Filing

一份单证交给口岸一次，就有一个案件、一个编号和日志上的一个位置；没有落盘，就没有回执。
A document is handed to the port once. It becomes a case with a number and a place in the journal; nothing is acknowledged before it is durable.
"""

import msgspec
import pytest

from kouan.journeys.filing import Faulty
from kouan.kernel.documents import encode
from kouan.kernel.machine import Refused
from kouan.store.units import Conflict

from .port import Port


def test_a_filing_becomes_a_case(port: Port) -> None:
    """申报成为案件：有状态、有持球人、有步次。 A filing becomes a case: in a state, with a holder, at a version."""
    case = port.file("import_declaration")
    assert (case.state, case.holder, case.version, case.revision) == ("lodged", "customs port", 1, 1)
    assert case.id.startswith("IM-260302-")
    assert port.events(case) == ["DeclarationLodged"]


def test_the_answer_names_its_place_in_the_journal(port: Port) -> None:
    """回执写明日志位置和哈希，任何人都可以据此核对。 The answer names the journal's entry and its hash, so that anyone can check it."""
    receipt = port.send("import_declaration")
    answer = msgspec.json.decode(receipt.answer)
    (entry,) = port.journal()
    assert answer["journal"] == {"seq": 1, "hash": entry.hash.hex()}


def test_the_same_key_and_document_is_one_filing(port: Port) -> None:
    """同一个键、同一份内容：原样得到上次的回答，不会重复。 The same key with the same document gets the same answer; nothing is doubled."""
    first = port.send("import_declaration", key="order 66")
    again = port.send("import_declaration", key="order 66")
    assert (again.answer, again.repeated) == (first.answer, True)
    assert len(port.journal()) == 1


def test_the_same_key_with_another_document_is_refused(port: Port) -> None:
    """同一个键、另一份内容：被拒，日志不变。 The same key with another document is refused, and the journal does not move."""
    port.send("import_declaration", key="order 66")
    with pytest.raises(Conflict, match="key-reused"):
        port.send("import_declaration", key="order 66", packages=1801)
    assert len(port.journal()) == 1


def test_a_document_with_faults_is_not_taken(port: Port) -> None:
    """有错的单证不受理：说清哪里、什么、依据什么。 A faulty document is not taken, and is told what is wrong where, on what basis."""
    with pytest.raises(Faulty) as refused:
        port.file("import_declaration", gross_weight="1")
    (found,) = [f for f in refused.value.findings if f.code == "WIN-X-001"]
    assert found.severity == "error"
    assert found.message.zh
    assert found.message.en
    assert found.basis
    assert port.journal() == []


def test_a_warning_rides_along(port: Port) -> None:
    """警告不拦申报，随案而行。 A warning does not stop a filing; it stays with the case."""
    case = port.file("import_declaration", border_date="2026-02-01")
    assert case.warnings == 1


def test_a_field_nobody_knows_is_a_fault(port: Port) -> None:
    """多出的字段是错误，从不悄悄丢掉。 A field that does not exist is a fault, never dropped in silence."""
    body = encode(port.document("import_declaration"))[:-1] + b',"colour":"red"}'
    with pytest.raises(Faulty) as refused:
        port.send_bytes("import_declaration", body)
    assert [(f.code, f.path) for f in refused.value.findings] == [("field-unknown", "colour")]


def test_who_may_not_file_is_told_so(port: Port) -> None:
    """谁能申报，由单证的状态表写明。 The machine of a document names who may file it."""
    with pytest.raises(Refused) as refused:
        port.file("import_declaration", by="customs")
    assert refused.value.code == "role-may-not"
