"""The Harmonized System to browse and to search: sections and chapters, then each code with what touches it."""

import re

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kouan.areas.window.nomenclature import editions
from kouan.areas.window.nomenclature.finding import HAN, search
from kouan.areas.window.nomenclature.near import nearest
from kouan.areas.window.tax.tables import KINDS
from kouan.journeys.nomenclature import names, told
from kouan.journeys.taxes import tables
from kouan.kernel.words import Words
from kouan.store.house import house

from .documents import STANDINGS

CODE = re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{8}|[0-9]{10}")
PAGE = 50
NOT_THERE = Words("没有这个编号。", "There is no such code.")


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """Sections and chapters; with `q` what it finds. Digits that are one whole code lead to the code."""
    asked = request.GET.get("q", "").strip()[:80]
    digits = re.sub(r"[.\s]", "", asked)
    if CODE.fullmatch(digits) and editions.above(digits):
        return redirect(f"/hs/{digits}/")
    named = names()
    hits = search(asked, named) if asked else []
    values = {
        "asked": asked,
        "edition": editions.EDITIONS.values[-1],
        "standing": STANDINGS[editions.EDITIONS.values[-1].standing],
        "found": Paginator([(e, named.get(e.code, "")) for e in hits], PAGE).get_page(request.GET.get("page")),
        "near": nearest(digits) if not hits and digits.isascii() and digits.isdecimal() and len(digits) >= 6 else (),
        "unnamed": bool(HAN.search(asked)) and not named,
        "counts": {n: sum(1 for c in editions.entries() if len(c) == n) for n in editions.LEVELS},
        "sections": [
            (s, [e for e in editions.below()[""] if s.first <= e.code <= s.last]) for s in editions.sections()
        ],
        "named": named,
    }
    return render(request, "doors/hs.html", values)


@require_safe
def code(request: HttpRequest, code: str) -> HttpResponse:
    """One code of 2 to 10 digits: where it stands, what is below, what touches it. 404 for what is no number."""
    if not CODE.fullmatch(code):
        raise Http404(NOT_THERE.zh)
    made = told(code, *tables(house().reader))
    values = {
        "told": made,
        "edition": editions.EDITIONS.values[-1],
        "standing": STANDINGS[made.standing],
        "above": [(e, made.names.get(e.code, "")) for e in made.above],
        "below": [(e, made.names.get(e.code, "")) for e in made.below],
        "here": made.names.get(code, ""),
        "title": made.above[-1] if made.above and made.above[-1].code == code[:6] else None,
        "rates": [(r, KINDS[r.kind], STANDINGS.get(r.standing, Words(r.standing, r.standing))) for r in made.rates],
        "gone": len(code) >= 6
        and not made.known
        and code[:2] not in editions.EDITIONS.values[-1].value.national_chapters,
    }
    return render(request, "doors/hs_code.html", values, status=200 if made.above or not values["gone"] else 404)
