"""The addresses of taxes, described."""

from collections.abc import Callable
from typing import Any

Answers = Callable[..., dict[str, Any]]

_MONTH = {
    "type": "object",
    "required": ["month"],
    "properties": {"month": {"type": "string", "pattern": "^\\d{4}-\\d{2}$"}},
}
_WANTED = {
    "type": "object",
    "required": ["subjects"],
    "properties": {"subjects": {"type": "array", "items": {"type": "string"}}},
}
_REFUND = {
    "type": "object",
    "required": ["key", "bill", "fen", "reason"],
    "properties": {
        "key": {"type": "string"},
        "bill": {"type": "string"},
        "fen": {"type": "integer", "minimum": 1},
        "reason": {"type": "string"},
    },
}
_DECISION = {
    "type": "object",
    "required": ["key", "grant"],
    "properties": {"key": {"type": "string"}, "grant": {"type": "boolean"}, "reason": {"type": "string"}},
}


def tax_paths(answers: Answers) -> dict[str, Any]:
    """Their part of the description; `answers` words the responses."""
    base = "/api/v1/tax"
    asked = [_query("declaration"), _query("state")]
    pay = '缴税或用担保，NDJSON，每行 {"key", "bill"|"declaration"|"statement", "guarantee"?} · Pay or secure, a line each'
    return {
        f"{base}/bills": {"get": _op("tax_bills", "税单 · Tax bills, amounts in 分", answers, parameters=asked)},
        f"{base}/account": {"get": _op("tax_account", "担保和月结单 · Guarantees and statements", answers)},
        f"{base}/payments": {"post": _op("pay_taxes", pay, answers, media="application/x-ndjson")},
        f"{base}/statements": {
            "post": _op("draw_statements", "开出某月月结单（海关） · Draw a month (customs)", answers, body=_MONTH)
        },
        f"{base}/refunds": {
            "get": _op("tax_refunds", "退税 · Refunds", answers),
            "post": _op("propose_refund", "请求退税（分） · Ask for money back, in 分", answers, body=_REFUND),
        },
        f"{base}/refunds/{{id}}/decision": {
            "post": _op(
                "decide_refund", "准予或不予退税（海关） · Grant or refuse it (customs)", answers, body=_DECISION
            )
            | {"parameters": [{**_query("id"), "in": "path", "required": True}]}
        },
        f"{base}/orders:collect": {
            "post": _op(
                "collect_orders",
                "银行取扣款指令 pain.001；没有为 204 · The bank fetches its orders; 204 for none",
                answers,
                body=_WANTED,
                parameters=[_query("again")],
            )
        },
        f"{base}/bank-messages": {
            "post": _op(
                "bank_message",
                "银行报来 camt.054、pain.002；重复无效果 · A bank's message; told again, it changes nothing",
                answers,
                media="application/xml",
            )
        },
    }


def _query(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "string"}}


def _op(
    name: str,
    summary: str,
    answers: Answers,
    *,
    parameters: list[dict[str, Any]] | None = None,
    body: dict[str, Any] | None = None,
    media: str = "",
) -> dict[str, Any]:
    made = {
        "operationId": name,
        "summary": summary,
        "parameters": parameters or [],
        "responses": answers({"200": "好 · OK"}, "400", "401", "403", "404", "409", "422", "429", "503"),
    }
    if body or media:
        content = {media or "application/json": {"schema": body or {"type": "string"}}}
        made["requestBody"] = {"required": bool(media), "content": content}
    return made
