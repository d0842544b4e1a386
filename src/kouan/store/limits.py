"""How fast one organisation may ask: a token bucket each, so that one client's flood is nobody else's delay."""

import threading
import time

_MOST = 50_000
"""Buckets that are kept; beyond that all start full again, so that many strangers fill no memory."""


class Limits:
    """`rate` requests a second with bursts up to `burst`; rate 0 means no limit. `take` answers seconds to wait (0 = go)."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate, self.burst = rate, burst
        self._buckets: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, who: str, n: float = 1) -> float:
        """Take `n` requests from the bucket of `who`: 0.0 when there were enough, else the seconds until there are."""
        if not self.rate:
            return 0.0
        now = time.monotonic()
        with self._lock:
            if len(self._buckets) > _MOST:
                self._buckets.clear()
            tokens, since = self._buckets.get(who, (self.burst, now))
            tokens = min(self.burst, tokens + (now - since) * self.rate)
            if tokens >= min(n, self.burst):
                self._buckets[who] = (tokens - n, now)
                return 0.0
            self._buckets[who] = (tokens, now)
            return (min(n, self.burst) - tokens) / self.rate
