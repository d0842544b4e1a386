"""The composition root: opens the store, starts the writer, puts the fast lane in front of the pages."""

from kouan.store.database import store_for
from kouan.store.house import House, open_house
from kouan.store.reader import Reader
from kouan.store.writer import Writer

from . import settings
from .clock import clock


def open_for_writing() -> House:
    """Open the configured store and start its writer. Raises `Taken` where another process writes, `Unavailable` without a store."""
    store = store_for(settings.DATABASE_URL)
    writer = Writer(store).start()
    return open_house(House(store, writer, Reader(store), clock, settings.DEMONSTRATION, settings.VAR, settings.LEVIES))


def open_for_reading() -> House:
    """Open the configured store without becoming its writer: for commands that only look."""
    store = store_for(settings.DATABASE_URL)
    return open_house(
        House(store, Writer(store), Reader(store), clock, settings.DEMONSTRATION, settings.VAR, settings.LEVIES)
    )
