"""A line over months with its interval as a band; the months that will still be revised are dashed."""

from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import msgspec
from django.utils.safestring import SafeString

from kouan.kernel.words import Words
from kouan.kit.charts import svg
from kouan.kit.evidence import NO_UNIT
from kouan.kit.saying import number


class Point(msgspec.Struct, frozen=True):
    """One period. No value leaves a gap in the line; `provisional` dashes it."""

    period: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    provisional: bool = False


class LineChart(msgspec.Struct, frozen=True, kw_only=True):
    """A series over periods. `finding` is what a listener hears; `better` is the good direction, where there is one."""

    caption: Words
    finding: Words
    points: tuple[Point, ...]
    unit: Words = NO_UNIT
    note: Words | None = None
    places: int = 1
    better: Literal["up", "down", ""] = ""
    promise: Decimal | None = None
    """A target, drawn as a dashed level."""
    kind: str = "line"

    @property
    def last(self) -> str:
        """The newest value as printed."""
        return number(self.points[-1].value if self.points else None, self.places)

    def draw(self, language: str, width: int = svg.WIDE, height: int = 260, *, label_last: bool = True) -> SafeString:
        """The picture at one width; text keeps its size at every width. `label_last` prints the newest value."""
        label = self.finding.said(language)
        levels = self._levels()
        if not levels:
            return svg.drawing(width, 40, label, [svg.text(0, 24, _nothing(language), "t")])
        frame = _Frame.made(levels, len(self.points), width, height)
        parts = [*_levels(levels, frame), *_bands(self.points, frame), *self._promised(frame)]
        parts += [*_lines(self.points, frame), *self._newest(frame, label_last), *_months(self.points, frame)]
        return svg.drawing(width, height, label, parts)

    def _promised(self, f: "_Frame") -> list[str]:
        if self.promise is None:
            return []
        y = f.y(self.promise)
        return [svg.path(f"M{f.left} {y}H{f.right}", "wh--2", stroke_dasharray="4 3")]

    def _newest(self, f: "_Frame", label_last: bool) -> list[str]:
        at = next((n for n in reversed(range(len(self.points))) if self.points[n].value is not None), None)
        value = None if at is None else self.points[at].value
        if at is None or value is None:
            return []
        mark = svg.tag("circle", cx=f.x(at), cy=f.y(value), r=4.5, cls="pt--open")
        if not label_last:
            return [mark]
        return [mark, svg.text(f.x(at) + 9, f.y(value) + 5, number(value, self.places), "tb tn")]

    def table(self, language: str) -> svg.Table:
        """Period, value, interval and whether it will be revised."""
        zh = language.startswith("zh")
        unit = self.unit.said(language)
        value = ("数值" if zh else "Value") + (f" {unit}" if unit else "")
        head = ("月份", value, "区间", "") if zh else ("Month", value, "Interval", "")
        return svg.Table(head, tuple(self._row(p, zh) for p in self.points))

    def _row(self, p: Point, zh: bool) -> tuple[str, ...]:
        whole = "" if p.low is None or p.high is None else f"{number(p.low, self.places)}–{number(p.high, self.places)}"
        soon = ("暂定" if zh else "provisional") if p.provisional else ""
        return (p.period, number(p.value, self.places), whole, soon)

    def option(self, language: str) -> dict[str, Any]:
        """What the script needs to redraw it with a pointer: plain data, theme and shapes are the script's."""
        return {
            "kind": "line",
            "label": self.finding.said(language),
            "unit": self.unit.said(language),
            "periods": [p.period for p in self.points],
            "values": [_plain(p.value) for p in self.points],
            "low": [_plain(p.low) for p in self.points],
            "high": [_plain(p.high) for p in self.points],
            "provisional": [p.provisional for p in self.points],
            "places": self.places,
            "promise": _plain(self.promise),
            "levels": [_plain(v) for v in self._levels()],
        }

    def _levels(self) -> list[Decimal]:
        """The round levels of the axis, data and promise between them; none where nothing is known."""
        known = [v for p in self.points for v in (p.value, p.low, p.high) if v is not None]
        if not known:
            return []
        return svg.ticks(*_ends([*known, *([self.promise] if self.promise is not None else [])]))


class _Frame(NamedTuple):
    left: int
    right: int
    axis: int
    y: svg.Scale
    step: float

    @classmethod
    def made(cls, levels: list[Decimal], count: int, width: int, height: int) -> "_Frame":
        left = 8 + max(int(svg.width_of(svg.tick_text(v), 12)) for v in levels) + 4
        right, axis = width - 44, height - 26
        step = (right - left) / max(count - 1, 1)
        return cls(left, right, axis, svg.Scale(levels[0], levels[-1], axis - 10, 12), step)

    def x(self, at: int) -> float:
        return round(self.left + at * self.step, 1)


def _levels(levels: list[Decimal], f: _Frame) -> list[str]:
    return [
        part
        for v in levels
        for part in (
            svg.path(f"M{f.left} {f.y(v)}H{f.right}", "gr"),
            svg.text(f.left - 7, f.y(v) + 4, svg.tick_text(v), "tn e"),
        )
    ]


def _bands(points: tuple[Point, ...], f: _Frame) -> list[str]:
    """The interval, broken where a period has none."""
    runs: list[list[tuple[int, Decimal, Decimal]]] = [[]]
    for n, p in enumerate(points):
        if p.low is None or p.high is None:
            runs.append([])
        else:
            runs[-1].append((n, p.low, p.high))
    return [
        svg.tag("polygon", points=svg.points([*_edge(run, 2, f), *reversed(_edge(run, 1, f))]), cls="bd")
        for run in runs
        if len(run) > 1
    ]


def _edge(run: list[tuple[int, Decimal, Decimal]], side: int, f: _Frame) -> list[tuple[float, float]]:
    return [(f.x(point[0]), f.y(Decimal(point[side]))) for point in run]


def _lines(points: tuple[Point, ...], f: _Frame) -> list[str]:
    """Pieces between neighbours with values; a piece that touches a provisional period is dashed."""
    pieces: list[tuple[bool, list[tuple[float, float]]]] = []
    for (n, a), (_, b) in pairwise(enumerate(points)):
        if a.value is None or b.value is None:
            continue
        start, end = (f.x(n), f.y(a.value)), (f.x(n + 1), f.y(b.value))
        soon = a.provisional or b.provisional
        if pieces and pieces[-1][0] == soon and pieces[-1][1][-1] == start:
            pieces[-1][1].append(end)
        else:
            pieces.append((soon, [start, end]))
    return [svg.tag("polyline", points=svg.points(xy), cls="ln ln--soon" if soon else "ln") for soon, xy in pieces]


def _months(points: tuple[Point, ...], f: _Frame) -> list[str]:
    """Labels counted back from the newest, as many as fit."""
    every = max(1, -(-72 // max(int(f.step), 1)))
    every = next((n for n in (1, 2, 3, 4, 6, 12, 24) if n >= every), every)
    parts = [svg.path(f"M{f.left} {f.axis}H{f.right}", "ax")]
    for n in range(len(points) - 1, -1, -every):
        x, inside = f.x(n), f.x(n) - 30 > 0
        parts.append(svg.path(f"M{x} {f.axis}v4", "ax"))
        parts.append(svg.text(x if inside else 0, f.axis + 17, points[n].period, "m tn" if inside else "tn"))
    return parts


def _ends(values: list[Decimal]) -> tuple[Decimal, Decimal]:
    return min(values), max(values)


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _nothing(language: str) -> str:
    return "还没有数值" if language.startswith("zh") else "No values yet"
