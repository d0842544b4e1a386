"""Promises of the declaration's life."""

import inspect

from kouan.areas.window import documents as window_documents
from kouan.areas.window import events
from kouan.areas.window.machines import DECLARATION, S
from kouan.kernel import documents
from kouan.kernel.journal import Event


def test_every_state_is_reached_and_left() -> None:
    """Every state is reachable, and only a release or a void ends a declaration."""
    assert DECLARATION.reachable() == set(S)
    assert {s for s in S if DECLARATION.is_final(s)} == {S.RELEASED, S.VOID}


def test_an_end_can_be_reached_from_everywhere() -> None:
    """From every state that is not final some order of actions leads to a release."""
    ends = {S.RELEASED}
    while True:
        more = {source for (source, _), target in DECLARATION.moves.items() if target in ends} - ends
        if not more:
            break
        ends |= more
    assert ends == set(S) - {S.VOID}


def test_a_release_comes_after_acceptance() -> None:
    """No order of actions releases what was never accepted."""
    without = {(s, a): t for (s, a), t in DECLARATION.moves.items() if a != "accept"}
    seen, todo = {S.LODGED}, [S.LODGED]
    while todo:
        here = todo.pop()
        new = {t for (s, _), t in without.items() if s == here} - seen
        seen |= new
        todo += new
    assert S.RELEASED not in seen


def test_arrival_moves_nothing() -> None:
    """The port may report arrival in every open state, and it changes no state: advance filing is lawful."""
    loops = {s for (s, a), t in DECLARATION.moves.items() if a == "report_arrival" and s == t}
    assert loops == set(S) - {S.RELEASED, S.VOID}


def test_every_action_is_open_somewhere() -> None:
    """No action stands in the list without a move, and each fact of a declaration, manifest or notice has its machine."""
    assert {a for (_, a) in DECLARATION.moves} == set(DECLARATION.actions)
    machines = {t.machine.name: t.machine for t in documents.load(window_documents).values()}
    made = {a.event for m in machines.values() for a in m.actions.values()}
    made |= {f for m in machines.values() for f in (m.lodged, m.amended) if f}
    facts = {c for _, c in inspect.getmembers(events, inspect.isclass) if issubclass(c, Event)}
    cargo = ("Declaration", "Inspection", "Hold", "Manifest", "CargoReport", "BillNotice", "TradePaper")
    assert {c for c in facts if c.__module__ == events.__name__ and c.__name__.startswith(cargo)} <= made


def test_no_amendment_once_inspection_is_ordered() -> None:
    """A declaration under inspection, or after it, keeps its revision."""
    assert not set(DECLARATION.amend_in) & {S.INSPECTING, S.REVIEWED, S.HELD, S.RELEASED, S.VOID}
