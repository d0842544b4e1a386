"""A notice of customs on one bill or box (舱单回执): released (11), not to be loaded (12), not to be discharged (13).

The code stays as it is; what it means for the consignment is derived where it is shown.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from msgspec.structs import replace

from kouan.areas.window.codes import LISTS
from kouan.areas.window.machines import BILL_NOTICE
from kouan.kernel.documents import DocumentType, Example, Fault, check
from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words, label
from kouan.syntax.choices import known_codes
from kouan.syntax.containers import is_container_number

from ._law import CONTAINERS, fault
from ._manifest_checks import MEASURES, MESSAGES, wrong_box


class BillNotice(Shape, frozen=True, kw_only=True):
    """舱单回执. A stop without a container is of the whole bill."""

    reference: Annotated[str, label("回执编号", "Reference", min_length=1, max_length=35)]
    code: Annotated[str, label("回执代码", "Reply code", codes="bill-notice", max_length=2)]
    lifted: Annotated[bool, label("解除", "Lifted")] = False
    voyage: Annotated[str, label("航次号", "Voyage", max_length=17)] = ""
    bill: Annotated[str, label("提（运）单号", "Bill number", min_length=1, max_length=35)]
    container: Annotated[str, label("集装箱号", "Container", max_length=17)] = ""
    reason: Annotated[str, label("理由", "Reason", max_length=200)] = ""


@check(
    "WIN-M-030",
    Words("拒装、禁卸须写明理由", "A stop says why"),
    basis=MEASURES,
    standing="to-verify",
    fields=("reason",),
)
def stops_say_why(n: BillNotice, on: dt.date) -> Iterator[Fault]:
    """So does the lifting of one."""
    if n.code in ("12", "13") and not n.reason.strip():
        yield fault("reason", "须写明理由", "A reason is needed")


@check(
    "WIN-M-031",
    Words("集装箱号符合 ISO 6346", "A container number passes ISO 6346"),
    basis=CONTAINERS,
    standing="secondary",
    fields=("container",),
)
def its_box_holds(n: BillNotice, on: dt.date) -> Iterator[Fault]:
    """Where one is named."""
    if n.container and not is_container_number(n.container):
        yield wrong_box("container", n.container)


def facts(n: BillNotice) -> dict[str, str]:
    """Number, code, bill."""
    told = {"number": n.reference, "code": n.code, "bill": n.bill, "voyage": n.voyage, "container": n.container}
    return {name: value for name, value in told.items() if value}


def title(n: BillNotice) -> Words:
    """The bill and what is said of it."""
    words = LISTS["bill-notice"].words(n.code) or Words(f"代码 {n.code}", f"code {n.code}")
    zh, en = ("（解除）", " (lifted)") if n.lifted else ("", "")
    return Words(f"{n.bill} · {words.zh}{zh}", f"{n.bill} · {words.en}{en}")


GOOD = BillNotice(reference="SAMPLE-BN-0001", code="11", voyage="012W", bill="FICTBL0000001")
_STOP = replace(GOOD, code="13", reason="待检疫处理（虚构） Waits for quarantine treatment (fictitious)")

TYPE = DocumentType(
    code="bill_notice",
    prefix="BN",
    words=Words("舱单回执", "Notice on a bill"),
    basis=MEASURES,
    shape=BillNotice,
    machine=BILL_NOTICE,
    checks=(
        known_codes({"bill-notice": LISTS["bill-notice"]}, basis=MESSAGES, standing="secondary"),
        stops_say_why,
        its_box_holds,
    ),
    examples=[
        Example(Words("提单放行", "A bill is released"), GOOD),
        Example(Words("一箱禁卸", "A container must not be discharged"), replace(_STOP, container="XXXU0000018")),
        Example(Words("解除禁卸", "The stop is lifted"), replace(_STOP, lifted=True)),
        Example(Words("没有的代码", "No such code"), replace(GOOD, code="99"), ("code-unknown",)),
        Example(Words("禁卸而无理由", "A stop without a reason"), replace(_STOP, reason=""), ("WIN-M-030",)),
        Example(Words("箱号校验位错", "A wrong check digit"), replace(GOOD, container="XXXU0000017"), ("WIN-M-031",)),
    ],
    facts=facts,
    title=title,
)
