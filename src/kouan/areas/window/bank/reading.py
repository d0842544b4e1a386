"""A bank's message, whichever it is."""

from kouan.kernel.words import Words

from . import camt054, pain002, xml
from .told import BankSaid

_READERS = {camt054.ROOT: camt054.read, pain002.ROOT: pain002.read}


def read(body: bytes) -> BankSaid:
    """What a message tells. Raises `Unreadable` for bytes that are no message of a bank."""
    root = xml.parsed(body)
    for child in root:
        if reader := _READERS.get(xml.named(child)):
            return reader(root)
    words = Words("不是 camt.054 或 pain.002 报文", "Neither a camt.054 nor a pain.002 message")
    raise xml.Unreadable(words)
