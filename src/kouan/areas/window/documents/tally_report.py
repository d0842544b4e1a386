"""The tally report (理货报告): what was counted when a ship was discharged or loaded. Filed by the tallying company."""

import datetime as dt
from typing import ClassVar

from kouan.areas.window.machines import CARGO_REPORT
from kouan.areas.window.rules.manifests import Kind
from kouan.kernel.documents import DocumentType, Example
from kouan.kernel.words import Words

from ._manifest_checks import MEASURES, REPORT_CHECKS
from ._manifest_examples import at
from ._manifest_facts import report_facts, report_title
from ._manifest_parts import CargoReport
from .arrival_report import GOOD as ARRIVED
from .arrival_report import report_examples


class TallyReport(CargoReport, frozen=True, kw_only=True):
    """理货报告. Weights in kg."""

    KIND: ClassVar[Kind] = "tally"
    FLOW: ClassVar[str] = "import"


_VALUES = {name: getattr(ARRIVED, name) for name in ARRIVED.__struct_fields__}
GOOD = TallyReport(
    **_VALUES
    | {
        "reference": "SAMPLE-MT-0001",
        "voyage": "012W",
        "flow": "import",
        "began_at": at(8, 9),
        "done_at": at(8, 20),
    }
)

TYPE = DocumentType(
    code="tally_report",
    prefix="MT",
    words=Words("理货报告", "Tally report"),
    basis=MEASURES,
    shape=TallyReport,
    machine=CARGO_REPORT,
    checks=REPORT_CHECKS,
    examples=[
        Example(Words("进口卸船，两票如数", "Discharged, two bills as listed"), GOOD),
        *report_examples(GOOD),
        Example(Words("卸毕次日才报", "Filed the day after"), GOOD, ("WIN-M-007",), dt.date(2025, 7, 10)),
    ],
    facts=report_facts,
    title=report_title,
)
