"""The one process: the fast lane in front, the pages behind, the writer drained on the way out."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import cast

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application
from starlette.applications import Starlette
from starlette.types import ASGIApp

from kouan.areas import index
from kouan.areas.window.consignment.following import CONSIGNMENTS
from kouan.doors.api.app import Front, build
from kouan.doors.whole import Whole
from kouan.journeys import catalogue
from kouan.journeys.replies.courier import Courier
from kouan.journeys.replies.log import LOG
from kouan.journeys.taxing.courier import HttpGateway
from kouan.journeys.warming import warm
from kouan.store.house import House
from kouan.store.limits import Limits
from kouan.store.projections import PROJECTIONS

from . import settings
from .banking import Banking
from .daily import Daily
from .dropping import Dropping
from .following import PAUSE_SECONDS, Follower

REPLY_SECONDS = 0.2
"""How often the log of replies looks for what the journal has more: who waits for a reply waits for this."""

PAGE_WORKERS = 8
"""Pages drawn at once. What they draw is queued without bound, so that a slow reader holds no worker."""


def over(house: House) -> Front:
    """The app over an open house; closing the app drains the writer."""
    pages = cast("ASGIApp", WSGIMiddleware(get_wsgi_application(), workers=PAGE_WORKERS, send_queue_size=0))
    limits = Limits(settings.RATE, settings.RATE * 4)
    app = build(house, catalogue.types(), list(catalogue.formats().values()), limits=limits, pages=Whole(pages))
    app.router.lifespan_context = _lifespan(house)
    return app


def _lifespan(house: House) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await asyncio.to_thread(warm, house, catalogue.types().values())
        paces = ((PROJECTIONS, PAUSE_SECONDS), ([LOG], REPLY_SECONDS), ([CONSIGNMENTS], PAUSE_SECONDS))
        following = [Follower(house, projections, pause).start() for projections, pause in paces]
        courier = Courier(house.store, house.now, demonstration=house.demonstration).start()
        daily, dropping = Daily(house).start(), Dropping(house).start()
        bank = Banking(house, HttpGateway(settings.BANK_URL)).start() if settings.BANK_URL else None
        index.warm(house)
        yield
        if bank is not None:
            bank.stop()
        dropping.stop()
        daily.stop()
        courier.stop()
        for follower in following:
            follower.stop()
        house.writer.stop()
        index.cool(house)

    return lifespan
