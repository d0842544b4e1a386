"""Looks after the drop folders while the process serves: `drop/ORGANISATION/{inbox,outbox,...}` in the data folder."""

import logging
from pathlib import Path

from kouan.journeys.dropped import OUTBOX, take_in
from kouan.journeys.replies.outbox import lay_out
from kouan.kernel.parties import Actor
from kouan.store.database import Unavailable
from kouan.store.house import House
from kouan.store.roles import ROLES, actor
from kouan.store.writer import Busy

from .threads import Beside

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0


class Dropping(Beside):
    """One thread over all folders. A folder that can not be used is logged and holds up no other."""

    def __init__(self, house: House) -> None:
        super().__init__("drop-folders")
        self.house, self.root = house, house.var / "drop"
        self._faults: tuple[type[Exception], ...] = (*house.store.failure, Unavailable, Busy, TimeoutError, OSError)

    def _run(self) -> None:
        while not self._stop.wait(PAUSE_SECONDS):
            for folder in sorted(self.root.iterdir()) if self.root.is_dir() else ():
                if folder.is_dir() and not self._stop.is_set():
                    self._look(folder)

    def _look(self, folder: Path) -> None:
        try:
            who = self._actor(folder.name)
            if who is None:
                return
            take_in(self.house, folder, who)
            lay_out(self.house.store, self.house.reader, who.organisation, folder / OUTBOX, now=self.house.now())
        except self._faults as fault:
            log.warning("the drop folder %s waits: %s: %s", folder.name, type(fault).__name__, fault)
        except Exception:
            log.exception("the drop folder %s broke off", folder.name)

    def _actor(self, organisation: str) -> Actor | None:
        text = "SELECT role FROM account WHERE organisation_id = ? ORDER BY login LIMIT 1"
        rows = self.house.reader.connections.query(text, [organisation])
        return actor("drop", organisation, rows[0][0]) if rows and rows[0][0] in ROLES else None
