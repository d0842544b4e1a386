"""The UK replies as a machine: meaning before order, and what can not be."""

import pytest

from kouan.areas.window.dms import STATES, follow
from kouan.journeys import catalogue


@pytest.mark.parametrize(
    ("flow", "replies", "state"),
    [
        ("IM", "ACC TAX TAX CLE", "cleared"),
        ("IM", "TAX ACC TAX CLE", "cleared"),
        ("IM", "ACC TAX CLE TAX", "cleared"),
        ("EX", "RCV ACC RES CLE EOG", "exited"),
        ("EX", "EOG CLE RES ACC RCV RCV", "exited"),
        ("EX", "ACC CLE INV RCV REQ", "cancelled"),
        ("IM", "ACC CLE CPR INV", "cancelled"),
        ("IM", "ACC TAX DOC TAX ROG QRY", "released"),
        ("IM", "REJ", "rejected"),
        ("IM", "RCV", "lodged"),
        ("IM", "", ""),
        ("IM", "DMSACC DMSTAX", "accepted"),
    ],
)
def test_a_sequence_that_can_be_leaves_its_state(flow: str, replies: str, state: str) -> None:
    """The strongest reply says the state, whatever came last."""
    verdict = follow(replies.split(), flow)
    assert (verdict.accepted, verdict.state) == (True, state)


@pytest.mark.parametrize(
    ("flow", "replies", "at"),
    [
        ("IM", "CLE", 0),
        ("IM", "TAX CLE ACC", 1),
        ("IM", "ACC REQ", 1),
        ("IM", "ACC CLE INV", 2),
        ("IM", "ACC CLE EOG", 2),
        ("IM", "ACC CLE CLE", 2),
        ("EX", "RCV RES", 1),
        ("IM", "ACC RCV REQ REQ", 3),
    ],
)
def test_a_sequence_that_can_not_be_is_refused_at_its_place(flow: str, replies: str, at: int) -> None:
    """With the reply that can not be, and why, in both languages."""
    verdict = follow(replies.split(), flow)
    assert (verdict.accepted, verdict.at) == (False, at)
    assert verdict.why is not None
    assert verdict.why.zh
    assert verdict.why.en


def test_every_state_is_one_that_the_code_list_derives() -> None:
    """The machine and the code list speak of the same states."""
    derived = set(catalogue.code_columns("reply-dms", "state").values())
    assert {state for _, state in STATES} <= derived
