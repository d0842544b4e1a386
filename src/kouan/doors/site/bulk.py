"""One decision on many cases, with one reason. Each is tied to the version that was on the page and told on its own line."""

from collections.abc import Iterable, Sequence

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kouan.journeys import catalogue
from kouan.journeys.inspecting.opening import open_now
from kouan.journeys.taxing.crossing import decision
from kouan.kernel.cases import Case
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.store.database import Unavailable
from kouan.store.house import house
from kouan.store.units import Conflict
from kouan.store.writer import Busy

from .case import Verb, case_for, verbs
from .deciding import REASON
from .preview import back
from .who import actor_of, signed_in

MOST = 200
_FIRST = Words("已有人先作出决定，本次未记录", "Somebody decided first: not recorded")
_STORE = Words(
    "系统暂时不能写入，是否记录不明，请看案件",
    "The store could not write in time: look at the case before asking again",
)


class Row(msgspec.Struct, frozen=True):
    """What came of one case: done, or the words of why not."""

    id: str
    done: bool
    words: Words


def picked_value(case: Case) -> str:
    """What the box of a case says: which case, and which version the officer sees."""
    return f"{case.id}.{case.version}"


def offered(rows: Iterable[Case], who: Actor) -> list[Verb]:
    """What could be done on at least one of these cases, each verb once."""
    types = catalogue.types()
    found: dict[str, Verb] = {}
    for case in rows:
        of = types.get(case.type)
        for verb in verbs(case, of, who) if of and open_now(of, case, who) else ():
            found.setdefault(verb.action, verb)
    return list(found.values())


@require_POST
@signed_in
def decide_many(request: HttpRequest) -> HttpResponse:
    """Take the same step on each ticked case."""
    who = actor_of(request)
    picks, action = request.POST.getlist("pick"), request.POST.get("action", "")
    reason = request.POST.get("reason", "").strip()
    wrong = _wrong(picks, action, reason)
    rows = [] if wrong else [_one(pick, action, reason, who) for pick in picks]
    values = {
        "rows": rows,
        "wrong": wrong,
        "done": sum(r.done for r in rows),
        "back": back(request, request.POST.get("next", "")) or "/cases/",
        "reason": reason,
    }
    return render(request, "doors/bulk.html", values, status=422 if wrong else 200)


def _wrong(picks: Sequence[str], action: str, reason: str) -> Words | None:
    if not picks:
        return Words("没有勾选案件。", "No case is ticked.")
    if len(picks) > MOST:
        return Words(f"一次最多 {MOST} 件。", f"At most {MOST} cases at a time.")
    if not action:
        return Words("没有选择要作的决定。", "No decision is chosen.")
    if len(reason) > REASON:
        return Words(f"理由不能超过 {REASON} 字。", f"A reason has {REASON} characters at most.")
    return None


def _one(pick: str, action: str, reason: str, who: Actor) -> Row:
    id, _, version = pick.rpartition(".")
    seen = whole(version, digits=9)
    try:
        case, of = case_for(id, who)
        unit = decision(house(), of, case, action, version=seen, actor=who, now=house().now(), reason=reason)
        house().writer.write(unit)
    except Refused as refused:
        return Row(id[:60], False, refused.words)
    except Conflict:
        return Row(id, False, _FIRST)
    except (Busy, Unavailable, TimeoutError):
        return Row(id, False, _STORE)
    return Row(id, True, Words("已记录", "Recorded"))
