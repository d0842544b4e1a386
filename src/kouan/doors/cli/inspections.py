"""`kouan inspections list | near | figures | ask | do`: joint inspections, asked of a running port over HTTP."""

import argparse
import uuid
from pathlib import Path
from typing import Any

import httpx
import msgspec

from kouan.areas.window.inspecting.saying import span
from kouan.journeys.inspecting.calendar import Inspection, part_words
from kouan.journeys.inspecting.counting import Counted
from kouan.journeys.inspecting.nearby import Near
from kouan.kernel.words import Words
from kouan.store.roles import ROLES

from .port import Deed, Refused, address, told, with_port
from .verbs import purpose


class _Listed(msgspec.Struct):
    inspections: list[Inspection]


class _Near(msgspec.Struct):
    found: list[Near]


class _Figures(msgspec.Struct):
    figures: Counted


class _Problem(msgspec.Struct):
    message: Words
    findings: list[dict[str, Any]] = []


class _Case(msgspec.Struct):
    id: str
    version: int
    state: str


class _Standing(msgspec.Struct):
    case: _Case


FIGURES = {
    "requested": "提出 asked for",
    "done": "已查完 held",
    "cancelled": "取消 called off",
    "visits": "参加单位次数 agency visits",
    "openings": "开箱次数 openings",
    "saved": "少开箱次数 openings saved",
    "with_findings": "有异常 with findings",
    "answer_minutes": "答复用时中位，分钟 to an answer (median minutes)",
    "agree_minutes": "提出到商定中位，分钟 asked to agreed",
    "ready_minutes": "商定到备箱中位，分钟 agreed to ready",
    "inspect_minutes": "查验用时中位，分钟 under way",
}


def add(verbs: Any) -> None:
    """Register the verb and its parts."""
    made = verbs.add_parser("inspections", help=purpose("inspections"))
    made.set_defaults(verb=lambda asked, wired: made.print_help() or 2)
    parts = made.add_subparsers(title="parts", metavar="PART")
    listed = _part(parts, "list", "日程 · the calendar", show)
    listed.add_argument("--from", dest="first", metavar="DAY")
    listed.add_argument("--to", dest="last", metavar="DAY")
    listed.add_argument("--place", default="")
    near = _part(parts, "near", "一个箱上还有什么 · what else stands on a box", show_near)
    near.add_argument("container", metavar="CONTAINER")
    figures = _part(parts, "figures", "由日志算出的数字 · figures from the journal", show_figures)
    figures.add_argument("--from", dest="first", metavar="DAY")
    figures.add_argument("--to", dest="last", metavar="DAY")
    ask = _part(parts, "ask", "约一次（JSON 文件） · ask for one, from a JSON file", file_one)
    ask.add_argument("file", metavar="FILE")
    do = _part(parts, "do", "答复、备箱、登记结果 · answer, make ready, write a result", act)
    do.add_argument("id", metavar="CASE")
    do.add_argument(
        "action", metavar="ACTION", help="join decline pass propose prepare delay begin clear_goods find miss cancel"
    )
    do.add_argument("--reason", default="")
    do.add_argument("--begins", metavar="TIME", help="2026-11-24T14:00+08:00")
    do.add_argument("--ends", metavar="TIME")
    do.add_argument("--code", action="append", default=[], metavar="CODE", help="发现代码，可多次 · again for more")


def _part(parts: Any, name: str, words: str, verb: Deed) -> Any:
    made = parts.add_parser(name, help=words)
    address(made)
    made.add_argument("--json", action="store_true", help="原样 JSON · JSON as it came")
    made.set_defaults(verb=with_port(verb, seconds=30))
    return made


def _good(answer: httpx.Response) -> bytes:
    """The body of a good answer. Raises `Refused` with what the port said."""
    if answer.is_success:
        return answer.content
    problem = msgspec.json.decode(answer.content, type=_Problem)
    found = (f"  {f['path']}: {f['message']['zh']} · {f['message']['en']}" for f in problem.findings)
    raise Refused("\n".join([str(problem.message), *found]))


def _days(asked: argparse.Namespace) -> dict[str, str]:
    return {k: v for k, v in (("from", asked.first), ("to", asked.last)) if v}


def show(asked: argparse.Namespace, port: httpx.Client) -> int:
    """The calendar, a line an inspection and one for each part."""
    body = _good(port.get("/api/v1/inspections", params={**_days(asked), "place": asked.place}))
    if asked.json:
        return told([body.decode()])
    found = msgspec.json.decode(body, type=_Listed).inspections
    return told([text for one in found for text in lines(one)] or ["没有联合查验 · no joint inspection"])


def lines(one: Inspection) -> list[str]:
    """One inspection for a terminal."""
    parts = "，".join(f"{_role(a)} {part_words(s)}" for a, s in one.parts.items())
    things = " ".join((*one.containers, *one.subjects))
    return [f"{one.id} {span(one.begins, one.ends)} {one.place} · {one.words}", f"  {things} | {parts}"]


def _role(role: str) -> str:
    return str(ROLES[role].words) if role in ROLES else role


def show_near(asked: argparse.Namespace, port: httpx.Client) -> int:
    """What stands on a box."""
    body = _good(port.get("/api/v1/inspections/nearby", params={"container": asked.container}))
    if asked.json:
        return told([body.decode()])
    found = msgspec.json.decode(body, type=_Near).found
    return told([f"{n.kind:11} {n.id} {_role(n.agency)} {n.words}" for n in found] or ["没有 · nothing"])


def show_figures(asked: argparse.Namespace, port: httpx.Client) -> int:
    """The figures, one a line."""
    body = _good(port.get("/api/v1/inspections/figures", params=_days(asked)))
    if asked.json:
        return told([body.decode()])
    found = msgspec.json.decode(body, type=_Figures).figures
    made = [
        f"{getattr(found, n) if getattr(found, n) is not None else '—':>6}  {words}" for n, words in FIGURES.items()
    ]
    return told([*made, f"日志 journal #{found.first_seq}–#{found.last_seq}"])


def file_one(asked: argparse.Namespace, port: httpx.Client) -> int:
    """Ask for one with the document of a file."""
    body = Path(asked.file).read_bytes()
    head = {"idempotency-key": f"cli-{uuid.uuid4()}", "content-type": "application/json"}
    answer = _good(port.post("/api/v1/joint_inspection", content=body, headers=head))
    return told([answer.decode() if asked.json else _stands(answer)])


def act(asked: argparse.Namespace, port: httpx.Client) -> int:
    """One step, on the version that stands now."""
    seen = msgspec.json.decode(_good(port.get(f"/api/v1/cases/{asked.id}")), type=_Standing).case
    details: dict[str, Any] = {k: v for k, v in (("begins", asked.begins), ("ends", asked.ends)) if v}
    details |= {"codes": asked.code} if asked.code else {}
    said = {"action": asked.action, "version": seen.version, "reason": asked.reason, "details": details}
    answer = _good(port.post(f"/api/v1/cases/{asked.id}/decisions", json=said))
    return told([answer.decode() if asked.json else _stands(answer)])


def _stands(body: bytes) -> str:
    case = msgspec.json.decode(body, type=_Standing).case
    return f"{case.id} {case.state}（第 {case.version} 步 step {case.version}）"
