"""A case is a document on its way: who holds it, in which state, since when; and what each agency decided on it.

Operations are plain functions: time and actor are arguments; they return a `Step` that the writer makes durable.
"""

import base64
import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Literal, Protocol

import msgspec

from .journal import Event
from .machine import Action, Machine, Refused, Side
from .parties import Actor
from .words import Words


class Whole(msgspec.Struct, frozen=True):
    """One line of the table that makes one state of many: when any (or all) lanes are in `lane`, the case is `state`."""

    when: Literal["any", "all"]
    lane: str
    state: str


OWN_LANE = "lane"
"""As the holder of a lane's state: the agency whose lane it is."""


class Lanes(msgspec.Struct, frozen=True, kw_only=True):
    """Agencies that decide side by side on one case, each by the same machine; the first line of `whole` that fits wins.

    A new revision sends every lane in `answered` back to its start, and those in `reopened` where it touches the agency's
    own fields. `touches` names these agencies from the document before and after; without it, all of them. `tells` names
    those that a change concerns without asking them again.
    """

    machine: Machine
    agencies: tuple[str, ...]
    whole: Sequence[Whole]
    open_in: tuple[str, ...]
    answered: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    touches: Callable[[Any, Any], Collection[str]] | None = None
    tells: Callable[[Any, Any], Collection[str]] | None = None

    def summed_up(self, states: Mapping[str, str]) -> str | None:
        """The state of the whole, or None where no line fits."""
        quantifiers = {"any": any, "all": all}
        asked = [a for a in self.agencies if a in states]
        fits = (w for w in self.whole if quantifiers[w.when](states[a] == w.lane for a in asked))
        return next((w.state for w in fits), None)

    def to_decide_again(self, states: Mapping[str, str], before: object, after: object) -> tuple[str, ...]:
        """The agencies that a new revision asks again. Where the one before is not at hand, it touches all."""
        touched = self.touches(before, after) if self.touches and before is not None else self.agencies
        asks = {*self.answered}, {*self.answered, *self.reopened}
        return tuple(a for a in self.agencies if a in states and states[a] in asks[a in touched])

    def holders(self, states: Mapping[str, str]) -> str:
        """Who has something to do in the lanes: roles, a blank between them, in the order of the agencies."""
        held = {a: self.machine.states[self.machine.at(states[a])].holder for a in self.agencies if a in states}
        return " ".join(dict.fromkeys(a if role == OWN_LANE else role for a, role in held.items() if role))


class Lane(msgspec.Struct, frozen=True):
    """What one agency has decided, and since when."""

    state: str
    since: str


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One document on its way. `version` counts its events; times are stamps (UTC text); `owner` is who filed it.

    `holder` is the role that has the ball; where agencies decide side by side it may be several, a blank between them.
    """

    id: str
    type: str
    number: str
    owner: str
    state: str
    holder: str
    opened: str
    since: str
    version: int = 1
    revision: int = 1
    title: Words = Words("", "")
    facts: dict[str, str] = {}
    lanes: dict[str, Lane] = {}
    warnings: int = 0


class Step(msgspec.Struct, frozen=True):
    """What an operation made: the fact, the case after it, and the new revision of the document where there is one."""

    event: Event
    case: Case
    document: bytes | None = None
    fingerprint: str = ""


class CaseType(Protocol):
    """What the operations need of a document type."""

    @property
    def code(self) -> str: ...
    @property
    def machine(self) -> Machine: ...
    @property
    def lanes(self) -> Lanes | None: ...
    @property
    def facts(self) -> Callable[[Any], dict[str, str]]: ...
    def titled(self, document: object) -> Words: ...


def case_id(prefix: str, organisation: str, key: str, day: dt.date) -> str:
    """The id of a new case. The same organisation, key and day give the same id, so a repeated filing can not double.

    Form: PREFIX-YYMMDD-10 characters of base32 (50 bits of SHA-256).
    """
    digest = hashlib.sha256(f"{organisation}\n{key}".encode()).digest()
    return f"{prefix}-{day:%y%m%d}-{base64.b32encode(digest[:7]).decode()[:10]}"


_PIECE = 2047
"""hashlib gives the interpreter's lock away for pieces of 2048 bytes and more; in a busy process it costs milliseconds to
get back what hashing 2 kB takes microseconds for."""


def digest(body: bytes) -> str:
    """SHA-256 of a document's bytes, hex."""
    if len(body) > 64 * _PIECE:
        return hashlib.sha256(body).hexdigest()
    hashed = hashlib.sha256()
    for start in range(0, len(body), _PIECE):
        hashed.update(body[start : start + _PIECE])
    return hashed.hexdigest()


def lodge(
    *,
    of: CaseType,
    document: object,
    body: bytes,
    case: str,
    actor: Actor,
    at: str,
    warnings: tuple[str, ...] = (),
    fingerprint: str = "",
) -> Step:
    """File a document: a new case in the machine's first state. Raises `Refused` where the role may not file it."""
    machine = of.machine
    fingerprint = fingerprint or digest(body)
    if actor.role not in machine.lodge_by:
        raise Refused("role-may-not", _may_not(actor, Words("申报", "lodge")))
    facts = of.facts(document)
    lanes = {a: Lane(of.lanes.machine.start.value, at) for a in of.lanes.agencies} if of.lanes else {}
    lanes |= {matter: Lane(role, at) for matter, role in machine.sides.items()}
    made = Case(
        id=case,
        type=of.code,
        number=facts.get("number", ""),
        owner=actor.organisation,
        state=machine.start.value,
        holder=_holder(of, machine.start.value, lanes),
        opened=at,
        since=at,
        title=of.titled(document),
        facts=facts,
        lanes=lanes,
        warnings=len(warnings),
    )
    fact = machine.lodged(type=of.code, number=made.number, digest=fingerprint, facts=facts, warnings=warnings)
    return Step(fact, made, body, fingerprint)


def amend(
    *,
    of: CaseType,
    case: Case,
    document: object,
    body: bytes,
    actor: Actor,
    at: str,
    reason: str = "",
    before: object = None,
) -> Step:
    """Put a new revision in the place of the one before. Raises `Refused` where that is not open to this actor now.

    `before` is the document of the revision before: with it, only the agencies whose fields changed decide again.
    """
    machine = of.machine
    if machine.amended is None or machine.at(case.state) not in machine.amend_in:
        raise Refused("amend-not-open", Words("当前状态下不能修改", "The document can not be amended in this state"))
    if actor.role not in machine.lodge_by or actor.organisation != case.owner:
        raise Refused("role-may-not", _may_not(actor, Words("修改", "amend")))
    facts = of.facts(document)
    again, case = _ask_again(of, case, before, document, at)
    made = msgspec.structs.replace(
        case,
        revision=case.revision + 1,
        number=facts.get("number", case.number),
        facts=facts,
        title=of.titled(document),
    )
    fingerprint = digest(body)
    fact = machine.amended(revision=made.revision, digest=fingerprint, facts=facts, reason=reason, reopened=again)
    return Step(fact, made, body, fingerprint)


def _ask_again(of: CaseType, case: Case, before: object, after: object, at: str) -> tuple[tuple[str, ...], Case]:
    """The agencies that a new revision asks again, and the case one version on with their lanes back at the start."""
    lanes = of.lanes
    states = {a: lane.state for a, lane in case.lanes.items()}
    again = lanes.to_decide_again(states, before, after) if lanes and case.state in lanes.open_in else ()
    if lanes is None or not again:
        return (), _moved(of, case, case.state, case.lanes, at)
    asked = {**case.lanes, **{a: Lane(lanes.machine.start.value, at) for a in again}}
    return again, _moved(of, case, _whole(lanes, case, asked), asked, at)


def decide(*, of: CaseType, case: Case, action: str, actor: Actor, at: str, reason: str = "") -> Step:
    """Take one step of the machine, or of the actor's lane in it. Raises `Refused` where it is not open to this actor now."""
    in_lanes = of.lanes is not None and action in of.lanes.machine.actions
    lane = actor.role if of.lanes and in_lanes and actor.role in of.lanes.agencies and actor.role in case.lanes else ""
    machine = of.lanes.machine if of.lanes and in_lanes and (lane or action not in of.machine.actions) else of.machine
    _may(machine, action, actor, case, reason)
    if lane and of.lanes:
        return _decide_lane(of, of.lanes, case, action, lane, at, reason)
    if machine is not of.machine:
        raise Refused("role-may-not", _may_not(actor, machine.actions[action].words))
    after = machine.next(case.state, action).value
    if _idle(machine, action, case):
        raise Refused("already-done", Words("此事已办，或没有要办的", "That was done already, or is not asked for"))
    side = machine.actions[action].side
    lanes = {**case.lanes, side.matter: Lane(side.holder, at)} if side else case.lanes
    event = machine.actions[action].event(action=action, before=case.state, after=after, reason=reason)
    return Step(event, _moved(of, case, after, lanes, at))


def _idle(machine: Machine, action: str, case: Case) -> bool:
    """Would the action leave the matter beside as it is? A case from before the matter was known has it open."""
    side = machine.actions[action].side
    lane = case.lanes.get(side.matter) if side else None
    return side is not None and (lane.state if lane else machine.sides.get(side.matter, "")) == side.holder


def _decide_lane(of: CaseType, lanes: Lanes, case: Case, action: str, lane: str, at: str, reason: str) -> Step:
    if case.state not in lanes.open_in:
        raise Refused(
            "action-not-open", Words("整体状态下各单位暂不能决定", "The agencies can not decide in this state")
        )
    before = case.lanes[lane].state
    after = lanes.machine.next(before, action).value
    decided = {**case.lanes, lane: Lane(after, at)}
    whole = _whole(lanes, case, decided)
    event = lanes.machine.actions[action].event(
        action=action, before=before, after=after, reason=reason, lane=lane, whole=whole
    )
    return Step(event, _moved(of, case, whole, decided, at))


def _whole(lanes: Lanes, case: Case, decided: Mapping[str, Lane]) -> str:
    return lanes.summed_up({a: lane.state for a, lane in decided.items()}) or case.state


def _moved(of: CaseType, case: Case, after: str, lanes: dict[str, Lane], at: str) -> Case:
    return msgspec.structs.replace(
        case,
        version=case.version + 1,
        state=after,
        holder=_holder(of, after, lanes),
        since=case.since if after == case.state else at,
        lanes=lanes,
    )


def _holder(of: CaseType, state: str, lanes: Mapping[str, Lane]) -> str:
    """The state's own holder, or whoever the open lanes wait for; and beside them whoever an open matter waits for."""
    machine = of.machine
    holder = machine.states[machine.at(state)].holder
    if not holder and of.lanes and state in of.lanes.open_in:
        holder = of.lanes.holders({a: lane.state for a, lane in lanes.items() if a in of.lanes.agencies})
    beside = (_waits_for(machine.actions[name], lanes) for name in machine.open_actions(state)) if lanes else ()
    return " ".join(dict.fromkeys([*holder.split(), *filter(None, beside)]))


def _waits_for(action: Action, lanes: Mapping[str, Lane]) -> str:
    """The role that the action's matter waits for, where this action is what it waits for."""
    lane = lanes.get(action.side.matter) if action.side else None
    return lane.state if lane and lane.state in action.by and lane.state != (action.side or Side("")).holder else ""


def _may(machine: Machine, action: str, actor: Actor, case: Case, reason: str) -> None:
    known = machine.actions.get(action)
    if known is None:
        raise Refused("action-unknown", Words(f"没有“{action}”这个动作", f'There is no action "{action}"'))
    if actor.role not in known.by or not _concerns(machine, actor, case):
        raise Refused("role-may-not", _may_not(actor, known.words))
    if known.needs_reason and not reason.strip():
        raise Refused("reason-missing", Words(f"“{known.words.zh}”须写明理由", f'"{known.words.en}" needs a reason'))


def _concerns(machine: Machine, actor: Actor, case: Case) -> bool:
    """A filer acts on what its own organisation filed; an agency acts on every case of its kind."""
    return actor.role not in machine.lodge_by or actor.organisation == case.owner


def _may_not(actor: Actor, what: Words) -> Words:
    return Words(f"当前身份无权“{what.zh}”", f'Your role ({actor.role}) may not "{what.en}" here')


def may_read(of: CaseType, case: Case, actor: Actor) -> bool:
    """May this actor open the case? Its owner, the agencies that decide on it, and whoever reads all cases."""
    if actor.may("cases.read.all"):
        return True
    if actor.organisation and actor.organisation == case.owner and actor.may("cases.read.own"):
        return True
    deciders = {role for a in of.machine.actions.values() for role in a.by} - set(of.machine.lodge_by)
    agencies = set(of.lanes.agencies) if of.lanes else set()
    return actor.may("cases.read.agency") and actor.role in deciders | agencies


def open_to(of: CaseType, case: Case, actor: Actor) -> list[str]:
    """The actions that this actor could take on the case now, lanes included."""
    machine = of.machine
    mine = [a for a in machine.open_actions(case.state) if actor.role in machine.actions[a].by]
    mine = [a for a in mine if not _idle(machine, a, case)] if _concerns(machine, actor, case) else []
    if of.lanes and actor.role in of.lanes.agencies and actor.role in case.lanes and case.state in of.lanes.open_in:
        lane = of.lanes.machine
        mine += [a for a in lane.open_actions(case.lanes[actor.role].state) if actor.role in lane.actions[a].by]
    return mine
