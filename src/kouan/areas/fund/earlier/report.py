"""The report of an import as CSV: a line a line of the sheet, with its fate, its place, and why."""

import csv
import io

from kouan.areas.fund.earlier.shape import KINDS, EarlierFile, EarlierLine, Fate
from kouan.areas.fund.exports.tabular import safe
from kouan.areas.fund.rules.money import yuan_of
from kouan.kernel.words import Words

FATES: dict[Fate, Words] = {
    "ok": Words("可导入", "ok"),
    "proposal": Words("须确认", "proposal"),
    "refused": Words("不导入", "refused"),
    "there": Words("已有", "there already"),
    "total": Words("合计行", "total"),
}
COLUMNS = ("sheet", "place", "fate", "why_zh", "why_en", "year", "applicant", "project", "requested_yuan", "money_yuan")


def report(read: EarlierFile) -> bytes:
    """UTF-8 with a mark, as spreadsheets want it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for sheet in read.sheets:
        writer.writerows([safe(cell) for cell in _line(sheet.name, line)] for line in sheet.lines)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def money_said(line: EarlierLine) -> Words:
    """The facts of a line in 元: `安排 100.00；支出 Q2 50.00`."""
    zh, en = [], []
    for one in line.money:
        when = f" Q{one.quarter}" if one.quarter else ""
        zh.append(f"{KINDS[one.kind].zh}{when} {yuan_of(one.fen)}")
        en.append(f"{KINDS[one.kind].en}{when} {yuan_of(one.fen)}")
    return Words("；".join(zh), "; ".join(en))


def _line(sheet: str, line: EarlierLine) -> tuple[object, ...]:
    requested = yuan_of(line.requested_fen) if line.requested_fen is not None else ""
    return (
        sheet,
        line.place.zh,
        line.fate,
        "；".join(words.zh for words in line.why),
        "; ".join(words.en for words in line.why),
        line.year or "",
        line.applicant,
        line.project,
        requested,
        money_said(line).en,
    )
