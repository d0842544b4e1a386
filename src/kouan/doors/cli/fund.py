"""`kouan fund ...`; here `check FILE...`: what a reviewer remarks on a notice in any kind of file. Needs no database."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.reading import LARGEST, TOO_LARGE, Read, joined, read_any
from kouan.areas.fund.review.remarks import Remark
from kouan.areas.fund.review.rules import blocking, review
from kouan.areas.fund.sources.transcript import Unreadable
from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

from . import fund_calls, fund_keep, fund_plan
from .verbs import purpose
from .wired import Wired

GRADES = {"block": ("阻断 block", "bold red"), "warn": ("须答 warn", "yellow"), "info": ("提示 info", "dim")}


class CheckLine(msgspec.Struct, frozen=True):
    """What `kouan fund check --json` prints of one file."""

    file: str
    format: str
    reading: tuple[Finding, ...]
    findings: tuple[Finding, ...]


def add(verbs: Any) -> None:
    """Register the verb and its parts."""
    fund = verbs.add_parser("fund", help=purpose("fund"))
    inner: Any = fund.add_subparsers(title="fund", metavar="WHAT", required=True)
    check = inner.add_parser(
        "check",
        help="审阅 docx、xlsx、pdf、html、csv 或文本的公示；0 无阻断，1 有阻断，2 读不了 · review a notice; 0, 1 blocking, 2 unreadable",
    )
    check.add_argument("files", nargs="+", metavar="FILE")
    check.add_argument(
        "--together", action="store_true", help="几个文件合为一份公示（正文和附件）· the files are one notice"
    )
    check.add_argument("--json", action="store_true", help="每个文件一行 JSON · one JSON object a file")
    check.set_defaults(verb=check_files)
    fund_calls.add(inner)
    fund_keep.add(inner)
    fund_plan.add(inner)


def check_files(asked: argparse.Namespace, wired: Wired) -> int:
    """Print every finding with its place in the file; the worst of the files decides the status."""
    read: list[tuple[str, Read]] = []
    status = 0
    for name in asked.files:
        try:
            read.append((name, read_any(_bytes(Path(name)), name)))
        except Unreadable as fault:
            status = 2
            _print(name, "", (fault.finding(),), None, asked.json)
    if asked.together and read:
        notice = joined([(Path(name).name, one.transcript) for name, one in read])
        remarks = tuple(said for _, one in read for said in one.transcript.remarks)
        return max(
            status, _print(" + ".join(name for name, _ in read), read[0][1].form.code, remarks, notice, asked.json)
        )
    for name, one in read:
        status = max(status, _print(name, one.form.code, one.transcript.remarks, one.notice, asked.json))
    return status


def _bytes(path: Path) -> bytes:
    """A file's bytes; never more than is read. Raises `Unreadable`."""
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            raise TOO_LARGE
        with path.open("rb") as source:
            return source.read(LARGEST + 1)
    except OSError as fault:
        why = Words(f"文件打不开：{fault.strerror}", f"The file can not be opened: {fault.strerror}")
        raise Unreadable("file-unreadable", why) from fault


def _print(name: str, form: str, reading: Sequence[Finding], notice: Notice | None, as_json: bool) -> int:
    """Print one notice; 0, 1 or 2 as the status says."""
    known = notice is not None and (notice.title or notice.plan or notice.targets)
    if notice is not None and not known:
        words = Words("没有读到公示标题、分配方案表或绩效目标表", "No title, no allocation table and no target table")
        reading = (*reading, Unreadable("notice-not-found", words).finding())
    remarks = review(notice) if notice is not None and known else ()
    origins = notice.origins if notice else ()
    if as_json:
        line = CheckLine(name, form, tuple(reading), tuple(remark.finding(origins) for remark in remarks))
        sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
    else:
        _shown(name, form, reading, remarks, notice)
    return 2 if not known else 1 if blocking(remarks) else 0


def _shown(name: str, form: str, reading: Sequence[Finding], remarks: Sequence[Remark], notice: Notice | None) -> None:
    console = Console(highlight=False)
    console.print(Text(f"{name}  {form}", style="bold"))
    for said in reading:
        style = "red" if said.severity == "error" else "dim"
        console.print(Text(f"  {said.message.zh}\n  {said.message.en}", style=style))
    if notice is None or not remarks:
        if notice is not None and not any(said.severity == "error" for said in reading):
            console.print(Text("  没有审阅意见 · nothing to remark"))
        return
    table = Table(box=None, padding=(0, 1), show_edge=False)
    for head in ("编号", "轻重 grade", "位置 place", "意见 finding · 建议 proposal"):
        table.add_column(head, no_wrap=head == "编号", overflow="fold")
    for remark in remarks:
        grade, style = GRADES[remark.severity]
        place = remark.spot(notice.origins)
        where = place.zh if place.zh == place.en else f"{place.zh}\n{place.en}"
        proposal = f"\n→ {remark.proposal.zh}" if remark.proposal else ""
        if remark.proposal and remark.proposal.en != remark.proposal.zh:
            proposal += f" · {remark.proposal.en}"
        table.add_row(
            remark.id, Text(grade, style=style), Text(where), Text(f"{remark.words.zh}\n{remark.words.en}{proposal}")
        )
    console.print(table)
    counts = {grade: sum(remark.severity == grade for remark in remarks) for grade in GRADES}
    console.print(
        Text(f"  共 {len(remarks)} 条 findings: " + ", ".join(f"{GRADES[g][0]} {n}" for g, n in counts.items() if n))
    )
