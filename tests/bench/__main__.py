"""`make bench`: every figure in one run each, to the terminal and to var/bench.jsonl."""

import argparse
import contextlib
from pathlib import Path

import kouan.project.boot  # noqa: F401 -- first: the lane imports models, and Django must be ready before
from tests.support import postgres as pg

from . import batch, declarations, frames, fund, intake, reading, stores
from .figures import keep

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Measure on SQLite and on a PostgreSQL of its own that syncs as in production."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--store", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--requests", type=int, default=12_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench.jsonl")
    asked = parser.parse_args()
    asked.out.unlink(missing_ok=True)
    keep(declarations.figures(), asked.out)
    keep(frames.figures(), asked.out)
    keep(reading.figures(), asked.out)
    with contextlib.ExitStack() as open_things:
        servers = {"sqlite": ""}
        if asked.store != "sqlite":
            servers["postgres"] = open_things.enter_context(pg.server(pg.SAFE)).dsn("postgres")
        for store, server in servers.items():
            if asked.store in (store, "both"):
                keep(intake.figures(store, server, asked.requests, asked.rounds), asked.out)
                keep(batch.figures(store, server), asked.out)
                keep(fund.figures(store, stores.fresh(store, server, asked.out.parent) if server else ""), asked.out)


if __name__ == "__main__":
    main()
