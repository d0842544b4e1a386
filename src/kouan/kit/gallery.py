"""Every part once, with invented data, in both languages: for developers to compare with."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kouan.kernel.words import Words
from kouan.kit import gallery_data as sample
from kouan.kit import gallery_form as demo
from kouan.kit import gallery_home as sample_home
from kouan.kit.forms import adopt, draw, read

HEAD = Words("表头", "Head")
INKS = [
    "ground",
    "sheet",
    "sunk",
    "ink",
    "ink-2",
    "ink-3",
    "edge",
    "rule",
    "accent",
    "accent-wash",
    "good",
    "good-wash",
    "warn",
    "warn-wash",
    "stop",
    "stop-wash",
    "mark",
    "seal",
    "c1",
    "c2",
    "c3",
    "c4",
    "c5",
    "band",
    "q1",
    "q2",
    "q3",
    "q4",
    "q5",
]


DESK = {
    "groups": sample.QUEUE,
    "changes": sample.CHANGES,
    "rail_groups": sample.RAIL,
    "summary": Words("4 件在您手上，1 件已超时限", "4 in your hands, 1 over its time"),
}


def parts(request: HttpRequest) -> HttpResponse:
    """The parts page, in the hall."""
    page = Paginator(range(240), 24).get_page(request.GET.get("page", "2"))
    return render(request, "kit/gallery.html", {"frame": sample.FRAME, "s": sample, "inks": INKS, "page": page})


def desk(request: HttpRequest) -> HttpResponse:
    """A desk with a queue: what waits for me, what changed."""
    return render(request, "kit/gallery_desk.html", {"frame": sample.FRAME, **DESK})


def home(request: HttpRequest) -> HttpResponse:
    """The public home page, from generic data."""
    return render(request, "kit/home_hall.html", {"frame": sample.FRAME, **sample_home.HOME})


def form(request: HttpRequest) -> HttpResponse:
    """A form drawn from a shape: what is posted comes back as the draft it made."""
    raw: dict[str, Any] = demo.RAW
    posted = {name: str(value) for name, value in request.POST.items()}
    if posted:
        raw = read(demo.Sample, posted)
        repairs = {f.path: f.repair for f in demo.FINDINGS if f.repair}
        wanted = repairs.get(posted.get("adopt", ""))
        raw = adopt(demo.Sample, raw, wanted) if wanted else raw
    made = draw(demo.Sample, raw, title=HEAD, codes=demo.CODES, on=demo.DAY, findings=demo.FINDINGS)
    shown = json.dumps(raw, ensure_ascii=False, indent=1) if posted else ""
    context = {"frame": sample.FRAME, "form": made, "posted": shown, "state": sample.CHIPS[0]}
    return render(request, "kit/gallery_form.html", context)
