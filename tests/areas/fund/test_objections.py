"""Objections: taken in to the second, completed to the last one, settled by the table, and nobody's name told."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from kouan.areas.fund import models
from kouan.areas.fund.counter import form
from kouan.areas.fund.objecting import register, vault
from kouan.areas.fund.objecting.handling import close, settle, take
from kouan.areas.fund.objecting.queries import standing, stands_in_the_way
from kouan.areas.fund.operations import Published
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.rules.identity import is_resident_id
from kouan.kernel.journal import verify
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.project.daily import Daily
from kouan.store.house import House, open_house
from kouan.store.roles import actor

from .test_drafting import client_of

PDF = b"%PDF-1.7 invented"
NAME, PHONE = "示例人甲虚构", "000-0000-0042"
LAST = dt.datetime(2021, 4, 29, 23, 59, 59, tzinfo=SHANGHAI)
LATE = dt.datetime(2021, 4, 30, 0, 0, 0, tzinfo=SHANGHAI)
INSIDE = dt.datetime(2021, 4, 25, 10, 0, tzinfo=SHANGHAI)

At = Callable[[dt.datetime], House]


@pytest.fixture
def at(port: House, published: Published) -> At:
    """Set the port's clock."""
    form.LIMITS._buckets.clear()
    return lambda when: open_house(msgspec.structs.replace(port, now=lambda: when))


def sent(published: Published, key: str = "0" * 32, client: Client | None = None, **changes: object) -> str:
    """The page that answers a form with everything in it, changed."""
    data: dict[str, object] = {
        "key": key, "objector": "person", "name": NAME, "contact": PHONE, "position": "3", "matters": "第3行重复",
        "clue": "两份合同首页", "id_copy": paper(), "evidence": paper(),
    }  # fmt: skip
    data |= changes
    filled = {name: value for name, value in data.items() if value is not None}
    return (client or Client()).post(f"/fund/notices/{published.number}/object/", filled).content.decode()


def paper(content: bytes = PDF, name: str = "证明.pdf") -> SimpleUploadedFile:
    """A paper to hand in."""
    return SimpleUploadedFile(name, content)


def only() -> models.Objection:
    """The one objection there is."""
    return models.Objection.objects.get()


@pytest.mark.parametrize(("when", "outcome"), [(LAST, "accepted"), (LATE, "out_of_period")])
def test_the_last_second_counts(when: dt.datetime, outcome: str, at: At, published: Published) -> None:
    """23:59:59 on the last day is in time, 00:00:00 is a late objection (which is not the ground of late evidence)."""
    at(when)
    page = sent(published)
    kept = only()
    assert (kept.outcome, kept.ground) == (outcome, "")
    assert kept.number in page
    assert vault.code_of("0" * 32) in page


@pytest.mark.parametrize(("when", "expected"), [(LAST, ("accepted", "")), (LATE, ("refused_late_evidence", "d"))])
def test_evidence_to_the_last_second(
    when: dt.datetime, expected: tuple[str, str], at: At, published: Published
) -> None:
    """Evidence added at 23:59:59 counts; at 00:00:00 it is late evidence of an objection that was in time: ground d."""
    at(INSIDE)
    sent(published, evidence=None)
    assert only().outcome == "supplement_open"
    at(when)
    data = {"number": only().number, "code": vault.code_of("0" * 32), "supplement": "1", "evidence": paper()}
    assert Client().post("/fund/objections/", data).status_code == 200
    assert (only().outcome, only().ground) == expected
    assert models.ObjectionDecision.objects.count() == 2


def test_nothing_personal_is_journaled_or_published(at: At, port: House, officer: Actor, published: Published) -> None:
    """Neither the journal nor any public page holds the name, the number, the words or the papers of who objects."""
    at(INSIDE)
    sent(published, identity="11010119900101001X" if is_resident_id("11010119900101001X", on=INSIDE.date()) else "")
    number = only().number
    take(number, actor=officer, now=INSIDE, writer=port.writer)
    settle(number, actor=officer, now=INSIDE, name=None, clue=None, reason="", writer=port.writer, reader=port.reader)
    for text in (f"经查与{NAME}所述不符", f"电话 {PHONE}"):
        with pytest.raises(Refused) as refused:
            close(number, actor=officer, now=INSIDE, result="dismissed", statement=text, writer=port.writer)
        assert refused.value.code == "names-objector"
    close(number, actor=officer, now=INSIDE, result="partly", statement="已要求更正名称", writer=port.writer)
    entries = port.reader.journal(0)
    assert verify(entries)[2] is None
    assert [entry.kind for entry in entries][1:] == [
        "ObjectionReceived", "ObjectionTaken", "ObjectionAccepted", "ObjectionClosed",
    ]  # fmt: skip
    public = Client().get(f"/fund/notices/{published.number}/").content.decode()
    assert "已要求更正名称" in public
    for text in (*(bytes(entry.body).decode() for entry in entries), public):
        for secret in (NAME, PHONE, "第3行重复", "两份合同首页", "证明.pdf"):
            assert secret not in text


def test_a_row_is_suspended_while_it_is_open(at: At, port: House, officer: Actor, published: Published) -> None:
    """An accepted objection suspends its row, and no other, until it is closed."""
    at(INSIDE)
    sent(published)
    number = only().number
    take(number, actor=officer, now=INSIDE, writer=port.writer)
    settle(number, actor=officer, now=INSIDE, name=None, clue=None, reason="", writer=port.writer, reader=port.reader)
    assert standing(published.number).suspended == (3,)
    assert stands_in_the_way(published.number, 3) == [number]
    assert stands_in_the_way(published.number, 2) == []
    assert "暂停办理" in Client().get(f"/fund/notices/{published.number}/").content.decode()
    close(number, actor=officer, now=INSIDE, result="dismissed", statement="不重复", writer=port.writer)
    assert stands_in_the_way(published.number, 3) == []


@pytest.mark.parametrize(
    ("changes", "name", "clue", "when", "expected"),
    [
        ({"name": ""}, None, None, INSIDE, ("refused_anonymous", "a")),
        ({}, "pseudonym", None, INSIDE, ("refused_anonymous", "a")),
        ({}, "assumed", None, INSIDE, ("refused_assumed_name", "b")),
        ({}, None, False, INSIDE, ("refused_no_clue", "c")),
        ({"evidence": None}, None, None, LATE, ("refused_incomplete", "")),
        ({"id_copy": None}, None, None, LATE, ("refused_incomplete", "")),
    ],
)
def test_refusals_have_a_letter(
    changes: dict[str, object], name: str | None, clue: bool | None, when: dt.datetime, expected: tuple[str, str],
    at: At, port: House, officer: Actor, published: Published,
) -> None:  # fmt: skip
    """Each ground comes out of the table with the officer's finding, and its letter opens with number and code."""
    at(INSIDE)
    sent(published, **changes)
    number = only().number
    take(number, actor=officer, now=when, writer=port.writer)
    settle(
        number, actor=officer, now=when, name=name, clue=clue, reason="已核实", writer=port.writer, reader=port.reader
    )
    assert (only().state, only().outcome, only().ground) == ("refused", *expected)
    for language, word in (("zh-hans", "已核实"), ("en", "Reason given")):
        data = {"number": number, "code": vault.code_of("0" * 32)}
        page = Client(headers={"accept-language": language}).post("/fund/objections/", data)
        assert page.status_code == 200
        assert word in page.content.decode()


def test_a_finding_needs_a_reason_and_the_period_is_waited_for(
    at: At, port: House, officer: Actor, published: Published
) -> None:
    """No finding against an objector without a reason; nothing incomplete is refused while it can be completed."""
    at(INSIDE)
    sent(published, evidence=None)
    number = only().number
    with pytest.raises(Refused, match="in hand first"):
        settle(
            number, actor=officer, now=INSIDE, name=None, clue=None, reason="", writer=port.writer, reader=port.reader
        )
    take(number, actor=officer, now=INSIDE, writer=port.writer)
    for name, code in (("assumed", "reason-needed"), (None, "still-open")):
        with pytest.raises(Refused) as refused:
            settle(
                number,
                actor=officer,
                now=INSIDE,
                name=name,
                clue=None,
                reason="",
                writer=port.writer,
                reader=port.reader,
            )
        assert refused.value.code == code


def test_the_vault_opens_to_who_handles_it(at: At, port: House, officer: Actor, published: Published) -> None:
    """Another officer, an auditor, nobody, and a handler without a reason see nothing; every opening is written down."""
    at(INSIDE)
    sent(published)
    number = only().number
    other = actor("caiwu-2", "ORG-FUND", "fund_officer")
    take(number, actor=officer, now=INSIDE, writer=port.writer)
    for who in (other, actor("shenji", "ORG-A", "auditor"), Actor("", "", "public")):
        with pytest.raises(Refused):
            vault.open_for(number, only().handler, who, why="看看", what="record", now=INSIDE)
    with pytest.raises(Refused):
        vault.open_for(number, only().handler, officer, why=" ", what="record", now=INSIDE)
    assert models.VaultAccess.objects.count() == 0
    opened = vault.open_for(number, only().handler, officer, why="核实身份", what="record", now=INSIDE)
    assert (opened.record.name, len(opened.pieces)) == (NAME, 2)
    for change in (lambda rows: rows.update(why="x"), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change(models.VaultAccess.objects.all())
    take(number, actor=other, now=INSIDE, writer=port.writer)
    with pytest.raises(Refused):
        vault.open_for(number, only().handler, officer, why="再看", what="record", now=INSIDE)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"identity": "110101199001010011"}, "身份证号码不对"),
        ({"objector": "body", "identity": "91440000000000000X"}, "统一社会信用代码不对"),
        ({"position": "99"}, "没有这一行"),
        ({"position": "-1; DROP TABLE"}, "没有这一行"),
        ({"matters": "长" * 4001}, "最多 4000 字"),
        ({"evidence": paper(b"MZ\x90 a program", "合同.pdf")}, "只收 PDF"),
        ({"evidence": paper(PDF + b"0" * 5 * 1024 * 1024)}, "5 MB"),
        ({"evidence": [paper() for _ in range(13)]}, "最多 12 个文件"),
        ({"key": "1"}, "表单已失效"),
    ],
)
def test_a_faulty_form_keeps_nothing(changes: dict[str, object], word: str, at: At, published: Published) -> None:
    """What is wrong is said at its field, in words; neither vault nor journal keeps any of it."""
    at(INSIDE)
    assert word in sent(published, **changes)
    assert not models.Objection.objects.exists()
    assert not models.VaultRecord.objects.exists()


def test_a_hostile_form(at: At, published: Published) -> None:
    """Control characters, markup, direction marks, paths, forged post-room fields: taken as plain text, or not at all."""
    at(INSIDE)
    page = sent(
        published, name="<script>alert(1)</script>\x00\u202e", matters="'; DROP TABLE fund_objection; --", objector="root",
        evidence=paper(PDF, "../../etc/<b>passwd"), channel="paper", received_at="2021-04-23T00:00:00", state="accepted",
        handler="me", version="9", **{"paper-id_copy": "1"},
    )  # fmt: skip
    assert "<script>alert(1)" not in page
    kept, record = only(), models.VaultRecord.objects.get()
    assert record.name == "<script>alert(1)</script>"
    assert (kept.state, kept.handler, kept.version, kept.channel) == ("received", "", 1, "email")
    assert kept.received_at == INSIDE
    assert models.VaultPiece.objects.get(piece="evidence").filename == "<b>passwd"
    answer = Client().post(f"/fund/notices/{published.number}/object/", b"x", "text/plain", CONTENT_LENGTH=600_000_000)
    assert answer.status_code == 413


def test_sent_four_times_at_once_is_taken_once(at: At, published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    """A button pressed again while the first press is on its way: every answer shows the same receipt, none fails."""
    at(LAST)
    together, code_of = Barrier(4, timeout=20), vault.code_of

    def waiting(key: str) -> str:
        together.wait()  # no press goes on before all have come as far as keeping what was handed in
        return code_of(key)

    monkeypatch.setattr(vault, "code_of", waiting)

    def press(_turn: int) -> str:
        try:
            return sent(published)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        shown = list(pool.map(press, range(4)))
    assert all(only().number in page for page in shown)
    assert only().pieces.filter(piece="id_copy").count() == 1
    assert models.VaultPiece.objects.count() == 2


def test_sent_twice_is_taken_once(at: At, published: Published) -> None:
    """The same form again gets the same number; the same key with other content gets a refusal."""
    at(INSIDE)
    first, again = sent(published), sent(published)
    assert only().number in first
    assert only().number in again
    assert "已经提交过" in sent(published, matters="别的内容")
    assert models.VaultPiece.objects.count() == 2


def test_a_wrong_code_opens_nothing(at: At, published: Published) -> None:
    """Without the receipt's code nobody learns whether a number exists."""
    at(INSIDE)
    sent(published)
    for number in (only().number, "OB-2021-000000000000"):
        assert Client().post("/fund/objections/", {"number": number, "code": "0" * 16}).status_code == 404


def test_a_token_is_asked_for(at: At, published: Published) -> None:
    """A form sent from another site, without the token, changes nothing."""
    at(INSIDE)
    sent(published, client=Client(enforce_csrf_checks=True))
    assert not models.Objection.objects.exists()


def test_the_post_room_enters_a_letter(at: At, published: Published) -> None:
    """An officer enters a paper letter with the instant it came; a telephone call is noted and is no objection."""
    at(LATE)
    client = client_of("fund_officer")
    papers = {"id_copy": None, "evidence": None, "paper-id_copy": "1", "paper-evidence": "1"}
    sent(published, client=client, channel="paper", received_at="2021-04-29T23:59:59", **papers)
    assert (only().channel, only().outcome, only().received_at) == ("paper", "accepted", LAST)
    sent(published, key="1" * 32, client=client, channel="phone", received_at="2021-04-29T12:00:00")
    assert models.Objection.objects.exclude(number=only_first()).get().outcome == "not_written"


def only_first() -> str:
    """The number of the first objection by key."""
    return vault.number_of("0" * 32, LATE)


def test_the_officer_settles_on_the_page(at: At, published: Published) -> None:
    """Take, open with a reason, get a paper, settle, close: each by a form, in both languages; others get 403."""
    at(INSIDE)
    sent(published)
    number = only().number
    page = f"/fund/objections/desk/{number}/"
    client = client_of("fund_officer")
    assert number in client.get("/fund/objections/desk/").content.decode()
    assert NAME not in client.get(page).content.decode()
    assert client.post(page, {"open": "1", "why": "核实"}).status_code == 422
    client.post(page, {"take": "1"})
    assert NAME in client.post(page, {"open": "1", "why": "核实"}).content.decode()
    piece = models.VaultPiece.objects.filter(piece="evidence").get()
    got = client.post(f"{page}papers/{piece.id}/", {"why": "核实"})
    assert got.content == PDF
    assert got["Content-Disposition"].startswith("attachment")
    client.post(page, {"settle": "1"})
    assert only().state == "accepted"
    client.post(page, {"close": "1", "result": "upheld", "statement": "更正后重新公示"})
    assert (only().state, only().result) == ("closed", "upheld")
    for language in ("zh-hans", "en"):
        assert client.get(page, headers={"accept-language": language}).status_code == 200
    assert client_of("auditor").get(page).status_code == 403


def test_objections_are_rebuilt_from_the_journal(at: At, port: House, officer: Actor, published: Published) -> None:
    """Empty the tables: the journal fills them again; the vault and its papers are still there."""
    at(INSIDE)
    sent(published, evidence=None)
    number = only().number
    take(number, actor=officer, now=INSIDE, writer=port.writer)
    before = (
        models.Objection.objects.values().get(),
        list(models.ObjectionDecision.objects.values("version", "outcome")),
    )
    assert register.rebuild() == 2
    after = (
        models.Objection.objects.values().get(),
        list(models.ObjectionDecision.objects.values("version", "outcome")),
    )
    assert after == before
    assert register.catch_up() == 0
    assert models.VaultPiece.objects.count() == 1


def test_vault_records_go_when_their_day_comes(at: At, port: House, officer: Actor, published: Published) -> None:
    """A settled record is deleted on its day, papers and all; who looked at it stays written down."""
    at(INSIDE)
    sent(published, name="")
    number = only().number
    take(number, actor=officer, now=INSIDE, writer=port.writer)
    vault.open_for(number, officer.user, officer, why="核实", what="record", now=INSIDE)
    settle(number, actor=officer, now=INSIDE, name=None, clue=None, reason="", writer=port.writer, reader=port.reader)
    assert vault.drop_due(INSIDE) == 0
    assert vault.drop_due(INSIDE + dt.timedelta(days=1096)) == 1
    assert not models.VaultPiece.objects.exists()
    assert list(models.VaultAccess.objects.order_by("id").values_list("what", flat=True)) == ["record", "delete"]
    assert only().state == "refused"


def test_the_server_drops_what_is_due_once_a_day(
    at: At, port: House, officer: Actor, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The daily look deletes on the law's day, not on Greenwich's, once; a store that fails is tried again at the next look."""
    at(INSIDE)
    sent(published, name="")
    number = only().number
    vault.delete_on(number, dt.date(2024, 4, 29))
    eve = dt.datetime(2024, 4, 28, 23, 59, tzinfo=SHANGHAI)
    late = dt.datetime(2024, 4, 28, 16, 1, tzinfo=dt.UTC)  # one minute into 29 April in Shanghai
    instants = iter([eve, late, late, late])
    daily = Daily(msgspec.structs.replace(port, now=lambda: next(instants)))
    daily.look()
    assert models.VaultRecord.objects.exists()
    calls = []
    drop = vault.drop_due

    def failing(now: dt.datetime) -> int:
        calls.append(now)
        if len(calls) == 1:
            raise DatabaseError
        return drop(now)

    monkeypatch.setattr("kouan.project.daily.TASKS", {"fund vault drop-due": failing})
    daily.look()
    assert models.VaultRecord.objects.exists()
    daily.look()
    assert not models.VaultRecord.objects.exists()
    daily.look()
    assert len(calls) == 2
