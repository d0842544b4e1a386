"""`kouan fund import | export | vault`: sheets of earlier years, the whole fund as a file, what is due for deletion."""

import argparse
import errno
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kouan.areas.fund.earlier import deeds
from kouan.areas.fund.earlier.report import FATES, money_said, report
from kouan.areas.fund.earlier.shape import EarlierFile
from kouan.areas.fund.exports.bundle import faults_of, write_bundle
from kouan.areas.fund.following import catch_up
from kouan.areas.fund.objecting import vault
from kouan.areas.fund.reading import LARGEST
from kouan.areas.fund.sources.transcript import Unreadable
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.models import Account
from kouan.store.roles import actor

from .outfile import whole
from .serve import lay_tables, opened
from .wired import Wired

STYLES = {"ok": "green", "proposal": "yellow", "refused": "red", "there": "dim", "total": "dim"}


def add(inner: Any) -> None:
    """Register the parts of `kouan fund`."""
    take = inner.add_parser(
        "import",
        help="导入以前年度的表；不加 --commit 只预览 · take over sheets of earlier years; without --commit a preview",
    )
    take.add_argument("file", metavar="FILE")
    take.add_argument("--commit", action="store_true", help="导入 · take it over")
    take.add_argument("--accept", action="store_true", help="“须确认”的行也导入 · take the proposals too")
    take.add_argument("--as", dest="login", metavar="LOGIN", help="以谁的名义导入 · whose deed it is")
    take.add_argument("--report", metavar="CSV", help="写逐行报告 · write the report, a line a line")
    take.set_defaults(verb=import_file)
    export = inner.add_parser(
        "export", help="全部公示、表和清单打成一个 zip · every notice and table in one zip with a manifest"
    )
    export.add_argument("-o", dest="out", required=True, metavar="ZIP")
    export.add_argument(
        "--url", default="", metavar="URL", help="公开网址，写入数据 · the public address, for the data"
    )
    export.set_defaults(verb=export_all)
    vaulted: Any = inner.add_parser("vault", help="异议人保险库 · the vault of who objected")
    deeds_of_vault: Any = vaulted.add_subparsers(title="vault", metavar="WHAT", required=True)
    drop = deeds_of_vault.add_parser(
        "drop-due", help="删除保存期满的身份材料，查看记录保留 · delete what is due; the access log stays"
    )
    drop.set_defaults(verb=drop_due)


def officer(login: str | None) -> Actor | None:
    """The actor of an account, or None with the reason printed."""
    account = Account.objects.filter(login=login or "").first()
    if account is None:
        print(f"没有这个账号，用 --as 指定 · no such account, name one with --as: {login or ''}", file=sys.stderr)
        return None
    return actor(account.login, account.organisation_id, account.role)


def import_file(asked: argparse.Namespace, wired: Wired) -> int:
    """0 where every line is fit or there already, 1 where some are refused or proposed, 2 where nothing could be read or done."""
    path = Path(asked.file)
    body = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    lay_tables(wired)
    if asked.commit:
        return _commit(asked, body, path.name, wired)
    wired.open_for_reading()
    try:
        read = deeds.preview(body, path.name)
    except Unreadable as fault:
        return _failed(fault.words.zh, fault.words.en)
    _print(read)
    _report(asked.report, read)
    return 1 if read.count("refused") or read.count("proposal") else 0


def export_all(asked: argparse.Namespace, wired: Wired) -> int:
    """Write the bundle, and check every hash of it again as it lies on the disk."""
    lay_tables(wired)
    house = wired.open_for_reading()
    base = asked.url.rstrip("/")
    with whole(Path(asked.out)) as part:
        with part.open("wb") as out:
            made = write_bundle(
                out, house.reader, lambda number, revision: f"{base}/fund/notices/{number}/v{revision}/", house.now()
            )
        with part.open("rb") as again:
            if faults := faults_of(again):
                raise OSError(errno.EIO, "写坏了 · spoilt on the way", faults[0])
    print(f"已导出 · exported: {asked.out}, {len(made.files)} 个文件 files, 日志 journal {made.journal_seq}")
    return 0


def drop_due(asked: argparse.Namespace, wired: Wired) -> int:
    """Delete the identity pieces whose day has come. A server that runs does it every day by itself."""
    lay_tables(wired)
    dropped = vault.drop_due(wired.clock())
    print(f"已删除 {dropped} 份 · {dropped} records deleted")
    return 0


def _commit(asked: argparse.Namespace, body: bytes, name: str, wired: Wired) -> int:
    house = opened(wired)
    if house is None:
        return 2
    try:
        catch_up(house.reader)
        me = officer(asked.login)
        if me is None:
            return 2
        read = deeds.preview(body, name)
        done = deeds.commit(body, name, accept_proposals=asked.accept, actor=me, now=house.now(), writer=house.writer)
    except (Refused, Unreadable) as fault:
        return _failed(fault.words.zh, fault.words.en)
    finally:
        house.writer.stop()
    _print(read)
    _report(asked.report, read)
    print(f"已导入 {done.taken} 行 · {done.taken} lines taken over: {done.batch} v{done.version}")
    left = read.count("refused") + (0 if asked.accept else read.count("proposal"))
    return 1 if left else 0


def _print(read: EarlierFile) -> None:
    console = Console(highlight=False)
    for sheet in read.sheets:
        console.print(Text(f"{sheet.name or '—'}  {sheet.unit}", style="bold"))
        console.print(Text("  " + "; ".join(f"{head} → {words.zh} {words.en}" for head, words in sheet.columns)))
        for said in sheet.remarks:
            console.print(Text(f"  {said.zh}\n  {said.en}", style="yellow"))
        table = Table(box=None, padding=(0, 1))
        for head in ("位置 place", "结果 fate", "年 year", "单位、项目 applicant, project", "元", "说明 why"):
            table.add_column(head, overflow="fold")
        for line in sheet.lines:
            why = "\n".join(f"{words.zh} {words.en}" for words in line.why)
            fate = Text(f"{FATES[line.fate].zh} {FATES[line.fate].en}", style=STYLES[line.fate])
            who = Text(f"{line.applicant}\n{line.project}")
            table.add_row(Text(line.place.zh), fate, str(line.year or ""), who, Text(money_said(line).zh), Text(why))
        console.print(table)
    console.print(
        "  " + ", ".join(f"{FATES[fate].zh} {FATES[fate].en} {n}" for fate in FATES if (n := read.count(fate)))
    )


def _report(out: str | None, read: EarlierFile) -> None:
    if out:
        with whole(Path(out)) as part:
            part.write_bytes(report(read))


def _failed(zh: str, en: str) -> int:
    print(f"{zh} · {en}", file=sys.stderr)
    return 2
