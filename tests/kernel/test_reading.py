"""Reading JSON: any bytes get an answer with a place and two languages, none gets an error."""

import datetime as dt
import json
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouan.kernel.findings import Finding
from kouan.kernel.reading import read_json
from kouan.kernel.shapes import Shape
from kouan.kernel.words import label


class Item(Shape):
    """A row."""

    name: Annotated[str, label("品名", "Name", max_length=10)]
    weight: Annotated[Decimal, label("重量", "Weight")] = Decimal(1)


class Sheet(Shape):
    """A document with one field of every kind."""

    text: Annotated[str, label("文字", "Text")]
    number: Annotated[int, label("数", "Number", ge=0)] = 0
    sure: Annotated[bool, label("是否", "Sure")] = False
    day: Annotated[dt.date, label("日", "Day")] | None = None
    moment: Annotated[dt.datetime, label("时刻", "Moment", tz=True)] | None = None
    items: Annotated[tuple[Item, ...], label("货物", "Items", max_length=3)] = ()


GOOD = b'{"text":"a","items":[{"name":"b","weight":"2.5"}]}'


def faults(body: bytes) -> list[tuple[str, str]]:
    """Codes and places of what is wrong; each is said in both languages."""
    document, found = read_json(body, Sheet)
    assert (document is None) == bool(found)
    assert all(said(f) for f in found)
    return [(f.code, f.path) for f in found]


def said(finding: Finding) -> bool:
    """Both languages are there and differ."""
    return bool(finding.message.zh and finding.message.en) and finding.message.zh != finding.message.en


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(body: bytes) -> None:
    """Arbitrary bytes never raise."""
    faults(body)


@given(st.integers(0, len(GOOD)), st.binary(max_size=3), st.integers(0, 3))
def test_damaged_bytes_are_answered(place: int, put_in: bytes, taken: int) -> None:
    """A good body with some bytes taken out and others put in never raises either."""
    faults(GOOD[:place] + put_in + GOOD[place + taken :])


@given(st.integers(1, len(GOOD) - 1))
def test_a_truncated_body_says_so(length: int) -> None:
    """A body cut anywhere is refused as half a body, in so many words."""
    assert [code for code, _ in faults(GOOD[:length])] == ["json-truncated"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@given(JSON)
def test_any_json_is_answered(value: object) -> None:
    """Whatever stands in the JSON (NaN and infinity as some writers put them, too)."""
    faults(json.dumps(value).encode())


@given(st.dictionaries(st.sampled_from(["text", "number", "sure", "day", "moment", "items"]), JSON))
def test_any_value_in_a_known_field_is_answered(value: dict[str, object]) -> None:
    """Wrong values in right fields are findings at that field or below it."""
    for _, path in faults(json.dumps(value, allow_nan=False).encode()) if _finite(value) else ():
        assert path.split(".")[0].split("[")[0] in {"text", "number", "sure", "day", "moment", "items"}


def _finite(value: object) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"text":"a","text":"b"}', [("json-key-doubled", "text")]),
        (b'{"text":"a","items":[{"name":"x","name":"y"}]}', [("json-key-doubled", "name")]),
        (b'{"te\\u0078t":"a","text":"b"}', [("json-key-doubled", "text")]),
        (b'{"text":"a","items":[{"name":"x","weight":NaN}]}', [("json-malformed", "byte 42")]),
        (b'{"text":"a","items":[{"name":"x","weight":"NaN"}]}', [("value-unfit", "items[0].weight")]),
        (b'{"text":"a","items":[{"name":"x","weight":"-Infinity"}]}', [("value-unfit", "items[0].weight")]),
        (b'{"text":"a","items":[{"name":"x","weight":"1E+999999"}]}', [("value-unfit", "items[0].weight")]),
        (b'{"text":"a","items":[{"name":"x","weight":1e99}]}', [("value-unfit", "items[0].weight")]),
        (b'{"text":"a","items":[{"name":"x","weight":' + b"9" * 40 + b"}]}", [("value-unfit", "items[0].weight")]),
        (b'{"text":"a\\u0000b"}', [("text-hidden", "text")]),
        (b'{"text":"a\x7fb"}', [("text-hidden", "text")]),
        ('{"text":"a","items":[{"name":"\u202eb"}]}'.encode(), [("text-hidden", "items[0].name")]),
        (b'{"text":"a","items":[{"weight":1}]}', [("field-missing", "items[0].name")]),
        (b'{"text":"a","colour":1}', [("field-unknown", "colour")]),
        (b'{"number":-1}', [("field-missing", "text"), ("value-unfit", "number")]),
        (b'{"text":"a","moment":"2025-03-14T06:00:00"}', [("value-unfit", "moment")]),
        (b'{"text":"a","day":"2025-02-30"}', [("value-unfit", "day")]),
        (b'{"text":"a","items":[{"name":"b"},{"name":"b"},{"name":"b"},{"name":"b"}]}', [("rows-count", "items")]),
        (b"[]", [("shape-not-object", "")]),
        (b"", [("json-truncated", "")]),
        ("\ufeff{}".encode(), [("encoding-not-utf8", "")]),
        ('{"text":"口岸"}'.encode("gb18030"), [("encoding-not-utf8", "")]),
        ('{"text":"口岸"}'.encode("utf-16"), [("encoding-not-utf8", "")]),
        (b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}", [("json-too-deep", "")]),
    ],
)
def test_each_fault_is_named(body: bytes, expected: list[tuple[str, str]]) -> None:
    """Doubled keys, numbers that are none, missing and unknown fields, wrong encodings, depth: each by its code and
    place.
    """
    assert faults(body) == expected


@pytest.mark.parametrize("name", ["Nan", "Inf", "1e99", "南 nan", "两行\n\t文字", "“引号”—", "9" * 40, "\\u0000"])
def test_a_text_may_look_like_a_number(name: str) -> None:
    """A person called Nan, goods called 1e99, lines, quotation marks, what only looks like an escape: texts, and read."""
    document, found = read_json(json.dumps({"text": name}).encode(), Sheet)
    assert found == ()
    assert document.text == name


def test_the_encoding_is_named_with_its_repair() -> None:
    """GBK is said to be GBK, at the first byte that is not UTF-8."""
    _, (found,) = read_json('{"text":"口岸"}'.encode("gb18030"), Sheet)
    assert "GBK" in found.message.zh
    assert found.repair
    assert found.repair.new == "UTF-8"


def test_a_key_in_a_text_is_no_key() -> None:
    """What looks like a key inside a text does not count as one."""
    document, found = read_json(rb'{"text":"a \"text\": b"}', Sheet)
    assert found == ()
    assert document.text == 'a "text": b'


ODD_NUMBERS = ("1_000", "_1", "1_", "1__0", "-_1", "1_.5", "1_e2", "١٢", "１２", "۴", "߁", "१", "๓", "꘡", "𝟏")


@pytest.mark.parametrize("text", ODD_NUMBERS, ids=lambda t: t.encode("unicode_escape").decode())
@pytest.mark.parametrize("ascii_only", [True, False], ids=["escaped", "as it is"])
def test_a_number_is_written_in_plain_digits(text: str, *, ascii_only: bool) -> None:
    """Underscores and digits of other scripts are no number here, though Python takes them for one."""
    body = json.dumps({"text": "a", "items": [{"name": "b", "weight": text}]}, ensure_ascii=ascii_only).encode()
    assert faults(body) == [("value-unfit", "items[0].weight")]


@given(st.text(st.sampled_from("0123456789_.eE+-١１𝟏 "), min_size=1, max_size=8))
def test_no_number_but_in_plain_digits_is_read(text: str) -> None:
    """Whatever is read as a number is written in ASCII and without underscores."""
    document, _ = read_json(json.dumps({"text": "a", "items": [{"name": "b", "weight": text}]}).encode(), Sheet)
    assert document is None or (text.isascii() and "_" not in text)


@pytest.mark.parametrize("text", ["ITEM_1", "1_000 件", "１２号", "١"])
def test_a_text_may_hold_what_a_number_may_not(text: str) -> None:
    """Only numbers are held to plain digits."""
    assert read_json(json.dumps({"text": text}, ensure_ascii=False).encode(), Sheet)[0] == Sheet(text=text)


@pytest.mark.parametrize("text", ["5", "1_0", "١"])
def test_a_whole_number_is_no_text(text: str) -> None:
    """A whole number between quotation marks is a fault with its place."""
    assert faults(json.dumps({"text": "a", "number": text}).encode()) == [("value-unfit", "number")]


@pytest.mark.parametrize(
    ("body", "path", "seen"),
    [
        (b'{"text":"a","number":null}', "number", "null"),
        (b'{"text":"a","number":"x"}', "number", '"x"'),
        (b'{"text":"a","sure":{"a":1}}', "sure", '{"a": 1}'),
        (b'{"text":"a","items":[{"name":"a","weight":"NaN"}]}', "items[0].weight", '"NaN"'),
    ],
)
def test_what_stands_there_is_told_at_its_place_and_in_no_words_of_python(body: bytes, path: str, seen: str) -> None:
    """A null, a text and a group where a number belongs, a number that is none: the place, and the value as JSON writes it."""
    (found,) = read_json(body, Sheet)[1]
    assert (found.path, found.message.zh.startswith(f"填的是 {seen}，应为")) == (path, True), found
