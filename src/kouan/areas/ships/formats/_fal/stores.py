"""Rows of the ship's stores, and the six things that are nil or listed: quantities as people type them."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kouan.kernel.findings import Repair
from kouan.syntax.proposals import Proposal

from . import codes
from .cells import Cell, column, half, key, tidy
from .headings import Table
from .told import Issue, ask, likely, proposal

UNITS = {
    "KGM": ("Kilograms (kg)", ("kg", "kgs", "kilogram", "kilograms", "千克", "公斤")),
    "GRM": ("Grams (g)", ("g", "gram", "grams", "克")),
    "LTR": ("Liter (l)", ("l", "ltr", "liter", "liters", "litre", "litres", "升")),
    "LBR": ("Pound (lb)", ("lb", "lbs", "pound", "pounds", "磅")),
    "TNE": ("Tonne (t)", ("t", "mt", "tonne", "tonnes", "ton", "tons", "吨")),
    "MTQ": ("Cubic Meters (m3)", ("m3", "m³", "cbm", "cubic meters", "cubic metres", "立方米")),
    "C62": ("Units (u)", ("u", "unit", "units", "pcs", "pc", "piece", "pieces", "件", "个")),
}
"""Our code, the words of the workbook, other words."""
NIL_ROWS = {
    "weapons": "Weapons/Firearms",
    "ammunition": "Ammunition",
    "animals": "Animals/Pets",
    "stowaways": "Stowaways",
    "cargo": "Cargo",
    "unmanifested_cargo": "Unmanifested Cargo",
}
"""The six that the workbook asks for: the field of our nil declarations, and the words of the workbook."""
_NIL_KEYS = {
    **{key(words): field for field, words in NIL_ROWS.items()},
    "weapons": "weapons", "firearms": "weapons", "武器": "weapons", "弹药": "ammunition", "动物": "animals",
    "animals": "animals", "pets": "animals", "偷渡人员": "stowaways", "货物": "cargo", "舱单外货物": "unmanifested_cargo",
}  # fmt: skip
_NIL_WORDS = ("nil", "none", "no", "0", "无", "/", "n/a")
_PLAIN = re.compile(r"\d+(\.\d+)?")
_THREE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_COMMA = re.compile(r"\d+,\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[ ',]\d{3})+(?:\.\d+)?")
_WITH_UNIT = re.compile(r"([\d.,' ]*\d)\s*([^\d\s.,'-][^\d]*|m3|m³)")
_TOTAL = re.compile(r"(grand )?total\b.*|合计.*|总计.*", re.IGNORECASE | re.DOTALL)


class Stores(NamedTuple):
    """The articles and the nil declarations of a list as they stand, and what was found."""

    rows: list[dict[str, Any]]
    nil: dict[str, str]
    unsaid: int
    findings: list[Proposal]


def read(table: Table, first: int = 0) -> Stores:
    """Every article; a row with nothing but its number is empty."""
    rows, nil, found, silent = list[dict[str, Any]](), dict[str, str](), list[Proposal](), set[str]()
    for number in sorted(table.rows):
        cells = {f: c for f in table.columns if f != "serial" and (c := table.cell(number, f)) and tidy(c.text)}
        article = cells.get("article")
        field = _NIL_KEYS.get(key(article.text)) if article else None
        if not cells:
            continue
        if field and _nil(cells.get("quantity")):
            nil[field] = _nil(cells.get("quantity"))
        elif field and "quantity" not in cells:
            silent.add(field)
            found.append(_unsaid(NIL_ROWS[field], _path(table, "quantity", number)))
        elif article and _TOTAL.fullmatch(tidy(article.text)):
            zh, en = "合计行，不是物品", "A total row is no article"
            found.append(
                proposal(Issue("total-row", "warning", zh, en), _path(table, "article", number), article.text, "")
            )
        else:
            made, told = _store(table, number, cells, f"stores[{first + len(rows)}]")
            rows.append(made)
            found += told
    missing = [f for f in NIL_ROWS if f not in nil and f not in silent] if rows or nil or silent else []
    found += [_unsaid(NIL_ROWS[f], table.page.name) for f in missing]
    return Stores(rows, nil, len(missing) + len(silent), found)


def _path(table: Table, field: str, number: int) -> str:
    return f"{table.page.name}!{column(table.columns.get(field, 1))}{number}"


def _nil(quantity: Cell | None) -> str:
    """nil where it is said so; listed where there is a number; '' where nothing is said."""
    said = tidy(quantity.text).casefold() if quantity else ""
    if said in _NIL_WORDS:
        return "nil"
    return "listed" if _PLAIN.fullmatch(said) else ""


def _unsaid(name: str, path: str) -> Proposal:
    zh, en = f"{name} 既没有声明“无”，也没有数量", f"{name}: neither nil nor a quantity is stated"
    return proposal(Issue("nil-not-asserted", "warning", zh, en, "ask"), path, "", "")


def _store(table: Table, number: int, cells: dict[str, Cell], place: str) -> tuple[dict[str, Any], list[Proposal]]:
    raw: dict[str, Any] = {}
    found: list[Proposal] = []
    for field in ("article", "location"):
        if field in cells:
            raw[field], issue = codes.text(cells[field])
            if issue:
                found.append(proposal(issue, _path(table, field, number), cells[field].text, f"{place}.{field}"))
    if "unit" in cells:
        raw["unit"] = unit(cells["unit"].text) or cells["unit"].text
        if not unit(cells["unit"].text):
            issue = ask("unit-unknown", "不认识的单位", "No known unit")
            found.append(proposal(issue, _path(table, "unit", number), cells["unit"].text, ""))
    if "quantity" in cells:
        path = _path(table, "quantity", number)
        found += _quantity(raw, cells["quantity"], path, place)
    return raw, found


def unit(text: str) -> str:
    """Our code of a unit by the words of the workbook or others; '' where it is not known."""
    said = tidy(text).casefold().rstrip(".")
    for code, (own, words) in UNITS.items():
        if said == own.casefold() or said in words or said == code.casefold():
            return code
    return ""


def _quantity(raw: dict[str, Any], cell: Cell, path: str, place: str) -> Iterator[Proposal]:
    """Put the quantity where it has one reading; tell where not, and then leave it for a person to fill in."""
    if cell.kind == "number" and not cell.text.startswith("-"):
        raw["quantity"] = cell.text
        return
    said = tidy(cell.text)
    if _PLAIN.fullmatch(said) and not _THREE.fullmatch(said):
        raw["quantity"] = said
        return
    measured = _WITH_UNIT.fullmatch(said)
    if measured and (code := unit(measured[2])):
        yield from _measured(raw, cell, measured[1].strip(), code, path, place)
        return
    issue = _number(said)
    if issue.confidence != "ask":
        raw["quantity"] = cell.text
    yield proposal(issue, path, cell.text, f"{place}.quantity")


def _measured(raw: dict[str, Any], cell: Cell, said: str, code: str, path: str, place: str) -> Iterator[Proposal]:
    stated, quantity = raw.get("unit", ""), f"{place}.quantity"
    if stated and stated != code:
        zh, en = "数量里的单位与单位栏不同", "The unit within the quantity differs from the unit's own cell"
        yield proposal(ask("unit-differs", zh, en), path, cell.text, "")
    elif not _PLAIN.fullmatch(said) or _THREE.fullmatch(said):
        yield proposal(_number(said), path, cell.text, "")
    else:
        raw["quantity"] = cell.text
        zh, en = "单位写在数量里", "The unit stands within the quantity"
        told = Issue("unit-in-quantity", "info", zh, en, "sure", said, {"quantity": said, "unit": UNITS[code][0]})
        more = () if stated else (Repair(path=f"{place}.unit", old=None, new=code),)
        yield proposal(told, path, cell.text, quantity, more)


def _number(said: str) -> Issue:
    if half(said).startswith(("-", "−")):
        return ask("quantity-negative", "数量不能为负", "A quantity can not be negative", "error")
    if _THREE.fullmatch(said):
        as_thousand, as_decimal = re.sub("[.,]", "", said), said.replace(",", ".")
        zh, en = f"{as_decimal} 还是 {as_thousand}？", f"{as_decimal} or {as_thousand}?"
        return ask("number-ambiguous", zh, en)
    if _GROUPED.fullmatch(said):
        zh, en = "千位分隔符", "Thousands are set apart"
        return likely("number-grouped", zh, en, re.sub("[ ',]", "", said))
    if _COMMA.fullmatch(said):
        return likely("decimal-comma", "小数逗号", "Decimal comma", said.replace(",", "."))
    return ask("quantity-unreadable", "读不出数量", "No quantity can be read here", "error")
