"""What the demonstration's taxes need before the first declaration: agreements and guarantees, all invented."""

import datetime as dt

from kouan.areas.window.paying import reading
from kouan.areas.window.paying.things import Agreement, Guarantee
from kouan.areas.window.taking.keeping import TARIFF, newest
from kouan.areas.window.taking.merging import Mode
from kouan.areas.window.taking.tariff import Defaults
from kouan.areas.window.tax.tables import sample_texts
from kouan.journeys.tariffs import take
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

CHANGES = """税则号列,税种,税率,生效日期
08106000,最惠国税率,9,{year}-01-01
39012000,最惠国税率,6.5,{year}-01-01
33049900,进口暂定税率,2,{year}-01-01
02023000,最惠国税率,12,{year}-01-01
"""
"""What changes with the new year; invented, as the rest."""


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
    _tariff(house)


def _tariff(house: House) -> None:
    """Two versions of an invented tariff: the sample, and changes that are announced for the year after the fill."""
    if TARIFF in newest(house.reader):
        return
    operator = actor("operator", "operator", "operator")
    said = Defaults(reference="示例公告，税率为虚构", standing="house")
    year = house.now().year + 1
    changes = CHANGES.format(year=year)
    files: tuple[tuple[str, str, Mode], ...] = (
        ("sample-tariff.csv", sample_texts()[0], "whole"),
        (f"{year}年调整（虚构）.csv", changes, "changes"),
    )
    for number, (name, text, mode) in enumerate(files):
        body = text.encode()
        unit = take(house, body, file=name, mode=mode, defaults=said, over=number, actor=operator, now=house.now())
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
