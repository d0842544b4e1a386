"""Pushes replies while the process serves: one thread, one task for each subscription that has something to send.

No subscription waits for another: each has its own task, its own clock of tries and its own time limit; names are looked up in
threads of their own, many, so that one slow name server holds up nobody else.
"""

import asyncio
import datetime as dt
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from kouan.store.database import Store, Unavailable

from . import signing
from .book import Book, Subscription
from .pushing import push_round
from .sending import Outcome, Sender
from .telling import Reply, wire

log = logging.getLogger(__name__)

LOOK = dt.timedelta(milliseconds=200)
NAME_THREADS = 64
STORE_THREADS = 2


class Courier:
    """The pushing of one process. `now` is the house's clock."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime], *, demonstration: bool) -> None:
        self.book, self.now, self._demonstration = Book(store), now, demonstration
        self._faults: tuple[type[Exception], ...] = (*store.failure, Unavailable)
        self._stop = threading.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="replies", daemon=True)

    def start(self) -> "Courier":
        """Begin."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """End; what is under way is sent again later, under the same id."""
        self._stop.set()
        self._thread.join(5)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(NAME_THREADS, thread_name_prefix="reply-names"))
        self.sender = Sender(demonstration=self._demonstration)
        with ThreadPoolExecutor(STORE_THREADS, thread_name_prefix="reply-store") as store:
            self._store = store
            while not self._stop.is_set():
                await self._look()
                await asyncio.sleep(LOOK.total_seconds())
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)
        await self.sender.close()

    async def _aside(self, deed: Callable[..., Any], *values: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._store, deed, *values)

    async def _look(self) -> None:
        """Begin a task for each subscription that waits and has none."""
        try:
            waiting = await self._aside(self.book.waiting, self.now())
        except self._faults as gone:
            log.warning("pushing waits for the store: %s", type(gone).__name__)
            return
        self._busy = {id: task for id, task in self._busy.items() if not task.done()}
        for subscription in waiting:
            if subscription.id not in self._busy:
                self._busy[subscription.id] = asyncio.create_task(self._serve(subscription))

    async def _serve(self, subscription: Subscription) -> None:
        """Send rounds until one takes nothing."""
        try:
            while (
                await push_round(self.book, subscription, self.push, self.now, self._aside) and not self._stop.is_set()
            ):
                pass
        except self._faults as gone:
            log.warning("pushing waits for the store: %s", type(gone).__name__)
        except Exception:
            log.exception("pushing for %s broke off", subscription.id)

    async def push(self, subscription: Subscription, reply: Reply) -> Outcome:
        """Send one reply, signed for now."""
        now, body = self.now(), wire(reply)
        head = signing.headers(subscription.secrets(now), reply.id, int(now.timestamp()), body)
        return await self.sender.send(subscription.url, body, head)
