"""The lane's addresses, and the pages behind it."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from starlette.applications import Starlette
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kouan.journeys.drafting import DECLARATIONS
from kouan.kernel.documents import DocumentType
from kouan.kernel.formats import Format
from kouan.kernel.words import Words
from kouan.store.house import House
from kouan.store.limits import Limits

from . import (
    answers,
    batch,
    cases,
    completions,
    drafting,
    fund,
    fund_notices,
    fund_plans,
    inspections,
    intake,
    journal,
    licences,
    nomenclature,
    outside,
    receiver,
    refunds,
    refused,
    replies,
    subscriptions,
    taxes,
    where,
)
from .lane import Endpoint, Handler, Lane
from .wire import Problem

V1 = "/api/v1"


class TypeCode(StringConvertor):
    """A document type's code in an address: small letters, digits, underscores."""

    regex = "[a-z0-9_]+"


register_url_convertor("code", TypeCode())


def _of_taxes(lane: Lane) -> list[BaseRoute]:
    """The addresses of taxes."""

    def route(path: str, handler: Handler, method: str = "GET") -> Route:
        return Route(V1 + path, Endpoint(lane, handler), methods=[method])

    return [
        route("/tax/bills", taxes.bills),
        route("/tax/account", taxes.standing),
        route("/tax/payments", taxes.pay_many, "POST"),
        route("/tax/refunds", refunds.many),
        route("/tax/refunds", refunds.propose, "POST"),
        route("/tax/refunds/{id}/decision", refunds.decide, "POST"),
        route("/tax/statements", taxes.draw, "POST"),
        route("/tax/orders:collect", taxes.collect, "POST"),
        route("/tax/bank-messages", taxes.told, "POST"),
    ]


def routes(lane: Lane) -> list[BaseRoute]:
    """All addresses of the lane; the exact ones first, the one for every type last."""

    def route(path: str, handler: Handler, method: str = "GET") -> Route:
        return Route(V1 + path, Endpoint(lane, handler), methods=[method])

    return [
        route("/cases", cases.many),
        route("/cases/{id}", cases.one),
        route("/cases/{id}/timeline", cases.timeline),
        route("/cases/{id}/document", cases.document),
        route("/cases/{id}/document", cases.amend, "PUT"),
        route("/cases/{id}/decisions", cases.decide, "POST"),
        route("/cases/{id}/replies", answers.many),
        route("/cases/{id}/replies/{number}", answers.one),
        route("/cases/{id}/where", where.one),
        route("/cases/{id}/bills", where.bills),
        route("/cases/{id}/tellings", where.tellings),
        route("/cases/{id}/tellings", where.tell, "POST"),
        route("/cases/{id}/tellings/{name}", where.untell, "DELETE"),
        route("/completions", completions.clocks),
        route("/where", where.called),
        route("/where/{code}", where.coded),
        route("/decisions:batch", batch.decide_many, "POST"),
        route("/inspections", inspections.many),
        route("/inspections/nearby", inspections.near),
        route("/inspections/figures", inspections.sums),
        route("/refused", refused.many),
        route("/refused/{id}", refused.one),
        route("/refused/{id}/original", refused.original),
        route("/refused/{id}/answer", refused.answer),
        route("/hs", nomenclature.found),
        route("/hs/{code}", nomenclature.one),
        route("/outside/replies", outside.many),
        route("/outside/replies", outside.hand_in, "POST"),
        route("/outside/replies/{id}", outside.one),
        route("/outside/replies/{id}/original", outside.original),
        route("/outside/replies/{id}/again", outside.again, "POST"),
        route("/licences", licences.many),
        route("/licences", licences.load, "POST"),
        route("/licences/{id}", licences.one),
        *_of_taxes(lane),
        route("/journal", journal.entries),
        route("/replies", replies.pull),
        route("/replies/stream", replies.stream),
        route("/replies/subscriptions", subscriptions.many),
        route("/replies/subscriptions", subscriptions.begin, "POST"),
        route("/replies/subscriptions/{id}", subscriptions.one),
        route("/replies/subscriptions/{id}", subscriptions.end, "DELETE"),
        route("/replies/subscriptions/{id}/{deed}", subscriptions.do, "POST"),
        route("/demonstration/receiver", receiver.take, "POST"),
        *fund_routes(route),
        route("/types", journal.types),
        route("/types/{type:code}/schema", journal.schema),
        route("/openapi.json", journal.openapi),
        route("/{type:code}:batch", intake.file_many, "POST"),
        route("/{type:code}:check", where.check, "POST"),
        *(route(f"/{code}:draft", drafting.draft, "POST") for code in DECLARATIONS),
        Route("/healthz", Endpoint(lane, journal.health)),
    ]


def fund_routes(route: Callable[..., Route]) -> list[BaseRoute]:
    """The addresses of the special fund."""
    return [
        route("/fund/calls", fund.calls),
        route("/fund/calls/{id}", fund.call),
        route("/fund/applications", fund.mine),
        route("/fund/applications", fund.apply, "POST"),
        route("/fund/applications/{id}", fund.one),
        route("/fund/plans", fund_plans.many),
        route("/fund/plans", fund_plans.draft, "POST"),
        route("/fund/plans/{id}", fund_plans.one),
        route("/fund/plans/{id}/versions", fund_plans.revise, "POST"),
        route("/fund/plans/{id}/rows/{no}", fund_plans.change, "POST"),
        route("/fund/plans/{id}/moves", fund_plans.move, "POST"),
        route("/fund/notices", fund_notices.many),
        route("/fund/notices", fund_notices.put_on, "POST"),
        route("/fund/notices/{id}", fund_notices.one),
        route("/fund/notices/{id}/objections", fund_notices.objections),
        route("/fund/notices/{id}/money", fund_notices.money),
        *(
            route(f"/fund/notices/{{id}}/{name}", fund_notices.deed(of), "POST")
            for name, of in fund_notices.MONEY.items()
        ),
        route("/fund/payments", fund_notices.payments),
    ]


class Front:
    """Takes the one address that must be fast past the router: filing a document of a known type. All else goes behind."""

    def __init__(self, filing: Endpoint, types: Iterable[str], behind: Starlette) -> None:
        self.filing, self.router, self._behind = filing, behind.router, behind
        self._codes = {f"{V1}/{code}": {"type": code} for code in types}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            found = self._codes.get(scope["path"])
            if found is not None:
                scope["path_params"] = found
                await self.filing(scope, receive, send)
                return
        await self._behind(scope, receive, send)


def build(
    house: House,
    types: Mapping[str, DocumentType],
    formats: Sequence[Format] = (),
    *,
    limits: Limits | None = None,
    pages: ASGIApp | None = None,
) -> Front:
    """The ASGI app: the hottest address first, then the lane, then (if given) the pages for everything else."""
    lane = Lane(house, types, formats, limits or Limits(0, 0))
    filing = Endpoint(lane, intake.file_one)
    named = Route(V1 + "/{type:code}", filing, methods=["POST"])
    addresses = [*routes(lane), named]
    nowhere = Route(V1 + "{rest:path}", Endpoint(lane, other_than(addresses)))
    behind: list[BaseRoute] = [Mount("/", pages)] if pages else []
    return Front(filing, types, Starlette(routes=[*addresses, nowhere, *behind]))


def other_than(addresses: Sequence[BaseRoute]) -> Handler:
    """Answers what no address of the lane takes as the lane answers: 405 where only the method is wrong, else 404."""

    async def nowhere(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
        fitting = [r for r in addresses if isinstance(r, Route) and r.matches(scope)[0] is Match.PARTIAL]
        allowed = sorted({method for r in fitting for method in r.methods or ()})
        if not allowed:
            raise Problem(404, "address-unknown", Words("没有这个地址", "There is no such address"))
        words = Words("此地址只接受 {methods}", "This address takes {methods} only").with_values(
            methods=", ".join(allowed)
        )
        raise Problem(405, "method-not-allowed", words, headers=[(b"allow", ", ".join(allowed).encode())])

    return nowhere
