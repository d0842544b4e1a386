"""Pages and files of differences: a plan's for officers and auditors, a notice's for everybody."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kouan.areas.fund import queries
from kouan.areas.fund.comparing.chain import chain
from kouan.areas.fund.comparing.difference import Difference, difference
from kouan.areas.fund.comparing.files import as_csv, as_json
from kouan.areas.fund.comparing.sides import Side, of_notice, of_plan
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.planner.pages import BACK, reader
from kouan.areas.fund.planning.queries import listed
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem
from kouan.kit.lists import Export
from kouan.store.house import house

ON_A_PAGE = 100
MOST_CHANGES = 500
"""Changes that the page shows; the files have them all."""
FILES = {"json": ("application/json", as_json), "csv": ("text/csv; charset=utf-8", as_csv)}


@require_safe
@login_required
def of_a_plan(request: HttpRequest, number: str, form: str = "") -> HttpResponse:
    """Any two versions of a plan, and the plan against all that followed from it."""
    reader(request)
    if listed(number) is None:
        raise Http404
    crumbs = (*BACK, NavItem(Words(number, number), reverse("fund:plan", args=[number])))
    return _answer(request, number, of_plan(number, house().reader), form, crumbs)


@require_safe
def of_a_notice(request: HttpRequest, number: str, form: str = "") -> HttpResponse:
    """Any two published versions of a notice, and notice, final plan, documents and payments."""
    if queries.notice(number, house().reader) is None:
        raise Http404
    crumbs = (*HERE, NavItem(Words("公示", "Notice"), reverse("fund:notice", args=[number])))
    return _answer(request, number, of_notice(number, house().reader), form, crumbs)


def _answer(
    request: HttpRequest, number: str, sides: list[Side], form: str, crumbs: tuple[NavItem, ...]
) -> HttpResponse:
    old, new = _chosen(request, sides)
    found = difference(old, new)
    if form:
        return _file(number, found, form)
    query = request.GET.urlencode()
    whole = chain(sides)
    context = {
        "crumbs": crumbs,
        "number": number,
        "sides": sides,
        "old": old,
        "new": new,
        "found": found,
        "chain": whole,
        "page": Paginator(whole.rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "changes": found.changes[:MOST_CHANGES],
        "more": max(len(found.changes) - MOST_CHANGES, 0),
        "exports": [Export(kind.upper(), f"{request.path}differences.{kind}?{query}") for kind in FILES],
    }
    return render(request, "fund/compare.html", context)


def _file(number: str, found: Difference, form: str) -> HttpResponse:
    media, made = FILES[form]
    answer = HttpResponse(made(found), content_type=media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{number}-differences.{form}"'
    return answer


def _chosen(request: HttpRequest, sides: list[Side]) -> tuple[Side, Side]:
    """The two sides asked for; else the last two. A bare number is a version of the plan."""
    if not sides:
        raise Http404
    last = len(sides) - 1
    return _side(request, "old", sides, max(last - 1, 0)), _side(request, "new", sides, last)


def _side(request: HttpRequest, name: str, sides: list[Side], fallback: int) -> Side:
    asked = request.GET.get(name, "")
    if not asked:
        return sides[fallback]
    code = f"plan:{asked}" if asked.isdigit() else asked
    found = next((side for side in sides if side.code == code), None)
    if found is None:
        raise Http404
    return found
