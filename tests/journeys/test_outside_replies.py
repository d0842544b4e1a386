"""Replies of an outside customs system: kept once, counted in an order that can be, nothing lost, the case moved by our machine."""

import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kouan.areas.window.answer import ANSWER, TECHNICAL, Answer
from kouan.areas.window.channel import BACK, RANK, STATE_OF, follow, follow_manifest
from kouan.areas.window.formats import cusres, dec_result_xml, wco_res_xml
from kouan.journeys import catalogue
from kouan.journeys.outside import finding, taking
from kouan.journeys.outside.taking import Told, again, take_in
from kouan.journeys.replies.log import LOG
from kouan.journeys.replies.reading import after
from kouan.kernel.cases import Case
from kouan.kernel.journal import verify
from kouan.kernel.machine import Refused
from kouan.store.projections import follow as follow_log
from kouan.store.roles import actor
from tests.areas.window.test_dms import STATES
from tests.spec.port import Port

GATEWAY = actor("gateway", "gateway", "gateway")
OPERATOR = actor("operator", "operator", "operator")


class National:
    """A port that is the front of a national system, and that system's replies."""

    def __init__(self, port: Port) -> None:
        self.port, self.house = port, port.house
        self._minutes = itertools.count(1)

    def says(self, body: bytes) -> list[Told]:
        self.port.later(minutes=1)
        return list(take_in(self.house, body, actor=GATEWAY, now=self.port.now).replies)

    def channel(self, case: Case, code: str, **more: str) -> Told:
        """A DEC_RESULT about a case, at a time of its own."""
        at = f"2026-03-02T{next(self._minutes):02d}:00:00Z" if "at" not in more else more.pop("at")
        said = Answer(list="reply-channel", code=code, serial=case.id, at=at, **more)
        return self.says(dec_result_xml.write(ANSWER, said).body)[0]

    def dms(self, code: str, reference: str, number: str = "", id: str = "") -> Told:
        """A WCO reply about a reference or a number."""
        said = Answer(
            list="reply-dms", code=code, reference=reference, number=number, id=id or f"r{next(self._minutes)}"
        )
        return self.says(wco_res_xml.write(ANSWER, said).body)[0]

    def state(self, case: Case) -> str:
        found = self.house.reader.case(case.id)
        assert found is not None
        return found.state

    def kinds(self, case: Case) -> list[str]:
        return [e.kind for e in self.house.reader.timeline(case.id)]


@pytest.fixture
def national(store, tmp_path: Path) -> Iterator[National]:  # noqa: ANN001
    port = Port(store, tmp_path)
    yield National(port)
    assert verify(port.house.reader.walk())[2] is None
    port.house.writer.stop()


def test_a_declaration_goes_its_way_by_raw_codes(national: National) -> None:
    """L, C, S, G, P, R: raw codes kept, the state derived, our own case accepted, inspected and released with them."""
    case = national.port.file("import_declaration", of="kapok")
    told = [national.channel(case, code) for code in ("7", "L", "C", "S", "G", "P", "R")]
    assert [t.state for t in told] == ["lodged", "lodged", "inspection", "inspection", "reviewed", "released", "closed"]
    assert {t.standing for t in told} == {"taken"}
    assert national.state(case) == "released"
    assert [t.own for t in told if t.own] == [
        "accept",
        "order_inspection",
        "start_inspection",
        "complete_inspection",
        "release",
    ]


def test_the_firm_is_told_the_raw_code(national: National) -> None:
    """In its log of replies the code stands as it came, with its words, and the note as the reason."""
    case = national.port.file("import_declaration", of="kapok")
    national.channel(case, "L", number="530120260000000001", note="接单（虚构）")
    follow_log(national.house.store, LOG, now=national.port.now)
    told = {r.kind: r for r in after(national.house.reader, "kapok", 0)}
    said = told["OutsideReplyTaken"]
    assert said.raw is not None
    assert (said.raw.list, said.raw.code, said.raw.state) == ("reply-channel", "L", "lodged")
    assert said.reason == "接单（虚构）"
    assert "DeclarationAccepted" in told


def test_the_same_reply_twice_changes_nothing(national: National) -> None:
    """In another file, another envelope, a day later: the first one counts, the journal does not grow."""
    case = national.port.file("import_declaration", of="kapok")
    first = national.channel(case, "L", at="2026-03-02T02:00:00Z")
    before = national.house.reader.head()
    national.port.later(days=1)
    second = national.channel(case, "L", at="2026-03-02T02:00:00Z")
    assert (second.id, second.repeated) == (first.id, True)
    assert national.house.reader.head() == before


def test_a_late_reply_never_moves_it_back_but_for_m_and_z(national: National) -> None:
    """L after P leaves it released; M and Z set it back, whatever was before."""
    case = national.port.file("import_declaration", of="kapok")
    for code in ("G", "P"):
        national.channel(case, code)
    assert national.channel(case, "L").state == "released"
    assert national.state(case) == "released"
    assert national.channel(case, "M").state == "under review"
    assert national.channel(case, "Z").state == "rejected"


@pytest.mark.parametrize(
    ("codes", "at"), [("L S", 1), ("L R", 1), ("D P", 1), ("E P", 1), ("7 M", 1), ("L P R Z", 3), ("L ?", 1)]
)
def test_an_order_that_can_not_be_is_refused_and_kept(national: National, codes: str, at: int) -> None:
    """With the reason in both languages; the case does not move for it, and the bytes are there."""
    case = national.port.file("import_declaration", of="kapok")
    told = [national.channel(case, code) for code in codes.split()]
    assert [t.standing for t in told] == ["taken"] * at + ["refused"]
    assert told[at].why is not None
    assert told[at].why.zh
    assert told[at].why.en
    kept = finding.one(national.house.reader, told[at].id)
    assert kept is not None
    assert b"CHANNEL" in kept.body


def test_what_came_too_early_is_taken_when_its_time_comes(national: National) -> None:
    """R before P is refused and kept; with P it is taken by itself, and the declaration is closed."""
    case = national.port.file("import_declaration", of="kapok")
    early = national.channel(case, "R")
    assert early.standing == "refused"
    national.channel(case, "P")
    later = finding.one(national.house.reader, early.id)
    assert later is not None
    assert (later.standing, later.state) == ("taken", "closed")


def test_a_reply_of_an_unknown_declaration_waits_for_it(national: National) -> None:
    """Kept, shown as unknown; when the number is learnt from another reply, or by hand after the filing, it counts."""
    early = national.dms("09", "", number="26GB1")
    assert (early.standing, early.case) == ("unknown", "")
    case = national.port.file("import_declaration", of="kapok", reference="LRN-1")
    by_number = national.dms("01", "LRN-1", number="26GB1")
    assert by_number.standing == "taken"
    kept = finding.one(national.house.reader, early.id)
    assert kept is not None
    assert (kept.standing, kept.case_id, kept.state) == ("taken", case.id, "cleared")
    assert national.state(case) == "released"
    lone = national.dms("02", "LRN-2")
    other = national.port.file("import_declaration", of="kapok", reference="LRN-2")
    assert again(national.house, lone.id, actor=OPERATOR, now=national.port.now).case == other.id
    assert again(national.house, lone.id, actor=OPERATOR, now=national.port.now).standing == "taken"


def test_a_number_that_several_have_is_nobodys(national: National) -> None:
    """Two firms used one reference: the reply is kept and told as ambiguous, none of the two moves."""
    for firm in ("kapok", "banyan"):
        national.port.file("import_declaration", of=firm, reference="SAME-1")
    told = national.dms("01", "SAME-1")
    assert told.standing == "unknown"
    assert told.why == finding.SEVERAL


def test_the_technical_reply_teaches_the_number(national: National) -> None:
    """DecImportResponse joins the client's number to the window's; a DEC_RESULT that has only the latter finds its case."""
    case = national.port.file("import_declaration", of="kapok", reference="C-77")
    said = Answer(list=TECHNICAL, code="0", reference="C-77", serial="I20260000000000077")
    assert national.says(dec_result_xml.write(ANSWER, said).body)[0].standing == "taken"
    result = Answer(list="reply-channel", code="L", serial="I20260000000000077", number="5301X")
    assert national.says(dec_result_xml.write(ANSWER, result).body)[0].case == case.id
    closing = Answer(list="reply-channel", code="P", number="5301X")
    assert national.says(dec_result_xml.write(ANSWER, closing).body)[0].case == case.id


def test_a_manifest_is_answered_by_its_own_codes(national: National) -> None:
    """CUSRES with 02, then 01: referred, then accepted; 03 after that can not be."""
    case = national.port.file("original_manifest", of="egret")
    told = []
    for code in ("02", "01", "03"):
        said = Answer(list="manifest-reply", code=code, reference=case.number, id=code)
        told += national.says(cusres.write(ANSWER, said).body)
    assert [(t.standing, t.state) for t in told] == [("taken", "under review"), ("taken", "accepted"), ("refused", "")]
    assert national.state(case) == "accepted"


def test_our_own_step_that_is_not_open_is_told(national: National) -> None:
    """The outside release counts and is shown; that ours may not follow (tax open) stands beside it."""
    case = national.port.file("import_declaration", of="kapok")
    national.channel(case, "Z")
    told = national.channel(case, "D")
    assert (told.standing, told.own) == ("taken", "cancel")
    kept = national.port.file("import_declaration", of="kapok")
    assert national.channel(kept, "X").own == ""


def test_bytes_without_a_reply_are_kept(national: National) -> None:
    """Odd bytes, a declaration, an empty message: kept under a name, with what was found; nothing is thrown away."""
    for body in (b"", b"\x00\xff", b"<DEC_DATA/>", b"{}"):
        heard = take_in(national.house, body, actor=GATEWAY, now=national.port.now)
        assert heard.refused.startswith("REF-")
        assert heard.findings
        kept = national.house.reader.refused_one("gateway", heard.refused)
        assert kept is not None
        assert kept.body == body


def test_only_a_gateway_hands_in(national: National) -> None:
    """Declarants, customs officers and the operator are refused."""
    for role in ("declarant", "customs", "operator", "bank"):
        with pytest.raises(Refused):
            take_in(national.house, b"x", actor=actor(role, role, role), now=national.port.now)
    with pytest.raises(Refused):
        again(national.house, "OUT-1", actor=actor("kapok", "kapok", "declarant"), now=national.port.now)


@pytest.mark.parametrize("seed", range(8))
def test_any_order_of_arrival_ends_the_same(national: National, seed: int) -> None:
    """Shuffled, the replies of a life leave none behind and end closed, however they came."""
    codes = ["7", "L", "C", "S", "G", "T", "P", "R"]
    random.Random(seed).shuffle(codes)
    case = national.port.file("import_declaration", of="kapok")
    for code in codes:
        national.channel(case, code)
    rows = finding.kept(national.house.reader, {"case_id": case.id})
    assert {r.standing for r in rows} == {"taken"}
    assert national.channel(case, "R", note="again").state == "closed"


def test_the_state_only_goes_on_but_for_m_and_z() -> None:
    """Over all pairs and triples of codes: a later state ranks no lower, unless M or Z came, or it was rejected, sent again or cancelled."""
    for codes in itertools.product(STATE_OF, repeat=3):
        verdict = follow(codes)
        if not verdict.accepted or codes[-1] in BACK:
            continue
        before = follow(codes[:-1]).state
        if "cancelled" not in (before, verdict.state) and "rejected" not in (before, verdict.state):
            assert RANK.index(verdict.state) >= RANK.index(before), codes
    assert STATES
    assert follow_manifest(["03", "01"]).accepted is False
    assert follow_manifest(["03", "resubmitted", "01"]).state == "accepted"


def test_the_machine_and_the_code_list_say_the_same() -> None:
    """The states of the machine are those of the column of the list."""
    derived = catalogue.code_columns("reply-channel", "state")
    assert {c: s for c, s in derived.items() if s != "inspection side"} == {c: s for c, s in STATE_OF.items() if s}


def test_the_samples_of_the_uk_service_run_through_the_door(national: National, shared: Path) -> None:
    """Every reply sample is read, kept once, and none is lost; the printed sequences are followed to their state."""
    folder = shared / "vectors/window/hmrc"
    expected = json.loads((folder / "expected.json").read_text())
    names = [n for n, e in expected["files"].items() if e["kind"] == "reply"]
    told = [t for n in names for t in national.says((folder / "samples" / n).read_bytes())]
    kept = finding.kept(national.house.reader, {})
    assert len(told) == len(names)
    assert {t.id for t in told} == {r.id for r in kept}
    assert {t.standing for t in told} == {"unknown"}
    codes = {name: code for code, name in _functions().items()}
    for n, row in enumerate(expected["scenarios"]):
        sequence = [s.removeprefix("DMS") for s in row["observed"] or row["expected"] or ()]
        kind = "export_declaration" if "_EX" in row["scenario"] else "import_declaration"
        case = national.port.file(kind, of="kapok", reference=f"SEQ-{n}")
        for place, name in enumerate(sequence):
            national.dms(codes[name], f"SEQ-{n}", id=f"{n}.{place}")
        rows = finding.kept(national.house.reader, {"case_id": case.id})
        assert [r.code for r in rows if r.standing != "taken"] == [], row["scenario"]


def _functions() -> dict[str, str]:
    return dict(catalogue.code_columns("reply-dms", "name"))


def test_the_names_of_replies_are_of_sender_and_content() -> None:
    """Another sender saying the same is another reply."""
    said = Answer(list="reply-channel", code="P")
    assert taking.name_of("a", said) != taking.name_of("b", said)
