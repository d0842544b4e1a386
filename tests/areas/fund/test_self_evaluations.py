"""A self-evaluation is read as filled in: what does not add up is said, what adds up is left alone."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouan.areas.fund.printed.self_evaluation import SelfEvaluation
from kouan.areas.fund.review.self_evaluations import review_form


def found(data: dict[str, Any]) -> set[tuple[str, str]]:
    """Place and kind of every remark on a form."""
    return {(remark.where, remark.kind) for remark in review_form(msgspec.convert(data, SelfEvaluation))}


@pytest.fixture
def towns(shared: Path) -> dict[str, Any]:
    """The form of a town, 2022."""
    data: dict[str, Any] = json.loads((shared / "vectors/fund/texts/chizhou_2022.json").read_text("utf-8"))
    return data


@pytest.fixture
def ports(shared: Path) -> dict[str, Any]:
    """The form of a port office, 2020."""
    data: dict[str, Any] = json.loads((shared / "vectors/fund/texts/yueyang_2020.json").read_text("utf-8"))
    return data


def test_a_mended_total_row_is_left_alone(towns: dict[str, Any]) -> None:
    """Fill the total row with its parts and the score with what follows: both findings go, no other."""
    before = found(towns)
    towns["funds"]["rows"][0] = ["年度资金总额", "90", "89.974", "89.974", "10", "100", "10"]
    assert before - found(towns) == {
        ("funds row 1", "total_differs_from_parts"),
        ("funds row 1 得分", "score_differs"),
    }
    assert found(towns) <= before


@pytest.mark.parametrize(
    ("row", "cell", "text", "kind"),
    [
        (1, 1, "551.0", "total_differs_from_parts"),
        (1, 4, "7.0", "balance_differs"),
    ],
)
def test_a_wrong_sum_of_money_is_found(ports: dict[str, Any], row: int, cell: int, text: str, kind: str) -> None:
    """Change one amount of a table that is right: its column or its row no longer adds up."""
    wrong = {**ports, "funds": {**ports["funds"], "rows": [list(each) for each in ports["funds"]["rows"]]}}
    wrong["funds"]["rows"][row + 1][cell] = text
    assert kind in {name for _, name in found(wrong) - found(ports)}


def test_far_off_is_not_rounding(ports: dict[str, Any]) -> None:
    """One unit of the last digit is rounding, ten are an error that blocks."""
    ports["expenses"]["rows"][2][1] = "418.13"
    assert ("expenses row 3", "sum_differs") in found(ports)


def test_points_are_held_to_their_block(towns: dict[str, Any]) -> None:
    """Points that exceed the block's head, and a score above its points, are found."""
    towns["indicators"]["rows"][0][5] = "18"
    towns["indicators"]["rows"][1][6] = "9"
    assert ("indicators 产出指标(50分)", "points_differ") in found(towns)
    assert ("indicators row 2", "score_outside") in found(towns)


@given(rows=st.lists(st.lists(st.text(max_size=8), max_size=8).map(tuple), max_size=5))
@settings(deadline=None)
def test_any_table_is_read(rows: list[tuple[str, ...]]) -> None:
    """Whatever stands in the cells, the review answers."""
    grid = {"columns": ["一级", "二级", "三级", "年度指标值", "实际完成值", "分值", "得分"], "rows": rows}
    money = {"columns": ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"], "rows": rows}
    found({"id": "x", "unit": "万元", "funds": money, "expenses": money, "indicators": grid})
