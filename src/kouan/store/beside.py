"""Tables that an area fills by Django's ORM, beside the facts they follow from: one transaction for both (ADR 0015)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, DataError, IntegrityError, connection
from django.db import transaction as django

from .units import TablesRefuse, Unit


@contextmanager
def transaction() -> Iterator[Any]:
    """The plain connection under Django's own of this thread, within a transaction that the ORM shares.

    Raises `TablesRefuse` where a constraint that is looked at last (a foreign key) does not hold, and whatever is raised
    within; nothing is written then. A broken connection is replaced at the next use.
    """
    connection.close_if_unusable_or_obsolete()
    try:
        with django.atomic(durable=True):
            yield connection.connection
    except IntegrityError as refused:
        raise TablesRefuse(str(refused)) from refused
    except DatabaseError:
        connection.close()
        raise


def fill(unit: Unit) -> None:
    """Let the unit fill its tables. Raises `TablesRefuse` where they do not take what it says."""
    try:
        if unit.tables:
            unit.tables()
    except (IntegrityError, DataError, OverflowError, ValueError) as refused:
        raise TablesRefuse(str(refused)) from refused


def close() -> None:
    """Let go of this thread's connection."""
    connection.close()
