"""What a reader says of a place in a file of others."""

from kouan.kernel.findings import Finding, Severity
from kouan.kernel.words import Words


def finding(code: str, path: str, zh: str, en: str, severity: Severity = "error") -> Finding:
    """A finding of a format, at an element path or a line of the source."""
    return Finding(code=code, severity=severity, path=path, message=Words(zh, en))
