"""Worked examples that the manifests share: one edit of a good one for every shared check."""

import datetime as dt
from decimal import Decimal
from typing import Any, TypeVar

from msgspec.structs import replace

from kouan.kernel.documents import Example
from kouan.kernel.words import Words

from ._manifest_parts import Bill, Box, Danger, Manifest

T = TypeVar("T", bound=Manifest)

CHINA = dt.timezone(dt.timedelta(hours=8))


def at(day: int, hour: int, month: int = 7) -> dt.datetime:
    """An instant of July 2025, China's time."""
    return dt.datetime(2025, month, day, hour, 0, tzinfo=CHINA)


BILLS = (
    Bill(
        number="FICTBL0000001",
        packages=1800,
        packing="22",
        gross_weight=Decimal("20500"),
        description="FROZEN SHRIMP (FICTITIOUS)",
        consignor="EXAMPLE SEAFOOD CO. (FICTITIOUS)",
        consignee="示例贸易有限公司（虚构）",
        volume=Decimal("58.2"),
    ),
    Bill(
        number="FICTBL0000009",
        packages=640,
        packing="93",
        gross_weight=Decimal("12400"),
        description="AUTO PARTS (FICTITIOUS)",
        consignor="EXAMPLE PARTS CO. (FICTITIOUS)",
        consignee="TO ORDER",
        notify="示例进出口有限公司（虚构）",
        notify_contact="invented@example.invalid",
    ),
    Bill(
        number="FICTHB0000010",
        master="FICTBL0000009",
        packages=640,
        packing="93",
        gross_weight=Decimal("12400"),
        description="AUTO PARTS (FICTITIOUS)",
        consignor="EXAMPLE PARTS CO. (FICTITIOUS)",
        consignee="示例实业有限公司（虚构）",
    ),
)
BOXES = (
    Box(
        number="XXXU0000018",
        bills="FICTBL0000001",
        kind="12",
        seals="FICT0001",
        packages=1800,
        gross_weight=Decimal("20500"),
        tare=Decimal("4600"),
    ),
    Box(number="XXXU0000105", bills="FICTBL0000009,FICTHB0000010", kind="11", seals="FICT0002,FICT0003", load="L"),
)


def shared_examples(good: T) -> list[Example]:
    """A failing example for each shared check."""

    def bad(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return Example(Words(zh, en), replace(good, **changes), finds)

    def bill(**changes: Any) -> tuple[Bill, ...]:
        return (replace(good.bills[0], **changes), *good.bills[1:])

    def box(**changes: Any) -> tuple[Box, ...]:
        return (replace(good.containers[0], **changes), *good.containers[1:])

    first, second = good.bills[0].number, good.bills[1].number
    return [
        bad("包装代码不存在", "Unknown packing", "code-unknown", bills=bill(packing="ZZ")),
        bad("箱号校验位错", "A wrong check digit", "WIN-M-001", containers=box(number="XXXU0000017")),
        bad("箱号太短", "A container number that is too short", "WIN-M-001", containers=box(number="XXXU1")),
        bad(
            "提单号重复",
            "A bill twice",
            "WIN-M-002",
            bills=(*good.bills, replace(good.bills[2], packages=1, master="")),
        ),
        bad("箱内提单不在舱单中", "A container of an unknown bill", "WIN-M-003", containers=box(bills=f"{first},NONE")),
        bad("毛重为负", "A negative weight", "WIN-M-004", "WIN-M-006", bills=bill(gross_weight=Decimal("-20500"))),
        bad(
            "分提单件数不合计",
            "House bills do not add up",
            "WIN-M-005",
            bills=(good.bills[0], replace(good.bills[1], packages=641), good.bills[2]),
        ),
        bad("各箱件数不合计", "Containers do not add up", "WIN-M-006", containers=box(packages=1799)),
        bad(
            "驶离早于装载",
            "Leaves before loading",
            "WIN-M-008",
            departure_at=(good.loading_at or at(1, 0)) - dt.timedelta(hours=1),
        ),
        bad(
            "危险货物缺联系人",
            "Dangerous goods without a contact",
            "WIN-M-009",
            dangerous=(Danger(bill=second, un_number="UN1", hazard_class="3"),),
        ),
        bad("凭指示提单缺通知人", "To order, nobody to notify", "WIN-M-010", bills=bill(consignee="TO ORDER")),
        bad("重箱无封志", "A loaded container without a seal", "WIN-M-011", containers=box(seals="")),
    ]
