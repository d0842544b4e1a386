"""What stands against a release while a joint inspection is not over for the agency that would release."""

from kouan.areas.window.inspecting.machine import OWES
from kouan.areas.window.inspecting.reading import of_subject
from kouan.kernel.cases import Case
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader

from .subjects import TYPES

RELEASING = {"import_declaration": "release", "export_declaration": "release", "ship_call": "clear"}
"""The step of each kind of case that lets goods or ship go, for one agency."""


def against(reader: Reader | None, case: Case, action: str, actor: Actor) -> Refused | None:
    """The refusal of a release, naming the inspection that this agency has not ended; None where nothing stands against it."""
    if reader is None or case.type not in TYPES or RELEASING.get(case.type) != action:
        return None
    ids = of_subject(reader, case.id, opened=True)
    found = reader.cases_called(ids) if ids else {}
    owed = [c.id for c in found.values() if actor.role in c.lanes and c.lanes[actor.role].state in OWES]
    if not owed:
        return None
    names = "、".join(owed)
    words = Words(
        f"联合查验 {names} 中本单位尚未登记结果，不能放行",
        f"Your agency has not ended its part of joint inspection {names}: this can not be released yet",
    )
    return Refused("inspection-open", words)
