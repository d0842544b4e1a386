"""Questions of an agency to the filer and their answers, as the case tells them."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import Entry, instant
from kouan.kit.marks import Chop

from .marks import role_chop

MATTER = "question"


class Said(msgspec.Struct, frozen=True):
    """A question or an answer: who, when, what. `open` while a question waits for its answer."""

    chop: Chop
    at: dt.datetime
    text: str
    asks: bool
    open: bool = False


def questions(entries: Sequence[Entry], of: DocumentType) -> list[Said]:
    """All that was asked and answered, oldest first."""
    made: list[Said] = []
    for entry in entries:
        body = msgspec.json.decode(entry.body)
        action = of.machine.actions.get(body.get("action", ""))
        if action is None or action.side is None or action.side.matter != MATTER:
            continue
        asks = bool(action.side.holder)
        made.append(Said(role_chop(entry.role), instant(entry.at), body.get("reason", ""), asks))
    if made and made[-1].asks:
        made[-1] = msgspec.structs.replace(made[-1], open=True)
    return made
