"""四 修改 · 4 Amending

修改是新的一版，旧版都留着；修改触及谁的字段，谁才重新决定。
An amendment is a new revision and every earlier one stays. Only agencies whose own fields it touches decide again.
"""

import pytest

from kouan.journeys.filing import Faulty
from kouan.kernel.machine import Refused

from .port import Port


def test_an_amendment_is_a_new_revision(port: Port) -> None:
    """新版替换旧版，旧版仍可查。 The new revision takes the place of the old one, which can still be read."""
    case = port.file("import_declaration")
    case = port.amend(case, packages=1801, reason="装箱更正")
    assert (case.revision, case.version) == (2, 2)
    old, new = (port.house.reader.document(case.id, n) for n in (1, 2))
    assert old is not None
    assert new is not None
    assert b'"packages":1800' in old.canonical
    assert b'"packages":1801' in new.canonical
    assert port.events(case) == ["DeclarationLodged", "DeclarationAmended"]


def test_an_amendment_is_checked_like_a_filing(port: Port) -> None:
    """修改与申报受同样的检查。 An amendment passes the same checks as a filing."""
    case = port.file("import_declaration")
    with pytest.raises(Faulty):
        port.amend(case, packages=0)
    assert port.case(case.id).revision == 1


def test_amending_closes_with_inspection(port: Port) -> None:
    """布控查验之后不能自行修改（待核）。 Once an inspection is ordered the document can not be amended (to verify)."""
    case = port.file("import_declaration")
    case = port.decide(case, "accept", by="customs")
    case = port.decide(case, "order_inspection", by="customs")
    with pytest.raises(Refused) as refused:
        port.amend(case, packages=1801)
    assert refused.value.code == "amend-not-open"


def test_only_the_owner_amends(port: Port) -> None:
    """别人的单证不能改。 Nobody amends what another organisation filed."""
    case = port.file("import_declaration", of="firm a")
    with pytest.raises(Refused) as refused:
        port.amend(case, of="firm b", packages=1801)
    assert refused.value.code == "role-may-not"


def test_who_is_not_touched_is_not_asked_again(port: Port) -> None:
    """泊位改了，只请海事、港口重新决定；海关、边检的同意仍在。 Another berth asks only the maritime office and the port again; the others' clearance stands."""
    call = port.file("ship_call")
    for agency in ("maritime", "customs", "border", "port"):
        call = port.decide(call, "clear", by=agency)
    call = port.amend(call, voyage__berth="5")
    asked = {"maritime": "pending", "port": "pending"}
    assert port.lanes(call) == {"customs": "cleared", "border": "cleared", **asked}
    assert (call.state, call.holder) == ("announced", "maritime port")


def test_what_touches_all_asks_all(port: Port) -> None:
    """船名改了，三家都重新决定。 Another name of the ship asks all three again."""
    call = port.file("ship_call")
    for agency in ("maritime", "customs", "border"):
        call = port.decide(call, "clear", by=agency)
    call = port.amend(call, ship__name="KOUAN VOYAGER（虚构）")
    assert set(port.lanes(call).values()) == {"pending"}
