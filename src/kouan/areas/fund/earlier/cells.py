"""One row of a sheet by the meanings of its columns: who, what, how much, and what is wrong with it."""

import re
import unicodedata
from collections.abc import Mapping

import msgspec

from kouan.areas.fund.earlier.columns import HEADS, unit_in
from kouan.areas.fund.earlier.shape import EarlierLine, Fate, Money
from kouan.areas.fund.rules.money import BadAmount, fen_of
from kouan.areas.fund.sources.transcript import Row
from kouan.kernel.words import Words

DAY = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
FIRST_YEAR, LAST_YEAR = 1979, 2100
LONGEST = 200


class Cells(msgspec.Struct, frozen=True, kw_only=True):
    """How the rows of one sheet are read. `year` is the sheet's own, 0 where it says none."""

    where: Mapping[str, int]
    unit: str
    unit_said: bool
    year: int

    def line(self, row: Row, above: tuple[str, str]) -> EarlierLine:
        """The row as a line; blanks of merged cells are taken from above and said to be."""
        applicant, project = self._text(row, "applicant"), self._text(row, "project")
        proposals: list[Words] = []
        inferred = not applicant and bool(above[0])
        if inferred:
            applicant = above[0]
            proposals.append(
                Words(f"单位为空，取自上行：{applicant}", f"applicant blank, taken from above: {applicant}")
            )
        if not project and "project" in self.where and above[1] and inferred:
            project = above[1]
            proposals.append(Words(f"项目为空，取自上行：{project}", f"project blank, taken from above: {project}"))
        if not self.unit_said:
            proposals.append(Words("金额按万元读", "amounts read as 万元"))
        money, refusals = self.money(row)
        requested, more = self._amount(row, "requested")
        year, wrong_year = self._year(row)
        refusals += more + wrong_year + _missing(applicant, project, money) + _impossible(money)
        fate: Fate = "refused" if refusals else "proposal" if proposals else "ok"
        return EarlierLine(
            place=row.origin.where if not row.origin.cells else _first_cell(row),
            fate=fate,
            why=tuple(refusals or proposals),
            year=year,
            direction=self._text(row, "direction"),
            applicant=applicant,
            project=project,
            inferred=inferred,
            requested_fen=requested,
            money=money,
        )

    def money(self, row: Row) -> tuple[tuple[Money, ...], list[Words]]:
        """The facts of money in a row, and why some could not be read."""
        found: list[Money] = []
        faults: list[Words] = []
        quarter = self._quarter(row)
        day, wrong_day = self._day(row)
        for meaning in ("granted", "paid", "spent", "spent1", "spent2", "spent3", "spent4"):
            fen, why = self._amount(row, meaning)
            faults += why
            if fen is None:
                continue
            if meaning == "granted":
                found.append(Money(kind="allocation", fen=fen))
            elif meaning == "paid":
                faults += wrong_day
                found.append(Money(kind="payment", fen=fen, day=day, voucher=self._text(row, "voucher")))
            else:
                found.append(Money(kind="progress", fen=fen, quarter=int(meaning[5:] or quarter)))
        return tuple(found), faults

    def _text(self, row: Row, meaning: str) -> str:
        at = self.where.get(meaning, -1)
        return row.cells[at].strip()[:LONGEST] if 0 <= at < len(row.cells) else ""

    def _amount(self, row: Row, meaning: str) -> tuple[int | None, list[Words]]:
        """分; None where the cell is blank. 无, - and — are nought."""
        printed = self._text(row, meaning)
        flat = re.sub(r"\s", "", unicodedata.normalize("NFKC", printed)).replace("¥", "").replace("￥", "")
        if not flat:
            return None, []
        if flat in HEADS.zeros or printed in HEADS.zeros:
            return 0, []
        own = unit_in(flat)
        digits = re.sub(r"(?:亿元|万元|千元|元)$", "", flat)
        if digits.startswith("-"):
            return None, [Words(f"金额为负：{printed}", f"a negative amount: {printed}")]
        try:
            return fen_of(digits, own or self.unit), []
        except BadAmount as bad:
            return None, [bad.words]

    def _year(self, row: Row) -> tuple[int, list[Words]]:
        said = re.search(r"\d{4}", unicodedata.normalize("NFKC", self._text(row, "year")))
        year = int(said[0]) if said else self.year
        if not year:
            return 0, [Words("没有年度：表、表名、文件名里都没有", "no year, neither in the row nor in the names")]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return 0, [Words(f"年度不对：{year}", f"not a year of the fund: {year}")]
        return year, []

    def _quarter(self, row: Row) -> int:
        found = re.search(r"[一二三四1-4]", unicodedata.normalize("NFKC", self._text(row, "quarter")))
        return QUARTERS[found[0]] if found else 0

    def _day(self, row: Row) -> tuple[str, list[Words]]:
        printed = self._text(row, "paid_on")
        found = DAY.search(printed)
        if not printed:
            return "", []
        if not found or not 1 <= int(found[2]) <= 12 or not 1 <= int(found[3]) <= 31:
            return "", [Words(f"支付日期读不了：{printed}", f"the date of payment can not be read: {printed}")]
        return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}", []


def _first_cell(row: Row) -> Words:
    return Words(row.origin.cells[0], row.origin.cells[0])


def _missing(applicant: str, project: str, money: tuple[Money, ...]) -> list[Words]:
    faults = []
    if not applicant and not project:
        faults.append(Words("单位和项目都为空", "neither applicant nor project"))
    elif not applicant:
        faults.append(Words("单位为空，上面也没有", "no applicant, and none above"))
    if not money:
        faults.append(Words("没有金额", "no amount"))
    return faults


def _impossible(money: tuple[Money, ...]) -> list[Words]:
    """Nothing granted, more paid than granted, sums by quarter that fall."""
    faults = []
    granted = next((one.fen for one in money if one.kind == "allocation"), None)
    if granted == 0:
        faults.append(Words("安排金额为零", "nothing was granted"))
    paid = sum(one.fen for one in money if one.kind == "payment")
    if granted and paid > granted:
        faults.append(Words("支付超过安排金额", "more was paid than granted"))
    spent = [one.fen for one in sorted(money, key=lambda one: one.quarter) if one.kind == "progress" and one.quarter]
    if spent != sorted(spent):
        words = Words(
            "各季度累计数下降，疑为当季数", "the sums by quarter fall: they may be the sums of each quarter alone"
        )
        faults.append(words)
    return faults
