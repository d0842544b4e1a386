"""Three small segments: what ties items to papers (EcoRelation), controlled goods (DecControlModel), risk (DecRisk).

Names and lengths are the data set's (secondary).
"""

from typing import Annotated

from kouan.kernel.words import Words, label

from ._rare import Asked


class PaperPair(Asked, frozen=True, kw_only=True):
    """An item of the declaration and the item of a document that it rests on (EcoRelation).

    A preference stands at its line (agreement, proof, item of the proof); further pairs of it, and those of other
    documents, stand here.
    """

    kind: Annotated[
        str,
        label(
            "单证代码",
            "Document",
            max_length=3,
            hint=Words("优惠为 Y 加协定代码，如 Y03", "For a preference Y and the agreement, e.g. Y03"),
        ),
    ] = ""
    item: Annotated[str, label("报关单商品项号", "Item of the declaration", max_length=9)] = ""
    number: Annotated[
        str,
        label(
            "单证编号",
            "Number of the document",
            max_length=64,
            hint=Words(
                "优惠以 C（证书）或 D（声明）开头", "A preference begins with C (certificate) or D (declaration)"
            ),
        ),
    ] = ""
    document_item: Annotated[str, label("单证商品项号", "Item of the document", max_length=9)] = ""
    extension: Annotated[str, label("扩展字段", "Extension", max_length=255)] = ""


class ControlElement(Asked, frozen=True, kw_only=True):
    """One element of what controlled goods must tell (DecControlModel). The message keeps it inside its line."""

    item: Annotated[int, label("商品项号", "Item", ge=1, le=999_999_999)] | None = None
    category: Annotated[str, label("禁限管制申报类别", "Class of the declaration", max_length=4)] = ""
    element: Annotated[str, label("要素序号", "Element number", max_length=19)] = ""
    value: Annotated[str, label("要素值", "Element value", max_length=512)] = ""


class RiskResult(Asked, frozen=True, kw_only=True):
    """The answer of a risk assessment that comes back with a message (DecRisk)."""

    result: Annotated[str, label("风险评估结果", "Result of the risk assessment", max_length=10)] = ""
    sign: Annotated[str, label("数字签名", "Signature", max_length=255)] = ""
    signed_at: Annotated[str, label("处理时间", "Time", max_length=16)] = ""
    note: Annotated[str, label("风险备注", "Remarks on the risk", max_length=100)] = ""
