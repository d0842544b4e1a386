"""Where every element of the data set stands in our declaration: one table of both directions, for tests and pages."""

from collections.abc import Mapping, Sequence
from typing import Literal

from . import _dec_map as m
from . import _dec_map_more as more

Flow = Literal["import", "export"]
BY_POSITION: Mapping[str, tuple[str, ...]] = {
    "IEFlag": (),
    "Type": ("kind", "filing", "business.combined_port"),
    "PromiseItmes": tuple(f"price_statements.{name}" for name in m.STATEMENTS),
}
"""Elements of the head that are the type of the document, or several fields of ours, one a position."""


def _placed(field: str, pairs: Sequence[m.Pair]) -> dict[str, tuple[str, ...]]:
    return {pair.element: (f"{field}.{pair.field}" if field else pair.field,) for pair in pairs}


def places(flow: Flow) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Segment -> element -> our fields that hold it; no field where the type of the document says it."""
    head, line = (m.IMPORT_HEAD, m.LINE) if flow == "import" else (m.EXPORT_HEAD, m.EXPORT_LINE)
    found: dict[str, Mapping[str, tuple[str, ...]]] = {
        "DecMessage@": {"Version": ("numbers.message_version",)},
        "DecHead": {**_placed("", (*m.HEAD, *head)), **BY_POSITION},
        "DecList": _placed("goods", line),
        "DecGoodsLimit": _placed("goods_limits", m.LIMIT),
        "DecGoodsLimitVin": _placed("vehicles", m.VEHICLE),
        "DecFreeTxt": _placed("", m.FREE_TEXT),
        "DecSign": _placed("", m.SIGN),
        "DecTpAccess": _placed("", m.ACCESS),
        "EcoRelation": _placed("pairs", more.PAIR),
        "DecControlModel": _placed("control_elements", more.CONTROL),
    }
    found |= {segment: _placed(field, pairs) for segment, field, pairs in more.PARTS}
    found |= {segment: _placed(field, pairs) for _, segment, field, pairs in (*m.ROWS, *more.LISTS)}
    found["TrnContaGoodsList"] = found.pop("TrnContaGoods")
    return found
