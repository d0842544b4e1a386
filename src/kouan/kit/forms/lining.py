"""What a table of line items shows besides its lines: sums, and what the keyboard does with a line."""

from collections.abc import Sequence

import msgspec

from kouan.kernel.shapes import Field, fields
from kouan.kernel.words import Words


class Sum(msgspec.Struct, frozen=True):
    """A column that is added up for each value of another one: totals by currency, quantities by unit."""

    name: str
    by: str
    words: Words


ACTS: Sequence[tuple[str, Words]] = (
    ("copy", Words("复制本行", "Copy line")),
    ("insert", Words("插入一行", "Insert")),
    ("up", Words("上移", "Up")),
    ("down", Words("下移", "Down")),
    ("undo", Words("取回删掉的", "Undo drop")),
)
"""What the buttons over a table do with the line that had the focus last."""
KEYS: Sequence[tuple[str, Words]] = (
    ("Alt+N", Words("加一行", "adds a line")),
    ("Alt+C", Words("照抄上一行的空栏", "fills empty cells from the line above")),
    ("Alt+D", Words("复制本行", "copies the line")),
    ("Alt+I", Words("上方插入", "inserts above")),
    ("Alt+Del", Words("删除", "drops")),
    ("Alt+Z", Words("取回", "takes back")),
    ("Alt+Shift+↑↓", Words("移动", "moves")),
    ("Alt+G", Words("到第几行", "goes to a line")),
)


def sums_of(field: Field) -> tuple[Sum, ...]:
    """The sums that the class of the lines asks for: its own `SUMS`, pairs of field names."""
    asked: Sequence[tuple[str, str]] = getattr(field.shape, "SUMS", ())
    words = {f.name: f.words for f in fields(field.shape)} if field.shape else {}
    return tuple(Sum(name, by, words[name]) for name, by in asked)
