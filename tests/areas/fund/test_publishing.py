"""Publishing a notice: refused where it must be, durable in journal and tables, shown as printed."""

import hashlib
import json

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kouan.areas.fund import models, queries, tables
from kouan.areas.fund.demo import lay_demo_notice
from kouan.areas.fund.operations import Blocked, Published, publish
from kouan.kernel.journal import verify
from kouan.kernel.machine import Refused
from kouan.kernel.parties import NOBODY, Actor
from kouan.store.house import House
from kouan.store.units import Conflict

from .conftest import NOW, WAIVED
from .notices import changed


def test_a_notice_is_kept_in_journal_and_tables(port: House, published: Published, body: bytes) -> None:
    """One entry, the bytes as they came, six rows that make the total, 24 target values, 36 remarks."""
    entries = port.reader.journal(0)
    assert [entry.kind for entry in entries] == ["NoticePublished"]
    assert verify(entries)[2] is None
    event = tables.event_of(entries[0])
    assert (event.total_fen, event.rows, event.late_from) == (3_690_000_000, 6, "2021-04-30T00:00:00+08:00")
    kept = port.reader.document(published.number, 1)
    assert kept
    assert (kept.original, kept.digest) == (body, hashlib.sha256(body).hexdigest())
    assert sum(models.PlanRow.objects.values_list("granted_fen", flat=True)) == event.total_fen
    assert models.TargetValue.objects.count() == 24
    assert models.NoticeRemark.objects.count() == 36
    assert queries.unreconciled() == []


def test_blocking_findings_refuse(port: House, officer: Actor, body: bytes) -> None:
    """Without a reason for each blocking finding nothing is published; a blank reason is none."""
    with pytest.raises(Blocked) as refused:
        publish(body=body, actor=officer, now=NOW, key="k", waivers={"D9": " "}, writer=port.writer)
    assert {remark.id for remark in refused.value.remarks} == set(WAIVED)
    assert port.writer.position == 0
    assert not models.PublishedNotice.objects.exists()


def test_a_wrong_total_can_not_be_waived(port: House, officer: Actor, body: bytes) -> None:
    """No reason lets a plan pass whose rows do not make its total."""
    wrong = changed(body.decode(), ("合计\t\t\t3690", "合计\t\t\t3700")).encode()
    with pytest.raises(Blocked) as refused:
        publish(body=wrong, actor=officer, now=NOW, key="k", waivers={**WAIVED, "D24": "理由"}, writer=port.writer)
    assert {remark.id for remark in refused.value.remarks} == {"D24"}


@pytest.mark.parametrize("text", ["", "你好", "\x00\xff\x00", "# 标题\n\n关于2021年资金的公示\n"])
def test_what_is_no_notice_is_refused(text: str, port: House, officer: Actor) -> None:
    """Text without a plan is refused with words in both languages, and nothing is kept."""
    with pytest.raises(Refused) as refused:
        publish(body=text.encode("latin1", "ignore"), actor=officer, now=NOW, key="k", waivers={}, writer=port.writer)
    assert refused.value.words.zh
    assert refused.value.words.en
    assert port.writer.position == 0


def test_nobody_else_publishes(port: House, body: bytes) -> None:
    """Who is not a fund officer is refused before anything is read."""
    with pytest.raises(Refused) as refused:
        publish(body=body, actor=NOBODY, now=NOW, key="k", waivers=WAIVED, writer=port.writer)
    assert refused.value.code == "role-may-not"


def test_a_reissue_is_a_new_version(port: House, officer: Actor, published: Published, body: bytes) -> None:
    """A corrected text under the same title becomes version 2, chained to version 1, which stays as it was."""
    mended = changed(body.decode(), ("专项专项", "专项")).encode()
    second = publish(body=mended, actor=officer, now=NOW, key="k2", waivers=WAIVED, writer=port.writer)
    assert (second.number, second.revision) == (published.number, 2)
    newest = queries.notice(published.number, port.reader)
    first = queries.notice(published.number, port.reader, 1)
    assert newest
    assert first
    assert newest.previous == first.digest == published.digest
    assert "D6" in {remark.id for remark in first.remarks}
    assert "D6" not in {remark.id for remark in newest.remarks}
    assert len(queries.notices()) == 1


def test_the_same_key_publishes_once(port: House, officer: Actor, published: Published, body: bytes) -> None:
    """A key that was used for other bytes is refused, and no second version comes of it."""
    other = changed(body.decode(), ("专项专项", "专项")).encode()
    with pytest.raises(Conflict):
        publish(body=other, actor=officer, now=NOW, key="k1", waivers=WAIVED, writer=port.writer)
    assert tables.newest(published.number)[0] == 1


def test_tables_are_rebuilt_from_the_journal(port: House, published: Published) -> None:
    """Empty the tables: the journal and the kept text fill them again with the same content."""
    before = queries.notice(published.number, port.reader)
    assert tables.rebuild(port.reader) == 1
    assert queries.notice(published.number, port.reader) == before
    assert tables.catch_up(port.reader) == 0


def test_the_database_refuses_what_can_not_be(port: House, published: Published) -> None:
    """No zero grant, no inferred applicant beside a printed one, no blocking remark without a reason."""
    for table, picked, wrong in (
        (models.PlanRow, {"position": 1}, {"granted_fen": 0}),
        (models.PlanRow, {"position": 1}, {"inferred": True}),
        (models.NoticeRemark, {"code": "D9"}, {"waiver": ""}),
    ):
        row = table.objects.get(**picked)
        row.pk, row.position = None, 99
        for name, value in wrong.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError, match="CHECK"), transaction.atomic():
            row.save(force_insert=True)


def test_what_was_published_stays(port: House, published: Published) -> None:
    """The store itself refuses to change or remove a published version, row, target or remark."""
    for table in (
        models.PublishedNotice,
        models.PlanRow,
        models.Indicator,
        models.TargetValue,
        models.NoticeRemark,
    ):
        rows = table.objects.all()
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            rows.update(id=99)
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            rows._raw_delete("default")
    assert models.PlanRow.objects.count() == 6


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_are_public(language: str, port: House, published: Published) -> None:
    """Without signing in: the list, the notice with every remark in its margin, the targets; both languages."""
    client = Client(headers={"accept-language": language})
    listed = client.get("/fund/").content.decode()
    assert published.number in listed
    page = client.get(f"/fund/notices/{published.number}/").content.decode()
    for remark in models.NoticeRemark.objects.all():
        assert f'id="{remark.code}"' in page
        assert page.count(f'href="#{remark.code}"') >= 1
    assert "叁仟陆佰玖拾万元整" in page
    assert "海关总署广东分署" in page
    assert "23:59:59" in page
    assert page.count("<h1") == 1
    targets = client.get(f"/fund/notices/{published.number}/performance/").content.decode()
    assert targets.count("逐年缩短") >= 4
    assert client.get("/fund/notices/FN-00000000-000000/").status_code == 404


def test_downloads(port: House, published: Published, body: bytes) -> None:
    """The text comes byte for byte, the data as JSON with all remarks and no person's name but the officer's."""
    client = Client()
    base = f"/fund/notices/{published.number}/v1/"
    assert client.get(f"{base}notice.txt").content == body
    data = json.loads(client.get(f"{base}notice.json").content)
    assert len(data["remarks"]) == 36
    assert data["listed"]["total_fen"] == 3_690_000_000


def test_the_demonstration_shows_one_notice(port: House, officer: Actor) -> None:
    """The example is published once, on its own day; laying it again changes nothing."""
    assert lay_demo_notice(port, officer)
    assert lay_demo_notice(port, officer) is None
    shown = queries.notice(queries.notices()[0].number, port.reader)
    assert shown
    assert shown.published_at.isoformat() == "2021-04-22T16:00:00+00:00"
    assert len(shown.remarks) == 36
