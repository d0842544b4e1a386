"""Answers as messages of the standards, to be downloaded from the page of a case or of a refused filing."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kouan.journeys.answers import ours, refusing
from kouan.journeys.answers.languages import RES, Spoken
from kouan.store.house import house

from .case import case_for
from .refused import kept_of, writes
from .who import actor_of, signed_in


@require_safe
@signed_in
def answer(request: HttpRequest, id: str, number: str) -> HttpResponse:
    """One answer of a case as a file."""
    case, of = case_for(id, actor_of(request))
    reader = house().reader
    heard = ours.Heard(reader, of, case, reader.timeline(case.id))
    return _file(ours.answer(heard, number, request.GET.get("as", RES)))


@require_safe
@writes
def refused_answer(request: HttpRequest, id: str) -> HttpResponse:
    """The refusal as a file."""
    return _file(refusing.refused(kept_of(request, id), request.GET.get("as", RES)))


def _file(spoken: Spoken) -> HttpResponse:
    made = HttpResponse(spoken.writing.body, content_type=f"{spoken.form.media_type}; charset=utf-8")
    made["Content-Disposition"] = f'attachment; filename="{spoken.name}"'
    return made
