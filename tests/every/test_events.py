"""Events are for ever: their names and fields are frozen."""

import re

import msgspec
import pytest

from kouan.journeys import catalogue
from kouan.kernel.journal import Event

from . import events

EVENTS = catalogue.events()
every_event = pytest.mark.parametrize("made", EVENTS.values(), ids=EVENTS)


def test_events_are_frozen() -> None:
    """No event of the snapshot is renamed, dropped or changed. A new one, or a new field with a default, is written
    down by `python -m tests.every.events`; anything else needs a new event beside the old one.
    """
    assert events.now() == events.kept(), "if this is on purpose: python -m tests.every.events"


@every_event
def test_an_event_says_what_happened(made: type[Event]) -> None:
    """Each event explains itself, names the plain verb that measures use, and is not about fields or records."""
    assert made.__doc__
    assert re.fullmatch(r"[a-z][a-z_]*", getattr(made, "activity", ""))
    assert not re.search(r"Field|Record|Updated|Changed|Row", made.__name__)


@every_event
def test_an_old_event_stays_readable(made: type[Event]) -> None:
    """A field that came later has a default, so what was written before it still reads."""
    required = {f.name for f in msgspec.structs.fields(made) if f.required}
    assert required <= {"type", "number", "digest", "revision", "action", "before", "after"} | own_required(made)


def own_required(made: type[Event]) -> set[str]:
    """The fields that the event was born with, as the snapshot keeps them."""
    return {name for name, hint in events.kept().get(made.__name__, {}).items() if not hint.endswith("?")}
