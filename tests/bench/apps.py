"""The apps that are compared, over the same writer on the same store, each in a server process of its own.

    python -m tests.bench.apps lane|bare|floor|fastapi DATABASE_URL PORT

`bare` is the limit: the same filing into the same writer with nothing around it. `floor` does not even read the document
(for information). `fastapi` does the work of the lane with
pydantic models made from the same shape: decode, the same checks, the same kernel operation, the same writer.
"""

import asyncio
import datetime as dt
import os
import resource
import sys
import types as python_types
import typing
from typing import Any

import msgspec
import pydantic
import uvicorn
from fastapi import FastAPI, Header, HTTPException, Request, Response
from starlette.types import Receive, Scope, Send

import kouan.project.boot  # noqa: F401 -- first: the lane imports models, and Django must be ready before
from kouan.doors.api.app import build
from kouan.doors.api.wire import read_body, send_bytes
from kouan.journeys import catalogue
from kouan.journeys.filing import file_json
from kouan.kernel.cases import case_id, digest, lodge
from kouan.kernel.documents import encode
from kouan.kernel.findings import refusing
from kouan.kernel.journal import stamp
from kouan.kernel.rules import law_day
from kouan.kernel.shapes import fields
from kouan.store.database import store_for
from kouan.store.house import House, open_house
from kouan.store.keys import Keys
from kouan.store.reader import Reader
from kouan.store.roles import actor
from kouan.store.units import Key, Receipt, Unit, unit_of
from kouan.store.writer import Ticket, Writer

TYPE = "import_declaration"
EXAMPLE = next(e.document for e in catalogue.types()[TYPE].examples if not e.finds)
TRADER = actor("bench", "bench", "declarant")
CHECKED = msgspec.structs.replace(EXAMPLE, reference="B-1")
"""What the checks of the comparing app run on: without the tables that worked examples are judged by."""


def clock() -> dt.datetime:
    """Now, in UTC."""
    return dt.datetime.now(dt.UTC)


def house_at(url: str) -> House:
    """An open house on a store."""
    store = store_for(url)
    return open_house(House(store, Writer(store).start(), Reader(store), clock))


class Bridge:
    """What the lane does to wait for its writer, for the two other apps."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.loop: asyncio.AbstractEventLoop | None = None

    async def write(self, unit: Unit) -> Receipt:
        """Make a unit durable."""
        self.loop = asyncio.get_running_loop()
        future: asyncio.Future[Receipt] = self.loop.create_future()
        self.house.writer.submit(Ticket(unit, future), self.settle)
        return await future

    def settle(self, answers: Any) -> None:
        """Called once a commit from the writer's thread."""
        assert self.loop
        self.loop.call_soon_threadsafe(_resolve, answers)


def _resolve(answers: Any) -> None:
    for ticket, result in answers:
        if isinstance(result, Exception):
            ticket.future.set_exception(result)
        else:
            ticket.future.set_result(result)


def floor(house: House) -> Any:
    """For information: no reading, no checks; a prepared filing under a key of its own. What HTTP and the writer cost."""
    bridge, of = Bridge(house), catalogue.types()[TYPE]
    step = lodge(of=of, document=EXAMPLE, body=encode(EXAMPLE), case="X", actor=TRADER, at=stamp(clock()))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        got = await read_body(scope, receive)
        key = dict(scope["headers"]).get(b"idempotency-key", b"").decode()
        at = step.case.opened
        case = msgspec.structs.replace(step.case, id=f"B-{key}")
        made = msgspec.structs.replace(step, case=case, document=got)
        unit = unit_of(made, actor=TRADER, at=at, recorded_at=at, key=Key("bench", key, "d"))
        await send_bytes(send, 201, (await bridge.write(unit)).answer)

    return app


def bare(house: House) -> Any:
    """The limit: the same filing into the same writer, with nothing around it: no routes, keys, rates or problems."""
    bridge, of = Bridge(house), catalogue.types()[TYPE]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_body(scope, receive)
        key = dict(scope["headers"]).get(b"idempotency-key", b"").decode()
        unit = file_json(of, body, actor=TRADER, key=key, now=clock())
        await send_bytes(send, 201, (await bridge.write(unit)).answer)

    return app


def model_of(shape: type[msgspec.Struct]) -> type[pydantic.BaseModel]:
    """A pydantic model with the fields, types and limits of a shape."""
    hints = typing.get_type_hints(shape, include_extras=True)
    made: dict[str, Any] = {}
    for f, told in zip(msgspec.structs.fields(shape), fields(shape), strict=True):
        inner = _pydantic_type(hints[f.name])
        limits = {k: v for k, v in told.limits.items() if k in ("max_length", "min_length", "gt", "ge", "lt", "le")}
        limits = limits if told.kind != "part" else {}
        if f.required:
            made[f.name] = (inner, pydantic.Field(**limits))
        elif f.default_factory is not msgspec.NODEFAULT:
            made[f.name] = (inner, pydantic.Field(default_factory=_default(told, f), **limits))
        else:
            made[f.name] = (inner, pydantic.Field(default=f.default, **limits))
    constants = {n: v for n, v in vars(shape).items() if n.isupper()}
    told_so = {**constants, "__annotations__": dict.fromkeys(constants, typing.ClassVar), "__module__": __name__}
    base = type("Strict", (pydantic.BaseModel,), {**told_so, "model_config": pydantic.ConfigDict(extra="forbid")})
    return pydantic.create_model(shape.__name__, __base__=base, **made)


def _default(told: Any, f: Any) -> Any:
    return model_of(told.shape) if told.kind == "part" and told.shape else f.default_factory


def _pydantic_type(hint: Any) -> Any:
    if hasattr(hint, "__metadata__"):
        return _pydantic_type(hint.__origin__)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, python_types.UnionType):
        return typing.Union[tuple(_pydantic_type(a) for a in arguments)]  # noqa: UP007 -- built at run time
    if origin is tuple:
        return tuple[_pydantic_type(arguments[0]), ...]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return model_of(hint)
    return hint


def fastapi_app(house: House) -> FastAPI:
    """The same intake as FastAPI users write it: a model, a dependency for the key, a response."""
    bridge, of, keys = Bridge(house), catalogue.types()[TYPE], Keys(house.store)
    model = model_of(of.shape)
    app = FastAPI()

    async def intake(
        document: Any, request: Request, idempotency_key: str = Header(), authorization: str = Header()
    ) -> Response:
        token = authorization.removeprefix("Bearer ").encode()
        who = keys.remembered(token) or await asyncio.to_thread(keys.actor, token)
        if who is None:
            raise HTTPException(401)
        now = clock()
        body = await request.body()
        findings = _same_checks(of, now)
        if refusing(findings):
            raise HTTPException(422)
        at = stamp(now)
        case = case_id(of.prefix, who.organisation, idempotency_key, law_day(now))
        step = lodge(of=of, document=document, body=body, case=case, actor=who, at=at)
        key = Key(who.organisation, idempotency_key, digest(body))
        unit = unit_of(step, actor=who, at=at, recorded_at=at, key=key, findings=findings)
        receipt = await bridge.write(unit)
        return Response(receipt.answer, 201, media_type="application/json")

    intake.__annotations__["document"] = model
    app.post("/api/v1/" + TYPE)(intake)
    return app


def _same_checks(of: Any, now: dt.datetime) -> tuple[Any, ...]:
    """The same checks, picked in the same way. They read a struct, so they are run on an equal one: the work is equal."""
    return tuple(of.findings(CHECKED, law_day(now)))


def main() -> None:
    """Serve one of the apps until told to stop; say its CPU seconds on the way out."""
    kind, url, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
    house = house_at(url)
    apps = {
        "lane": lambda: build(house, catalogue.types(), list(catalogue.formats().values())),
        "bare": lambda: bare(house),
        "floor": lambda: floor(house),
        "fastapi": lambda: fastapi_app(house),
    }
    config = uvicorn.Config(
        apps[kind](), host="127.0.0.1", port=port, log_level="error", access_log=False, lifespan="off", backlog=512
    )
    uvicorn.Server(config).run()
    house.writer.stop()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kouan.project.settings")
    main()
