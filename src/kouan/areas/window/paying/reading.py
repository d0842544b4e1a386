"""Reads the tax tables, past the ORM and alike in both stores."""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec.structs import fields

from kouan.store.reader import Reader
from kouan.store.vault import vault

from .things import Agreement, Bill, Entry, Guarantee, GuaranteeMove, Kept, Order, Refund, Statement

K = TypeVar("K", bound=Kept)


@functools.cache
def _flags(of: type[Kept]) -> frozenset[int]:
    return frozenset(i for i, field in enumerate(fields(of)) if field.type is bool)


def _made(of: type[K], row: Sequence[Any]) -> K:
    flags = _flags(of)
    values = (bool(v) if i in flags else v.isoformat() if isinstance(v, dt.date) else v for i, v in enumerate(row))
    return of(**dict(zip(of.__struct_fields__, values, strict=True)))


def kept(reader: Reader, of: type[K], where: Mapping[str, Any], *, order: str = "", limit: int = 100_000) -> list[K]:
    """Rows whose columns equal the values (a tuple means any of them). `where` and `order` name columns of our own."""
    parts: list[str] = []
    values: list[Any] = []
    for column, value in where.items():
        options = value if isinstance(value, tuple) else (value,)
        parts.append(f"{column} IN ({', '.join('?' * len(options))})" if options else "1 = 0")
        values += options
    columns = ", ".join(of.__struct_fields__)
    text = f"SELECT {columns} FROM {of.TABLE}"  # noqa: S608 -- names of our own columns
    text += (" WHERE " + " AND ".join(parts) if parts else "") + f" ORDER BY {order or of.__struct_fields__[0]} LIMIT ?"
    made = [_made(of, row) for row in reader.connections.query(text, [*values, limit])]
    return [opened(k) if isinstance(k, Agreement) else k for k in made]  # type: ignore[misc]


def opened(agreement: Agreement) -> Agreement:
    """The agreement with its account in clear, as the table has it sealed."""
    about = f"{Agreement.TABLE}.account {agreement.id}"
    return msgspec.structs.replace(agreement, account=vault().opened(agreement.account, about))


def sealed(agreement: Agreement) -> Agreement:
    """The agreement as it goes into the table."""
    about = f"{Agreement.TABLE}.account {agreement.id}"
    return msgspec.structs.replace(agreement, account=vault().seal(agreement.account, about))


def one(reader: Reader, of: type[K], key: str) -> K | None:
    """The row of a key, or None."""
    return next(iter(kept(reader, of, {of.__struct_fields__[0]: key})), None)


def bills_of(reader: Reader, declaration: str) -> list[Bill]:
    """All bills of a declaration, the first revision first."""
    return kept(reader, Bill, {"declaration": declaration}, order="revision")


def bills_of_many(reader: Reader, declarations: Sequence[str]) -> dict[str, list[Bill]]:
    """The bills of several declarations."""
    found: dict[str, list[Bill]] = {d: [] for d in declarations}
    for bill in kept(reader, Bill, {"declaration": tuple(found)}, order="declaration, revision") if found else ():
        found[bill.declaration].append(bill)
    return found


def agreement_of(reader: Reader, organisation: str) -> Agreement | None:
    """The agreement that a firm's taxes are paid under."""
    return next(iter(kept(reader, Agreement, {"organisation": organisation})), None)


def guarantees_of(reader: Reader, owner: str) -> list[Guarantee]:
    """A firm's guarantees, the one that ends first first."""
    return kept(reader, Guarantee, {"owner": owner}, order="valid_to, number")


def moves_of(reader: Reader, guarantee: str) -> list[GuaranteeMove]:
    """The movements of a guarantee in order."""
    return kept(reader, GuaranteeMove, {"guarantee": guarantee}, order="version")


def orders_of(reader: Reader, subject: str) -> list[Order]:
    """All orders that were made for a bill, statement or refund."""
    return kept(reader, Order, {"subject": subject}, order="made")


def refunds_of(reader: Reader, bill: str) -> list[Refund]:
    """All refunds of a bill."""
    return kept(reader, Refund, {"bill": bill}, order="since")


def entries_open(reader: Reader) -> list[Entry]:
    """What a bank told of and does not fit by itself, oldest first."""
    return kept(reader, Entry, {"is_open": True}, order="received, id")


def statements_of(reader: Reader, payer: str) -> list[Statement]:
    """A payer's statements, the newest first."""
    return kept(reader, Statement, {"payer": payer}, order="month DESC")
