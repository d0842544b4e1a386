"""Promises to those who file in formats of others: no value is chosen or lost in silence, and a check looks as filing does."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kouan.areas.window.formats import dec_message_xml, declaration_xlsx
from kouan.doors.cli.main import run
from kouan.journeys import catalogue
from kouan.store.database import Store
from kouan.store.house import House, open_house
from kouan.store.reader import Reader
from kouan.store.writer import Writer
from tests.doors.test_api import NOON, TYPE, Port, lay_people
from tests.doors.test_command_line import _wired as wired

GOOD = next(e.document for e in catalogue.types()[TYPE].examples if not e.finds)
assert dec_message_xml.FORMAT.write
assert declaration_xlsx.FORMAT.write
XML = dec_message_xml.FORMAT.write(TYPE, GOOD).body
XLSX = declaration_xlsx.FORMAT.write(TYPE, GOOD).body
TWICE = XML.replace(b"</DecHead>", b"<BillNo>OTHER</BillNo></DecHead>")
STRANGE = XML.replace(b"</DecHead>", b"<Foo>bar</Foo></DecHead>")
MISSING = XML.replace(b"<CustomMaster>5720</CustomMaster>", b"")


@pytest.fixture
def port(store: Store) -> Iterator[Port]:
    """The lane over a fresh store."""
    lay_people(store)
    house = open_house(House(store, Writer(store).start(), Reader(store), lambda: NOON, demonstration=True))
    yield Port(house)
    house.writer.stop()


def codes(answer: bytes) -> set[str]:
    """Codes of the findings of an answer."""
    return {f["code"] for f in msgspec.json.decode(answer)["findings"]}


def test_a_value_that_stands_twice_is_not_chosen_in_silence(port: Port) -> None:
    """Two bills of lading in one message: refused with the reader's own finding, and with no second one that misleads."""
    answer = port.file(TWICE, **{"content-type": "application/xml"})
    assert (answer.status_code, codes(answer.content)) == (422, {"dec-doubled"})
    assert port.house.reader.head()[0] == 0


def test_an_element_that_is_not_carried_rides_on_the_answer(port: Port) -> None:
    """An element we have no field for: taken, and said; the same key again gets the same answer."""
    answer = port.file(STRANGE, **{"content-type": "application/xml"})
    assert answer.status_code == 201
    assert "dec-not-carried" in codes(answer.content)
    assert port.file(STRANGE, **{"content-type": "application/xml"}).json() == answer.json()


@pytest.mark.parametrize("media", ["application/xml", "application/octet-stream", ""])
def test_a_check_reads_what_filing_reads(port: Port, media: str) -> None:
    """The check of a foreign file finds what its filing would: nothing, a value twice, a field that is missing."""

    def found(body: bytes, level: str = "submit") -> set[str]:
        asked = f"/api/v1/{TYPE}:check?level={level}"
        return codes(port.ask("POST", asked, content=body, headers={"content-type": media}).content)

    assert (found(XML), found(XLSX), found(XML, "save")) == (set(), set(), set())
    assert found(TWICE) == {"dec-doubled"}
    assert "WIN-F-001" in found(MISSING)
    assert found(MISSING, "save") == {"required-at-save"}
    assert found(b"\x00\x01") == {"format-unknown"}
    assert port.house.reader.head()[0] == 0


def test_the_check_of_the_command_line_says_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file whose reader found an error is not ready to file."""
    (tmp_path / "twice.xml").write_bytes(TWICE)
    assert run(["check", str(tmp_path / "twice.xml")], wired(tmp_path)) == 1
    assert "dec-doubled" in capsys.readouterr().out
