"""Keeps read models at the journal's end while the process serves: a thread for each pace."""

import logging
from collections.abc import Sequence

from kouan.store.database import Unavailable
from kouan.store.house import House
from kouan.store.projections import Progress, Projection, follow

from .threads import Beside

log = logging.getLogger(__name__)

PAUSE_SECONDS = 2.0


class Follower(Beside):
    """Follows every projection until stopped. One that fails stays where it is, says so on its cursor, and is tried again."""

    def __init__(self, house: House, projections: Sequence[Projection], pause: float = PAUSE_SECONDS) -> None:
        super().__init__("projections")
        self.house, self.projections, self.pause = house, projections, pause
        self._faults: tuple[type[Exception], ...] = (*house.store.failure, Unavailable)

    def _run(self) -> None:
        seen = -1
        while not self._stop.wait(self.pause):
            position = self.house.writer.position
            if position != seen and self._follow_all():
                seen = position

    def _follow_all(self) -> bool:
        """Did every projection come up to the journal?"""
        try:
            done: list[Progress] = [follow(self.house.store, p, now=self.house.now()) for p in self.projections]
        except self._faults as gone:
            log.warning("the read models wait for the store: %s", type(gone).__name__)
            return False
        return not any(p.fault for p in done)
