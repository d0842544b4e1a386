"""What the decoder says of a small body that does not fit, in both languages: its own sentences are English only."""

import re
from collections.abc import Mapping

from kouan.kernel.words import Words

KINDS: Mapping[str, str] = {
    "str": "文字",
    "int": "整数",
    "float": "小数",
    "bool": "true 或 false",
    "array": "列表",
    "object": "一组字段",
    "null": "null",
    "decimal": "数",
    "date": "日期",
    "datetime": "时刻",
}
SAID: tuple[tuple[str, str], ...] = (
    (r"Expected `([^`]+)`, got `([^`]+)`", "应为{0}，收到的是{1}"),
    (r"Expected `([^`]+)` (of length )?(<=|>=|<|>) (\S+)", "应为{0}，{1}须 {2} {3}"),
    (r"Object missing required field `([^`]+)`", "缺少字段 {0}"),
    (r"Object contains unknown field `([^`]+)`", "没有字段 {0}"),
    (r"Invalid enum value (.+?)(?: - at|$)", "不能是 {0}"),
    (r"Input data was truncated", "内容不完整"),
    (r"JSON is malformed: .*\(byte (\d+)\)", "不是正确的 JSON（第 {0} 字节处）"),
    (r"Number out of range", "数值过大"),
    (r"'utf-8' codec can't decode", "编码不是 UTF-8"),
    (r"recursion", "嵌套过深"),
)


def unfit(fault: Exception) -> Words:
    """The sentence of the decoder, and the same in Chinese with its place; one that is not known is named as unfit only."""
    told = str(fault)
    place = re.search(r" - at `\$?\.?([^`]*)`", told)
    for pattern, zh in SAID:
        if found := re.search(pattern, told):
            words = zh.format(*(_named(g) for g in found.groups()))
            return Words(f"{words}（位置 {place[1]}）" if place and place[1] else words, told)
    return Words("内容不合要求", told)


def _named(text: str | None) -> str:
    if text == "of length ":
        return "长度"
    return "或".join(KINDS.get(t, t) for t in (text or "").split(" | "))
