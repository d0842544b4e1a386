"""Calls and applications: what is taken, what is refused, and exactly when."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from kouan.areas.fund import following, models
from kouan.areas.fund.applying import deeds
from kouan.areas.fund.applying.deeds import Faulty
from kouan.areas.fund.applying.papers import LARGEST, media_of
from kouan.areas.fund.calling import deeds as calling
from kouan.areas.fund.calling.queries import last_result
from kouan.areas.fund.operations import Published
from kouan.areas.fund.rules.money import BadAmount
from kouan.areas.fund.rules.typed import typed_fen
from kouan.kernel.machine import Refused
from kouan.store.demo import invented_uscc
from kouan.store.house import House
from kouan.store.models import Organisation
from kouan.store.units import Conflict

from .calls import ASKED, CLOSING, DOCUMENT, EGRET, KAPOK, MATTER, OFFICER, OPENING, a_call, handed_in, packed, paper

SECOND = dt.timedelta(seconds=1)


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    """The stable code of a refusal."""
    return refused.value.code


@pytest.mark.parametrize(
    ("typed", "unit", "fen"),
    [
        ("3690", "万元", 3_690_000_000),
        ("３６９０", "万元", 3_690_000_000),
        ("2,489.4", "元", 248_940),
        ("２，４８９．４", "元", 248_940),
        ("叁仟陆佰玖拾万元整", "元", 3_690_000_000),
        ("人民币壹佰元整", "万元", 10_000),
        ("500万元", "元", 500_000_000),
        ("100 元", "万元", 10_000),
        ("¥ 12.34", "元", 1234),
        ("0", "元", 0),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, unit: str, fen: int) -> None:
    """Full width, commas of both kinds, capitals, and a unit in the text, which wins over the form's."""
    assert typed_fen(typed, unit) == fen


@pytest.mark.parametrize(
    "typed", ["", "-5", "五百", "1e9", "12.345", "1,2,3", "壹壹", "9" * 70, "99999999999999999", "NaN"]
)
def test_what_is_no_amount_is_refused_in_words(typed: str) -> None:
    """Blank, negative, numerals that are no capitals, too fine, too large: refused in both languages."""
    with pytest.raises(BadAmount) as bad:
        typed_fen(typed, "元")
    assert bad.value.words.zh
    assert bad.value.words.en


def test_a_version_a_submission(port: House) -> None:
    """An application stands with its figures; a new version replaces it and both stay, whole, beside the journal."""
    call = a_call(port)
    first = handed_in(port, call)
    again = handed_in(
        port, call, key="k2", application=first.application, requested_fen=300_000_000, own_fen=700_000_000
    )
    kept = models.Application.objects.get()
    assert (again.application, again.revision, kept.revision, kept.requested_fen) == (
        first.application,
        2,
        2,
        300_000_000,
    )
    assert list(kept.versions.order_by("revision").values_list("requested_fen", flat=True)) == [
        400_000_000,
        300_000_000,
    ]
    assert kept.versions.get(revision=1).papers.get().filename == "方案.pdf"
    assert port.reader.document(first.application, 1) is not None


def test_sent_twice_is_taken_once(port: House) -> None:
    """The same key and content get the same answer; the same key with other content is a conflict."""
    call = a_call(port)
    first, second = handed_in(port, call), handed_in(port, call)
    assert second == msgspec.structs.replace(first, repeated=True)
    assert models.Application.objects.count() == models.ApplicationVersion.objects.count() == 1
    with pytest.raises(Conflict):
        handed_in(port, call, place="深圳")
    assert handed_in(port, call, at=CLOSING) == second, "a retry after the close gets its answer too"


def test_the_same_project_under_another_key_is_refused(port: House) -> None:
    """The same project of the same applicant in the same call is a fault, however it is written; of another's only officers learn."""
    call = a_call(port)
    handed_in(port, call)
    with pytest.raises(Faulty) as faulty:
        handed_in(port, call, key="k2", project="智能 查验设施（改造）")
    assert [one.code for one in faulty.value.findings if one.severity == "error"] == ["applied-already"]
    other = handed_in(port, call, who=EGRET)
    assert other.findings == ()
    kept = models.Application.objects.select_related("call").get(number=other.application)
    document = msgspec.structs.replace(DOCUMENT, papers=(paper(),))
    told = {sees: [one.code for one in deeds.findings_on(kept, document, sees_all=sees)] for sees in (True, False)}
    assert told == {True: ["applied-by-another"], False: []}


def test_the_instant_of_the_close(port: House) -> None:
    """23:59:59 on the last day is in time, 00:00:00 is late; one second before the opening is early."""
    call = a_call(port)
    handed_in(port, call, at=CLOSING - SECOND)
    with pytest.raises(Refused) as late:
        handed_in(port, call, who=EGRET, at=CLOSING)
    with pytest.raises(Refused) as early:
        handed_in(port, call, who=EGRET, at=OPENING.replace(hour=0) - SECOND)
    assert (code_of(late), code_of(early)) == ("call-closed", "call-not-open")


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("nothing requested", {"requested_fen": 0}, "requested-not-positive"),
    ("a negative sum", {"requested_fen": -1}, "requested-not-positive"),
    ("negative own funds", {"own_fen": -1}, "own-negative"),
    ("a huge sum", {"needed_fen": 10**15}, "needed-huge"),
    ("more than needed", {"requested_fen": 1_000_000_001}, "requested-beyond-need"),
    ("a blank applicant", {"name": "  "}, "name-missing"),
    ("a project without a word", {"project": "——"}, "project-missing"),
    ("a wrong check digit", {"uscc": invented_uscc(1)[:-1] + "0", "no_uscc": ""}, "uscc-wrong"),
    ("no code and no reason", {"no_uscc": ""}, "uscc-missing"),
    ("an unknown kind of ceiling", {"ceiling": "none"}, "ceiling-unknown"),
    ("an exception without a reason", {"ceiling": "assigned_task"}, "exception-reason-missing"),
    ("nobody to call", {"contact": ""}, "contact-missing"),
]


@pytest.mark.parametrize(("what", "change", "code"), WRONG, ids=[row[0] for row in WRONG])
def test_faults_refuse(port: House, what: str, change: dict[str, Any], code: str) -> None:
    """Each fault is named with its code, and nothing is kept."""
    call = a_call(port)
    with pytest.raises(Faulty) as faulty:
        handed_in(port, call, **change)
    assert code in [one.code for one in faulty.value.findings if one.severity == "error"]
    assert not models.Application.objects.exists()


def test_the_code_is_that_of_the_organisation(port: House) -> None:
    """A right code of somebody else is a fault; the registered one is proposed."""
    call = a_call(port)
    Organisation.objects.create(id="kapok", name_zh="示例木棉（虚构）", name_en="Kapok", uscc=invented_uscc(1))
    with pytest.raises(Faulty) as faulty:
        handed_in(port, call, uscc=invented_uscc(2), no_uscc="")
    found = next(one for one in faulty.value.findings if one.code == "uscc-other")
    assert found.repair is not None
    assert found.repair.new == invented_uscc(1)


def test_a_ceiling_is_explained_and_proposed(port: House) -> None:
    """2290 of 4000 万元 is beyond 50 % and 2000 万元: let pass with both limits, the most that can be granted and the basis."""
    call = a_call(port)
    taken = handed_in(port, call, needed_fen=4_000_000_000, requested_fen=2_290_000_000, own_fen=1_710_000_000)
    (found,) = taken.findings
    assert (found.code, found.repair and found.repair.new) == ("beyond-ceiling", "2000万元")
    assert "57.25%" in found.message.zh
    assert "粤商务陆字〔2022〕5号" in found.basis
    assert "[secondary]" in found.basis
    assert models.Application.objects.get().row_cap_fen == 2_000_000_000
    excepted = handed_in(
        port, call, who=EGRET, needed_fen=4_000_000_000, requested_fen=2_290_000_000, own_fen=1_710_000_000,
        ceiling="assigned_task", ceiling_reason="省交办任务（虚构）", project="别的项目",
    )  # fmt: skip
    assert excepted.findings == ()
    assert models.Application.objects.get(number=excepted.application).row_cap_fen is None


def test_sources_that_differ_are_said(port: House) -> None:
    """Requested and own funds that do not make the need: the difference is told and the right sum proposed."""
    taken = handed_in(port, a_call(port), own_fen=500_000_000)
    (found,) = taken.findings
    assert (found.code, found.repair and found.repair.new) == ("sources-differ", "600万元")


def test_the_granting_office_applies_with_a_warning(port: House) -> None:
    """D20: the office that grants the money applies itself: told on the application, and its own decision needs a reason."""
    call = a_call(port)
    taken = handed_in(port, call, who=OFFICER)
    assert [one.code for one in taken.findings] == ["granting-office"]
    with pytest.raises(Refused) as refused:
        decide(port, taken.application, reason="")
    assert code_of(refused) == "reason-needed"


def test_a_project_that_was_granted_is_pointed_out(port: House, published: Published) -> None:
    """A project named as one in an earlier notice is told with year, row and sum."""
    taken = handed_in(port, a_call(port), project="优化口岸营商环境跟踪评估")
    (found,) = taken.findings
    assert found.code == "granted-before"
    assert "100" in found.message.en
    assert published.number in found.message.en


def test_only_ones_own(port: House) -> None:
    """Another organisation's application is not there: neither a new version nor a withdrawal finds it."""
    call = a_call(port)
    number = handed_in(port, call).application
    with pytest.raises(Refused) as version:
        handed_in(port, call, who=EGRET, key="k9", application=number)
    with pytest.raises(Refused) as withdrawal:
        deeds.withdraw(number, reason="", actor=EGRET, now=OPENING, writer=port.writer)
    assert code_of(version) == code_of(withdrawal) == "application-unknown"


def decide(port: House, number: str, *, eligible: bool = True, reason: str = "符合（测试）", **more: Any) -> None:
    """Decide after the close, on the version that stands."""
    kept = models.Application.objects.get(number=number)
    deeds.decide(
        number,
        eligible=eligible,
        reason=reason,
        revision=kept.revision,
        actor=OFFICER,
        now=CLOSING,
        writer=port.writer,
        **more,
    )


def test_eligibility(port: House) -> None:
    """Decided after the close, by an officer, on the version looked at; a refusal and a protected row need a reason."""
    call = a_call(port)
    number = handed_in(port, call).application
    ask = {"eligible": True, "reason": "", "actor": OFFICER, "writer": port.writer}
    for code, change in (
        ("call-open", {"revision": 1, "now": CLOSING - SECOND}),
        ("moved-on", {"revision": 2, "now": CLOSING}),
        ("reason-needed", {"revision": 1, "now": CLOSING, "eligible": False}),
        ("protected-reason", {"revision": 1, "now": CLOSING, "protected": True}),
        ("role-may-not", {"revision": 1, "now": CLOSING, "actor": KAPOK}),
    ):
        with pytest.raises(Refused) as refused:
            deeds.decide(number, **{**ask, **change})
        assert code_of(refused) == code
    decide(port, number, reason="", protected=True, protected_reason="省交办（虚构）")
    kept = models.Application.objects.get()
    assert (kept.state, kept.protected, kept.decisions.get().result) == ("eligible", True, "eligible")


def test_a_supplement_may_come_after_the_close_until_its_day(port: House) -> None:
    """Sent back until 10 April: a version at 23:59:59 is taken, at 00:00:00 it is late."""
    call = a_call(port)
    number = handed_in(port, call).application
    until = dt.date(2026, 4, 10)
    deeds.ask_supplement(
        number,
        until=until,
        asked="缺预算说明",
        revision=1,
        actor=OFFICER,
        now=CLOSING,
        writer=port.writer,
        reader=port.reader,
    )
    late = calling.begin(dt.date(2026, 4, 11))
    with pytest.raises(Refused) as refused:
        handed_in(port, call, key="k2", application=number, at=late)
    assert code_of(refused) == "supplement-late"
    assert handed_in(port, call, key="k2", application=number, at=late - SECOND).revision == 2
    assert models.Application.objects.get().state == "submitted"


def test_withdrawn_and_back(port: House) -> None:
    """Withdrawn by its applicant, taken up again as a new version before the close."""
    call = a_call(port)
    number = handed_in(port, call).application
    deeds.withdraw(number, reason="改报", actor=KAPOK, now=OPENING, writer=port.writer)
    assert models.Application.objects.get().state == "withdrawn"
    assert handed_in(port, call, key="k2", application=number).revision == 2


def test_the_tables_come_back_from_the_journal(port: House) -> None:
    """Emptied, the tables are filled again from the journal and the documents beside it, row for row."""
    call = a_call(port)
    number = handed_in(port, call).application
    handed_in(port, call, key="k2", application=number, place="珠海")
    decide(port, number)
    before = list(models.Application.objects.values())
    leave = models.Rebuilding.objects.create(note="test")
    models.Application.objects.all().delete()
    models.Applicant.objects.all().delete()
    models.Call.objects.all().delete()
    leave.delete()
    following.catch_up(port.reader)
    assert list(models.Application.objects.values()) == before
    assert models.AttachedPaper.objects.count() == 2


@pytest.mark.parametrize(
    ("what", "content", "code"),
    [
        ("nothing", b"", "paper-empty"),
        ("too large", b"%PDF-" + b"x" * LARGEST, "paper-large"),
        ("a docx with macros", packed("word/document.xml", "word/vbaProject.bin"), "paper-macro"),
        ("macros by type", packed("word/document.xml", types="x.macroEnabled.main+xml"), "paper-macro"),
        ("an xlsm", packed("xl/workbook.xml", "xl/vbaProject.bin"), "paper-macro"),
        ("controls", packed("word/document.xml", "word/activeX/activeX1.xml"), "paper-macro"),
        ("an old doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "paper-old-office"),
        ("another zip", packed("a.txt"), "paper-unknown"),
        ("a cut zip", packed("word/document.xml")[:60], "paper-unknown"),
        ("a program", b"MZ\x90\x00", "paper-unknown"),
        ("a page", b"<html><script>", "paper-unknown"),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else ""
    ),  # bytes hold the hour of the packing: no name to collect by
)
def test_papers_that_are_not_taken(what: str, content: bytes, code: str) -> None:
    """By content, whatever the name says: macros, controls, old files, other archives, what is too large."""
    with pytest.raises(Refused) as refused:
        media_of(content)
    assert code_of(refused) == code


def test_papers_that_are_taken(port: House) -> None:
    """PDF, pictures, docx and xlsx without macros; the same bytes are kept once."""
    assert media_of(packed("word/document.xml")).endswith("wordprocessingml.document")
    assert media_of(packed("xl/workbook.xml")).endswith("spreadsheetml.sheet")
    assert paper("a.pdf").sha256 == paper("b.pdf").sha256
    assert models.Attachment.objects.count() == 1


def test_a_call_is_checked_before_it_is_published(port: House) -> None:
    """Days that run backwards, no money, a year outside the support period, an unknown matter: named by field."""
    calling.list_matter(MATTER, actor=OFFICER, now=OPENING, writer=port.writer)
    wrong = {
        "last_day": {"last_day": dt.date(2026, 2, 1)},
        "cap": {"cap_fen": 0},
        "year": {"year": 2030},
        "matter": {"matter": "none"},
        "title_en": {"title_en": " "},
        "rule_date": {"rule_date": dt.date(2020, 1, 1)},
    }
    for field, change in wrong.items():
        with pytest.raises(calling.Unfit) as unfit:
            calling.open_call(msgspec.structs.replace(ASKED, **change), actor=OFFICER, now=OPENING, writer=port.writer)
        assert list(unfit.value.faults) == [field]
    with pytest.raises(Refused) as role:
        calling.open_call(ASKED, actor=KAPOK, now=OPENING, writer=port.writer)
    assert code_of(role) == "role-may-not"


def test_a_call_can_only_be_extended(port: House) -> None:
    """Later with a reason; never earlier, never without one. What was late is then in time."""
    call = a_call(port)
    for day, reason, code in ((30, "x", "not-later"), (31, "x", "not-later")):
        with pytest.raises(Refused) as refused:
            calling.extend(
                call, last_day=dt.date(2026, 3, day), reason=reason, actor=OFFICER, now=OPENING, writer=port.writer
            )
        assert code_of(refused) == code
    with pytest.raises(Refused):
        calling.extend(call, last_day=dt.date(2026, 4, 7), reason=" ", actor=OFFICER, now=OPENING, writer=port.writer)
    calling.extend(
        call, last_day=dt.date(2026, 4, 7), reason="系统检修（虚构）", actor=OFFICER, now=OPENING, writer=port.writer
    )
    assert handed_in(port, call, at=CLOSING).revision == 1


def test_last_years_result_is_what_was_published(port: House, published: Published) -> None:
    """The call shows the latest earlier result of the same matter: the notice, its sum, no payment and no score yet."""
    call = models.Call.objects.select_related("matter__direction").get(number=a_call(port))
    said = last_result(call)
    assert said is not None
    assert (said.notice, said.year, said.rows, said.on_notice) == (published.number, 2021, 6, 3_690_000_000)
    assert (said.is_final, said.paid, said.targets, said.measured, said.score) == (False, None, 6, 0, None)
