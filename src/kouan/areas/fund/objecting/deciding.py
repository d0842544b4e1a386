"""Asks the decision table about an objection that the tables hold, as of an instant."""

import datetime as dt
from typing import Literal, cast, get_args

import msgspec

from kouan.areas.fund.models import Objection
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.rules.objections import PROFILES, ObjectionProfile, Outcome, Piece, decide
from kouan.areas.fund.rules.objections import Objection as Letter

Name = Literal["real", "pseudonym", "none", "assumed"]
HOUSE = PROFILES["seed-2021"]
"""What a notice leaves unsaid is taken from this profile."""


def profile_of(notice: Notice) -> ObjectionProfile:
    """What a notice asks for, in its own printed words where it says so."""
    asked = {one.who: one.pieces for one in notice.objectors}
    grounds = notice.refusal_grounds
    return msgspec.structs.replace(
        HOUSE,
        pieces_person=_pieces(asked.get("person")) or HOUSE.pieces_person,
        pieces_body=_pieces(asked.get("body")) or HOUSE.pieces_body,
        clue_required="no_clue" in grounds if grounds else HOUSE.clue_required,
        evidence_required=any("evidence" in pieces for pieces in asked.values()) if asked else HOUSE.evidence_required,
    )


def _pieces(printed: tuple[str, ...] | None) -> tuple[Piece, ...]:
    return tuple(cast(Piece, piece) for piece in printed or () if piece in get_args(Piece))


def letter_of(kept: Objection, *, name: Name | None = None, clue: bool | None = None) -> Letter:
    """The objection as the table reads it. `name` and `clue` are an officer's findings; None: as handed in."""
    came = {piece.piece: piece.at for piece in kept.pieces.all()}
    known = {piece: at for piece, at in came.items() if piece in get_args(Piece)}
    at_once = frozenset(cast(Piece, piece) for piece, at in known.items() if at <= kept.received_at)
    handed = name or ("real" if kept.named else "none")
    return Letter(
        objector=cast(Literal["person", "body", "authority"], kept.objector),
        channel=cast(Literal["paper", "email", "phone", "oral"], kept.channel),
        received_at=kept.received_at,
        name="real" if handed == "assumed" else handed,
        assumed_name_found=handed == "assumed",
        has=at_once,
        clue="clue" in came if clue is None else clue,
        evidence_at=came.get("evidence"),
        postmark=kept.postmark,
        supplied_later={cast(Piece, piece): at for piece, at in known.items() if piece not in at_once},
    )


def outcome_of(
    kept: Objection,
    profile: ObjectionProfile,
    *,
    as_of: dt.datetime,
    name: Name | None = None,
    clue: bool | None = None,
) -> Outcome:
    """What the table says as of an instant."""
    letter = letter_of(kept, name=name, clue=clue)
    return decide(letter, profile, opens=kept.opens, late_from=kept.late_from, as_of=as_of)
