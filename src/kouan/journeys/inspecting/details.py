"""What a step of a joint inspection says beyond its reason: another time, what was found."""

import datetime as dt
from typing import Any

import msgspec
from msgspec.structs import replace

from kouan.areas.window.codes import LISTS
from kouan.areas.window.inspecting.events import JointInspectionDiscrepancyFound, JointInspectionTimeProposed
from kouan.kernel.cases import Step
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words

LONGEST = dt.timedelta(hours=24)
MOST = 10


class Details(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rest of a step: a window of time with offset where another one is proposed, codes where something was found."""

    begins: dt.datetime | None = None
    ends: dt.datetime | None = None
    codes: tuple[str, ...] = ()


NONE = Details()


def detailed(step: Step, details: Details) -> Step:
    """The step with its details. Raises `Refused` (details-missing, details-unfit) where they are lacking or wrong."""
    event: Any = step.event
    if isinstance(event, JointInspectionTimeProposed):
        begins, ends = _window(details)
        return replace(step, event=replace(event, begins=stamp(begins), ends=stamp(ends)))
    if isinstance(event, JointInspectionDiscrepancyFound):
        return replace(step, event=replace(event, codes=_codes(details)))
    if details != NONE:
        raise Refused("details-unfit", Words("此动作没有时间或代码", "This step takes no time and no codes"))
    return step


def _window(details: Details) -> tuple[dt.datetime, dt.datetime]:
    begins, ends = details.begins, details.ends
    if begins is None or ends is None:
        raise Refused("details-missing", Words("另提时间须写明开始和结束", "Say when the other time begins and ends"))
    if begins.tzinfo is None or ends.tzinfo is None:
        raise Refused("details-unfit", Words("时间须带时区", "A time needs its offset"))
    if not dt.timedelta(0) < ends - begins <= LONGEST:
        words = Words("结束须在开始之后，不超过一天", "It ends after it begins, within a day")
        raise Refused("details-unfit", words)
    return begins, ends


def _codes(details: Details) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(details.codes))
    if not codes:
        raise Refused("details-missing", Words("须选查验发现代码", "Say what was found by its code"))
    unknown = [c for c in codes if LISTS["inspection-finding"].words(c) is None]
    if unknown or len(codes) > MOST:
        names = "、".join(c[:20] for c in unknown[:5]) or str(len(codes))
        raise Refused("details-unfit", Words(f"没有这样的发现代码：{names}", f"There is no such code: {names}"))
    return codes
