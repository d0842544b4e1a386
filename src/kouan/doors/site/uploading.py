"""A file becomes drafts: its format is detected, its faults are shown, nothing in it is mended and nothing filed."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kouan.journeys import catalogue
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.findings import Finding, Repair
from kouan.kernel.formats import Carried, detect
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.forms import adopt
from kouan.store.models import Draft
from kouan.syntax.proposals import sure

from .drafts import new_draft
from .filing import findings_of
from .scope import files
from .who import actor_of, needing

MOST = 4 * 1024 * 1024
"""Bytes of one file."""
JSON = Words("本系统的 JSON", "our own JSON")


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What a file gave: what it was read as, the drafts made of it, all that was found, and our other types in it."""

    name: str
    form: Words | None = None
    drafts: tuple[tuple[Draft, DocumentType], ...] = ()
    findings: tuple[Finding, ...] = ()
    others: tuple[str, ...] = ()
    sure: int = 0
    """Edits with one reading only, that one press of a button makes."""
    mended: bool = False


@require_POST
@needing("drafts.write")
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file into drafts. One draft and nothing found: straight to it."""
    who, file = actor_of(request), request.FILES.get("file")
    if file is None or not file.size:
        return shown(request, Taken(name="", findings=(_fault("file-missing", _NO_FILE),)))
    if file.size > MOST:
        return shown(request, Taken(name=file.name, findings=(_fault("file-too-large", _LARGE),)))
    taken = take(file.read(), file.name, who, mend=request.POST.get("sure") == "1")
    if len(taken.drafts) == 1 and not taken.findings and not taken.others:
        return redirect(f"/file/drafts/{taken.drafts[0][0].id}/?check=1")
    return shown(request, taken)


def shown(request: HttpRequest, taken: Taken) -> HttpResponse:
    """The page of what a file gave."""
    return render(request, "doors/uploaded.html", {"taken": taken}, status=200 if taken.drafts else 422)


_NO_FILE = Words("没有选文件，或者文件是空的。", "No file was chosen, or it is empty.")
_LARGE = Words("文件超过 4 MB。", "The file is larger than 4 MB.")
_STRANGE = Words(
    "认不出这个文件的格式。可读的格式见“单证和规则”。",
    "The format is not known. See “Documents and rules” for those that are read.",
)


def take(body: bytes, name: str, who: Actor, *, mend: bool = False) -> Taken:
    """Drafts of a file's content, for the types that this actor may file. `mend`: with the repairs made that are sure."""
    types = files(who)
    found = detect(catalogue.formats().values(), body, name)
    if found is None:
        raw = plain_object(body)
        return _own(raw, name, types, who) if raw is not None else Taken(name=name, findings=_unreadable(body, types))
    reading = found.read(body)
    mine = [c for c in reading.documents if c.type in types]
    edits = sure(reading.findings) if len(mine) == 1 else ()
    drafts = tuple(
        (new_draft(types[c.type], _raw(c, types[c.type], edits if mend else ()), who), types[c.type]) for c in mine
    )
    others = tuple(c.type for c in reading.documents if c.type not in types and c.type in catalogue.types())
    return Taken(
        name=name,
        form=found.words,
        drafts=drafts,
        findings=reading.findings,
        others=others,
        sure=len(edits),
        mended=mend and bool(edits),
    )


def _raw(carried: Carried, of: DocumentType, edits: Sequence[Repair]) -> dict[str, Any]:
    raw: dict[str, Any] = msgspec.json.decode(encode(carried.document))
    return functools.reduce(lambda made, edit: adopt(of.shape, made, edit), edits, raw)


def _own(raw: dict[str, Any], name: str, types: Mapping[str, DocumentType], who: Actor) -> Taken:
    """Our own JSON: the type that has the fewest faults with it."""
    best = min(types.values(), key=lambda of: findings_of(of, raw, who))
    return Taken(name=name, form=JSON, drafts=((new_draft(best, raw, who), best),))


def plain_object(body: bytes) -> dict[str, Any] | None:
    """The JSON object that these bytes are, or None."""
    try:
        raw = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def _unreadable(body: bytes, types: Mapping[str, DocumentType]) -> tuple[Finding, ...]:
    """Why bytes that begin like JSON can not be read; else that the format is not known."""
    looks_like_json = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    faults = next(iter(types.values())).read(body)[1] if looks_like_json and types else ()
    return faults or (_fault("format-unknown", _STRANGE),)


def _fault(code: str, words: Words) -> Finding:
    return Finding(code=code, severity="error", path="", message=words)
