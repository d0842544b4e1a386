"""What happened to a joint inspection, as sentences for the trader and the terminal."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from kouan.areas.window.codes import LISTS
from kouan.kernel.journal import instant
from kouan.kernel.rules import LAW_ZONE
from kouan.kernel.words import Words

from .events import JointInspectionAnnounced

KIND = JointInspectionAnnounced.__name__

SENTENCES: Mapping[str, Words] = {
    "asked": Words(
        "各单位拟联合查验：{when}，{place}，{boxes}由{opens}开箱（{agencies}）",
        "Agencies mean to inspect together: {when}, {place}, {boxes}opened by {opens} ({agencies})",
    ),
    "amended": Words(
        "联合查验改约：{when}，{place}，{boxes}由{opens}开箱（{agencies}）",
        "The joint inspection has a new appointment: {when}, {place}, {boxes}opened by {opens} ({agencies})",
    ),
    "agreed": Words("联合查验已商定：{when}，{place}", "The joint inspection is agreed: {when}, {place}"),
    "prepared": Words("箱已备妥，待查验：{when}，{place}", "The box is ready to be inspected: {when}, {place}"),
    "delayed": Words("箱未备妥：{when}，{place}", "The box is not ready: {when}, {place}"),
    "started": Words("联合查验开始（{agencies}）", "The joint inspection began ({agencies})"),
    "clean": Words("{agency}查验无异常", "{agency} found nothing"),
    "found": Words("{agency}查验有异常：{codes}", "{agency} found something: {codes}"),
    "done": Words("联合查验结束", "The joint inspection is over"),
    "cancelled": Words("联合查验取消", "The joint inspection is called off"),
    "dropped": Words("此票不再列入联合查验", "These goods are no longer part of the joint inspection"),
}
STATES: Mapping[str, Words] = {
    "asked": Words("商定中", "To be agreed"),
    "amended": Words("商定中", "To be agreed"),
    "agreed": Words("已商定", "Agreed"),
    "prepared": Words("箱已备妥", "Box ready"),
    "delayed": Words("箱未备妥", "Box not ready"),
    "started": Words("查验中", "Under way"),
    "clean": Words("查验中", "Under way"),
    "found": Words("查验中", "Under way"),
    "done": Words("已查验", "Inspected"),
    "cancelled": Words("已取消", "Called off"),
    "dropped": Words("不再列入", "No longer part of it"),
}


def announced(body: Mapping[str, Any]) -> Words:
    """The sentence of one announcement, from the body of its journal entry."""
    sentence = SENTENCES.get(body.get("step", ""), Words("联合查验", "Joint inspection"))
    boxes = "、".join(body.get("boxes", ()))
    zh = sentence.zh.format(
        when=span(body["begins"], body["ends"]),
        place=body["place"],
        boxes=f"箱 {boxes}，" if boxes else "",
        opens=called("inspection-opener", body["opens"]).zh,
        agencies="、".join(called("inspection-agency", a).zh for a in body.get("agencies", ())),
        agency=called("inspection-agency", body.get("agency", "")).zh,
        codes="、".join(called("inspection-finding", c).zh for c in body.get("codes", ())),
    )
    en = sentence.en.format(
        when=span(body["begins"], body["ends"]),
        place=body["place"],
        boxes=f"boxes {boxes}, " if boxes else "",
        opens=called("inspection-opener", body["opens"]).en,
        agencies=", ".join(called("inspection-agency", a).en for a in body.get("agencies", ())),
        agency=called("inspection-agency", body.get("agency", "")).en,
        codes=", ".join(called("inspection-finding", c).en for c in body.get("codes", ())),
    )
    return Words(zh, en)


def in_brief(body: Mapping[str, Any]) -> Words:
    """The same without place, time, boxes and results: for whom the owner told by a code."""
    state = STATES.get(body.get("step", ""), Words("有进展", "moved on"))
    return Words(f"联合查验：{state.zh}", f"Joint inspection: {state.en.lower()}")


def called(name: str, code: str) -> Words:
    """What a code of a list is called; a code that the list does not have keeps itself."""
    return LISTS[name].words(code) or Words(code, code)


def findings(codes: Sequence[str]) -> Words:
    """What was found, in words."""
    said = [called("inspection-finding", c) for c in codes]
    return Words("、".join(w.zh for w in said), ", ".join(w.en for w in said))


def span(begins: str, ends: str) -> str:
    """A window of time from two stamps, in the port's time: `2026-11-24 09:00–12:00`."""
    first, last = (instant(t).astimezone(LAW_ZONE) for t in (begins, ends))
    return f"{first:%Y-%m-%d %H:%M}–{_end(first, last)}"


def _end(first: dt.datetime, last: dt.datetime) -> str:
    return f"{last:%H:%M}" if first.date() == last.date() else f"{last:%m-%d %H:%M}"
