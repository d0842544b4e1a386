"""The demonstration's notice: a real one, published by 广东省商务厅 on 2021-04-23, whose text is an official document.

It stands as it was printed, faults and all; it was never published through this system, and the page of a demonstration
says so in the reasons for letting its blocking findings pass.
"""

import datetime as dt
from pathlib import Path

from kouan.areas.fund import following, tables
from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.operations import Published, number_of, publish
from kouan.areas.fund.review.rules import blocking, review
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.sources.encoding import decode
from kouan.kernel.parties import Actor
from kouan.store.house import House

EXAMPLE = Path(__file__).parent / "examples" / "notice-2021.txt"
HAPPENED = dt.datetime(2021, 4, 23, tzinfo=SHANGHAI)
REASON = (
    "演示：历史公示的公开原文，照样展示，不作改动 (demonstration: the public text of a past notice, shown as it was)"
)


def lay_demo_notice(house: House, officer: Actor) -> Published | None:
    """Publish the example once; None where it stands already."""
    following.catch_up(house.reader)
    body = EXAMPLE.read_bytes()
    notice = read_text(decode(body)[0])
    if tables.newest(number_of(notice))[0]:
        return None
    return publish(
        body=body,
        actor=officer,
        now=house.now(),
        happened=HAPPENED,
        key="demo-notice-2021",
        waivers={remark.id: REASON for remark in blocking(review(notice))},
        writer=house.writer,
    )
