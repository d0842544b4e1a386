"""What a chapter of the manual can say of a port: who files, who decides, what stands in the journal afterwards.

The words are those of the product's own way from bytes to journal (`kouan.journeys.filing`); nothing here decides anything.
"""

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import msgspec

from kouan.journeys import catalogue
from kouan.journeys.filing import amend_document, decision, file_document, file_json
from kouan.kernel.cases import Case, may_read, open_to
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.journal import Entry
from kouan.kernel.parties import Actor
from kouan.store.database import Store
from kouan.store.house import House
from kouan.store.reader import Reader
from kouan.store.roles import actor
from kouan.store.units import Receipt, Unit
from kouan.store.writer import Writer

SHANGHAI = dt.timezone(dt.timedelta(hours=8))


class Port:
    """A port over a fresh store, with a clock that the chapter moves."""

    def __init__(self, store: Store, var: Path) -> None:
        self.now = dt.datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
        self.house = House(store, Writer(store).start(), Reader(store), lambda: self.now, demonstration=True, var=var)
        self._keys = itertools.count(1)

    def later(self, **time: float) -> None:
        """Move the clock: `later(hours=3)`."""
        self.now += dt.timedelta(**time)

    def someone(self, role: str, organisation: str = "") -> Actor:
        """A person in a role, of an organisation of that name unless told otherwise."""
        return actor(role, organisation or role, role)

    def document(self, kind: str, **changes: Any) -> Any:
        """The type's first sound example, with other values at these places (a double underscore for a dot)."""
        of = catalogue.types()[kind]
        raw = msgspec.json.decode(encode(next(e.document for e in of.examples if not e.finds)))
        for place, value in changes.items():
            *way, last = place.split("__")
            spot = raw
            for part in way:
                spot = spot[part]
            spot[last] = value
        return msgspec.convert(raw, of.shape)

    def file(self, kind: str, *, by: str = "", of: str = "", key: str = "", **changes: Any) -> Case:
        """File the type's sound example, changed or not, and give the case."""
        return self.case(_case(self.send(kind, by=by, of=of, key=key, **changes)))

    def send(self, kind: str, *, by: str = "", of: str = "", key: str = "", **changes: Any) -> Receipt:
        """The same, and give the answer as it goes out."""
        made = catalogue.types()[kind]
        who = self.someone(by or made.machine.lodge_by[0], of)
        unit = file_document(
            made, self.document(kind, **changes), actor=who, key=key or f"key {next(self._keys)}", now=self.now
        )
        return self._write(unit)

    def send_bytes(self, kind: str, body: bytes, *, by: str = "", key: str = "") -> Receipt:
        """File bytes of our own JSON as a machine does."""
        made = catalogue.types()[kind]
        who = self.someone(by or made.machine.lodge_by[0])
        return self._write(file_json(made, body, actor=who, key=key or f"key {next(self._keys)}", now=self.now))

    def decide(
        self, case: Case, action: str, *, by: str, of: str = "", reason: str = "", happened: dt.datetime | None = None
    ) -> Case:
        """Take a step on a case as it was seen, and give the case after it."""
        of_type = self.type_of(case)
        latest = self.case(case.id)
        unit = decision(
            of_type,
            latest,
            action,
            version=case.version,
            actor=self.someone(by, of),
            now=self.now,
            happened=happened,
            reason=reason,
        )
        self._write(unit)
        return self.case(case.id)

    def amend(self, case: Case, *, by: str = "", of: str = "", reason: str = "更正", **changes: Any) -> Case:
        """Put a new revision in the place of the last, and give the case after it."""
        made = self.type_of(case)
        kept = self.house.reader.document(case.id, case.revision)
        assert kept is not None
        before, _ = made.read(kept.canonical)
        who = self.someone(by or made.machine.lodge_by[0], of)
        after = self.document(case.type, **changes)
        self._write(
            amend_document(made, self.case(case.id), after, actor=who, now=self.now, reason=reason, before=before)
        )
        return self.case(case.id)

    def _write(self, unit: Unit) -> Receipt:
        return self.house.writer.write(unit)

    def type_of(self, case: Case) -> DocumentType:
        """The type of a case."""
        return catalogue.types()[case.type]

    def case(self, id: str) -> Case:
        """A case as it stands."""
        found = self.house.reader.case(id)
        assert found is not None
        return found

    def events(self, case: Case) -> list[str]:
        """The names of what happened to a case, in order."""
        return [e.kind for e in self.house.reader.timeline(case.id)]

    def journal(self) -> list[Entry]:
        """Every entry, in order."""
        return list(self.house.reader.walk())

    def lanes(self, case: Case) -> dict[str, str]:
        """What each agency has decided."""
        agencies = of.agencies if (of := self.type_of(case).lanes) else ()
        return {agency: lane.state for agency, lane in case.lanes.items() if agency in agencies}

    def may(self, case: Case, *, by: str, of: str = "") -> list[str]:
        """What somebody could do on a case now."""
        return open_to(self.type_of(case), self.case(case.id), self.someone(by, of))

    def sees(self, case: Case, *, by: str, of: str = "") -> bool:
        """May somebody open the case?"""
        return may_read(self.type_of(case), self.case(case.id), self.someone(by, of))


def _case(receipt: Receipt) -> str:
    found: str = msgspec.json.decode(receipt.answer)["case"]["id"]
    return found
