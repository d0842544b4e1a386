"""Numbers that Word prints before a paragraph and does not store in its text: `1.`, `一、`, `（二）`."""

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHINESE = "零一二三四五六七八九"
TENS = "十"


class Numbers:
    """Counts the numbered paragraphs of one file in reading order."""

    def __init__(self, root: etree._Element | None, styles: etree._Element | None = None) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counted: dict[tuple[str, int], int] = {}
        self.styled = {
            style.get(f"{W}styleId", ""): found
            for style in (styles.iter(f"{W}style") if styles is not None else ())
            if (found := style.find(f"{W}pPr/{W}numPr")) is not None
        }
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        kinds = {kind.get(f"{W}abstractNumId", ""): kind for kind in root.iter(f"{W}abstractNum")}
        for one in root.iter(f"{W}num"):
            kind = kinds.get(_value(one, "abstractNumId"))
            for level in kind.iter(f"{W}lvl") if kind is not None else ():
                at = level.get(f"{W}ilvl", "0")
                start = _value(level, "start")
                self.levels[one.get(f"{W}numId", ""), int(at) if at.isdecimal() else 0] = (
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                    int(start) if start.isdecimal() else 1,
                )

    def before(self, paragraph: etree._Element) -> str:
        """What is printed before this paragraph; "" where it has no number that can be told."""
        numbered = paragraph.find(f"{W}pPr/{W}numPr")
        if numbered is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            numbered = self.styled.get(style.get(f"{W}val", "")) if style is not None else None
        if numbered is None:
            return ""
        at = _value(numbered, "ilvl")
        key = (_value(numbered, "numId"), int(at) if at.isdecimal() else 0)
        if key not in self.levels:
            return ""
        _, text, start = self.levels[key]
        self.counted[key] = self.counted.get(key, start - 1) + 1
        for deeper in [other for other in self.counted if other[0] == key[0] and other[1] > key[1]]:
            del self.counted[deeper]
        return re.sub(r"%(\d)", lambda found: self._said(key[0], int(found[1]) - 1), text)

    def _said(self, number: str, level: int) -> str:
        form = self.levels.get((number, level), ("", "", 1))[0]
        count = self.counted.get((number, level), 1)
        return (
            chinese(count) if form.startswith(("chinese", "japaneseCounting", "ideograph", "taiwanese")) else str(count)
        )


def chinese(count: int) -> str:
    """1 to 99 as Word counts in Chinese; beyond that in figures."""
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    head = "" if tens == 0 else TENS if tens == 1 else CHINESE[tens] + TENS
    return head + (CHINESE[ones] if ones else "")


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""
