"""One bar split into parts that add up to the whole: where the money goes. Amounts are whole numbers of fen."""

from decimal import Decimal

import msgspec
from django.utils.safestring import SafeString

from kouan.kernel.words import Words
from kouan.kit.charts import svg
from kouan.kit.saying import number, wan

GAP = 3
SHADES = ((30, "q5"), (10, "q4"), (5, "q3"), (0, "q2"))


class SplitPart(msgspec.Struct, frozen=True):
    """One part: its name and amount in fen, above nought."""

    words: Words
    fen: int


class Split(msgspec.Struct, frozen=True, kw_only=True):
    """Parts of a sum, largest first; the sum is theirs, never typed."""

    caption: Words
    finding: Words
    parts: tuple[SplitPart, ...]
    note: Words | None = None
    kind: str = "split"

    @property
    def total(self) -> int:
        """The sum of the parts in fen; one fen where there is nothing, so that shares can be said."""
        return sum(p.fen for p in self.parts) or 1

    def draw(self, language: str, width: int = 1180) -> SafeString:
        """The bar with its names beneath; on a narrow page one bar a part."""
        rows = sorted(self.parts, key=lambda p: -p.fen)
        if width < 500:
            return self._stacked(rows, language, width)
        bars, names, lows = [], [], []
        x, room = 0.0, width - GAP * (len(rows) - 1)
        for part in rows:
            wide = room * part.fen / self.total
            bars.append(svg.tag("rect", x=round(x, 1), y=4, width=round(wide, 1), height=40, cls=self._shade(part)))
            if svg.width_of(part.words.said(language)) <= wide - 6:
                names += self._named(part, language, round(x, 1), wide)
            else:
                lows.append((x + wide / 2, f"{part.words.said(language)}　{self._amount(part, language)}"))
            x += wide + GAP
        label = self.finding.said(language)
        return svg.drawing(width, 100 + 22 * len(lows), label, [*bars, *names, *_leaders(lows)])

    def _named(self, part: SplitPart, language: str, x: float, wide: float) -> list[str]:
        amount = self._amount(part, language)
        after = svg.width_of(amount, 15) + 14
        said = [svg.text(x, 66, part.words.said(language), "t"), svg.text(x, 90, amount, "z15 tn")]
        fits = after + svg.width_of(self._share(part), 12) <= wide
        return [*said, svg.text(round(x + after, 1), 90, self._share(part), "tn")] if fits else said

    def _stacked(self, rows: list[SplitPart], language: str, width: int) -> SafeString:
        most = rows[0].fen if rows else 1
        told = [f"{self._amount(part, language)}　{self._share(part)}" for part in rows]
        room = width - 12 - max((svg.width_of(said) for said in told), default=0)
        drawn: list[str] = []
        for n, (part, said) in enumerate(zip(rows, told, strict=True)):
            y, wide = n * 52, round(max(room * part.fen / most, 2), 1)
            drawn += [
                svg.text(0, y + 14, part.words.said(language), "t"),
                svg.tag("rect", x=0, y=y + 20, width=wide, height=16, cls=self._shade(part)),
                svg.text(round(wide + 8, 1), y + 33, said, "tb tn"),
            ]
        return svg.drawing(width, 52 * len(rows), self.finding.said(language), drawn)

    def _share(self, part: SplitPart) -> str:
        return f"{number(Decimal(part.fen) * 100 / self.total, 2)}%"

    def _amount(self, part: SplitPart, language: str) -> str:
        return wan(part.fen).said(language)

    def _shade(self, part: SplitPart) -> str:
        percent = part.fen * 100 // self.total
        return next((shade for least, shade in SHADES if percent >= least), SHADES[-1][1])

    def table(self, language: str) -> svg.Table:
        """Name, amount and share, and the sum."""
        zh = language.startswith("zh")
        rows = [(p.words.said(language), self._amount(p, language), self._share(p)) for p in self.parts]
        whole = ("合计" if zh else "Sum", wan(self.total).said(language), "100%")
        return svg.Table(("项目", "金额", "占比") if zh else ("Part", "Amount", "Share"), (*rows, whole))


def _leaders(lows: list[tuple[float, str]]) -> list[str]:
    """Names of the parts that are too narrow for one: each on a line of its own, with a leader from its bar."""
    parts: list[str] = []
    for n, (x, said) in enumerate(lows):
        y = 112 + 22 * n
        parts += [svg.path(f"M{round(x, 1)} 44V{y - 5}", "ax"), svg.text(round(x - 5, 1), y, said, "t e tn")]
    return parts
