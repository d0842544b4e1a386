"""A departure or a shift names its call: hers, of the same ship, cleared and not yet over."""

import itertools
from typing import Any

import pytest
from msgspec.structs import replace

from kouan.areas.ships.documents import ship_call, ship_departure, ship_shift
from kouan.journeys.filing import Faulty, decision, file_document
from kouan.kernel.documents import DocumentType
from kouan.store.house import House
from tests.support.site import ROLES, actor, file_case

AGENCIES = ("maritime", "customs", "border", "port")
MOVES = {"departure": (ship_departure.TYPE, ship_departure.GOOD), "shift": (ship_shift.TYPE, ship_shift.GOOD)}
_keys = itertools.count()


def cleared(house: House) -> str:
    """A call of egret that all four agencies have cleared."""
    call = file_case(house, "ship_call", "egret")
    for agency in AGENCIES:
        decided(house, call, agency, "clear")
    return call


def decided(house: House, id: str, role: str, action: str) -> None:
    """One step on a call."""
    case = house.reader.case(id)
    assert case
    who = actor("egret", "egret", role) if role == "ship_agent" else actor(role, role, role)
    house.writer.write(
        decision(ship_call.TYPE, case, action, version=case.version, actor=who, now=house.now(), reader=house.reader)
    )


def filed(house: House, of: DocumentType, document: Any, organisation: str = "egret") -> list[str]:
    """The codes that refuse the document; none where it is filed."""
    who = actor(organisation, organisation, ROLES.get(organisation, "ship_agent"))
    try:
        unit = file_document(of, document, actor=who, key=f"moving-{next(_keys)}", now=house.now(), reader=house.reader)
    except Faulty as faulty:
        return [f.code for f in faulty.findings if f.severity == "error"]
    house.writer.write(unit)
    return []


@pytest.mark.parametrize("move", MOVES)
def test_a_cleared_call_lets_her_move(move: str, site_house: House) -> None:
    """Once all agencies have cleared the call, and until she has left, she may leave or shift."""
    of, good = MOVES[move]
    call = cleared(site_house)
    assert filed(site_house, of, replace(good, call=call)) == []
    decided(site_house, call, "port", "berth")
    decided(site_house, call, "ship_agent", "depart")
    assert filed(site_house, of, replace(good, call=call)) == ["call-not-in-port"]


@pytest.mark.parametrize("move", MOVES)
def test_a_call_that_is_not_cleared_does_not(move: str, site_house: House) -> None:
    """A call that agencies still decide on, one that is not there, and one of another agent are refused."""
    of, good = MOVES[move]
    call = file_case(site_house, "ship_call", "egret")
    assert filed(site_house, of, replace(good, call=call)) == ["call-not-in-port"]
    assert filed(site_house, of, good) == ["call-unknown"]
    assert filed(site_house, of, replace(good, call=call), "heron") == ["call-unknown"]


@pytest.mark.parametrize("move", MOVES)
def test_another_ship_is_told_with_its_repair(move: str, site_house: House) -> None:
    """The IMO number is that of the call; the call's is proposed."""
    of, good = MOVES[move]
    other = replace(good, call=cleared(site_house), ship=replace(good.ship, imo="9074729"))
    assert filed(site_house, of, other) == ["ship-of-another-call"]
