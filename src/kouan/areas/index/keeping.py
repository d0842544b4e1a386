"""Figures kept ready: the journal exported, every definition measured, the cells in one small file that pages read.

A page never waits for the engine: it reads the cells of the last position and, if those are older than `EVERY` seconds,
lets a thread bring them up to date. A command may call `refresh` itself. All of it can be thrown away and made again.
"""

import datetime as dt
import functools
import hashlib
import logging
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ibis
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from kouan.areas.index.figures import Stand
from kouan.areas.index.measuring import log
from kouan.areas.index.measuring.cells import Cell, Key, cells, withhold
from kouan.areas.index.measuring.stages import stages
from kouan.areas.index.rules import Definition, activities, definitions
from kouan.frames import engines, journal_frames
from kouan.frames.export import GRACE, Manifest, export, manifest_of, settle
from kouan.kernel.journal import stamp
from kouan.store.house import House

EVERY = 20.0
"""Seconds after which a page asks for newer figures. A refresh of the demonstration takes about one."""
COOLING = 20.0
"""Seconds that the end of the process waits for a measurement under way."""
THREADS = 2
MEASURING = 2
"""Of the way of measuring: a change of code that changes any cell is a new one, and kept figures are made anew."""

logger = logging.getLogger(__name__)


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All cells of all versions of all definitions at one journal position.

    `rules` is the digest of definitions and activities that they were made with; `cells` and `stages` (names of Parquet
    files, a row a unit) are by definition, such as `import.total v1`.
    """

    rules: str
    stand: Stand
    cells: dict[str, list[Cell]] = {}
    stages: dict[str, str] = {}


class Shelf:
    """The figures of one installation: a folder, what was last read from it, and the thread that renews it."""

    def __init__(self, house: House) -> None:
        self.house, self.folder = house, house.var / "frames"
        self.fault = ""
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._read: tuple[int, Kept] | None = None
        self._asked = 0.0

    @property
    def journal(self) -> Path:
        return self.folder / "journal"

    @property
    def figures(self) -> Path:
        return self.folder / "figures"

    def current(self) -> Kept:
        """The figures there are; made now if there are none, renewed behind the caller's back if they are old."""
        kept = self._from_file()
        if kept is None or kept.rules != rules_digest():
            with self._lock:
                kept = self._from_file()
                if kept is None or kept.rules != rules_digest():
                    kept = self.refresh()
            self._asked = time.monotonic()
        elif time.monotonic() - self._asked > EVERY:
            self._asked = time.monotonic()
            self._renew()
        return kept

    def warm(self) -> None:
        """Have figures before somebody asks: the engine's first second is spent in a thread, not on the first page."""
        self._thread = threading.Thread(target=self._try_current, name="figures-first", daemon=True)
        self._thread.start()

    def cool(self) -> None:
        """Wait until nobody measures: a thread inside the engine must not be alive when the process ends."""
        if self._thread is not None:
            self._thread.join(COOLING)

    def _try_current(self) -> None:
        try:
            self.current()
        except Exception as fault:  # noqa: BLE001 -- the page that asks next will say what is wrong
            logger.warning("figures were not made ready: %s: %s", type(fault).__name__, fault)

    def _from_file(self) -> Kept | None:
        path = self.figures / "kept.json"
        try:
            changed = path.stat().st_mtime_ns
            if self._read is None or self._read[0] != changed:
                self._read = (changed, msgspec.json.decode(path.read_bytes(), type=Kept))
        except (FileNotFoundError, msgspec.DecodeError):
            return None
        return self._read[1]

    def _renew(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._try_refresh, name="figures", daemon=True)
            self._thread.start()

    def _try_refresh(self) -> None:
        try:
            self.refresh()
            self.fault = ""
        except Exception as fault:  # noqa: BLE001 -- figures that can not be renewed stay, and the page says so
            self.fault = f"{type(fault).__name__}: {fault}"
            logger.warning("figures were not renewed: %s", self.fault)

    def refresh(self) -> Kept:
        """Export what is new and measure again if anything is. Raises what the export raises."""
        self.figures.mkdir(parents=True, exist_ok=True)
        manifest = self._exported()
        kept = self._from_file()
        same = kept and (kept.rules, kept.stand.seq, kept.stand.hash) == (rules_digest(), manifest.seq, manifest.hash)
        if kept and same:
            return kept
        made = measure(self.journal, manifest, self.figures)
        half = self.figures / f"kept.{threading.get_ident()}.half"
        half.write_bytes(msgspec.json.encode(made))
        settle(half, self.figures / "kept.json")
        _sweep(self.figures, made)
        return made

    def _exported(self) -> Manifest:
        try:
            return export(self.house.reader, self.journal)
        except BlockingIOError:  # another process is exporting: its last frame is new enough
            return manifest_of(self.journal)


@functools.cache
def rules_digest() -> str:
    """SHA-256 over all definitions, the table of activities, and the way of measuring."""
    return hashlib.sha256(msgspec.json.encode((MEASURING, activities(), definitions()))).hexdigest()


def measure(journal: Path, manifest: Manifest, folder: Path) -> Kept:
    """Measure every version of every definition on a journal frame; stage tables go into `folder`."""
    engine = engines.duckdb(threads=THREADS)
    try:
        as_of_us = _last_instant(engine, journal)
        stand = Stand(manifest.seq, manifest.hash, _stamped(as_of_us))
        found: dict[str, list[Cell]] = {}
        files: dict[str, str] = {}
        for definition in (d for versions in definitions().values() for d in versions):
            name = f"{definition.id}.v{definition.version}-{manifest.seq:012d}-{rules_digest()[:8]}.parquet"
            rows = _stage_rows(engine, journal, definition, as_of_us)
            half = folder / f"{name}.{threading.get_ident()}.half"
            pq.write_table(rows, half, compression="zstd", row_group_size=100_000)
            settle(half, folder / name)
            found[definition.name] = counted(engine, rows, definition)
            files[definition.name] = name
        return Kept(rules_digest(), stand, found, files)
    finally:
        engine.disconnect()


def measured_as_of(journal: Path, definition: Definition, as_of: dt.datetime) -> tuple[Stand, list[Cell]]:
    """One definition as it would have been told at an instant, from what was recorded by then; not kept."""
    manifest = manifest_of(journal)
    engine = engines.duckdb(threads=THREADS)
    try:
        rows = _stage_rows(engine, journal, definition, log.microseconds(as_of), cut=True)
        return Stand(manifest.seq, manifest.hash, stamp(as_of)), counted(engine, rows, definition)
    finally:
        engine.disconnect()


def counted(engine: engines.Engine, rows: pa.Table, definition: Definition) -> list[Cell]:
    """The cells of a stage table, with what must not be published marked."""
    return withhold(cells(engine, ibis.memtable(rows)), definition.minimum)


def _stage_rows(
    engine: engines.Engine, journal: Path, definition: Definition, as_of_us: int, *, cut: bool = False
) -> pa.Table:
    known = journal_frames.known_by(journal_frames.entries(engine, journal), as_of_us if cut else None)
    events = log.from_journal(journal_frames.with_cases(known), activities().by_kind)
    table = stages(events, definition, as_of_us=as_of_us)
    ordered = table.order_by("port", "month", "us", "unit")
    return engine.to_pyarrow(ordered)


def _last_instant(engine: engines.Engine, journal: Path) -> int:
    """When the newest entry was recorded: not the last one's, should a clock have been set back."""
    newest = engine.to_pyarrow(journal_frames.entries(engine, journal).recorded_us.max()).as_py()
    return newest or 0


def _stamped(us: int) -> str:
    return stamp(log.EPOCH + dt.timedelta(microseconds=us)) if us else ""


def _sweep(folder: Path, kept: Kept) -> None:
    """Remove the stage tables of earlier positions, once they are old beside the newest file."""
    named = {*kept.stages.values(), "kept.json"}
    now = (folder / "kept.json").stat().st_mtime
    for path in folder.iterdir():
        if path.name not in named and now - path.stat().st_mtime > GRACE:
            path.unlink(missing_ok=True)


def cases_behind(folder: Path, name: str, port: str, period: int) -> list[dict[str, Any]]:
    """The units of one cell, a dict each with the columns of a stage table, by status and time."""
    wanted: list[tuple[str, str, Any]] = []
    if port:
        wanted.append(("port", "=", port))
    if period:
        first, last = (period, period) if period > 9999 else (period * 100, period * 100 + 99)
        wanted += [("month", ">=", first), ("month", "<=", last)]
    rows: list[dict[str, Any]] = pq.read_table(folder / name, filters=wanted or None).to_pylist()
    return sorted(rows, key=lambda r: (r["status"], r["us"] or 0, r["unit"]))


_shelves: dict[int, Shelf] = {}


def shelf(house: House) -> Shelf:
    """The shelf of a house, one a process."""
    made = _shelves.get(id(house))
    if made is None or made.house is not house:
        made = _shelves[id(house)] = Shelf(house)
    return made


def by_key(found: list[Cell]) -> Mapping[Key, Cell]:
    """Cells by port and period."""
    return {(c.port, c.period): c for c in found}
