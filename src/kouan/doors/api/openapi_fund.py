"""The addresses of the special fund, described."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from kouan.areas.fund.applying.deeds import Taken
from kouan.areas.fund.applying.filing import ApplicationFiling, ApplicationTold, CallTold

Answers = Callable[..., dict[str, Any]]
SHAPES = (ApplicationFiling, ApplicationTold, CallTold, Taken)
_ID = ({"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},)


def fund_paths(answers: Answers, key: Mapping[str, Any], ref: str) -> dict[str, Any]:
    """Their part of the description; `answers` words the responses, `key` is the header of retries."""
    base = "/api/v1/fund"
    query = tuple(
        {"name": name, "in": "query", "required": False, "schema": {"type": "integer"}} for name in ("limit", "offset")
    )
    good = {"201": "已受理并记入日志 · Recorded", "200": "此前已记录，原样回答 · Recorded before, the same answer"}
    body = {"$ref": ref.format(name=ApplicationFiling.__name__)}
    return {
        f"{base}/calls": {"get": _get("fund_calls", "资金申报通知 · Calls of the fund", answers)},
        f"{base}/calls/{{id}}": {
            "get": _get(
                "fund_call", "一份通知：期限、上限、以往结果 · One call: dates, ceilings, earlier result", answers, _ID
            )
        },
        f"{base}/applications": {
            "get": _get("fund_applications", "本单位的申报 · One's own applications", answers, query),
            "post": {
                "operationId": "fund_apply",
                "summary": "申报项目，或交新的一版 · Apply with a project, or hand in a new version",
                "description": "金额写明单位，如 400万元；附件为 base64，每个不超过 5 MB；8 MB 以内"
                " · Amounts with their unit, such as 400万元; papers as base64, at most 5 MB each; 8 MB in all",
                "parameters": [dict(key)],
                "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
                "responses": answers(good, "400", "401", "403", "404", "409", "413", "422", "429", "503"),
            },
        },
        f"{base}/applications/{{id}}": {
            "get": _get("fund_application", "本单位的一份申报 · One of one's own applications", answers, _ID)
        },
    }


def fund_schemas(ref: str) -> dict[str, Any]:
    """The shapes that the addresses speak of."""
    _, components = msgspec.json.schema_components(SHAPES, ref_template=ref)
    return dict(components)


def _get(name: str, summary: str, answers: Answers, parameters: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    bad = ("401", "403", "404") if parameters else ("401",)
    return {
        "operationId": name,
        "summary": summary,
        "parameters": list(parameters),
        "responses": answers({"200": "好 · OK"}, *bad),
    }
