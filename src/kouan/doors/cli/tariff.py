"""`kouan tax import FILE`: a tariff previewed row by row and weighed; with --commit it is taken over into the port."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kouan.areas.window.taking.merging import Mode
from kouan.areas.window.taking.sheet import RowFault
from kouan.areas.window.taking.tariff import Defaults
from kouan.journeys.tariffs import LAST, Preview, Weight, preview, take, weigh
from kouan.kernel.machine import Refused
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.store.database import Taken as Held
from kouan.store.roles import actor
from kouan.store.units import Conflict

from .wired import Wired

HELD = Words(
    "口岸正在运行：请在页面 /tables/tariff/ 装入，或停下后再装",
    "The port is running: take it over at /tables/tariff/, or stop it",
)
_ACCOUNT = "SELECT login, organisation_id, role FROM account WHERE login = ?"


class ImportLine(msgspec.Struct, frozen=True):
    """What `--json` prints: counts, faults by row and column, N of the last M with the yuan that they change by."""

    file: str
    read: int
    good: int
    added: int
    ended: int
    gone: int
    same: int
    since: str
    faults: tuple[RowFault, ...]
    looked_at: int
    changed: int
    lost: int
    yuan: str
    version: int


def options(parser: argparse.ArgumentParser) -> None:
    """What an import asks besides its file."""
    parser.add_argument("--whole", action="store_true", help="文件是全部税率，不是变动 · the whole tariff, not changes")
    parser.add_argument("--valid-from", default="", metavar="DATE", help="各行没写的生效日期 · first day where none is")
    parser.add_argument("--reference", default="", help="各行没写的依据 · basis where none is said")
    parser.add_argument("--standing", default="", help="各行没写的效力 · standing where none is said")
    parser.add_argument("--last", type=int, default=LAST, metavar="N", help="影响算最近几份 · weigh the last N")
    parser.add_argument("--as", dest="login", default="operator", metavar="LOGIN", help="以谁的账号 · whose account")
    parser.add_argument("--commit", action="store_true", help="装入；不给则只预览 · take it over, else a preview")


def run(asked: argparse.Namespace, wired: Wired) -> int:
    """Preview each file named, or take one over; 1 where it has errors, 2 where it can not be read."""
    if len(asked.more) != 1:
        print("须给出一个文件 · name one file", file=sys.stderr)
        return 2
    path = Path(asked.more[0])
    try:
        body = path.read_bytes()
    except OSError as fault:
        print(f"{path}: {fault.strerror}", file=sys.stderr)
        return 2
    defaults = Defaults(asked.valid_from, asked.reference, asked.standing)
    try:
        house = wired.open_for_writing() if asked.commit else wired.open_for_reading()
    except Held:
        print(HELD, file=sys.stderr)
        return 1
    mode: Mode = "whole" if asked.whole else "changes"
    made = preview(house.reader, body, mode, defaults)
    today = law_day(wired.clock())
    weight = (
        weigh(house.reader, made.merged.rows, today=today, since=made.merged.since, last=asked.last)
        if made.fit
        else None
    )
    version = 0
    if asked.commit and made.fit:
        account = house.reader.connections.query(_ACCOUNT, [asked.login])
        if not account:
            print(f"没有这个账号 · no such account: {asked.login}", file=sys.stderr)
            return 2
        who = actor(*account[0])
        try:
            unit = take(
                house, body, file=path.name, mode=mode, defaults=defaults, over=made.over, actor=who, now=house.now()
            )
            house.writer.write(unit)
        except (Refused, Conflict) as refused:
            print(getattr(refused, "words", refused), file=sys.stderr)
            return 1
        version = made.over + 1
    line = _line(path.name, made, weight, version)
    print(msgspec.json.encode(line).decode() if asked.json else "\n".join(_said(line)))
    return 0 if made.fit else 1


def _line(name: str, made: Preview, weight: Weight | None, version: int) -> ImportLine:
    merged, since = made.merged, made.merged.since
    return ImportLine(
        file=name,
        read=made.taken.read,
        good=len(made.taken.rows),
        added=merged.added,
        ended=merged.ended,
        gone=merged.gone,
        same=merged.same,
        since=since.isoformat() if since else "",
        faults=made.taken.faults,
        looked_at=weight.looked_at if weight else 0,
        changed=len(weight.changed) if weight else 0,
        lost=weight.lost if weight else 0,
        yuan=f"{weight.sum:f}" if weight else "",
        version=version,
    )


def _said(line: ImportLine) -> Iterator[str]:
    yield f"{line.file}: {line.read} 行 rows, {line.good} 税率 rates"
    yield f"  新增 new {line.added} · 截止 ended {line.ended} · 不再有 gone {line.gone} · 相同 same {line.same} · 自 from {line.since}"
    for f in line.faults:
        yield f"  {f.severity:8} 第 {f.row} 行 row · {f.column} · {f.value!r}  {f.message}"
    if line.yuan:
        yield f"  影响 impact: {line.changed} / {line.looked_at} 份会变 change, {line.yuan} 元 yuan"
        yield f"    其中缺税率 of them without a rate: {line.lost}"
    yield (
        f"  已装入第 {line.version} 版 · taken as version {line.version}"
        if line.version
        else "  未装入 · not taken over"
    )
