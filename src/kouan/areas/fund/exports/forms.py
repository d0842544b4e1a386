"""Every form that a published version can be had as."""

from collections.abc import Callable

import msgspec

from kouan.areas.fund import queries
from kouan.areas.fund.exports import docx, giving360, iati, pdf, tabular
from kouan.areas.fund.exports.names import Source
from kouan.kernel.words import Words

JSON = "application/json"


class Form(msgspec.Struct, frozen=True):
    """One file that a version can be had as."""

    words: Words
    media: str
    made: Callable[[Source], bytes]


def _schema(_: Source) -> bytes:
    return msgspec.json.encode(msgspec.json.schema(queries.Shown))


FORMS = {
    "plan.csv": Form(Words("分配方案 CSV", "Plan, CSV"), "text/csv; charset=utf-8", tabular.plan),
    "targets.csv": Form(Words("绩效目标 CSV", "Targets, CSV"), "text/csv; charset=utf-8", tabular.targets),
    "plan.schema.json": Form(
        Words("方案表的列定义", "Columns of the plan"), JSON, lambda _: _columns(tabular.PLAN, "position")
    ),
    "targets.schema.json": Form(
        Words("目标表的列定义", "Columns of the targets"),
        JSON,
        lambda _: _columns(tabular.TARGETS, "indicator", "scope", "span"),
    ),
    "notice.schema.json": Form(Words("notice.json 的结构", "Schema of notice.json"), JSON, _schema),
    "360giving.json": Form(Words("360Giving", "360Giving"), JSON, giving360.package),
    "iati.xml": Form(Words("IATI 2.03", "IATI 2.03"), "application/xml", iati.activities),
    "notice.docx": Form(
        Words("公文 docx", "Paper, docx"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx.document,
    ),
    "notice.pdf": Form(Words("公文 PDF", "Paper, PDF"), "application/pdf", pdf.pdf),
}


def _columns(columns: tabular.Columns, *key: str) -> bytes:
    return msgspec.json.encode(tabular.schema(columns, key))
