"""Single-request durable intake at 64 connections: the lane against the bare limit and against an equal FastAPI app."""

import itertools
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from simulator.samples import filings

from . import load, stores
from .apps import TYPE
from .figures import Figure, figure

WARM = 1000
SAMPLES = 200
"""Different filings of the simulated traders, sent in turn."""
AGAINST = {
    "bare": "the same filing and writer behind a bare ASGI app",
    "fastapi": "a FastAPI app of equal work",
    "floor": "a bare ASGI app that does not read the document",
}


class Run(msgspec.Struct, frozen=True):
    """One measured run of one app."""

    rate: float
    p50: float
    p99: float
    cpu_ms: float


def figures(kind: str, server: str, requests: int, rounds: int) -> list[Figure]:
    """Run the three apps in turn, `rounds` times; figures are medians of rounds, ratios are medians of pairs."""
    runs: dict[str, list[Run]] = {"bare": [], "lane": [], "fastapi": [], "floor": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for app, done in runs.items():
                done.append(_run(app, kind, server, requests, Path(folder)))
    lane = runs["lane"]
    rate = statistics.median(r.rate for r in lane)
    said = []
    for limit, goal in (("bare", 0.8), ("fastapi", 2.0), ("floor", None)):
        ratio = statistics.median(a.rate / b.rate for a, b in zip(lane, runs[limit], strict=True))
        against = AGAINST[limit]
        name = f"intake {kind}: lane / {limit}, 64 connections"
        said.append(figure(name, rate, "filings/s", limit=rate / ratio, against=against, goal=goal))
    for app, done in runs.items():
        said.append(figure(f"intake {kind}: {app} p50", statistics.median(r.p50 for r in done), "ms"))
        said.append(figure(f"intake {kind}: {app} p99", statistics.median(r.p99 for r in done), "ms"))
        said.append(figure(f"intake {kind}: {app} CPU a request", statistics.median(r.cpu_ms for r in done), "ms"))
    return said


def _run(app: str, kind: str, server: str, n: int, folder: Path) -> Run:
    url, port = stores.fresh(kind, server, folder), _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.apps", app, url, str(port)],
        env={**os.environ, "KOUAN_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "kouan.project.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        _wait(port)
        bodies = itertools.cycle(filings(TYPE, SAMPLES))
        path = f"/api/v1/{TYPE}"
        sent = [(f"{i:08d}", next(bodies)) for i in range(n + WARM)]
        load.run(port, load.requests_of(sent[:WARM], path, stores.TOKEN))
        started = _cpu(process.pid)
        done = load.run(port, load.requests_of(sent[WARM:], path, stores.TOKEN))
        used = _cpu(process.pid) - started
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    if done.good != n:
        raise RuntimeError(f"{app}: {done.good} of {n} filings were taken")
    return Run(done.rate, done.percentile(0.5), done.percentile(0.99), used / n * 1000)


def _cpu(pid: int) -> float:
    after = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(after[11]) + int(after[12])) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the app did not start")
