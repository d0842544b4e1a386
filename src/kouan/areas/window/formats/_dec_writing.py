"""From our declaration to the tree of a DecMessage."""

import datetime as dt
import functools
import operator
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from . import _dec_map as m
from . import _dec_map_more as more
from ._dec_tree import Part


def root(d: Any, flag: str) -> Part:
    """The whole message; `flag` is I or E."""
    lines = tuple(_line(line, d, flag) for line in d.goods)
    sign = Part("DecSign", values(d, m.SIGN if len(d.reference) <= m.LONGEST_REFERENCE else m.SIGN[1:]))
    rows = [part for around, segment, field, pairs in m.ROWS for part in _rows(d, around, segment, field, pairs)]
    free = Part("DecFreeTxt", values(d, m.FREE_TEXT))
    access = values(d, m.ACCESS)
    rows += [Part("DecTpAccess", access)] if access else []
    return Part(
        "DecMessage",
        (),
        (_head(d, flag), Part("DecLists", (), lines), *rows, free, sign, *_relations(d), *_segments(d)),
    )


def _head(d: Any, flag: str) -> Part:
    head = values(d, (*m.HEAD, *(m.EXPORT_HEAD if flag == "E" else m.IMPORT_HEAD)))
    positions = f"{d.kind:2}{d.filing:1}{'   Z' if d.business.combined_port else ''}"
    stated = "".join(_one(getattr(d.price_statements, name)) for name in m.STATEMENTS)
    by_place = (("IEFlag", flag), ("Type", positions if positions.strip() else ""), ("PromiseItmes", stated))
    return Part("DecHead", (*head, *by_place))


def _one(flag: str) -> str:
    """A statement takes one position, or those after it would move."""
    return flag if len(flag) == 1 else "9"


def _line(line: Any, d: Any, flag: str) -> Part:
    limits = tuple(_limit(limit, d) for limit in d.goods_limits if limit.item == line.item)
    controls = tuple(_control(one) for one in d.control_elements if one.item == line.item)
    inner = (("DecGoodsLimits", limits), ("DecControlModels", controls))
    parts = tuple(Part(name, (), rows) for name, rows in inner if rows)
    return Part("DecList", values(line, m.EXPORT_LINE if flag == "E" else m.LINE), parts)


def _limit(limit: Any, d: Any) -> Part:
    first = next(g for g in d.goods_limits if g.number == limit.number and g.kind == limit.kind)
    vehicles = vehicles_of(limit, d) if first is limit else ()
    parts = tuple(Part("DecGoodsLimitVin", values(v, m.VEHICLE)) for v in vehicles)
    return Part("DecGoodsLimit", values(limit, m.LIMIT), parts)


def vehicles_of(limit: Any, d: Any) -> tuple[Any, ...]:
    """The vehicles that name this licence."""
    return tuple(v for v in d.vehicles if (v.licence, v.licence_kind) == (limit.number, limit.kind))


def _control(element: Any) -> Part:
    return Part("DecControlModel", values(element, more.CONTROL))


def _rows(d: Any, around: str, segment: str, field: str, pairs: Sequence[m.Pair]) -> list[Part]:
    rows = tuple(Part(segment, values(row, pairs)) for row in getattr(d, field))
    return [Part(around, (), rows)] if around and rows else list(rows)


def _relations(d: Any) -> Iterator[Part]:
    for line in d.goods:
        if line.agreement:
            held = dict(values(line, m.PREFERENCE))
            yield Part("EcoRelation", tuple({**held, "CertType": f"Y{line.agreement}"}.items()))
    for pair in d.pairs:
        yield Part("EcoRelation", values(pair, more.PAIR))


def _segments(d: Any) -> Iterator[Part]:
    """Transit, supplements, royalties, self-assessed tax, risk; controlled goods that name no item."""
    for segment, field, pairs in more.PARTS:
        held = getattr(d, field)
        if held is not None:
            yield Part(segment, values(held, pairs))
    for around, segment, field, pairs in more.LISTS:
        yield from _rows(d, around, segment, field, pairs)
    yield from (_control(one) for one in d.control_elements if one.item is None)


@functools.cache
def _getter(place: str) -> Callable[[Any], Any]:
    return operator.attrgetter(place)


def values(held: Any, pairs: Sequence[m.Pair]) -> tuple[tuple[str, str], ...]:
    """The elements of a segment that hold something."""
    found = []
    for pair in pairs:
        value = _getter(pair.field)(held)
        if value not in ("", None) or pair.field in m.KEPT_EMPTY:
            found.append((pair.element, _written(value, pair.kind)))
    return tuple(found)


def _written(value: Any, kind: m.Kind) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.date):
        return value.isoformat() if kind == "day" else f"{value:%Y%m%d}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
