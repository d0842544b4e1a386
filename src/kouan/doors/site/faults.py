"""When a page can not be given: what happened, that nothing was recorded, what to do. Never a traceback."""

import logging
import sys
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError, DataError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem
from kouan.store.database import Unavailable
from kouan.store.units import Conflict
from kouan.store.writer import Busy, Uncertain

log = logging.getLogger(__name__)

NOTHING = Words("这次操作没有记录任何内容。", "Nothing was recorded.")
PERHAPS = Words(
    "写入没有及时答复，可能已经记录，也可能没有。请先看案件的最新情况，不要直接重做。",
    "The store did not answer in time: it may have been recorded or not. Look at the case before doing it again.",
)
HOME = NavItem(Words("回首页", "Go to the home page"), "/")
BACK_TO_CASES = NavItem(Words("回案件列表", "Go to the cases"), "/cases/")

_TITLES = {
    400: Words("请求无法识别", "The request can not be understood"),
    403: Words("不能打开", "Not open to you"),
    404: Words("没有这一页", "There is no such page"),
    409: Words("情况已有变化", "Things have moved on"),
    413: Words("内容太大", "Too large"),
    429: Words("尝试过于频繁", "Too many attempts"),
    500: Words("系统出错，已记入运行日志", "The system failed, and has noted it"),
    503: Words("系统暂时不能办理", "The system can not act now"),
}
_HAPPENED = {
    400: Words("地址或提交的内容不完整。", "The address or what was sent is incomplete."),
    403: Words("您的身份不能做这件事。", "Your role does not do this."),
    404: Words("地址有误，或者这一页不对您开放。", "The address is wrong, or the page is not open to you."),
    413: Words("单次提交不能超过 4 MB。", "One request may not exceed 4 MB."),
    500: Words("不是您的操作造成的。稍后重试；仍然如此，请把下面的代码告诉运维人员。",
               "You did nothing wrong. Try again later; if it stays so, give the code below to the operator."),
    503: Words("请约 5 秒后重试。", "Try again in about 5 seconds."),
}  # fmt: skip


def answer(
    request: HttpRequest,
    status: int,
    *,
    code: str = "",
    happened: Words | None = None,
    acts: tuple[NavItem, ...] = (HOME,),
    unrecorded: Words = NOTHING,
) -> HttpResponse:
    """A page that says what went wrong. A broken store must not break it: 5xx pages read no account."""
    values = {
        "title": _TITLES[status],
        "happened": happened or _HAPPENED.get(status),
        "unrecorded": None if request.method in ("GET", "HEAD") else unrecorded,
        "acts": acts,
        "code": code or str(status),
    }
    context_of = request if status < 500 else None
    return HttpResponse(render_to_string("doors/fault.html", values, context_of), status=status)


def refusals(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what the house refuses or can not do now becomes a page with the right status."""

    def answered(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    answered.process_exception = refused  # type: ignore[attr-defined]
    return answered


def refused(request: HttpRequest, fault: Exception) -> HttpResponse | None:
    """The page for a fault that the house knows; None for one that it does not."""
    if isinstance(fault, Refused):
        status = _STATUS.get(fault.code, 409)
        return answer(request, status, code=fault.code, happened=fault.words, acts=(BACK_TO_CASES, HOME))
    if isinstance(fault, Conflict):
        return answer(request, 409, code=fault.code, happened=_RACE, acts=(BACK_TO_CASES, HOME))
    if isinstance(fault, RequestDataTooBig | TooManyFieldsSent):
        return answer(request, 413, code="too-large")
    if isinstance(fault, DataError):
        return answer(request, 400, code="value-unfit")
    if isinstance(fault, Uncertain):
        log.warning("answered 503: %s", fault)
        return answer(
            request, 503, code="answer-uncertain", happened=None, acts=(BACK_TO_CASES, HOME), unrecorded=PERHAPS
        )
    if isinstance(fault, Busy | Unavailable | DatabaseError | TimeoutError):
        log.warning("answered 503: %s: %s", type(fault).__name__, fault)
        page = answer(request, 503, code="busy" if isinstance(fault, Busy) else "store-unavailable")
        page["Retry-After"] = "5"
        return page
    return None


_STATUS = {
    "role-may-not": 403,
    "case-unknown": 404,
    "type-unknown": 404,
    "subscription-unknown": 404,
    "answer-unknown": 404,
    "answer-unsayable": 404,
    "format-unknown": 400,
    "reply-unknown": 404,
}
_RACE = Words(
    "有人先您一步作了决定。请看过最新情况再办。", "Somebody decided just before you. Look again, then decide."
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return answer(request, 413, code="too-large")
    return answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return answer(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return answer(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours, and the log has it; 503 where it is only that the store is away."""
    fault = sys.exc_info()[1]
    known = refused(request, fault) if isinstance(fault, Exception) else None
    return known or answer(request, 500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: sent from elsewhere, or the page stood open too long."""
    happened = Words(
        "这一页停留太久，或者表单不是从本站打开的。请重新打开再提交。",
        "The page stood open too long, or the form was not opened here. Open it again and send it again.",
    )
    return answer(request, 403, code="form-token", happened=happened)
