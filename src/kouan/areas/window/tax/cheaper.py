"""Lawful ways by which a line, or the whole declaration, would be taxed less, and what each needs."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from kouan.areas.window import rules
from kouan.areas.window.documents._parts import Licence
from kouan.kernel.words import Words

from .choosing import documents
from .tables import Row, Tables


class Way(msgspec.Struct, frozen=True):
    """The line and the documents as they would be, the row that would hold, and what that needs."""

    kind: str
    agreement: str
    line: Any
    licences: tuple[Licence, ...]
    needs: Words
    row: Row


def ways(d: Any, line: Any, tables: Tables, on: dt.date) -> Iterator[Way]:
    """Every agreement that the tariff has for the line and that is not used; the quota, where it has one."""
    for row in tables.rows(line.commodity_code, "agreement", on):
        if row.agreement == line.agreement and line.origin_proof:
            continue
        if row.origin and line.origin_country and row.origin != line.origin_country:
            continue
        zh = f"协定 {row.agreement} 的原产地证明，且原产国 {line.origin_country or '？'} 为成员、符合原产地规则和直接运输"
        en = f"A proof of origin under agreement {row.agreement}; the origin a party; origin and transport rules met"
        proved = replace(line, agreement=row.agreement, origin_proof="?", agreement_origin=row.origin)
        yield Way("agreement", row.agreement, proved, d.licences, Words(zh, en), row)
    within = next(iter(tables.rows(line.commodity_code, "quota", on)), None)
    if within is not None and "quota" not in documents(d, on):
        code = rules.QUOTA.on(on).value.within
        zh = f"关税配额证明（监管证件代码 {code}）有足够余量，并列入随附单证"
        en = f"A tariff quota certificate (document {code}) with enough left, listed among the documents"
        listed = (*d.licences, Licence(kind=code, number="?"))
        yield Way("quota", "", line, listed, Words(zh, en), within)
