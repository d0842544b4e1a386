"""Reading JSON as the house reads it: strict, bounded, and with a place and two languages for every fault.

Stricter than JSON: UTF-8 only, no byte order mark, no duplicated key, no number that is not a number, bounded depth.
"""

import functools
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from .findings import Finding, Repair, refusal
from .shapes import examine, odd_values
from .words import Words

_KEY_END = b'":'
_Marks = Mapping[bytes, tuple[bytes, ...]]
"""Marks by a byte that they all hold: looking for the byte costs a tenth, and clears most bodies of most marks."""
_UNCOUNTABLE: _Marks = {b" ": (b'" :',), b"\t": (b'"\t:',), b"\n": (b'"\n:',), b"\r": (b'"\r:',), b"\\": (b"\\u0022",)}
_ODD: _Marks = {
    b"\\": (b"\\u00", b"\\b", b"\\f"),
    b"\xe2": (b"\xe2\x80", b"\xe2\x81"),
    b"\x7f": (b"\x7f",),
    b"N": (b'NaN"',),
    b"y": (b'Infinity"',),
}
_LONG, _OTHER, _LEADS = b"0" * 30, b"\xd9", b"\xd9\xdb\xdf\xe0\xe1\xea\xf0"
_TOLD = bytes.maketrans(b"123456789." + _LEADS, b"0" * 10 + _OTHER * 7)
_UNTOLD = bytes(set(range(256)) - {*b'0123456789._"', *_LEADS})
"""Of JSON are left: digits and points as 0, underscores, quotation marks, and where a digit of another script may begin."""
_WIDE_DIGIT = re.compile(rb"\xef\xbc[\x90-\x99]")


@functools.cache
def _decoder(shape: type[msgspec.Struct]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(shape)


_plain = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder().encode


def read_json(body: bytes, shape: type[msgspec.Struct]) -> tuple[Any, tuple[Finding, ...]]:
    """Decode `body` as `shape`. Returns (document, ()) or (None, findings); never raises for bad input."""
    try:
        document = _decoder(shape).decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as fault:
        return None, _explain(body, shape, fault)
    faults = doubled_keys(body) or odd_faults(document, body)
    return (None, faults) if faults else (document, ())


def odd_faults(document: msgspec.Struct, given: bytes) -> tuple[Finding, ...]:
    """What is odd in a document read from the JSON `given`. Quick looks clear the usual one; others are walked.

    A decoder takes 1_000 and digits of other scripts for numbers: those are found in what was given alone.
    """
    plain = _encode(_plain(given)) if b"\\" in given else given
    told = plain.translate(_TOLD, _UNTOLD)
    odd = b"0_" in told or b"_0" in told or _OTHER in told or _WIDE_DIGIT.search(plain)
    if odd and (found := first(examine(_plain(given), type(document)))):
        return found
    return tuple(odd_values(document)) if _LONG in told or _may_be_odd(_encode(document)) else ()


def _may_be_odd(written: bytes) -> bool:
    return _holds(written, _ODD) or (b"+" in written and _after_digit(written, b"E+")) or _after_digit(written, b"E-")


def _holds(body: bytes, marks: _Marks) -> bool:
    for sign, holders in marks.items():
        if sign in body:
            for mark in holders:
                if mark in body:
                    return True
    return False


def _after_digit(written: bytes, mark: bytes) -> bool:
    """Does the mark of an exponent stand after a digit? Then the document may hold a number beyond all quantities."""
    place = written.find(mark)
    while place > 0:
        if written[place - 1 : place].isdigit():
            return True
        place = written.find(mark, place + 1)
    return False


def _explain(body: bytes, shape: type[msgspec.Struct], fault: Exception) -> tuple[Finding, ...]:
    encoding = _encoding_fault(body)
    if encoding:
        return (encoding,)
    try:
        raw = _plain(body)
    except RecursionError:
        return (refusal("json-too-deep", "", Words("嵌套过深", "Nested too deeply")),)
    except (msgspec.MsgspecError, ValueError) as malformed:
        return (_malformed(malformed),)
    return misfits(raw, shape, fault)


MOST_FAULTS = 200
"""So many faults of form are told of one document: whoever has more has another problem than each of them."""


def first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The first findings, and one more that says so where there are others."""
    told = tuple(itertools.islice(found, MOST_FAULTS + 1))
    if len(told) <= MOST_FAULTS:
        return told
    words = Words(f"错误太多，只列出前 {MOST_FAULTS} 处", f"Too many faults: only the first {MOST_FAULTS} are told")
    return (*told[:MOST_FAULTS], refusal("faults-too-many", "", words))


def misfits(raw: object, shape: type[msgspec.Struct], fault: Exception) -> tuple[Finding, ...]:
    """What does not fit the shape, place by place; where nobody can say which place it is, that it does not."""
    words = Words(f"内容不合要求：{fault}", f"Unfit: {fault}")
    return first(examine(raw, shape)) or (refusal("shape-unfit", "", words),)


_CUT = ("json-truncated", "内容不完整，传到一半中断", "The body ends half-way")
_NOT_JSON = ("json-malformed", "不是正确的 JSON", "This is not JSON")


def _malformed(fault: Exception) -> Finding:
    place = re.search(r"byte (\d+)", str(fault))
    code, zh, en = _CUT if "truncated" in str(fault) else _NOT_JSON
    return refusal(code, f"byte {place[1]}" if place else "", Words(f"{zh}：{fault}", f"{en}: {fault}"))


_MARKS: Mapping[bytes, str] = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\xef\xbb\xbf": "UTF-8 BOM"}


def _encoding_fault(body: bytes) -> Finding | None:
    marked = next((name for mark, name in _MARKS.items() if body.startswith(mark)), None)
    if marked is None:
        try:
            body.decode("utf-8")
        except UnicodeDecodeError as fault:
            if fault.reason == "unexpected end of data":
                return _malformed(ValueError("Input data was truncated within a character"))
            is_gbk = body.decode("gb18030", "ignore").encode("gb18030") == body
            marked = f"GBK? (byte {fault.start})" if is_gbk else f"byte {fault.start}"
        else:
            return None
    repair = Repair(path="", old=marked, new="UTF-8")
    words = Words(
        f"编码不是 UTF-8（{marked}），请转为 UTF-8 再报", f"Not UTF-8 ({marked}): convert it to UTF-8 and file again"
    )
    return refusal("encoding-not-utf8", "", words, repair)


def doubled_keys(body: bytes) -> tuple[Finding, ...]:
    """Findings for keys that stand twice.

    A decoder keeps one of two equal keys, so a body that loses keys on the way through it may have doubled ones.
    Counting key ends before and after clears the usual body. It is walked pair by pair where the counts differ, and
    where they can not be trusted: blanks before a colon, or a quotation mark written as an escape.
    """
    kept = _encode(_plain(body))
    if kept == body or (not _holds(body, _UNCOUNTABLE) and body.count(_KEY_END) == kept.count(_KEY_END)):
        return ()
    found: list[Finding] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        for name, n in Counter(name for name, _ in items).items():
            if n > 1:
                words = Words(
                    f"字段“{name}”出现多次，无法判断以哪个为准", f'"{name}" stands more than once: which one counts?'
                )
                found.append(refusal("json-key-doubled", name, words))
        return dict(items)

    json.loads(body, object_pairs_hook=pairs, parse_int=str, parse_float=str)
    return first(found)
