"""Any two revisions of a document side by side: the fields that differ, or all of them."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.templatetags.words import said
from kouan.store.house import house

from .case import case_for
from .paper import side_by_side
from .who import actor_of, sees_persons, signed_in


@require_safe
@signed_in
def compare(request: HttpRequest, id: str) -> HttpResponse:
    """`?a=1&b=3` names the revisions, the last two by default; `&all=1` shows the equal fields too."""
    who = actor_of(request)
    case, of = case_for(id, who)
    a, b = _number(request, "a", max(1, case.revision - 1)), _number(request, "b", case.revision)
    kept = [house().reader.document(case.id, n) for n in (a, b)]
    if kept[0] is None or kept[1] is None:
        raise Refused("case-unknown", Words("没有这一版。", "There is no such revision."))
    old, new = (msgspec.json.decode(k.canonical) for k in kept if k)
    rows = side_by_side(old, new, of.shape, persons=sees_persons(who), said=said)
    changed = [r for r in rows if r.was != r.now]
    values = {
        "case": case,
        "of": of,
        "a": a,
        "b": b,
        "all": request.GET.get("all") == "1",
        "rows": rows if request.GET.get("all") == "1" else changed,
        "changed": len(changed),
        "same": len(rows) - len(changed),
        "revisions": range(1, case.revision + 1),
    }
    return render(request, "doors/compare.html", values)


def _number(request: HttpRequest, name: str, usual: int) -> int:
    return whole(request.GET.get(name, ""), digits=6, otherwise=usual)
