"""`kouan tax bills | pay | account | refund | refunds | draw | reconcile`: taxes after the bill, through the port's API."""

import argparse
import json
import sys
import uuid
from decimal import Decimal
from pathlib import Path

import httpx

from .port import Deed, address


def options(parser: argparse.ArgumentParser) -> None:
    """Where the port is, and the key that says who asks."""
    parser.add_argument("more", nargs="*", metavar="ID|FILE", help="税单编号，或银行报文 · bills, or bank messages")
    address(parser)
    parser.add_argument("--reason", default="", help="退税或不予退税的理由 · why money goes back, or does not")
    parser.add_argument("--grant", action="store_true", help="准予退税 · grant the refund")
    parser.add_argument("--refuse", action="store_true", help="不予退税 · refuse it")
    parser.add_argument("--guarantee", default="", help="用担保而不是缴款 · secure instead of paying")


def run(asked: argparse.Namespace) -> int:
    """Do what was asked; 1 where something was refused, 2 where the port could not be asked."""
    headers = {"authorization": f"Bearer {asked.key}"}
    try:
        with httpx.Client(base_url=asked.url, headers=headers, timeout=60, trust_env=False) as client:
            return DEEDS[asked.file](asked, client)
    except httpx.HTTPError as gone:
        print(f"口岸没有应答 · the port does not answer: {type(gone).__name__}", file=sys.stderr)
        return 2


def bills(asked: argparse.Namespace, client: httpx.Client) -> int:
    """List the asker's bills, the newest first; with --json the whole answer."""
    answer = client.get("/api/v1/tax/bills")
    if answer.status_code != 200:
        return _refused(answer)
    if asked.json:
        print(answer.text)
        return 0
    for told in answer.json()["bills"]:
        bill, words = told["bill"], told["words"]
        print(
            f"{bill['id']:32} {bill['fen'] // 100:>15,}.{bill['fen'] % 100:02d}  {bill['due']}  {words['zh']} · {words['en']}"
        )
    return 0


def pay(asked: argparse.Namespace, client: httpx.Client) -> int:
    """Order each bill (TAX-), statement (TMS-) or whatever a declaration owes to be paid."""
    if not asked.more:
        print("须给出税单编号 · name the bills to pay", file=sys.stderr)
        return 2
    lines = [json.dumps(_line(id_, asked.guarantee)) for id_ in asked.more]
    answer = client.post("/api/v1/tax/payments", content="\n".join(lines))
    if answer.status_code != 200:
        return _refused(answer)
    bad = 0
    for id_, line in zip(asked.more, answer.text.splitlines(), strict=True):
        told = json.loads(line)
        if told["status"] < 300:
            print(f"{id_}: {json.dumps(told['answer'], ensure_ascii=False)}")
        else:
            bad = 1
            words = told["problem"]["message"]
            print(f"{id_}: {words['zh']} · {words['en']}", file=sys.stderr)
    return bad


def reconcile(asked: argparse.Namespace, client: httpx.Client) -> int:
    """Hand in each bank message; one that was read before changes nothing."""
    if not asked.more:
        print("须给出银行报文 · name the bank's messages", file=sys.stderr)
        return 2
    bad = 0
    for name in asked.more:
        answer = client.post("/api/v1/tax/bank-messages", content=Path(name).read_bytes())
        if answer.status_code == 200:
            print(f"{name}: {answer.text}")
        else:
            bad = _refused(answer, name)
    return bad


def account(asked: argparse.Namespace, client: httpx.Client) -> int:
    """Print the asker's guarantees and monthly statements as JSON."""
    return _told(client.get("/api/v1/tax/account"))


def refunds(asked: argparse.Namespace, client: httpx.Client) -> int:
    """Print the asker's refunds, or all for customs, as JSON."""
    return _told(client.get("/api/v1/tax/refunds"))


def refund(asked: argparse.Namespace, client: httpx.Client) -> int:
    """Ask for money back (a bill and an amount in yuan), or decide on a refund (its number, with --grant or --refuse)."""
    key = f"cli-{uuid.uuid4().hex}"
    if len(asked.more) == 1 and asked.more[0].startswith("TRF") and (asked.grant or asked.refuse):
        said = {"key": key, "grant": asked.grant, "reason": asked.reason}
        return _told(client.post(f"/api/v1/tax/refunds/{asked.more[0]}/decision", json=said))
    try:
        bill, yuan = asked.more
        fen = Decimal(yuan) * 100
        if fen != int(fen) or fen <= 0:
            raise ValueError(yuan)
    except (ValueError, ArithmeticError):
        print(
            "用法：税单编号 金额（元），或退税编号加 --grant、--refuse · BILL YUAN, or TRF-… --grant", file=sys.stderr
        )
        return 2
    said = {"key": key, "bill": bill, "fen": int(fen), "reason": asked.reason}
    return _told(client.post("/api/v1/tax/refunds", json=said))


def draw(asked: argparse.Namespace, client: httpx.Client) -> int:
    """Customs draws a month's statements."""
    if len(asked.more) != 1:
        print("须给出月份，如 2026-10 · name the month", file=sys.stderr)
        return 2
    return _told(client.post("/api/v1/tax/statements", json={"month": asked.more[0]}))


def _told(answer: httpx.Response) -> int:
    if answer.status_code >= 300:
        return _refused(answer)
    print(answer.text)
    return 0


DEEDS: dict[str, Deed] = {
    "bills": bills,
    "pay": pay,
    "account": account,
    "refund": refund,
    "refunds": refunds,
    "draw": draw,
    "reconcile": reconcile,
}
"""The words that are deeds; anything else after `kouan tax` is a file."""


def _line(id_: str, guarantee: str) -> dict[str, str]:
    kind = {"TAX": "bill", "TMS": "statement"}.get(id_[:3], "declaration")
    line = {kind: id_, "key": f"cli-{uuid.uuid4().hex}"}
    return {**line, "guarantee": guarantee} if guarantee else line


def _refused(answer: httpx.Response, name: str = "") -> int:
    try:
        words = answer.json()["message"]
        said = f"{words['zh']} · {words['en']}"
    except (ValueError, KeyError, TypeError):
        said = f"HTTP {answer.status_code}"
    print(f"{name}: {said}".removeprefix(": "), file=sys.stderr)
    return 1
