"""The one clock, handed down from here: no operation reads it by itself."""

import datetime as dt


def clock() -> dt.datetime:
    """Now, in UTC."""
    return dt.datetime.now(dt.UTC)
