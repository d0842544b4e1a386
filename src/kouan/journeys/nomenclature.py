"""All that this installation knows of a commodity code: where it stands, what rates and rules touch it, what is near it."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from kouan.areas.window import reference
from kouan.areas.window.lookup.hs import Entry
from kouan.areas.window.nomenclature import editions
from kouan.areas.window.nomenclature.near import nearest
from kouan.areas.window.reference.tables import Commodity, CommodityName
from kouan.areas.window.tax.tables import Row, Tables
from kouan.kernel.words import Words

from . import catalogue

FIELD = "goods.commodity_code"
MOST = 200
"""So many rates and national codes are told of one code."""


class Touching(msgspec.Struct, frozen=True):
    """A rule that reads the code, and the document type in whose book it stands."""

    type: str
    rule: str
    sentence: Words


class Told(msgspec.Struct, frozen=True):
    """A code of 2 to 10 digits. `known` is its subheading being in the edition; `names` are Chinese names that were loaded."""

    code: str
    edition: str
    since: dt.date
    reference: str
    standing: str
    known: bool
    section: editions.Section | None
    above: tuple[Entry, ...]
    below: tuple[Entry, ...]
    near: tuple[Entry, ...]
    ended: editions.Ended | None
    names: Mapping[str, str]
    rates: tuple[Row, ...]
    sample: bool
    codes: tuple[Commodity, ...]
    rules: tuple[Touching, ...]


def told(code: str, held: Tables, sample: bool) -> Told:
    """What is known of a code. `held`: the tariff, `sample` whether it is the invented one."""
    edition = editions.EDITIONS.values[-1]
    above = tuple(editions.above(code))
    known = code[:6] in editions.entries()
    own = above[-1].code if above and above[-1].code == code[:6] else ""
    section = next((s for s in editions.sections() if s.first <= code[:2] <= s.last), None)
    return Told(
        code=code,
        edition=edition.value.name,
        since=edition.since,
        reference=edition.reference,
        standing=edition.standing,
        known=known,
        section=section,
        above=above,
        below=editions.below().get(own, ()) if own else (),
        near=() if known or len(code) < 6 else _near(code[:6]),
        ended=editions.ended().get(code[:6]),
        names=names(),
        rates=_rates(code, held),
        sample=sample,
        codes=_codes(code),
        rules=_rules(),
    )


def _near(six: str) -> tuple[Entry, ...]:
    """What followed a code that ended; else what is near."""
    gone = editions.ended().get(six)
    return tuple(editions.entries()[c] for c in gone.successors) if gone else nearest(six)


def names() -> Mapping[str, str]:
    """Chinese names by code, as this installation loaded them; none are shipped."""
    tables = reference.loaded()
    rows = tables.tables.get("commodity-names", {}).values() if tables else ()
    return {row.code: row.name for held in rows for row in held if isinstance(row, CommodityName)}


def _rates(code: str, held: Tables) -> tuple[Row, ...]:
    """The rows of the tariff that hold for the code, and those for what stands below it."""
    found = [r for r in held.tariff if r.code.startswith(code) or code.startswith(r.code)]
    return tuple(sorted(found, key=lambda r: (r.code, r.kind, r.agreement)))[:MOST]


def _codes(code: str) -> tuple[Commodity, ...]:
    """The national codes of ten digits below it, with the documents they ask for, where such a table is loaded."""
    tables = reference.loaded()
    rows = tables.tables.get("commodities", {}).values() if tables else ()
    return tuple(r for held in rows for r in held if isinstance(r, Commodity) and r.code.startswith(code))[:MOST]


def _rules() -> tuple[Touching, ...]:
    """The rules that read the code of a line; one that two types share is told once."""
    found: dict[str, Touching] = {}
    for of in catalogue.types().values():
        for check in of.checks:
            if FIELD in check.fields:
                found.setdefault(check.id, Touching(of.code, check.id, check.sentence))
    return tuple(found.values())
