"""What a revision means for one agency: it decides again, it is told, or neither."""

from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Document

AGAIN = Words(
    "这次修改涉及您单位审核的栏目，请重新决定。",
    "This revision changes fields that your decision rests on: please decide again.",
)
TOLD = Words(
    "这次修改只知会您单位，已作的决定不受影响。", "Your agency is told of this revision; what it has decided stands."
)
NEITHER = Words("这次修改不涉及您单位。", "This revision does not concern your agency.")


def concern(case: Case, of: DocumentType, before: Document | None, after: Document | None, who: Actor) -> Words | None:
    """The sentence for this actor; None for who decides nothing here, and where there is one revision only."""
    lanes = of.lanes
    if lanes is None or before is None or after is None or who.role not in lanes.agencies:
        return None
    old, new = (of.read(kept.canonical)[0] for kept in (before, after))
    if old is None or new is None or lanes.touches is None or who.role in lanes.touches(old, new):
        return AGAIN
    return TOLD if lanes.tells and who.role in lanes.tells(old, new) else NEITHER
