"""五 日志 · 5 The journal

发生过的一切按顺序记下，不改不删；每条封住前一条，改动一处，链就断在那里。
Everything that happened stands there in order, never changed or deleted. Each entry is sealed to the one before it; one change, and the chain breaks there.
"""

import msgspec
import pytest

from kouan.kernel.journal import verify

from .port import Port


def test_the_numbers_have_no_gap(port: Port) -> None:
    """序号从 1 起，无缺号。 Numbers begin at 1 and have no gap."""
    case = port.file("import_declaration")
    port.file("ship_call")
    port.decide(case, "accept", by="customs")
    assert [e.seq for e in port.journal()] == [1, 2, 3]


def test_the_chain_holds(port: Port) -> None:
    """从头核对，条条相扣。 Checked from its first entry, the chain holds."""
    case = port.file("import_declaration")
    port.decide(case, "accept", by="customs")
    good, last, broken = verify(port.journal())
    assert (good, broken) == (2, None)
    assert last == port.journal()[-1].hash


def test_a_changed_entry_is_found(port: Port) -> None:
    """改动任何一条，核对就指出那一条。 Whoever changes an entry, checking names it."""
    case = port.file("import_declaration")
    port.decide(case, "accept", by="customs")
    first, second = port.journal()
    forged = msgspec.structs.replace(first, organisation="another firm")
    good, _, broken = verify([forged, second])
    assert (good, broken.seq if broken else 0) == (0, 1)


def test_a_missing_entry_is_found(port: Port) -> None:
    """抽掉一条，核对也指得出来。 An entry that was taken out is missed."""
    case = port.file("import_declaration")
    port.decide(case, "accept", by="customs")
    _, _, broken = verify(port.journal()[1:])
    assert broken is not None
    assert broken.seq == 1


def test_the_store_refuses_to_change_or_delete(port: Port) -> None:
    """数据库自己也拒绝修改和删除日志。 The database itself refuses to change or delete entries."""
    port.file("import_declaration")
    for statement in ("UPDATE journal_event SET kind = 'X'", "DELETE FROM journal_event"):
        connection = port.house.store.connect()
        with pytest.raises(Exception, match="the journal only grows"):
            connection.execute(statement)
        connection.close()
    assert [e.kind for e in port.journal()] == ["DeclarationLodged"]


def test_no_person_stands_in_the_journal(port: Port) -> None:
    """日志不含个人信息：船长的姓名只在单证里。 Nothing personal is in the journal: the master's name is in the document only."""
    call = port.file("ship_call", master__family_name="Inventedname")
    kept = port.house.reader.document(call.id, 1)
    assert kept is not None
    assert b"Inventedname" in kept.canonical
    assert all(b"Inventedname" not in bytes(e.body) for e in port.journal())
