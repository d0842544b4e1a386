"""From the values of a DecMessage to our declaration as plain data, as JSON has it."""

from collections.abc import Sequence
from typing import Any

from kouan.syntax.told import finding

from . import _dec_map as m
from . import _dec_map_more as more
from ._dec_source import Source
from ._old_codes import renewed

_LICENCES = (("", "DecGoodsLimit", "goods_limits", m.LIMIT), ("", "DecGoodsLimitVin", "vehicles", m.VEHICLE))


def raw(source: Source, *, export: bool) -> dict[str, Any]:
    """The declaration, for its shape to judge; what was taken is marked in the source."""
    made: dict[str, Any] = {}
    _pairs(source, "DecHead", 0, (*m.HEAD, *(m.EXPORT_HEAD if export else m.IMPORT_HEAD)), made)
    _pairs(source, "DecFreeTxt", 0, m.FREE_TEXT, made)
    _pairs(source, "DecSign", 0, m.SIGN, made)
    _pairs(source, "DecTpAccess", 0, m.ACCESS, made)
    _positions(source, made)
    lines = [dict[str, Any]() for _ in source.rows("DecList")]
    for row, line in enumerate(lines):
        _pairs(source, "DecList", row, m.EXPORT_LINE if export else m.LINE, line)
    made["goods"] = lines
    _relations(source, lines, made)
    for _, segment, field, pairs in (*m.ROWS, *_LICENCES):
        made[field] = [_pairs(source, segment, row, pairs, {}) for row in source.rows(segment)]
    _segments(source, lines, made)
    return made


def _segments(source: Source, lines: list[dict[str, Any]], made: dict[str, Any]) -> None:
    """Transit, supplements, royalties, self-assessed tax, risk, controlled goods."""
    for segment, field, pairs in more.PARTS:
        for row in source.filled(segment):
            if field not in made:
                made[field] = _pairs(source, segment, row, pairs, {})
    for _, segment, field, pairs in more.LISTS:
        made[field] = [_pairs(source, segment, row, pairs, {}) for row in source.filled(segment)]
    made["control_elements"] = [
        {
            **_item_of(source.lines["DecControlModel"][row], lines),
            **_pairs(source, "DecControlModel", row, more.CONTROL, {}),
        }
        for row in source.filled("DecControlModel")
    ]


def _item_of(line: int, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The item of the line in which a segment stands; nothing where it stands in the message itself."""
    return {"item": lines[line]["item"]} if line >= 0 and "item" in lines[line] else {}


def _pairs(source: Source, segment: str, row: int, pairs: Sequence[m.Pair], into: dict[str, Any]) -> dict[str, Any]:
    for pair in pairs:
        text = source.take(segment, pair.element, row)
        if text or (pair.field in m.KEPT_EMPTY and source.has(segment, pair.element, row)):
            value = _value(text, pair.kind)
            if pair.kind in ("country", "currency") and value != text:
                zh, en = f"旧代码 {text} 按 {value} 读入", f"The old code {text} is read as {value}"
                source.told.append(finding("dec-old-code", f"{segment}[{row + 1}]/{pair.element}", zh, en, "info"))
            _put(into, pair.field, value)
    return into


def _put(into: dict[str, Any], place: str, value: object) -> None:
    *groups, last = place.split(".")
    for name in groups:
        into = into.setdefault(name, {})
    into[last] = value


def _value(text: str, kind: m.Kind) -> object:
    """The value as our JSON has it; what does not fit stays text, for the shape to find fault with."""
    if kind == "date" and len(text) == 8 and text.isascii() and text.isdecimal():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if kind == "flag" and text in ("0", "1"):
        return text == "1"
    if kind == "whole" and text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    return renewed(text, kind) or text if kind == "country" or kind == "currency" else text


def _positions(source: Source, made: dict[str, Any]) -> None:
    """Type and PromiseItmes count by position. Type: two of the kind, one of the step, Z in the seventh."""
    kinds = source.segments.get("DecHead", [{}])[0].get("Type", "")
    made["kind"], made["filing"] = kinds[:2].strip(), kinds[2:3].strip()
    if kinds[3:].strip() in ("", "Z") and "Z" not in kinds[3:6]:
        source.take("DecHead", "Type")
        if kinds[6:7] == "Z":
            made.setdefault("business", {})["combined_port"] = True
    stated = source.take("DecHead", "PromiseItmes")
    if stated:
        made["price_statements"] = dict(zip(m.STATEMENTS, stated, strict=False))


def _relations(source: Source, lines: list[dict[str, Any]], made: dict[str, Any]) -> None:
    """A preference goes to its line, every other pair of an item and a document to the list of pairs."""
    by_item = {line.get("item"): line for line in lines}
    pairs = []
    for row in source.filled("EcoRelation"):
        look = source.segments["EcoRelation"][row]
        line = by_item.get(_value(look.get("DecGNo", ""), "whole"))
        if line is None or "agreement" in line or not at_its_line(look):
            pairs.append(_pairs(source, "EcoRelation", row, more.PAIR, {}))
            continue
        item = line["item"]
        _pairs(source, "EcoRelation", row, m.PREFERENCE, line)
        line["item"], line["agreement"] = item, look["CertType"][1:]
    made["pairs"] = pairs


def at_its_line(look: dict[str, str]) -> bool:
    """Has a line room for this relation: a preference, its proof with a number of an item, and no extension?"""
    kind, item = look.get("CertType", ""), look.get("EcoGNo", "")
    numbered = not item or isinstance(_value(item, "whole"), int)
    return kind.startswith("Y") and len(kind) == 3 and numbered and not look.get("ExtendFiled")
