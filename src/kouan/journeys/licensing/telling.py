"""Licences as people and machines are told of them: the holder and the officers see balances, a declarant his own draws."""

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from kouan.areas.window.licensing import reading
from kouan.areas.window.licensing.things import HANDBOOK, Entry, Licence, plain
from kouan.areas.window.paying.reading import kept
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader

MOST = 500
STANDINGS: Mapping[str, tuple[Words, str]] = {
    "ahead": (Words("未生效", "Not yet in force"), "wait"),
    "expired": (Words("已过期", "Expired"), "no"),
    "exhausted": (Words("已用完", "Used up"), "done"),
    "closed": (Words("一批一证，已使用", "One batch, used"), "done"),
    "partly": (Words("部分使用", "Partly used"), "review"),
    "issued": (Words("未使用", "Not used yet"), "wait"),
}
"""Each standing in words, and how its mark looks."""
MOVES: Mapping[str, Words] = {
    "issue": Words("登记", "Registered"),
    "reserve": Words("占用（申报）", "Reserved (lodged)"),
    "free": Words("释放", "Freed"),
    "write_off": Words("核销（放行）", "Written off (released)"),
    "write_more": Words("补核销（放行后修改）", "Written off (amended after release)"),
    "reverse": Words("冲回（放行后修改）", "Reversed (amended after release)"),
}


class Move(msgspec.Struct, frozen=True):
    """One movement. Quantities are decimals as text, in the licence's unit."""

    at: str
    kind: str
    words: Words
    declaration: str
    quantity: str
    remaining: str


class Told(msgspec.Struct, frozen=True):
    """A licence with its balance, and its movements where they are asked for."""

    id: str
    book: str
    kind: str
    number: str
    item: int
    party: str
    codes: str
    country: str
    unit: str
    issued: str
    remaining: str
    reserved: str
    written: str
    one_batch: bool
    valid_from: str
    valid_to: str | None
    issuer: str
    reference: str
    standing: str
    words: Words
    entries: tuple[Move, ...] = ()


class Drawn(msgspec.Struct, frozen=True):
    """What one declaration holds of one licence; `open` to whoever may see the licence itself."""

    id: str
    book: str
    kind: str
    number: str
    item: int
    unit: str
    reserved: str
    written: str
    open: bool


def sees_all(who: Actor) -> bool:
    """Officers, auditors and the operator see every licence."""
    return who.may("tax.read.all") or who.may("system.operate")


def licences(reader: Reader, who: Actor, today: dt.date) -> list[Told]:
    """The licences that this actor may see, the newest first: all, or those of his own firm."""
    if sees_all(who):
        found = kept(reader, Licence, {}, order="registered DESC, number, item", limit=MOST)
    else:
        found = reading.of_firm(reader, who.organisation)[:MOST]
    return [_told(one, today, ()) for one in found]


def licence(reader: Reader, id: str, who: Actor, today: dt.date) -> Told | None:
    """A licence with its movements, or None where there is none or it is not this actor's to see."""
    one = reading.named(reader, (id,)).get(id)
    if one is None or not _may_see(reader, one, who):
        return None
    return _told(one, today, reading.entries_of(reader, licence=id))


def drawn_by(reader: Reader, declaration: str, who: Actor) -> list[Drawn]:
    """What a declaration holds of licences now."""
    held = {id: one for id, one in reading.holdings(reader, declaration).items() if one.total}
    found = reading.named(reader, held)
    return [
        Drawn(
            one.id,
            one.book,
            one.kind,
            one.number,
            one.item,
            one.unit,
            f"{plain(held[id].reserved):f}",
            f"{plain(held[id].written):f}",
            _may_see(reader, one, who),
        )
        for id, one in found.items()
    ]


def _may_see(reader: Reader, one: Licence, who: Actor) -> bool:
    return sees_all(who) or (bool(one.scc) and one.scc == reading.code_of(reader, who.organisation))


def _told(one: Licence, today: dt.date, entries: Sequence[Entry]) -> Told:
    standing = one.standing(today)
    return Told(
        id=one.id,
        book=one.book,
        kind=one.kind,
        number=one.number,
        item=one.item if one.book == HANDBOOK else 0,
        party=one.party,
        codes=one.codes,
        country=one.country,
        unit=one.unit,
        issued=f"{plain(one.issued):f}",
        remaining=f"{plain(one.remaining):f}",
        reserved=f"{plain(one.reserved):f}",
        written=f"{plain(one.written):f}",
        one_batch=one.one_batch,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        issuer=one.issuer,
        reference=one.reference,
        standing=standing,
        words=STANDINGS[standing][0],
        entries=tuple(_move(e) for e in entries),
    )


def _move(entry: Entry) -> Move:
    quantity, left = f"{plain(entry.quantity):f}", f"{plain(entry.remaining):f}"
    return Move(entry.at, entry.kind, MOVES[entry.kind], entry.declaration, quantity, left)
