"""The pre-stowage manifest (预配舱单): what is to be loaded for abroad, bill by bill."""

import datetime as dt
from typing import ClassVar

from msgspec.structs import replace

from kouan.areas.window.machines import MANIFEST
from kouan.areas.window.rules.manifests import Kind
from kouan.kernel.documents import DocumentType, Example
from kouan.kernel.words import Words

from ._manifest_checks import CHECKS, MEASURES
from ._manifest_examples import shared_examples
from ._manifest_facts import facts, title
from ._manifest_parts import Manifest
from .original_manifest import GOOD as ARRIVING


class PrestowManifest(Manifest, frozen=True, kw_only=True):
    """预配舱单. Weights in kg."""

    KIND: ClassVar[Kind] = "prestow"
    FLOW: ClassVar[str] = "export"


_VALUES = {name: getattr(ARRIVING, name) for name in ARRIVING.__struct_fields__}
GOOD = PrestowManifest(
    **_VALUES
    | {
        "reference": "SAMPLE-MP-0001",
        "voyage": "012E",
        "loading_port": "CNNSA",
        "discharge_port": "NLRTM",
        "arrival_at": None,
    }
)

TYPE = DocumentType(
    code="prestow_manifest",
    prefix="MP",
    words=Words("预配舱单", "Pre-stowage manifest"),
    basis=MEASURES,
    shape=PrestowManifest,
    machine=MANIFEST,
    checks=CHECKS,
    examples=[
        Example(Words("装往荷兰，三票两箱", "For the Netherlands, three bills, two containers"), GOOD),
        *shared_examples(GOOD),
        Example(
            Words("散货船装载前不足2小时", "A bulk carrier, filed after loading began"),
            replace(GOOD, container_ship=False),
            ("WIN-M-007",),
            dt.date(2025, 7, 5),
        ),
    ],
    facts=facts,
    title=title,
)
