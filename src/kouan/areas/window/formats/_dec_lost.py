"""What a DecMessage can not carry of our declaration, value by value."""

from collections.abc import Iterator, Sequence
from typing import Any

from kouan.kernel.formats import Loss
from kouan.kernel.words import Words

from . import _dec_map as m
from . import _dec_map_more as more
from ._dec_reading import at_its_line
from ._dec_writing import values, vehicles_of

_NO_PLACE = Words("报文中没有对应栏目", "The message has no element for it")
_ORDER = Words("报文按商品项排列，次序会变", "The message keeps them by item: their order changes")
_EMPTY = Words("空的一行不写入报文", "An empty row is not written")


def lost(d: Any) -> Iterator[Loss]:
    """Every value that would not come back, with the reason."""
    if len(d.reference) > m.LONGEST_REFERENCE:
        words = Words("客户端编号最长 18 位", "The client's number has 18 characters at most")
        yield Loss("reference", d.reference, words)
    if getattr(d, "loading_date", None):
        yield Loss("loading_date", str(d.loading_date), _NO_PLACE)
    if getattr(d, "advance", False):
        yield Loss("advance", "true", _NO_PLACE)
    for name in d.two_step.__struct_fields__:
        if (answer := getattr(d.two_step, name)) is not None:
            yield Loss(f"two_step.{name}", "true" if answer else "false", _NO_PLACE)
    for name in m.STATEMENTS:
        flag = getattr(d.price_statements, name)
        if len(flag) != 1:
            words = Words("价格说明每项一位", "A statement takes one position")
            yield Loss(f"price_statements.{name}", flag, words)
    for number, paper in enumerate(d.papers):
        if paper.sha256:
            yield Loss(f"papers[{number}].sha256", paper.sha256, _NO_PLACE)
    yield from _proofs(d)
    yield from _licences(d)
    yield from _pairs(d)
    yield from _controls(d)
    yield from _orders(d)
    yield from _empties(d)


def _proofs(d: Any) -> Iterator[Loss]:
    for number, line in enumerate(d.goods):
        if not line.agreement:
            for name in ("origin_proof", "origin_proof_item"):
                if getattr(line, name) not in ("", None):
                    words = Words("没有协定代码，证明无处可填", "Without an agreement the proof has no place")
                    yield Loss(f"goods[{number}].{name}", str(getattr(line, name)), words)
        for name in ("direct", "countries"):
            if text := getattr(line.transit, name):
                yield Loss(f"goods[{number}].transit.{name}", text, _NO_PLACE)


def _licences(d: Any) -> Iterator[Loss]:
    """A licence of no line, and a vehicle of no licence, have no place in the message."""
    items = {line.item for line in d.goods}
    for number, limit in enumerate(d.goods_limits):
        if limit.item not in items:
            words = Words("没有这一项商品", "There is no such item")
            yield Loss(f"goods_limits[{number}].item", str(limit.item), words)
    held = {(g.number, g.kind) for g in d.goods_limits if g.item in items}
    for number, vehicle in enumerate(d.vehicles):
        if (vehicle.licence, vehicle.licence_kind) not in held:
            words = Words("没有这份产品许可", "There is no such product licence")
            yield Loss(f"vehicles[{number}].licence", vehicle.licence, words)


def _pairs(d: Any) -> Iterator[Loss]:
    """A preference of a line that names none is read back at the line, for there it belongs."""
    bare = {str(line.item) for line in d.goods if not line.agreement}
    for number, pair in enumerate(d.pairs):
        item = pair.item.lstrip("0")
        if item in bare and at_its_line(dict(values(pair, more.PAIR))):
            bare.discard(item)
            words = Words("优惠写在商品行上，读回时归到该行", "A preference stands at its line: it is read back there")
            yield Loss(f"pairs[{number}].kind", pair.kind, words)


def _controls(d: Any) -> Iterator[Loss]:
    items = {line.item for line in d.goods}
    for number, one in enumerate(d.control_elements):
        if one.item is not None and one.item not in items:
            words = Words("没有这一项商品", "There is no such item")
            yield Loss(f"control_elements[{number}].item", str(one.item), words)


def _orders(d: Any) -> Iterator[Loss]:
    """Licences, vehicles and elements of controlled goods stand in their line, and are read in the order of lines."""
    places = {line.item: number for number, line in enumerate(d.goods)}
    last = len(places)
    limits = sorted(d.goods_limits, key=lambda one: places.get(one.item, last))
    by_licence: list[Any] = []
    for limit in limits:
        by_licence += [v for v in vehicles_of(limit, d) if not any(v is one for one in by_licence)]
    elements = sorted(d.control_elements, key=lambda one: places.get(one.item, last))
    yield from _moved("goods_limits", d.goods_limits, limits)
    yield from _moved("vehicles", [v for v in d.vehicles if any(v is one for one in by_licence)], by_licence)
    yield from _moved("control_elements", d.control_elements, elements)


def _moved(field: str, held: Sequence[Any], back: Sequence[Any]) -> Iterator[Loss]:
    for number, (one, other) in enumerate(zip(held, back, strict=True)):
        if one != other:
            yield Loss(f"{field}[{number}]", "", _ORDER)
            return


def _empties(d: Any) -> Iterator[Loss]:
    """A row or a group in which nothing stands would not come back."""
    for segment, field, pairs in more.PARTS:
        held = getattr(d, field)
        if held is not None and not values(held, pairs):
            yield Loss(field, segment, _EMPTY)
    for _, segment, field, pairs in (*more.LISTS, ("", "EcoRelation", "pairs", more.PAIR)):
        for number, row in enumerate(getattr(d, field)):
            if not values(row, pairs):
                yield Loss(f"{field}[{number}]", segment, _EMPTY)
    for number, one in enumerate(d.control_elements):
        if not values(one, more.CONTROL):
            yield Loss(f"control_elements[{number}]", "DecControlModel", _EMPTY)
