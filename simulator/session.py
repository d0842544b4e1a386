"""Stretches of real time in which more is filed than the plan has."""

import msgspec


class Session(msgspec.Struct):
    """A stretch of real time with more filings: `rate` a minute between two simulated seconds."""

    start: int
    rate: float
    end: int = 2**62
