"""`kouan demo`: one command opens a working port on invented data, and shows who may sign in as what."""

import argparse
import datetime as dt
import os
import subprocess
import sys
from typing import Any

import msgspec

from kouan.areas.fund.demo import lay_demo_notice
from kouan.areas.fund.demo_calls import lay_demo_calls
from kouan.areas.fund.demo_money import lay_demo_money
from kouan.areas.fund.demo_plans import lay_demo_plans
from kouan.journeys.advance_demo import lay_demo_advance
from kouan.journeys.licence_demo import lay_demo_licences
from kouan.journeys.outside.demo import lay_demo_replies
from kouan.journeys.taxing.demo import lay_demo_taxes
from kouan.journeys.trade_demo import lay_demo_trade
from kouan.journeys.two_step_demo import lay_demo_two_step
from kouan.store.demo import ORGANISATIONS, PASSWORD, DemoLogin, lay_demo_accounts
from kouan.store.roles import actor

from .serve import lay_tables, opened, port_number, run_server
from .verbs import purpose
from .wired import Wired

KEYS = "demo-keys.json"


def add(verbs: Any) -> None:
    """Register the verb."""
    demo = verbs.add_parser("demo", help=purpose("demo"))
    demo.add_argument("--host", default="127.0.0.1")
    demo.add_argument("--port", type=port_number, default=8000)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--months", type=int, default=24)
    demo.add_argument("--declarations", type=int, default=12_000)
    demo.add_argument("--calls", type=int, default=2_500)
    demo.add_argument(
        "--rate", type=float, default=0.0, help="填完后每分钟另加的申报 · more filings a minute afterwards"
    )
    demo.add_argument("--no-fill", action="store_true", help="不填充演示数据 · start empty")
    demo.set_defaults(verb=run_demo)


def run_demo(asked: argparse.Namespace, wired: Wired) -> int:
    """Lay tables and accounts, serve, and let the simulated traders and officers fill the port through its doors."""
    if os.environ.get("KOUAN_DEMONSTRATION") != "1":
        os.environ["KOUAN_DEMONSTRATION"] = "1"
        os.environ.setdefault("KOUAN_RATE", "0")
        os.execv(sys.executable, [sys.executable, "-m", "kouan", *sys.argv[1:]])  # noqa: S606 -- ourselves
    lay_tables(wired)
    logins = lay_demo_accounts(wired.clock())
    keys = [{"organisation": o.id, "role": o.role, "key": o.key} for o in ORGANISATIONS]
    (wired.var / KEYS).write_bytes(msgspec.json.encode(keys))
    house = opened(wired)
    if house is None:
        return 1
    officer = actor("fund_officer", "fund_officer", "fund_officer")
    lay_demo_notice(house, officer)
    lay_demo_plans(house, officer)
    lay_demo_calls(house, officer)
    lay_demo_money(house, officer)
    lay_demo_taxes(house, wired.clock().date() - dt.timedelta(days=31 * asked.months))
    lay_demo_replies(house)
    lay_demo_trade(house)
    lay_demo_licences(house)
    if not asked.no_fill:
        lay_demo_two_step(house)
        lay_demo_advance(house)
    address = f"http://{asked.host}:{asked.port}"

    people: list[subprocess.Popen[bytes]] = []

    def started() -> None:
        _tell(address, logins)
        if not asked.no_fill:
            people.append(_fill(asked, wired, address))

    return run_server(house, wired, asked.host, asked.port, started)


def _tell(address: str, logins: tuple[DemoLogin, ...]) -> None:
    print(f"\n口岸已开 · the port is open: {address}\n")
    print(f"演示账号（密码 {PASSWORD}） · demonstration logins (password {PASSWORD}):")
    for login in logins:
        print(f"  {login.login:14} {login.role.zh} · {login.role.en}，{login.organisation.zh}")
    print("\n按 Ctrl+C 停止 · Ctrl+C stops\n", flush=True)


def _fill(asked: argparse.Namespace, wired: Wired, address: str) -> "subprocess.Popen[bytes]":
    """Two years of invented work, sent by a process of its own through the doors; it goes on where it was broken off.

    It holds the other end of a pipe, so that it ends with this process however this process ends.
    """
    command = [
        *(sys.executable, "-m", "simulator", "--url", address, "--keys", str(wired.var / KEYS)),
        *("--seed", str(asked.seed), "--months", str(asked.months)),
        *("--declarations", str(asked.declarations), "--calls", str(asked.calls)),
        *("--state", str(wired.var / "simulation.json"), "--live", "--rate", str(asked.rate), "--leash"),
    ]
    return subprocess.Popen(command, stdin=subprocess.PIPE)
