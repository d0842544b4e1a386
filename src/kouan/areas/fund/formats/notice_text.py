"""A notice as text pasted from a web page: tables as lines of tab cells, headings perhaps as Markdown."""

import msgspec

from kouan.areas.fund.formats._body import read_body
from kouan.areas.fund.formats._plan_table import is_plan, read_plan
from kouan.areas.fund.formats._target_table import is_targets, read_targets
from kouan.areas.fund.formats._text import blocks
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.printed.origins import Origin
from kouan.areas.fund.review.rules import review
from kouan.areas.fund.sources.encoding import decode
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Format, Reading
from kouan.kernel.words import Words


def read_text(text: str, origins: tuple[Origin, ...] = ()) -> Notice:
    """Read the text of one notice; parts that are not there are None, nothing is made up.

    `origins` say where each line stood in the file that it was transcribed from; none for pasted text.
    """
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    body, tables = blocks(lines)
    plan_block = next((block for block in tables if is_plan(block)), None)
    target_block = next((block for block in tables if is_targets(block)), None)
    plan = read_plan(plan_block) if plan_block else None
    targets = read_targets(target_block, plan.unit if plan else "") if target_block else None
    return Notice(lines=lines, origins=origins, plan=plan, targets=targets, **msgspec.structs.asdict(read_body(body)))


def _likes(body: bytes, name: str) -> int:
    try:
        text, _ = decode(body)
    except UnicodeDecodeError:
        return 0
    if "\0" in text or text.lstrip().startswith(("<", "{", "[")):
        return 0
    signs = sum(sign in text for sign in ("公示", "专项资金", "分配方案", "绩效目标", "绩效指标", "附件"))
    return 90 if signs >= 4 and "\t" in text else 60 if signs >= 3 else 0


def _read(body: bytes) -> Reading:
    try:
        text, encoding = decode(body)
    except UnicodeDecodeError:
        return Reading(findings=(UNREADABLE,))
    notice = read_text(text)
    findings = tuple(remark.finding() for remark in review(notice))
    if encoding == "gb18030":
        findings = (OTHER_ENCODING, *findings)
    return Reading((Carried("fund-notice", notice),), findings)


UNREADABLE = Finding(
    code="notice-unreadable",
    severity="error",
    path="",
    message=Words("文本编码无法识别", "the text is in no encoding known here"),
)
OTHER_ENCODING = Finding(
    code="notice-encoding",
    severity="info",
    path="",
    message=Words("按 GB 18030 读取", "read as GB 18030"),
)
FORMAT = Format(
    code="fund-notice-text",
    words=Words("资金分配方案公示（粘贴文本）", "notice of an allocation plan (pasted text)"),
    media_type="text/plain",
    suffix=".txt",
    basis="广东省商务厅（口岸办）2021年4月23日公示之版式；standing: official",
    likes=_likes,
    read=_read,
)
