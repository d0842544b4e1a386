"""What the operator's pages of tables promise: previewed, weighed, then taken; nobody else; every version kept; nothing odd falls over."""

import datetime as dt
from types import SimpleNamespace
from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kouan.areas.window.taking import keeping
from kouan.doors.cli.main import run
from kouan.doors.cli.wired import Wired
from kouan.journeys.taxes import tables
from tests.support.site import NOON, file_case

FILE = (
    "税则号列,最惠国税率,增值税率\n03061790,12,9\n03074390,10,9\n".encode("gb18030"),
    "2027 税则（虚构）.csv",
)
SAID = {
    "deed": "preview",
    "mode": "whole",
    "valid_from": "2027-01-01",
    "reference": "测试（虚构）",
    "standing": "house",
}


def posted(client, body: bytes = FILE[0], **said: str):  # noqa: ANN001, ANN201
    """The form with a file."""
    return client.post("/tables/tariff/", {**SAID, **said, "file": SimpleUploadedFile(FILE[1], body)})


def test_a_tariff_is_previewed_weighed_and_taken(browse, site_house) -> None:  # noqa: ANN001
    """Nothing is recorded by a preview, which says N of M and yuan; taken, it is what taxes are worked out with, and in
    the journal; a second time on the same version is refused.
    """
    file_case(site_house, "import_declaration", "kapok")
    client = browse("operator")
    head = site_house.reader.head()
    shown = posted(client)
    assert shown.status_code == 200
    assert site_house.reader.head() == head
    weight = shown.context["weight"]
    assert (weight.on, weight.looked_at, len(weight.changed)) == (dt.date(2027, 1, 1), 1, 1)
    assert weight.sum > 0
    confirmed = {**SAID, "deed": "take", "digest": shown.context["digest"], "name": FILE[1], "over": "0"}
    assert client.post("/tables/tariff/", confirmed).status_code == 302
    held, sample = tables(site_house.reader)
    assert {(r.code, r.kind) for r in held.tariff} == {(c, k) for c in ("03061790", "03074390") for k in ("mfn", "vat")}
    assert not sample or held.exchange
    (one,) = keeping.versions(site_house.reader, keeping.TARIFF)
    assert (one.number, one.rows, one.since, one.actor) == (1, 4, "2027-01-01", "operator")
    assert client.post("/tables/tariff/", confirmed).status_code == 422
    assert b"03061790,mfn" in client.get("/tables/tariff/1.csv").content
    assert client.get("/tables/tariff/2.csv").status_code == 404
    assert client.get("/tables/tariff/0.csv").status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_faults_are_shown_by_row_and_nothing_can_be_taken(browse, site_house, language: str) -> None:  # noqa: ANN001
    """A bad cell keeps the file out; its row and column are on the page; taking it all the same records nothing."""
    client = browse("operator", language=language)
    head = site_house.reader.head()
    bad = posted(client, "税则号列,税种,税率\n03061790,最惠国税率,多\n".encode())
    page = bad.content.decode()
    assert "税率" in page
    assert ("不是税率或金额" in page) or ("Not a rate or an amount" in page)
    forced = {
        **SAID,
        "deed": "take",
        "digest": bad.context["digest"],
        "name": "x",
        "over": str(bad.context["preview"].over),
    }
    assert client.post("/tables/tariff/", forced).status_code == 422
    assert site_house.reader.head() == head


@pytest.mark.parametrize(
    "said", [{"digest": "0" * 64}, {"digest": "../../etc/passwd"}, {"deed": "take", "digest": "zz", "over": "x"}, {}]
)
def test_odd_posts_are_answered(browse, said: dict[str, str]) -> None:  # noqa: ANN001
    """A file that is gone, a digest that is none, no file at all: 422 with a sentence."""
    answer = browse("operator").post("/tables/tariff/", {**SAID, **said})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/tables/", "/tables/tariff/", "/tables/tariff/0.csv"])
def test_tables_are_the_operator_s(browse, path: str) -> None:  # noqa: ANN001
    """Others are refused, nobody is sent to sign in."""
    assert browse("kapok").get(path).status_code == 403
    assert browse().get(path).status_code == 302
    assert browse("operator").get(path).status_code == 200


def test_the_page_of_tables_tells_what_is_loaded(browse, tmp_path, monkeypatch) -> None:  # noqa: ANN001
    """Without a folder every reference table is unverified; with one its file, day, rows and faults by row stand there."""
    client = browse("operator", language="en")
    monkeypatch.delenv("KOUAN_REFERENCE", raising=False)
    assert client.get("/tables/").context["absent"] == 13
    (tmp_path / "ports.csv").write_text("code,name,valid_from\nCNSZX,示例港（虚构）,\nCNXXX,示例,soon\n", "utf-8")
    monkeypatch.setenv("KOUAN_REFERENCE", str(tmp_path))
    page = client.get("/tables/")
    assert page.context["absent"] == 12
    assert "Not a date" in page.content.decode()


def test_the_command_previews_and_takes(site_house, browse, tmp_path, capsys) -> None:  # noqa: ANN001
    """A preview is 0 and records nothing, `--commit` takes, a file with errors is 1, one that is not there 2."""
    browse("operator")
    wired = cast(
        Wired,
        SimpleNamespace(open_for_reading=lambda: site_house, open_for_writing=lambda: site_house, clock=lambda: NOON),
    )
    path = tmp_path / "changes.csv"
    path.write_text("税则号列,税种,税率,生效日期,依据\n03061790,最惠国税率,7,2028-01-01,测试（虚构）\n", "utf-8")
    before = len(keeping.versions(site_house.reader, keeping.TARIFF))
    assert run(["tax", "import", str(path)], wired) == 0
    assert len(keeping.versions(site_house.reader, keeping.TARIFF)) == before
    assert run(["tax", "import", str(path), "--commit", "--json"], wired) == 0
    assert len(keeping.versions(site_house.reader, keeping.TARIFF)) == before + 1
    path.write_text("税则号列,税种,税率\nx,y,z\n", "utf-8")
    assert run(["tax", "import", str(path)], wired) == 1
    assert "行 row" in capsys.readouterr().out
    assert run(["tax", "import", str(tmp_path / "none.csv")], wired) == 2
    assert run(["tax", "import"], wired) == 2


def test_the_command_converts_and_lists(tmp_path, capsys) -> None:  # noqa: ANN001
    """A published table comes out in our layout; bad rows are told and make it 1; the list says what is not loaded."""
    wired = cast(Wired, SimpleNamespace())
    path = tmp_path / "published.csv"
    path.write_bytes("名称,代码\n示例关（虚构）,4404\n无,\n".encode("gb18030"))
    out = tmp_path / "customs-offices.csv"
    assert run(["tables", "convert", str(path), "--to", "customs-offices", "-o", str(out)], wired) == 1
    assert run(["tables", "list", "--folder", str(tmp_path)], wired) == 0
    assert "customs-offices.csv" in capsys.readouterr().out
    assert run(["tables", "convert", str(tmp_path / "none"), "--to", "ports"], wired) == 2
