"""Signing in and out. In a demonstration the page lists the invented logins; elsewhere these do not sign in at all."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kouan.kernel.words import Words
from kouan.store.demo import demo_logins
from kouan.store.house import house
from kouan.store.limits import Limits
from kouan.store.models import Account

from .faults import answer

attempts = Limits(rate=0.2, burst=10)
"""Ten tries for one login, then one in five seconds: guessing is slow, and nobody is locked out for long."""

_WRONG = Words("登录名或密码不对。", "The login or the password is wrong.")


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; a good login goes on to `next`, or home."""
    name = request.POST.get("login", "")[:80]
    wrong: Words | None = None
    if request.method == "POST":
        wait = attempts.take(name)
        if wait:
            return _too_many(request, wait)
        account = _account(request, name)
        if account:
            login(request, account)
            return redirect(_next(request))
        wrong = _WRONG
    values = {
        "login": name,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "wrong": wrong,
        "demo": demo_logins() if house().demonstration else (),
    }
    return render(request, "doors/login.html", values, status=422 if wrong else 200)


def _account(request: HttpRequest, name: str) -> Account | None:
    account = authenticate(request, username=name, password=request.POST.get("password", ""))
    if not isinstance(account, Account):
        return None
    return account if house().demonstration or not account.organisation.fictitious else None


def _too_many(request: HttpRequest, wait: float) -> HttpResponse:
    seconds = int(wait) + 1
    words = Words("请 {s} 秒后再试。", "Try again in {s} s.").with_values(s=seconds)
    page = answer(request, 429, code="too-many-attempts", happened=words)
    page["Retry-After"] = str(seconds)
    return page


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("/")
