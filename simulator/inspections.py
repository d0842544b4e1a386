"""Agencies inspect together: appointments of the last weeks that are over, and some of these days in every state.

All is invented and laid once, through the doors, after the simulation is filled.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from .declaration_paper import check_digit
from .dice import Dice
from .door import Door

HOUR = dt.timedelta(hours=1)
PLACES = ("示例查验场一号台（虚构）", "示例查验场二号台（虚构）", "示例港区三泊位（虚构）")
LOOKS = {
    "customs": "品名、数量与申报是否相符（虚构）",
    "maritime": "危险货物包装与积载（虚构）",
    "border": "有无人员藏匿（虚构）",
}
WHY = ("申报品名与危险货物清单疑似不符（虚构）", "随机布控（虚构）", "机检图像可疑（虚构）")
FOUND = {"maritime": ("F04", "标记缺失，已责令改正（虚构）"), "customs": ("F02", "多出 12 件，已记录（虚构）")}
PAST = 9

Deed = tuple[str, str] | tuple[str, str, dict[str, Any]]
"""Who (a role), which action, and what else the decision says."""

JOIN, READY = ("maritime", "join"), ("port", "prepare")
BEGIN, CLEAN = ("customs", "begin"), ("customs", "clear_goods")


class Plan:
    """One appointment: when, where, who is asked, what has happened to it."""

    def __init__(
        self, begins: dt.datetime, agencies: Sequence[str], deeds: Sequence[Deed], subject: Any = None
    ) -> None:
        self.begins, self.agencies, self.deeds, self.subject = begins, agencies, deeds, subject


async def inspect_together(door: Door, now: dt.datetime, seed: int) -> None:
    """Lay the appointments, where the calendar has none yet."""
    first, last = (now - dt.timedelta(days=30)).date(), (now + dt.timedelta(days=20)).date()
    if (await door.ask("customs", "GET", f"/api/v1/inspections?from={first}&to={last}")).get("inspections") != []:
        return
    dice = Dice(f"{seed}:inspections")
    goods = await _goods(door)
    for number, plan in enumerate([*_past(now, dice), *_these_days(now, goods)]):
        await _lay(door, plan, number, now, dice)


async def _goods(door: Door) -> list[dict[str, Any]]:
    """Open declarations with their first container, as customs reads them."""
    cases = (await door.ask("customs", "GET", "/api/v1/cases?type=import_declaration&state=accepted&limit=30")).get(
        "cases", []
    )
    found = []
    for case in cases[:4]:
        document = await door.ask("customs", "GET", f"/api/v1/cases/{case['case']['id']}/document")
        boxes = [c["number"] for c in document.get("containers", ())]
        found.append({"case": case["case"]["id"], "container": boxes[0] if boxes else ""})
    return found


def _past(now: dt.datetime, dice: Dice) -> list[Plan]:
    plans = []
    for n in range(PAST):
        begins = _hour(now - dt.timedelta(days=2 + 3 * n), dice.choice((9, 10, 14)))
        all_three = n % 3 == 0
        deeds: list[Deed] = [JOIN, *([("border", "join")] if all_three else []), READY, BEGIN]
        deeds.append(("customs", "find", _codes("customs")) if n == 1 else CLEAN)
        deeds.append(("maritime", "find", _codes("maritime")) if n == 4 else ("maritime", "clear_goods"))
        deeds += [("border", "clear_goods")] if all_three else []
        plans.append(Plan(begins, ("customs", "maritime", "border")[: 3 if all_three else 2], deeds))
    return plans


def _codes(agency: str) -> dict[str, Any]:
    code, said = FOUND[agency]
    return {"reason": said, "details": {"codes": [code]}}


def _these_days(now: dt.datetime, goods: Sequence[dict[str, Any]]) -> list[Plan]:
    three, two = ("customs", "maritime", "border"), ("customs", "maritime")
    day = dt.timedelta(days=1)
    other = _hour(now + 2 * day, 15)
    proposal = {
        "reason": "当日有船靠泊（虚构）",
        "details": {"begins": other.isoformat(), "ends": (other + 2 * HOUR).isoformat()},
    }
    box = [*goods, *([None] * 4)]
    return [
        Plan(now.replace(minute=0, second=0, microsecond=0), two, [JOIN, READY, BEGIN, CLEAN]),
        Plan(_hour(now + day, 9), two, [JOIN, READY], box[0]),
        Plan(_hour(now + day, 14), three, [JOIN, ("border", "pass")], box[1]),
        Plan(_hour(now + 2 * day, 9), three, [("border", "decline", {"reason": "警力不足（虚构）"})], box[2]),
        Plan(_hour(now + 2 * day, 10), two, [("maritime", "propose", proposal)], box[3]),
        Plan(_hour(now + 3 * day, 10), ("maritime", "customs"), []),
        Plan(_hour(now + 3 * day, 14), two, [JOIN, ("customs", "cancel", {"reason": "货物改为退运（虚构）"})]),
    ]


def _hour(day: dt.datetime, hour: int) -> dt.datetime:
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


async def _lay(door: Door, plan: Plan, number: int, now: dt.datetime, dice: Dice) -> None:
    """Ask for one a day ahead, and let each deed follow; what is over has happened at its own hours."""
    past = plan.begins < now - 12 * HOUR
    at = plan.begins - 26 * HOUR if past else None
    body = f"XXXU{dice.randrange(10**6):06d}"
    subject = plan.subject or {"container": body + check_digit(body)}
    if not subject.get("container"):
        subject = {"case": subject["case"]}
    asked = {
        "reference": f"DEMO-JI-{number + 1:04d}",
        "requester": plan.agencies[0],
        "agencies": [{"agency": a, "looks_at": LOOKS[a]} for a in plan.agencies],
        "subjects": [subject],
        "place": PLACES[number % len(PLACES)],
        "terminal": "port",
        "begins": plan.begins.isoformat(),
        "ends": (plan.begins + 2 * HOUR).isoformat(),
        "opens": "owner",
        "reason": WHY[number % len(WHY)],
        "contact": "演示联系人（虚构）",
    }
    key = f"demo-joint-{plan.begins:%y%m%d}-{number}"
    case = (await door.ask(plan.agencies[0], "POST", "/api/v1/joint_inspection", asked, key=key, at=at)).get("case")
    for by, action, *more in plan.deeds if case else ():
        if at:
            at = (
                max(at + dice.randrange(20, 150) * HOUR / 60, plan.begins)
                if action == "begin"
                else at + dice.randrange(20, 90) * HOUR / 60
            )
        said = {"action": action, "version": case["version"], **(more[0] if more else {})}
        told = await door.ask(by, "POST", f"/api/v1/cases/{case['id']}/decisions", said, at=at)
        case = told.get("case", case)
