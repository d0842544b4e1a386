"""What a reader would mend in a stranger's file, and how sure it is: told with the value as it stands, made only when asked."""

from collections.abc import Iterable
from typing import Literal

from kouan.kernel.findings import Finding, Repair

Confidence = Literal["sure", "likely", "ask", "none"]
"""sure: one reading only. likely: proposed for a person to confirm. ask: a person must say. none: nothing to propose."""


class Proposal(Finding, frozen=True, kw_only=True):
    """A fault in a file of others. `path` is the place in the file, `raw` what stands there, `proposed` what might be meant
    (in the words of that file's own format); `edits` are the same as edits of the draft that the file became.
    """

    raw: str = ""
    proposed: str | dict[str, str] | None = None
    confidence: Confidence = "none"
    edits: tuple[Repair, ...] = ()


def sure(findings: Iterable[Finding]) -> tuple[Repair, ...]:
    """The edits that have one reading only: what one press of a button may make, all at once."""
    return tuple(edit for f in findings if isinstance(f, Proposal) and f.confidence == "sure" for edit in f.edits)
