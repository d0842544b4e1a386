"""Codes of places against the lists that an installation loaded; none of them is shipped."""

import datetime as dt
from collections.abc import Iterator

from kouan.areas.window import reference
from kouan.areas.window.reference.tables import KINDS, PLACES
from kouan.kernel.documents import Fault

from ._law import DATA_SET, fault
from ._parts import Declaration
from ._rule import rule


@rule(
    "WIN-X-096",
    "关区、港口、国内地区代码在装入的代码表中且当日有效",
    "Codes of customs offices, ports and districts are in the lists that were loaded, in force on the day",
    fields=("customs_office", "border_office", "partner_port", "goods.district"),
    basis=DATA_SET,
    severity="warning",
    tables=("customs-offices", "ports", "districts"),
)
def places_are_listed(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A list that is not loaded says nothing; its codes are unverified."""
    tables = reference.of(d)
    if tables is None:
        return
    held = [(name, getattr(d, name)) for name in ("customs_office", "border_office", "partner_port")]
    held += [(f"goods[{number}].district", line.district) for number, line in enumerate(d.goods)]
    for path, code in held:
        table = PLACES[path.rpartition(".")[2]]
        if code and tables.has(table) and not tables.on(KINDS[table][0], on, code):
            yield fault(path, f"代码表中没有 {code}，或当日无效", f"{code} is not in the list, or not in force")


CHECKS = (places_are_listed,)
