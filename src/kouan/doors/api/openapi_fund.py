"""The addresses of the special fund, described."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from kouan.areas.fund import queries
from kouan.areas.fund.applying.deeds import Taken
from kouan.areas.fund.applying.filing import ApplicationFiling, ApplicationTold, CallTold
from kouan.areas.fund.objecting.queries import Standing
from kouan.areas.fund.paying.telling import MoneyTold, PaymentTold
from kouan.areas.fund.planning.asking import MoveAsked, PlanAsked, PlanTold, RowChange, VersionAsked

from .fund_notices import MONEY, NoticeFiling

Answers = Callable[..., dict[str, Any]]
READ: dict[str, tuple[str, str]] = {
    "calls": ("fund_calls", "资金申报通知 · Calls of the fund"),
    "calls/{id}": ("fund_call", "一份通知：期限、上限、以往结果 · One call: dates, ceilings, earlier result"),
    "applications": (
        "fund_applications",
        "本单位的申报；资金管理和审计看全部 · One's own applications; all for fund officer and auditor",
    ),
    "applications/{id}": ("fund_application", "一份申报 · One application"),
    "plans": ("fund_plans", "分配方案（资金管理、审计） · Allocation plans, for fund officer and auditor"),
    "plans/{id}": ("fund_plan", "一份方案：现行版、各版摘要、经过 · One plan: what stands, every version, every deed"),
    "notices": ("fund_notices", "公示的最新各版 · Notices, the newest version of each"),
    "notices/{id}": ("fund_notice", "一份公示：读到的内容、发现、放行 · One notice: what was read, findings, waivers"),
    "notices/{id}/objections": (
        "fund_objections",
        "异议中公开的部分：件数、暂停的行、答复 · What is public of objections: numbers, suspended rows, answers",
    ),
    "notices/{id}/money": (
        "fund_money",
        "核定、下达、支付、支出，逐行 · Granted, allotted, paid and spent, row by row",
    ),
    "payments": ("fund_payments", "支付，可按公示（notice=） · Payments, of one notice where notice= names it"),
}
AMOUNTS = "金额写明单位，如 400万元，不写为元 · Amounts with their unit, such as 400万元; without one they are 元"
WRITE: dict[str, tuple[str, str, type[msgspec.Struct], str]] = {
    "applications": (
        "fund_apply",
        "申报项目，或交新的一版 · Apply with a project, or hand in a new version",
        ApplicationFiling,
        (
            "金额写明单位，如 400万元；附件为 base64，每个不超过 5 MB；8 MB 以内"
            " · Amounts with their unit, such as 400万元; papers as base64, at most 5 MB each; 8 MB in all"
        ),
    ),
    "plans": (
        "fund_plan_draft",
        "拟订方案 · Begin a plan",
        PlanAsked,
        "与方案的 plan.json 相同，金额为整数分；核定额由系统计算 · As plan.json has it, sums in whole 分; grants are worked out",
    ),
    "plans/{id}/versions": (
        "fund_plan_version",
        "保存新的一版，或恢复以前的一版 · Keep a new version, or take an earlier one up again",
        VersionAsked,
        "seen 是据以修改的版次 · `seen` is the version that was worked on",
    ),
    "plans/{id}/rows/{no}": (
        "fund_plan_row",
        "改一行，成为新的一版 · Change one row: a new version",
        RowChange,
        "没有写的栏目不变；金额为整数分 · What is not named stays; sums in whole 分",
    ),
    "plans/{id}/moves": (
        "fund_plan_move",
        "审核、退回、批准等 · Check, send back, approve and so on",
        MoveAsked,
        "check send_back approve withdraw reopen send close",
    ),
    "notices": (
        "fund_publish",
        "发布公示 · Publish a notice",
        NoticeFiling,
        "正文，或 base64 的文件；未放行的发现以 422 退回 · Text, or a file as base64; findings in the way are answered with 422",
    ),
    "notices/{id}/final": ("fund_final", "方案定稿 · Make the plan final", MONEY["final"], AMOUNTS),
    "notices/{id}/allotments": ("fund_allot", "下达 · Allot by a document", MONEY["allotments"], AMOUNTS),
    "notices/{id}/payments": ("fund_pay", "支付 · Pay a row", MONEY["payments"], AMOUNTS),
    "notices/{id}/returns": ("fund_return", "退回 · Money that came back", MONEY["returns"], AMOUNTS),
    "notices/{id}/reports": (
        "fund_report",
        "报告季度累计支出 · Report spending by a quarter's end",
        MONEY["reports"],
        AMOUNTS,
    ),
    "notices/{id}/stops": (
        "fund_stop",
        "暂停支付，或恢复 · Stop a row's payments, or lift the stop",
        MONEY["stops"],
        "lift 为 true 时恢复 · `lift` true lifts it",
    ),
    "notices/{id}/clawbacks": ("fund_claw_back", "责令缴回 · Call money back", MONEY["clawbacks"], AMOUNTS),
}
FUND_SHAPES: tuple[type[msgspec.Struct], ...] = (
    ApplicationTold,
    CallTold,
    Taken,
    PlanTold,
    queries.Shown,
    Standing,
    MoneyTold,
    PaymentTold,
    *(shape for _, _, shape, _ in WRITE.values()),
)
"""What the addresses speak of."""


def fund_paths(answers: Answers, key: Mapping[str, Any], ref: str) -> dict[str, Any]:
    """Their part of the description; `answers` words the responses, `key` is the header of retries."""
    made: dict[str, Any] = {}
    for path, (name, summary) in READ.items():
        made.setdefault(f"/api/v1/fund/{path}", {})["get"] = {
            "operationId": name,
            "summary": summary,
            "parameters": [*_named(path), *_paged(path)],
            "responses": answers({"200": "好 · OK"}, *(("401", "403", "404") if "{" in path else ("401", "403"))),
        }
    for path, (name, summary, shape, description) in WRITE.items():
        body = {"$ref": ref.format(name=shape.__name__)}
        made.setdefault(f"/api/v1/fund/{path}", {})["post"] = {
            "operationId": name,
            "summary": summary,
            "description": description,
            "parameters": [*_named(path), dict(key)],
            "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
            "responses": answers(GOOD, "400", "401", "403", "404", "409", "413", "422", "429", "503"),
        }
    return made


GOOD = {"201": "已受理并记入日志 · Recorded", "200": "此前已记录，原样回答 · Recorded before, the same answer"}


def _named(path: str) -> list[dict[str, Any]]:
    """What stands in braces in an address."""
    kinds = {"id": "string", "no": "integer"}
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": kind}}
        for name, kind in kinds.items()
        if f"{{{name}}}" in path
    ]


def _paged(path: str) -> list[dict[str, Any]]:
    """What a list may be asked."""
    kinds = {"applications": {}, "notices": {}, "payments": {"notice": "string"}}.get(path)
    asked = {**kinds, "limit": "integer", "offset": "integer"} if kinds is not None else {}
    return [{"name": name, "in": "query", "required": False, "schema": {"type": kind}} for name, kind in asked.items()]
