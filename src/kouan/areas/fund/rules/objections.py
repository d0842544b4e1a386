"""What becomes of an objection, decided as of an instant by the table in `objection_table.yaml`.

The same letter can be `supplement_open` today and `refused_incomplete` tomorrow; both decisions are worth keeping.
All instants are aware; the period is half open: `opens` <= t < `late_from`.
"""

from datetime import date, datetime, time
from typing import Literal

import msgspec

from kouan.areas.fund.rules.calendar import SHANGHAI, Counting, Standing
from kouan.areas.fund.rules.settings import read_yaml
from kouan.kernel.words import Words

Piece = Literal[
    "real_name", "id_copy", "hand_signature", "postal_address", "seal", "contact_person", "contact", "matters"
]
Ground = Literal["a", "b", "c", "d"]


class ObjectionProfile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one notice asks for, and how it treats what is missing."""

    code: str
    words: Words
    standing: Standing
    reference: str
    counting: Counting
    pieces_person: tuple[Piece, ...]
    pieces_body: tuple[Piece, ...]
    clue_required: bool
    evidence_required: bool
    electronic_counts_as_written: bool
    received_by: Literal["arrival", "postmark"]
    missing_piece: Literal["refuse", "accept_with_note"]
    authority_separate: bool


class Objection(msgspec.Struct, frozen=True, kw_only=True):
    """An objection as the post room sees it. `supplied_later` says when each missing piece came after all."""

    objector: Literal["person", "body", "authority"]
    channel: Literal["paper", "email", "phone", "oral"]
    received_at: datetime
    name: Literal["real", "pseudonym", "none"]
    assumed_name_found: bool = False
    has: frozenset[Piece] = frozenset()
    clue: bool = False
    evidence_at: datetime | None = None
    postmark: date | None = None
    supplied_later: dict[Piece, datetime] = {}


class Outcome(msgspec.Struct, frozen=True):
    """The outcome's code, the ground of a refusal, the pieces still missing, and the words."""

    code: str
    words: Words
    ground: Ground | None = None
    missing: tuple[str, ...] = ()


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the decision table."""

    when: tuple[str, ...]
    outcome: str
    ground: Ground | None = None
    names: Literal["pieces", "evidence"] | None = None


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rows in order and the words of every outcome."""

    rows: tuple[Row, ...]
    outcomes: dict[str, Words]


class Profiles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All profiles."""

    profiles: tuple[ObjectionProfile, ...]


TABLE = read_yaml("objection_table", Table)
PROFILES = {profile.code: profile for profile in read_yaml("objection_profiles", Profiles).profiles}


def decide(
    objection: Objection, profile: ObjectionProfile, *, opens: datetime, late_from: datetime, as_of: datetime
) -> Outcome:
    """The first row of the table that fits, looked at `as_of`."""
    missing = _missing(objection, profile, late_from, as_of)
    facts = _facts(objection, profile, opens, late_from, as_of) | {"piece missing": bool(missing)}
    row = next(row for row in TABLE.rows if all(_holds(condition, facts) for condition in row.when))
    named = {"pieces": missing, "evidence": ("evidence",), None: ()}[row.names]
    return Outcome(row.outcome, TABLE.outcomes[row.outcome], row.ground, named)


def _holds(condition: str, facts: dict[str, bool]) -> bool:
    denied = condition.startswith("not ") and condition not in facts
    return not facts[condition[4:]] if denied else facts[condition]


def _facts(
    objection: Objection, profile: ObjectionProfile, opens: datetime, late_from: datetime, as_of: datetime
) -> dict[str, bool]:
    arrived = _counts_from(objection, profile)
    evidence = objection.evidence_at
    electronic = objection.channel == "email" and profile.electronic_counts_as_written
    return {
        "written": objection.channel == "paper" or electronic,
        "arrived late": arrived >= late_from,
        "arrived early": arrived < opens,
        "not opened yet": as_of < opens,
        "authority with its own rule": objection.objector == "authority" and profile.authority_separate,
        "real name": objection.name == "real",
        "assumed name found": objection.assumed_name_found,
        "period runs": as_of < late_from,
        "missing piece tolerated": profile.missing_piece == "accept_with_note",
        "clue required": profile.clue_required,
        "clue given": objection.clue,
        "evidence required": profile.evidence_required,
        "evidence in": evidence is not None and evidence <= as_of and evidence < late_from,
        "evidence came late": evidence is not None and late_from <= evidence <= as_of,
    }


def _missing(
    objection: Objection, profile: ObjectionProfile, late_from: datetime, as_of: datetime
) -> tuple[Piece, ...]:
    asked = profile.pieces_person if objection.objector == "person" else profile.pieces_body
    later = {piece for piece, when in objection.supplied_later.items() if when < late_from and when <= as_of}
    # The name is looked at on its own row of the table.
    return tuple(piece for piece in asked if piece != "real_name" and piece not in objection.has | later)


def _counts_from(objection: Objection, profile: ObjectionProfile) -> datetime:
    """A postmark counts as the first instant of its day, where the profile goes by postmarks."""
    if profile.received_by == "postmark" and objection.postmark:
        return datetime.combine(objection.postmark, time(), SHANGHAI)
    return objection.received_at
