"""七 谁能做什么 · 7 Who may do what

权限写在角色和状态表里，页面与接口共用同一层；不关自己的案件，如同不存在。
Permissions stand in the roles and the machines, one layer under pages and API alike. A case that is not yours is not there.
"""

import pytest

from kouan.kernel.machine import Refused
from kouan.store.roles import ROLES

from .port import Port


def test_who_sees_a_declaration(port: Port) -> None:
    """报关单：申报单位、海关、码头、审计看得见；别的企业、海事、公众看不见。
    A declaration is seen by its owner, customs, the terminal and the auditor; not by other firms, the maritime office or the public.
    """
    case = port.file("import_declaration", of="firm a")
    seeing = {role for role in ROLES if port.sees(case, by=role, of="firm a" if role == "declarant" else "")}
    assert seeing == {"declarant", "customs", "port", "auditor"}
    assert not port.sees(case, by="declarant", of="firm b")


def test_who_sees_a_ships_call(port: Port) -> None:
    """航次：代理、三家查验单位、码头、审计看得见。 A call is seen by its agent, the three agencies, the terminal and the auditor."""
    call = port.file("ship_call", of="agent a")
    seeing = {role for role in ROLES if port.sees(call, by=role, of="agent a" if role == "ship_agent" else "")}
    assert seeing == {"ship_agent", "maritime", "customs", "border", "port", "auditor"}


def test_what_is_open_to_whom(port: Port) -> None:
    """同一案件，各人能做的不同。 On one case, different things are open to different people."""
    case = port.file("import_declaration")
    assert port.may(case, by="customs") == ["accept", "send_back", "reject", "ask"]
    assert port.may(case, by="declarant") == ["withdraw"]
    assert port.may(case, by="port") == ["report_arrival"]
    assert port.may(case, by="auditor") == []


def test_a_case_of_another_is_not_there(port: Port) -> None:
    """对无关的人，回答是“没有这个案件”。 To whom it does not concern the answer is that there is no such case."""
    case = port.file("import_declaration", of="firm a")
    with pytest.raises(Refused) as refused:
        port.decide(case, "withdraw", by="declarant", of="firm b", reason="不是我的")
    assert refused.value.code == "case-unknown"


def test_who_measures_reads_the_journal_not_the_documents(port: Port) -> None:
    """分析人员读日志，不读单证；运维人员也一样。 Analysts and operators read the journal, never documents."""
    case = port.file("import_declaration")
    for role in ("analyst", "operator"):
        assert port.someone(role).may("journal.read")
        assert not port.sees(case, by=role)


def test_the_auditor_sees_all_and_changes_nothing(port: Port) -> None:
    """审计全看，什么也改不了。 The auditor sees everything and can change nothing."""
    cases = [port.file("import_declaration"), port.file("ship_call")]
    assert all(port.sees(case, by="auditor") for case in cases)
    assert all(port.may(case, by="auditor") == [] for case in cases)
