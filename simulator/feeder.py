"""Carries a plan to the port: everybody at once, each case step by step, all in a window that slides along time.

A step is sent when the step before it on the same case is answered, so nobody decides on a version that they have not
seen. The window keeps the journal close to the order of simulated time, whoever is quicker.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Sequence

from .door import Door
from .steps import Folder, Step, Verb

BATCH = 500
AGAIN = (429, 503)

Desk = tuple[str, str]


class Feeder:
    """Sends steps in order. `tell` hears how many are done; `counts` says how the port answered."""

    def __init__(
        self, door: Door, *, window: int = 300, workers: int = 1, tell: Callable[[int], None] = lambda _: None
    ) -> None:
        self.door, self.window, self.workers, self.tell = door, window, workers, tell
        self.counts: Counter[str] = Counter()
        self.floor = 0
        self._done: list[bool] = []

    async def send(self, steps: Sequence[Step]) -> None:
        """Do all these steps, in the order of their cases. Raises `Unexpected`."""
        self._steps, self._done = steps, [False] * len(steps)
        self._numbers = {id(step): n for n, step in enumerate(steps)}
        self._under_way: dict[Folder, deque[Step]] = {}
        self._ready: dict[Desk, list[Step]] = {}
        self._busy: Counter[Desk] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._admitted = self.floor = 0
        try:
            while self.floor < len(steps):
                self._admit()
                self._start()
                await self._one_answered()
        finally:
            for task in self._tasks:
                task.cancel()

    def _admit(self) -> None:
        while self._admitted < min(len(self._steps), self.floor + self.window):
            step = self._steps[self._admitted]
            if self.floor < self._admitted and Verb.DRAW in (step.verb, self._steps[self._admitted - 1].verb):
                return  # what is drawn together must all be there, and be drawn before anybody goes on
            self._admitted += 1
            waiting = self._under_way.get(step.folder)
            if waiting is None:
                self._under_way[step.folder] = deque()
                self._offer(step)
            else:
                waiting.append(step)

    def _offer(self, step: Step) -> None:
        """Put a step on its desk; steps of a case that others took over are left out."""
        if step.folder.lost:
            self._finish(step)
        else:
            address = step.folder.type if step.verb is Verb.FILE else step.verb.value
            self._ready.setdefault((step.by, address), []).append(step)

    def _start(self) -> None:
        for desk in [d for d, ready in self._ready.items() if ready and self._busy[d] < self.workers]:
            ready = sorted(self._ready.pop(desk), key=lambda s: s.at)
            if ready[BATCH:]:
                self._ready[desk] = ready[BATCH:]
            self._busy[desk] += 1
            task = asyncio.create_task(self._carry(desk, ready[:BATCH]))
            self._tasks.add(task)

    async def _one_answered(self) -> None:
        if self._tasks:
            done, self._tasks = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    async def _carry(self, desk: Desk, steps: list[Step]) -> None:
        statuses = await self.door.send(steps)
        self._busy[desk] -= 1
        if any(status in AGAIN for status in statuses):
            await asyncio.sleep(0.2)
        for step, status in zip(steps, statuses, strict=True):
            if status in AGAIN:
                self._offer(step)
                continue
            self._note(step, status)
            self._finish(step)
        self.tell(self.floor)

    def _note(self, step: Step, status: int) -> None:
        """A case that others moved meanwhile is theirs now; a faulty filing is refused, as it was meant to be."""
        self.counts[f"{step.verb} {status}"] += 1
        if status >= 400:
            step.folder.lost = True
            if not step.folder.faulty:
                self.counts[f"lost {status} {step.action}"] += 1

    def _finish(self, step: Step) -> None:
        self._done[self._numbers[id(step)]] = True
        while self.floor < len(self._done) and self._done[self.floor]:
            self.floor += 1
        waiting = self._under_way.get(step.folder)
        if waiting:
            self._offer(waiting.popleft())
        else:
            self._under_way.pop(step.folder, None)
