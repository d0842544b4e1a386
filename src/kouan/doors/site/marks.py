"""Cases as marks: whose chop, which chip, one line of a queue, the sentence about who holds the ball."""

import datetime as dt
from collections.abc import Mapping

from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import instant
from kouan.kernel.machine import Machine, State
from kouan.kernel.words import Words
from kouan.kit.lists import QueueRow
from kouan.kit.marks import Chip, Chop, Hold, Kind
from kouan.kit.saying import lasted
from kouan.kit.timeline import Holder
from kouan.store.roles import ROLES

_KINDS = {
    "draft": Kind.DRAFT,
    "wait": Kind.WAIT,
    "review": Kind.REVIEW,
    "inspect": Kind.DECIDE,
    "returned": Kind.RETURNED,
    "held": Kind.HELD,
    "refused": Kind.REFUSED,
    "done": Kind.DONE,
}
_NOBODY = Chop("○", Words("无人", "Nobody"))


def role_words(role: str) -> Words:
    """What a role is called; a role that is no more keeps its code."""
    return ROLES[role].words if role in ROLES else Words(role, role)


def role_chop(role: str, hold: Hold = Hold.PART) -> Chop:
    """The mark of a role."""
    return Chop(ROLES[role].chop, ROLES[role].words, hold) if role in ROLES else _NOBODY


def state_of(machine: Machine, code: str) -> State:
    """A state by its name; one that the machine no longer has keeps its name as its words."""
    return next((s for name, s in machine.states.items() if name.value == code), State(Words(code, code)))


def chip(machine: Machine, code: str, *, yours: bool = False) -> Chip:
    """The state of a case as glyph and word."""
    state = state_of(machine, code)
    return Chip(_KINDS[state.tone], state.words, yours)


def holder_chop(case: Case, role: str) -> Chop:
    """Who has it: yours first, else the first who holds it, else the green mark of whoever ended it."""
    holders = case.holder.split()
    if role in holders:
        return role_chop(role, Hold.YOU)
    return role_chop(holders[0], Hold.NOW) if holders else _NOBODY


def row(case: Case, of: DocumentType, *, party: str, role: str, now: dt.datetime) -> QueueRow:
    """One case as a line of a queue."""
    return QueueRow(
        holder=holder_chop(case, role),
        id=case.id,
        url=f"/cases/{case.id}/",
        kind=of.words,
        party=party,
        what=case.title,
        state=chip(of.machine, case.state, yours=role in case.holder.split()),
        warns=case.warnings,
        version=case.revision,
        waited=now - instant(case.since) if case.holder else None,
    )


def held(case: Case, of: DocumentType, *, role: str, now: dt.datetime) -> Holder:
    """Who has the ball, in which state, since when, and what may come next."""
    state = state_of(of.machine, case.state)
    span = lasted(now - instant(case.since))
    if not case.holder:
        ended = Words("已办结：{state}", "Closed: {state}") if of.machine.is_final(case.state) else _IDLE
        return Holder(chop=holder_chop(case, role), sentence=_filled(ended, {"state": state.words}))
    names = [role_words(r) for r in case.holder.split()]
    yours = role in case.holder.split()
    who = Words("、".join(n.zh for n in names), ", ".join(n.en for n in names))
    sentence = _YOURS if yours else _THEIRS
    return Holder(
        chop=holder_chop(case, role),
        sentence=_filled(sentence, {"who": who, "state": state.words}),
        detail=_filled(Words("在此状态已 {span}", "In this state for {span}"), {"span": span}),
    )


_YOURS = Words("{state}，在您手上", "{state}: with you")
_THEIRS = Words("{state}，由{who}办理", "{state}: with {who}")
_IDLE = Words("{state}，现在无人须办", "{state}: nobody has to act now")


def _filled(sentence: Words, values: Mapping[str, Words]) -> Words:
    zh = sentence.zh.format(**{k: v.zh for k, v in values.items()})
    return Words(zh, sentence.en.format(**{k: v.en for k, v in values.items()}))
