"""Views of the queue that a person keeps under a name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from kouan.kernel.words import Words
from kouan.kit.frame import NavItem
from kouan.kit.templatetags.words import said
from kouan.store.models import SavedView

from .who import actor_of, signed_in

MOST = 20
NAME = 40
KEPT = ("hands", "type", "state", "port", "q")


def saved(login: str) -> list[SavedView]:
    """The views that a person keeps, in the order of their names."""
    return list(SavedView.objects.filter(login=login).order_by("name", "id"))


def rail_of(views: list[SavedView], query: str) -> tuple[NavItem, ...]:
    """The views as lines of the rail."""
    return tuple(NavItem(Words(v.name, v.name), f"/cases/?{v.query}", here=v.query == query) for v in views)


@require_POST
@signed_in
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the search of the page under a name; the same name again takes the new search."""
    login, name = actor_of(request).user, request.POST.get("name", "").replace("\x00", "").strip()[:NAME]
    asked = {k: request.POST[k].replace("\x00", "")[:80] for k in KEPT if request.POST.get(k)}
    query = urlencode(asked)
    if not name:
        messages.error(request, said(Words("请给视图起个名字。", "Give the view a name.")))
    elif len(saved(login)) >= MOST and not SavedView.objects.filter(login=login, name=name).exists():
        messages.error(request, said(Words(f"最多保存 {MOST} 个视图。", f"{MOST} views at most.")))
    else:
        SavedView.objects.update_or_create(login=login, name=name, defaults={"query": query})
        messages.success(request, said(Words("已保存视图“{n}”。", 'Kept as "{n}".').with_values(n=name)))
    return redirect(f"/cases/?{query}")


@require_POST
@signed_in
def drop(request: HttpRequest, id: int) -> HttpResponse:
    """Forget a view of the own."""
    SavedView.objects.filter(login=actor_of(request).user, id=id).delete()
    return redirect("/cases/")
