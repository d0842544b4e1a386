"""The few SVG words that the charts are written in. Colours are classes; there is no style attribute anywhere."""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDE = 700
NARROW = 358


class Table(NamedTuple):
    """The numbers of a drawing, for who reads them as a table."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Scale:
    """From values to places on the drawing. Places are pixels, so floats do here; values stay Decimal elsewhere."""

    def __init__(self, low: Decimal, high: Decimal, start: float, end: float) -> None:
        """`low` is drawn at `start` and `high` at `end`."""
        self.low, self.start = low, start
        self.per_unit = (end - start) / float(high - low)

    def __call__(self, value: Decimal) -> float:
        """The place of a value."""
        return round(self.start + float(value - self.low) * self.per_unit, 1)


def ticks(low: Decimal, high: Decimal, about: int = 4) -> list[Decimal]:
    """Round values (steps of 1, 2 or 5) that enclose low and high; `about` says how many intervals are wanted."""
    span = high - low or abs(high) or Decimal(1)
    power = Decimal(10) ** math.floor(math.log10(span / about))
    step = next(power * m for m in (1, 2, 5, 10) if span / (power * m) <= about)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (high / step).to_integral_value(rounding="ROUND_CEILING")
    last = last if last > first else first + 1
    return [step * n for n in range(int(first), int(last) + 1)]


def tick_text(value: Decimal) -> str:
    """An axis number without idle noughts."""
    text = f"{value.normalize():,f}"
    return text.replace("-", "−")


def tag(name: str, inside: str = "", **attributes: float | str) -> str:
    """An element. Attribute names: `cls` is class, `_` becomes `-`. Values are escaped; `inside` is markup already."""
    names = {"cls": "class"}
    pairs = "".join(
        f' {names.get(key, key.replace("_", "-"))}="{escape(str(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{pairs}>{inside}</{name}>" if inside else f"<{name}{pairs}/>"


def text(x: float, y: float, words: str, cls: str = "") -> str:
    """A line of text; the words are escaped."""
    inside = str(escape(words))
    return tag("text", inside, x=x, y=y, cls=cls) if cls else tag("text", inside, x=x, y=y)


def path(d: str, cls: str, **attributes: float | str) -> str:
    """A path."""
    return tag("path", "", d=d, cls=cls, **attributes)


def points(pairs: Iterable[tuple[float, float]]) -> str:
    """Coordinates as a polyline wants them."""
    return " ".join(f"{x},{y}" for x, y in pairs)


def drawing(width: int, height: int, label: str, parts: Sequence[str]) -> SafeString:
    """The whole picture with the finding as its name."""
    markup = tag(
        "svg",
        "".join(parts) or " ",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_label=label,
    )
    return mark_safe(markup)  # noqa: S308 - every value above went through `escape`


def width_of(words: str, size: float = 13) -> float:
    """About how wide a line is: a Chinese character is as wide as it is high, a Latin one about half."""
    return sum(size if ord(c) > 0x2E80 else size * 0.56 for c in words)
