"""Segments: cut from the text by the service signs, and written back. What is released stays a plain sign."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from kouan.kernel.findings import Finding
from kouan.syntax.told import finding

from .signs import BREAKS, Signs

MOST = 200_000
"""Segments of one interchange at most."""

Elements = tuple[tuple[tuple[str, ...], ...], ...]
"""Elements, each with its repetitions, each with its components."""

_UNBROKEN = str.maketrans("", "", BREAKS)
_TAG = re.compile(r"[A-Z][A-Z0-9]{2}")


class Segment(msgspec.Struct, frozen=True):
    """One segment: its tag, its elements, and the group in which it stands (such as `SG32/SG35`; empty for none)."""

    tag: str
    elements: Elements = ()
    group: str = ""

    def at(self, element: int, component: int = 0) -> str:
        """The value at a place, counted from 0; empty where there is none."""
        if element >= len(self.elements) or component >= len(self.elements[element][0]):
            return ""
        return self.elements[element][0][component]


def segment(tag: str, *elements: str | Sequence[str]) -> Segment:
    """A segment from plain values: a text is an element of one component, a list its components."""
    made = tuple((((e,) if isinstance(e, str) else tuple(e)),) for e in elements)
    return Segment(tag, made)


def cut(text: str, signs: Signs) -> tuple[list[Segment], tuple[Finding, ...]]:
    """All segments in order. What comes after the last terminator is reported."""
    found: list[Finding] = []
    made: list[Segment] = []
    raws = _pieces(text, signs.terminator, signs.release)
    rest = raws.pop().strip(BREAKS + " ")
    for number, raw in enumerate(raws[:MOST], 1):
        plain = raw.lstrip(BREAKS)
        if "\n" in plain or "\r" in plain:
            plain = plain.translate(_UNBROKEN)
            zh, en = "段内有换行，按没有换行读取", "A line ends inside the segment: read as if it did not"
            if not any(f.code == "edi-line-break" for f in found):
                found.append(finding("edi-line-break", f"segment {number}", zh, en, "info"))
        one = _segment(plain, signs)
        if not _TAG.fullmatch(one.tag):
            zh, en = (
                f"第 {number} 段的段名 {one.tag[:12]!r} 不合法",
                f"Segment {number} has no proper tag: {one.tag[:12]!r}",
            )
            found.append(finding("edi-tag", f"segment {number}", zh, en))
        made.append(one)
    if rest:
        zh, en = "最后一段没有结束符，报文可能被截断", "The last segment is not terminated: it may be cut off"
        found.append(finding("edi-truncated", f"segment {len(raws) + 1}", zh, en))
        made.append(_segment(rest, signs))
    if len(raws) > MOST:
        found.append(finding("edi-too-long", "", f"超过 {MOST} 段", f"More than {MOST} segments"))
    return made, tuple(found)


def _segment(raw: str, signs: Signs) -> Segment:
    parts = _pieces(raw, signs.element, signs.release)
    elements = tuple(
        tuple(
            tuple(_plain(c, signs.release) for c in _pieces(repetition, signs.component, signs.release))
            for repetition in (_pieces(part, signs.repeats, signs.release) if signs.repeats else [part])
        )
        for part in parts[1:]
    )
    return Segment(parts[0], elements)


@lru_cache(maxsize=64)
def _pattern(sign: str, release: str) -> re.Pattern[str]:
    one = f"{re.escape(release)}.|" if release.strip() else ""
    return re.compile(
        f"((?:{one}[^{re.escape(sign + release.strip())}]|{re.escape(release)}$)*)({re.escape(sign)}|$)", re.DOTALL
    )


def _pieces(text: str, sign: str, release: str) -> list[str]:
    """The text between unreleased signs; always at least one piece."""
    if release not in text or not release.strip():
        return text.split(sign)
    made: list[str] = []
    pattern, at = _pattern(sign, release), 0
    while True:
        match = pattern.match(text, at)
        if match is None:
            return [*made, text[at:]]
        made.append(match[1])
        if not match[2]:
            return made
        at = match.end()


@lru_cache(maxsize=16)
def _released(release: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(release)}(.)", re.DOTALL)


def _plain(value: str, release: str) -> str:
    return _released(release).sub(r"\1", value) if release.strip() and release in value else value


def written(segments: Iterable[Segment], signs: Signs, ending: str = "") -> str:
    """Segments as text. Empty elements and components at the end are kept: what was read is written as it was."""
    special = "".join({signs.component, signs.element, signs.terminator, signs.repeats, signs.release.strip()})
    release = re.compile(f"[{re.escape(special)}]")

    def value(text: str) -> str:
        return release.sub(lambda m: signs.release + m[0], text)

    lines = []
    for s in segments:
        elements = (
            signs.repetition.join(signs.component.join(map(value, repetition)) for repetition in element)
            for element in s.elements
        )
        lines.append(signs.element.join((s.tag, *elements)) + signs.terminator + ending)
    return "".join(lines)
