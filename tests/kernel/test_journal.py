"""The chain: whatever is changed, left out, moved or put in, one walk finds it."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouan.kernel.journal import GENESIS, Entry, instant, seal, stamp, verify

AT = stamp(dt.datetime(2025, 3, 14, 6, 0, tzinfo=dt.UTC))


def sealed(bodies: list[bytes]) -> list[Entry]:
    """A journal of these bodies, one case each."""
    entries, previous = [], GENESIS
    for seq, body in enumerate(bodies, 1):
        head = (seq, AT, AT, "Lodged", f"C-{seq}", 1, "u", "o", "declarant")
        hashed = seal(previous, head, body)
        entries.append(Entry(*head, msgspec.Raw(body), previous, hashed))
        previous = hashed
    return entries


BODIES = st.lists(st.integers(0, 9).map(lambda n: b'{"n":%d}' % n), min_size=1, max_size=12)
TEXTS = ("at", "recorded_at", "kind", "case", "actor", "organisation", "role")


@given(BODIES)
def test_an_untouched_journal_holds(bodies: list[bytes]) -> None:
    """All entries hold, and the walk ends with the last hash."""
    entries = sealed(bodies)
    assert verify(entries) == (len(entries), entries[-1].hash, None)


@given(bodies=BODIES, data=st.data())
def test_a_changed_entry_is_found(bodies: list[bytes], data: st.DataObject) -> None:
    """A change to any single column of any single entry breaks the chain at that entry or the one after."""
    entries = sealed(bodies)
    place = data.draw(st.integers(0, len(entries) - 1), label="place")
    column = data.draw(st.sampled_from([*TEXTS, "version", "body", "hash", "previous"]), label="column")
    old = getattr(entries[place], column)
    new = {
        "version": lambda: old + 1,
        "body": lambda: msgspec.Raw(bytes(old) + b" "),
        "hash": lambda: bytes([old[0] ^ 1]) + old[1:],
        "previous": lambda: bytes([old[0] ^ 1]) + old[1:],
    }.get(column, lambda: old + "x")()
    entries[place] = msgspec.structs.replace(entries[place], **{column: new})
    good, _, broken = verify(entries)
    assert broken is not None
    assert broken.seq == place + 1
    assert good == place


@given(bodies=st.lists(st.integers(0, 9).map(lambda n: b'{"n":%d}' % n), min_size=2, max_size=12), data=st.data())
def test_a_missing_or_moved_entry_is_found(bodies: list[bytes], data: st.DataObject) -> None:
    """An entry left out of the middle, or swapped with its neighbour, is found at its place."""
    entries = sealed(bodies)
    place = data.draw(st.integers(0, len(entries) - 2), label="place")
    without = [*entries[:place], *entries[place + 1 :]]
    swapped = [*entries[:place], entries[place + 1], entries[place], *entries[place + 2 :]]
    for tampered in (without, swapped):
        _, _, broken = verify(tampered)
        assert broken is not None
        assert broken.seq == place + 1


@given(bodies=BODIES, data=st.data())
def test_an_inserted_entry_is_found(bodies: list[bytes], data: st.DataObject) -> None:
    """An entry put in, sealed with the right hash of its own, breaks the chain behind it unless it is the last."""
    entries = sealed(bodies)
    place = data.draw(st.integers(0, len(entries) - 1), label="place")
    before = entries[place - 1].hash if place else GENESIS
    head = (place + 1, AT, AT, "Forged", "C-x", 1, "u", "o", "customs")
    forged = Entry(*head, msgspec.Raw(b"{}"), before, seal(before, head, b"{}"))
    _, _, broken = verify([*entries[:place], forged, *entries[place:]])
    assert broken is not None


@given(BODIES)
def test_a_part_can_be_walked_from_a_known_place(bodies: list[bytes]) -> None:
    """With the hash and number of the entry before, the rest is verified alone."""
    entries = sealed(bodies)
    half = len(entries) // 2
    good, last, broken = verify(entries[:half])
    assert broken is None
    assert verify(entries[half:], previous=last, first=half + 1) == (len(entries) - half, entries[-1].hash, None)
    assert good == half


def test_columns_do_not_run_into_each_other() -> None:
    """Moving a letter from one column to the next changes the hash: the head is sealed as a list, not glued."""
    one = seal(GENESIS, (1, AT, AT, "Lodged", "C", 1, "ab", "c", "r"), b"{}")
    two = seal(GENESIS, (1, AT, AT, "Lodged", "C", 1, "a", "bc", "r"), b"{}")
    assert one != two


EARLIEST, LATEST = dt.datetime(1000, 1, 2), dt.datetime(2999, 1, 1)  # noqa: DTZ001  (bounds of naive draws)


@given(st.datetimes(min_value=EARLIEST, max_value=LATEST), st.integers(-12, 14))
def test_a_stamp_is_the_same_instant(naive: dt.datetime, hours: int) -> None:
    """A stamp reads back as the instant it was made from, to the microsecond, whatever the offset was."""
    moment = naive.replace(tzinfo=dt.timezone(dt.timedelta(hours=hours)))
    assert instant(stamp(moment)) == moment
    assert len(stamp(moment)) == 27


@given(st.lists(st.datetimes(min_value=EARLIEST, timezones=st.just(dt.UTC)), max_size=6))
def test_text_order_is_time_order(moments: list[dt.datetime]) -> None:
    """Sorting stamps sorts times."""
    assert [stamp(m) for m in sorted(moments)] == sorted(stamp(m) for m in moments)


def test_an_instant_without_offset_is_refused() -> None:
    """Which offset was meant is never guessed."""
    with pytest.raises(ValueError, match="offset"):
        stamp(dt.datetime(2025, 1, 1))  # noqa: DTZ001  (that is the point)
