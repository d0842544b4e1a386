"""What the first filing would otherwise wait for, done before the port opens."""

from collections.abc import Iterable

from kouan.kernel.documents import DocumentType
from kouan.kernel.rules import law_day
from kouan.store.house import House

from .references import references


def warm(house: House, types: Iterable[DocumentType]) -> None:
    """Remember the references used so far; run every check once over a worked example, so that its tables are read."""
    references(house.reader).load()
    today = law_day(house.now())
    for of in types:
        for example in of.examples[:1]:
            of.findings(example.document, today)
