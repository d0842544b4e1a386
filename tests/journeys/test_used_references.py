"""A firm's own reference: one declaration, however often and by how many ways at once it arrives (WIN-X-082)."""

import datetime as dt
import itertools
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from msgspec.structs import replace

from kouan.areas.window.documents import import_declaration
from kouan.journeys.filing import Faulty, decision, file_json
from kouan.journeys.licensing.drawing import written
from kouan.journeys.references import CODE
from kouan.kernel.documents import encode
from kouan.kernel.findings import Finding
from kouan.store.database import Store
from kouan.store.reader import Reader
from kouan.store.roles import actor
from kouan.store.units import Receipt
from kouan.store.writer import Writer

OF, GOOD = import_declaration.TYPE, import_declaration.GOOD
KAPOK = actor("kapok", "kapok", "declarant")
LYCHEE = actor("lychee", "lychee", "declarant")
CUSTOMS = actor("customs", "customs", "customs")
NOW = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
_seconds = itertools.count()


@pytest.fixture
def writer(store: Store) -> Iterator[Writer]:
    """The one writer of a fresh store."""
    started = Writer(store).start()
    yield started
    started.stop()


@pytest.fixture
def reader(store: Store) -> Reader:
    """Reads what the writer wrote."""
    return Reader(store)


def now() -> dt.datetime:
    """A second later each time."""
    return NOW + dt.timedelta(seconds=next(_seconds))


def file(writer: Writer, reader: Reader, key: str, who: Any = KAPOK, **changes: Any) -> Receipt:
    """File a declaration under the reference R-1 unless told otherwise."""
    body = encode(replace(GOOD, **{"reference": "R-1", **changes}))
    return written(writer, lambda: file_json(OF, body, actor=who, key=key, now=now(), reader=reader))


def case_of(receipt: Receipt) -> str:
    """The declaration that an answer names."""
    return str(json.loads(receipt.answer)["case"]["id"])


def conflict(writer: Writer, reader: Reader, key: str, **changes: Any) -> Finding:
    """The finding that refuses."""
    with pytest.raises(Faulty) as refused:
        file(writer, reader, key, **changes)
    return next(f for f in refused.value.findings if f.code == CODE)


def test_the_same_content_is_a_repeat_and_other_content_a_conflict(writer: Writer, reader: Reader) -> None:
    """A repeat gets the first acceptance; a conflict names the case, both values and a fresh reference, which is taken."""
    first = file(writer, reader, "one")
    again = file(writer, reader, "two")
    assert again.repeated
    assert again.answer == first.answer
    assert reader.count({"type": OF.code}) == 1
    found = conflict(writer, reader, "three", remarks="OTHER")
    assert found.severity == "error"
    assert case_of(first) in found.message.zh
    assert f"remarks：{GOOD.remarks or '—'} → OTHER" in found.message.en
    assert found.basis
    assert found.repair is not None
    assert (found.repair.path, found.repair.old) == ("reference", "R-1")
    assert not file(writer, reader, "three", remarks="OTHER", reference=found.repair.new).repeated
    assert conflict(writer, reader, "four", remarks="THIRD").repair != found.repair
    assert reader.count({"type": OF.code}) == 2


def test_another_firm_and_the_same_key_are_no_second_use(writer: Writer, reader: Reader) -> None:
    """A reference is a firm's own; a retry under its key is answered as ever."""
    first = file(writer, reader, "one")
    assert not file(writer, reader, "one", LYCHEE).repeated
    retried = file(writer, reader, "one")
    assert retried.repeated
    assert case_of(retried) == case_of(first)


def test_a_void_declaration_gives_its_reference_back(writer: Writer, reader: Reader) -> None:
    """After a rejection the reference is free for other content, once."""
    case = reader.case(case_of(file(writer, reader, "one")))
    assert case is not None
    writer.write(
        decision(OF, case, "reject", version=case.version, actor=CUSTOMS, now=now(), reason="wrong", reader=reader)
    )
    second = file(writer, reader, "two", remarks="OTHER")
    assert not second.repeated
    assert case_of(second) in conflict(writer, reader, "three", remarks="THIRD").message.en


@pytest.mark.parametrize("same", [True, False], ids=["same-content", "other-content"])
def test_of_many_at_once_one_is_taken(store: Store, writer: Writer, same: bool) -> None:
    """Twelve threads, each with a memory of its own that knows nothing, file under one reference at once: one case."""
    together = Barrier(12)

    def one(n: int) -> Receipt | Faulty:
        together.wait()
        try:
            return file(writer, Reader(store), f"key-{n}", remarks="SAME" if same else f"OTHER {n}")
        except Faulty as refused:
            return refused

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(one, range(12)))
    taken = [a for a in answers if isinstance(a, Receipt) and not a.repeated]
    assert len(taken) == 1
    assert Reader(store).count({"type": OF.code}) == 1
    rest = [a for a in answers if a is not taken[0]]
    if same:
        assert {case_of(a) for a in rest if isinstance(a, Receipt)} == {case_of(taken[0])}
        assert len([a for a in rest if isinstance(a, Receipt)]) == 11
    else:
        assert all(case_of(taken[0]) in a.findings[-1].message.en for a in rest if isinstance(a, Faulty))
        assert len([a for a in rest if isinstance(a, Faulty)]) == 11


def test_what_is_forgotten_still_meets_the_unique_key(store: Store, writer: Writer) -> None:
    """A house that has just started and one whose memory let a reference go refuse it all the same."""
    first = file(writer, Reader(store), "one")
    assert case_of(first) in conflict(writer, Reader(store), "two", remarks="OTHER").message.en
