"""The indicator block: numbering, levels, shifted rows (D1 to D3) and values left out or over (D31 to D33)."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kouan.areas.fund.printed.cells import span
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.printed.target_table import Indicator, IndicatorLine, TableHead, Value
from kouan.areas.fund.review.remarks import TARGETS, Place, Remark, at, clauses
from kouan.areas.fund.review.yardstick import yardstick_of
from kouan.kernel.words import Words


def numbering(notice: Notice) -> Iterator[Remark]:
    """D1: indicator numbers with a gap, and level-2 kinds (timeliness, cost) that no indicator has."""
    table = notice.targets
    if table is None or not table.indicators or not table.head:
        return
    numbers = [one.no for one in table.indicators if one.no is not None]
    gaps = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    twice = sorted({no for no in numbers if numbers.count(no) > 1})
    parts = [words for words in (_gap_words(numbers, gaps, twice), _absent_words(notice)) if words]
    if parts:
        lines = [line for one in table.indicators for line in one.lines]
        yield Remark(
            id="D1",
            severity="warn",
            place=Place(f"{min(lines)}-{max(lines)}", str(table.head.level3), TARGETS),
            printed=f"指标{', '.join(str(no) for no in numbers)}",
            words=clauses(parts),
        )


def misfiled(notice: Notice) -> Iterator[Remark]:
    """D2: an indicator whose name does not fit the level it stands under, such as time under satisfaction."""
    rules = yardstick_of(notice).misfiled
    found = 0
    for one in notice.targets.indicators if notice.targets else ():
        rule = next((rule for rule in rules if rule.under in one.level1 + one.level2 and _named(one, rule.words)), None)
        if rule is None or "满意" in one.name:
            continue
        found += 1
        word = next(word for word in rule.words if word in one.name)
        shown = word + next((tail for tail in ("缩短", "压缩", "降低", "减少") if word + tail in one.name), "")
        yield Remark(
            id="D2" if found == 1 else f"D2.{found}",
            severity="warn",
            place=at(one.whole.label, TARGETS),
            printed=one.whole.label.text,
            words=Words(
                f"“{shown}”不属于{one.level1}，疑应列{rule.belongs}",
                f"{rule.en[word]} is filed under {one.level1}/{one.level2}; it belongs to {rule.belongs}",
            ),
            proposal=Words(f"移至{rule.belongs}", f"move to {rule.belongs}"),
        )


def broken_rows(notice: Notice) -> Iterator[Remark]:
    """D3: level names printed again inside their own block (D3.1), and rows that stand left or right of their columns.

    A shifted row's number is 1 more than its distance from the head row of its level-2 block, so that it stays the same
    when another row is mended; a number already taken moves on.
    """
    table = notice.targets
    if table is None or table.head is None:
        return
    taken: set[str] = set()
    for above, one in _repeated_levels(table.indicators):
        yield _repeated(above, one, _free("D3", 1, taken))
    block_line = 0
    levels = ("", "")
    for one in table.indicators:
        if (one.level1, one.level2) != levels:
            block_line, levels = one.whole.line, (one.level1, one.level2)
        for line in (one.whole, one.own):
            if line and (line.label_shift or line.value_shift):
                name = one.own_label if line is one.own else one.said
                number = _free("D3", line.line - block_line + 1, taken)
                yield _shifted(line, name, table.head, number, own=line is one.own)


def missing_values(notice: Notice) -> Iterator[Remark]:
    """D33: an indicator without one of its values."""
    number = 0
    for one in notice.targets.indicators if notice.targets else ():
        for line in (one.whole, one.own):
            blanks = [value.printed for value in (line.period, line.year) if not value.printed] if line else []
            if line and blanks:
                number += 1
                columns = span([cell.column for cell in blanks])
                yield Remark(
                    id=f"D33.{number}",
                    severity="warn",
                    place=Place(str(line.line), columns, TARGETS),
                    printed="",
                    words=Words(f"{one.said}缺指标值", f"{one.said} lacks a target value"),
                )


def own_above_whole(notice: Notice) -> Iterator[Remark]:
    """D31: the office's own share of a count is larger than the whole it is part of."""
    number = 0
    for one in notice.targets.indicators if notice.targets else ():
        for whole, own in _pairs(one):
            mine, theirs = whole.target, own.target
            counts = mine.kind == theirs.kind == "number" and mine.cmp in (">=", "=")
            if counts and Decimal(theirs.value or 0) > Decimal(mine.value or 0):
                number += 1
                yield Remark(
                    id=f"D31.{number}",
                    severity="warn",
                    place=at(own.printed, TARGETS),
                    printed=f"{own.printed.text} / {whole.printed.text}",
                    words=Words(f"{one.own_label}值大于总值", "the own-level value is above the whole"),
                )


def percentages(notice: Notice) -> Iterator[Remark]:
    """D32: a share above 100 percent."""
    number = 0
    for one in notice.targets.indicators if notice.targets else ():
        for line in (one.whole, one.own):
            for value in (line.period, line.year) if line else ():
                target = value.target
                over = target.kind == "ratio" and target.unit == "%" and target.value and Decimal(target.value) > 100
                if over or "ratio_over_100" in target.findings:
                    number += 1
                    yield Remark(
                        id=f"D32.{number}",
                        severity="warn",
                        place=at(value.printed, TARGETS),
                        printed=value.printed.text,
                        words=Words("比率超过100%", "a share above 100 %"),
                    )


def _pairs(one: Indicator) -> Iterator[tuple[Value, Value]]:
    if one.own:
        yield one.whole.period, one.own.period
        yield one.whole.year, one.own.year


def _named(one: Indicator, words: tuple[str, ...]) -> bool:
    return any(word in one.name for word in words)


def _gap_words(numbers: list[int], gaps: list[int], twice: list[int]) -> Words | None:
    if not gaps and not twice:
        return None
    run = ", ".join(str(no) for no in numbers)
    zh, en = [], []
    if gaps:
        zh.append(f"指标编号不连续，缺指标{'、'.join(str(no) for no in gaps)}")
        verb = "number {} is missing" if len(gaps) == 1 else "numbers {} are missing"
        en.append(verb.format(", ".join(str(no) for no in gaps)))
    if twice:
        zh.append(f"指标编号重复：{'、'.join(str(no) for no in twice)}")
        en.append(f"number {', '.join(str(no) for no in twice)} is printed twice")
    return Words("；".join(zh), f"indicator numbers are {run}: {', '.join(en)}")


def _absent_words(notice: Notice) -> Words | None:
    wanted = yardstick_of(notice).level2_wanted
    levels = [one.level1 + one.level2 for one in notice.targets.indicators] if notice.targets else []
    absent = [name for name in wanted if not any(name in level for level in levels)]
    if not absent:
        return None
    return Words(
        f"全表无{'、'.join(absent)}指标", f"no {' or '.join(wanted[name] for name in absent)} indicator at all"
    )


def _repeated_levels(indicators: tuple[Indicator, ...]) -> Iterator[tuple[Indicator, Indicator]]:
    """Neighbours of one block that both print its names, in a table that otherwise leaves them blank."""
    leaves_blank = any(not one.level1_printed or not one.level2_printed for one in indicators)
    for above, one in pairwise(indicators):
        alike = (above.level1, above.level2) == (one.level1, one.level2)
        printed = one.level1_printed and one.level2_printed and above.level1_printed and above.level2_printed
        if leaves_blank and alike and printed:
            yield above, one


def _repeated(above: Indicator, one: Indicator, number: str) -> Remark:
    columns = " / ".join(span([each.level1_printed.column, each.level2_printed.column]) for each in (above, one))
    return Remark(
        id=number,
        severity="warn",
        place=Place(f"{above.whole.line},{one.whole.line}", columns, TARGETS),
        printed=f"{one.level1_printed.text} | {one.level2_printed.text}",
        words=Words(
            "一级、二级指标名称重复打印（跨页合并单元格断开）",
            "level-1 and level-2 names are printed twice (a merged cell broken at a page end)",
        ),
        proposal=Words(f"{above.said}、{one.said}合为一块", f"one block for {above.said} and {one.said}"),
    )


def _shifted(line: IndicatorLine, name: str, head: TableHead, number: str, *, own: bool) -> Remark:
    """The words of one shifted row: as a whole, or label and values apart."""
    label, values = line.label_shift, line.value_shift
    columns = span(line.columns)
    printed = f"{name if own else 'label'} in column {line.label.column}, values in columns {columns}"
    row = f"{name}行" if own else f"{name}行整行"
    if label == values:
        zh, en = _moved(label)
        back = "right" if label > 0 else "left"
        words = Words(f"{row}{zh}", f"row shifted {en}")
        proposal = Words(f"整行{'右' if label > 0 else '左'}移{abs(label)}列", f"shift {back} by {abs(label)}")
    else:
        words = Words(
            f"{name}行错位：标签{_moved(label)[0]}，数值{_moved(values)[0]}",
            f"row shifted {'left' if max(label, values) > 0 else 'right'}: the label by {_columns(label)}, "
            f"the values by {abs(values)}",
        )
        proposal = Words(
            f"标签移到第{head.level3}列，数值移到第{head.period}、{head.year}列",
            f"label to column {head.level3}, values to columns {head.period}-{head.year}",
        )
    return Remark(
        id=number,
        severity="warn",
        place=Place(str(line.line), str(line.first_column), TARGETS),
        printed=printed,
        words=words,
        proposal=proposal,
    )


def _moved(shift: int) -> tuple[str, str]:
    zh, en = ("左移", "left") if shift >= 0 else ("右移", "right")
    return f"{zh}{abs(shift)}列", f"{en} by {_columns(shift)}"


def _columns(shift: int) -> str:
    return f"{abs(shift)} column{'' if abs(shift) == 1 else 's'}"


def _free(rule: str, number: int, taken: set[str]) -> str:
    while f"{rule}.{number}" in taken:
        number += 1
    taken.add(f"{rule}.{number}")
    return f"{rule}.{number}"
