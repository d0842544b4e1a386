"""`python -m simulator`: fill a port with two years of invented work, and go on with it if asked to."""

import argparse
import asyncio
import datetime as dt
import os
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec

from . import state as kept
from .door import Door, Unexpected
from .feeder import Feeder
from .firms import Key, desk
from .inspections import inspect_together
from .progress import Bar
from .replies import follow_replies
from .session import Session
from .settings import ZONE, Settings, first_day
from .traffic import Traffic, open_port
from .world import World

LIVE_PAUSE = 2.0
"""Seconds between looks at what is to be done now."""


def main() -> int:
    """Read the command line and run."""
    asked = _asked()
    if asked.leash:
        threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        return asyncio.run(_run(asked))
    except KeyboardInterrupt:
        return 130
    except Unexpected as fault:
        sys.stderr.write(f"口岸的答复出乎意料 · the port answered unexpectedly: {fault}\n")
        return 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--keys", type=Path, required=True, help="JSON: [{organisation, role, key}]")
    parser.add_argument("--state", type=Path, help="进度文件，可续 · keeps how far it came, to go on from there")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--declarations", type=int, default=12_000)
    parser.add_argument("--calls", type=int, default=2_500)
    parser.add_argument("--start", type=dt.date.fromisoformat, help="第一天 · first day; default: so many months back")
    parser.add_argument("--until", type=dt.datetime.fromisoformat, help="到此为止 · up to this instant; default: now")
    parser.add_argument("--window", type=int, default=300, help="时间窗（步） · steps under way at once")
    parser.add_argument("--workers", type=int, default=1, help="每个单位的并行连接数 · connections a desk")
    parser.add_argument("--live", action="store_true", help="填完后按实际时间继续 · go on in real time")
    parser.add_argument(
        "--rate", type=float, default=0.0, help="实时阶段每分钟另加的申报 · more filings a minute, live"
    )
    parser.add_argument("--leash", action="store_true", help="标准输入关闭即停 · end when standard input is closed")
    return parser.parse_args()


def _end_with_input() -> None:
    """Wait until whoever started us is gone, then go: the state file is never older than a second or so."""
    sys.stdin.buffer.read()
    os._exit(0)


async def _run(asked: argparse.Namespace) -> int:
    keys = msgspec.json.decode(asked.keys.read_bytes(), type=list[Key])
    until = asked.until or dt.datetime.now(ZONE)
    before = kept.read(asked.state) if asked.state else None
    settings = _settings(asked, until, before)
    door = Door(asked.url, keys, settings)
    try:
        state = await _state(door, settings, before)
        traffic = open_port(settings, desk(keys), state.sessions)
        counts = await _fill(asked, door, traffic.world, state, settings.second(until))
        await follow_replies(door, asked.url)
        await inspect_together(door, dt.datetime.now(ZONE), asked.seed)
        if asked.live:
            await _live(asked, door, traffic, state)
        return 2 if any(name.startswith("lost") for name in counts) else 0
    finally:
        await door.close()


def _settings(asked: argparse.Namespace, until: dt.datetime, before: kept.State | None) -> Settings:
    """As asked; a simulation that was begun keeps its first day."""
    start = asked.start or first_day(until.astimezone(ZONE).date(), asked.months)
    settings = Settings(
        seed=asked.seed, start=start, months=asked.months, declarations=asked.declarations, calls=asked.calls
    )
    if before and not asked.start and msgspec.structs.replace(before.settings, start=start) == settings:
        return before.settings
    return settings


async def _state(door: Door, settings: Settings, before: kept.State | None) -> kept.State:
    """Where to go on; from the beginning for another simulation, or a port whose journal is not that far."""
    reached = await door.position()
    if before and before.settings == settings and reached >= before.done * 9 // 10:
        return before
    return kept.State(settings)


async def _fill(
    asked: argparse.Namespace, door: Door, world: World, state: kept.State, until: int
) -> Mapping[str, int]:
    world.run(until)
    begun, steps = state.done, kept.still_to_send(world.steps, state.done)
    repeated = len(steps) - (len(world.steps) - begun)
    last = time.monotonic()

    def tell(floor: int) -> None:
        nonlocal last
        state.done = begun + max(0, floor - repeated)
        bar.at(state.done)
        if asked.state and time.monotonic() - last > 1:
            kept.keep(asked.state, state)
            last = time.monotonic()

    with Bar(len(world.steps), begun) as bar:
        feeder = Feeder(door, window=asked.window, workers=asked.workers, tell=tell)
        await feeder.send(steps)
    tell(len(steps))
    if asked.state:
        kept.keep(asked.state, state)
    bar.sum_up(feeder.counts)
    return feeder.counts


async def _live(asked: argparse.Namespace, door: Door, traffic: Traffic, state: kept.State) -> None:
    """Real time: each step when its instant has come."""
    world, session = traffic.world, Session(traffic.world.now, asked.rate)
    traffic.more(session)
    feeder = Feeder(door, workers=asked.workers)
    while True:
        await asyncio.sleep(LIVE_PAUSE)
        world.run(world.settings.second(dt.datetime.now(ZONE)))
        fresh = world.steps[state.done :]
        if fresh:
            await feeder.send(fresh)
        state.done = len(world.steps)
        await door.bank_round(world.now)
        if asked.state and fresh:
            ended = [Session(session.start, session.rate, world.now)] if session.rate else []
            past = [s for s in state.sessions if s.start != session.start]
            state.sessions = [*past, *ended]
            kept.keep(asked.state, state)


if __name__ == "__main__":
    sys.exit(main())
