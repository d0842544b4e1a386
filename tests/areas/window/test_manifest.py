"""Promises of manifests: their faults with repairs, their deadlines, their size."""

import datetime as dt
import time
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window.documents import (
    amendment_request,
    bill_notice,
    original_manifest,
    prestow_manifest,
    tally_report,
)
from kouan.areas.window.documents._manifest_parts import MOST_BILLS, Bill, Box
from kouan.areas.window.machines import BILL_NOTICE, MANIFEST, MANIFEST_CODES, M
from kouan.areas.window.rules.manifests import Times, due, late_by
from kouan.kernel.documents import encode
from kouan.kit.forms import adopt
from kouan.syntax.containers import check_digit

DAY = dt.date(2025, 6, 30)
LOADS = dt.datetime(2025, 7, 4, 8, tzinfo=dt.UTC)


def bills(n: int) -> tuple[Bill, ...]:
    """So many different bills."""
    return tuple(
        Bill(
            number=f"FICT{i:07d}",
            packages=10,
            packing="22",
            gross_weight=Decimal(100),
            description="GOODS (FICTITIOUS)",
            consignor="A (FICTITIOUS)",
            consignee="B（虚构）",
        )
        for i in range(n)
    )


def test_five_thousand_bills_are_checked_in_a_moment() -> None:
    """The largest manifest, a container a bill, is checked in well under two seconds: no check looks at pairs."""
    listed = bills(MOST_BILLS)
    boxes = tuple(
        Box(number=_box(i), bills=b.number, seals="S", packages=10, gross_weight=Decimal(100))
        for i, b in enumerate(listed)
    )
    large = replace(original_manifest.GOOD, bills=listed, containers=boxes)
    started = time.perf_counter()
    assert original_manifest.TYPE.findings(large, DAY) == ()
    assert time.perf_counter() - started < 2


def test_one_bill_too_many_is_said() -> None:
    """A manifest of 5,001 bills is a finding that names both numbers, not an error."""
    body = encode(replace(original_manifest.GOOD, bills=bills(MOST_BILLS + 1), containers=()))
    document, findings = original_manifest.TYPE.read(body)
    assert document is None
    assert [f.path for f in findings] == ["bills"]


def _box(number: int) -> str:
    body = f"XXXU{number:06d}"
    return body + (check_digit(body) or "")


@given(st.integers(0, 999_999), st.integers(1, 9))
def test_a_wrong_check_digit_is_mended_by_its_repair(number: int, off: int) -> None:
    """Whatever the digit says wrongly, the proposed edit leads to a number that passes."""
    right = _box(number)
    wrong = right[:10] + str((int(right[10]) + off) % 10)
    of = original_manifest.TYPE
    made = replace(original_manifest.GOOD, containers=(replace(original_manifest.GOOD.containers[0], number=wrong),))
    found = [f for f in of.findings(made, DAY) if f.code == "WIN-M-001"]
    assert [f.repair.new for f in found if f.repair] == [right]
    mended, _ = of.convert(adopt(of.shape, _raw(made), found[0].repair))
    assert not [f for f in of.findings(mended, DAY) if f.code == "WIN-M-001"]


def _raw(document: object) -> Any:
    return msgspec.json.decode(encode(document))


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (Times(kind="original", mode="2", container_ship=True, loads=LOADS), LOADS - dt.timedelta(hours=24)),
        (Times(kind="original", mode="2", arrives=LOADS), LOADS - dt.timedelta(hours=24)),
        (
            Times(kind="original", mode="5", leaves=LOADS, arrives=LOADS + dt.timedelta(hours=5)),
            LOADS + dt.timedelta(hours=1),
        ),
        (Times(kind="original", mode="5", leaves=LOADS, arrives=LOADS + dt.timedelta(hours=3)), LOADS),
        (Times(kind="original", mode="3", arrives=LOADS), LOADS - dt.timedelta(hours=2)),
        (Times(kind="original", mode="4", arrives=LOADS), LOADS - dt.timedelta(hours=1)),
        (Times(kind="prestow", mode="2", container_ship=True, loads=LOADS), LOADS - dt.timedelta(hours=24)),
        (Times(kind="prestow", mode="2", loads=LOADS), LOADS - dt.timedelta(hours=2)),
        (Times(kind="prestow", mode="5", loads=LOADS), LOADS - dt.timedelta(hours=4)),
        (Times(kind="loading", mode="2", loads=LOADS), LOADS - dt.timedelta(minutes=30)),
        (Times(kind="tally", mode="2", done=LOADS), LOADS + dt.timedelta(hours=6)),
    ],
)
def test_each_kind_and_mode_has_its_deadline(times: Times, expected: dt.datetime) -> None:
    """The fact sheet's lengths, each of them to verify."""
    found = due(times)
    assert found is not None
    assert found.by == expected


def test_what_is_not_said_makes_no_deadline() -> None:
    """Without the instant that it counts from there is no deadline, and nothing is guessed from another one."""
    assert due(Times(kind="original", mode="2", container_ship=True, arrives=LOADS)) is None
    assert due(Times(kind="arrival", mode="2", done=LOADS)) is None


def test_lateness_is_told_and_never_negative() -> None:
    """Filed an hour after is an hour late; filed before is not late at all."""
    found = due(Times(kind="loading", mode="2", loads=LOADS))
    assert found is not None
    assert late_by(found, found.by + dt.timedelta(hours=1)) == dt.timedelta(hours=1)
    assert late_by(found, found.by - dt.timedelta(hours=1)) == dt.timedelta(0)


def test_raw_codes_have_their_states() -> None:
    """01, 02 and 03 lead where the reply says; 11, 12 and 13 are notices and move no manifest."""
    assert {MANIFEST_CODES[a]: MANIFEST.next(M.SENT, a) for a in MANIFEST_CODES} == {
        "01": M.ACCEPTED,
        "02": M.MANUAL,
        "03": M.REFUSED,
    }
    assert not BILL_NOTICE.moves
    assert {e.document.code for e in bill_notice.TYPE.examples} >= {"11", "13"}


def test_nothing_is_tallied_before_it_was_accepted() -> None:
    """No order of actions without an acceptance leads to a count or to the end."""
    seen, todo = {M.SENT}, [M.SENT]
    moves = {(s, a): t for (s, a), t in MANIFEST.moves.items() if a != "accept"}
    while todo:
        here = todo.pop()
        new = {t for (s, _), t in moves.items() if s == here} - seen
        seen |= new
        todo += new
    assert not seen & {M.ACCEPTED, M.ARRIVED, M.TALLIED, M.RECONCILED}


def test_the_kinds_flow_as_their_goods_do() -> None:
    """An original manifest is of imports and told at the port of discharge, a pre-stowage one of exports and of loading."""
    told = [t.facts(t.examples[0].document) for t in (original_manifest.TYPE, prestow_manifest.TYPE, tally_report.TYPE)]
    assert [(f["flow"], f["port"]) for f in told] == [("import", "CNNSA"), ("export", "CNNSA"), ("import", "CNNSA")]


def test_titles_count_in_good_english() -> None:
    """One bill is 1 bill and two are 2 bills; the same holds for containers and for the fields of a request."""
    good = original_manifest.GOOD
    one = replace(good, bills=good.bills[:1], containers=good.containers[:1])
    assert original_manifest.TYPE.title(one).en.endswith("· 1 bill, 1 container")
    assert original_manifest.TYPE.title(replace(one, containers=())).en.endswith("· 1 bill")
    assert f"· {len(good.bills)} bills, " in original_manifest.TYPE.title(good).en
    asked = amendment_request.TYPE.read(
        b'{"reference":"A-1","declaration":"IM-260302-ABCDEFGHIJ","reason":"x","changes":'
        b'[{"path":"remarks","old":"","new":"y"}]}'
    )[0]
    assert amendment_request.TYPE.title(asked).en.startswith("Amend 1 field of ")
