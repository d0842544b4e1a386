"""A receiver of pushed replies for demonstrations: it answers what its address asks for. Elsewhere it is not there."""

from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from kouan.kernel.words import Words

from .lane import Lane
from .wire import Problem, read_body, send_bytes, whole


async def take(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/demonstration/receiver?answer=STATUS: takes anything, answers 204 or the status asked for."""
    if not lane.house.demonstration:
        raise Problem(404, "address-unknown", Words("没有这个地址", "There is no such address"))
    await read_body(scope, receive)
    asked = whole(parse_qs(scope["query_string"].decode("latin-1")).get("answer", ["204"])[-1])
    await send_bytes(send, asked if asked and 200 <= asked <= 599 else 204, b"")
