"""Charts drawn by the server as SVG, so that the first view needs no script.

Pure: a shape and a language in, markup out. Certainty is drawn the same everywhere: solid is settled, dashed is
provisional, a band or whisker is an interval, an open dot is the newest.
"""

from kouan.kit.charts.interval import Interval
from kouan.kit.charts.line import LineChart, Point
from kouan.kit.charts.ranking import Ranked, Ranking
from kouan.kit.charts.split import Split, SplitPart

Chart = LineChart | Ranking | Split

__all__ = ["Chart", "Interval", "LineChart", "Point", "Ranked", "Ranking", "Split", "SplitPart"]
