"""A request to withdraw an accepted declaration (报关单撤销申请): decided by customs, then applied."""

import datetime as dt
from collections.abc import Iterator

from msgspec.structs import replace

from kouan.areas.window.machines import CHANGE
from kouan.kernel.documents import DocumentType, Example, Fault
from kouan.kernel.words import Words

from ._change_parts import ChangeRequest, facts
from ._law import CHANGES, fault
from ._rule import rule


class WithdrawalRequest(ChangeRequest, frozen=True, kw_only=True):
    """报关单撤销申请."""


@rule(
    "WIN-A-005",
    "撤销理由须说明原因，不少于四个字",
    "The reason of a withdrawal says why, in four characters at least",
    fields=("reason",),
    basis=CHANGES,
    standing="house",
)
def reasons_say_why(d: WithdrawalRequest, on: dt.date) -> Iterator[Fault]:
    """A word is no reason."""
    if len(d.reason.strip()) < 4:
        yield fault("reason", "请写明撤销原因", "Say why it is withdrawn")


def title(d: WithdrawalRequest) -> Words:
    """Which declaration."""
    return Words(f"撤销 {d.declaration}", f"Withdraw {d.declaration}")


GOOD = WithdrawalRequest(
    reference="SAMPLE-W-0001", declaration="IM-260302-ABCDEFGHIJ", reason="合同取消，货物退运（虚构）"
)

TYPE = DocumentType(
    code="withdrawal_request",
    prefix="WDR",
    words=Words("报关单撤销申请", "Request to withdraw a declaration"),
    basis=CHANGES,
    shape=WithdrawalRequest,
    machine=CHANGE,
    checks=(reasons_say_why,),
    examples=[
        Example(Words("合同取消", "The contract was cancelled"), GOOD),
        Example(Words("理由只有一个字", "A reason of one word"), replace(GOOD, reason="撤"), ("WIN-A-005",)),
    ],
    facts=facts,
    title=title,
)
