"""Journal entries as sentences: who did what, in words of the machine; the reason; what the revision asked again."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from kouan.areas.window.inspecting.saying import KIND as ANNOUNCED
from kouan.areas.window.inspecting.saying import announced, findings, span
from kouan.journeys.replies.telling import OUTSIDE, outside_words
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import Entry, instant
from kouan.kernel.words import Words
from kouan.kit.marks import Hold
from kouan.kit.saying import lasted
from kouan.kit.timeline import Step

from .marks import role_chop, role_words, state_of


class Told(msgspec.Struct, frozen=True):
    """One entry in words; `reason` is what the person typed, in the language it was typed in."""

    words: Words
    after: Words | None = None
    reason: str = ""
    again: tuple[str, ...] = ()


FILED_AGAIN = Words("提交第 {n} 版", "Filed revision {n}")
EXCUSED = Words(
    "提交第 {n} 版（提前申报后日期、运输工具有变，不计差错，依据待核）",
    "Filed revision {n}: dates or vessel differ from an advance filing, no error of the firm (basis to verify)",
)


def told(entry: Entry, of: DocumentType) -> Told:
    """An entry in words. One of a kind that the type no longer knows is told by its name in the journal."""
    body: dict[str, Any] = msgspec.json.decode(entry.body)
    reason = str(body.get("reason", ""))
    if entry.kind == ANNOUNCED:
        return Told(announced(body), None, reason)
    if entry.kind == OUTSIDE:
        return Told(outside_words(body), None, reason)
    if "action" in body:
        machine = of.lanes.machine if of.lanes and body.get("lane") else of.machine
        action = machine.actions.get(body["action"])
        words = action.words if action else Words(entry.kind, entry.kind)
        moved = body.get("before") != body.get("after")
        return Told(words, state_of(machine, body.get("after", "")).words if moved else None, reason_of(body))
    if "revision" in body:
        words = (EXCUSED if body.get("excused") else FILED_AGAIN).with_values(n=body["revision"])
        return Told(words, None, reason, tuple(body.get("reopened", ())))
    return Told(Words("首次申报", "Filed"), state_of(of.machine, of.machine.start.value).words, reason)


def reason_of(body: Mapping[str, Any]) -> str:
    """What the person typed, with the time proposed or the codes found where there are any."""
    said = [str(body.get("reason", ""))]
    if body.get("begins"):
        said.insert(0, span(body["begins"], body["ends"]))
    if body.get("codes"):
        found = findings(body["codes"])
        said.insert(0, f"{found.zh} · {found.en}")
    return "　".join(part for part in said if part)


def steps(entries: list[Entry], of: DocumentType, parties: dict[str, Words]) -> list[Step]:
    """The thread of a case, oldest first: each step with its place in the journal and the time since the one before."""
    made: list[Step] = []
    before: dt.datetime | None = None
    for entry in entries:
        at = instant(entry.at)
        made.append(_step(entry, of, parties, at, at - before if before else None))
        before = at
    return made


def _step(
    entry: Entry, of: DocumentType, parties: dict[str, Words], at: dt.datetime, took: dt.timedelta | None
) -> Step:
    said = told(entry, of)
    organisation = parties.get(entry.organisation, Words(entry.organisation, entry.organisation))
    zh, en = [organisation.zh], [organisation.en]
    if said.reason:
        zh.append(f"理由：{said.reason}")
        en.append(f"Reason: {said.reason}")
    if said.again:
        zh.append("须重新决定：" + "、".join(role_words(r).zh for r in said.again))
        en.append("To decide again: " + ", ".join(role_words(r).en for r in said.again))
    return Step(
        chop=role_chop(entry.role, Hold.DONE),
        did=_did(said),
        when=at,
        detail=Words("。".join(zh), ". ".join(en)),
        took=_took(entry, took),
    )


def _did(said: Told) -> Words:
    if said.after is None:
        return said.words
    return Words(f"{said.words.zh} → {said.after.zh}", f"{said.words.en} → {said.after.en}")


def _took(entry: Entry, took: dt.timedelta | None) -> Words:
    place = Words(f"日志 #{entry.seq:,}", f"journal #{entry.seq:,}")
    if took is None:
        return place
    span = lasted(abs(took))
    if took < dt.timedelta(0):  # what is reported afterwards keeps its place in the journal and its own time
        return Words(f"{place.zh}　早于上一步 {span.zh}", f"{place.en}, {span.en} before the step above")
    return Words(f"{place.zh}　距上一步 {span.zh}", f"{place.en}, {span.en} after the step before")
