"""Promises of reading, kept on both stores."""

import msgspec

from kouan.store.database import Store
from kouan.store.reader import Reader
from kouan.store.units import row_of
from kouan.store.writer import Writer
from tests.store.test_writer import case, lodging


def test_a_case_that_waits_for_several_is_found_by_each(store: Store) -> None:
    """Where agencies decide side by side the case is in the queue of each that still owes a decision, and of no other."""
    writer = Writer(store).start()
    for name, holder in (("C1", "maritime customs border"), ("C2", "customs"), ("C3", "border")):
        made = msgspec.structs.replace(case(name), holder=holder)
        writer.write(msgspec.structs.replace(lodging(name), case=row_of(made)))
    writer.stop()
    reader = Reader(store)
    found = {
        role: {c.id for c in reader.cases({"holder": role})} for role in ("maritime", "customs", "border", "custom")
    }
    assert found == {"maritime": {"C1"}, "customs": {"C1", "C2"}, "border": {"C1", "C3"}, "custom": set()}
    assert reader.count({"holder": ("maritime", "border"), "type": "t"}) == 2
