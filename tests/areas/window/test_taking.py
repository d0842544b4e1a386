"""Promises of tables that are taken over: any layout read, each fault at its row and column, old rows kept with their last day."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window import reference
from kouan.areas.window.reference.tables import NAMES, read_table
from kouan.areas.window.reference.tables import read_tables as read_reference
from kouan.areas.window.taking import merging
from kouan.areas.window.taking.keeping import as_csv
from kouan.areas.window.taking.references import WORDS, converted, inspect
from kouan.areas.window.taking.tariff import Defaults, Taken, take
from kouan.areas.window.tax.tables import Row, read_tables, sample_texts

BASIS = Defaults("2026-01-01", "测试公告（虚构）", "house")
LONG = "税则号列,税种,协定,原产地,企业,从价税率,从量税额,单位,计税基础,生效日期,失效日期\n"


def taken(text: str, defaults: Defaults = BASIS, encoding: str = "utf-8") -> Taken:
    """What a CSV gives."""
    return take(text.encode(encoding), defaults)


def faults(text: str, defaults: Defaults = BASIS) -> list[tuple[int, str, str]]:
    """Row, column and English words of each fault."""
    return [(f.row, f.column, f.message.en) for f in taken(text, defaults).faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_each_kind_of_rate_is_read(encoding: str) -> None:
    """A row a rate, kinds by their Chinese names, origin and unit by name or code, days in several forms, in GBK too."""
    text = LONG + (
        "2903.99.90,最惠国税率,,,,5.5%,,,,2026/1/1,\n"
        "29039990,协定税率,21,越南,,0,,,,20260101,20261231\n"
        "29039990,反倾销税,,VNM,示例化工厂（虚构）,12,,,完税价格加关税,,\n"
        "22030000,最惠国,,,,,3.5,升,,2026年1月1日,\n"
        "29039990,增值税,,,,13,,,,,\n"
    )
    found = taken(text, encoding=encoding)
    assert found.faults == ()
    assert [(r.kind, r.percent, r.amount, r.unit) for r in found.rows] == [
        ("mfn", Decimal("5.5"), None, ""),
        ("agreement", 0, None, ""),
        ("anti-dumping", 12, None, ""),
        ("mfn", None, Decimal("3.5"), "095"),
        ("vat", None, None, "standard"),
    ]
    assert (found.rows[1].origin, found.rows[1].valid_to) == ("VNM", dt.date(2026, 12, 31))
    assert (found.rows[2].firm, found.rows[2].base) == ("示例化工厂（虚构）", "duty")
    assert {r.reference for r in found.rows} == {"测试公告（虚构）"}


def test_a_printed_tariff_is_read_a_column_a_kind() -> None:
    """One row a code: percent, yuan a unit, free, and dashes for none; the columns it does not know are told."""
    text = "商品名称,税则号列,最惠国税率,普通税率,出口税率,增值税率\n示例啤酒,22030000,3.5元/升,7.5元/升,-,13\n示例虾,03061790,免,70%,,9\n"
    found = taken(text)
    assert found.faults == ()
    assert found.unread == ("商品名称",)
    assert [(r.code, r.kind, r.percent, r.amount, r.unit) for r in found.rows] == [
        ("22030000", "mfn", None, Decimal("3.5"), "095"),
        ("22030000", "general", None, Decimal("7.5"), "095"),
        ("22030000", "vat", None, None, "standard"),
        ("03061790", "mfn", 0, None, ""),
        ("03061790", "general", 70, None, ""),
        ("03061790", "vat", None, None, "reduced"),
    ]


def test_a_workbook_is_read_with_its_own_rows() -> None:
    """An xlsx with an empty line: the fault names the row that a spreadsheet shows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["税则号列", "税种", "税率"], [None], ["03061790", "最惠国税率", 6], ["03061790", "普通税率", "多"]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    found = take(out.getvalue(), BASIS)
    assert next((f.row, f.column) for f in found.faults if f.severity == "error") == (4, "税率")
    assert [r.percent for r in found.rows] == [6]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("30617,mfn,,,,6,,,,,", "", None),
        ("0306179A,mfn,,,,6,,,,,", "税则号列", "A code is 2 to 10 digits"),
        ("03061790,关税,,,,6,,,,,", "税种", "There is no such kind of rate"),
        ("03061790,mfn,,,,six,,,,,", "从价税率", "Not a rate or an amount"),
        ("03061790,mfn,,,,-6,,,,,", "从价税率", "Not a rate or an amount"),
        ("03061790,mfn,,,,NaN,,,,,", "从价税率", "Not a rate or an amount"),
        ("03061790,mfn,,,,,,,,,", "从价税率", "There is neither a rate nor an amount"),
        ("03061790,mfn,,,,,3,,,,", "单位", "An amount or a band needs a unit"),
        ("03061790,mfn,,,,,3,斛,,,", "单位", "Not in the list of codes"),
        ("03061790,agreement,,,,6,,,,,", "协定", "An agreement rate needs its agreement"),
        ("03061790,anti-dumping,,,,6,,,,,", "原产地", "An origin is needed"),
        ("03061790,anti-dumping,,月球,,6,,,,,", "原产地", "Not in the list of codes"),
        ("03061790,mfn,,,,6,,,,2026-02-30,", "生效日期", "Not a date, e.g. 2026-01-01"),
        ("03061790,mfn,,,,6,,,,2026-02-01,2026-01-01", "失效日期", "It ends before it begins"),
        ("03061790,vat,,,,14,,,,,", "从价税率", "Not a rate of VAT on that day"),
        ("03061790,mfn,,,,6,,,净值,,", "计税基础", "The base is value or duty"),
        ("03062090,mfn,,,,6,,,,,", "税则号列", "The Harmonized System has no such subheading"),
        ("03061790,mfn,,,,0.06,,,,,", "从价税率", "Read as 0.06 per cent: is it a fraction?"),
    ],
)
def test_what_is_wrong_is_told_at_its_row_and_column(row: str, column: str, words: str | None) -> None:
    """The row as a spreadsheet counts it, the heading as the file has it; a good row beside it is taken all the same."""
    found = faults(LONG + "03061790,general,,,,60,,,,,\n" + row + "\n")
    assert (3, column, words) in found if words else found == []
    assert len(taken(LONG + "03061790,general,,,,60,,,,,\n" + row + "\n").rows) >= 1


def test_what_holds_for_all_rows_may_be_said_once_and_must_be_somewhere() -> None:
    """Without a first day and a basis no row is good."""
    text = "税则号列,税种,税率\n03061790,最惠国税率,6\n"
    assert faults(text, Defaults()) == [
        (2, "生效日期", "There is no first day"),
        (2, "依据", "There is no basis"),
    ]
    assert taken(text).rows[0].standing == "house"
    assert [f.message.en for f in taken(text.replace(",6", ",many")).faults] == ["Not a rate or an amount"]


def test_two_rows_of_the_same_days_are_told() -> None:
    """The second of them names the first; on days that do not meet both are good."""
    twice = LONG + "03061790,mfn,,,,6,,,,2026-01-01,2026-06-30\n03061790,mfn,,,,5,,,,2026-06-30,\n"
    assert faults(twice) == [(3, "", "The same rate as in row 2, on the same days")]
    assert faults(twice.replace("5,,,,2026-06-30", "5,,,,2026-07-01")) == []


@pytest.mark.parametrize(
    "body", [b"", b"x", b"PK\x03\x04 no zip", b"\x00\x01\x02", "名称\n甲\n".encode(), b"\xff\xfe\x00"]
)
def test_what_is_no_table_is_told(body: bytes) -> None:
    """No crash and no rows: one fault for the whole file."""
    found = take(body, BASIS)
    assert found.rows == ()
    assert found.errors == 1


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(body: bytes) -> None:
    """Whatever comes in, rows or faults come out."""
    found = take(body, BASIS)
    assert found.errors or isinstance(found.rows, tuple)


def row(percent: int, since: str, until: str = "", kind: str = "mfn") -> Row:
    """A rate of one code."""
    last = dt.date.fromisoformat(until) if until else None
    first = dt.date.fromisoformat(since)
    return Row(
        code="03061790",
        kind=kind,
        percent=Decimal(percent),
        valid_from=first,
        valid_to=last,
        reference="x",
        standing="house",
    )


def test_a_change_ends_what_it_follows() -> None:
    """6 % for ever, then 5 % from July: the old row ends with June, the rate of each day is what it was said to be."""
    old, new = row(6, "2020-01-01"), row(5, "2026-07-01")
    made = merging.merged([old], [new], "changes")
    assert made.rows == (replace(old, valid_to=dt.date(2026, 6, 30)), new)
    assert (made.added, made.ended, made.gone, made.same, made.since) == (1, 1, 0, 0, dt.date(2026, 7, 1))
    again = merging.merged(made.rows, [new], "changes")
    assert (again.rows, again.added, again.same) == (made.rows, 0, 1)


def test_a_change_from_the_same_day_takes_the_place() -> None:
    """A row that begins no earlier than the new one is gone; another kind, and days before, are left alone."""
    old, other, past = row(6, "2026-07-01"), row(60, "2020-01-01", kind="general"), row(8, "2019-01-01", "2019-12-31")
    new = row(5, "2026-07-01")
    made = merging.merged([old, other, past], [new], "changes")
    assert set(made.rows) == {other, past, new}
    assert made.gone == 1


def test_the_whole_takes_the_place_of_all() -> None:
    """What is not in the file is gone."""
    made = merging.merged(
        [row(6, "2020-01-01"), row(60, "2020-01-01", kind="general")], [row(6, "2020-01-01")], "whole"
    )
    assert (len(made.rows), made.added, made.gone, made.same) == (1, 0, 1, 1)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 900), st.integers(1, 400)), max_size=6))
def test_no_day_has_two_rates_after_changes(asked: list[tuple[int, int, int]]) -> None:
    """However changes follow one another, a code has at most one rate of a kind on a day: that of the last said change."""
    start, held = dt.date(2024, 1, 1), tuple[Row, ...]()
    for percent, first, length in asked:
        since = start + dt.timedelta(first)
        until = since + dt.timedelta(length)
        held = merging.merged(held, [row(percent, since.isoformat(), until.isoformat())], "changes").rows
    for day in range(0, 1400, 7):
        on = start + dt.timedelta(day)
        assert sum(1 for r in held if r.holds(on)) <= 1


def test_a_version_is_read_back_as_it_was() -> None:
    """Our own CSV loses nothing of any row, bands and firms included."""
    held = read_tables(*sample_texts()).tariff
    assert read_tables(as_csv(tuple(held)), "").tariff == held


def test_the_sample_is_taken_over_as_it_is() -> None:
    """What the importer makes of the sample are the very rows that the sample is read as."""
    found = take(sample_texts()[0].encode(), BASIS)
    assert found.faults == ()
    assert set(found.rows) == set(read_tables(*sample_texts()).tariff)


def test_a_published_table_comes_into_our_layout() -> None:
    """Columns in any order, Chinese headings, GBK: ours come out, a bad row is told at its column and left out."""
    body = "关区名称,关区代码\n示例海关（虚构）,4404\n没有代码,\n".encode("gb18030")
    text, good, wrong = converted(body, "customs-offices", reference="示例（虚构）", standing="house")
    assert good == 1
    assert [(f.row, f.column, f.message.en) for f in wrong] == [(3, "关区代码", "This cell is missing")]
    (kept,) = read_table("customs-offices", text)[("4404",)]
    assert (kept.name, kept.reference) == ("示例海关（虚构）", "示例（虚构）")  # type: ignore[attr-defined]
    text, good, wrong = converted("名称\n示例\n".encode(), "ports")
    assert (good, wrong[0].message.en) == (0, "There is no such column")


def test_each_table_of_a_folder_is_inspected(tmp_path) -> None:  # noqa: ANN001
    """What is there with its file, day and rows; what is not there with none; a fault stops nothing."""
    assert set(WORDS) == set(NAMES)
    (tmp_path / "ports.csv").write_text("code,name\nCNSZX,示例港（虚构）\n", "utf-8")
    (tmp_path / "commodities.csv").write_text("code,first_unit,elements\n0306179090,035,三\n", "utf-8")
    found = {s.name: s for s in inspect(tmp_path)}
    assert (found["ports"].rows, found["ports"].faults) == (1, ())
    assert found["ports"].changed is not None
    assert [(f.row, f.column, f.message.en) for f in found["commodities"].faults] == [
        (2, "elements", "A whole number is needed")
    ]
    assert (found["districts"].file, found["districts"].rows) == ("", 0)
    assert all(s.file == "" for s in inspect(None))


def test_codes_of_places_are_unverified_until_their_list_is_loaded(tmp_path, monkeypatch) -> None:  # noqa: ANN001
    """Without a list 待核; with it the name, or that it is not in the list; a list with a fault is not used at all."""
    monkeypatch.setattr(reference, "loaded", lambda: None)
    assert reference.place_words("customs_office", "5720").en == "unverified"
    offices = read_reference({"customs-offices": "code,name,name_en\n5720,示例海关（虚构）,Example customs\n"})
    monkeypatch.setattr(reference, "loaded", lambda: offices)
    assert reference.place_words("border_office", "5720").en == "Example customs"
    assert reference.place_words("border_office", "9999").en == "not in the list: unverified"
    assert reference.place_words("district", "44049").en == "unverified"
    monkeypatch.undo()
    (tmp_path / "customs-offices.csv").write_text("code,valid_from\n5720,soon\n", "utf-8")
    (tmp_path / "ports.csv").write_text("code,name\nVNM000,示例港（虚构）\n", "utf-8")
    monkeypatch.setenv("KOUAN_REFERENCE", str(tmp_path))
    reference.loaded.cache_clear()
    try:
        assert reference.place_words("customs_office", "5720").en == "unverified"
        assert reference.place_words("partner_port", "VNM000").zh == "示例港（虚构）"
    finally:
        reference.loaded.cache_clear()
