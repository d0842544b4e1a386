"""Begin a self-evaluation, report the middle of the year, move it on, order and close rectification, score as finance."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import partial

import msgspec

from kouan.areas.fund import events
from kouan.areas.fund.durable import Seen, put
from kouan.areas.fund.evaluating import register
from kouan.areas.fund.evaluating.bundle import Bundle, bundle, digest, scored
from kouan.areas.fund.evaluating.rules import BLOCKS, LIKELIHOODS, light_of
from kouan.areas.fund.machines import EVALUATION
from kouan.areas.fund.models import Evaluation
from kouan.areas.fund.rules.scoring import grade_of
from kouan.areas.fund.scored.numbers import decimal_text, points_text
from kouan.areas.fund.scored.points import Row
from kouan.kernel.journal import Event
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader
from kouan.store.units import Writes


class MidYear(msgspec.Struct, frozen=True, kw_only=True):
    """January to July of one target as filled in: decimal text; `expected` is of the whole year, in the target's unit."""

    indicator: int
    numerator: str = ""
    denominator: str = ""
    expected: str = ""
    likelihood: str = "certain"
    reason: str = ""


def move(
    notice: str,
    action: str,
    *,
    reason: str = "",
    actor: Actor,
    now: dt.datetime,
    writer: Writes,
    reader: Reader,
) -> None:
    """Move the self-evaluation on as its machine says. Raises `Refused`: role, not open, no reason, no total yet, or
    published over figures that are no longer those that were submitted.
    """
    _may(actor)
    kept = _begun(notice, actor, now, writer, reader)
    act = EVALUATION.actions.get(action)
    after = EVALUATION.next(kept.state, action)
    if act is None or (act.needs_reason and not reason.strip()):
        raise Refused("reason-needed", Words("须写理由", "A reason is needed"))
    made = _bundle(notice, reader)
    said: dict[str, str] = {"digest": digest(made)}
    if action == "submit" and not made.total:
        raise Refused(
            "no-total", Words("还缺实际值或分值，不能提交", "Actuals or points are missing: there is no total")
        )
    if action in ("submit", "publish"):
        said |= {"total": made.total, "grade": made.grade}
    if action not in ("submit", "return") and said["digest"] != kept.digest:
        raise Refused(
            "moved-on", Words("提交之后数据有变，请退回重报", "The figures moved since it was submitted: return it")
        )
    event = act.event(
        action=action,
        before=kept.state,
        after=after.value,
        reason=reason.strip()[:500],
        **said,
    )
    _write(kept.number, event, kept.step + 1, actor, now, writer)


def mid_year(notice: str, given: MidYear, *, actor: Actor, now: dt.datetime, writer: Writes, reader: Reader) -> str:
    """Report January to July of a target; returns its light. Raises `Refused`: role, no such target, no number, no reason."""
    _may(actor)
    kept = _begun(notice, actor, now, writer, reader)
    row = _row(notice, given.indicator, reader)
    if given.likelihood not in LIKELIHOODS:
        raise Refused("likelihood", Words("须选可能性", "Say how likely it is"))
    reason = given.reason.strip()[:500]
    if given.likelihood != "certain" and not reason:
        raise Refused("reason-needed", Words("不能确定完成的须写原因", "What is not certain needs its reason"))
    numbers = row.need != "share"
    above = decimal_text(given.numerator) if numbers else ""
    below = decimal_text(given.denominator, positive=True) if row.need == "ratio" else ""
    expected = decimal_text(given.expected) if numbers else ""
    light = light_of(given.likelihood, _reached(row, expected))
    event = events.MidYearReported(
        notice=notice,
        indicator=given.indicator,
        numerator=above,
        denominator=below,
        expected=expected,
        likelihood=given.likelihood,
        reason=reason,
        light=light,
    )
    _write(kept.number, event, kept.step + 1, actor, now, writer)
    return light


def order(
    notice: str,
    indicator: int,
    *,
    what: str,
    until: dt.date,
    actor: Actor,
    now: dt.datetime,
    writer: Writes,
    reader: Reader,
) -> None:
    """Order what must be put right. Raises `Refused`: role, no such target, nothing said, a day that is over."""
    _may(actor)
    kept = _begun(notice, actor, now, writer, reader)
    _row(notice, indicator, reader)
    if not what.strip() or until < now.date():
        raise Refused(
            "order-wrong", Words("须写整改内容和以后的期限", "Say what is to be put right, and a day to come")
        )
    event = events.RectificationOrdered(
        notice=notice, indicator=indicator, what=what.strip()[:500], until=until.isoformat()
    )
    _write(kept.number, event, kept.step + 1, actor, now, writer)


def rectified(
    notice: str, indicator: int, *, what: str, actor: Actor, now: dt.datetime, writer: Writes, reader: Reader
) -> None:
    """Close the open orders of a target. Raises `Refused` where none is open, or nothing is said."""
    _may(actor)
    kept = _begun(notice, actor, now, writer, reader)
    if not what.strip() or not kept.rectifications.filter(position=indicator, done="").exists():
        raise Refused("nothing-open", Words("没有待整改事项，或未写结果", "Nothing is open there, or nothing was said"))
    event = events.RectificationDone(notice=notice, indicator=indicator, what=what.strip()[:500])
    _write(kept.number, event, kept.step + 1, actor, now, writer)


def finance(
    notice: str,
    *,
    points: Mapping[str, str],
    scores: Mapping[str, str],
    reasons: Mapping[str, str],
    opinion: str,
    actor: Actor,
    now: dt.datetime,
    writer: Writes,
    reader: Reader,
) -> Decimal:
    """Finance's evaluation; returns its total. Raises `Refused`: role, points that do not make 100, a score above its
    points, a reason missing where points were lost, no opinion.
    """
    _may(actor)
    kept = _begun(notice, actor, now, writer, reader)
    whole = {block: points_text(points.get(block, "")) for block in BLOCKS}
    given = {block: points_text(scores.get(block, "")) for block in BLOCKS}
    if sum(whole.values(), Decimal(0)) != 100:
        made = sum(whole.values(), Decimal(0))
        raise Refused("points-sum", Words(f"分值合计 {made}，应为 100", f"The points make {made}, not 100"))
    why = {block: reasons.get(block, "").strip()[:500] for block in BLOCKS}
    for block, words in BLOCKS.items():
        if given[block] > whole[block]:
            raise Refused(
                "above-points", Words(f"“{words.zh}”得分超过分值", f"{words.en}: the score is above its points")
            )
        if given[block] < whole[block] and not why[block]:
            raise Refused("reason-needed", Words(f"“{words.zh}”扣分须写理由", f"{words.en}: say why points were lost"))
    if not opinion.strip():
        raise Refused("opinion-needed", Words("须写评价意见", "An opinion is needed"))
    total = sum(given.values(), Decimal(0))
    event = events.FinanceEvaluated(
        notice=notice,
        points={block: f"{value:f}" for block, value in whole.items()},
        scores={block: f"{value:f}" for block, value in given.items()},
        reasons=why,
        opinion=opinion.strip()[:5000],
        total=f"{total:f}",
        grade=grade_of(total),
    )
    _write(kept.number, event, kept.step + 1, actor, now, writer)
    return total


def _reached(row: Row, expected: str) -> Decimal | None:
    """The share of the target that the expected year reaches; for an upper limit the other way round."""
    target = row.target
    if not expected or target is None or not target.value or Decimal(target.value) <= 0:
        return None
    value, aim = Decimal(expected), Decimal(target.value)
    if target.cmp in ("<=", "<"):
        return aim / value if value > 0 else Decimal(1)
    return value / aim


def _row(notice: str, indicator: int, reader: Reader) -> Row:
    made, _, _ = scored(notice, reader)
    row = next((row for row in made.rows if row.indicator.position == indicator), None)
    if row is None:
        raise Refused("indicator-unknown", Words("没有这个指标", "There is no such indicator"))
    return row


def _bundle(notice: str, reader: Reader) -> Bundle:
    made = bundle(notice, reader)
    if made is None:
        raise Refused("notice-unknown", Words("没有这份公示", "There is no such notice"))
    return made


def _begun(notice: str, actor: Actor, now: dt.datetime, writer: Writes, reader: Reader) -> Evaluation:
    """The evaluation of a notice; the first deed begins it."""
    kept: Evaluation | None = Evaluation.objects.filter(notice=notice).first()
    if kept is not None:
        return kept
    _bundle(notice, reader)
    number = f"FV{notice[2:]}"
    event = events.SelfEvaluationDrafted(type="fund_self_evaluation", number=number, digest="", notice=notice)
    _write(number, event, 1, actor, now, writer)
    begun: Evaluation = Evaluation.objects.get(number=number)
    return begun


def _may(actor: Actor) -> None:
    if not actor.user or not actor.may("fund.write"):
        raise Refused(
            "role-may-not", Words("当前身份不能办理绩效", f"Your role ({actor.role}) does not handle results")
        )


def _write(number: str, event: Event, step: int, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    enter = partial(register.apply, number, event, Seen(step, now, actor.user))
    put(writer, event, number, step, enter, actor=actor, now=now, answer={"evaluation": number})
