"""The loading manifest (装载舱单): what is in truth loaded for abroad, bill by bill."""

import datetime as dt
from typing import ClassVar

from kouan.areas.window.machines import MANIFEST
from kouan.areas.window.rules.manifests import Kind
from kouan.kernel.documents import DocumentType, Example
from kouan.kernel.words import Words

from ._manifest_checks import CHECKS, MEASURES
from ._manifest_examples import shared_examples
from ._manifest_facts import facts, title
from ._manifest_parts import Manifest
from .prestow_manifest import GOOD as PLANNED


class LoadingManifest(Manifest, frozen=True, kw_only=True):
    """装载舱单. Weights in kg."""

    KIND: ClassVar[Kind] = "loading"
    FLOW: ClassVar[str] = "export"


_VALUES = {name: getattr(PLANNED, name) for name in PLANNED.__struct_fields__}
GOOD = LoadingManifest(**_VALUES | {"reference": "SAMPLE-ML-0001"})

TYPE = DocumentType(
    code="loading_manifest",
    prefix="ML",
    words=Words("装载舱单", "Loading manifest"),
    basis=MEASURES,
    shape=LoadingManifest,
    machine=MANIFEST,
    checks=CHECKS,
    examples=[
        Example(Words("三票两箱如数装船", "Three bills in two containers, loaded as planned"), GOOD),
        *shared_examples(GOOD),
        Example(Words("装载开始后才传输", "Filed after loading began"), GOOD, ("WIN-M-007",), dt.date(2025, 7, 5)),
    ],
    facts=facts,
    title=title,
)
