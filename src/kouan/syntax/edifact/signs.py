"""The service signs of an interchange (UNA) and its repertoire (UNB 0001): which sign divides what, which bytes are which letters.

Source: ISO 9735 (to verify against its text; repertoires as in public summaries of part 1).
"""

from collections.abc import Mapping

import msgspec

from kouan.kernel.findings import Finding
from kouan.syntax.told import finding

CHARSETS: Mapping[str, str] = {
    "UNOA": "ascii",
    "UNOB": "ascii",
    "UNOC": "iso8859_1",
    "UNOD": "iso8859_2",
    "UNOE": "iso8859_5",
    "UNOF": "iso8859_7",
    "UNOG": "iso8859_3",
    "UNOH": "iso8859_4",
    "UNOI": "iso8859_6",
    "UNOJ": "iso8859_8",
    "UNOK": "iso8859_9",
    "UNOW": "utf-8",
    "UNOX": "iso2022_jp_2",
    "UNOY": "utf-8",
}
"""Repertoire -> Python's name of its encoding. UNOX and UNOY are to be verified."""

LEVEL_A = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-()/='+:?!\"%&*;<>")
BREAKS = "\r\n"


class Signs(msgspec.Struct, frozen=True):
    """The six signs of UNA. A blank as `repetition` means that nothing repeats (syntax 3)."""

    component: str = ":"
    element: str = "+"
    decimal: str = "."
    release: str = "?"
    repetition: str = " "
    terminator: str = "'"
    advised: bool = False

    @property
    def repeats(self) -> str:
        """The sign between repetitions, or nothing."""
        return self.repetition.strip()

    def all(self) -> set[str]:
        """The signs, and the ends of lines, which are never data."""
        return {self.component, self.element, self.release, self.repetition, self.terminator, *BREAKS}

    def una(self) -> str:
        """The service string advice as it stands in front of an interchange; nothing where there was none."""
        signs = (self.component, self.element, self.decimal, self.release, self.repetition, self.terminator)
        return "UNA" + "".join(signs) if self.advised else ""


class Opened(msgspec.Struct, frozen=True):
    """The text after any UNA, the signs, the repertoire's name, the encoding of the bytes, and what was odd about them."""

    text: str
    signs: Signs
    repertoire: str
    encoding: str
    findings: tuple[Finding, ...]


def opened(body: bytes) -> Opened:
    """Bytes as text, by what UNA and UNB say, and by what the bytes are where these are wrong."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    found: list[Finding] = []
    signs = Signs()
    head = start[:9].decode("latin-1")
    if head.startswith("UNA") and len(head) == 9:
        signs = Signs(*head[3:9], advised=True)  # type: ignore[misc]
        start = start[9:].lstrip(b"\r\n")
        if len(set(head[3:9].replace(" ", ""))) != len(head[3:9].replace(" ", "")):
            found.append(finding("edi-signs", "UNA", "UNA 中有重复的分隔符", "A sign stands twice in UNA"))
    name, version = _header(start[:40].decode("latin-1"), signs)
    if version >= "4" and not signs.advised:
        signs = msgspec.structs.replace(signs, repetition="*")
    charset = CHARSETS.get(name)
    if charset is None and start.startswith(b"UNB"):
        zh, en = f"不认识字符集 {name!r}，按 ASCII 读取", f"The repertoire {name!r} is not known: read as ASCII"
        found.append(finding("edi-repertoire", "UNB 0001", zh, en))
    text, used = _decoded(start, charset or "ascii", name, found)
    return Opened(text, signs, name, used, tuple(found))


def _header(text: str, signs: Signs) -> tuple[str, str]:
    """Repertoire and syntax version, as UNB says them."""
    parts = text.split(signs.element, 2)
    syntax = parts[1].split(signs.component) if len(parts) > 1 and parts[0] == "UNB" else []
    return (syntax[0] if syntax else "", syntax[1] if len(syntax) > 1 else "")


def _decoded(body: bytes, declared: str, name: str, found: list[Finding]) -> tuple[str, str]:
    """The text, and the encoding that the bytes are really in: declarations are often wrong."""
    used = next((c for c in _candidates(body, declared) if _fits(body, c)), None)
    if used is None:
        zh, en = "有的字节不属于所声明的字符集", "Some bytes are not of the repertoire that UNB names"
        found.append(finding("edi-bytes", "UNB 0001", zh, en))
        return body.decode("latin-1"), "latin-1"
    if used != declared:
        zh, en = f"声明为 {name}，实际是 {used}", f"{name} is declared, the bytes are {used}"
        found.append(finding("edi-encoding-differs", "UNB 0001", zh, en, "warning"))
    return body.decode(used), used


def _candidates(body: bytes, declared: str) -> tuple[str, ...]:
    """Encodings in the order of trust. Bytes beyond ASCII that are UTF-8 are hardly ever anything else."""
    if body.isascii():
        return (declared, "ascii")
    return ("utf-8", declared, "gbk") if declared != "utf-8" else ("utf-8", "gbk")


def _fits(body: bytes, encoding: str) -> bool:
    try:
        body.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
