"""What is wrong, where, why, on what legal basis, and the smallest edit that would mend it."""

from typing import Literal

import msgspec

from .words import Words

Severity = Literal["block", "error", "warning", "info"]


class Repair(msgspec.Struct, frozen=True):
    """A proposed edit: at `path`, the old value becomes the new one. Proposed, never applied silently."""

    path: str
    old: str | None
    new: str | None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One fault. `path` is the place in the document (`goods[0].net_weight`) or in the source (`L27 c2`).

    Severities: `error` refuses the filing, `block` refuses publication until a named officer waives it,
    `warning` rides along and must be answered, `info` is listed.
    """

    code: str
    severity: Severity
    path: str
    message: Words
    basis: str = ""
    repair: Repair | None = None


def refusing(findings: tuple[Finding, ...]) -> bool:
    """Does one of them refuse the document?"""
    return any(f.severity in ("error", "block") for f in findings)


def refusal(code: str, path: str, message: Words, repair: Repair | None = None) -> Finding:
    """A finding that refuses the document."""
    return Finding(code=code, severity="error", path=path, message=message, repair=repair)
