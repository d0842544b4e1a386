"""Promises of the journal's frame."""

from pathlib import Path

import ibis
import msgspec
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kouan.frames import engines, journal_frames
from kouan.frames.columns import SCHEMA
from kouan.frames.export import Broken, Manifest, export, manifest_of
from kouan.kernel.journal import Entry, instant
from tests.support.journals import (
    START,
    CargoArrived,
    DeclarationAmended,
    ListedJournal,
    busy_port,
    lodged,
    sealed,
    step,
    told,
)

ENTRIES = sealed(busy_port(200))


def read(folder: Path) -> list[dict[str, object]]:
    """All rows of a frame, in order."""
    tables = [pq.read_table(p) for p in manifest_of(folder).paths(folder)]
    return [row for t in tables for row in t.to_pylist()]


def test_every_entry_is_in_the_frame_once_and_in_order(tmp_path: Path) -> None:
    """What the frame says of an entry is what the journal says."""
    manifest = export(ListedJournal(ENTRIES), tmp_path, full=100)
    rows = read(tmp_path)
    assert [r["seq"] for r in rows] == [e.seq for e in ENTRIES]
    assert [(r["kind"], r["case"], r["at"]) for r in rows] == [(e.kind, e.case, instant(e.at)) for e in ENTRIES]
    assert (manifest.seq, manifest.hash) == (ENTRIES[-1].seq, ENTRIES[-1].hash.hex())
    assert {p.last - p.first + 1 for p in manifest.parts[:-1]} == {100}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, len(ENTRIES)), max_size=6), full=st.integers(90, 400))
def test_many_small_exports_equal_one_large(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int], full: int
) -> None:
    """However often the journal was exported on its way, the frame holds the same rows without gap or double."""
    folder = tmp_path_factory.mktemp("frame")
    for cut in [*sorted(cuts), len(ENTRIES)]:
        manifest = export(ListedJournal(ENTRIES[:cut]), folder, full=full)
    assert [r["seq"] for r in read(folder)] == list(range(1, len(ENTRIES) + 1))
    edges = [(p.first, p.last) for p in manifest.parts]
    assert [first for first, _ in edges[1:]] == [last + 1 for _, last in edges[:-1]]


def test_an_export_with_nothing_new_changes_nothing(tmp_path: Path) -> None:
    """Files are immutable: a second run leaves the same names with the same bytes."""
    export(ListedJournal(ENTRIES), tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    export(ListedJournal(ENTRIES), tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_the_same_journal_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two exports of one journal are equal byte for byte."""
    export(ListedJournal(ENTRIES), tmp_path / "a", full=300)
    export(ListedJournal(ENTRIES), tmp_path / "b", full=300)
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in "ab")
    assert first == second


def test_a_gap_stops_the_export(tmp_path: Path) -> None:
    """An entry that is missing is reported by its number; what was exported before stays readable."""
    export(ListedJournal(ENTRIES[:50]), tmp_path)
    holed = ListedJournal(ENTRIES[:50] + ENTRIES[51:])
    with pytest.raises(Broken, match="Entry 51 "):
        export(holed, tmp_path)
    assert len(read(tmp_path)) == 50


def test_a_journal_changed_behind_the_frame_is_seen(tmp_path: Path) -> None:
    """The same journal with another entry at the frame's end is refused, not exported over."""
    export(ListedJournal(ENTRIES[:50]), tmp_path)
    forged: Entry = msgspec.structs.replace(ENTRIES[49], hash=b"x" * 32)
    with pytest.raises(Broken):
        export(ListedJournal([*ENTRIES[:49], forged]), tmp_path)


def test_another_journal_replaces_the_frame(tmp_path: Path) -> None:
    """A journal that begins otherwise is another one: its frame starts at its own entry 1."""
    export(ListedJournal(ENTRIES), tmp_path)
    other = sealed(busy_port(3, seed=9))
    export(ListedJournal(other), tmp_path)
    assert [r["case"] for r in read(tmp_path)] == [e.case for e in other]


def test_a_run_that_died_is_taken_up_again(tmp_path: Path) -> None:
    """Files that no manifest names, and a half-written one, do not disturb the next run."""
    export(ListedJournal(ENTRIES[:100]), tmp_path, full=40)
    (tmp_path / "journal-000000000101-000000000140.parquet").write_bytes(b"half of a file")
    (tmp_path / "manifest.json.half").write_bytes(b"{")
    export(ListedJournal(ENTRIES), tmp_path, full=40)
    assert [r["seq"] for r in read(tmp_path)] == list(range(1, len(ENTRIES) + 1))


def test_an_empty_journal_has_an_empty_frame(tmp_path: Path) -> None:
    """No entries: an empty manifest, and expressions over it still run."""
    assert export(ListedJournal([]), tmp_path) == Manifest()
    engine = engines.duckdb()
    assert engine.to_pyarrow(journal_frames.with_cases(journal_frames.entries(engine, tmp_path)).count()).as_py() == 0


def test_nothing_personal_is_exported(tmp_path: Path) -> None:
    """Neither the login of who acted nor the words that a person wrote as a reason."""
    export(ListedJournal(ENTRIES), tmp_path)
    said = str(read(tmp_path))
    assert "甲先生" not in said
    assert "officer" not in said
    assert not {"actor", "reason", "number"} & set(SCHEMA.names)


def test_a_decision_knows_port_and_flow_of_its_case(tmp_path: Path) -> None:
    """The facts of the newest revision stand beside every entry of the case, older ones included."""
    moved = DeclarationAmended(revision=2, digest="e", facts={"port": "CNYTN", "flow": "import"})
    facts = [lodged("A", START), step(CargoArrived, "A", 2, START), told(moved, "A", 3, START)]
    export(ListedJournal(sealed(facts)), tmp_path)
    engine = engines.duckdb()
    rows = journal_frames.with_cases(journal_frames.entries(engine, tmp_path)).order_by(ibis._.seq)
    found = engine.to_pyarrow(rows).to_pylist()
    assert [(r["kind"], r["port"]) for r in found] == [
        ("DeclarationLodged", "CNYTN"),
        ("CargoArrived", "CNYTN"),
        ("DeclarationAmended", "CNYTN"),
    ]
    assert {r["case_type"] for r in found} == {"t"}
