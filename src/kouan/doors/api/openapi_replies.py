"""The addresses of replies and subscriptions, described."""

from collections.abc import Callable, Mapping
from typing import Any

from kouan.journeys.answers.languages import LANGUAGES

Answers = Callable[..., dict[str, Any]]

_WANTED = {
    "type": "object",
    "required": ["url"],
    "properties": {"url": {"type": "string", "format": "uri"}, "scheme": {"enum": ["v1", "v1a"]}},
}
_FROM = {"type": "object", "properties": {"from": {"type": "integer", "minimum": 1}}}
_ID = ({"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},)
_DEED = {
    "name": "deed",
    "in": "path",
    "required": True,
    "schema": {"enum": ["test", "rotate", "stop", "resume", "replay", "resend"]},
}


def reply_paths(answers: Answers) -> dict[str, Any]:
    """Their part of the description; `answers` words the responses."""
    base = "/api/v1/replies"
    log = _query("after", "limit", "wait")
    return {
        base: {"get": _op("replies", "回执日志：从序号取，可等待 · Replies after an offset; may wait", answers, log)},
        f"{base}/stream": {
            "get": _op("reply_stream", "回执事件流（SSE） · Replies as server-sent events", answers, _query("after"))
        },
        f"{base}/subscriptions": {
            "get": _op("subscriptions", "推送订阅 · Subscriptions to pushed replies", answers),
            "post": _op(
                "subscribe", "新建推送订阅，密钥只示一次 · Subscribe; the secret is shown once", answers, body=_WANTED
            ),
        },
        f"{base}/subscriptions/{{id}}": {
            "get": _op("subscription", "订阅进度和死信 · How far it is, and its dead letters", answers, _ID),
            "delete": _op("unsubscribe", "取消订阅 · End a subscription", answers, _ID),
        },
        f"{base}/subscriptions/{{id}}/{{deed}}": {
            "post": _op(
                "subscription_deed",
                "测试、换密钥、暂停、恢复、从序号重发、重发死信 · Test, rotate, stop, resume, replay, resend",
                answers,
                (*_ID, _DEED),
                _FROM,
            )
        },
    }


def answer_paths(answers: Answers) -> dict[str, Any]:
    """Answers as messages of the standards."""
    wanted = ({"name": "as", "in": "query", "required": False, "schema": {"enum": list(LANGUAGES)}},)
    number = ({"name": "number", "in": "path", "required": True, "schema": {"type": "string"}},)
    return {
        "/api/v1/cases/{id}/replies": {
            "get": _op("case_replies", "可取的答复报文 · Answers that can be had as messages", answers, _ID)
        },
        "/api/v1/cases/{id}/replies/{number}": {
            "get": _op(
                "case_reply",
                "答复报文：WCO RES、CUSRES、APERAK、DEC_RESULT · One answer as a message of a standard",
                answers,
                (*_ID, *number, *wanted),
            )
        },
        "/api/v1/refused/{id}/answer": {
            "get": _op("refused_answer", "未受理答复报文 · A refusal as a message", answers, (*_ID, *wanted))
        },
    }


def outside_paths(answers: Answers) -> dict[str, Any]:
    """The door of an outside customs system."""
    base = "/api/v1/outside/replies"
    standing = (
        {"name": "standing", "in": "query", "required": False, "schema": {"enum": ["taken", "refused", "unknown"]}},
    )
    return {
        base: {
            "get": _op("outside_replies", "外部海关的答复 · Replies of an outside customs", answers, standing),
            "post": _op(
                "outside_hand_in",
                "转入外部海关的答复（RES、CUSRES、DEC_RESULT、DxpMsg） · Hand in replies of an outside customs",
                answers,
            ),
        },
        f"{base}/{{id}}": {"get": _op("outside_reply", "一条外部答复 · One of them", answers, _ID)},
        f"{base}/{{id}}/original": {"get": _op("outside_original", "原件 · The bytes as they came", answers, _ID)},
        f"{base}/{{id}}/again": {"post": _op("outside_again", "再试一次 · Look at it anew", answers, _ID)},
    }


def _query(*names: str) -> tuple[dict[str, Any], ...]:
    return tuple({"name": n, "in": "query", "required": False, "schema": {"type": "integer"}} for n in names)


def _op(
    name: str,
    summary: str,
    answers: Answers,
    parameters: tuple[Mapping[str, Any], ...] = (),
    body: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    told: dict[str, Any] = {"operationId": name, "summary": summary, "parameters": [*parameters]}
    if body:
        told["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return {**told, "responses": answers({"200": "好 · OK"}, "400", "401", "403", "404", "422", "429")}
