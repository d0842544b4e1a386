"""Money for the demonstration: an invented notice whose money is on its way, and invented earlier years. All say so."""

import datetime as dt
from pathlib import Path

from kouan.areas.fund import tables
from kouan.areas.fund.earlier.deeds import commit
from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.operations import number_of, publish
from kouan.areas.fund.paying import deeds, holding
from kouan.areas.fund.paying.queries import account
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.parties import Actor
from kouan.store.house import House

EXAMPLES = Path(__file__).parent / "examples"
HAPPENED = dt.datetime(2026, 3, 2, tzinfo=SHANGHAI)
DOCUMENT, ITEM = "示财〔2026〕8号（虚构）", "2150299（示例科目）"
WAN = 1_000_000
PAID = {1: (300, "示-支-001"), 2: (200, "示-支-002"), 3: (350, "示-支-003")}
SPENT = ((1, 2, 150), (1, 3, 250), (2, 2, 50), (2, 3, 60), (3, 2, 150))
STOPPED = "两个季度严重滞后，整改后再付（演示）"
OVERPAID = "设备招标结余，应缴回（演示）"


def lay_demo_money(house: House, officer: Actor) -> None:
    """Publish the invented notice, make it final, allot, pay, report, stop one row, call money back; once."""
    body = (EXAMPLES / "notice-sample-2026.txt").read_bytes()
    number = number_of(read_text(body.decode()))
    if not tables.newest(number)[0]:
        publish(
            body=body,
            actor=officer,
            now=house.now(),
            happened=HAPPENED,
            key="demo-notice-2026",
            waivers={},
            writer=house.writer,
        )
    if account(number) is None:
        _spend(house, officer, number)
    sheet = EXAMPLES / "earlier-years.csv"
    commit(
        sheet.read_bytes(),
        "以前年度（演示，虚构）.csv",
        accept_proposals=False,
        actor=officer,
        now=house.now(),
        writer=house.writer,
    )


def _spend(house: House, officer: Actor, number: str) -> None:
    now, writer, reader = house.now(), house.writer, house.reader
    today = now.astimezone(SHANGHAI).date()
    deeds.finalise(number, cuts={}, actor=officer, now=now, writer=writer, reader=reader)
    lines = {1: 300 * WAN, 2: 350 * WAN, 3: 350 * WAN}
    deeds.allot(number, document=DOCUMENT, dated=today, lines=lines, item=ITEM, actor=officer, now=now, writer=writer)
    for position, (wan, voucher) in PAID.items():
        deeds.pay(
            number,
            position=position,
            document=DOCUMENT,
            voucher=voucher,
            paid_on=today,
            fen=wan * WAN,
            actor=officer,
            now=now,
            writer=writer,
            reader=reader,
        )
    for position, quarter, wan in SPENT:
        deeds.report(
            number,
            position=position,
            quarter=quarter,
            spent_fen=wan * WAN,
            reason="",
            actor=officer,
            now=now,
            writer=writer,
        )
    holding.stop(number, position=2, reason=STOPPED, actor=officer, now=now, writer=writer)
    holding.claw_back(
        number,
        voucher=PAID[3][1],
        fen=20 * WAN,
        due_on=today + dt.timedelta(days=30),
        reason=OVERPAID,
        actor=officer,
        now=now,
        writer=writer,
    )
