"""Words: misprints, doubled words, another government's words, mixed punctuation (D5 to D8, D18.3)."""

import re
from collections.abc import Iterator

from kouan.areas.fund.printed.cells import Cell, span
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.review.remarks import PLAN, TARGETS, Place, Remark, at, same
from kouan.areas.fund.review.yardstick import Misprint, yardstick_of
from kouan.kernel.words import Words

_DOUBLED = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,4})(?P=word)(?P<tail>[\u4e00-\u9fff]{0,2})")
_HALF = re.compile(r"(?<=[\u4e00-\u9fff])[,:;()!?]|[,:;()!?](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]\d)[:,;]")
_FULL = re.compile(r"[，：；（）！？]")


def cells_of(notice: Notice) -> Iterator[tuple[Cell, str, str]]:
    """Every printed cell with its table and row number; lines outside the tables first."""
    tables = {cell.line for row in _table_rows(notice) for cell in row}
    for number, line in enumerate(notice.lines, start=1):
        if line.strip() and number not in tables:
            yield Cell(line.strip(), number), "", ""
    rows = {row.line: str(row.no or "") for row in (notice.plan.rows if notice.plan else ())}
    for number, line in enumerate(notice.lines, start=1):
        if notice.plan and number in _plan_lines(notice):
            for column, text in enumerate(line.split("\t"), start=1):
                yield Cell(text.strip(), number, column), PLAN, rows.get(number, "")
    for cells in notice.targets.cells if notice.targets else ():
        for cell in cells:
            yield cell, TARGETS, ""


def misprints(notice: Notice) -> Iterator[Remark]:
    """D5: a word that is likely another word, by its neighbours."""
    rules = yardstick_of(notice).misprints
    number = 0
    for cell, table, row in cells_of(notice):
        found = [rule for rule in rules if re.search(rule.where, cell.text)]
        if found:
            number += 1
            text = cell.text
            for rule in found:
                text = re.sub(rule.where, rule.right, text)
            yield Remark(
                id=_numbered("D5", number),
                severity="warn",
                place=at(cell, table, row),
                printed=cell.text,
                words=_misprint_words(found, notice, cell),
                proposal=same(text),
            )


def doubled_words(notice: Notice) -> Iterator[Remark]:
    """D6 in the text and headings, D7 in a table: a group of two to four characters printed twice running."""
    counts = {"D6": 0, "D7": 0}
    for cell, table, row in cells_of(notice):
        for found in _DOUBLED.finditer(cell.text):
            rule = "D7" if table else "D6"
            counts[rule] += 1
            word, tail = found["word"], found["tail"]
            yield Remark(
                id=_numbered(rule, counts[rule]),
                severity="warn",
                place=at(cell, table, row),
                printed=f"{word}{word}{tail}",
                words=Words(f"词语重复：“{word}{word}”", "word printed twice"),
                proposal=same(f"{word}{tail}"),
            )


def foreign_words(notice: Notice) -> Iterator[Remark]:
    """D8: a word of another level of government, such as 本市 in a provincial document."""
    yardstick = yardstick_of(notice)
    level = level_of(notice)
    if level not in yardstick.foreign_levels:
        return
    foreign = yardstick.foreign_levels[level]
    zh, en = yardstick.level_names[level]
    meaning = {"市": "city", "县": "county", "区": "district", "省": "province"}
    number = 0
    for cell, table, row in cells_of(notice):
        for word in foreign.words:
            if word in cell.text:
                number += 1
                clause = next(part for part in re.split(r"占|比重|[，。；、,;:：“”]", cell.text) if word in part)
                yield Remark(
                    id=_numbered("D8", number),
                    severity="warn",
                    place=at(cell, table, row),
                    printed=clause,
                    words=Words(f"{zh}文件中出现“{word}”", f'"this {meaning[word[-1]]}" in a {en} document'),
                    proposal=same(foreign.instead),
                )


def mixed_punctuation(notice: Notice) -> Iterator[Remark]:
    """D18.3: half-width and full-width punctuation between Chinese characters in one document."""
    if not any(_FULL.search(line) for line in notice.lines):
        return
    outside: list[Cell] = []
    inside: list[Cell] = []
    for cell, table, _ in cells_of(notice):
        if _HALF.search(cell.text):
            (inside if table == TARGETS else outside).append(cell)
    if not outside and not inside:
        return
    places = [str(line) for line in sorted({cell.line for cell in outside})]
    if inside and notice.targets:
        places.append(span([notice.targets.first_line, notice.targets.last_line]).replace(",", "-"))
    yield Remark(
        id="D18.3",
        severity="info",
        place=Place(",".join(places)),
        printed=" / ".join(_samples(outside, inside)),
        words=Words("全角半角标点混用", "half-width and full-width punctuation mixed"),
    )


def level_of(notice: Notice) -> str:
    """省 or 市 by the name of the issuing body; "" where it does not say."""
    name = (notice.signature or notice.masthead or Cell("", 0)).text
    found = re.search(r"[省市](?!场)", name)
    return found[0] if found else ""


def _samples(outside: list[Cell], inside: list[Cell]) -> list[str]:
    """One cell outside, then from the table one label with a half-width colon and the marks left over."""
    samples = [cell.text if len(cell.text) < 12 else _HALF.findall(cell.text)[0] for cell in outside[:1]]
    label = next((found[0] for cell in inside if (found := re.match(r"指标\d+:", cell.text))), None)
    samples += [label] if label else []
    marks = {mark for cell in inside for mark in _HALF.findall(cell.text)}
    return samples + [mark for mark in (",",) if mark in marks] or samples + sorted(marks)[:1]


def _misprint_words(found: list[Misprint], notice: Notice, cell: Cell) -> Words:
    zh = "；".join(f"“{rule.wrong}”{'应为' if rule.sure else '疑为'}“{rule.right}”" for rule in found)
    zh = zh.replace("；“至”疑为", "；“至”疑为")
    en = ", ".join(f"{rule.wrong} for {rule.right}" for rule in found)
    compare = _comparable(found, notice, cell)
    return Words(f"疑误：{zh}", f"likely misprint{'s' if len(found) > 1 else ''}: {en}{compare}")


def _comparable(found: list[Misprint], notice: Notice, cell: Cell) -> str:
    """Another row of the plan that prints the proposed word after the same word."""
    for rule in found:
        if rule.sure or not (spot := re.search(rule.where, cell.text)):
            continue
        before = cell.text[: spot.start()][-2:]
        for row in notice.plan.rows if notice.plan else ():
            if right := re.search(rf"[\u4e00-\u9fff]{{0,2}}{re.escape(before + rule.right)}", row.project.text):
                return f" (compare row {row.no} “…{right[0]}…”)"
    return ""


def _numbered(rule: str, number: int) -> str:
    return rule if number == 1 else f"{rule}.{number}"


def _plan_lines(notice: Notice) -> set[int]:
    if not notice.plan:
        return set()
    total = [notice.plan.total.printed.line] if notice.plan.total else []
    return {row.line for row in notice.plan.rows} | {cell.line for cell in notice.plan.columns} | set(total)


def _table_rows(notice: Notice) -> Iterator[tuple[Cell, ...]]:
    yield from notice.targets.cells if notice.targets else ()
    for line in _plan_lines(notice):
        yield (Cell("", line),)
