"""Filing through the pages as a browser without script does it: forms posted, redirects followed."""

import html
import re

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kouan.areas.window.formats import cusdec, dec_message_xml
from kouan.journeys import catalogue
from kouan.store.house import House
from kouan.store.models import Draft
from kouan.syntax.workbook import packed
from tests.support.site import example, file_case

CODE = "import_declaration"


def inputs(page: str) -> dict[str, str]:
    """What a browser would post of the page's main form: every input, select and textarea with its value."""
    page = re.sub(r"<template>.*?</template>", "", page, flags=re.S)
    form = page[page.index("<main") :]
    made: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        name = re.search(r'\bname="([^"]*)"', tag)
        if name and 'type="submit"' not in tag:
            value = re.search(r'\bvalue="([^"]*)"', tag)
            made[html.unescape(name[1])] = html.unescape(value[1]) if value else ""
    for name, inside in re.findall(r'<textarea\b[^>]*\bname="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        made[html.unescape(name)] = html.unescape(inside).removeprefix("\n")
    for name, inside in re.findall(r'<select\b[^>]*\bname="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)"[^>]*\bselected', inside)
        made[html.unescape(name)] = html.unescape(chosen[1]) if chosen else ""
    return made


def begin(client: Client, **start: str) -> str:
    """Begin a draft; its address."""
    return str(client.post(f"/file/{CODE}/", start)["Location"])


def entries(house: House) -> int:
    """The length of the journal."""
    return house.reader.head()[0]


def test_a_draft_is_written_checked_and_filed_without_script(browse, site_house) -> None:  # noqa: ANN001
    """From a worked example through the form: what is filed is what the example says, field for field, and only once."""
    client, before = browse("kapok"), entries(site_house)
    address = begin(client, example="0")
    page = client.get(address).content.decode()
    posted = inputs(page)
    checked = client.post(address, {**posted, "act": "check"}, follow=True)
    assert checked.context["drawn"].stops == 0
    answer = client.post(address, {**inputs(checked.content.decode()), "act": "lodge"})
    case = site_house.reader.case(answer["Location"].split("/")[2])
    assert case.state == "lodged"
    assert case.owner == "kapok"
    assert entries(site_house) == before + 1
    kept = site_house.reader.document(case.id, 1)
    assert msgspec.json.decode(kept.canonical) == msgspec.json.decode(example(CODE))
    again = client.post(address, {**posted, "act": "lodge"})
    assert again["Location"] == f"/cases/{case.id}/"
    assert entries(site_house) == before + 1


def test_faults_stand_at_their_fields_and_nothing_is_filed(browse, site_house) -> None:  # noqa: ANN001
    """An empty draft may be saved; filing it records nothing and marks the fields."""
    client, before = browse("kapok"), entries(site_house)
    address = begin(client)
    assert client.post(address, {**inputs(client.get(address).content.decode()), "act": "save"}).status_code == 302
    page = client.post(address, {**inputs(client.get(address).content.decode()), "act": "lodge"}, follow=True)
    text = page.content.decode()
    assert page.context["drawn"].stops
    assert 'aria-invalid="true"' in text
    assert "没有申报" in text
    assert entries(site_house) == before


def test_a_line_is_added_and_dropped_without_script(browse) -> None:  # noqa: ANN001
    """The buttons of the line items work as posts."""
    client = browse("kapok")
    address = begin(client, example="0")
    page = client.get(address).content.decode()
    lines = page.count('name="row-drop"')
    more = client.post(address, {**inputs(page), "row-add": "goods"}, follow=True).content.decode()
    assert more.count('name="row-drop"') == lines + 1
    fewer = client.post(address, {**inputs(more), "row-drop": "goods[0]"}, follow=True).content.decode()
    assert fewer.count('name="row-drop"') < lines + 1


def test_only_proved_repairs_have_a_button_and_pressing_it_mends(browse) -> None:  # noqa: ANN001
    """No packages at all: the proposed edit is proved, adopted by its button, and the finding is gone."""
    client = browse("kapok")
    address = begin(client, example="0")
    posted = inputs(client.get(address).content.decode()) | {"packages": "0"}
    page = client.post(address, {**posted, "act": "check"}, follow=True)
    (offered,) = [f for f in page.context["drawn"].findings if f.path == "packages"]
    assert offered.repair is not None
    text = page.content.decode()
    assert 'name="adopt" value="packages"' in text
    mended = client.post(address, {**inputs(text), "adopt": "packages"}, follow=True)
    assert not [f for f in mended.context["drawn"].findings if f.path == "packages"]
    assert inputs(mended.content.decode())["packages"] == "1"
    swept = client.post(
        address, {**posted, "seen": inputs(mended.content.decode())["seen"], "act": "adopt-all"}, follow=True
    )
    assert not swept.context["drawn"].repairs


def test_two_people_on_one_draft_do_not_overwrite_each_other_unseen(browse) -> None:  # noqa: ANN001
    """Who saves on what another has changed meanwhile is told, and keeps what was typed."""
    client = browse("kapok")
    address = begin(client, example="0")
    first = inputs(client.get(address).content.decode())
    client.post(address, {**first, "remarks": "甲", "act": "save"})
    late = client.post(address, {**first, "remarks": "乙的内容", "act": "save"})
    assert late.status_code == 409
    assert "乙的内容" in late.content.decode()
    assert inputs(client.get(address).content.decode())["remarks"] == "甲"


def test_drafts_are_an_organisations_own(browse) -> None:  # noqa: ANN001
    """Another firm, an agency and the public do not see a draft; an agency can not begin one."""
    address = begin(browse("kapok"), example="0")
    assert browse("banyan").get(address).status_code == 404
    assert browse("customs").get(address).status_code == 404
    assert browse("maritime").get(address).status_code == 403
    assert browse().get(address).status_code == 302
    assert browse("customs").post(f"/file/{CODE}/").status_code == 403
    assert browse("egret").post(f"/file/{CODE}/").status_code == 403


def test_an_earlier_filing_is_copied_only_by_its_owner(browse, site_house) -> None:  # noqa: ANN001
    """Copying gives the content of the last revision; another's case gives nothing."""
    case = file_case(site_house, CODE, "kapok")
    client = browse("kapok")
    posted = inputs(client.get(begin(client, copy=case)).content.decode())
    assert posted["goods[0].name"]
    assert browse("banyan").post(f"/file/{CODE}/", {"copy": case}).status_code == 404


def upload(client: Client, name: str, body: bytes) -> object:
    """Post a file."""
    return client.post("/file/upload", {"file": SimpleUploadedFile(name, body)})


def test_a_json_file_becomes_a_draft(browse) -> None:  # noqa: ANN001
    """Our own JSON is recognised by its shape and prefilled; nothing is filed."""
    client = browse("kapok")
    answer = upload(client, "x.json", example(CODE, 1))
    assert answer["Location"].endswith("?check=1")
    assert "FICT-2026-001" in client.get(answer["Location"]).content.decode()


BAD = {
    "truncated": example(CODE)[:200],
    "not json": b"{not json at all",
    "utf-16": example(CODE).decode().encode("utf-16"),
    "a list": b"[1, 2, 3]",
    "noise": bytes(range(256)),
    "bomb": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
    "deep": b"[" * 100_000,
    "empty": b"",
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_can_not_be_read_is_answered_in_words(browse, kind: str) -> None:  # noqa: ANN001
    """No traceback, no draft: what is wrong, in both languages."""
    for language, words in (("zh-hans", "没有做成草稿"), ("en", "No draft was made")):
        answer = upload(browse("kapok", language=language), "x.bin", BAD[kind])
        assert answer.status_code == 422
        assert words in html.unescape(answer.content.decode())


def test_a_revision_is_filed_with_its_reason_and_shown_as_a_difference(browse, site_house) -> None:  # noqa: ANN001
    """Amending needs a reason, makes revision 2, and the page shows old and new of what changed, nothing else."""
    case = file_case(site_house, CODE, "kapok")
    client = browse("kapok")
    address = f"/cases/{case}/amend/"
    posted = inputs(client.get(address).content.decode()) | {"voyage": "099Z", "act": "lodge"}
    assert client.post(address, {**posted, "reason": ""}).status_code == 422
    assert site_house.reader.case(case).revision == 1
    assert client.post(address, {**posted, "reason": "航次改了"})["Location"] == f"/cases/{case}/"
    page = client.get(f"/cases/{case}/")
    (change,), same = page.context["difference"]
    assert change.now == "099Z"
    assert same > 10
    assert "航次改了" in page.content.decode()
    stale = client.post(address, {**posted, "reason": "又改"})
    assert stale.status_code == 409
    assert site_house.reader.case(case).revision == 2
    assert browse("banyan").get(address).status_code == 404


def test_a_message_in_a_standard_goes_straight_to_its_draft(browse) -> None:  # noqa: ANN001
    """A whole DecMessage or CUSDEC is one draft: nothing is said to be left that the role may not file."""
    good = next(e.document for e in catalogue.types()[CODE].examples if not e.finds)
    for form in (dec_message_xml, cusdec):
        answer = upload(browse("kapok"), "m", form.write(CODE, good).body)
        assert answer.status_code == 302, html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def test_sure_repairs_of_a_workbook_are_made_only_when_asked_for(browse) -> None:  # noqa: ANN001
    """Read: the draft holds what stood in the cells, the page says what is sure. Read and mend: the draft holds the repairs."""
    rows = [
        ["Last Name", "First Name", "Nationality", "Sex", "Date of Birth", "Document Number", "Rank"],
        ["EXAMPLESON", "Pat", "no", "Male", "1980.1.2", "X1", "MASTER"],
    ]
    body, client = packed({"Crew List": rows}), browse("egret", language="en")
    for sure, said in (("", "Sure repairs, not made"), ("1", "Made as you asked")):
        file = SimpleUploadedFile("crew.xlsx", body)
        answer = client.post("/file/upload", {"file": file, "sure": sure})
        page = html.unescape(answer.content.decode())
        assert answer.status_code == 200
        assert said in page
        draft = re.search(r"/file/drafts/([^/]+)/", page)
        assert draft
        held = msgspec.json.decode(Draft.objects.get(id=draft[1]).data)["crew_list"][0]
        assert held["sex"] == ("M" if sure else "Male")
        assert client.get(f"/file/drafts/{draft[1]}/?check=1").status_code == 200
