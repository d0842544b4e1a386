"""Definitions of figures as dated data: which activity starts a clock, which stops it, what counts and what does not.

Every file here but `activities.yaml` is one definition by its id, with all versions it has had; a changed field is a new
version, and old ones stay. A misspelt key fails at start.
"""

import datetime as dt
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from kouan.kernel.rules import Standing
from kouan.kernel.words import Words

HERE = Path(__file__).parent

Estimator = Literal["mean", "p50", "p90"]
Unit = Literal["declaration", "bl", "container"]


class Pick(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One end of a stage: the first or the last event of an activity."""

    activity: str
    pick: Literal["first", "last"]


class Attribute(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which end of the stage gives it its month and its port."""

    month: Literal["start", "end"] = "end"
    port: Literal["start", "end"] = "end"


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a time is measured. `provisional` says that the official wording was not found and may change it.

    `minimum` is the number of cases under which nothing is published; `time_zone` gives days and months their edges.
    """

    id: str = ""
    version: int
    words: Words = Words("", "")
    meaning: Words = Words("", "")
    unit: Unit = "declaration"
    flow: Literal["import", "export", "transit"]
    start: Pick
    end: Pick
    clock: Literal["calendar", "working"] = "calendar"
    attribute: Attribute = Attribute()
    time_zone: str = "Asia/Shanghai"
    exclude_if: tuple[str, ...] = ()
    estimator: Estimator = "mean"
    minimum: int = 30
    valid_from: dt.date = dt.date(2018, 1, 1)
    provisional: bool = False
    legal_ref: str = ""
    standing: Standing = "to-verify"

    @property
    def name(self) -> str:
        """Id and version as they are cited, such as `import.total v1`."""
        return f"{self.id} v{self.version}"


class Activity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb that measures use, and the facts of the journal that count as it."""

    activity: str
    words: Words
    kinds: tuple[str, ...]


class Activities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of facts and activities; a changed row is a new version."""

    version: int
    activities: tuple[Activity, ...]

    @property
    def by_kind(self) -> Mapping[str, str]:
        """The activity of each kind of fact."""
        return {kind: a.activity for a in self.activities for kind in a.kinds}

    def words(self, activity: str) -> Words:
        """What an activity is called; itself where it has no words."""
        return next((a.words for a in self.activities if a.activity == activity), Words(activity, activity))


def read_definition(name: str, text: str) -> tuple[Definition, ...]:
    """All versions of one definition, oldest first. Raises ValueError naming the file and the place."""
    try:
        versions = msgspec.convert(yaml.safe_load(text), tuple[Definition, ...])
    except (yaml.YAMLError, msgspec.ValidationError) as fault:
        raise ValueError(f"definition {name}: {fault}") from fault
    numbers = [v.version for v in versions]
    if not numbers or numbers != sorted(set(numbers)):
        raise ValueError(f"definition {name}: versions rise, at least one")
    return tuple(msgspec.structs.replace(v, id=name) for v in versions)


@functools.cache
def activities() -> Activities:
    """The table of facts and activities in force."""
    return msgspec.yaml.decode((HERE / "activities.yaml").read_bytes(), type=Activities)


@functools.cache
def definitions() -> Mapping[str, tuple[Definition, ...]]:
    """All definitions by id, each with its versions, oldest first; the order is that of the pages."""
    files = {p.stem: p for p in HERE.glob("*.yaml") if p.stem != "activities"}
    return {name: read_definition(name, files[name].read_text("utf-8")) for name in sorted(files, key=_order)}


_FIRST = ("import.total", "export.total")


def _order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def definition(id: str, version: int | None = None) -> Definition:
    """One definition: the version asked for, or the newest. Raises LookupError where there is none."""
    versions = definitions().get(id, ())
    found = [d for d in versions if version in (None, d.version)]
    if not found:
        raise LookupError(f"no definition {id!r}" + (f" v{version}" if version else ""))
    return found[-1]
