"""One value in its interval on a short axis: what it was before, what was promised."""

from decimal import Decimal

import msgspec
from django.utils.safestring import SafeString

from kouan.kernel.words import Words
from kouan.kit.charts import svg
from kouan.kit.saying import number


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """A value, its interval, and perhaps the value before (open dot) and a promise (a wedge below the axis)."""

    finding: Words
    value: Decimal
    low: Decimal
    high: Decimal
    before: Decimal | None = None
    before_words: Words = Words("上月", "Before")
    promise: Decimal | None = None
    places: int = 1

    def draw(self, language: str, width: int = svg.NARROW) -> SafeString:
        """The picture, 62 px high."""
        known = [v for v in (self.value, self.low, self.high, self.before, self.promise) if v is not None]
        levels = svg.ticks(min(known), max(known), 4)
        x = svg.Scale(levels[0], levels[-1], 14, width - 14)
        parts = [svg.path(f"M14 34H{width - 14}", "ax")]
        for level in levels:
            parts += [svg.path(f"M{x(level)} 34v5", "ax"), svg.text(x(level), 53, svg.tick_text(level), "m tn")]
        parts.append(
            svg.tag("rect", x=x(self.low), y=24, width=round(x(self.high) - x(self.low), 1), height=10, cls="bd")
        )
        parts.append(svg.path(f"M{x(self.low)} 22v14M{x(self.high)} 22v14", "wh"))
        parts += [*self._before(x, language), svg.path(f"M{x(self.value)} 14v22", "wh", stroke_width=3)]
        if self.promise is not None:
            parts.append(svg.path(f"M{x(self.promise)} 36l-5 9h10z", "fi"))
        after = self.before is None or self.value >= self.before
        shift, cls = (6, "tb tn") if after else (-6, "tb tn e")
        return svg.drawing(
            width,
            62,
            self.finding.said(language),
            [*parts, svg.text(x(self.value) + shift, 15, number(self.value, self.places), cls)],
        )

    def _before(self, x: svg.Scale, language: str) -> list[str]:
        if self.before is None:
            return []
        after = self.value >= self.before
        said = f"{self.before_words.said(language)} {number(self.before, self.places)}"
        return [
            svg.tag("circle", cx=x(self.before), cy=29, r=4.5, cls="pt--open"),
            svg.text(x(self.before) + (-6 if after else 6), 15, said, "e" if after else ""),
        ]
