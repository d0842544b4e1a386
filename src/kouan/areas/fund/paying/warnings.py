"""Early warnings: rows behind their milestone, red twice, without a report, above their grant, too slow for what is left."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from kouan.areas.fund.paying.progress import ENDS, milestones
from kouan.areas.fund.paying.queries import Account, Line
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.rules.lights import read_light, said
from kouan.areas.fund.rules.money import wan_of
from kouan.kernel.words import Words

Kind = Literal["above", "red_twice", "behind", "silent", "pace", "stopped", "objected", "clawback"]
GRAVITY: Mapping[Kind, int] = {
    "above": 0,
    "red_twice": 1,
    "clawback": 2,
    "behind": 3,
    "silent": 4,
    "pace": 5,
    "stopped": 6,
    "objected": 7,
}
"""Which stands first in a list."""


class Warn(msgspec.Struct, frozen=True, kw_only=True):
    """One warning about one row of one notice; position 0 is the whole plan."""

    kind: Kind
    notice: str
    position: int
    applicant: str
    project: str
    words: Words
    quarter: int = 0


def warnings_of(known: Account, notice: Notice, today: dt.date, objected: Sequence[int] = ()) -> list[Warn]:
    """All warnings of one account as of a day, the gravest first. `objected`: rows with an open objection, 0 for all."""
    year = notice.subject.year or known.final_on.year
    due = [(quarter, share, dt.date(year, *ENDS[quarter])) for quarter, share in milestones(notice)]
    found: list[Warn] = []
    for line in known.lines:
        if line.granted:
            found += _of_row(line, known, due, today)
            if line.position in objected or 0 in objected:
                words = Words("有未办结的异议，暂停", "suspended by an open objection")
                found.append(_warn("objected", known, line, words))
    return sorted(found, key=lambda one: (GRAVITY[one.kind], one.position))


def _of_row(line: Line, known: Account, due: list[tuple[int, Decimal, dt.date]], today: dt.date) -> Iterator[Warn]:
    past = [(quarter, share) for quarter, share, end in due if end < today]
    lights = [
        (quarter, share, read_light(base=line.granted, spent=line.spent.get(quarter), due_share=share))
        for quarter, share in past
    ]
    if any(reading.light == "stop" for _, _, reading in lights):
        yield _warn("above", known, line, Words("累计支出超过核定金额", "spent more than was granted"))
    if lights:
        quarter, share, reading = lights[-1]
        twice = len(lights) > 1 and lights[-2][2].light == "red" and reading.light == "red"
        if reading.light == "grey":
            yield _warn(
                "silent", known, line, Words(f"第{quarter}季度没有报告", f"no report for quarter {quarter}"), quarter
            )
        elif reading.light == "red" and reading.percent is not None:
            words = Words(
                f"第{quarter}季度应达{share}%，实为{said(reading.percent, 2)}%",
                f"quarter {quarter}: {share} % was due, {said(reading.percent, 2)} % is spent",
            )
            if twice:
                words = Words(
                    f"连续两次严重滞后，可暂停支付：{words.zh}", f"red twice, payments may be stopped: {words.en}"
                )
            yield _warn("red_twice" if twice else "behind", known, line, words, quarter)
    yield from _pace(line, known, due, today)


def _pace(line: Line, known: Account, due: list[tuple[int, Decimal, dt.date]], today: dt.date) -> Iterator[Warn]:
    """At the pace since the plan was final, how long what the next milestone lacks would take, against the days left."""
    coming = next(((quarter, share, end) for quarter, share, end in due if end >= today), None)
    elapsed = (today - known.final_on).days
    if coming is None or elapsed <= 0:
        return
    quarter, share, end = coming
    spent = max(line.spent.values(), default=0)
    lacking = int(Decimal(line.granted) * share / 100) - spent
    left = (end - today).days + 1
    if lacking <= 0:
        return
    needed = -(-lacking * elapsed // spent) if spent else None
    if needed is not None and needed <= left:
        return
    long = (
        Words(f"照此进度要{needed}天", f"{needed} days at the pace so far")
        if needed
        else Words("尚无支出", "nothing spent yet")
    )
    words = Words(
        f"到{end.month}月{end.day}日还差{wan_of(lacking)}万元，剩{left}天，{long.zh}",
        f"{wan_of(lacking)} 万元 to go by {end.isoformat()}, {left} days left, {long.en}",
    )
    yield _warn("pace", known, line, words, quarter)


def _warn(kind: Kind, known: Account, line: Line, words: Words, quarter: int = 0) -> Warn:
    return Warn(
        kind=kind,
        notice=known.notice,
        position=line.position,
        applicant=line.applicant,
        project=line.project,
        words=words,
        quarter=quarter,
    )
