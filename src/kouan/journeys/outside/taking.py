"""Taking outside replies in: each is kept as it came, once; it counts for its case where its order can be, and moves the case
by our own machine where that has a step for it. What can not be taken now is kept and tried again.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence

import msgspec

from kouan.areas.window.answer import ANSWER, Answer
from kouan.areas.window.channel import RESUBMITTED
from kouan.areas.window.events import OutsideReplyReceived, OutsideReplySettled, OutsideReplyTaken
from kouan.areas.window.outside import TAKEN, UNKNOWN, WAITS, OutsideReply, follow, steps
from kouan.areas.window.paying.work import inserted, moved
from kouan.areas.window.replies import CHANNEL, DMS, MANIFEST, RESPONSE
from kouan.journeys import catalogue
from kouan.journeys.taxing.crossing import decision
from kouan.kernel.cases import Case
from kouan.kernel.findings import Finding
from kouan.kernel.formats import detect
from kouan.kernel.journal import instant, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.house import House
from kouan.store.roles import actor as actor_in
from kouan.store.units import Conflict, Fact, Key, Row, Unit, fact, refusal, row_of

from . import finding

KIND = "outside_reply"
"""What bytes in which no reply could be read are kept as."""
TRIES = 5
MOST = 500
"""Replies of one message at most."""
_FLOWS = {"export": "EX"}
_AGAIN = {CHANNEL: "7", MANIFEST: RESUBMITTED, DMS: "", RESPONSE: ""}
NO_ROLE = Words("当前身份不接收外部海关的答复", "Your role does not hand in replies of an outside system")
UNREADABLE = Words("没有读出答复", "No reply could be read in it")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one reply. `repeated`: it had been told before, and changed nothing now."""

    id: str
    list: str
    code: str
    standing: str
    case: str = ""
    state: str = ""
    why: Words | None = None
    own: str = ""
    repeated: bool = False


class Heard(msgspec.Struct, frozen=True):
    """What became of a message: its replies, what was found in it, and the name it is kept under where none was read."""

    format: str
    replies: tuple[Told, ...]
    findings: tuple[Finding, ...] = ()
    refused: str = ""


def may_hand_in(actor: Actor) -> None:
    """Raises `Refused` for who is no gateway of an outside system."""
    if not actor.may("replies.lodge"):
        raise Refused("role-may-not", NO_ROLE)


def take_in(house: House, body: bytes, *, actor: Actor, now: dt.datetime) -> Heard:
    """Take in a message of replies. Raises `Refused` for a role that may not, `Conflict` where others were first too often."""
    may_hand_in(actor)
    form = detect(catalogue.formats().values(), body)
    reading = form.read(body) if form else None
    answers = [c.document for c in reading.documents if c.type == ANSWER] if reading else []
    found = reading.findings if reading else ()
    if form is None or not answers:
        found = found or (Finding(code="reply-none", severity="error", path="", message=UNREADABLE),)
        receipt = house.writer.write(refusal(actor=actor, kind=KIND, at=now, body=body, findings=found))
        return Heard("", (), found, msgspec.json.decode(receipt.answer)["refused"])
    told = [_taken(house, a, form.code, body, actor=actor, now=now) for a in answers[:MOST] if isinstance(a, Answer)]
    return Heard(form.code, tuple(told), found)


def name_of(sender: str, answer: Answer) -> str:
    """The name of a reply: the same sender saying the same thing of the same time gives the same one."""
    said = msgspec.json.encode((sender, answer))
    return f"OUT-{hashlib.sha256(said).hexdigest()[:16].upper()}"


def _taken(house: House, answer: Answer, form: str, body: bytes, *, actor: Actor, now: dt.datetime) -> Told:
    name = name_of(actor.organisation, answer)
    for _ in range(TRIES):
        before = finding.one(house.reader, name)
        if before is not None:
            return told(before, repeated=True)
        row = _fresh(name, answer, form, body, actor, stamp(now))
        row, unit = _weighed(house, row, actor, now)
        key = Key(actor.organisation, name, name)
        received = OutsideReplyReceived(
            list=row.list,
            code=row.code,
            reference=row.reference,
            serial=row.serial,
            number=row.number,
            standing=row.standing,
            declaration=row.case_id,
        )
        at = stamp(now)
        note = fact(received, case=row.id, version=1, actor=actor, at=at, recorded_at=at)
        whole = _with(unit, note, inserted(row), key)
        try:
            if house.writer.write(whole).repeated:
                continue
        except Conflict:
            continue
        if row.standing == TAKEN:
            _try_others(house, row, actor, now)
        return told(row)
    raise Conflict("version-taken")


def _with(unit: Unit | None, note: Fact, row: Row, key: Key | None) -> Unit:
    """The step on the case and what is kept of the reply, in one transaction."""
    unit = unit or Unit()
    return msgspec.structs.replace(
        unit, facts=(*unit.facts, note), rows=(*unit.rows, row), key=key, answer=b'{"recorded":true}'
    )


def _fresh(name: str, answer: Answer, form: str, body: bytes, actor: Actor, at: str) -> OutsideReply:
    return OutsideReply(
        id=name,
        received=at,
        sender=actor.organisation,
        handed_by=actor.user,
        form=form,
        list=answer.list[:40],
        code=answer.code[:20],
        at=answer.at[:27],
        reference=answer.reference[:100],
        serial=answer.serial[:100],
        number=answer.number[:100],
        case_id="",
        state="",
        standing=UNKNOWN,
        version=1,
        why_zh="",
        why_en="",
        own="",
        own_zh="",
        own_en="",
        answer=msgspec.json.encode(answer).decode(),
        body=body,
    )


def _weighed(house: House, row: OutsideReply, actor: Actor, now: dt.datetime) -> tuple[OutsideReply, Unit | None]:
    """The reply as it stands now, and the unit of what it does to its case where it is taken."""
    answer = finding.answer_in(row)
    case, why = finding.case_of(house.reader, answer)
    if case is None:
        return _standing(row, UNKNOWN, why), None
    of = catalogue.types()[case.type]
    timeline = house.reader.timeline(case.id)
    codes = finding.codes_so_far(timeline, answer.list, _AGAIN.get(answer.list, ""))
    verdict = follow(answer.list, [*codes, answer.code], _FLOWS.get(case.facts.get("flow", ""), "IM"))
    row = msgspec.structs.replace(row, case_id=case.id)
    if not verdict.accepted:
        return _standing(row, WAITS, verdict.why or UNREADABLE), None
    event = OutsideReplyTaken(
        list=row.list,
        code=row.code,
        state=verdict.state,
        received=row.id,
        number=row.number,
        reason=answer.note[:500],
    )
    at = stamp(_happened(answer, now))
    after = msgspec.structs.replace(case, version=case.version + 1)
    first = fact(event, case=case.id, version=after.version, actor=actor, at=at, recorded_at=stamp(now))
    unit = Unit(facts=(first,), case=row_of(after))
    wanted = steps(answer, of.machine.name, case.state)
    unit, done, refused = _moved(house, unit, after, wanted, answer, actor, now)
    row = msgspec.structs.replace(
        row,
        state=verdict.state,
        own=" ".join(done),
        own_zh=refused.zh[:300] if refused else "",
        own_en=refused.en[:300] if refused else "",
    )
    return _standing(row, TAKEN, None), unit


def _happened(answer: Answer, now: dt.datetime) -> dt.datetime:
    """When the outside system says that it happened; a time that is still to come is not believed."""
    return min(instant(answer.at), now) if answer.at else now


def _moved(
    house: House, unit: Unit, case: Case, wanted: Sequence[str], answer: Answer, actor: Actor, now: dt.datetime
) -> tuple[Unit, list[str], Words | None]:
    """The unit with our own steps in it, which of them were open, and why the next was not."""
    officer = actor_in(actor.user, actor.organisation, "customs")
    of, done = catalogue.types()[case.type], list[str]()
    reason = f"{answer.list} {answer.code} {answer.note}".strip()[:500]
    for action in wanted:
        try:
            step = decision(
                house,
                of,
                case,
                action,
                version=case.version,
                actor=officer,
                now=now,
                happened=_happened(answer, now),
                reason=reason,
            )
        except Refused as refused:
            return unit, done, refused.words
        case = msgspec.json.decode(step.answer, type=_After).case
        unit = msgspec.structs.replace(
            unit, facts=(*unit.facts, *step.facts), rows=(*unit.rows, *step.rows), case=step.case
        )
        done.append(action)
    return unit, done, None


class _After(msgspec.Struct):
    case: Case


def _standing(row: OutsideReply, standing: str, why: Words | None) -> OutsideReply:
    zh, en = (why.zh, why.en) if why else ("", "")
    return msgspec.structs.replace(row, standing=standing, why_zh=zh[:300], why_en=en[:300])


def again(house: House, id: str, *, actor: Actor, now: dt.datetime) -> Told:
    """Look at a kept reply again. Raises `Refused` for a role that may not, and for a name that is not there."""
    if not (actor.may("replies.lodge") or actor.may("system.operate")):
        raise Refused("role-may-not", NO_ROLE)
    row = finding.one(house.reader, id)
    if row is None:
        raise Refused("reply-unknown", Words("没有这条外部答复", "There is no such outside reply"))
    for _ in range(TRIES):
        if row is None or row.standing == TAKEN:
            break
        try:
            row = _once_more(house, row, actor, now)
        except Conflict:
            row = finding.one(house.reader, id)
            continue
        if row.standing == TAKEN:
            _try_others(house, row, actor, now)
        break
    return told(row) if row else told(_fresh(id, Answer(list="", code=""), "", b"", actor, stamp(now)))


def _once_more(house: House, row: OutsideReply, actor: Actor, now: dt.datetime) -> OutsideReply:
    """The reply weighed again, and kept anew where anything became of it. Raises `Conflict`."""
    weighed, unit = _weighed(house, row, actor, now)
    if (weighed.standing, weighed.case_id) == (row.standing, row.case_id):
        return row
    fresh = msgspec.structs.replace(weighed, version=row.version + 1)
    event = OutsideReplySettled(standing=fresh.standing, declaration=fresh.case_id)
    at = stamp(now)
    note = fact(event, case=row.id, version=fresh.version, actor=actor, at=at, recorded_at=at)
    house.writer.write(_with(unit, note, moved(fresh, row.version), None))
    return fresh


def _try_others(house: House, taken: OutsideReply, actor: Actor, now: dt.datetime) -> None:
    """Replies that waited for this one: of the same case and out of order, or of a number that is known now."""
    moving = True
    while moving:
        moving = False
        for row in _waiting(house, taken):
            try:
                moving = _once_more(house, row, actor, now).standing == TAKEN or moving
            except Conflict:
                continue  # somebody else is at it; it stays and is tried with the next reply


def _waiting(house: House, taken: OutsideReply) -> list[OutsideReply]:
    found = finding.kept(house.reader, {"standing": WAITS, "case_id": taken.case_id})
    for column in ("number", "serial", "reference"):
        value = getattr(taken, column)
        found += finding.kept(house.reader, {"standing": UNKNOWN, column: value}) if value else []
    return list({row.id: row for row in found}.values())


def told(row: OutsideReply, *, repeated: bool = False) -> Told:
    """What is told of a kept reply."""
    why = Words(row.why_zh or row.own_zh, row.why_en or row.own_en)
    return Told(
        id=row.id,
        list=row.list,
        code=row.code,
        standing=row.standing,
        case=row.case_id,
        state=row.state,
        why=why if why.zh else None,
        own=row.own,
        repeated=repeated,
    )
