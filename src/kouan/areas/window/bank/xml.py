"""Reading a bank's XML safely: no entities, no network, bounded size and depth; places are said with every fault."""

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from kouan.kernel.rules import law_day
from kouan.kernel.words import Words

LIMIT = 16 * 1024 * 1024
"""Largest message of a bank, bytes."""
_AMOUNT = re.compile(r"[0-9]{1,16}(?:\.[0-9]{1,2})?")


class Unreadable(Exception):
    """The message can not be read at all; `words` says why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def parsed(body: bytes) -> etree._Element:
    """The root of a message. Raises `Unreadable`: too large, not XML, or with a document type (entities)."""
    if len(body) > LIMIT:
        raise Unreadable(Words("报文过大", "The message is too large"))
    if b"<!DOCTYPE" in body[:65536] or b"<!ENTITY" in body:
        raise Unreadable(Words("报文含文档类型或实体，不读", "A message with a DOCTYPE or entities is not read"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable(Words(f"不是正确的 XML：{fault}", f"Not well-formed XML: {fault}")) from fault


def named(element: etree._Element) -> str:
    """The local name."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def under(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """Elements at a path of local names, whatever the namespace's version."""
    name, _, rest = path.partition("/")
    for child in element:
        if named(child) == name:
            yield from under(child, rest) if rest else (child,)


def text(element: etree._Element, *paths: str) -> str:
    """The text at the first path that has one, trimmed, at most 140 characters; '' where there is none."""
    for path in paths:
        for found in under(element, path):
            if said := (found.text or "").strip():
                return said[:140]
    return ""


def fen_of(said: str) -> int | None:
    """分 of an amount with at most two decimals; None for anything else (signs, three decimals, exponents)."""
    if not _AMOUNT.fullmatch(said):
        return None
    whole, _, part = said.partition(".")
    return int(whole) * 100 + int(f"{part:0<2}")


def day_of(said: str) -> str:
    """The ISO day of a date or instant; '' for none."""
    try:
        return dt.date.fromisoformat(said[:10]).isoformat()
    except ValueError:
        return ""


def instant_of(said: str) -> str:
    """The instant as ISO text with an offset; '' for a day alone, or an instant that does not say where."""
    try:
        moment = dt.datetime.fromisoformat(said)
    except ValueError:
        return ""
    return moment.isoformat() if moment.tzinfo else ""


def law_day_of(instant: str) -> str:
    """The calendar day of an instant in China."""
    return law_day(dt.datetime.fromisoformat(instant)).isoformat()
