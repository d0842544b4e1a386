"""What does not add up on a self-evaluation: money, scores, dates, categories. Sums are exact decimals in its unit."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

import msgspec

from kouan.areas.fund.printed.self_evaluation import Grid, SelfEvaluation
from kouan.areas.fund.review.remarks import Grade
from kouan.areas.fund.review.yardstick import RULE
from kouan.areas.fund.rules.scoring import score_budget
from kouan.areas.fund.rules.targets import read_target
from kouan.kernel.words import Words

MONEY = ("预算", "执行数", "资金", "支出", "结余", "决算")
NO_MONEY = ("分值", "执行率", "得分")
ZERO_WORDS = ("无",)
SUB_ROWS = re.compile(r"其中\s*[:：]|上年结转|其他|其它|财政|自筹")


class FormRemark(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong on a form. `where` is a table with row numbers from 1, or a field."""

    kind: str
    severity: Grade
    where: str
    words: Words
    printed: str = ""
    computed: str = ""
    difference: str = ""
    count: int = 1


def number(text: str) -> Decimal | None:
    """An amount as printed (`2,489.4`); 无 is zero, a blank is missing."""
    bare = text.replace(",", "").replace("，", "").strip()
    if bare in ZERO_WORDS:
        return Decimal(0)
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def totals(form: SelfEvaluation) -> Iterator[FormRemark]:
    """The total row against its parts, column by column; a total of zeros over money leaves the score without a base."""
    grid = form.funds
    if len(grid.rows) < 2:
        return
    columns = money_columns(grid)
    printed = [number(_at(grid.rows[0], column)) for column in columns]
    parts = [_sum(grid.rows[1:], column) for column in columns]
    if any(
        total is not None and part is not None and total != part for total, part in zip(printed, parts, strict=True)
    ):
        yield FormRemark(
            kind="total_differs_from_parts",
            severity="block",
            where="funds row 1",
            printed=" / ".join(_at(grid.rows[0], column) for column in columns),
            computed=" / ".join(_said(part) for part in parts),
            words=Words("合计行与各分项之和不符", "the total row is not the sum of its parts"),
        )
    yield from _execution_score(grid)


def item_sums(form: SelfEvaluation) -> Iterator[FormRemark]:
    """An expense against its parts: inside a tolerance of half a last digit a term it is rounding, still reported."""
    whole, parts = form.expenses.column("实际支出数", "合计"), _part_columns(form.expenses)
    for index, row in enumerate(form.expenses.rows, start=1):
        printed = number(_at(row, whole))
        terms = [value for column in parts if (value := number(_at(row, column))) is not None]
        if printed is None or len(terms) < 2 or sum(terms) == printed:
            continue
        gap = printed - sum(terms, Decimal(0))
        tolerance = sum((_half_digit(value) for value in [printed, *terms]), Decimal(0))
        rounding = abs(gap) <= tolerance
        yield FormRemark(
            kind="sum_off_by_rounding" if rounding else "sum_differs",
            severity="warn" if rounding else "block",
            where=f"expenses row {index}",
            printed=_said(printed),
            computed=_said(sum(terms, Decimal(0))),
            difference=str(gap),
            words=Words("合计与分项之和相差", "the sum differs from its parts"),
        )


def row_balances(form: SelfEvaluation) -> Iterator[FormRemark]:
    """Received less spent is the balance, in every row of the money table."""
    grid = form.funds
    received, spent, left = grid.column("到位"), grid.column("实际支出"), grid.column("结余")
    for index, row in enumerate(grid.rows, start=1):
        values = [number(_at(row, column)) for column in (received, spent, left)]
        if min(received, spent, left) >= 0 and None not in values:
            a, b, c = (value or Decimal(0) for value in values)
            if a - b != c:
                yield FormRemark(
                    kind="balance_differs",
                    severity="block",
                    where=f"funds row {index}",
                    printed=_said(c),
                    computed=_said(a - b),
                    difference=str(c - (a - b)),
                    words=Words("结余不等于到位减支出", "the balance is not received less spent"),
                )


def list_complete(form: SelfEvaluation) -> Iterator[FormRemark]:
    """Items that do not make what was spent, and a list that breaks off."""
    spent = spent_total(form)
    items = [number(_at(row, form.expenses.column("实际支出数"))) for row in form.expenses.rows]
    known = sum((item for item in items if item is not None), Decimal(0))
    if form.expenses.rows and spent is not None and known != spent:
        yield FormRemark(
            kind="list_incomplete",
            severity="warn",
            where="expenses",
            printed=_said(known),
            computed=_said(spent),
            difference=str(known - spent),
            words=Words("各项之和不等于总支出", "the items do not make what was spent"),
        )
    if form.indicators.truncated and form.indicators.rows:
        yield FormRemark(
            kind="list_incomplete",
            severity="warn",
            where=f"indicators row {len(form.indicators.rows)}",
            words=Words("指标表未完，分值合计无法核实", "the list breaks off: the points can not be confirmed"),
        )


def zero_words(form: SelfEvaluation) -> Iterator[FormRemark]:
    """无 in the place of an amount: read as zero, and said."""
    for index, row in enumerate(form.funds.rows, start=1):
        count = sum(cell.strip() in ZERO_WORDS for cell in row[1:])
        if count:
            yield FormRemark(
                kind="word_for_zero",
                severity="info",
                where=f"funds row {index}",
                printed="无",
                computed="0",
                count=count,
                words=Words("以“无”代替金额，按零读取", "无 stands for an amount; read as zero"),
            )


def decimals(form: SelfEvaluation) -> Iterator[FormRemark]:
    """Amounts written in two manners: other decimals, or thousands separators in one table only."""
    manners = [_manner(grid) for grid in (form.funds, form.expenses) if grid.rows]
    if len(manners) == 2 and manners[0] != manners[1]:
        yield FormRemark(
            kind="mixed_decimals",
            severity="info",
            where="funds / expenses",
            words=Words("两表小数位数或千分位写法不一", "the tables write decimals or thousands differently"),
        )


def paid_share(form: SelfEvaluation) -> Iterator[FormRemark]:
    """A remark says that part is still owed, yet the whole stands in the column of what was spent."""
    column = form.expenses.column("备注")
    for index, row in enumerate(form.expenses.rows, start=1):
        note = _at(row, column)
        share = re.search(r"已付\s*(\d+(?:\.\d+)?)\s*[%％]", note)
        if share and Decimal(share[1]) < 100 and re.search(r"欠|质保金|未付|尾款", note):
            yield FormRemark(
                kind="paid_share_against_spent",
                severity="warn",
                where=f"expenses row {index} {form.expenses.columns[column]}",
                printed=note,
                words=Words("尚有未付款，却全额列入实际支出", "part is still owed, yet all of it is shown as spent"),
            )


def dates(form: SelfEvaluation) -> Iterator[FormRemark]:
    """A number of a date that a blank splits: two readings, so ask."""
    for name, value in form.head.items():
        if re.search(r"(?:年|^)\s*\d\s+\d\s*月|\d\s+\d{1,3}\s*年|月\s*\d\s+\d\s*日", str(value)):
            yield FormRemark(
                kind="unclear_date",
                severity="warn",
                where=f"head.{name}",
                printed=str(value),
                words=Words(
                    "日期数字中有空格，无法确定，请核实", "a blank splits a number of the date: ask, do not guess"
                ),
            )


def categories(form: SelfEvaluation) -> Iterator[FormRemark]:
    """An indicator whose name does not fit the level it stands under."""
    for index, level, row in leveled(form.indicators):
        for rule in RULE.values[-1].value.misfiled:
            name = _at(row, 2)
            if rule.under in level and "满意" not in name and any(word in name for word in rule.words):
                yield FormRemark(
                    kind="category",
                    severity="warn",
                    where=f"indicators row {index}",
                    printed=name,
                    words=Words(f"与“{level}”不符，疑应列{rule.belongs}", f"does not fit {level}; {rule.belongs}?"),
                )
                break


def unit_words(form: SelfEvaluation) -> Iterator[FormRemark]:
    """百分比 written for %."""
    column = form.indicators.column("指标值", "目标值")
    for index, row in enumerate(form.indicators.rows, start=1):
        if "unit_word" in read_target(_at(row, column)).findings:
            yield FormRemark(
                kind="unit_word",
                severity="info",
                where=f"indicators row {index}",
                printed=_at(row, column),
                words=Words("以“百分比”代替%", "百分比 written for %"),
            )


def money_actuals(form: SelfEvaluation) -> Iterator[FormRemark]:
    """A total cost that is not what the money table says was spent."""
    spent, actual = spent_total(form), form.indicators.column("实际完成", "完成值")
    for index, level, row in leveled(form.indicators):
        value = number(_at(row, actual))
        if "成本" in level and "总成本" in _at(row, 2) and spent and value is not None and value != spent:
            yield FormRemark(
                kind="actual_differs_from_money",
                severity="warn",
                where=f"indicators row {index}",
                printed=_said(value),
                computed=_said(spent),
                difference=str(value - spent),
                words=Words("总成本与资金表不符", "the total cost is not what the money table says"),
            )


def goal_sums(form: SelfEvaluation) -> Iterator[FormRemark]:
    """`89.97万元: 30 + 30 + 29.99`: parts in the words of the goal that do not make its sum."""
    for name, text in (("expected", form.goal.expected), ("actual", form.goal.actual)):
        found = re.search(r"(\d+(?:\.\d+)?)\s*(?:亿|万)?元\s*[:：](.*\+.*)", text)
        terms = [re.search(r"\d+(?:\.\d+)?", part) for part in found[2].split("+")] if found else []
        values = [Decimal(term[0]) for term in terms if term]
        if found and len(values) > 1 and sum(values) != Decimal(found[1]):
            total = sum(values, Decimal(0))
            yield FormRemark(
                kind="rounded_parts",
                severity="warn",
                where=f"goal.{name}",
                printed=found[1],
                computed=_said(total),
                difference=str(Decimal(found[1]) - total),
                words=Words("分项之和与所写合计不符", "the parts do not make the sum that is written"),
            )


def full_marks(form: SelfEvaluation) -> Iterator[FormRemark]:
    """Qualitative targets with all points and no evidence named."""
    grid = form.indicators
    target, points, score = grid.column("指标值", "目标值"), grid.column("分值"), grid.column("得分")
    if grid.column("佐证", "依据", "证明") >= 0:
        return
    rows = [
        index
        for index, row in enumerate(grid.rows, start=1)
        if _at(row, target) and read_target(_at(row, target)).kind == "qualitative" and number(_at(row, points))
        if number(_at(row, points)) == number(_at(row, score))
    ]
    if rows:
        yield FormRemark(
            kind="qualitative_full_marks",
            severity="warn",
            where=f"indicators row{'s' if len(rows) > 1 else ''} {_runs(rows)}",
            count=len(rows),
            words=Words("定性指标得满分而无佐证", "qualitative value with full marks and no evidence named"),
        )


def blank_indicators(form: SelfEvaluation) -> Iterator[FormRemark]:
    """A level that is printed with no indicator in it."""
    for index, level, row in leveled(form.indicators):
        if not _at(row, 2).strip():
            yield FormRemark(
                kind="empty_indicator",
                severity="warn",
                where=f"indicators row {index}",
                printed=level,
                words=Words(f"{level}未设指标", f"{level} has no indicator"),
            )


def points_add_up(form: SelfEvaluation) -> Iterator[FormRemark]:
    """Points of a block that do not make what its head says, and a row scored above its points."""
    grid = form.indicators
    points, score = grid.column("分值"), grid.column("得分")
    blocks: dict[str, Decimal] = {}
    head = ""
    for index, row in enumerate(grid.rows, start=1):
        head = _at(row, 0) or head
        most, got = number(_at(row, points)), number(_at(row, score))
        blocks[head] = blocks.get(head, Decimal(0)) + (most or Decimal(0))
        if most is not None and got is not None and not 0 <= got <= most:
            words = Words("得分超出分值", "the score is outside its points")
            where = f"indicators row {index}"
            yield FormRemark(kind="score_outside", severity="block", where=where, printed=_said(got), words=words)
    last = head if grid.truncated else ""
    for block, total in blocks.items():
        said = re.search(r"[(（]\s*(\d+(?:\.\d+)?)\s*分", block)
        if said and block != last and Decimal(said[1]) != total:
            yield FormRemark(
                kind="points_differ",
                severity="block",
                where=f"indicators {block}",
                printed=said[1],
                computed=_said(total),
                words=Words("分值之和与所写不符", "the points do not make what the block says"),
            )


RULES: tuple[Callable[[SelfEvaluation], Iterator[FormRemark]], ...] = (
    totals,
    item_sums,
    row_balances,
    dates,
    zero_words,
    paid_share,
    decimals,
    list_complete,
    categories,
    unit_words,
    money_actuals,
    goal_sums,
    full_marks,
    blank_indicators,
    points_add_up,
)


def review_form(form: SelfEvaluation) -> tuple[FormRemark, ...]:
    """Every remark on a self-evaluation."""
    return tuple(remark for rule in RULES for remark in rule(form))


def money_columns(grid: Grid) -> list[int]:
    """The columns of a money table that hold money."""
    heads = [head for head in grid.columns if any(word in head for word in MONEY)]
    return [grid.column(head) for head in heads if not any(word in head for word in NO_MONEY)]


def spent_total(form: SelfEvaluation) -> Decimal | None:
    """What was spent: the total row, or the sum of its parts where the total row holds zeros over money."""
    grid = form.funds
    column = grid.column("执行数", "实际支出")
    if column < 0 or not grid.rows:
        return None
    total, parts = number(_at(grid.rows[0], column)), _sum(grid.rows[1:], column)
    return parts if not total and parts else total


def leveled(grid: Grid) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each row with its number and its second level, carried down over blanks."""
    level = ""
    for index, row in enumerate(grid.rows, start=1):
        level = _at(row, 1) or level
        yield index, level, row


def _execution_score(grid: Grid) -> Iterator[FormRemark]:
    points, score = grid.column("分值"), grid.column("得分")
    budget, spent = grid.column("全年预算"), grid.column("执行数")
    most, printed = number(_at(grid.rows[0], points)), number(_at(grid.rows[0], score))
    if min(points, score, budget, spent) < 0 or most is None or printed is None:
        return
    base, used = (_sum(grid.rows[1:], column) for column in (budget, spent))
    computed = score_budget(budget=base or Decimal(0), spent=used or Decimal(0), points=most).score
    if computed is not None and computed != printed:
        yield FormRemark(
            kind="score_differs",
            severity="block",
            where="funds row 1 得分",
            printed=_at(grid.rows[0], score),
            computed=str(computed),
            words=Words("得分与执行率不符", "the score is not what execution gives"),
        )


def _part_columns(grid: Grid) -> list[int]:
    whole, note = grid.column("实际支出数", "合计"), grid.column("备注")
    return [index for index in range(1, len(grid.columns)) if index not in (whole, note)]


def _sum(rows: tuple[tuple[str, ...], ...], column: int) -> Decimal | None:
    values = [value for row in rows if (value := number(_at(row, column))) is not None]
    return sum(values, Decimal(0)) if values else None


def _half_digit(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1) if isinstance(exponent, int) else Decimal(0)


def _manner(grid: Grid) -> tuple[frozenset[int], bool]:
    """Decimals used and whether thousands are separated; a table without thousands says nothing of separators."""
    cells = [cell for row in grid.rows for cell in row[1:] if number(cell) is not None and cell not in ZERO_WORDS]
    return frozenset(len(cell.partition(".")[2]) for cell in cells), any("," in cell for cell in cells)


def _runs(numbers: list[int]) -> str:
    """3, 4, 6-9: three or more neighbours become a span."""
    groups: list[list[int]] = []
    for value in numbers:
        if groups and value == groups[-1][-1] + 1:
            groups[-1].append(value)
        else:
            groups.append([value])
    return ", ".join(f"{g[0]}-{g[-1]}" if len(g) > 2 else ", ".join(map(str, g)) for g in groups)


def _said(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def _at(row: tuple[str, ...], index: int) -> str:
    return row[index] if 0 <= index < len(row) else ""
