"""The subheadings nearest to six digits that are none: what replaced them, slips of the pen, neighbours of the heading."""

import functools
from collections.abc import Iterator

from kouan.areas.window.lookup.hs import Entry

from .editions import below, ended, entries

MOST = 5
DIGITS = "0123456789"


@functools.lru_cache(maxsize=4096)
def nearest(code: str) -> tuple[Entry, ...]:
    """At most five subheadings, the likeliest first. Empty where nothing is near."""
    six, known = code[:6], entries()
    tries = dict.fromkeys((*_successors(six), *_neighbours(six), *_slips(six)))
    found = tuple(known[c] for c in tries if len(c) == 6 and c in known)[:MOST]
    return found or tuple(_chapter(six))


def _successors(six: str) -> tuple[str, ...]:
    gone = ended().get(six)
    return gone.successors if gone else ()


def _neighbours(six: str) -> list[str]:
    """Those of the same heading, by how far their last two digits are away; the same fifth digit first."""
    held = [e.code for e in below().get(six[:4], ())]
    return sorted(held, key=lambda c: (c[4] != six[4:5], abs(int(c) - int(six.ljust(6, "0")))))


def _chapter(six: str) -> list[Entry]:
    """Nothing closer: the subheadings of the chapter nearest by number."""
    held = [e for e in entries().values() if len(e.code) == 6 and e.code[:2] == six[:2]]
    return sorted(held, key=lambda e: abs(int(e.code) - int(six)))[:MOST]


def _slips(six: str) -> Iterator[str]:
    """Two digits changed about, then one digit wrong, the later digits first."""
    for n in range(len(six) - 2, -1, -1):
        yield six[:n] + six[n + 1] + six[n] + six[n + 2 :]
    for n in range(len(six) - 1, -1, -1):
        yield from (six[:n] + digit + six[n + 1 :] for digit in DIGITS)
