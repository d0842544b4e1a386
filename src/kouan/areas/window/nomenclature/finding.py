"""Search by words or digits: every word must begin a word of the title, or of a Chinese name that was loaded."""

import functools
import re
from collections.abc import Mapping, Sequence

from kouan.areas.window.lookup.hs import Entry

from .editions import entries

HAN = re.compile(r"[\u4e00-\u9fff]")


@functools.cache
def _searched() -> Sequence[tuple[str, Entry]]:
    """Each title above its own, small letters, a blank before each word, so that a word is found by how it begins."""
    known = entries()
    return [(f" {_plain(known[e.code[:2]].description)} {_plain(e.description)}", e) for e in known.values()]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def search(asked: str, names: Mapping[str, str] | None = None) -> list[Entry]:
    """What fits, subheadings of the words' own title before those of their chapter's. `names`: Chinese names by code."""
    words = asked.strip()
    digits = re.sub(r"[.\s]", "", words)
    if digits.isascii() and digits.isdecimal():
        return [e for code, e in entries().items() if code.startswith(digits[:6])]
    if HAN.search(words):
        return _named(words, names or {})
    parts = [f" {part}" for part in _plain(words).split()]
    found = [e for text, e in _searched() if all(part in text for part in parts)] if parts else []
    return sorted(found, key=lambda e: not all(p in f" {_plain(e.description)}" for p in parts))


def _named(words: str, names: Mapping[str, str]) -> list[Entry]:
    """By Chinese names, which may be of eight or ten digits."""
    parts = words.split()
    held = dict.fromkeys(code[:6] for code, name in names.items() if all(p in name for p in parts))
    return [entries()[code] for code in held if code in entries()]
