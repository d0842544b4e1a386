"""What the officer does with an objection: take it in hand, settle it by the table, answer it."""

import datetime as dt
from typing import Literal

from kouan.areas.fund import queries
from kouan.areas.fund.events import ObjectionAccepted, ObjectionClosed, ObjectionRefused, ObjectionTaken
from kouan.areas.fund.models import Objection
from kouan.areas.fund.objecting import vault
from kouan.areas.fund.objecting.deciding import HOUSE, Name, outcome_of, profile_of
from kouan.areas.fund.objecting.intake import UNKNOWN, record
from kouan.areas.fund.rules.objections import Outcome
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader
from kouan.store.units import Writes

Result = Literal["upheld", "partly", "dismissed"]
WAITING = ("supplement_open", "early_held")
KEEP = dt.timedelta(days=3 * 365)
"""How long a settled objector's record is kept: a choice of this project."""


def take(number: str, *, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    """Become the officer in charge: from now on the vault opens to nobody else."""
    kept = _kept(number, actor)
    if kept.handler == actor.user:
        return
    record(writer, ObjectionTaken(objection=number, before=kept.handler), kept.version + 1, actor, now)


def settle(
    number: str,
    *,
    actor: Actor,
    now: dt.datetime,
    name: Name | None,
    clue: bool | None,
    reason: str,
    writer: Writes,
    reader: Reader,
) -> Outcome:
    """Accept or refuse as the table says now, with the officer's findings on the name and the clue.

    `name` None and `clue` None take them as handed in; a finding against the objector needs a reason.

    Raises `Refused`: not in charge, not open, the period still runs for what is missing, no reason.
    """
    kept = _in_charge(number, actor, "received")
    if (name in ("pseudonym", "assumed") or clue is False) and not reason.strip():
        raise Refused(
            "reason-needed", Words("认定匿名、假冒或无线索须写明理由", "A finding against the objector needs a reason")
        )
    _without_names(number, reason)
    shown = queries.notice(kept.notice, reader, kept.revision)
    outcome = outcome_of(kept, profile_of(shown.notice) if shown else HOUSE, as_of=now, name=name, clue=clue)
    if outcome.code in WAITING:
        raise Refused(
            "still-open",
            Words("公示期内仍可补正，届满后再办", "It can still be completed: settle it when the period is over"),
        )
    version, as_of = kept.version + 1, stamp(now)
    if outcome.code.startswith("accepted"):
        accepted = ObjectionAccepted(
            objection=number, as_of=as_of, outcome=outcome.code, missing=outcome.missing, reason=reason.strip()
        )
        record(writer, accepted, version, actor, now)
        return outcome
    refused = ObjectionRefused(
        objection=number,
        as_of=as_of,
        outcome=outcome.code,
        ground=outcome.ground or "",
        missing=outcome.missing,
        reason=reason.strip(),
    )
    record(writer, refused, version, actor, now)
    vault.delete_on(number, (now + KEEP).date())
    return outcome


def close(number: str, *, actor: Actor, now: dt.datetime, result: Result, statement: str, writer: Writes) -> None:
    """Answer an accepted objection; its row moves on. `statement` is public and may name nobody of the vault."""
    kept = _in_charge(number, actor, "accepted")
    if not statement.strip():
        raise Refused("statement-needed", Words("请写明处理结果，将公开", "Say what came of it: it is published"))
    _without_names(number, statement)
    event = ObjectionClosed(objection=number, result=result, statement=statement.strip()[:2000])
    record(writer, event, kept.version + 1, actor, now)
    vault.delete_on(number, (now + KEEP).date())


def _kept(number: str, actor: Actor) -> Objection:
    if not actor.user or not actor.may("fund.write"):
        raise Refused(
            "role-may-not", Words("当前身份不能办理异议", f"Your role ({actor.role}) does not handle objections")
        )
    kept: Objection | None = Objection.objects.filter(number=number).prefetch_related("pieces").first()
    if kept is None:
        raise UNKNOWN
    return kept


def _in_charge(number: str, actor: Actor, state: str) -> Objection:
    kept = _kept(number, actor)
    if kept.handler != actor.user:
        raise Refused("not-in-charge", Words("请先接办", "Take it in hand first"))
    if kept.state != state:
        raise Refused("action-not-open", Words("当前状态下不能这样办理", "Not open in this state"))
    return kept


def _without_names(number: str, text: str) -> None:
    if any(name in text for name in vault.names_of(number)):
        raise Refused(
            "names-objector",
            Words("文字里有异议人的信息，不能公开，请改写", "The text tells who objects: write it without"),
        )
