"""`kouan tax FILE`: the tax bill of an import declaration with the proof of every number. Needs no database."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from kouan.areas.window.tax.bill import Bill
from kouan.areas.window.tax.proof import Step, plain
from kouan.areas.window.tax.tables import Tables, read_tables
from kouan.journeys import catalogue
from kouan.journeys.taxes import SHOWN, tables, worked
from kouan.kernel.findings import Finding
from kouan.kernel.rules import law_day

from . import tariff, taxes
from .files import read_file
from .verbs import purpose
from .wired import Wired


class TaxLine(msgspec.Struct, frozen=True):
    """What `kouan tax --json` prints of one declaration."""

    file: str
    bill: Bill | None
    findings: tuple[Finding, ...]


def add(verbs: Any) -> None:
    """Register the verb."""
    tax = verbs.add_parser("tax", help=purpose("tax"))
    tax.add_argument(
        "file",
        metavar="FILE|bills|pay|account|refund|refunds|draw|reconcile|import",
        help="文件，或要办的事 · a file, or what is to be done",
    )
    taxes.options(tax)
    tariff.options(tax)
    tax.add_argument(
        "--as-at", dest="on", type=dt.date.fromisoformat, metavar="DATE", help="计税日 · the day of the law"
    )
    tax.add_argument("--tariff", metavar="CSV", help="税则表；不给则用本系统的 · the tariff; else the installation's")
    tax.add_argument(
        "--exchange", metavar="CSV", help="汇率表；不给则用本系统的 · exchange rates; else the installation's"
    )
    tax.add_argument("--overdue", type=int, default=0, metavar="DAYS", help="逾期缴税天数 · days paid after the period")
    tax.add_argument("--deferred", type=int, default=0, metavar="DAYS", help="保税缓缴天数 · days put off in bond")
    tax.add_argument("--proof", action="store_true", help="列出每一步 · print every step")
    tax.add_argument("--json", action="store_true", help="一行 JSON · one JSON object")
    tax.set_defaults(verb=tax_file)


def tax_file(asked: argparse.Namespace, wired: Wired) -> int:
    """Print the bill of each import declaration in the file; 1 where there is none, 2 where a table can not be read."""
    if asked.file == "import":
        return tariff.run(asked, wired)
    if asked.file in taxes.DEEDS:
        return taxes.run(asked)
    on: dt.date = asked.on or law_day(wired.clock())
    try:
        used = _tables(asked.tariff, asked.exchange)
    except (OSError, UnicodeDecodeError, ValueError) as fault:
        print(f"税则或汇率读不了 · tariff or rates can not be read: {fault}", file=sys.stderr)
        return 2
    _, reading = read_file(Path(asked.file), list(catalogue.formats().values()))
    days = {"overdue": max(0, asked.overdue), "deferred": max(0, asked.deferred)}
    found = [(c.type, c.document) for c in reading.documents if c.type in SHOWN]
    lines = [TaxLine(asked.file, *worked(code, d, used, on, **days)) for code, d in found]
    lines = lines or [TaxLine(asked.file, None, reading.findings)]
    for line in lines:
        print(msgspec.json.encode(line).decode() if asked.json else "\n".join(_said(line, asked)))
    return 0 if all(line.bill for line in lines) else 1


def _tables(tariff: str | None, exchange: str | None) -> Tables:
    """The files named; else the installation's tables, or the sample, which is said."""
    held, sample = tables()
    given = [Path(n).read_text("utf-8-sig") if n else "" for n in (tariff, exchange)]
    named = read_tables(*given)
    if sample and not (tariff and exchange):
        zh, en = (
            "所用税率或汇率为虚构示例，仅演示算法",
            "rates of an invented sample are used: they show the arithmetic only",
        )
        print(f"{zh} · {en}", file=sys.stderr)
    return Tables(named.tariff if tariff else held.tariff, named.exchange if exchange else held.exchange)


def _said(line: TaxLine, asked: argparse.Namespace) -> Iterator[str]:
    for f in line.findings:
        yield f"{f.severity:8} {f.code} {f.path}  {f.message}"
    if line.bill is None:
        yield "没有报关单可以计税 · no declaration could be assessed"
        return
    bill = line.bill
    yield f"{line.file} · {bill.on} · 完税价格 customs value {plain(bill.value)}"
    for kind in bill.kinds:
        yield f"  {kind.words}: {plain(kind.levied)}" + ("" if kind.levied == kind.assessed else " （免征 not levied）")
    yield f"  合计 total: {plain(bill.total)}"
    for a in bill.alternatives:
        yield f"  可省 saving {plain(a.saving)} · 项 item {a.item}: {a.needs} · {a.basis}"
    for a in bill.deferrals:
        yield f"  可缓 put off {plain(a.saving)}: {a.needs} · {a.basis}"
    if asked.proof:
        yield from map(_step, bill.proof)


def _step(step: Step) -> str:
    how = f"{step.op}({', '.join(step.of)})" if step.of else step.basis
    return f"    {step.name} = {plain(step.value)}  {step.words}  [{how}]"
