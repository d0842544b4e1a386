"""Work that goes on beside the serving: one thread that is begun, told to end, and waited for."""

import threading
from typing import Self

JOIN_SECONDS = 10


class Beside:
    """A thread that runs `_run` until `_stop` is set; what is under way is finished first."""

    def __init__(self, name: str) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """End after what is under way."""
        self._stop.set()
        self._thread.join(JOIN_SECONDS)

    def _run(self) -> None:
        raise NotImplementedError
