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

from kouan.areas.fund.rules import calendar, capitals, cuts, lights, money, objections, scoring, targets


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


def money_cases(data: dict[str, Any], _: Path) -> Iterator[Case]:
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
    for case in data["cases"]:
        yield Case(f"targets {case['printed']}", _ordered(case["expected"]), partial(_target, case["printed"]))


def _target(printed: str) -> dict[str, Any]:
    said: dict[str, Any] = msgspec.to_builtins(targets.read_target(printed))
    said.pop("printed")
    return _ordered(said)


def _ordered(said: dict[str, Any]) -> dict[str, Any]:
    return said | {"findings": sorted(said["findings"])}


def scoring_cases(data: dict[str, Any], _: Path) -> Iterator[Case]:
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
