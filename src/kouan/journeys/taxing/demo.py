"""What the demonstration's taxes need before the first declaration: agreements and guarantees, all invented."""

import datetime as dt

from kouan.areas.window.paying import reading
from kouan.areas.window.paying.things import Agreement, Guarantee
from kouan.store.demo import FIRMS
from kouan.store.house import House
from kouan.store.roles import actor
from kouan.store.units import Unit

from . import counter

SUMMARY = ("lychee", "longan")
"""Firms on summary taxation here."""
BANK = "FAKECNBJ"
GENERAL = (("kapok", 300_000_000), ("bamboo", 120_000_000), ("lotus", 80_000_000))
"""Firms with a general guarantee, and its amount in 分."""


def lay_demo_taxes(house: House, since: dt.date) -> None:
    """Keep the agreements and guarantees that are missing. Doing it again changes nothing."""
    known = {a.organisation for a in reading.kept(house.reader, Agreement, {})}
    for number, firm in enumerate((f for f in FIRMS if f.role == "declarant"), 1):
        if firm.id not in known:
            agreement = Agreement(
                id=f"TPA-{firm.id}",
                organisation=firm.id,
                bank=BANK,
                account=f"FAKE6222000{number:08d}",
                holder=firm.words.zh,
                since=since.isoformat(),
                is_summary=firm.id in SUMMARY,
            )
            house.writer.write(counter.agree(house, agreement))
    for unit in _guarantees(house, since):
        house.writer.write(unit)


def _guarantees(house: House, since: dt.date) -> list[Unit]:
    known = {g.number for g in reading.kept(house.reader, Guarantee, {})}
    officer = actor("customs", "customs", "customs")
    return [
        counter.register_guarantee(
            house,
            number=f"GRT-{firm.upper()}",
            owner=firm,
            issuer="示例担保公司（虚构）",
            fen=fen,
            valid_from=since,
            valid_to=dt.date(since.year + 4, 12, 31),
            actor=officer,
            now=house.now(),
        )
        for firm, fen in GENERAL
        if f"GRT-{firm.upper()}" not in known
    ]
