"""Who asks: from a signed-in account to the actor that the kernel knows."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from kouan.kernel.cases import may_read
from kouan.kernel.documents import DocumentType
from kouan.kernel.machine import Refused
from kouan.kernel.parties import NOBODY, Actor
from kouan.kernel.words import Words
from kouan.store.models import Account
from kouan.store.roles import ROLES, actor

View = Callable[..., HttpResponse]


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, in the role of the account; nobody where nobody is signed in or the role is no more."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account) or account.role not in ROLES:
        return NOBODY
    return actor(account.login, account.organisation_id, account.role)


def signed_in(view: View) -> View:
    """The page is for people who signed in; others go to the sign-in page and come back."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if actor_of(request).user:
            return view(request, *args, **kwargs)
        return redirect("/login?" + urlencode({"next": request.get_full_path()}))

    return guarded


def needing(permission: str) -> Callable[[View], View]:
    """The page is for roles that have this permission; others are refused with 403."""

    def wrapped(view: View) -> View:
        @signed_in
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if actor_of(request).may(permission):
                return view(request, *args, **kwargs)
            raise Refused("role-may-not", Words("您的身份不能打开这一页", "Your role does not open this page"))

        return guarded

    return wrapped


def decides(of: DocumentType, role: str) -> bool:
    """Has this role a step of its own on documents of this type, beside those who file them?"""
    agencies = set(of.lanes.agencies) if of.lanes else set()
    return role in agencies | {r for a in of.machine.actions.values() for r in a.by} - set(of.machine.lodge_by)


def sees_persons(who: Actor) -> bool:
    """May this actor read the names of natural persons in a document that it may open?"""
    return who.may("persons.read")


__all__ = ["actor_of", "decides", "may_read", "needing", "sees_persons", "signed_in"]
