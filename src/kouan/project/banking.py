"""Carries orders to the bank and its notices back while the process serves, where a bank is named (KOUAN_BANK_URL)."""

import logging

from kouan.areas.window.bank.gateway import BankGateway
from kouan.journeys.taxing.courier import carry_on
from kouan.store.database import Unavailable
from kouan.store.house import House
from kouan.store.units import Conflict
from kouan.store.writer import Busy, Uncertain

from .threads import Beside

log = logging.getLogger(__name__)

PAUSE_SECONDS = 30.0


class Banking(Beside):
    """One thread. A bank or a store that is away is asked again at the next look; nothing is sent twice in effect."""

    def __init__(self, house: House, gateway: BankGateway, pause: float = PAUSE_SECONDS) -> None:
        super().__init__("bank")
        self.house, self.gateway, self.pause = house, gateway, pause
        self._faults: tuple[type[Exception], ...] = (
            *house.store.failure,
            *(Unavailable, Busy, Uncertain, Conflict, TimeoutError, OSError),
        )

    def look(self) -> None:
        """Carry once."""
        try:
            made = carry_on(self.house, self.gateway, now=self.house.now())
        except self._faults as fault:
            log.warning("carrying to the bank waits: %s", type(fault).__name__)
        except Exception:
            log.exception("carrying to the bank broke off")
        else:
            if made.fault:
                log.warning("the bank does not answer: %s", made.fault)

    def _run(self) -> None:
        while not self._stop.wait(self.pause):
            self.look()
