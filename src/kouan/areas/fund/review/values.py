"""What the targets say: growth, trends, comparators, aims (D9, D16 to D19)."""

import re
from collections.abc import Iterator

from kouan.areas.fund.printed.cells import span
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.printed.target_table import Aim, Indicator, TargetTable, Value
from kouan.areas.fund.review.remarks import TARGETS, Place, Remark, clauses, listed
from kouan.areas.fund.review.yardstick import yardstick_of
from kouan.kernel.words import Words

_GROWTH_TAIL = re.compile(r"(?:同比|年均|较\d{4}年)?(?:增长|下降|提高|减少|增加|降低)率?.*$")
_COUNTS = {2: "two", 3: "three", 4: "four"}


def complaints_as_satisfaction(notice: Notice) -> Iterator[Remark]:
    """D9: satisfaction defined as complaints over travellers, which is never near its target."""
    table = notice.targets
    for note in table.notes if table else ():
        if not table or not re.search(r"满意", note.text) or not re.search(r"投诉.*(?:比重|比例|占)", note.text):
            continue
        one = _meant(note.text, table.indicators)
        if one is None or one.whole.year.target.kind != "ratio" or one.whole.year.target.cmp not in (">", ">=", "="):
            continue
        target = one.whole.year.target
        never = ("大于", "above") if target.cmp == ">" else ("达到", "as much as")
        columns = [one.whole.label.column, *one.whole.columns]
        yield Remark(
            id="D9",
            severity="block",
            place=Place(f"{note.line},{one.whole.line}", f"{note.column} / {min(columns)}-{max(columns)}", TARGETS),
            printed=f"{_ratio(note.text)}; {one.whole.year.printed.text}",
            words=Words(
                f"满意度按投诉比重计算：该比值接近0，不可能{never[0]}{target.value}%；按1减比值则恒近100%，不能衡量满意度",
                f"satisfaction defined as complaints over travellers: the ratio is near 0 and never {never[1]} "
                f"{target.value} %; as 1 minus ratio it is always near 100 % and measures nothing",
            ),
            proposal=Words(
                "改用调查：满意数 ÷ 有效回答数，附样本量", "survey: satisfied / valid answers, with sample size"
            ),
        )


def growth(notice: Notice) -> Iterator[Remark]:
    """D16: growth without baseline or comparator. Numbered by the growth indicators of the table, sound ones too."""
    table = notice.targets
    number = 0
    for one in table.indicators if table else ():
        values = _values(one)
        if not any(value.target.kind.startswith("growth") for value in values):
            continue
        number += 1
        faults = {fault for value in values for fault in value.target.findings}
        lacking = [words for code, words in _LACKING.items() if code in faults]
        if not lacking:
            continue
        parts = [
            Words(
                f"增长率指标{'、'.join(f'无{zh}' for zh, _ in lacking)}",
                f"growth without {' or '.join(en for _, en in lacking)}",
            )
        ]
        mixed = "同比" in one.name and any("年均" in value.printed.text for value in values)
        if mixed:
            parts.append(_mixed_words(first=number == 1))
        base = _unusual_base(notice, one)
        zh = "；".join(part.zh for part in parts)
        en = "; ".join([*(part.en for part in parts), *([f"{base} as base year must be said"] if base else [])])
        yield Remark(
            id=f"D16.{number}",
            severity="warn",
            place=Place(span(one.lines), span(one.whole.columns), TARGETS),
            printed=" / ".join(dict.fromkeys(value.printed.text for value in values)),
            words=Words(zh, en),
        )


def trends(notice: Notice) -> Iterator[Remark]:
    """D17: 逐年… as the value of a single year can not be judged."""
    glosses = yardstick_of(notice).trend_glosses
    number = 0
    for one in notice.targets.indicators if notice.targets else ():
        target = one.whole.year.target
        if target.kind != "trend":
            continue
        number += 1
        text = one.whole.year.printed.text
        gloss = next((en for zh, en in glosses.items() if text.endswith(zh)), "more")
        every = f"{gloss} every year" if target.scope == "each_year" else f"steadily {gloss}"
        columns = dict.fromkeys([span(one.whole.columns), *([span(one.own.columns)] if one.own else [])])
        yield Remark(
            id="D17" if number == 1 else f"D17.{number}",
            severity="warn",
            place=Place(span(one.lines), " / ".join(columns), TARGETS),
            printed=text,
            words=Words(
                f"“{text}”作为当年度值不可判定；无单位、无基期",
                f'"{every}" can not be the value of one year; no unit, no baseline',
            ),
        )


def bare_numbers(notice: Notice) -> Iterator[Remark]:
    """D18.1: own-level values that are bare numbers."""
    bare = [
        one
        for one in (notice.targets.indicators if notice.targets else ())
        if one.own
        and any({"no_comparator", "no_unit"} <= set(v.target.findings) for v in (one.own.period, one.own.year))
    ]
    if bare:
        lines = [one.own for one in bare if one.own]
        yield Remark(
            id="D18.1",
            severity="info",
            place=Place(span([line.line for line in lines]), span(lines[0].columns), TARGETS),
            printed=" / ".join(v.printed.text for line in lines for v in (line.period, line.year)),
            words=Words("本级值无比较符、无单位", "own-level values are bare numbers: no comparator, no unit"),
        )


def comparator_styles(notice: Notice) -> Iterator[Remark]:
    """D18.2: comparison written in several ways in one table."""
    table = notice.targets
    if table is None or table.head is None:
        return
    values = [v for one in table.indicators for v in (one.whole.period, one.whole.year)]
    measured = [value for value in values if value.target.kind in ("number", "ratio")]
    styles: dict[str, str] = {}
    for value in measured:
        name, sample = _style(value)
        styles.setdefault(name, sample)
    if len(styles) > 1:
        lines = [line for one in table.indicators for line in one.lines]
        names = [name for name in _STYLES if name in styles]
        yield Remark(
            id="D18.2",
            severity="info",
            place=Place(f"{min(lines)}-{max(lines)}", span([table.head.period, table.head.year]), TARGETS),
            printed=" / ".join(styles[name] for name in names),
            words=Words("比较符写法不统一", f"{_COUNTS[len(names)]} styles of comparison: {', '.join(names)}"),
        )


def aims(notice: Notice) -> Iterator[Remark]:
    """D19: aims without indicator, aims in another order than their indicators, no weights."""
    table = notice.targets
    if table is None or not table.indicators or not (table.period_aims or table.year_aims):
        return
    goals = table.period_aims or table.year_aims
    meant = [(aim, _indicator_of(aim, table.indicators)) for aim in goals]
    parts = [words for words in (_unmet(meant), _order(meant), _weights(table)) if words]
    if parts:
        lines = [goals[0].cell.line, *(line for one in table.indicators for line in one.lines)]
        columns = dict.fromkeys(str(group[0].cell.column) for group in (table.period_aims, table.year_aims) if group)
        yield Remark(
            id="D19",
            severity="warn",
            place=Place(f"{min(lines)}-{max(lines)}", " / ".join(columns), TARGETS),
            printed="、".join(f"目标{aim.no}" for aim, one in meant if one is None),
            words=clauses(parts),
        )


_LACKING = {"no_baseline": ("基期", "baseline"), "no_comparator": ("比较符", "comparator")}
_STYLES = ("a word", "none", "a sign", "a sign with a blank")


def _values(one: Indicator) -> list[Value]:
    return [value for line in (one.whole, one.own) if line for value in (line.period, line.year)]


def _mixed_words(*, first: bool) -> Words:
    """The two terms are explained where they first appear."""
    yoy, avg = (" (year-on-year)", " (average per year)") if first else ("", "")
    return Words("“同比”与“年均”混用", f"同比{yoy} in the name, 年均{avg} in the value")


def _unusual_base(notice: Notice, one: Indicator) -> int | None:
    """The year before the fund's, where it can not silently be a base for what is counted."""
    base = (notice.subject.year or 0) - 1
    years = yardstick_of(notice).unusual_base_years
    return base if any(word in one.name and base in bad for word, bad in years.items()) else None


def _style(value: Value) -> tuple[str, str]:
    text = value.printed.text
    if sign := re.match(r"\s*(?:[<>≤≥＜＞=]=?)(\s*)", text):
        return ("a sign with a blank" if sign[1] else "a sign"), text
    word = re.match(r"[\u4e00-\u9fff]+(?=\d)", text) or re.search(r"(?<=\d|%|[\u4e00-\u9fff])(?:及?以[上下内])$", text)
    return ("a word", word[0]) if word else ("none", text)


def _meant(note: str, indicators: tuple[Indicator, ...]) -> Indicator | None:
    """The indicator a note speaks of: the one it names, else the only one on satisfaction."""
    named = [one for one in indicators if one.name and one.name in note]
    about = named or [one for one in indicators if "满意度" in one.name]
    return about[0] if about else None


def _ratio(note: str) -> str:
    found = re.search(r"投诉[\u4e00-\u9fff]*?(?:比重|比例|(?=计算|。|$))", note)
    text = found[0] if found else note
    return re.sub(r"(?:全年|当年|本年|本市|本省|我市|我省|全省|全市)+", "…", text)


def _indicator_of(aim: Aim, indicators: tuple[Indicator, ...]) -> Indicator | None:
    """The indicator that measures the same thing: what grows, without how much."""
    subject = _subject(aim.text)
    if subject == aim.text.rstrip("。"):
        return None
    return next((one for one in indicators if _alike(subject, _subject(one.name))), None)


def _subject(text: str) -> str:
    return _GROWTH_TAIL.sub("", text.rstrip("。"))


def _alike(a: str, b: str) -> bool:
    return bool(a) and bool(b) and (a in b or b in a)


def _unmet(meant: list[tuple[Aim, Indicator | None]]) -> Words | None:
    nos = [str(aim.no) for aim, one in meant if one is None]
    if not nos:
        return None
    verb = f"aim {nos[0]} names" if len(nos) == 1 else f"aims {listed(nos)} name"
    return Words(f"目标{'、'.join(nos)}无对应指标", f"{verb} no indicator")


def _order(meant: list[tuple[Aim, Indicator | None]]) -> Words | None:
    pairs = [(aim.no, one) for aim, one in meant if one is not None]
    lines = [one.whole.line for _, one in pairs]
    if lines == sorted(lines):
        return None
    aims_zh, aims_en = "、".join(str(no) for no, _ in pairs), listed([str(no) for no, _ in pairs])
    nos_zh = "、".join(str(one.no) for _, one in pairs)
    nos_en = listed([one.said for _, one in pairs])
    return Words(f"目标{aims_zh}对应指标{nos_zh}，次序颠倒", f"aims {aims_en} map to {nos_en} in reversed order")


def _weights(table: TargetTable) -> Words | None:
    heads = "".join(cell.text for cell in table.head.labels) if table.head else ""
    if re.search(r"分值|权重|分数", heads):
        return None
    return Words("全表无分值权重", "no weights, so no score can be computed")
