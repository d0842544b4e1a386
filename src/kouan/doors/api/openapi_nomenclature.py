"""The addresses of commodity codes, described."""

from collections.abc import Callable
from typing import Any

Answers = Callable[..., dict[str, Any]]


def nomenclature_paths(answers: Answers) -> dict[str, Any]:
    """Search and one code; neither asks for a key."""
    words = {"name": "q", "in": "query", "required": True, "schema": {"type": "string"}}
    code = {"name": "code", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[0-9]{2,10}$"}}
    return {
        "/api/v1/hs": {
            "get": {
                "summary": "按名称或编号开头查商品编号 · Commodity codes by words or first digits",
                "parameters": [words],
                "security": [],
                "responses": answers({"200": "编号与名称 · codes and titles"}, "422"),
            }
        },
        "/api/v1/hs/{code}": {
            "get": {
                "summary": "一个商品编号：位置、税率、规则、相近的 · One code: place, rates, rules, the nearest",
                "parameters": [code],
                "security": [],
                "responses": answers({"200": "编号 · the code"}, "404", "422"),
            }
        },
    }
