"""What stands in the folder of reference tables: each table with its file, its day, its rows, and its faults row by row.

And a converter from the layout that an authority publishes (columns in any order, Chinese headings) to ours.
"""

import csv
import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path

import msgspec

from kouan.areas.window.reference.tables import KINDS, columns
from kouan.kernel.rules import LAW_ZONE
from kouan.kernel.words import Words

from .sheet import RowFault, Sheet, read

WORDS: Mapping[str, Words] = {
    "commodities": Words("商品编号与监管条件", "Commodity codes and documents asked for"),
    "levy-matrix": Words("监管方式、征免性质、征免方式", "Supervision mode, nature and way of levy"),
    "record-letters": Words("备案号首字母", "Letters of records"),
    "handbooks": Words("手册与账册余量", "Handbooks and ledgers"),
    "mandates": Words("报关委托", "Mandates"),
    "licences": Words("许可证余量", "Licences and what is left of them"),
    "agreements": Words("协定成员", "Parties to agreements"),
    "price-spans": Words("常见价格", "Usual prices"),
    "hs-ended": Words("已停用的子目", "Subheadings that ended"),
    "commodity-names": Words("商品名称（中文）", "Names of commodities in Chinese"),
    "customs-offices": Words("关区", "Customs offices"),
    "ports": Words("港口", "Ports"),
    "districts": Words("国内地区", "Domestic districts"),
}
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": (
        "代码",
        "编号",
        "编码",
        "商品编号",
        "商品编码",
        "税则号列",
        "关区代码",
        "港口代码",
        "地区代码",
        "机关代码",
    ),
    "name": ("名称", "中文名称", "商品名称", "关区名称", "港口名称", "地区名称", "机关名称", "中文名"),
    "name_en": ("英文名称", "英文名", "english", "english name"),
    "first_unit": ("法定第一单位", "第一单位", "第一计量单位"),
    "second_unit": ("法定第二单位", "第二单位", "第二计量单位"),
    "import_documents": ("进口监管条件", "监管条件", "监管证件"),
    "export_documents": ("出口监管条件",),
    "inspected": ("检验检疫类别", "检疫类别"),
    "elements": ("申报要素个数", "申报要素数"),
    "agreement": ("协定", "协定代码"),
    "country": ("国家", "国别", "国家代码"),
    "successors": ("后继编号", "新编号"),
    "valid_from": ("生效日期", "起"),
    "valid_to": ("失效日期", "止"),
    "reference": ("依据", "文号"),
    "standing": ("效力",),
}
ODD = Words("这一格不对", "This cell is not right")
WRONG: Mapping[str, Words] = {
    "missing required field": Words("缺这一格", "This cell is missing"),
    "Expected `int": Words("须为整数", "A whole number is needed"),
    "decimal": Words("须为数", "A number is needed"),
    "date": Words("日期不对，如 2026-01-01", "Not a date, e.g. 2026-01-01"),
    "Invalid": Words("格式不对", "Not in the form that is needed"),
}
"""What a struct says of a cell, as a person reads it."""
COLUMNS = tuple(dict.fromkeys(c for name in KINDS for c in columns(name)))


class Shelf(msgspec.Struct, frozen=True):
    """One table as it lies in the folder. `file` is '' where there is none; then its values are unverified."""

    name: str
    words: Words
    file: str
    changed: dt.date | None
    rows: int
    faults: tuple[RowFault, ...]


def inspect(folder: Path | None) -> list[Shelf]:
    """Every table that is known, whether it is there or not. Faults never stop this."""
    return [_shelf(name, folder / f"{name}.csv" if folder else None) for name in KINDS]


def _shelf(name: str, path: Path | None) -> Shelf:
    if path is None or not path.is_file():
        return Shelf(name, WORDS[name], "", None, 0, ())
    changed = dt.datetime.fromtimestamp(path.stat().st_mtime, LAW_ZONE).date()
    _, good, faults = converted(path.read_bytes(), name)
    return Shelf(name, WORDS[name], path.name, changed, good, faults)


def converted(
    body: bytes, name: str, *, reference: str = "", standing: str = "to-verify", valid_from: str = ""
) -> tuple[str, int, tuple[RowFault, ...]]:
    """A published table as our CSV: text, good rows, faults by row and column. Raises KeyError for an unknown table.

    What a row does not say of its basis, standing and first day is taken from the arguments.
    """
    shape, key = KINDS[name]
    own = list(columns(name))
    sheet = read(body, {c: HEADINGS.get(c, ()) for c in own})
    faults = [*sheet.faults, *_lacking(sheet, key)]
    out = io.StringIO()
    writer = csv.DictWriter(out, own, lineterminator="\n")
    writer.writeheader()
    good, beside = 0, {"reference": reference, "standing": standing, "valid_from": valid_from}
    for number, cells in sheet.rows if not faults else ():
        row = {**{k: v for k, v in beside.items() if v}, **cells}
        try:
            msgspec.convert(row, type=shape, strict=False)
        except msgspec.ValidationError as wrong:
            faults.append(_fault(number, str(wrong), sheet, row))
            continue
        writer.writerow(row)
        good += 1
    return out.getvalue(), good, tuple(faults)


def _lacking(sheet: Sheet, key: tuple[str, ...]) -> list[RowFault]:
    if sheet.faults:
        return []
    words = Words("没有这一列", "There is no such column")
    return [RowFault(1, column, "", words) for column in key if column not in sheet.headings]


def _fault(number: int, wrong: str, sheet: Sheet, row: Mapping[str, str]) -> RowFault:
    """A fault of the struct, at the column that it names."""
    place = next((c for c in COLUMNS if f"$.{c}`" in wrong or f"field `{c}`" in wrong), "")
    told = next((words for said, words in WRONG.items() if said in wrong), ODD)
    return RowFault(number, sheet.headings.get(place, place), row.get(place, "")[:60], told)
