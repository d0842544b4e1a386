"""八 一票货物 · 8 One consignment

舱单、提运单、集装箱、报关单、回执合成一票；不一致之处说明由谁处理。
Manifest, bill, containers, declaration and notices make one consignment; where they differ, somebody has to act.
"""

import datetime as dt
from typing import Any

import msgspec

from kouan.areas.window.consignment.expecting import FEWEST_CASES, expected, phase_of
from kouan.areas.window.consignment.following import CONSIGNMENTS
from kouan.areas.window.consignment.reading import Asker, Graph
from kouan.areas.window.reconciling.loaded import loaded
from kouan.areas.window.reconciling.mismatch import mismatches
from kouan.areas.window.rules.manifests import TOLERANCE
from kouan.journeys import catalogue
from kouan.kernel.cases import Case
from kouan.store.projections import follow, rebuild

from .port import Port

KEY = "EXAMPLESTAR|012W"
BILL = "FICTBL0000001"
AGREED = {"means_of_transport": "EXAMPLE STAR", "voyage": "012W", "bill_number": BILL}


def graph(port: Port, bill: str = BILL, key: str = KEY) -> Graph:
    """The consignment as the read model has it once it has caught up."""
    assert not follow(port.house.store, CONSIGNMENTS, now=port.now).fault
    return Asker(port.house.reader).graph(bill, key)


def told(found: Graph) -> list[tuple[str, str]]:
    """Rule and party of each mismatch."""
    tolerance = TOLERANCE.on(dt.date(2026, 3, 2)).value.weight_kg
    return [(m.rule, m.party) for m in mismatches(found.consignment, tolerance=tolerance)]


def accepted(port: Port, **changes: Any) -> Case:
    """An original manifest that customs accepted."""
    return port.decide(port.file("original_manifest", **changes), "accept", by="customs")


def test_papers_that_agree_make_a_consignment_without_a_mismatch(port: Port) -> None:
    """舱单与报关单一致 Manifest and declaration agree"""
    manifest = accepted(port)
    declaration = port.file("import_declaration", **AGREED)
    found = graph(port)
    assert told(found) == []
    assert found.manifest is not None
    assert found.manifest.case == manifest.id
    assert [c.case for c in found.claims] == [declaration.id]
    assert found.seals == {"XXXU0000018": "FICT0001"}


def test_an_amended_manifest_shows_up_on_what_was_declared(port: Port) -> None:
    """申报之后舱单更改，不一致立即可见 The manifest is changed after the declaration"""
    manifest = accepted(port)
    port.file("import_declaration", **AGREED)
    bills = msgspec.to_builtins(port.document("original_manifest").bills)
    port.amend(manifest, bills=[bills[0] | {"packages": 1799}, *bills[1:]])
    assert told(graph(port)) == [("WIN-X-032", "declarant")]


def test_a_container_in_two_manifests_of_a_voyage_is_the_carriers(port: Port) -> None:
    """同航次两份舱单有同一集装箱 One container in two manifests of a voyage"""
    accepted(port)
    accepted(port, reference="SAMPLE-MO-0002")
    found = graph(port)
    assert [e.box for e in found.consignment.elsewhere] == ["XXXU0000018"]
    assert told(found) == [("WIN-M-040", "ship_agent")]


def test_a_stop_stands_until_it_is_lifted(port: Port) -> None:
    """禁卸与解除 A stop, and its lifting"""
    accepted(port)
    port.file("import_declaration", **AGREED)
    port.file("bill_notice", code="13", reason="待检疫（虚构）")
    assert told(graph(port)) == [("WIN-X-035", "customs")]
    port.file("bill_notice", code="13", lifted=True, reason="已处理（虚构）")
    found = graph(port)
    assert told(found) == []
    assert [(n.code, n.lifted) for n in found.notices] == [("13", False), ("13", True)]


def test_the_check_of_a_draft_looks_at_the_loaded_manifests(port: Port) -> None:
    """申报之前即可看到 A mismatch shows before anything is filed"""
    accepted(port)
    follow(port.house.store, CONSIGNMENTS, now=port.now)
    of = catalogue.types()["import_declaration"]
    draft = port.document("import_declaration", packages=1700, **AGREED)
    assert "WIN-X-032" not in {f.code for f in of.findings(draft, port.now.date())}
    with loaded(Asker(port.house.reader)):
        found = [f for f in of.findings(draft, port.now.date()) if f.code == "WIN-X-032"]
    assert [(f.path, f.severity, f.repair and f.repair.new) for f in found] == [("packages", "warning", "1800")]
    with loaded(Asker(port.house.reader)):
        agrees = port.document("import_declaration", **AGREED)
        assert not {f.code for f in of.findings(agrees, port.now.date())} & {
            "WIN-X-031",
            "WIN-X-032",
            "WIN-X-034",
            "WIN-X-035",
        }


def test_a_bill_that_no_manifest_has_is_told_with_its_neighbour(port: Port) -> None:
    """提单号错一个字符 One character of the bill's number is wrong"""
    accepted(port)
    follow(port.house.store, CONSIGNMENTS, now=port.now)
    of = catalogue.types()["import_declaration"]
    with loaded(Asker(port.house.reader)):
        draft = port.document("import_declaration", **{**AGREED, "bill_number": "FICTBL0000007"})
        found = [f for f in of.findings(draft, port.now.date()) if f.code == "WIN-X-031"]
    assert len(found) == 1
    assert "FICTBL0000007" in found[0].message.zh
    assert found[0].repair is None, "two bills of the voyage are one character apart: nothing is guessed"


def test_what_the_port_counted_is_held_against_the_manifest(port: Port) -> None:
    """理货件数与舱单不符 The port counts another number of packages"""
    accepted(port)
    port.file("tally_report", bills=[{"number": BILL, "packages": 1790, "damaged": 2}])
    assert told(graph(port)) == [("WIN-M-041", "ship_agent")]


def test_a_manifest_after_its_deadline_is_told_how_late(port: Port) -> None:
    """逾期传输照实记 Lateness is told"""
    loads = port.now + dt.timedelta(hours=20)
    port.file(
        "original_manifest",
        loading_at=loads.isoformat(),
        departure_at=(loads + dt.timedelta(hours=5)).isoformat(),
        arrival_at=(loads + dt.timedelta(days=3)).isoformat(),
    )
    (head,) = graph(port).manifests
    assert head.late_seconds == 4 * 3600


def test_the_read_model_can_be_rebuilt(port: Port) -> None:
    """读模型可从日志重建 Rebuilt from the journal, it says the same"""
    manifest = accepted(port)
    port.file("import_declaration", **AGREED)
    port.file("bill_notice")
    port.decide(manifest, "arrive", by="port")
    before = graph(port)
    assert not rebuild(port.house.store, CONSIGNMENTS, now=port.now).fault
    assert graph(port) == before


def test_a_deleted_manifest_lists_nothing(port: Port) -> None:
    """舱单删除后即不作数 A deleted manifest does not count"""
    manifest = accepted(port)
    port.decide(manifest, "delete", by="ship_agent", reason="重复")
    found = graph(port)
    assert found.consignment.listed is None
    assert not found.consignment.voyage_known


def test_an_expected_release_rests_on_cases_and_firms_enough(port: Port) -> None:
    """预计放行：案件与企业不足时不给数 With too few cases or firms there is no expectation"""
    waiting = port.file("import_declaration", of="firm 0", reference="W")
    graph(port)
    phase = phase_of(port.house.reader, waiting.id)
    assert phase is not None
    assert (phase.state, phase.arrived) == ("lodged", False)
    assert expected(port.house.reader, phase, port.now) is None
    for n in range(FEWEST_CASES):
        case = port.file("import_declaration", of=f"firm {n % 5}", reference=f"R{n}")
        port.later(minutes=10)
        case = port.decide(case, "report_arrival", by="port")
        port.later(minutes=10)
        case = port.decide(case, "accept", by="customs")
        port.later(minutes=10 + n)
        port.decide(case, "release", by="customs")
    graph(port)
    filed = port.file("import_declaration", of="firm 1", reference="N")
    graph(port)
    fresh = phase_of(port.house.reader, filed.id)
    assert fresh is not None
    told_now = expected(port.house.reader, fresh, port.now)
    assert told_now is not None
    assert (told_now.n, told_now.firms, told_now.level) == (FEWEST_CASES, 5, 80)
    assert dt.timedelta(minutes=30) <= told_now.low - port.now < told_now.middle - port.now < told_now.high - port.now
    assert told_now.first_seq < told_now.last_seq <= port.house.reader.head()[0]
