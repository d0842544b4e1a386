"""GB/T 9704-2012 as measures, and the fonts that stand in for those that are not free. Standing: secondary."""

import msgspec

from kouan.kernel.words import Words

A4 = (210, 297)
TOP, LEFT, WIDE, HIGH = 37, 28, 156, 225
"""Millimetres: upper and binding margin, type area; so right 26, lower 35."""
LINES, SIGNS = 22, 28
LINE_PT = "28.95"
"""Line pitch in points, cut down from 225 mm / 22 = 28.99 so that 22 lines fit."""
BODY_PT, TITLE_PT = 16, 22


class Substitution(msgspec.Struct, frozen=True):
    """A font the standard names, and what is embedded in its place."""

    named: str
    embedded: str


SUBSTITUTIONS = (
    Substitution("仿宋_GB2312", "Noto Serif SC"),
    Substitution("方正小标宋简体", "Noto Serif SC"),
    Substitution("黑体", "Noto Sans SC"),
)
FOLIO_PT, FOLIO_MM = 14, 7
"""Page numbers: 4号 between dashes, 7 mm under the type area, odd pages right and even pages left, one sign in."""
RULE_MM, THIN_MM = "0.35", "0.25"
"""Rules of the imprint (版记): the first and last thicker than the one between."""
NOTE = Words(
    "字体说明：国标用仿宋、小标宋、黑体；这些字体不能随文件自由分发，本文件嵌入思源宋体（Noto Serif SC）、思源黑体（Noto Sans SC）代替，版心、字号、行距按 GB/T 9704-2012。",
    "Fonts: the standard names faces that are not free to embed; Noto Serif SC and Noto Sans SC stand in for them.",
)
