"""`make bench`: every figure in one run each, to the terminal and to var/bench.jsonl."""

import argparse
from pathlib import Path

from . import batch, intake
from .figures import keep

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where a server's URL is given."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--postgres", default="", help="postgresql:// URL of a server on which databases may be made")
    parser.add_argument("--requests", type=int, default=12_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench.jsonl")
    asked = parser.parse_args()
    asked.out.unlink(missing_ok=True)
    for store in ("sqlite", "postgres") if asked.postgres else ("sqlite",):
        keep(intake.figures(store, asked.postgres, asked.requests, asked.rounds), asked.out)
        keep(batch.figures(store, asked.postgres), asked.out)


if __name__ == "__main__":
    main()
