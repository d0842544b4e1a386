"""The journal written out as Parquet: immutable files by ranges of seq, and a manifest that says which of them count.

A run reads on from the manifest's last seq, writes new files, and only then swaps the manifest in one rename, so that a
reader sees the frame of before or of after, never half of one. A run that died leaves files that no manifest names; a
later run sweeps them. The frame can always be thrown away and written again.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from kouan.kernel.journal import GENESIS, Entry
from kouan.kernel.words import Words
from kouan.store.reader import Reader

from .columns import SCHEMA, VERSION, batch

FULL = 200_000
"""Rows of a full file. Only the last file may hold fewer; it is written anew, under another name, when more has come."""
CHUNK = 10_000
GRACE = 600.0
"""Seconds that a replaced file outlives its successor, for readers that still hold the manifest of before."""


class Broken(Exception):
    """The journal does not go on where the frame ended. `words` are for the person who must look."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class Part(msgspec.Struct, frozen=True):
    """One file and the entries in it, both ends included."""

    name: str
    first: int
    last: int


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a frame holds: up to which entry of which journal, and in which files.

    `journal` is the hash of entry 1, `hash` that of entry `seq`; `recorded_at` is when that entry was recorded (a stamp).
    """

    schema: int = VERSION
    journal: str = ""
    seq: int = 0
    hash: str = GENESIS.hex()
    recorded_at: str = ""
    parts: tuple[Part, ...] = ()

    def paths(self, folder: Path) -> list[Path]:
        """The files, in order."""
        return [folder / part.name for part in self.parts]


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a frame; an empty one where there is none, or one of another schema."""
    try:
        found = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.DecodeError):
        return Manifest()
    return found if found.schema == VERSION else Manifest()


def export(reader: Reader, folder: Path, *, full: int = FULL, anew: bool = False) -> Manifest:
    """Bring a frame up to the journal's end; `anew` writes it from entry 1.

    Raises `Broken` where an entry is missing or not sealed to the one before it, BlockingIOError while another process
    exports into the same folder. A frame of another journal (another first entry) is replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        manifest = Manifest() if anew else _kept(reader, folder)
        for chunk in _files(reader, folder, manifest, full):
            manifest = chunk
            _swap(folder, manifest)
        _sweep(folder, manifest)
        return manifest


def _kept(reader: Reader, folder: Path) -> Manifest:
    """The manifest to go on from: none if the journal is another one. Raises `Broken` if it is the same, but changed."""
    manifest = manifest_of(folder)
    if manifest.seq == 0:
        return manifest
    first = reader.journal(0, limit=1)
    if not first or first[0].hash.hex() != manifest.journal:
        return Manifest()
    last = reader.journal(manifest.seq - 1, limit=1)
    if not last or last[0].hash.hex() != manifest.hash:
        raise _broken(manifest.seq)
    return manifest


def _files(reader: Reader, folder: Path, manifest: Manifest, full: int) -> Iterator[Manifest]:
    """Write file after file; yields the manifest after each."""
    tables, manifest = _reopened(folder, manifest, full)
    before = manifest
    while True:
        room = full - sum(t.num_rows for t in tables)
        entries = reader.journal(manifest.seq, limit=min(CHUNK, room))
        if entries:
            _check(entries, manifest)
            tables.append(batch(entries))
            manifest = _further(manifest, entries)
        if tables and manifest.seq > before.seq and (not entries or len(entries) == room):
            manifest = _written(folder, manifest, tables)
            yield manifest
            tables, before = [], manifest
        if not entries:
            return


def _reopened(folder: Path, manifest: Manifest, full: int) -> tuple[list[pa.Table], Manifest]:
    """The rows of a last file that is not full, to be written again with what has come since."""
    if not manifest.parts or manifest.parts[-1].last - manifest.parts[-1].first + 1 >= full:
        return [], manifest
    rows = pq.read_table(folder / manifest.parts[-1].name, schema=SCHEMA)
    return [rows], msgspec.structs.replace(manifest, parts=manifest.parts[:-1])


def _check(entries: list[Entry], manifest: Manifest) -> None:
    seq, previous = manifest.seq, bytes.fromhex(manifest.hash)
    for e in entries:
        if e.seq != seq + 1 or e.previous != previous:
            raise _broken(seq + 1)
        seq, previous = e.seq, e.hash


def _broken(seq: int) -> Broken:
    words = Words(
        "日志第 {n} 条与此前导出的不相接，请先核验日志",
        "Entry {n} does not follow what was exported: verify the journal",
    )
    return Broken(words.with_values(n=seq))


def _further(manifest: Manifest, entries: list[Entry]) -> Manifest:
    journal = manifest.journal or entries[0].hash.hex()
    last = entries[-1]
    return msgspec.structs.replace(
        manifest, journal=journal, seq=last.seq, hash=last.hash.hex(), recorded_at=last.recorded_at
    )


def _written(folder: Path, manifest: Manifest, tables: list[pa.Table]) -> Manifest:
    rows = pa.concat_tables(tables)
    first = manifest.seq - rows.num_rows + 1
    part = Part(f"journal-{first:012d}-{manifest.seq:012d}.parquet", first, manifest.seq)
    half = folder / f"{part.name}.half"
    pq.write_table(rows, half, compression="zstd")
    settle(half, folder / part.name)
    return msgspec.structs.replace(manifest, parts=(*manifest.parts, part))


def _swap(folder: Path, manifest: Manifest) -> None:
    half = folder / "manifest.json.half"
    half.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    settle(half, folder / "manifest.json")


def settle(half: Path, whole: Path) -> None:
    """The bytes to the disk, then the name: a name never stands for half a file."""
    with half.open("rb") as written:
        os.fsync(written.fileno())
    half.replace(whole)


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Remove files that no manifest names, once they are old beside the newest."""
    named = {part.name for part in manifest.parts}
    loose = [p for pattern in ("journal-*.parquet", "*.half") for p in folder.glob(pattern) if p.name not in named]
    if loose:
        now = max(p.stat().st_mtime for p in folder.iterdir())
        for path in loose:
            if now - path.stat().st_mtime > GRACE:
                path.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else works in the folder meanwhile. Raises BlockingIOError where somebody does."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
