"""What makes one simulation that simulation: the same settings give the same filings and decisions."""

import datetime as dt
from zlib import crc32
from zoneinfo import ZoneInfo

import msgspec

ZONE = ZoneInfo("Asia/Shanghai")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Seed, first day (local), and how much happens: totals over `months` months; the pace goes on beyond them."""

    seed: int = 1
    start: dt.date
    months: int = 24
    declarations: int = 12_000
    calls: int = 2_500

    @property
    def tag(self) -> str:
        """Begins every idempotency key, so that two simulations never meet under one key."""
        size = f"{self.start}/{self.months}/{self.declarations}/{self.calls}".encode()
        return f"S{self.seed}-{crc32(size):08X}"

    @property
    def opens(self) -> dt.datetime:
        """The instant from which simulated seconds count."""
        return dt.datetime.combine(self.start, dt.time(), ZONE).astimezone(dt.UTC)

    def at(self, second: int) -> dt.datetime:
        """The instant of a simulated second, in UTC."""
        return self.opens + dt.timedelta(seconds=second)

    def second(self, moment: dt.datetime) -> int:
        """The simulated second of an instant with an offset."""
        return int((moment - self.opens).total_seconds())

    def day(self, number: int) -> dt.date:
        """The local day of that number; day 0 is the first. The zone has no summer time."""
        return self.start + dt.timedelta(days=number)


def first_day(today: dt.date, months: int) -> dt.date:
    """The first of the month so many months back: the same all through a month, so that a fill can go on tomorrow."""
    month = today.year * 12 + today.month - 1 - months
    return dt.date(month // 12, month % 12 + 1, 1)
