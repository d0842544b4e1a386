"""The words of a notice's period and of how to object, from a profile: what is printed is what the dates were counted by."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import msgspec

from kouan.areas.fund.rules.calendar import Counting, NoticePeriod, count_period, printed_day, working_days_between
from kouan.areas.fund.rules.objections import ObjectionProfile

PIECES: Mapping[str, str] = MappingProxyType(
    {
        "real_name": "真实姓名",
        "seal": "真实单位名称（加盖公章）",
        "id_copy": "身份证复印件",
        "hand_signature": "亲笔签名",
        "postal_address": "通讯地址",
        "contact_person": "联系人",
        "contact": "联系方式",
        "matters": "反映的具体事项",
    }
)


class Announced(msgspec.Struct, frozen=True):
    """A counted period and its text, with the days from the first that counts; text "" where the dates are not known yet."""

    counting: Counting
    period: NoticePeriod
    text: str
    natural: int | None = None
    working: int | None = None


def announce(profile: ObjectionProfile, start: date, *, roll: bool, receiver: str = "我厅") -> Announced:
    """Count the period that begins on `start` and say it. `roll`: a last day of rest moves to the next working day."""
    counting = msgspec.structs.replace(profile.counting, roll="next_working_day" if roll else None)
    period = count_period(start, counting)
    first, last = period.first_counted, period.last
    if first is None or last is None:
        return Announced(counting, period, "")
    working = None if period.working_days is None else working_days_between(first, last)
    text = _text(profile, counting, period, receiver)
    return Announced(counting, period, text, (last - first).days + 1, working)


def _text(profile: ObjectionProfile, counting: Counting, period: NoticePeriod, receiver: str) -> str:
    first, last = period.first_counted, period.last
    if first is None or last is None:
        return ""
    working = counting.unit == "working"
    n = working_days_between(first, last) if working else (last - first).days + 1
    until = "" if counting.closes == "24:00" else f"，末日{counting.closes}截止"
    begins = f"公示期自{printed_day(first)}至{printed_day(last)}（共{n}{'个工作日' if working else '天'}）{until}。"
    refused = ["匿名或假冒他人姓名反映问题的"]
    if profile.clue_required:
        refused.append("未提供可查证的线索的")
    if profile.evidence_required:
        refused.append("逾期提供证据材料的")
    asks = "；".join(
        f"以{who}名义反映的，需提供{_listed(pieces, profile.evidence_required)}"
        for who, pieces in (("个人", profile.pieces_person), ("单位", profile.pieces_body))
    )
    return (
        f"{begins}\n如对公示内容有异议，请于公示期内以书面形式向{receiver}反映。{asks}。"
        f"凡{'，或'.join(refused)}，不予受理。"
    )


def _listed(pieces: tuple[str, ...], evidence: bool) -> str:
    body = "seal" in pieces
    words = [PIECES[piece] for piece in pieces if piece in PIECES and not (body and piece == "real_name")]
    return "、".join([*words, *(["确凿的证明材料"] if evidence else [])])
