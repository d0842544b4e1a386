"""A tariff out of a file, either a row a rate or, as tariffs are printed, a row a code with a column a kind of rate.

Each cell is checked by itself; a row with an error is not taken. What stands for all rows (basis, standing, first day) may
be said once, beside the file.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from importlib.resources import files

import msgspec

from kouan.areas.window import codes as lists
from kouan.areas.window import rules
from kouan.areas.window.nomenclature.editions import edition_on, entries
from kouan.areas.window.tax.tables import BASES, DEFENCE, KINDS, Row
from kouan.kernel.codes import read_folder
from kouan.kernel.words import Words

from .sheet import RowFault, Sheet, plain, read

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("税则号列", "税号", "商品编号", "商品编码", "hs", "hscode", "HS code"),
    "kind": ("税种", "税率种类", "类别"),
    "agreement": ("协定", "协定代码", "优惠贸易协定"),
    "origin": ("原产地", "原产国", "原产国（地区）"),
    "firm": ("企业", "厂商", "原厂商", "生产商"),
    "percent": ("从价税率", "从价税率（%）", "税率", "税率（%）", "从价", "rate"),
    "amount": ("从量税额", "从量", "单位税额", "税额"),
    "unit": ("单位", "计量单位"),
    "base": ("计税基础",),
    "least": ("价格下限", "价格不低于"),
    "most": ("价格上限", "价格低于"),
    "valid_from": ("生效日期", "起始日期", "开始日期", "起"),
    "valid_to": ("失效日期", "截止日期", "结束日期", "止"),
    "reference": ("依据", "文号", "公告"),
    "standing": ("效力", "可靠程度"),
}
SHORT = {
    "mfn": ("最惠国",), "general": ("普通",), "provisional": ("暂定税率", "暂定"), "agreement": ("协定",),
    "quota": ("配额税率", "关税配额", "配额内"), "quota-out": ("配额外",), "anti-dumping": ("反倾销",),
    "countervailing": ("反补贴",), "safeguard": ("保障措施",), "retaliatory": ("报复性", "报复关税"),
    "export": ("出口关税", "出口"), "export-provisional": ("出口暂定",), "consumption": ("消费税", "消费税率"),
    "vat": ("增值税", "增值税率"),
}  # fmt: skip
STANDINGS = {"官方": "official", "官方文本": "official", "二手": "secondary", "二手来源": "secondary", "待核": "to-verify",
             "待核实": "to-verify", "本系统约定": "house", "自定": "house"}  # fmt: skip
MEASURED = re.compile(r"([0-9.]+)元?/(.+)")
BASES_SAID = {"完税价格": "value", "完税价格加关税": "duty"}


class Defaults(msgspec.Struct, frozen=True):
    """What holds for every row that does not say otherwise."""

    valid_from: str = ""
    reference: str = ""
    standing: str = ""


class Taken(msgspec.Struct, frozen=True):
    """What a file gave: its good rows, all that is wrong, how many rows it has, headings that were not read."""

    rows: tuple[Row, ...]
    faults: tuple[RowFault, ...]
    read: int
    unread: tuple[str, ...]

    @property
    def errors(self) -> int:
        """How many faults keep a row out."""
        return sum(1 for f in self.faults if f.severity == "error")


def take(body: bytes, defaults: Defaults) -> Taken:
    """The tariff of a file."""
    sheet = read(body, {**COLUMNS, **{f"rate:{kind}": _said(kind) for kind in KINDS}})
    faults, rows = [*sheet.faults], list[tuple[int, Row]]()
    if not sheet.faults and "code" not in sheet.headings:
        faults.append(RowFault(1, "税则号列", "", Words("没有“税则号列”一列", "There is no column of codes")))
    elif not sheet.faults:
        for number, cells in _long(sheet):
            one = _Reading(number, sheet.headings, {**_filled(defaults), **cells})
            row = one.row()
            faults += one.faults
            if row is not None and not any(f.severity == "error" for f in one.faults):
                rows.append((number, row))
    faults += _twice(rows)
    doubled = {f.row for f in faults if f.severity == "error"}
    return Taken(tuple(r for n, r in rows if n not in doubled), tuple(faults), len(sheet.rows), sheet.unread)


def _said(kind: str) -> tuple[str, ...]:
    return (KINDS[kind].zh, KINDS[kind].en, *SHORT[kind])


def _filled(defaults: Defaults) -> dict[str, str]:
    return {k: v.strip() for k, v in msgspec.structs.asdict(defaults).items() if v.strip()}


def _long(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    """A row a rate: of a printed row with several rates one each, its cell read as percent or as yuan a unit."""
    for number, cells in sheet.rows:
        rates = {name: cell for name, cell in cells.items() if name.startswith("rate:")}
        shared = {name: cell for name, cell in cells.items() if name not in rates}
        if "kind" in shared or not rates:
            yield number, shared
        for name, cell in rates.items():
            if cell.strip() not in ("-", "—", "/"):
                yield number, {**shared, "kind": name[5:], **_cell(cell)}


def _cell(cell: str) -> dict[str, str]:
    if cell.strip() in ("免", "免税"):
        return {"percent": "0"}
    measured = MEASURED.fullmatch("".join(cell.split()))
    return {"amount": measured[1], "unit": measured[2]} if measured else {"percent": cell}


def _twice(rows: Sequence[tuple[int, Row]]) -> Iterator[RowFault]:
    """Two rows of the same key whose days overlap."""
    held: dict[tuple[object, ...], list[tuple[int, Row]]] = {}
    for number, row in rows:
        for before, other in held.setdefault(row.key, []):
            if _overlap(row, other):
                words = Words(
                    f"与第 {before} 行同一税率、日期重叠", f"The same rate as in row {before}, on the same days"
                )
                yield RowFault(number, "", row.code, words)
                break
        held[row.key].append((number, row))


def _overlap(one: Row, other: Row) -> bool:
    first, last = dt.date.min, dt.date.max
    return (one.valid_from or first) <= (other.valid_to or last) and (other.valid_from or first) <= (
        one.valid_to or last
    )


@functools.cache
def _known(name: str) -> Mapping[str, str]:
    """A code list: each code by itself, and by its Chinese name."""
    held = read_folder(files(lists))[name]
    return {**{one.words.zh: one.code for one in held}, **{one.code: one.code for one in held}}


class _Reading:
    """One row on its way; what is wrong with it gathers in `faults`."""

    def __init__(self, number: int, headings: Mapping[str, str], cells: Mapping[str, str]) -> None:
        self.number, self.headings, self.cells = number, headings, cells
        self.faults: list[RowFault] = []

    def row(self) -> Row | None:
        """The row, or None where a cell without which there is none is at fault."""
        kind, code = self._kind(), self._code()
        reference, standing = self.cells.get("reference", ""), self._standing()
        since, until = self._day("valid_from"), self._day("valid_to")
        if since is None and not any(f.column == self._heading("valid_from") for f in self.faults):
            self._fault("valid_from", "没有生效日期", "There is no first day")
        if since and until and until < since:
            self._fault("valid_to", "失效早于生效", "It ends before it begins")
        if not reference:
            self._fault("reference", "没有依据", "There is no basis")
        percent, amount = self._number("percent"), self._number("amount")
        unit = self._unit(kind, percent, since)
        self._whole(kind, percent, amount, unit)
        if any(f.severity == "error" for f in self.faults):
            return None
        return Row(
            code=code,
            kind=kind,
            agreement=self.cells.get("agreement", ""),
            origin=self._listed("origin", "country"),
            firm=self.cells.get("firm", ""),
            percent=None if kind == "vat" else percent,
            amount=amount,
            unit=unit,
            base=self._base(),
            least=self._number("least"),
            most=self._number("most"),
            valid_from=since,
            valid_to=until,
            reference=reference,
            standing=standing,
        )

    def _heading(self, name: str) -> str:
        return self.headings.get(name) or COLUMNS[name][0]

    def _fault(self, name: str, zh: str, en: str, *, warns: bool = False) -> None:
        cell = self.cells.get(name, "")
        self.faults.append(
            RowFault(self.number, self._heading(name), cell[:60], Words(zh, en), "warning" if warns else "error")
        )

    def _kind(self) -> str:
        asked = self.cells.get("kind", "")
        found = {plain(said): k for k in KINDS for said in (k, *_said(k))}.get(plain(asked), "")
        if not found:
            self._fault("kind", "没有这种税率", "There is no such kind of rate")
        return found

    def _code(self) -> str:
        code = re.sub(r"[.\s]", "", self.cells.get("code", ""))
        if not re.fullmatch(r"[0-9]{2,10}", code):
            self._fault("code", "编号须为 2 至 10 位数字", "A code is 2 to 10 digits")
        elif len(code) >= 6 and code[:6] not in entries() and code[:2] not in ("98", "99"):
            day = self._day("valid_from", quiet=True)
            if day is not None and edition_on(day):
                self._fault(
                    "code", "协调制度中没有这个子目", "The Harmonized System has no such subheading", warns=True
                )
        return code

    def _standing(self) -> str:
        said = self.cells.get("standing", "to-verify")
        found = STANDINGS.get(said, said)
        if found not in STANDINGS.values():
            self._fault("standing", "效力须为官方、二手、待核、自定之一", "official, secondary, to-verify or house")
        return found

    def _day(self, name: str, *, quiet: bool = False) -> dt.date | None:
        text = self.cells.get(name, "").strip()
        if not text:
            return None
        found = re.fullmatch(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]00:00:00)?", text)
        try:
            return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else dt.date.fromisoformat(text)
        except ValueError:
            if not quiet:
                self._fault(name, "日期不对，如 2026-01-01", "Not a date, e.g. 2026-01-01")
            return None

    def _number(self, name: str) -> Decimal | None:
        text = self.cells.get(name, "").replace(",", "").replace("％", "%").strip()
        if not text:
            return None
        try:
            number = Decimal(text.removesuffix("%").strip() if name == "percent" else text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not (number.is_finite() and 0 <= number < 10**9):
            self._fault(name, "不是税率或金额", "Not a rate or an amount")
            return None
        if name == "percent" and 0 < number < 1 and "%" not in text:
            self._fault(
                name, f"读作百分之 {text}；若是小数请改写", f"Read as {text} per cent: is it a fraction?", warns=True
            )
        return number

    def _listed(self, name: str, codes: str) -> str:
        said = self.cells.get(name, "")
        found = _known(codes).get(said, "")
        if said and not found:
            self._fault(name, "代码表中没有", "Not in the list of codes")
        return found

    def _unit(self, kind: str, percent: Decimal | None, since: dt.date | None) -> str:
        if kind != "vat":
            return self._listed("unit", "unit")
        said = self.cells.get("unit", "")
        law = rules.VAT.on(since).value if since and since >= rules.VAT.values[0].since else None
        by_rate = {law.standard: "standard", law.reduced: "reduced"} if law else {}
        found = said if said in ("standard", "reduced") else by_rate.get(percent, "") if percent is not None else ""
        if not found:
            self._fault("percent", "不是该日的增值税税率", "Not a rate of VAT on that day")
        return found

    def _base(self) -> str:
        said = self.cells.get("base", "")
        found = BASES_SAID.get(said, said)
        if found not in BASES:
            self._fault("base", "计税基础须为 value 或 duty", "The base is value or duty")
        return found

    def _whole(self, kind: str, percent: Decimal | None, amount: Decimal | None, unit: str) -> None:
        """What a kind of rate needs besides."""
        self._listed("origin", "country")
        self._base()
        told = any(self.cells.get(n) for n in ("percent", "amount"))
        if kind != "vat" and not told and percent is None and amount is None:
            self._fault("percent", "没有税率或税额", "There is neither a rate nor an amount")
        banded = any(self.cells.get(n) for n in ("least", "most"))
        if (amount is not None or banded) and not unit:
            self._fault("unit", "从量或分档须有单位", "An amount or a band needs a unit")
        if kind == "agreement" and not self.cells.get("agreement"):
            self._fault("agreement", "协定税率须有协定代码", "An agreement rate needs its agreement")
        if kind in DEFENCE and kind != "safeguard" and not self.cells.get("origin"):
            self._fault("origin", "须有原产地", "An origin is needed")
