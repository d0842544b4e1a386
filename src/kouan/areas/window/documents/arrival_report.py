"""The arrival report (运抵报告): what reached the supervised place, bill by bill. Filed by the place."""

from decimal import Decimal
from typing import Any, ClassVar

from msgspec.structs import replace

from kouan.areas.window.machines import CARGO_REPORT
from kouan.areas.window.rules.manifests import Kind
from kouan.kernel.documents import DocumentType, Example
from kouan.kernel.words import Words

from ._manifest_checks import MEASURES, counts_hold, work_follows
from ._manifest_examples import at
from ._manifest_facts import report_facts, report_title
from ._manifest_parts import CargoReport, Counted


class ArrivalReport(CargoReport, frozen=True, kw_only=True):
    """运抵报告. Weights in kg."""

    KIND: ClassVar[Kind] = "arrival"
    FLOW: ClassVar[str] = "export"


GOOD = ArrivalReport(
    reference="SAMPLE-MA-0001",
    customs_office="5720",
    means_of_transport="EXAMPLE STAR",
    means_number="9999993",
    voyage="012E",
    flow="export",
    place="示例码头堆场（虚构）",
    port="CNNSA",
    began_at=at(3, 9),
    done_at=at(3, 15),
    bills=(
        Counted(number="FICTBL0000001", packages=1800, gross_weight=Decimal("20500"), containers="XXXU0000018"),
        Counted(number="FICTBL0000009", packages=640, gross_weight=Decimal("12400")),
    ),
)


def report_examples(good: CargoReport) -> list[Example]:
    """The failing examples that both reports share."""

    def bad(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return Example(Words(zh, en), replace(good, **changes), finds)

    first = good.bills[0]
    return [
        bad(
            "残损多于件数",
            "More damaged than counted",
            "WIN-M-020",
            bills=(replace(first, damaged=first.packages + 1),),
        ),
        bad("同一提单两行", "A bill twice", "WIN-M-020", bills=(first, first)),
        bad("完成早于开始", "Ends before it begins", "WIN-M-021", began_at=at(20, 9)),
    ]


TYPE = DocumentType(
    code="arrival_report",
    prefix="MA",
    words=Words("运抵报告", "Arrival report"),
    basis=MEASURES,
    shape=ArrivalReport,
    machine=CARGO_REPORT,
    checks=(counts_hold, work_follows),
    examples=[Example(Words("出口两票运抵堆场", "Two exports have reached the yard"), GOOD), *report_examples(GOOD)],
    facts=report_facts,
    title=report_title,
)
