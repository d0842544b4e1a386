"""A notice as text pasted from a web page: tables as lines of tab cells, headings perhaps as Markdown."""

import msgspec

from kouan.areas.fund.formats._body import read_body
from kouan.areas.fund.formats._plan_table import is_plan, read_plan
from kouan.areas.fund.formats._target_table import is_targets, read_targets
from kouan.areas.fund.formats._text import blocks
from kouan.areas.fund.printed.notice import Notice


def read_text(text: str) -> Notice:
    """Read the text of one notice; parts that are not there are None, nothing is made up."""
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    body, tables = blocks(lines)
    plan_block = next((block for block in tables if is_plan(block)), None)
    target_block = next((block for block in tables if is_targets(block)), None)
    plan = read_plan(plan_block) if plan_block else None
    targets = read_targets(target_block, plan.unit if plan else "") if target_block else None
    return Notice(lines=lines, plan=plan, targets=targets, **msgspec.structs.asdict(read_body(body)))
