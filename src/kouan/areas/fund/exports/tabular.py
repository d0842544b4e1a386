"""The two tables of a notice as CSV (UTF-8 with a mark, as spreadsheets want it), each with its Table Schema."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from kouan.areas.fund.exports.names import Source
from kouan.areas.fund.rules.money import yuan_of

PLAN = (
    ("position", "integer", True, "行 row"),
    ("no", "integer", False, "印刷序号 number as printed"),
    ("applicant_printed", "string", False, "印刷的申请单位 applicant as printed"),
    ("applicant", "string", True, "申请单位 applicant"),
    ("inferred", "boolean", True, "申请单位为推定 applicant inferred"),
    ("project", "string", True, "项目 project"),
    ("granted_yuan", "number", True, "金额（元） amount in 元"),
)
TARGETS = (
    ("indicator", "string", True, "指标 indicator"),
    ("level1", "string", False, "一级指标 level 1"),
    ("level2", "string", False, "二级指标 level 2"),
    ("scope", "string", True, "whole 或 or own"),
    ("span", "string", True, "period 或 or year"),
    ("printed", "string", False, "印刷文字 as printed"),
    ("kind", "string", True, "类别 kind"),
    ("cmp", "string", False, "比较符 comparator"),
    ("value", "number", False, "值 value"),
    ("unit", "string", False, "单位 unit"),
)
_RUNS = re.compile(r"[=@\t\r]|[+-](?!\d)")
Columns = Sequence[tuple[str, str, bool, str]]


def schema(columns: Columns, key: Sequence[str]) -> dict[str, object]:
    """The Table Schema of a table."""
    fields = [
        {"name": name, "type": kind, "title": title, "constraints": {"required": required}}
        for name, kind, required, title in columns
    ]
    return {"fields": fields, "primaryKey": list(key), "missingValues": [""]}


def plan(source: Source) -> bytes:
    """The plan, amounts exact in 元."""
    rows = (
        (position, row.no, row.applicant.text, row.applicant_resolved, row.inferred, row.project.text,
         yuan_of(row.amount.fen or 0))
        for position, row in enumerate(source.rows, start=1)
    )  # fmt: skip
    return _written(PLAN, rows)


def targets(source: Source) -> bytes:
    """The targets: up to four lines an indicator. A date or a word is no number and stays in `printed`."""
    table = source.notice.targets
    rows = []
    for one in table.indicators if table else ():
        for scope, line in (("whole", one.whole), ("own", one.own)):
            for span in ("period", "year") if line else ():
                value = getattr(line, span)
                target = value.target
                number = target.value if target.kind not in ("date", "boolean", "qualitative") else None
                rows.append((f"{one.said} {one.name}", one.level1, one.level2, scope, span, value.printed.text,
                             target.kind, target.cmp, number, target.unit))  # fmt: skip
    return _written(TARGETS, rows)


def _written(columns: Columns, rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, *_ in columns])
    writer.writerows([safe(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe(value: object) -> object:
    """A cell that no spreadsheet runs: text that begins like a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and _RUNS.match(value) else value
