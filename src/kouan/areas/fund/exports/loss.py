"""What each form of a notice can not say, counted on the notice at hand, so that nobody takes a part for the whole."""

import msgspec

from kouan.areas.fund.exports.names import Source
from kouan.kernel.words import Words


class Loss(msgspec.Struct, frozen=True):
    """One form, one thing it leaves out, and how many of it this notice has."""

    form: str
    words: Words
    count: int


def losses(source: Source, *, remarks: int, waived: int, objections: int) -> tuple[Loss, ...]:
    """Everything left out, form by form; a count of nought means that nothing was lost here."""
    table = source.notice.targets
    indicators = table.indicators if table else ()
    values = 4 * len(indicators)
    strict = sum(one.whole.period.target.cmp in (">", "<", ">=", "<=") for one in indicators)
    wordy = sum(one.whole.period.target.value is None for one in indicators)
    blank = sum(row.inferred for row in source.rows)
    return (
        Loss("360Giving", Words("绩效目标值", "target values"), values),
        Loss("360Giving", Words("审阅意见", "findings of the review"), remarks),
        Loss("360Giving", Words("放行理由", "reasons for letting findings pass"), waived),
        Loss("360Giving", Words("异议", "objections"), objections),
        Loss("360Giving", Words("申请额、核减理由、科目（公示未列）", "requested sums, cuts, budget items (not in the notice)"), len(source.rows)),
        Loss("360Giving", Words("推定的申请单位只在说明里标明", "inferred applicants, told in the description only"), blank),
        Loss("IATI", Words("分配方案各行金额", "amounts of the plan's rows"), len(source.rows)),
        Loss("IATI", Words("比较符（只在注释里）", "comparators (in comments only)"), strict),
        Loss("IATI", Words("定性目标没有数值", "qualitative targets without a value"), wordy),
        Loss("IATI", Words("审阅意见", "findings of the review"), remarks),
        Loss("IATI", Words("异议", "objections"), objections),
        Loss("CSV", Words("正文、公示期和意见", "the text, the period and the findings"), remarks),
        Loss("docx / PDF", Words("审阅意见", "findings of the review"), remarks),
    )  # fmt: skip
