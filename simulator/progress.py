"""A progress bar on a terminal; a line now and then where output goes to a file."""

import sys
import time
from collections.abc import Mapping
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Bar:
    """How much of the plan the port has answered."""

    def __init__(self, total: int, done: int) -> None:
        self.total, self.begun, self.done = total, done, done
        self.started = time.monotonic()
        self._said = 0
        self._progress = Progress(
            TextColumn("填充演示数据 · filling the demonstration"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
            disable=not sys.stderr.isatty(),
        )
        self._task = self._progress.add_task("", total=total, completed=done)

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def at(self, done: int) -> None:
        """So many are done."""
        self.done = done
        self._progress.update(self._task, completed=done)
        tenth = done * 10 // max(1, self.total)
        if self._progress.disable and tenth > self._said:
            self._said = tenth
            sys.stderr.write(f"演示数据 · demonstration data: {tenth * 10} %\n")

    def sum_up(self, counts: Mapping[str, int]) -> None:
        """One closing line: what was sent, how fast, how it was answered."""
        seconds = max(0.001, time.monotonic() - self.started)
        sent = self.total - self.begun
        told = ", ".join(f"{name}: {n}" for name, n in sorted(counts.items()))
        speed = sent / seconds
        sys.stderr.write(
            f"演示数据已就绪 · demonstration data ready: {sent} in {seconds:.1f} s, {speed:.0f}/s ({told})\n"
        )
