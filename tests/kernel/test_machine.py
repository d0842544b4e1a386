"""The machine is a table: what stands in it is open, what does not is refused with words."""

from enum import StrEnum

import pytest

from kouan.kernel.journal import Decided, Lodged
from kouan.kernel.machine import Action, Machine, Refused, State
from kouan.kernel.words import Words


class Light(StrEnum):
    """A machine anyone can check by hand."""

    RED = "red"
    GREEN = "green"
    DARK = "dark"


LAMP = Machine(
    name="lamp",
    lodge_by=("driver",),
    lodged=Lodged,
    start=Light.RED,
    states={
        Light.RED: State(Words("红", "Red"), "officer"),
        Light.GREEN: State(Words("绿", "Green"), "officer"),
        Light.DARK: State(Words("灭", "Dark")),
    },
    actions={
        "go": Action(Words("放行", "Go"), ("officer",), Decided),
        "stop": Action(Words("停", "Stop"), ("officer",), Decided, needs_reason=True),
    },
    moves={(Light.RED, "go"): Light.GREEN, (Light.GREEN, "stop"): Light.RED},
)


def test_the_table_is_the_whole_truth() -> None:
    """Every pair of state and action is either a line of the table, which is followed, or refused."""
    for state in Light:
        for action in (*LAMP.actions, "fly"):
            if (state, action) in LAMP.moves:
                assert LAMP.next(state.value, action) is LAMP.moves[state, action]
                assert action in LAMP.open_actions(state.value)
            else:
                with pytest.raises(Refused) as no:
                    LAMP.next(state.value, action)
                assert no.value.code == "action-not-open"
                assert LAMP.states[state].words.zh in no.value.words.zh
                assert action not in LAMP.open_actions(state.value)


def test_a_state_is_known_by_its_name() -> None:
    """A name that is no state of the machine raises KeyError, it is never taken for a start."""
    assert LAMP.at("green") is Light.GREEN
    with pytest.raises(KeyError, match="blue"):
        LAMP.at("blue")


def test_what_can_not_be_reached_is_seen() -> None:
    """The dark state, to which no action leads, is not among the reachable; and it is final."""
    assert LAMP.reachable() == {Light.RED, Light.GREEN}
    assert [s for s in Light if LAMP.is_final(s.value)] == [Light.DARK]
