"""What a fund officer does: publish a notice. Entry, text and tables are one transaction."""

import datetime as dt
import hashlib
from collections.abc import Mapping

import msgspec

from kouan.areas.fund import tables
from kouan.areas.fund.durable import keep
from kouan.areas.fund.events import NoticePublished
from kouan.areas.fund.planning import putting
from kouan.areas.fund.planning.deeds import fill
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.reading import read_any
from kouan.areas.fund.review.remarks import Remark
from kouan.areas.fund.review.rules import blocking, review
from kouan.areas.fund.sources.transcript import Unreadable
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader
from kouan.store.units import Key, Writes, fact

NEVER_WAIVED = frozenset({"D24", "D26", "D27", "D28"})
"""Sums, amounts and periods that are wrong can not be let pass with a reason: the tables could not hold them."""


class Blocked(Refused):
    """Blocking findings stand in the way; `remarks` are those that nobody has waived, or nobody may waive."""

    def __init__(self, remarks: tuple[Remark, ...]) -> None:
        ids = "、".join(remark.id for remark in remarks)
        super().__init__(
            "findings-block",
            Words(
                f"有阻断意见未经具名放行：{ids}",
                f"Blocking findings that no named officer has waived with a reason: {ids}",
            ),
        )
        self.remarks = remarks


class Published(msgspec.Struct, frozen=True):
    """A notice that is now public."""

    number: str
    revision: int
    digest: str


def publish(
    *,
    body: bytes,
    actor: Actor,
    now: dt.datetime,
    key: str,
    waivers: Mapping[str, str],
    writer: Writes,
    happened: dt.datetime | None = None,
    plan: str = "",
    reader: Reader | None = None,
    name: str = "",
) -> Published:
    """Publish the notice in `body`: pasted text, or a file of any kind that is read, whose name is a weak hint.

    `waivers` name a reason for each blocking finding.

    `happened` is when it was made public where that was before `now`: old notices that are taken over.
    `plan` is the approved plan that the notice shows; with `reader` it is put on notice in the same breath.

    Raises `Refused` (role, no plan or period, rows that are not the plan's), `Blocked`, and the writer's `Conflict`
    where somebody published first.
    """
    if not actor.user or not actor.may("fund.publish"):
        raise Refused(
            "role-may-not", Words("当前身份无权发布公示", f"Your role ({actor.role}) may not publish a notice")
        )
    form, notice = _read(body, name)
    remarks = review(notice)
    standing = _standing(remarks, waivers)
    if standing:
        raise Blocked(standing)
    number = number_of(notice)
    revision, previous = tables.newest(number)
    event = _event(notice, remarks, body, waivers, number=number, revision=revision + 1, previous=previous)
    at = happened or now
    shown = putting.prepare(plan, event, notice, reader, actor=actor, now=now) if reader else None
    entry = fact(event, case=number, version=event.revision, actor=actor, at=stamp(at), recorded_at=stamp(now))
    facts = (entry, shown.fact) if shown else (entry,)

    def enter() -> None:
        tables.record(event, notice, remarks, at=at, by=actor.user)
        if shown:
            fill(shown, actor, now)

    keep(
        writer,
        facts,
        enter,
        answer={"notice": number, "revision": event.revision},
        key=Key(actor.organisation, key, event.digest),
        revision=(number, event.revision, event.digest, form, body, msgspec.json.encode(notice)),
    )
    return Published(number, event.revision, event.digest)


def number_of(notice: Notice) -> str:
    """The number of a notice: its date and six characters of the digest of its title. A reissue keeps it."""
    title = notice.title.text if notice.title else ""
    day = f"{notice.dated:%Y%m%d}" if notice.dated else "00000000"
    return f"FN-{day}-{hashlib.sha256(title.encode()).hexdigest()[:6].upper()}"


def _read(body: bytes, name: str) -> tuple[str, Notice]:
    """The code of the format, and the notice."""
    try:
        read = read_any(body, name)
    except Unreadable as fault:
        raise Refused(fault.code, fault.words) from None
    notice = read.notice
    if notice.title is None or notice.plan is None or not notice.plan.rows or notice.subject.year is None:
        raise Refused(
            "notice-incomplete",
            Words("没有读到标题、年度和分配方案", "No title with a year and no allocation plan could be read"),
        )
    return read.form.code, notice


def _standing(remarks: tuple[Remark, ...], waivers: Mapping[str, str]) -> tuple[Remark, ...]:
    return tuple(
        remark for remark in blocking(remarks) if remark.rule in NEVER_WAIVED or not waivers.get(remark.id, "").strip()
    )


def _event(
    notice: Notice,
    remarks: tuple[Remark, ...],
    body: bytes,
    waivers: Mapping[str, str],
    *,
    number: str,
    revision: int,
    previous: str,
) -> NoticePublished:
    period, plan = notice.period, notice.plan
    if period is None or plan is None or period.counted.first_second_late is None:
        raise Refused("notice-incomplete", Words("没有读到公示期", "No period could be read"))
    return NoticePublished(
        notice=number,
        revision=revision,
        digest=hashlib.sha256(body).hexdigest(),
        previous=previous,
        fund=notice.subject.fund,
        direction=notice.subject.direction,
        matter=notice.subject.matter,
        year=notice.subject.year or 0,
        total_fen=plan.computed_fen,
        rows=len(plan.rows),
        first_day=period.first.isoformat(),
        last_day=period.last.isoformat(),
        late_from=period.counted.first_second_late.isoformat(),
        findings=tuple(remark.id for remark in remarks),
        waived={remark.id: waivers[remark.id].strip() for remark in blocking(remarks)},
    )
