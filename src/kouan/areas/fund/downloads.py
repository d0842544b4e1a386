"""A published version as files: for machines, for printers, and what each of them leaves out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kouan.areas.fund import queries
from kouan.areas.fund.exports.bundle import source_of
from kouan.areas.fund.exports.forms import FORMS
from kouan.areas.fund.exports.loss import losses
from kouan.areas.fund.exports.names import Source
from kouan.areas.fund.exports.page import NOTE
from kouan.areas.fund.objecting.queries import standing
from kouan.areas.fund.pages import HERE
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem
from kouan.store.house import house


@require_safe
def listed(request: HttpRequest, number: str, revision: int) -> HttpResponse:
    """Every file of a version, and the loss report."""
    source, shown = _source(request, number, revision)
    counted = losses(source, remarks=len(shown.remarks), waived=len(shown.waivers), objections=standing(number).total)
    context = {
        "crumbs": (*HERE, NavItem(Words("公示", "Notice"), reverse("fund:notice", args=[number]))),
        "listed": shown.listed,
        "forms": [
            (name, form.words, reverse("fund:file", args=[number, revision, name])) for name, form in FORMS.items()
        ],
        "losses": counted,
        "note": NOTE,
    }
    return render(request, "fund/downloads.html", context)


@require_safe
def file(request: HttpRequest, number: str, revision: int, name: str) -> HttpResponse:
    """One file. It is made from the published version each time, and is the same each time."""
    if name not in FORMS:
        raise Http404
    form = FORMS[name]
    source, _ = _source(request, number, revision)
    answer = HttpResponse(form.made(source), content_type=form.media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{number}-v{revision}-{name}"'
    return answer


def _source(request: HttpRequest, number: str, revision: int) -> tuple[Source, queries.Shown]:
    url = request.build_absolute_uri(reverse("fund:version", args=[number, revision]))
    found = source_of(number, revision, house().reader, url)
    if found is None:
        raise Http404
    return found
