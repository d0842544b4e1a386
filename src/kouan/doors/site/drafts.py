"""Drafts: filings that somebody is still writing. Plain data, perhaps not valid; they belong to an organisation."""

import secrets
from collections.abc import Sequence
from typing import Any

import msgspec

from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.house import house
from kouan.store.models import Draft

MOST = 200
"""Drafts of one organisation that a list shows; the oldest are the first to be out of sight."""


TEMPLATE = "T-"
"""How the ids of templates begin: drafts that are begun from again and again, and never filed."""


def new_draft(of: DocumentType, raw: dict[str, Any], who: Actor, *, template: bool = False) -> Draft:
    """Keep a new draft, or a template that drafts are begun from."""
    return Draft.objects.create(
        id=f"{TEMPLATE if template else 'D-'}{secrets.token_hex(6).upper()}",
        type=of.code,
        organisation=who.organisation,
        author=who.user,
        data=msgspec.json.encode(raw).decode(),
        changed=stamp(house().now()),
    )


def draft_for(id: str, who: Actor) -> Draft:
    """A draft of this actor's organisation. Raises `Refused` (case-unknown) else."""
    found = Draft.objects.filter(id=id, organisation=who.organisation).first() if who.may("drafts.write") else None
    if found is None:
        raise Refused("case-unknown", Words("没有这份草稿。", "There is no such draft."))
    return found


def drafts_of(who: Actor) -> Sequence[Draft]:
    """The drafts of this actor's organisation, the last changed first."""
    own = Draft.objects.filter(organisation=who.organisation).exclude(id__startswith=TEMPLATE)
    return list(own.order_by("-changed")[:MOST])


def templates_of(who: Actor, of: DocumentType) -> Sequence[Draft]:
    """The templates of this actor's organisation for a type, the last changed first."""
    own = Draft.objects.filter(organisation=who.organisation, type=of.code, id__startswith=TEMPLATE)
    return list(own.order_by("-changed")[:MOST])


def raw_of(draft: Draft) -> dict[str, Any]:
    """The plain data of a draft."""
    raw: dict[str, Any] = msgspec.json.decode(draft.data)
    return raw


def keep(draft: Draft, raw: dict[str, Any], who: Actor) -> None:
    """Save a draft."""
    draft.data, draft.author = msgspec.json.encode(raw).decode(), who.user
    draft.changed = stamp(house().now())
    draft.save(update_fields=["data", "author", "changed"])


def filed_as(draft_id: str, who: Actor) -> str:
    """The case that a draft became, or empty where it was never filed."""
    text = "SELECT answer FROM answered WHERE organisation = ? AND key = ?"
    rows = house().reader.connections.query(text, [who.organisation, key_of(draft_id)])
    return str(msgspec.json.decode(rows[0][0])["case"]["id"]) if rows else ""


def key_of(draft_id: str) -> str:
    """The idempotency key of a draft: filed twice, it is one case."""
    return f"draft:{draft_id}"
