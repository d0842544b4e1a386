"""The message of the customs declaration (DecMessage) in XML: read as it stands and as our declaration, and written.

Known at second hand only (versions 3.1, 4.8 and 5.0 are in use); we write the version a message came with, else 4.8.
What one side can not hold is listed.
"""

import msgspec

from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.kernel.formats import Carried, Format, Reading, Writing
from kouan.kernel.words import Words
from kouan.syntax.told import finding

from ._dec_lost import lost
from ._dec_reading import raw
from ._dec_source import Source
from ._dec_tree import DEC, DecMessage, decode, encode
from ._dec_writing import root

MESSAGE = "dec_message"
VERSION = "4.8"
TYPES = {"I": import_declaration.TYPE, "E": export_declaration.TYPE}


def likes(body: bytes, name: str) -> int:
    """By the namespace; by the name of the root or of the envelope, less."""
    plain = body[:4096].replace(b"\0", b"")
    if DEC.encode() in plain:
        return 90
    if b"chinaport.gov.cn/dxp" in plain:
        return 80
    return 60 if b"DecMessage" in plain else 0


def read(body: bytes) -> Reading:
    """The message as it stands, and our declaration where it is one. Never raises for bad input."""
    message, found = decode(body)
    if message is None:
        return Reading(findings=tuple(found))
    carried = [Carried(MESSAGE, message)]
    source = Source(message.root)
    flag = source.take("DecHead", "IEFlag")
    of = TYPES.get(flag)
    if of is None:
        zh, en = f"进出口标志是“{flag}”，应为 I 或 E", f"The flag says {flag!r}, it must be I or E"
        return Reading(tuple(carried), (*found, finding("dec-flag", "DecHead/IEFlag", zh, en)))
    made = raw(source, export=flag == "E")
    if message.version not in ("", VERSION):
        made.setdefault("numbers", {})["message_version"] = message.version
    document, faults = of.convert(made)
    if document is not None:
        carried.append(Carried(of.code, document))
    return Reading(tuple(carried), (*found, *faults, *source.told, *source.left()))


def write(kind: str, document: msgspec.Struct) -> Writing:
    """A message as it stood, or our declaration as a message, with the list of what it can not carry."""
    if isinstance(document, DecMessage):
        return encode(document)
    flag = "E" if kind == TYPES["E"].code else "I"
    version: str = document.numbers.message_version or VERSION  # type: ignore[attr-defined]
    losses = list(lost(document))
    written = encode(DecMessage(version, root(document, flag)))
    return Writing(written.body, (*losses, *written.losses))


FORMAT = Format(
    code="dec_message_xml",
    words=Words("报关单报文 DecMessage（XML）", "Chinese declaration message DecMessage (XML)"),
    media_type="application/xml",
    suffix=".xml",
    basis="报关单数据字典（业内公开资料），待核",
    likes=likes,
    read=read,
    writes=(MESSAGE, "import_declaration", "export_declaration"),
    write=write,
)
