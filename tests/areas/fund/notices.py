"""The seed notice and copies of it with one thing changed."""

from pathlib import Path

from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.review.remarks import Remark
from kouan.areas.fund.review.rules import review


def seed_text(shared: Path) -> str:
    """The seed as pasted."""
    return next((shared / "seed").glob("*.txt")).read_text("utf-8")


def remarks_on(text: str) -> dict[str, Remark]:
    """The remarks on a text, by id."""
    return {remark.id: remark for remark in review(read_text(text))}


def notice_of(text: str) -> Notice:
    """The notice of a text."""
    return read_text(text)


def changed(text: str, *edits: tuple[str, str]) -> str:
    """The text with each edit made; an edit that finds nothing is a mistake of the test."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def line_changed(text: str, number: int, *edits: tuple[str, str]) -> str:
    """The text with edits made on one line, counted from 1."""
    lines = text.split("\n")
    lines[number - 1] = changed(lines[number - 1], *edits)
    return "\n".join(lines)
