"""A request to amend an accepted declaration (报关单修改申请): element by element, decided by customs, then applied."""

from typing import Annotated

from msgspec.structs import replace

from kouan.areas.window.machines import CHANGE
from kouan.kernel.documents import DocumentType, Example
from kouan.kernel.words import Words, label

from ._change_parts import AMENDMENT_CHECKS, ChangeRequest, ElementChange, facts
from ._counted import counted
from ._law import CHANGES


class AmendmentRequest(ChangeRequest, frozen=True, kw_only=True):
    """报关单修改申请. Places are those of findings: `goods[0].total`."""

    changes: Annotated[tuple[ElementChange, ...], label("修改栏目", "Elements", min_length=1, max_length=500)]


def title(d: AmendmentRequest) -> Words:
    """How many elements of which declaration."""
    count = len(d.changes)
    return Words(f"修改 {d.declaration} 的 {count} 个栏目", f"Amend {counted(count, 'field')} of {d.declaration}")


_PACKAGES = ElementChange(path="packages", old="1800", new="1801")
GOOD = AmendmentRequest(
    reference="SAMPLE-A-0001",
    declaration="IM-260302-ABCDEFGHIJ",
    reason="装箱更正（虚构）",
    changes=(_PACKAGES, ElementChange(path="remarks", new="更正件数（虚构）")),
)


def _bad(zh: str, en: str, rule: str, *changes: ElementChange) -> Example:
    return Example(Words(zh, en), replace(GOOD, changes=changes), (rule,))


TYPE = DocumentType(
    code="amendment_request",
    prefix="AMR",
    words=Words("报关单修改申请", "Request to amend a declaration"),
    basis=CHANGES,
    shape=AmendmentRequest,
    machine=CHANGE,
    checks=AMENDMENT_CHECKS,
    examples=[
        Example(Words("更正件数和备注", "Packages and remarks corrected"), GOOD),
        _bad("同一栏目改两次", "One element twice", "WIN-A-001", _PACKAGES, replace(_PACKAGES, new="1802")),
        _bad("改成原值", "Changed to what it is", "WIN-A-002", replace(_PACKAGES, new="1800")),
        _bad("位置不是路径", "No path", "WIN-A-003", replace(_PACKAGES, path="件数")),
        _bad("改自编号", "Another reference", "WIN-A-004", replace(_PACKAGES, path="reference")),
    ],
    facts=facts,
    title=title,
)
