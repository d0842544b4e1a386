"""Tiers first, whiskers always: who overlaps is not ranked against each other."""

from decimal import Decimal
from itertools import groupby

import msgspec
from django.utils.safestring import SafeString

from kouan.kernel.words import Words
from kouan.kit.charts import svg
from kouan.kit.evidence import NO_UNIT
from kouan.kit.saying import number


class Ranked(msgspec.Struct, frozen=True, kw_only=True):
    """One row: its tier (1 is the best), value and interval. `before` is drawn as an open dot."""

    words: Words
    tier: int
    value: Decimal
    low: Decimal
    high: Decimal
    before: Decimal | None = None


class Ranking(msgspec.Struct, frozen=True, kw_only=True):
    """Rows in the order of their tiers. Rank numbers are never drawn."""

    caption: Words
    finding: Words
    rows: tuple[Ranked, ...]
    unit: Words = NO_UNIT
    note: Words | None = None
    places: int = 1
    kind: str = "ranking"

    def draw(self, language: str, width: int = svg.WIDE) -> SafeString:
        """The picture at one width."""
        names = max((svg.width_of(r.words.said(language)) for r in self.rows), default=0)
        tier = 62 if width > 500 else 46
        left, right = round(tier + names + 20), width - 58
        values = [v for r in self.rows for v in (r.low, r.high, r.value, *([r.before] if r.before is not None else []))]
        levels = svg.ticks(min(values), max(values), 6 if width > 500 else 3) if values else []
        height = 64 + 42 * len(self.rows) + 14 * max(len({r.tier for r in self.rows}) - 1, 0)
        if not levels:
            return svg.drawing(width, 40, self.finding.said(language), [])
        x = svg.Scale(levels[0], levels[-1], left, right)
        parts = [p for v in levels for p in _level(v, x(v), height)]
        return svg.drawing(width, height, self.finding.said(language), [*parts, *self._tiers(language, x, left, width)])

    def _tiers(self, language: str, x: svg.Scale, left: int, width: int) -> list[str]:
        parts: list[str] = []
        y = 44
        for tier, rows in groupby(self.rows, key=lambda r: r.tier):
            if parts:
                parts.append(svg.path(f"M0 {y - 26}H{width}", "ax"))
            parts.append(svg.text(0, y + 5, _tier(tier, language, short=width < 500), "z15" if width > 500 else "tb"))
            for row in rows:
                parts += _row(row, row.words.said(language), number(row.value, self.places), x, y, left, width)
                y += 42
            y += 14
        return parts

    def table(self, language: str) -> svg.Table:
        """Name, tier, value and interval."""
        head = ("名称", "档", "数值", "区间") if language.startswith("zh") else ("Name", "Tier", "Value", "Interval")
        return svg.Table(head, tuple(self._line(r, language) for r in self.rows))

    def _line(self, r: Ranked, language: str) -> tuple[str, ...]:
        interval = f"{number(r.low, self.places)}–{number(r.high, self.places)}"
        return (r.words.said(language), str(r.tier), number(r.value, self.places), interval)


def _tier(tier: int, language: str, *, short: bool) -> str:
    if not language.startswith("zh"):
        return f"Tier {tier}"
    number_word = "一二三四五六七八九"[tier - 1] if 1 <= tier <= 9 else str(tier)
    return f"{number_word}档" if short else f"第{number_word}档"


def _level(value: Decimal, x: float, height: int) -> list[str]:
    return [svg.path(f"M{x} 18V{height - 34}", "gr"), svg.text(x, height - 14, svg.tick_text(value), "m tn")]


def _row(r: Ranked, name: str, value: str, x: svg.Scale, y: int, left: int, width: int) -> list[str]:
    before = [svg.tag("circle", cx=x(r.before), cy=y, r=4.5, cls="pt--open")] if r.before is not None else []
    return [
        svg.text(left - 16, y + 5, name, "tb e"),
        svg.tag("rect", x=x(r.low), y=y - 6, width=round(x(r.high) - x(r.low), 1), height=12, cls="bd"),
        svg.path(f"M{x(r.low)} {y - 7}v14M{x(r.high)} {y - 7}v14", "wh"),
        *before,
        svg.tag("circle", cx=x(r.value), cy=y, r=5.5, cls="pt"),
        svg.text(width, y + 5, value, "t e tn"),
    ]
