"""The message of the customs declaration (DecMessage) in XML: read as it stands and as our declaration, and written.

Known at second hand only (versions 3.1, 4.8 and 5.0 are in use); we write 4.8. What one side can not hold is listed.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Format, Loss, Reading, Writing
from kouan.kernel.words import Words

from . import _dec_map as m
from ._dec_tree import ABANDONED, DEC, DecMessage, Part, decode, encode
from ._old_codes import renewed
from ._xml import finding

MESSAGE = "dec_message"
VERSION = "4.8"
TYPES = {"I": import_declaration.TYPE, "E": export_declaration.TYPE}
_LICENCES = (("", "DecGoodsLimit", "goods_limits", m.LIMIT), ("", "DecGoodsLimitVin", "vehicles", m.VEHICLE))
_NO_PLACE = Words("报文中没有对应栏目", "The message has no element for it")


def likes(body: bytes, name: str) -> int:
    """By the namespace; by the name of the root or of the envelope, less."""
    plain = body[:4096].replace(b"\0", b"")
    if DEC.encode() in plain:
        return 90
    if b"chinaport.gov.cn/dxp" in plain:
        return 80
    return 60 if b"DecMessage" in plain else 0


def read(body: bytes) -> Reading:
    """The message as it stands, and our declaration where it is one. Never raises for bad input."""
    message, found = decode(body)
    if message is None:
        return Reading(findings=tuple(found))
    carried = [Carried(MESSAGE, message)]
    source = _Source(message.root)
    flag = source.take("DecHead", "IEFlag")
    of = TYPES.get(flag)
    if of is None:
        zh, en = f"进出口标志是“{flag}”，应为 I 或 E", f"The flag says {flag!r}, it must be I or E"
        return Reading(tuple(carried), (*found, finding("dec-flag", "DecHead/IEFlag", zh, en)))
    document, faults = of.convert(_raw(source, export=flag == "E"))
    if document is not None:
        carried.append(Carried(of.code, document))
    return Reading(tuple(carried), (*found, *faults, *source.told, *source.left()))


class _Source:
    """The values of a message by segment; what is not taken is what our declaration can not hold."""

    def __init__(self, root: Part) -> None:
        self.segments: dict[str, list[dict[str, str]]] = {}
        self.taken: set[tuple[str, int, str]] = set()
        self.told: list[Finding] = []
        self._gather(root)

    def _gather(self, part: Part) -> None:
        self.segments.setdefault(part.name, []).append(dict(part.values))
        for inner in part.parts:
            self._gather(inner)

    def rows(self, segment: str) -> range:
        """The numbers of the rows of a segment."""
        return range(len(self.segments.get(segment, ())))

    def take(self, segment: str, element: str, row: int = 0) -> str:
        """The value of an element, '' where it is not there."""
        rows = self.segments.get(segment, [])
        self.taken.add((segment, row, element))
        return rows[row].get(element, "") if row < len(rows) else ""

    def has(self, segment: str, element: str, row: int) -> bool:
        """Is the element there, if only empty?"""
        rows = self.segments.get(segment, [])
        return row < len(rows) and element in rows[row]

    def left(self) -> Iterator[Finding]:
        """A finding for each value that nobody took."""
        for segment, rows in self.segments.items():
            for row, values in enumerate(rows):
                for element, text in values.items():
                    if text and (segment, row, element) not in self.taken:
                        yield _not_carried(segment, row, element)


def _not_carried(segment: str, row: int, element: str) -> Finding:
    path = f"{segment}[{row + 1}]/{element}"
    if element in ABANDONED.get(segment, ()):
        return finding("WIN-X-084", path, "该栏目已停用，不予转入", "This element is abandoned: left out", "warning")
    return finding("dec-not-carried", path, "没有对应栏目，未转入", "We have no field for it: left behind", "warning")


def _raw(source: _Source, *, export: bool) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    _read_pairs(source, "DecHead", 0, (*m.HEAD, *(m.EXPORT_HEAD if export else m.IMPORT_HEAD)), raw)
    _read_pairs(source, "DecFreeTxt", 0, m.FREE_TEXT, raw)
    _read_pairs(source, "DecSign", 0, m.SIGN, raw)
    _read_pairs(source, "DecTpAccess", 0, m.ACCESS, raw)
    _read_positions(source, raw)
    lines = [dict[str, Any]() for _ in source.rows("DecList")]
    for row, line in enumerate(lines):
        _read_pairs(source, "DecList", row, m.EXPORT_LINE if export else m.LINE, line)
    raw["goods"] = lines
    _read_preferences(source, lines)
    for _, segment, field, pairs in (*m.ROWS, *_LICENCES):
        raw[field] = [_read_pairs(source, segment, row, pairs, {}) for row in source.rows(segment)]
    return raw


def _read_pairs(
    source: _Source, segment: str, row: int, pairs: Sequence[m.Pair], into: dict[str, Any]
) -> dict[str, Any]:
    for pair in pairs:
        text = source.take(segment, pair.element, row)
        if text or (pair.field in m.KEPT_EMPTY and source.has(segment, pair.element, row)):
            group, _, name = pair.field.rpartition(".")
            value = _read_value(text, pair.kind)
            if pair.kind in ("country", "currency") and value != text:
                zh, en = f"旧代码 {text} 按 {value} 读入", f"The old code {text} is read as {value}"
                source.told.append(finding("dec-old-code", f"{segment}[{row + 1}]/{pair.element}", zh, en, "info"))
            (into.setdefault(group, {}) if group else into)[name] = value
    return into


def _read_value(text: str, kind: m.Kind) -> object:
    """The value as our JSON has it; what does not fit stays text, for the shape to find fault with."""
    if kind == "date" and len(text) == 8 and text.isascii() and text.isdecimal():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if kind == "flag" and text in ("0", "1"):
        return text == "1"
    if kind == "whole" and text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    return renewed(text, kind) or text if kind == "country" or kind == "currency" else text


def _read_positions(source: _Source, raw: dict[str, Any]) -> None:
    """Type and PromiseItmes count by position. Type: two of the kind, one of the step, Z in the seventh."""
    kinds = source.segments.get("DecHead", [{}])[0].get("Type", "")
    raw["kind"], raw["filing"] = kinds[:2].strip(), kinds[2:3].strip()
    if kinds[3:].strip() in ("", "Z") and "Z" not in kinds[3:6]:
        source.take("DecHead", "Type")
        if kinds[6:7] == "Z":
            raw.setdefault("business", {})["combined_port"] = True
    stated = source.take("DecHead", "PromiseItmes")
    if stated:
        raw["price_statements"] = dict(zip(m.STATEMENTS, stated, strict=False))


def _read_preferences(source: _Source, lines: list[dict[str, Any]]) -> None:
    by_item = {line.get("item"): line for line in lines}
    for row in source.rows("EcoRelation"):
        look = source.segments["EcoRelation"][row]
        line = by_item.get(_read_value(look.get("DecGNo", ""), "whole"))
        if line is None or "agreement" in line or not look.get("CertType", "").startswith("Y"):
            continue
        item = line["item"]
        _read_pairs(source, "EcoRelation", row, m.PREFERENCE, line)
        line["item"], line["agreement"] = item, look["CertType"][1:]


def write(kind: str, document: msgspec.Struct) -> Writing:
    """A message as it stood, or our declaration as a message, with the list of what it can not carry."""
    if isinstance(document, DecMessage):
        return encode(document)
    flag = "E" if kind == TYPES["E"].code else "I"
    losses = list(_lost(document))
    written = encode(DecMessage(VERSION, _root(document, flag)))
    return Writing(written.body, (*losses, *written.losses))


def _root(d: Any, flag: str) -> Part:
    head = _values(d, (*m.HEAD, *(m.EXPORT_HEAD if flag == "E" else m.IMPORT_HEAD)))
    positions = f"{d.kind:2}{d.filing:1}{'   Z' if d.business.combined_port else ''}"
    stated = "".join(_one(getattr(d.price_statements, name)) for name in m.STATEMENTS)
    head += [("IEFlag", flag), ("Type", positions if positions.strip() else ""), ("PromiseItmes", stated)]
    lines = tuple(_line(line, d, flag) for line in d.goods)
    pairs = m.SIGN if len(d.reference) <= m.LONGEST_REFERENCE else m.SIGN[1:]
    sign = Part("DecSign", tuple(_values(d, pairs)))
    rows = [part for around, segment, field, pairs in m.ROWS for part in _rows(d, around, segment, field, pairs)]
    free = Part("DecFreeTxt", tuple(_values(d, m.FREE_TEXT)))
    access = tuple(_values(d, m.ACCESS))
    rows += [Part("DecTpAccess", access)] if access else []
    return Part(
        "DecMessage",
        (),
        (Part("DecHead", tuple(head)), Part("DecLists", (), lines), *rows, free, sign, *_preferences(d)),
    )


def _one(flag: str) -> str:
    """A statement takes one position, or those after it would move."""
    return flag if len(flag) == 1 else "9"


def _line(line: Any, d: Any, flag: str) -> Part:
    values = _values(line, m.EXPORT_LINE if flag == "E" else m.LINE)
    limits = tuple(_limit(limit, d) for limit in d.goods_limits if limit.item == line.item)
    return Part("DecList", tuple(values), (Part("DecGoodsLimits", (), limits),) if limits else ())


def _limit(limit: Any, d: Any) -> Part:
    first = next(g for g in d.goods_limits if g.number == limit.number and g.kind == limit.kind)
    vehicles = _vehicles(limit, d) if first is limit else ()
    parts = tuple(Part("DecGoodsLimitVin", tuple(_values(v, m.VEHICLE))) for v in vehicles)
    return Part("DecGoodsLimit", tuple(_values(limit, m.LIMIT)), parts)


def _vehicles(limit: Any, d: Any) -> tuple[Any, ...]:
    """The vehicles that name this licence."""
    return tuple(v for v in d.vehicles if (v.licence, v.licence_kind) == (limit.number, limit.kind))


def _rows(d: Any, around: str, segment: str, field: str, pairs: Sequence[m.Pair]) -> list[Part]:
    rows = tuple(Part(segment, tuple(_values(row, pairs))) for row in getattr(d, field))
    return [Part(around, (), rows)] if around and rows else list(rows)


def _preferences(d: Any) -> Iterator[Part]:
    for line in d.goods:
        if line.agreement:
            values = dict(_values(line, m.PREFERENCE))
            yield Part("EcoRelation", tuple({**values, "CertType": f"Y{line.agreement}"}.items()))


def _values(held: Any, pairs: Sequence[m.Pair]) -> list[tuple[str, str]]:
    found = []
    for pair in pairs:
        group, _, name = pair.field.rpartition(".")
        value = getattr(getattr(held, group) if group else held, name)
        if value not in ("", None) or pair.field in m.KEPT_EMPTY:
            found.append((pair.element, _written(value)))
    return found


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.date):
        return f"{value:%Y%m%d}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _lost(d: Any) -> Iterator[Loss]:
    """What the message can not carry of our declaration."""
    if len(d.reference) > m.LONGEST_REFERENCE:
        words = Words("客户端编号最长 18 位", "The client's number has 18 characters at most")
        yield Loss("reference", d.reference, words)
    if getattr(d, "loading_date", None):
        yield Loss("loading_date", str(d.loading_date), _NO_PLACE)
    for name in m.STATEMENTS:
        flag = getattr(d.price_statements, name)
        if len(flag) != 1:
            words = Words("价格说明每项一位", "A statement takes one position")
            yield Loss(f"price_statements.{name}", flag, words)
    for number, paper in enumerate(d.papers):
        if paper.sha256:
            yield Loss(f"papers[{number}].sha256", paper.sha256, _NO_PLACE)
    yield from _lost_proofs(d)
    yield from _lost_licences(d)


def _lost_proofs(document: Any) -> Iterator[Loss]:
    for number, line in enumerate(document.goods):
        if not line.agreement:
            for name in ("origin_proof", "origin_proof_item"):
                if getattr(line, name) not in ("", None):
                    words = Words("没有协定代码，证明无处可填", "Without an agreement the proof has no place")
                    yield Loss(f"goods[{number}].{name}", str(getattr(line, name)), words)
        for name in ("direct", "countries"):
            if text := getattr(line.transit, name):
                yield Loss(f"goods[{number}].transit.{name}", text, _NO_PLACE)


def _lost_licences(document: Any) -> Iterator[Loss]:
    """A licence of no line, and a vehicle of no licence, have no place in the message."""
    items = {line.item for line in document.goods}
    for number, limit in enumerate(document.goods_limits):
        if limit.item not in items:
            words = Words("没有这一项商品", "There is no such item")
            yield Loss(f"goods_limits[{number}].item", str(limit.item), words)
    held = {(g.number, g.kind) for g in document.goods_limits if g.item in items}
    for number, vehicle in enumerate(document.vehicles):
        if (vehicle.licence, vehicle.licence_kind) not in held:
            words = Words("没有这份产品许可", "There is no such product licence")
            yield Loss(f"vehicles[{number}].licence", vehicle.licence, words)


FORMAT = Format(
    code="dec_message_xml",
    words=Words("报关单报文 DecMessage（XML）", "Chinese declaration message DecMessage (XML)"),
    media_type="application/xml",
    suffix=".xml",
    basis="报关单数据字典（业内公开资料），待核",
    likes=likes,
    read=read,
    writes=(MESSAGE, "import_declaration", "export_declaration"),
    write=write,
)
