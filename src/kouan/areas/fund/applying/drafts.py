"""Applications somebody is still writing: raw words as typed, looked at on every save, never in the journal."""

import datetime as dt
import secrets
from typing import Any

import msgspec

from kouan.areas.fund.applying.document import GENERAL, KINDS, Document, Paper
from kouan.areas.fund.calling.writing import needs
from kouan.areas.fund.models import ApplicationDraft
from kouan.areas.fund.objecting.filing import clean
from kouan.areas.fund.rules.identity import tidy
from kouan.areas.fund.rules.money import BadAmount
from kouan.areas.fund.rules.typed import UNITS, typed_fen
from kouan.kernel.findings import Finding
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.models import Organisation

MOST = 50
TEXTS = {
    "name": 120,
    "uscc": 30,
    "no_uscc": 120,
    "parent": 40,
    "project": 200,
    "place": 40,
    "summary": 4000,
    "ceiling_reason": 300,
    "contact_person": 80,
    "contact": 120,
}
AMOUNTS = ("needed", "requested", "own")


class Raw(msgspec.Struct, kw_only=True):
    """What stands in the form, as typed; `unit` is what amounts without a unit of their own mean."""

    name: str = ""
    uscc: str = ""
    no_uscc: str = ""
    kind: str = "company"
    parent: str = ""
    project: str = ""
    place: str = ""
    summary: str = ""
    ceiling: str = GENERAL
    ceiling_reason: str = ""
    contact_person: str = ""
    contact: str = ""
    unit: str = "万元"
    needed: str = ""
    requested: str = ""
    own: str = ""
    papers: list[Paper] = []


class Read(msgspec.Struct, frozen=True):
    """The words as a document; amounts that can not be read are 0 and have a fault of their own."""

    document: Document
    faults: tuple[Finding, ...]


def begin(call: str, *, actor: Actor, now: dt.datetime, application: str = "", raw: Raw | None = None) -> str:
    """Begin a draft and return its id; at most fifty wait for one organisation. Raises `Refused`."""
    needs(actor, "fund.apply")
    if ApplicationDraft.objects.filter(organisation=actor.organisation).count() >= MOST:
        raise Refused("drafts-many", Words("草稿过多，请先提交或删除", "Too many drafts: hand some in or delete them"))
    return str(
        ApplicationDraft.objects.create(
            id=secrets.token_hex(16),
            call=call,
            application=application,
            organisation=actor.organisation,
            author=actor.user,
            data=_text(raw or fresh(actor)),
            changed=now,
        ).pk
    )


def fresh(actor: Actor) -> Raw:
    """An empty form with what the house knows of the organisation."""
    known = Organisation.objects.filter(id=actor.organisation).first()
    if known is None:
        return Raw()
    code = known.uscc or ""
    return Raw(name=known.name_zh, uscc=code, kind="company" if code else "authority")


def raw_of_document(document: Document) -> Raw:
    """A form filled with a document that was handed in."""
    amounts = {name: f"{_yuan(getattr(document, f'{name}_fen'))}元" for name in AMOUNTS}
    told = {name: getattr(document, name) for name in (*TEXTS, "kind", "ceiling")}
    return Raw(**told, **amounts, unit="元", papers=list(document.papers))


def own(id: str, actor: Actor) -> ApplicationDraft | None:
    """A draft of the actor's organisation, or None."""
    if not actor.may("fund.apply"):
        return None
    found: ApplicationDraft | None = ApplicationDraft.objects.filter(id=id, organisation=actor.organisation).first()
    return found


def drafts_of(actor: Actor) -> list[tuple[ApplicationDraft, Raw]]:
    """The organisation's drafts, the latest first."""
    rows = ApplicationDraft.objects.filter(organisation=actor.organisation).order_by("-changed")[:MOST]
    return [(row, raw_of(row)) for row in rows]


def raw_of(draft: ApplicationDraft) -> Raw:
    """The words of a draft."""
    return msgspec.json.decode(draft.data, type=Raw)


def save(draft: ApplicationDraft, raw: Raw, now: dt.datetime) -> None:
    """Keep the words."""
    draft.data, draft.changed = _text(raw), now
    draft.save()


def typed(post: Any, before: Raw) -> Raw:
    """The words in a sent form, cut a little above their limits so that the limit is still seen; papers stay."""
    told = {name: clean(post.get(name, ""))[: most + 50] for name, most in TEXTS.items()}
    amounts = {name: clean(post.get(name, ""))[:80] for name in AMOUNTS}
    unit = post.get("unit", "")
    kind, ceiling = post.get("kind", ""), clean(post.get("ceiling", ""))[:40]
    return Raw(
        **told,
        **amounts,
        unit=unit if unit in UNITS else "元",
        kind=kind if kind in KINDS else "company",
        ceiling=ceiling or GENERAL,
        papers=before.papers,
    )


def read(raw: Raw) -> Read:
    """The words as a document, with what could not be read."""
    fen: dict[str, Any] = {}
    faults = []
    for name in AMOUNTS:
        said = getattr(raw, name)
        try:
            fen[f"{name}_fen"] = typed_fen(said, raw.unit) if said or name != "own" else 0
        except BadAmount as bad:
            fen[f"{name}_fen"] = 0
            faults.append(Finding(code=f"{name}-unreadable", severity="error", path=name, message=bad.words))
    told = {name: getattr(raw, name) for name in (*TEXTS, "kind", "ceiling")} | {"uscc": tidy(raw.uscc)}
    return Read(Document(**told, **fen, papers=tuple(raw.papers)), tuple(faults))


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _text(raw: Raw) -> str:
    return msgspec.json.encode(raw).decode()
