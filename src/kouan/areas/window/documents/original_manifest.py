"""The original manifest (原始舱单): what a ship, aircraft, train or lorry brings into the country, bill by bill."""

import datetime as dt
from typing import ClassVar

from msgspec.structs import replace

from kouan.areas.window.machines import MANIFEST
from kouan.areas.window.rules.manifests import Kind
from kouan.kernel.documents import DocumentType, Example
from kouan.kernel.words import Words

from ._manifest_checks import CHECKS, MEASURES
from ._manifest_examples import BILLS, BOXES, at, shared_examples
from ._manifest_facts import facts, title
from ._manifest_parts import Danger, Manifest


class OriginalManifest(Manifest, frozen=True, kw_only=True):
    """原始舱单. Weights in kg."""

    KIND: ClassVar[Kind] = "original"
    FLOW: ClassVar[str] = "import"


GOOD = OriginalManifest(
    reference="SAMPLE-MO-0001",
    customs_office="5720",
    means_of_transport="EXAMPLE STAR",
    means_number="9999993",
    voyage="012W",
    container_ship=True,
    carrier="EXAMPLE LINES (FICTITIOUS)",
    carrier_code="FICT",
    agent="示例船舶代理有限公司（虚构）",
    loading_port="VNSGN",
    discharge_port="CNNSA",
    loading_at=at(4, 8),
    departure_at=at(5, 8),
    arrival_at=at(8, 6),
    bills=BILLS,
    containers=BOXES,
)

_CALL = Danger(bill="FICTBL0000009", un_number="1263", hazard_class="3", contact="虚构联系人", phone="+00 000 0000")

TYPE = DocumentType(
    code="original_manifest",
    prefix="MO",
    words=Words("原始舱单", "Original manifest"),
    basis=MEASURES,
    shape=OriginalManifest,
    machine=MANIFEST,
    checks=CHECKS,
    examples=[
        Example(Words("越南来船，三票两箱，其一拼箱", "A ship from Viet Nam, three bills, two containers"), GOOD),
        Example(Words("含危险货物", "With dangerous goods"), replace(GOOD, dangerous=(_CALL,))),
        Example(
            Words("长途航班", "A long flight"),
            replace(
                GOOD,
                transport_mode="5",
                means_of_transport="EXAMPLE AIR (FICTITIOUS)",
                means_number="XX001",
                container_ship=False,
                containers=(),
                departure_at=at(8, 0),
            ),
        ),
        *shared_examples(GOOD),
        Example(Words("装载前不足24小时", "Loaded before it was due"), GOOD, ("WIN-M-007",), dt.date(2025, 7, 6)),
    ],
    facts=facts,
    title=title,
)
