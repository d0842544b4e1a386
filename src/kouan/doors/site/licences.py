"""Licences and handbook items: a firm's own with what remains, every one for officers; a file taken over by the operator."""

from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kouan.areas.window.taking.sheet import MOST_BYTES, TOO_LARGE
from kouan.journeys import catalogue
from kouan.journeys import licences as books
from kouan.journeys.filing import Faulty
from kouan.journeys.licensing import telling
from kouan.journeys.licensing.telling import Told
from kouan.kernel.journal import instant
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.marks import Chip, Kind
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.units import Conflict

from .taxes.mine import RACED
from .who import actor_of, signed_in

UNKNOWN = Words("没有这份许可证，或不是本单位的。", "There is no such licence of yours.")
CLOSED = Words("您的身份不能打开这一页", "Your role does not open this page")


def may_open(who: Actor) -> bool:
    """Who has a page of licences: who declares, and who sees all."""
    return who.role == "declarant" or telling.sees_all(who)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    """The list; the operator's form takes a file over."""
    who = actor_of(request)
    if not may_open(who):
        raise Refused("role-may-not", CLOSED)
    values: dict[str, Any] = {"takes": who.may("system.operate"), "all": telling.sees_all(who)}
    if request.method == "POST":
        try:
            done = _taken(request, who)
        except Faulty as faulty:
            values["faults"] = faulty.findings[:50]
        except Refused as refused:
            values["fault"] = refused.words
        except Conflict:
            values["fault"] = RACED
        else:
            messages.success(request, said(done))
            return redirect("/licences/")
    found = telling.licences(house().reader, who, law_day(house().now()))
    values["rows"] = [(one, unit(one.unit), chip(one)) for one in found]
    return render(request, "doors/licences.html", values, status=422 if {"faults", "fault"} & set(values) else 200)


def _taken(request: HttpRequest, who: Actor) -> Words:
    file = request.FILES.get("file")
    if file is None:
        raise Refused("no-file", Words("没有选文件", "No file was chosen"))
    if (file.size or 0) > MOST_BYTES:
        raise Refused("file-too-large", TOO_LARGE)
    unit_ = books.taken(house(), file.read(), table=request.POST.get("table", "licences"), actor=who)
    answer = msgspec.json.decode(house().writer.write(unit_).answer)
    return Words("登记 {n} 份，已有 {k} 份不动。", "{n} registered, {k} known ones left alone.").with_values(
        n=answer["registered"], k=answer["known"]
    )


@require_safe
@signed_in
def one(request: HttpRequest, id: str) -> HttpResponse:
    """A licence with its movements."""
    who = actor_of(request)
    found = telling.licence(house().reader, id[:15], who, law_day(house().now())) if may_open(who) else None
    if found is None:
        raise Refused("case-unknown", UNKNOWN)
    moves = [(e, instant(e.at)) for e in found.entries]
    values = {
        "one": found,
        "unit": unit(found.unit),
        "chip": chip(found),
        "moves": moves,
        "days": (found.valid_from, found.valid_to),
    }
    return render(request, "doors/licence.html", values)


def unit(code: str) -> Words:
    """A unit in words."""
    return catalogue.code_lists()["unit"].words(code) or Words(code, code)


def chip(one: Told) -> Chip:
    """Where it stands, as a mark."""
    return Chip(Kind(telling.STANDINGS[one.standing][1]), one.words)
