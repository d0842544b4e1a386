"""A notice, or its tables, as .xlsx."""

from kouan.areas.fund.formats._files import form
from kouan.areas.fund.sources.package import OLE, is_package
from kouan.areas.fund.sources.workbook import transcript
from kouan.kernel.words import Words


def _likes(body: bytes, name: str) -> int:
    if not is_package(body):
        return 0
    if body.startswith(OLE):
        return 25 if name.lower().endswith((".xls", ".xlsx", ".xlsm", ".et")) else 0
    return 70 if b"xl/worksheets/" in body else 0


FORMAT = form(
    "fund-notice-xlsx",
    Words("资金分配方案公示（Excel）", "notice of an allocation plan (Excel)"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsx",
    _likes,
    transcript,
)
