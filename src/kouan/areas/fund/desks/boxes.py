"""The fields of the application's form: label, what was typed, what it means as money, what is found on it."""

from collections.abc import Mapping, Sequence

import msgspec

from kouan.areas.fund.applying.drafts import AMOUNTS, Raw
from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

ADOPTABLE = (*AMOUNTS, "uscc", "ceiling")
GROUPS: Mapping[str, Sequence[tuple[str, Words, int, Words | None]]] = {
    "applicant": (
        ("name", Words("单位名称", "Name of the body"), 120, None),
        ("uscc", Words("统一社会信用代码", "Unified social credit code"), 30, None),
        (
            "no_uscc",
            Words("没有代码的理由", "Why there is no code"),
            120,
            Words("例如：行政机关的派出机构", "For example: a local office of an authority"),
        ),
        (
            "parent",
            Words("上级单位在本系统的编号", "Parent body, by its id in this system"),
            40,
            Words("用来判断评审回避；没有就留空", "Used to find conflicts of interest; empty for none"),
        ),
    ),
    "project": (
        ("project", Words("项目名称", "Name of the project"), 200, None),
        ("place", Words("城市或口岸", "City or port"), 40, None),
    ),
    "money": (
        ("needed", Words("所需资金", "Needed"), 60, None),
        ("requested", Words("申请资金", "Requested"), 60, None),
        ("own", Words("自筹和其他资金", "Own and other funds"), 60, None),
    ),
    "reason": (
        (
            "ceiling_reason",
            Words("属于例外的，写明哪项工程或任务", "For an exception: which project or task"),
            300,
            None,
        ),
    ),
    "contact": (
        ("contact_person", Words("联系人", "Contact person"), 80, None),
        ("contact", Words("电话或邮箱", "Telephone or e-mail"), 120, None),
    ),
}


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """One field. `amount` is 分 and the same in capitals; `found` pairs each finding with what adopting it sends."""

    name: str
    words: Words
    value: str
    most: int
    hint: Words | None
    amount: tuple[int, str] | None
    found: tuple[tuple[Finding, str], ...]

    @property
    def wide(self) -> str:
        """The class of its width: long words get half of the row."""
        return "g6" if self.most > 60 else "g4"

    @property
    def tone(self) -> str:
        """The tail of the class that draws it."""
        return "stop" if any(one.severity == "error" for one, _ in self.found) else "warn" if self.found else ""


def boxes(
    raw: Raw, findings: Mapping[str, Sequence[Finding]], amounts: Mapping[str, tuple[int, str]]
) -> dict[str, list[Box]]:
    """All fields by group."""
    return {
        group: [
            Box(
                name=name,
                words=words,
                value=getattr(raw, name),
                most=most,
                hint=hint,
                amount=amounts.get(name),
                found=tuple((one, adopting(one)) for one in findings.get(name, ())),
            )
            for name, words, most, hint in rows
        ]
        for group, rows in GROUPS.items()
    }


def adopting(finding: Finding) -> str:
    """What the button of a proposed repair sends; "" where the form can not take it."""
    repair = finding.repair
    return f"{repair.path}={repair.new}" if repair and repair.new and repair.path in ADOPTABLE else ""
