"""The workbook of crew, passengers and stores: found by its words, read into a draft, nothing mended silently, written back."""

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.ships.documents._list_examples import FULL
from kouan.areas.ships.documents.ship_call import TYPE
from kouan.areas.ships.formats.fal_xlsx import FORMAT, Stay, intake
from kouan.kernel.documents import encode
from kouan.kit.forms import adopt
from kouan.syntax.proposals import Proposal, sure

CREW = ("SrNo", "Last Name", "First Name", "Nationality", "Sex", "Date of Birth", "Document Number", "Country of Issue")
ONE: dict[str, Any] = {
    "SrNo": 1,
    "Last Name": "EXAMPLESON",
    "First Name": "Pat",
    "Nationality": "NOR",
    "Sex": "M",
    "Date of Birth": "1980/01/02",
    "Document Number": "X1",
    "Country of Issue": "NOR",
}


def book(*rows: Sequence[Any], name: str = "Crew List", epoch: Any = None) -> bytes:
    """A workbook of one sheet."""
    made = openpyxl.Workbook()
    if epoch:
        made.epoch = epoch
    sheet = made.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def told(**values: Any) -> list[Proposal]:
    """What is found in a crew list of one person with these values instead."""
    person = ONE | {name.replace("_", " "): value for name, value in values.items()}
    return [f for f in intake(book(CREW, [person.get(h, "") for h in CREW])).findings if isinstance(f, Proposal)]


def test_columns_in_another_order_and_columns_too_many_make_no_difference() -> None:
    """Fields are found by the words of the headings: turned round and with strangers between, the same persons come out."""
    turned = (*reversed(CREW), "Shoe size")
    straight = intake(book(CREW, [ONE[h] for h in CREW]))
    other = intake(book(("Some title",), (), turned, [ONE.get(h, 44) for h in turned]))
    assert other.lists == straight.lists
    assert straight.lists.crew_list[0]["birth_date"] == "1980-01-02"
    assert not straight.findings
    assert not other.findings


def test_chinese_headings_are_headings_too() -> None:
    """A list with Chinese words in its headings is the same list."""
    said = ("序号", "姓", "名", "国籍", "性别", "出生日期", "证件号码", "签发国")
    assert intake(book(said, [ONE[h] for h in CREW])).lists.crew_list[0]["family_name"] == "EXAMPLESON"


@pytest.mark.parametrize(
    ("field", "value", "code", "confidence", "proposed"),
    [
        ("Date_of_Birth", "1980.1.2", "date-layout", "sure", "1980-01-02"),
        ("Date_of_Birth", "2 Jan 1980", "date-layout", "sure", "1980-01-02"),
        ("Date_of_Birth", 29222, "date-serial", "sure", "1980-01-02"),
        ("Date_of_Birth", 19800102, "date-layout", "sure", "1980-01-02"),
        ("Date_of_Birth", "01/02/1980", "date-ambiguous", "ask", None),
        ("Date_of_Birth", "25/02/1980", "date-layout", "likely", "1980-02-25"),
        ("Date_of_Birth", "1980/02/31", "date-unreadable", "ask", None),
        ("Date_of_Birth", 59, "date-serial", "ask", "1900-02-27"),
        ("Nationality", "NO", "country-alpha2", "sure", "NOR"),
        ("Nationality", "Norway", "country-name", "likely", "NOR"),
        ("Nationality", "QQQ", "country-unknown", "ask", None),
        ("Sex", "女", "code-word", "sure", "F"),
        ("Sex", "?", "code-unknown", "ask", None),
        ("Document_Number", 12, "doc-number-numeric", "ask", None),
        ("Last_Name", "ＥＸ", "text-fullwidth", "sure", "EX"),
        ("Last_Name", "Иванов", "name-not-latin", "ask", None),
        ("First_Name", None, "single-name", "none", None),
    ],
)
def test_each_slip_is_told_with_a_proposal_and_how_sure_it_is(
    field: str, value: Any, code: str, confidence: str, proposed: str | None
) -> None:
    """One slip gives one finding, at its cell, with what stands there, in both languages."""
    (found,) = told(**{field: value})
    assert (found.code, found.confidence, found.proposed) == (code, confidence, proposed)
    assert found.path.startswith("Crew List!")
    assert found.message.zh
    assert found.message.en


def test_a_workbook_of_the_other_date_system_counts_from_its_own_day() -> None:
    """A serial number in a workbook of the 1904 system is four years later."""
    person = ONE | {"Date of Birth": 27760}
    body = book(CREW, [person[h] for h in CREW], epoch=dt.datetime(1904, 1, 1))  # noqa: DTZ001  a day, no instant
    assert [f.proposed for f in intake(body).findings if isinstance(f, Proposal)] == ["1980-01-02"]


def test_nothing_is_mended_until_it_is_asked_for() -> None:
    """The draft holds what stood in the cell; the sure edits, once made, leave nothing to say about them."""
    person = ONE | {"Nationality": "no", "Sex": "Female", "Date of Birth": "1980.1.2"}
    taken = intake(book(CREW, [person[h] for h in CREW]))
    raw = msgspec.json.decode(encode(taken.lists))
    assert raw["crew_list"][0]["sex"] == "Female"
    for edit in sure(taken.findings):
        raw = adopt(TYPE.shape, raw, edit)
    assert (raw["crew_list"][0]["nationality"], raw["crew_list"][0]["sex"]) == ("NOR", "F")
    assert raw["crew_list"][0]["birth_date"] == "1980-01-02"


@pytest.mark.parametrize(
    ("quantity", "unit", "code", "held"),
    [
        ("12.5", "kg", None, "12.5"),
        (0.125, "kg", None, "0.125"),
        ("0,5", "kg", "decimal-comma", "0,5"),
        ("1,200", "kg", "number-ambiguous", None),
        ("2 300.5", "kg", "number-grouped", "2 300.5"),
        ("40 l", None, "unit-in-quantity", "40 l"),
        ("40 l", "kg", "unit-differs", None),
        ("-3", "kg", "quantity-negative", None),
        ("some", "kg", "quantity-unreadable", None),
        (3, "barrels", "unit-unknown", "3"),
    ],
)
def test_a_quantity_with_two_readings_is_left_for_a_person(
    quantity: Any, unit: str | None, code: str | None, held: str | None
) -> None:
    """Only what has one reading stands in the draft; fractions are quantities."""
    head = ("Name of article", "Quantity", "Measurement Type", "Location")
    taken = intake(book(head, ("Example oil", quantity, unit, "Store")))
    assert [f.code for f in taken.findings if f.code != "nil-not-asserted"] == ([code] if code else [])
    assert taken.lists.stores[0].get("quantity") == held


def test_papers_that_run_out_are_told_only_where_the_days_of_the_call_are_known() -> None:
    """Expired on arrival is an error, running out during the stay a warning; without the days neither is said."""
    head = (*CREW, "Date of Expiry")
    people = [[*([ONE | {"Document Number": n, "Last Name": n}][0][h] for h in CREW), until]
              for n, until in (("A", "2025/01/01"), ("B", "2025/03/15"), ("C", "2025/03/16"))]  # fmt: skip
    body = book(head, *people)
    stay = Stay(dt.date(2025, 3, 14), dt.date(2025, 3, 16))
    assert [f.code for f in intake(body, stay).findings] == ["doc-expired", "doc-expires-during-stay"]
    assert not intake(body).findings


def test_our_lists_come_back_from_their_workbook() -> None:
    """Written and read again, the lists are the same but for what was told as lost, and nothing is found in them."""
    plain = replace(
        FULL,
        crew_list=tuple(replace(c, document_kind="passport", chinese_name="", visa="", joined_on=None) for c in FULL.crew_list),
        passenger_list=tuple(replace(p, document_kind="passport", chinese_name="") for p in FULL.passenger_list),
    )  # fmt: skip
    written = FORMAT.write("ship_call", plain) if FORMAT.write else None
    assert written
    assert FORMAT.likes(written.body, "x.xlsx") == 75
    reading = FORMAT.read(written.body)
    assert {f.code for f in reading.findings} <= {"single-name", "nil-not-asserted"}
    wanted, got = (msgspec.json.decode(encode(d)) for d in (plain, reading.documents[0].document))
    for name in ("crew_list", "passenger_list"):
        assert [_filled(p) for p in got[name]] == [_filled(p) for p in wanted[name]]
    assert [float(s["quantity"]) for s in got["stores"]] == [float(s["quantity"]) for s in wanted["stores"]]
    assert {loss.path.split("[")[0].split(".")[0] for loss in written.losses} <= {"crew_effects", "nil"}


def _filled(person: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in person.items() if v not in ("", None, False)}


def test_what_the_workbook_has_no_column_for_is_told() -> None:
    """A seaman's book and a Chinese name are lost, and said to be."""
    person = replace(FULL.crew_list[0], document_kind="seaman", chinese_name="例")
    written = FORMAT.write("ship_call", replace(FULL, crew_list=(person,), crew_effects=())) if FORMAT.write else None
    assert written
    assert {"crew_list[0].document_kind", "crew_list[0].chinese_name"} <= {loss.path for loss in written.losses}


VALUES = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(dt.date(1901, 1, 1), dt.date(2200, 1, 1)),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30),
    st.from_regex(r"[0-9 ./,\-年月日a-zA-Z:]{0,14}", fullmatch=True),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.lists(VALUES, min_size=8, max_size=8), max_size=6), stores=st.booleans())
def test_whatever_stands_in_the_cells_is_read_without_raising(rows: list[list[Any]], stores: bool) -> None:
    """Any values under the headings give a draft that JSON can hold and findings in both languages."""
    head = ("Name of article", "Quantity", "Measurement Type", "Location") if stores else CREW
    taken = intake(book(head, *rows), Stay(dt.date(2025, 1, 1), dt.date(2025, 1, 2)))
    assert taken.known
    assert msgspec.json.decode(encode(taken.lists)) is not None
    assert all(f.message.zh and f.message.en for f in taken.findings)


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 5_000), at=st.integers(0, 5_000), byte=st.integers(0, 255))
def test_a_broken_workbook_is_answered_in_words(cut: int, at: int, byte: int) -> None:
    """Cut or changed anywhere, a workbook is read or told to be unreadable, and never raises."""
    whole = bytearray(BODY[: max(cut, 4)])
    whole[min(at, len(whole) - 1)] = byte
    FORMAT.likes(bytes(whole), "x.xlsx")
    reading = FORMAT.read(bytes(whole))
    assert reading.documents or reading.findings


BODY = book(CREW, [ONE[h] for h in CREW])


def test_the_messy_workbook_of_others_gives_every_item_and_nothing_else(shared: Path) -> None:
    """34 items of 34; the five places where nothing is wrong have no finding (the cases run one by one in conformance)."""
    body = (shared / "vectors" / "ships" / "fal" / "fal_messy_crew_pax_stores.xlsx").read_bytes()
    taken = intake(body, Stay(dt.date(2025, 3, 14), dt.date(2025, 3, 16)))
    assert len(taken.findings) == 34
    assert taken.counts.distinct == 15
