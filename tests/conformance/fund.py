"""The fund's vectors through the area's own public entry points."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.printed.self_evaluation import SelfEvaluation
from kouan.areas.fund.review.remarks import Remark
from kouan.areas.fund.review.rules import review
from kouan.areas.fund.review.self_evaluations import review_form
from kouan.areas.fund.rules import calendar, capitals, cuts, lights, money, objections, scoring, targets
from kouan.areas.fund.sources.encoding import decode


@dataclass(frozen=True)
class Case:
    """One vector: what must come out, and how to get it."""

    name: str
    expected: Any
    got: Callable[[], Any]


def cases(folder: Path) -> Iterator[Case]:
    """Every case of a folder of fund vectors; a file that is not there is left out."""
    for name, reader in READERS.items():
        path = folder / name
        if path.exists():
            yield from reader(json.loads(path.read_text("utf-8")), folder)
    yield from seed_cases(folder)
    for path in sorted((folder / "texts").glob("*.json")):
        yield from form_cases(json.loads(path.read_text("utf-8")))


def money_cases(data: dict[str, Any], _: Path) -> Iterator[Case]:
    """Money: every amount in 万元, 元, 分 and words; bad inputs are refused."""
    for number, case in enumerate(data["cases"]):
        unit = "万元" if "wan" in case else "元"
        text = case.get("wan", case.get("yuan"))
        expected = {key: case[key] for key in ("wan", "fen", "yuan", "words", "also") if key in case}
        yield Case(f"money {number} {text}{unit}", expected, partial(_money, text, unit, expected))
    for text in data["bad_inputs"]:
        yield Case(f"money refused {text}", "refused", partial(_refused, text))


def _money(text: str, unit: str, expected: dict[str, Any]) -> dict[str, Any]:
    fen = money.fen_of(text, unit)
    said = {"wan": money.wan_of(fen), "fen": fen, "yuan": money.yuan_of(fen), "words": capitals.capitals_of(fen)}
    if "also" in expected and capitals.fen_of_capitals(expected["also"]) == fen:
        said["also"] = expected["also"]
    if capitals.fen_of_capitals(said["words"]) != fen:
        said["words"] = f"{said['words']} does not read back"
    return {key: said.get(key) for key in expected}


def _refused(text: str) -> str:
    try:
        return str(money.fen_of(text, "万元"))
    except money.BadAmount:
        return "refused"


def cut_cases(data: dict[str, Any], _: Path) -> Iterator[Case]:
    """Cuts in proportion."""
    for case in data["cases"]:
        yield Case(f"cuts {case['id']}", case["expected"], partial(_cut, case))


def _cut(case: dict[str, Any]) -> dict[str, Any]:
    try:
        cut = cuts.cut_pro_rata(
            requests=case["requests_fen"],
            cap=case["cap_fen"],
            quantum=case["quantum_fen"],
            row_caps={int(row): cap for row, cap in case["row_caps_fen"].items()},
            protected=case["protected_rows"],
        )
    except cuts.CutRefused as refusal:
        return {"refused": refusal.words.en}
    return {"granted": list(cut.granted), "total": cut.total, "unplaced": cut.unplaced, "cut": list(cut.cut)}


def light_cases(data: dict[str, Any], _: Path) -> Iterator[Case]:
    """Traffic lights at three quarters."""
    for number, case in enumerate(data["cases"]):
        for expected, spent, share in zip(case["expected"], case["spent_wan"], (50, 80, 100), strict=True):
            name = f"lights {number} {expected['quarter']}"
            yield Case(name, expected, partial(_light, case["base_wan"], spent, share, expected["quarter"]))


def _light(base: str, spent: str | None, share: int, quarter: str) -> dict[str, Any]:
    spent_fen = None if spent is None else money.fen_of(spent, "万元")
    reading = lights.read_light(base=money.fen_of(base, "万元"), spent=spent_fen, due_share=Decimal(share))
    due = lights.said(reading.due / money.FEN_PER_UNIT["万元"], 2)
    answer = {"quarter": quarter, "due": due, "light": reading.light}
    if reading.percent is not None and reading.gap is not None:
        answer |= {"pct": lights.said(reading.percent, 2), "gap_pp": lights.said(reading.gap, 4)}
    return answer


def calendar_cases(data: dict[str, Any], _: Path) -> Iterator[Case]:
    """Notice periods."""
    for case in data["cases"]:
        yield Case(f"calendar {case['id']}", case["expected"], partial(_period, case))


def _period(case: dict[str, Any]) -> dict[str, Any]:
    keys = ("n", "unit", "start_day_counts", "roll", "closes")
    counting = calendar.Counting(**{key: case[key] for key in keys})
    period = calendar.count_period(date.fromisoformat(case["start"]), counting)
    said = msgspec.to_builtins(period)
    said["natural_days_start_to_last"] = said.pop("natural_days")
    said["working_days_start_to_last"] = said.pop("working_days")
    return {key: said[key] for key in case["expected"]}


def day_cases(data: dict[str, Any], _: Path) -> Iterator[Case]:
    """Whole years of working days."""
    for year, days in data["years"].items():
        yield Case(f"calendar days {year}", [], partial(_wrong_days, int(year), days))


def _wrong_days(year: int, days: dict[str, list[str]]) -> list[str]:
    """The days of a year on which the calendar and the vectors differ."""
    swapped, off = set(days["swapped_working_days"]), set(days["holidays"])
    every = (date(year, 1, 1) + timedelta(days=step) for step in range(366))
    return [
        day.isoformat()
        for day in every
        if day.year == year
        and calendar.works(day) != (day.isoformat() in swapped or (day.weekday() < 5 and day.isoformat() not in off))
    ]


def objection_cases(data: dict[str, Any], _: Path) -> Iterator[Case]:
    """The objection decision table."""
    for case in data["cases"]:
        expected = {"outcome": case["expected"], "detail": case["detail"]}
        yield Case(f"objections {case['id']}", expected, partial(_outcome, case, data["profiles"][case["profile"]]))


def _outcome(case: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    profile = msgspec.structs.replace(
        objections.PROFILES.get(case["profile"], objections.PROFILES["seed-2021"]),
        **{key: given[key] for key in given if key in objections.ObjectionProfile.__struct_fields__},
    )
    objection = msgspec.convert(
        {key: case[key] for key in case if key in objections.Objection.__struct_fields__}, objections.Objection
    )
    outcome = objections.decide(
        objection,
        profile,
        opens=datetime.fromisoformat(given["open"]),
        late_from=datetime.fromisoformat(given["first_second_late"]),
        as_of=datetime.fromisoformat(case["as_of"]),
    )
    return {"outcome": outcome.code, "detail": [outcome.ground] if outcome.ground else list(outcome.missing)}


def target_cases(data: dict[str, Any], _: Path) -> Iterator[Case]:
    """The target grammar."""
    for case in data["cases"]:
        yield Case(f"targets {case['printed']}", _ordered(case["expected"]), partial(_target, case["printed"]))


def _target(printed: str) -> dict[str, Any]:
    said: dict[str, Any] = msgspec.to_builtins(targets.read_target(printed))
    said.pop("printed")
    return _ordered(said)


def _ordered(said: dict[str, Any]) -> dict[str, Any]:
    return said | {"findings": sorted(said["findings"])}


def scoring_cases(data: dict[str, Any], _: Path) -> Iterator[Case]:
    """Scores, grades, re-basing."""
    for number, row in enumerate(data["rows"]):
        yield Case(f"scoring row {number}", row["expected"], partial(_row_score, row))
    for number, line in enumerate(data["budget"]):
        yield Case(f"scoring budget {number}", line["expected"], partial(_budget_score, line))
    for score, grade in data["grades"]:
        yield Case(f"scoring grade {score}", grade, partial(scoring.grade_of, Decimal(score)))
    for given in data["rebase"] if isinstance(data["rebase"], list) else [data["rebase"]]:
        yield Case("scoring rebase", given["rebased"], partial(_rebased, given))


def _row_score(row: dict[str, Any]) -> dict[str, Any]:
    numbers = {key: Decimal(row[key]) for key in ("target", "actual", "points")}
    score = scoring.score_quantity(cmp=row["cmp"], **numbers)
    return {"met": score.met, "score": str(score.score), "findings": list(score.findings)}


def _budget_score(line: dict[str, Any]) -> dict[str, Any]:
    score = scoring.score_budget(budget=Decimal(line["budget"]), spent=Decimal(line["spent"]))
    said = {"score": None if score.score is None else str(score.score), "findings": list(score.findings)}
    return said if score.rate is None else said | {"rate": str(score.rate)}


def _rebased(given: dict[str, Any]) -> str:
    blocks = ("budget", "output", "benefit", "satisfaction")
    points = {block: Decimal(value) for block, value in zip(blocks, given["points"], strict=True)}
    return str(scoring.rebase(points, frozenset(given["not_applicable"]), Decimal(given["score"])))


def seed_cases(folder: Path) -> Iterator[Case]:
    """The seed notice: rows, target cells, sums and findings. The text lies in `seed/`, here or in the folder above."""
    known = folder / "seed" / "expected.json"
    texts = [*folder.glob("seed/*.txt"), *folder.glob("../../seed/*.txt")]
    if not known.exists() or not texts:
        return
    expected = json.loads(known.read_text("utf-8"))
    notice = read_text(decode(texts[0].read_bytes())[0])
    yield Case("seed document", _document(expected), partial(_said_document, notice))
    for row in expected["allocation"]["rows"]:
        yield Case(f"seed row {row['no']}", {key: row[key] for key in ROW}, partial(_said_row, notice, row["no"]))
    for one in expected["target_table"]["indicators"]:
        yield Case(f"seed 指标{one['no']}", _indicator(one), partial(_said_indicator, notice, one["no"]))
    computed = expected["allocation"]
    yield Case("seed sums", {key: computed[key] for key in SUMS}, partial(_said_sums, notice))
    found = {remark.id: _said_remark(remark) for remark in review(notice)}
    yield Case("seed findings", sorted(one["id"] for one in expected["findings"]), partial(sorted, found))
    for one in expected["findings"]:
        where = {key: str(value) for key, value in one["where"].items()}
        yield Case(
            f"seed {one['id']}", {key: one[key] for key in REMARK} | {"where": where}, partial(found.get, one["id"])
        )


def form_cases(data: dict[str, Any]) -> Iterator[Case]:
    """Self-evaluations of two places: each finding by place and kind, with what is printed and computed; no others."""
    form = msgspec.convert(data, SelfEvaluation)
    expected = data["expected"]["findings"]
    kinds = sorted([one["where"], one["kind"]] for one in expected)
    yield Case(f"texts {data['id']} findings", kinds, partial(_form_kinds, form))
    for one in expected:
        keys = [key for key in ("severity", "printed", "computed", "difference", "count") if key in one]
        wanted = {key: one[key] for key in keys}
        yield Case(f"texts {one['id']}", wanted, partial(_form_remark, form, one["where"], one["kind"], keys))


def _form_kinds(form: SelfEvaluation) -> list[list[str]]:
    return sorted([remark.where, remark.kind] for remark in review_form(form))


def _form_remark(form: SelfEvaluation, where: str, kind: str, keys: list[str]) -> dict[str, Any] | None:
    found = [remark for remark in review_form(form) if (remark.where, remark.kind) == (where, kind)]
    return {key: getattr(found[0], key) for key in keys} if found else None


ROW = (
    "line",
    "applicant_printed",
    "applicant_resolved",
    "inferred",
    "project",
    "amount_wan",
    "amount_fen",
    "share_pct",
)
SUMS = ("total_computed_wan", "total_ok", "total_fen", "total_words", "unattributed_wan_if_read_as_printed")
REMARK = ("severity", "printed", "message_zh", "message_en", "proposal", "basis")
SUBJECT = ("fund", "direction", "matter", "approval_class")


def _document(expected: dict[str, Any]) -> dict[str, Any]:
    given, period = expected["document"], expected["document"]["notice_period"]
    keys = ("masthead", "title", "basis_printed", "issuer_signature", "issued", "attachments", *SUBJECT)
    return {key: given[key] for key in keys} | {"period": period["printed"], "late": period["first_second_late"]}


def _said_document(notice: Notice) -> dict[str, Any]:
    said = {key: getattr(notice.subject, key) for key in SUBJECT}
    for key in ("masthead", "title", "basis", "signature"):
        name = {"basis": "basis_printed", "signature": "issuer_signature"}.get(key, key)
        said[name] = getattr(notice, key).text
    said["issued"] = notice.dated.isoformat() if notice.dated else None
    said["attachments"] = [entry.name for entry in notice.attachments]
    if notice.period and notice.period.counted.first_second_late:
        said["period"] = notice.period.printed.text
        said["late"] = notice.period.counted.first_second_late.isoformat()
    return said


def _said_row(notice: Notice, no: int) -> dict[str, Any]:
    plan = notice.plan
    if plan is None or plan.total is None or not plan.total.fen:
        return {}
    row = next(row for row in plan.rows if row.no == no)
    fen = row.amount.fen or 0
    return {
        "line": row.line,
        "applicant_printed": row.applicant.text,
        "applicant_resolved": row.applicant_resolved,
        "inferred": row.inferred,
        "project": row.project.text,
        "amount_wan": money.wan_of(fen),
        "amount_fen": fen,
        "share_pct": str(money.share_of(fen, plan.computed_fen)),
    }


def _said_sums(notice: Notice) -> dict[str, Any]:
    plan = notice.plan
    if plan is None or plan.total is None:
        return {}
    return {
        "total_computed_wan": money.wan_of(plan.computed_fen),
        "total_ok": plan.total.fen == plan.computed_fen,
        "total_fen": plan.total.fen,
        "total_words": capitals.capitals_of(plan.computed_fen),
        "unattributed_wan_if_read_as_printed": money.wan_of(plan.unattributed_fen),
    }


def _indicator(one: dict[str, Any]) -> dict[str, Any]:
    keys = ("no", "line", "level3", "own_level_line")
    values = {key: _value(one[key]) for key in ("period", "year", "own_level_period", "own_level_year")}
    return {key: one[key] for key in keys} | values


def _value(given: dict[str, Any]) -> dict[str, Any]:
    return _ordered(given["parsed"]) | {"printed": given["printed"]}


def _said_indicator(notice: Notice, no: int) -> dict[str, Any]:
    one = next(one for one in (notice.targets.indicators if notice.targets else ()) if one.no == no)
    said: dict[str, Any] = {"no": one.no, "line": one.whole.line, "level3": one.name}
    said["own_level_line"] = one.own.line if one.own else None
    for name, line in (("", one.whole), ("own_level_", one.own)):
        if line:
            said[f"{name}period"] = _ordered(msgspec.to_builtins(line.period.target))
            said[f"{name}year"] = _ordered(msgspec.to_builtins(line.year.target))
    return said


def _said_remark(remark: Remark) -> dict[str, Any]:
    place = {key: value for key, value in msgspec.structs.asdict(remark.place).items() if value}
    return {
        "severity": remark.severity,
        "printed": remark.printed,
        "message_zh": remark.words.zh,
        "message_en": remark.words.en,
        "proposal": remark.proposal.en if remark.proposal else None,
        "basis": remark.basis.en,
        "where": place,
    }


READERS: dict[str, Callable[[dict[str, Any], Path], Iterator[Case]]] = {
    "money.json": money_cases,
    "cuts.json": cut_cases,
    "lights.json": light_cases,
    "calendar.json": calendar_cases,
    "calendar_days.json": day_cases,
    "objections.json": objection_cases,
    "targets.json": target_cases,
    "scoring.json": scoring_cases,
}
