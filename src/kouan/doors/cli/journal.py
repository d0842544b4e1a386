"""`kouan journal verify | tail | export` and `kouan projections [rebuild]`."""

import argparse
import itertools
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from kouan.areas.window.consignment.following import CONSIGNMENTS
from kouan.journeys.replies.log import LOG
from kouan.kernel.journal import Entry, verify
from kouan.store.projections import PROJECTIONS, Progress, follow, rebuild

from .outfile import whole
from .verbs import purpose
from .wired import Wired


def add(verbs: Any) -> None:
    """Register the verbs."""
    journal = verbs.add_parser("journal", help=purpose("journal"))
    what: Any = journal.add_subparsers(required=True, metavar="WHAT")
    what.add_parser("verify", help="从头核对哈希链 · check the hash chain from its first entry").set_defaults(
        verb=check
    )
    tail = what.add_parser("tail", help="显示最后若干条并跟踪 · the last entries, and what comes")
    tail.add_argument("-n", type=int, default=20)
    tail.add_argument("--follow", "-f", action="store_true")
    tail.set_defaults(verb=follow_tail)
    export = what.add_parser("export", help="导出为 NDJSON · all entries as NDJSON")
    export.add_argument("-o", dest="out", required=True)
    export.add_argument("--after", type=int, default=0)
    export.set_defaults(verb=export_all)
    projections = verbs.add_parser("projections", help=purpose("projections"))
    projections.add_argument("what", nargs="?", choices=["follow", "rebuild"], default="follow")
    projections.set_defaults(verb=project)


def check(asked: argparse.Namespace, wired: Wired) -> int:
    """Verify the whole chain; 1 and the first broken entry where it does not hold."""
    reader = wired.open_for_reading().reader
    # Read first: entries that come while the chain is walked only make it longer.
    followed = reader.followed()
    good, last, broken = verify(reader.walk())
    if broken:
        print(
            f"链在第 {broken.seq} 条断开 · broken at entry {broken.seq}: {broken.why}; 之前 {good} 条完好 · {good} hold before it"
        )
        return 1
    if good < followed:
        print(
            f"末尾缺失：日志止于 {good}，读模型已到 {followed} · cut off: it ends at {good}, read models stand at {followed}"
        )
        return 1
    print(f"{good} 条，链完好 · {good} entries, the chain holds; {last.hex()}")
    return 0


def _line(entry: Entry) -> str:
    told = {name: getattr(entry, name) for name in entry.__struct_fields__}
    told |= {"previous": entry.previous.hex(), "hash": entry.hash.hex()}
    return msgspec.json.encode(told).decode()


def follow_tail(asked: argparse.Namespace, wired: Wired) -> int:
    """Print the last entries, and with --follow the new ones as they come."""
    reader = wired.open_for_reading().reader
    place = max(0, reader.head()[0] - asked.n)
    while True:
        for entry in reader.journal(place):
            print(_line(entry), flush=True)
            place = entry.seq
        if not asked.follow:
            return 0
        time.sleep(0.5)


def export_all(asked: argparse.Namespace, wired: Wired) -> int:
    """Write the entries after `--after` to a file, through a part file that is renamed when whole."""
    reader = wired.open_for_reading().reader
    n = 0
    with whole(Path(asked.out)) as part, part.open("w", encoding="utf-8") as out:
        for chunk in _chunks(reader.walk(asked.after), 5000):
            out.writelines(_line(entry) + "\n" for entry in chunk)
            n += len(chunk)
            print(f"\r{n}", end="", file=sys.stderr)
    print(f"\r{n} 条 entries → {asked.out}", file=sys.stderr)
    return 0


def _chunks(entries: Any, size: int) -> Any:
    while chunk := list(itertools.islice(entries, size)):
        yield chunk


def project(asked: argparse.Namespace, wired: Wired) -> int:
    """Bring the read models to the journal's end, or empty them and start from its first entry."""
    store, now = wired.open_for_reading().store, wired.clock()
    deed = rebuild if asked.what == "rebuild" else follow
    done: list[Progress] = [deed(store, projection, now=now) for projection in (*PROJECTIONS, LOG, CONSIGNMENTS)]
    for progress in done:
        print(f"{progress.name}: #{progress.seq} {progress.fault}")
    return 1 if any(p.fault for p in done) else 0
