"""Drop folders: filings in, replies out; whole files only, nothing twice, everything told."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kouan.areas.window.formats import cusdec, dec_message_xml
from kouan.journeys import catalogue
from kouan.journeys.dropped import FAILED, FOLDERS, INBOX, LARGEST, OUTBOX, RECEIPTS, SUCCEEDED, take_in
from kouan.journeys.replies.log import LOG
from kouan.journeys.replies.outbox import lay_out
from kouan.kernel.documents import encode
from kouan.store.projections import follow
from kouan.store.roles import actor
from tests.spec.port import Port

WHO = actor("drop", "kapok", "declarant")
GOOD = next(e.document for e in catalogue.types()["import_declaration"].examples if not e.finds)
OURS = b'{"type":"import_declaration","document":%b}' % encode(GOOD)


class Folder:
    """A port with the drop folders of one firm."""

    def __init__(self, port: Port, home: Path) -> None:
        self.port, self.home = port, home
        for name in FOLDERS:
            (home / name).mkdir()

    def lay(self, name: str, body: bytes) -> None:
        (self.home / INBOX / name).write_bytes(body)

    def take(self) -> int:
        return take_in(self.port.house, self.home, WHO, wall=lambda: 2**40)

    def names(self, folder: str) -> list[str]:
        return sorted(p.name for p in (self.home / folder).iterdir())

    def receipt(self, number: int = 0) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.home / RECEIPTS / self.names(RECEIPTS)[number]).read_text())
        return told

    def replies(self) -> int:
        follow(self.port.house.store, LOG, now=self.port.now)
        house = self.port.house
        return lay_out(house.store, house.reader, "kapok", self.home / OUTBOX, now=self.port.now)


@pytest.fixture
def folder(store, tmp_path: Path) -> Iterator[Folder]:  # noqa: ANN001
    port = Port(store, tmp_path)
    (tmp_path / "kapok").mkdir()
    yield Folder(port, tmp_path / "kapok")
    port.house.writer.stop()


def test_a_filing_by_folder_is_filed_and_told(folder: Folder) -> None:
    """A declaration in, a case in the journal, the file with the succeeded ones, a receipt with the case, replies in the outbox."""
    folder.lay("a.json", OURS)
    assert folder.take() == 1
    assert (len(folder.names(SUCCEEDED)), folder.names(FAILED), folder.names(INBOX)) == (1, [], [])
    case = folder.receipt()["documents"][0]["answer"]["case"]
    assert (case["state"], case["owner"]) == ("lodged", "kapok")
    assert folder.replies() == 1
    assert folder.names(OUTBOX) == [f"0000000001-{case['id']}.1.json"]
    assert json.loads((folder.home / OUTBOX / folder.names(OUTBOX)[0]).read_text())["kind"] == "DeclarationLodged"
    assert folder.replies() == 0


def test_the_same_file_again_is_not_filed_twice(folder: Folder) -> None:
    """Laid down again, or met again because a kill came before it was moved: the stored answer, one case."""
    folder.lay("a.json", OURS)
    folder.take()
    folder.lay("a.json", OURS)
    folder.take()
    assert folder.port.house.reader.head()[0] == 1
    assert len(folder.names(SUCCEEDED)) == 1


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("x.json", b"{", "nothing-to-file"),
        ("x.bin", os.urandom(200), "nothing-to-file"),
        ("empty", b"", "nothing-to-file"),
        ("large.xml", b"x" * (LARGEST + 1), "body-too-large"),
        ("a.edi", cusdec.write("import_declaration", GOOD).body, "document-faulty"),
        ("ship.json", encode(catalogue.types()["ship_call"].examples[0].document), None),
    ],
)
def test_what_can_not_be_filed_goes_to_failed_with_a_receipt(folder: Folder, name: str, body: bytes, code: str) -> None:
    """Odd bytes, too many of them, a document of another's role: failed, with the reason; nothing is recorded."""
    folder.lay(name, body)
    folder.take()
    assert (len(folder.names(FAILED)), folder.names(SUCCEEDED)) == (1, [])
    found = folder.receipt()["documents"][0]
    assert found["code"] == code if code else found["code"]
    assert folder.port.house.reader.head()[0] == 0


def test_what_is_not_a_whole_plain_file_is_left_alone(folder: Folder) -> None:
    """Parts, hidden files, links and folders stay where they are; so does a file that is still being written."""
    secret = folder.home.parent / "secret.json"
    secret.write_bytes(encode(GOOD))
    (folder.home / INBOX / "link.json").symlink_to(secret)
    (folder.home / INBOX / "sub").mkdir()
    folder.lay("a.json.part", b"{}")
    folder.lay(".b.json", b"{}")
    assert folder.take() == 0
    folder.lay("new.json", encode(GOOD))
    assert take_in(folder.port.house, folder.home, WHO) == 0
    assert folder.names(INBOX) == [".b.json", "a.json.part", "link.json", "new.json", "sub"]


def test_a_kill_before_the_place_is_kept_writes_the_same_files_again(folder: Folder) -> None:
    """The outbox after a kill at that point holds every reply once, under the same names."""
    folder.port.file("import_declaration", of="kapok")
    folder.replies()
    before = folder.names(OUTBOX)
    connection = folder.port.house.store.connect()
    connection.execute("DELETE FROM reply_outbox")
    connection.commit() if hasattr(connection, "commit") else None
    connection.close()
    folder.port.file("import_declaration", of="kapok")
    folder.replies()
    assert folder.names(OUTBOX)[:1] == before
    assert len(folder.names(OUTBOX)) == 2


def test_a_folder_is_no_way_around_what_the_other_doors_look_at(folder: Folder) -> None:
    """A value that stands twice in the file refuses it; a reference used before is told; a request for a case that is not
    there, or not the firm's, is refused as it is through the lane.
    """
    good = dec_message_xml.write("import_declaration", GOOD).body
    folder.lay("twice.xml", good.replace(b"</DecHead>", b"<BillNo>OTHER</BillNo></DecHead>"))
    request = catalogue.types()["withdrawal_request"].examples[0].document
    folder.lay("withdraw.json", b'{"type":"withdrawal_request","document":%b}' % encode(request))
    folder.take()
    assert [d["documents"][0]["code"] for d in (folder.receipt(0), folder.receipt(1))] == ["document-faulty"] * 2
    assert folder.port.house.reader.head()[0] == 0
    folder.lay("one.xml", good)
    folder.lay("two.xml", dec_message_xml.write("import_declaration", replace(GOOD, marks="OTHER MARKS")).body)
    folder.lay("same.xml", good + b"\n")
    folder.take()
    one, two, same = (_receipt_of(folder, n)["documents"][0] for n in ("one.xml", "two.xml", "same.xml"))
    assert [f["code"] for f in two["findings"]] == ["WIN-X-082"]
    assert same["answer"]["case"]["id"] == one["answer"]["case"]["id"]


def _receipt_of(folder: Folder, name: str) -> dict[str, Any]:
    one = next(p for p in (folder.home / RECEIPTS).iterdir() if p.name.endswith(f"{name}.json"))
    told: dict[str, Any] = json.loads(one.read_text())
    return told
