"""Which actions make sense now: what the kernel opens, less what the state of a joint inspection's whole closes."""

from kouan.areas.window import two_steps
from kouan.areas.window.documents.joint_inspection import TYPE
from kouan.areas.window.inspecting.machine import NOT_OF_THE_ASKER, OPEN, PART
from kouan.kernel.cases import Case, open_to
from kouan.kernel.documents import DocumentType
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words

WITH_DETAILS = frozenset({(TYPE.code, "propose"), (TYPE.code, "find")})
"""Steps that say more than a reason (a time, codes), by type: they are taken on a page of their own."""


def open_now(of: DocumentType, case: Case, actor: Actor) -> list[str]:
    """The actions that this actor could take on the case now."""
    mine = open_to(of, case, actor)
    if of.code == TYPE.code:
        return [a for a in mine if why_not(case, a, actor.role) is None]
    return [a for a in mine if two_steps.why_not(case, a) is None]


def why_not(case: Case, action: str, role: str) -> Refused | None:
    """What stands against a step of a joint inspection, beside its machine."""
    if case.type != TYPE.code or action not in PART.actions:
        return None
    if case.facts.get("requester") == role and action in NOT_OF_THE_ASKER:
        return Refused(
            "action-not-open", Words("提出单位请改约或取消", "Who asked changes the appointment or calls off")
        )
    if action in OPEN.get(case.state, ()):
        return None
    if action == "begin":
        return Refused("box-not-ready", Words("箱未备妥，不能开始", "The box is not ready: it can not begin"))
    return Refused("action-not-open", Words("此时不能这样做", "That is not open now"))
