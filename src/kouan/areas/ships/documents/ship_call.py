"""General declaration of a ship's call 船舶进口岸总申报单 (FAL form 1): filed once by the agent, cleared by each agency.

What is nil is asserted, never left empty.
"""

from kouan.areas.ships.machines import LANES, SHIP_CALL
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import stamp
from kouan.kernel.words import Words

from . import _at_sea_checks, _examples, _goods_checks, _list_examples, _people_checks
from ._declaration import ShipCall, port_words
from ._declaration_checks import FAL_1, FORM_1


def _facts(call: ShipCall) -> dict[str, str]:
    """What the journal may tell: the ship and the voyage, never a person."""
    return {
        "number": call.voyage.number_in,
        "port": call.voyage.port,
        "imo": call.ship.imo or "",
        "ship_type": call.ship.ship_type,
        "flag": call.ship.flag,
        "last_port": call.voyage.last_port,
        "next_port": call.voyage.next_port,
        "purpose": call.voyage.purposes[0].code if call.voyage.purposes else "",
        "dangerous_goods": call.nil.dangerous_goods or "",
        "eta": stamp(call.voyage.eta),
        "etd": stamp(call.voyage.etd),
    }


def _title(call: ShipCall) -> Words:
    port = port_words(call.voyage.port)
    return Words(f"{call.ship.name} 靠{port.zh}", f"{call.ship.name} at {port.en}")


TYPE = DocumentType(
    code="ship_call",
    prefix="SC",
    words=Words("船舶进口岸总申报单", "General declaration of a ship's call"),
    basis=FAL_1,
    shape=ShipCall,
    machine=SHIP_CALL,
    lanes=LANES,
    facts=_facts,
    title=_title,
    checks=(*FORM_1, *_people_checks.CHECKS, *_goods_checks.CHECKS, *_at_sea_checks.CHECKS),
    examples=(*_examples.FORM_1, *_list_examples.LISTS),
)
