"""What the fund's pages and exports ask of its tables."""

import datetime as dt

import msgspec

from kouan.areas.fund import models
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.review.remarks import Grade, Place, Remark
from kouan.kernel.words import Words
from kouan.store.reader import Reader


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One notice in the public list: its newest version."""

    number: str
    revision: int
    title: str
    issuer: str
    year: int
    fund: str
    direction: str
    first_day: dt.date
    last_day: dt.date
    late_at: dt.datetime
    total_fen: int

    def is_open(self, now: dt.datetime) -> bool:
        """Whether an objection made now is in time (its first day may still be to come)."""
        return now < self.late_at


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One published version as its page shows it: the text as read, the remarks as they stood, the waivers."""

    listed: Listed
    digest: str
    previous: str
    published_at: dt.datetime
    published_by: str
    notice: Notice
    remarks: tuple[Remark, ...]
    waivers: dict[str, str]


def notices() -> list[Listed]:
    """The newest version of every notice, latest period first."""
    rows = models.PublishedNotice.objects.select_related("matter").order_by("number", "-revision")
    newest: dict[str, models.PublishedNotice] = {}
    for row in rows:
        newest.setdefault(row.number, row)
    return sorted(map(_listed, newest.values()), key=lambda listed: (listed.last_day, listed.number), reverse=True)


def notice(number: str, reader: Reader, revision: int | None = None) -> Shown | None:
    """One version of a notice (the newest where none is named), or None."""
    rows = models.PublishedNotice.objects.select_related("matter").filter(number=number)
    row = (rows.filter(revision=revision) if revision else rows.order_by("-revision")).first()
    kept = reader.document(row.number, row.revision) if row else None
    if row is None or kept is None:
        return None
    remarks = list(row.remarks.order_by("position"))
    return Shown(
        listed=_listed(row),
        digest=row.digest,
        previous=row.previous,
        published_at=row.published_at,
        published_by=row.published_by,
        notice=msgspec.json.decode(kept.canonical, type=Notice),
        remarks=tuple(map(_remark, remarks)),
        waivers={remark.code: remark.waiver for remark in remarks if remark.waiver},
    )


def unreconciled() -> list[str]:
    """Published versions whose rows do not make their total; none, unless a hand changed the tables."""
    return [
        str(row)
        for row in models.PublishedNotice.objects.prefetch_related("rows")
        if sum(each.granted_fen for each in row.rows.all()) != row.total_fen
    ]


def _listed(row: models.PublishedNotice) -> Listed:
    return Listed(
        number=row.number,
        revision=row.revision,
        title=row.title,
        issuer=row.issuer,
        year=row.matter.year,
        fund=row.matter.fund,
        direction=row.matter.direction,
        first_day=row.first_day,
        last_day=row.last_day,
        late_at=row.late_at,
        total_fen=row.total_fen,
    )


def _remark(row: models.NoticeRemark) -> Remark:
    grades: dict[str, Grade] = {"block": "block", "warn": "warn", "info": "info"}
    return Remark(
        id=row.code,
        severity=grades[row.severity],
        place=_place(row.place, row.lines),
        printed=row.printed,
        words=Words(row.message_zh, row.message_en),
        proposal=Words(row.proposal_zh, row.proposal_en) if row.proposal_zh else None,
        basis=Words(row.basis_zh, row.basis_en),
    )


def _place(said: str, lines: str) -> Place:
    """A place from its printed form `L27 c2 附件1`."""
    rest = said.removeprefix(f"L{lines}").strip()
    column, table = "", rest
    if rest.startswith("c"):
        column, _, table = rest[1:].rpartition(" ") if "附件" in rest else (rest[1:], "", "")
    return Place(lines, column.strip(), table.strip())
