"""The reply sequences of the UK scenarios: printed and observed ones are accepted, impossible permutations of them refused."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from kouan.areas.window.dms import follow

FIRST_IS_IMPOSSIBLE = ("CLE", "REQ", "RES", "ROG", "DOC", "CTL")


def cases(data: dict[str, Any]) -> Iterator[tuple[str, Any, Callable[[], Any]]]:
    """Each sequence as it is, and each way to make it impossible."""
    for row in data["scenarios"]:
        flow = "EX" if "_EX" in row["scenario"] else "IM"
        for kind in ("expected", "observed"):
            names = [name.removeprefix("DMS") for name in row[kind] or ()]
            if not names:
                continue
            called = f"hmrc sequence {row['scenario']} {kind}"
            yield called, "accepted", partial(_verdict, names, flow)
            for why, wrong in impossible(names, flow):
                yield f"{called} {why}", "refused", partial(_verdict, wrong, flow)


def impossible(names: Sequence[str], flow: str) -> Iterator[tuple[str, list[str]]]:
    """What can not be, made from what can: an answer before all else, twice the end, an import that leaves."""
    for name in FIRST_IS_IMPOSSIBLE:
        if name in names:
            rest = list(names)
            rest.remove(name)
            yield f"{name} first", [name, *rest]
    if "CLE" in names and names[0] != "EOG":
        yield "CLE twice", [*names, "CLE"]
    if flow == "IM":
        yield "EOG", [*names, "EOG"]
    if "INV" in names:
        yield "INV unasked", [n for n in names if n not in ("RCV", "REQ")]


def _verdict(names: Sequence[str], flow: str) -> str:
    return "accepted" if follow(names, flow).accepted else "refused"
