"""The service signs of an interchange (UNA) and its repertoire (UNB 0001): which sign divides what, which bytes are which letters.

Source: ISO 9735 (to verify against its text; repertoires as in public summaries of part 1).
"""

from collections.abc import Mapping

import msgspec

from kouan.areas.window.formats._xml import finding
from kouan.kernel.findings import Finding

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

    def una(self) -> str:
        """The service string advice as it stands in front of an interchange; nothing where there was none."""
        signs = (self.component, self.element, self.decimal, self.release, self.repetition, self.terminator)
        return "UNA" + "".join(signs) if self.advised else ""


def opened(body: bytes) -> tuple[str, Signs, str, tuple[Finding, ...]]:
    """The text after any UNA, the signs, the repertoire's name, and what was odd about them."""
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
    if charset is None:
        zh, en = f"不认识字符集 {name!r}，按 ASCII 读取", f"The repertoire {name!r} is not known: read as ASCII"
        found.append(finding("edi-repertoire", "UNB 0001", zh, en))
    return *_decoded(start, charset or "ascii", found), signs, name, tuple(found)


def _header(text: str, signs: Signs) -> tuple[str, str]:
    """Repertoire and syntax version, as UNB says them."""
    parts = text.split(signs.element, 2)
    syntax = parts[1].split(signs.component) if len(parts) > 1 and parts[0] == "UNB" else []
    return (syntax[0] if syntax else "", syntax[1] if len(syntax) > 1 else "")


def _decoded(body: bytes, charset: str, found: list[Finding]) -> tuple[str]:
    try:
        return (body.decode(charset),)
    except UnicodeDecodeError as fault:
        zh, en = (
            f"第 {fault.start} 个字节不属于所声明的字符集",
            f"Byte {fault.start} is not of the repertoire that UNB names",
        )
        found.append(finding("edi-bytes", f"byte {fault.start}", zh, en))
        return (body.decode("latin-1"),)
