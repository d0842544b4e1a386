"""The addresses of joint inspections, described."""

from collections.abc import Callable
from typing import Any

Answers = Callable[..., dict[str, Any]]


def _day(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": {"type": "string", "format": "date"}}


def inspection_paths(answers: Answers) -> dict[str, Any]:
    """Calendar, what stands on a box, figures."""
    box = {"name": "container", "in": "query", "required": True, "schema": {"type": "string"}}
    place = {"name": "place", "in": "query", "required": False, "schema": {"type": "string"}}
    return {
        "/api/v1/inspections": {
            "get": {
                "summary": "联合查验日程 · The calendar of joint inspections",
                "parameters": [_day("from"), _day("to"), place],
                "responses": answers({"200": "日程 · appointments"}, "401", "403", "409", "422", "429"),
            }
        },
        "/api/v1/inspections/nearby": {
            "get": {
                "summary": "一个箱上的查验、扣留、禁卸 · Inspections, holds and stops on a box",
                "parameters": [box],
                "responses": answers({"200": "找到的 · what stands on it"}, "401", "403", "422", "429"),
            }
        },
        "/api/v1/inspections/figures": {
            "get": {
                "summary": "由日志算出的联合查验数字 · Figures of joint inspections, from the journal",
                "parameters": [_day("from"), _day("to")],
                "responses": answers({"200": "数字 · figures"}, "401", "403", "422", "429"),
            }
        },
    }
