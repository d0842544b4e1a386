"""Taking an objection in, and what comes after it: the vault first, then the journal, then the tables.

Where the process dies in between, the vault holds a record that no entry names; an entry never lacks its record.
"""

import datetime as dt
import hashlib
import threading
from functools import partial

import msgspec

from kouan.areas.fund import queries
from kouan.areas.fund.durable import Seen, put
from kouan.areas.fund.events import ObjectionReceived, ObjectionSupplemented
from kouan.areas.fund.models import Objection
from kouan.areas.fund.objecting import register, vault
from kouan.areas.fund.objecting.deciding import HOUSE, letter_of, outcome_of, profile_of
from kouan.areas.fund.objecting.filing import KEY, LENGTHS, Faulty, Filing, look
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.rules.objections import Objection as Letter
from kouan.areas.fund.rules.objections import ObjectionProfile, Outcome, decide
from kouan.kernel.journal import Event, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader
from kouan.store.units import Key, Writes

UNKNOWN = Refused("objection-unknown", Words("没有这份异议，或回执码不对", "No such objection, or not its code"))
SETTLED = Refused(
    "objection-settled", Words("这份异议已经办理，不再补正", "This objection is settled: nothing can be added")
)


class Taken(msgspec.Struct, frozen=True):
    """What the receipt says. `code` opens the objection again; it is shown once and not kept."""

    number: str
    code: str
    received_at: dt.datetime
    outcome: Outcome


TURN = threading.Lock()
"""Held while an objection is kept and written: one process writes a journal, so a form sent twice at once waits here."""


def receive(filing: Filing, *, actor: Actor, now: dt.datetime, key: str, writer: Writes, reader: Reader) -> Taken:
    """Take an objection in. Who is no fund officer files electronically and now, whatever the form says.

    `key` is the form's own random key, 32 hexadecimal characters: sent twice, it is taken in once.

    Raises `Faulty` (what is wrong, by field), `Refused` (no such notice or row) and the writer's `Conflict`.
    """
    if not KEY.fullmatch(key):
        raise Refused("form-key", Words("表单已失效，请重新打开", "The form is stale: open it again"))
    shown = queries.notice(filing.notice, reader)
    if shown is None:
        raise Refused("notice-unknown", Words("没有这份公示", "There is no such notice"))
    if not actor.may("fund.write"):
        filing = msgspec.structs.replace(filing, channel="email", on_paper=frozenset(), received_at=None, postmark=None)
    filing = look(filing, now=now)
    if not 0 <= filing.position <= len(shown.notice.plan.rows if shown.notice.plan else ()):
        raise Faulty({"position": Words("没有这一行", "There is no such row")})
    number, code = vault.number_of(key, now), vault.code_of(key)
    with TURN:
        sealed = vault.put(number, code, filing, now=now)
        event = _received(number, filing, shown, sealed, now)
        _write(writer, event, 1, actor, now, key=f"object:{hashlib.sha256(key.encode()).hexdigest()}", digest=sealed)
        kept = Objection.objects.get(number=number)
    return Taken(number, code, kept.received_at, outcome_of(kept, profile_of(shown.notice), as_of=now))


def supplement(
    number: str, filing: Filing, *, actor: Actor, now: dt.datetime, writer: Writes, reader: Reader
) -> Outcome:
    """Add what was missing; that it came late does not keep it out, it decides what it is worth.

    Raises `Refused` (unknown, settled, nothing new) and `Faulty`.
    """
    kept = Objection.objects.filter(number=number).prefetch_related("pieces").first()
    if kept is None:
        raise UNKNOWN
    if kept.state != "received":
        raise SETTLED
    if not actor.may("fund.write"):
        filing = msgspec.structs.replace(filing, on_paper=frozenset(), received_at=None)
    filing = look(msgspec.structs.replace(filing, objector=kept.objector), now=now)
    known = {piece.piece for piece in kept.pieces.all()}
    fresh = tuple(piece for piece in filing.pieces if piece not in known)
    words = {name: text for name in LENGTHS if (text := getattr(filing, name))}
    if not words and not filing.files and not fresh:
        raise Refused("nothing-new", Words("没有补充任何内容", "Nothing was added"))
    arrived = filing.received_at or now
    sealed = vault.supplement(number, words, filing.files, now=now)
    outcome = _with(kept, fresh, arrived, _profile(kept, reader), now)
    event = ObjectionSupplemented(
        objection=number,
        pieces=fresh,
        arrived=stamp(arrived),
        outcome=outcome.code,
        ground=outcome.ground or "",
        missing=outcome.missing,
        sealed=sealed,
    )
    _write(writer, event, kept.version + 1, actor, now)
    return outcome


def _profile(kept: Objection, reader: Reader) -> ObjectionProfile:
    shown = queries.notice(kept.notice, reader, kept.revision)
    return profile_of(shown.notice) if shown else HOUSE


def _with(
    kept: Objection, fresh: tuple[str, ...], arrived: dt.datetime, profile: ObjectionProfile, now: dt.datetime
) -> Outcome:
    """What the table says once the fresh pieces are there."""
    letter = letter_of(kept)
    added = msgspec.structs.replace(
        letter,
        supplied_later={**letter.supplied_later, **{piece: arrived for piece in fresh if piece not in letter.has}},
        clue=letter.clue or "clue" in fresh,
        evidence_at=letter.evidence_at or (arrived if "evidence" in fresh else None),
    )
    return decide(added, profile, opens=kept.opens, late_from=kept.late_from, as_of=now)


def _received(number: str, filing: Filing, shown: queries.Shown, sealed: str, now: dt.datetime) -> ObjectionReceived:
    received = filing.received_at or now
    opens = dt.datetime.combine(shown.listed.first_day, dt.time(), SHANGHAI)
    letter = Letter(
        objector=filing.objector,
        channel=filing.channel,
        received_at=received,
        name="real" if filing.name else "none",
        has=frozenset(filing.pieces),  # type: ignore[arg-type]
        clue="clue" in filing.pieces,
        evidence_at=received if "evidence" in filing.pieces else None,
        postmark=filing.postmark,
    )
    outcome = decide(letter, profile_of(shown.notice), opens=opens, late_from=shown.listed.late_at, as_of=now)
    return ObjectionReceived(
        objection=number,
        notice=filing.notice,
        revision=shown.listed.revision,
        position=filing.position,
        objector=filing.objector,
        channel=filing.channel,
        named=bool(filing.name),
        received=stamp(received),
        postmark=filing.postmark.isoformat() if filing.postmark else "",
        opens=stamp(opens),
        late_from=stamp(shown.listed.late_at),
        pieces=filing.pieces,
        outcome=outcome.code,
        ground=outcome.ground or "",
        missing=outcome.missing,
        sealed=sealed,
    )


def _write(
    writer: Writes, event: Event, version: int, actor: Actor, now: dt.datetime, *, key: str = "", digest: str = ""
) -> None:
    record(writer, event, version, actor, now, Key(actor.organisation, key, digest) if key else None)


def record(writer: Writes, event: Event, version: int, actor: Actor, now: dt.datetime, key: Key | None = None) -> None:
    """One event of an objection into the journal, with what it does to the tables."""
    number: str = event.objection  # type: ignore[attr-defined]
    enter = partial(register.apply, event, Seen(version, now, actor.user))
    put(writer, event, number, version, enter, actor=actor, now=now, answer={"objection": number}, key=key)
