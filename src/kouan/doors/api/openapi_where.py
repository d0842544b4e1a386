"""The addresses of consignments, described."""

from collections.abc import Callable, Mapping
from typing import Any

from kouan.journeys.drafting import DECLARATIONS
from kouan.kernel.documents import DocumentType

Answers = Callable[..., dict[str, Any]]


def _named(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def where_paths(answers: Answers, types: Mapping[str, DocumentType]) -> dict[str, Any]:
    """Where a consignment is, the codes that tell of it, and the dry check of a document."""
    level = {"name": "level", "in": "query", "schema": {"enum": ["save", "submit"], "default": "submit"}}
    checks = {
        f"/api/v1/{code}:check": {
            "post": {
                "summary": f"只检查，不记录：{of.words.zh} · Check only: {of.words.en}",
                "parameters": [level],
                "responses": answers({"200": "发现 · findings"}, "400", "401", "404", "429"),
            }
        }
        for code, of in types.items()
    }
    clocks = {
        "/api/v1/completions": {
            "get": {
                "summary": "两步申报：待完整申报和逾期 · Two-step filing: what is to be completed, and what was late",
                "responses": answers({"200": "时限 · clocks"}, "401", "403", "429"),
            }
        }
    }
    return checks | clocks | _drafts(answers) | _looks(answers) | _codes(answers)


def _drafts(answers: Answers) -> dict[str, Any]:
    """A declaration drafted from an invoice and a packing list."""
    case = {"type": "string"}
    shape = {"type": "object", "properties": {"invoice": case, "packing_list": case}}
    return {
        f"/api/v1/{code}:draft": {
            "post": {
                "summary": "从留存的发票、装箱单起草，不记录 · Drafted from a kept invoice and packing list; nothing is recorded",
                "requestBody": {"content": {"application/json": {"schema": shape}}},
                "responses": answers(
                    {"200": "草稿与各值的来处 · the draft, and where each value came from"}, "400", "401", "404"
                ),
            }
        }
        for code in DECLARATIONS
    }


def _looks(answers: Answers) -> dict[str, Any]:
    id, found = _named("id"), {"200": "在哪里 · where it is"}
    asked = {"name": "number", "in": "query", "required": True, "schema": {"type": "string"}}
    return {
        "/api/v1/where": {
            "get": {
                "summary": "按案件号、单证号或提单号查自己的货 · One's own consignments by number",
                "parameters": [asked],
                "responses": answers(found, "401", "404", "429"),
            }
        },
        "/api/v1/where/{code}": {
            "get": {
                "summary": "按查询码看状态与时间，不需密钥 · States and times by a code, without a key",
                "parameters": [_named("code")],
                "security": [],
                "responses": answers(found, "404", "429"),
            }
        },
        "/api/v1/cases/{id}/where": {
            "get": {
                "summary": "一票货物的全部 · The whole consignment",
                "parameters": [id],
                "responses": answers(found, "401", "404"),
            }
        },
        "/api/v1/cases/{id}/bills": {
            "get": {
                "summary": "舱单各提单与不一致 · A manifest's bills and mismatches",
                "parameters": [id],
                "responses": answers({"200": "提单 · bills"}, "401", "404"),
            }
        },
    }


def _codes(answers: Answers) -> dict[str, Any]:
    id = _named("id")
    return {
        "/api/v1/cases/{id}/tellings": {
            "get": {
                "summary": "已发查询码 · Codes given out",
                "parameters": [id],
                "responses": answers({"200": "查询码 · codes"}, "401", "403", "404"),
            },
            "post": {
                "summary": "发查询码 · Make a code",
                "parameters": [id],
                "responses": answers({"201": "只显示一次 · shown once"}, "401", "403", "404", "409", "422"),
            },
        },
        "/api/v1/cases/{id}/tellings/{name}": {
            "delete": {
                "summary": "撤回查询码 · Revoke a code",
                "parameters": [id, _named("name")],
                "responses": answers({"200": "已撤回 · revoked"}, "401", "404"),
            }
        },
    }
