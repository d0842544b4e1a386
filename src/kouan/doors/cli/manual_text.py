"""Markdown for the manual's pages: tables, words, code."""

from collections.abc import Iterable, Sequence

from kouan.kernel.words import Words


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; nothing where there are no rows."""
    lines = ["| " + " | ".join(_cell(c) for c in row) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *lines]) + "\n"


class Raw(str):
    """Text with a link of our own, which a table leaves as it is."""

    __slots__ = ()


def _cell(value: object) -> str:
    if isinstance(value, Raw):
        return value
    return " ".join(str(value).split()).replace("|", "\\|").replace("](", "]\\(")


def both(words: Words) -> str:
    """A sentence in both languages, once where they are the same."""
    return words.zh if words.zh == words.en else f"{words.zh} {words.en}"


def code(value: object) -> str:
    """A name of the source, or nothing."""
    return f"`{value}`" if str(value) else ""


def codes(values: Iterable[object]) -> str:
    """Several names."""
    return " ".join(code(v) for v in values)


def sentences(doc: str | None) -> str:
    """A docstring's first paragraph on one line."""
    return " ".join((doc or "").strip().split("\n\n")[0].split())
