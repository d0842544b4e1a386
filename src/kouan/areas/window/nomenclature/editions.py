"""What is shipped: one edition with its titles and sections, and the ended codes that a source was at hand for."""

import csv
import datetime as dt
import functools
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import msgspec

from kouan.areas.window.lookup.hs import Entry
from kouan.kernel.rules import Dated, Rule, Standing, read_rule

LEVELS = (2, 4, 6)


class Edition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An edition by name, and the chapters that it leaves to each country, where no six digits are fixed."""

    name: str
    national_chapters: tuple[str, ...]


class Section(msgspec.Struct, frozen=True):
    """A section (Roman number) with its first and last chapter."""

    section: str
    first: str
    last: str
    title: str


class Ended(msgspec.Struct, frozen=True):
    """A subheading that is no longer there: its last day, and what its goods stand under since."""

    code: str
    last_day: dt.date
    successors: tuple[str, ...]
    reference: str
    standing: Standing


def _text(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def _rows(name: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(_text(name).splitlines()))


EDITIONS: Rule[Edition] = read_rule("edition", _text("edition.yaml"), Edition)


def edition_on(day: dt.date) -> Dated[Edition] | None:
    """The edition in force on a day, or None where it is not shipped."""
    return EDITIONS.on(day) if EDITIONS.values[0].since <= day else None


@functools.cache
def entries() -> Mapping[str, Entry]:
    """Every chapter, heading and subheading by its code, in the order of the edition."""
    chapters = {f"{n:02}": s.section for s in sections() for n in range(int(s.first), int(s.last) + 1)}
    rows = ((row["code"], row["title"]) for row in _rows("hs2022.csv"))
    return {code: Entry(code, chapters[code[:2]], title, code[:-2]) for code, title in rows}


@functools.cache
def sections() -> tuple[Section, ...]:
    """The sections in their order."""
    return tuple(Section(**row) for row in _rows("sections.csv"))


@functools.cache
def below() -> Mapping[str, tuple[Entry, ...]]:
    """What stands right below each code; the chapters below ''."""
    found: dict[str, list[Entry]] = {}
    for entry in entries().values():
        found.setdefault(entry.parent, []).append(entry)
    return {code: tuple(held) for code, held in found.items()}


@functools.cache
def ended() -> Mapping[str, Ended]:
    """The ended subheadings that are shipped, by code."""
    rows = ({**row, "successors": row["successors"].split()} for row in _rows("ended.csv"))
    return {row["code"]: msgspec.convert(row, Ended, strict=False) for row in rows}


def above(code: str) -> list[Entry]:
    """What a code of 2 to 10 digits stands under, from the chapter down, itself included; empty where it is unknown."""
    return [entries()[code[:n]] for n in LEVELS if len(code) >= n and code[:n] in entries()]
