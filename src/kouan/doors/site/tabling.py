"""The tariff of this installation: its versions; a file previewed row by row, weighed, then taken over by the operator."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kouan.areas.fund import staging
from kouan.areas.window.taking import keeping
from kouan.areas.window.taking.merging import Mode
from kouan.areas.window.taking.sheet import MOST_BYTES, TOO_LARGE
from kouan.areas.window.taking.tariff import Defaults
from kouan.areas.window.tax.tables import KINDS, sample_texts
from kouan.journeys.tariffs import LAST, preview, take, weigh
from kouan.journeys.taxes import tables
from kouan.kernel.journal import instant
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.saying import yuan
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.units import Conflict

from .documents import STANDINGS
from .taxes.mine import RACED
from .who import actor_of, needing

SHOWN = 100
"""So many faults and declarations are listed on the page; the command line lists all."""
LASTS = (100, LAST, 2000)
GONE = Words("文件已不在，请重新选择", "The file is gone: choose it again")
NO_FILE = Words("没有选文件", "No file was chosen")


@require_http_methods(["GET", "POST"])
@needing("system.operate")
def tariff(request: HttpRequest) -> HttpResponse:
    """Versions held, and the form; a file posted is previewed, a preview confirmed is taken."""
    values: dict[str, Any] = {**_held(), "was": request.POST, "last": LAST}
    if request.method == "POST":
        try:
            digest, name = _file(request)
            if request.POST.get("deed") == "take":
                _take(request.POST, digest, name, actor_of(request))
                messages.success(request, said(Words("已装入新的一版。", "A new version was taken over.")))
                return redirect("/tables/tariff/")
            values |= _previewed(request.POST, digest, name)
        except Refused as refused:
            values["fault"] = refused.words
        except Conflict:
            values["fault"] = RACED
    return render(request, "doors/tariff.html", values, status=422 if "fault" in values else 200)


@require_safe
@needing("system.operate")
def version(request: HttpRequest, number: int) -> HttpResponse:
    """A version as it was taken, as CSV; number 0 is the invented sample."""
    try:
        text = keeping.content(house().reader, keeping.TARIFF, number) if number else sample_texts()[0]
    except LookupError:
        raise Http404 from None
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["content-disposition"] = f'attachment; filename="tariff-{number}.csv"'
    return answer


def _held() -> dict[str, Any]:
    reader = house().reader
    held, sample = tables(reader)
    kinds = [(words, sum(1 for r in held.tariff if r.kind == kind)) for kind, words in KINDS.items()]
    return {
        "versions": [(v, instant(v.taken)) for v in keeping.versions(reader, keeping.TARIFF)],
        "rows": len(held.tariff),
        "kinds": kinds,
        "sample": sample,
        "standings": STANDINGS,
        "lasts": LASTS,
    }


def _file(request: HttpRequest) -> tuple[str, str]:
    """The digest under which the file waits, and its name. Raises `Refused`."""
    kept = request.POST.get("digest", "")
    if kept:
        return kept, request.POST.get("name", "")[:120]
    file = request.FILES.get("file")
    if file is None or not file.size:
        raise Refused("file-missing", NO_FILE)
    if file.size > MOST_BYTES:
        raise Refused("file-large", TOO_LARGE)
    return staging.put(house().var, file.read()), file.name[:120]


def _body(digest: str) -> bytes:
    body = staging.get(house().var, digest)
    if body is None:
        raise Refused("file-gone", GONE)
    return body


def _mode(post: Mapping[str, str]) -> Mode:
    return "whole" if post.get("mode") == "whole" else "changes"


def _defaults(post: QueryDict) -> Defaults:
    return Defaults(post.get("valid_from", "")[:10], post.get("reference", "")[:200], post.get("standing", "")[:20])


def _previewed(post: QueryDict, digest: str, name: str) -> dict[str, Any]:
    reader = house().reader
    made = preview(reader, _body(digest), _mode(post), _defaults(post))
    last = whole(post.get("last", "")) or LAST
    today = law_day(house().now())
    weight = (
        weigh(reader, made.merged.rows, today=today, since=made.merged.since, last=min(last, 5000))
        if made.fit
        else None
    )
    return {
        "preview": made,
        "faults": made.taken.faults[:SHOWN],
        "more": max(0, len(made.taken.faults) - SHOWN),
        "weight": weight,
        "sum": yuan(int(weight.sum * 100)) if weight else None,
        "payers": _payers(weight.changed) if weight else (),
        "digest": digest,
        "name": name,
        "last": last,
        "sample_rows": made.taken.rows[:8],
    }


def _payers(changed: Any) -> list[tuple[str, Words, Words | None]]:
    """Those that change the most, with what they would pay."""
    most = sorted(changed, key=lambda p: -abs((p.after if p.after is not None else 0) - p.before))[:20]
    return [
        (p.case, yuan(int(p.before * 100)), yuan(int(p.after * 100)) if p.after is not None else None) for p in most
    ]


def _take(post: QueryDict, digest: str, name: str, who: Actor) -> None:
    home = house()
    over = whole(post.get("over", ""))
    unit = take(
        home, _body(digest), file=name, mode=_mode(post), defaults=_defaults(post), over=over, actor=who, now=home.now()
    )
    home.writer.write(unit)
