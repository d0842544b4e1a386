"""Preview an import against what is there, and commit it: the new lines in one durable unit, the same sheet twice nothing."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from functools import partial

import msgspec

from kouan.areas.fund.durable import Seen, put
from kouan.areas.fund.earlier import register
from kouan.areas.fund.earlier.reading import read_earlier
from kouan.areas.fund.earlier.shape import EarlierFile, EarlierImport, EarlierLine, EarlierSheet
from kouan.areas.fund.events import EarlierYearsImported
from kouan.areas.fund.models import EarlierBatch
from kouan.areas.fund.sources.transcript import Unreadable
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.units import Key, Writes

FORM = "fund-earlier-years"
THERE = Words("已经导入，不再导入", "imported already: not taken again")


class Done(msgspec.Struct, frozen=True):
    """What a commit did; `taken` 0 where there was nothing new."""

    batch: str
    version: int
    taken: int


def preview(body: bytes, name: str) -> EarlierFile:
    """The file with the fate of each line, given what is there. Raises `Unreadable`."""
    read = read_earlier(body, name)
    known = register.known_keys({line.year for line in read.lines})
    before = register.years_of_projects(line.project for line in read.lines)
    sheets = tuple(_against(sheet, known, before) for sheet in read.sheets)
    return EarlierFile(sheets=sheets)


def commit(body: bytes, name: str, *, accept_proposals: bool, actor: Actor, now: dt.datetime, writer: Writes) -> Done:
    """Take the lines that are new and ok, and the proposed ones where they are accepted.

    Raises `Refused` (role, unreadable file) and the writer's `Conflict` where somebody imported the same file first.
    """
    if not actor.user or not actor.may("fund.write"):
        raise Refused("role-may-not", Words("当前身份不能导入", f"Your role ({actor.role}) may not import"))
    try:
        read = preview(body, name)
    except Unreadable as fault:
        raise Refused(fault.code, fault.words) from None
    wanted = ("ok", "proposal") if accept_proposals else ("ok",)
    taken = tuple(line for line in read.lines if line.fate in wanted)
    digest = hashlib.sha256(body).hexdigest()
    batch = f"EY-{digest[:12].upper()}"
    version = EarlierBatch.objects.filter(number=batch).count() + 1
    if not taken:
        return Done(batch, version - 1, 0)
    event = EarlierYearsImported(
        batch=batch,
        name=name[:200],
        digest=digest,
        lines=len(taken),
        proposals=sum(line.fate == "proposal" for line in taken),
        refused=read.count("refused"),
        years=tuple(sorted({line.year for line in taken})),
        fen=_granted(taken),
    )
    kept = msgspec.json.encode(EarlierImport(lines=taken))
    key = Key(actor.organisation, f"{batch}-{version}", hashlib.sha256(kept).hexdigest())
    revision = (batch, version, digest, FORM, body, kept)
    enter = partial(register.apply, event, Seen(version, now, actor.user), taken)
    put(writer, event, batch, version, enter, actor=actor, now=now, answer={"batch": batch}, key=key, revision=revision)
    return Done(batch, version, len(taken))


def _granted(lines: Iterable[EarlierLine]) -> int:
    return sum(one.fen for line in lines for one in line.money if one.kind == "allocation")


def _against(sheet: EarlierSheet, known: set[tuple[str, ...]], before: dict[str, set[int]]) -> EarlierSheet:
    lines = tuple(_line(line, known, before) for line in sheet.lines)
    return msgspec.structs.replace(sheet, lines=lines)


def _line(line: EarlierLine, known: set[tuple[str, ...]], before: dict[str, set[int]]) -> EarlierLine:
    """What is there already goes out of the line; a project that had money in another year is a proposal."""
    if line.fate not in ("ok", "proposal"):
        return line
    fresh = tuple(one for one, key in zip(line.money, line.keys(), strict=True) if key not in known)
    if not fresh:
        return msgspec.structs.replace(line, fate="there", why=(THERE,))
    line = msgspec.structs.replace(line, money=fresh)
    others = sorted(before.get(line.project, set()) - {line.year})
    if others and any(one.kind == "allocation" for one in fresh):
        years = "、".join(map(str, others))
        words = Words(f"同名项目在 {years} 年也有安排", f"a project of this name had money in {years}")
        return msgspec.structs.replace(line, fate="proposal", why=(*line.why, words))
    return line
