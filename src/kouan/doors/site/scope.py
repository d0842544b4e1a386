"""Which cases an actor may look for: the same law as `may_read`, as the scope of a search."""

from collections.abc import Mapping

from kouan.journeys import catalogue
from kouan.kernel.documents import DocumentType
from kouan.kernel.parties import Actor
from kouan.store.search import Asked

from .who import decides


def sees_cases(who: Actor) -> bool:
    """Has this actor cases to look at, at all?"""
    return any(who.may(f"cases.read.{which}") for which in ("own", "agency", "all"))


def scope(who: Actor) -> Asked:
    """All cases that this actor may open, and whose hands "mine" means."""
    types = catalogue.types()
    if who.may("cases.read.all"):
        return Asked(types=None, role=who.role)
    if who.may("cases.read.agency"):
        decided = tuple(c for c, of in types.items() if decides(of, who.role))
        own = tuple(c for c, of in types.items() if who.role in of.machine.lodge_by)
        return Asked(types=decided, own=own, organisation=who.organisation, role=who.role)
    if who.may("cases.read.own") and who.organisation:
        return Asked(types=None, owner=who.organisation, role=who.role)
    return Asked(types=(), role=who.role)


def types_of(who: Actor) -> Mapping[str, DocumentType]:
    """The document types among the cases that this actor may open."""
    asked = scope(who)
    types = catalogue.types()
    if who.may("cases.read.own") and not who.may("cases.read.agency"):
        return {c: of for c, of in types.items() if who.role in of.machine.lodge_by}
    return types if asked.types is None else {c: types[c] for c in (*asked.types, *asked.own)}


def files(who: Actor) -> Mapping[str, DocumentType]:
    """The document types that this actor may file."""
    return {c: of for c, of in catalogue.types().items() if who.role in of.machine.lodge_by}
