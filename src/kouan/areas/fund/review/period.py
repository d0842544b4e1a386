"""The period of the notice and its attachments (D27, D28, D34)."""

from collections.abc import Iterator

from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.review.remarks import Place, Remark, same
from kouan.kernel.words import Words


def day_count(notice: Notice) -> Iterator[Remark]:
    """D27: the printed number of days is not what the two dates make."""
    period = notice.period
    if period is None or period.days_printed is None:
        return
    days = period.counted.working_days if period.unit == "working" else period.counted.natural_days
    if days is None or days == period.days_printed:
        return
    unit = ("个工作日", "working days") if period.unit == "working" else ("天", "days")
    yield Remark(
        id="D27",
        severity="block",
        place=Place(str(period.printed.line)),
        printed=period.printed.text,
        words=Words(
            f"起止日期为{days}{unit[0]}，印为{period.days_printed}{unit[0]}",
            f"the two dates make {days} {unit[1]}, printed {period.days_printed}",
        ),
        proposal=same(f"共{days}{unit[0]}"),
    )


def dates(notice: Notice) -> Iterator[Remark]:
    """D28: no period at all, one that ends before it begins, or one that begins before the notice is dated."""
    period = notice.period
    if period is None:
        if notice.title is not None:
            yield _dates(str(notice.title.line), "", Words("未写明公示期", "no period is given"))
    elif period.last < period.first:
        words = Words("公示期结束早于开始", "the period ends before it begins")
        yield _dates(str(period.printed.line), period.printed.text, words)
    elif notice.dated and notice.dated_printed and period.first < notice.dated:
        line = f"{period.printed.line},{notice.dated_printed.line}"
        words = Words("公示期早于落款日期开始", "the period begins before the notice is dated")
        yield _dates(line, f"{period.printed.text} / {notice.dated_printed.text}", words)


def attachments(notice: Notice) -> Iterator[Remark]:
    """D34: an attachment is listed but not shown."""
    shown = sum(part is not None for part in (notice.plan, notice.targets))
    for entry in notice.attachments[shown:]:
        yield Remark(
            id=f"D34.{entry.no}",
            severity="block",
            place=Place(str(entry.cell.line)),
            printed=entry.name,
            words=Words(f"附件{entry.no}未附", f"attachment {entry.no} is listed but not shown"),
        )


def _dates(line: str, printed: str, words: Words) -> Remark:
    return Remark(id="D28", severity="block", place=Place(line), printed=printed, words=words)
