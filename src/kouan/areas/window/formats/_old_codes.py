"""Countries and currencies had three digits before 2018-08-01 (date to verify): old messages must still read."""

import csv
from importlib.resources import files
from typing import Literal

from kouan.areas.window import codes


def _old(name: str) -> dict[str, str]:
    rows = csv.DictReader((files(codes) / f"{name}.csv").read_text("utf-8-sig").splitlines())
    return {row["old_numeric"]: row["code"] for row in rows if row.get("old_numeric")}


_LISTS = {"country": _old("country"), "currency": _old("currency")}


def renewed(text: str, of: Literal["country", "currency"]) -> str | None:
    """The letters of an old code of three digits, None where it is none that we know."""
    return _LISTS[of].get(text)
