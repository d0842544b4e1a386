"""A declaration message in its transport envelope (DxpMsg): TransInfo, Data in base64, AddInfo. Read and written.

Known at second hand only. An envelope that was read is written as it was. One made here carries a number worked out
from the message itself, so that the same message sent twice is the same envelope; its time is that of the signature,
and empty where nobody has signed: whoever sends it puts it in.
"""

import base64
import binascii
import hashlib
import re

import msgspec

from kouan.kernel.formats import Carried, Format, Reading, Writing
from kouan.kernel.words import Words

from . import dec_message_xml as dec
from ._dec_source import Source
from ._dec_tree import Part, decode
from ._dxp import DXP, VERSION, Envelope, Node, opened, sealed

ENVELOPE = "dxp_message"
MESSAGE_TYPE = "DECCUSSH1"
"""Kind of message, as seen in public files (to verify)."""
_INSIDE = re.compile(rb"<(?:\w+:)?Data(?:\s[^>]*)?>\s*([A-Za-z0-9+/\s=]{4,})")


def likes(body: bytes, name: str) -> int:
    """By its namespace and by what stands in it: a declaration message."""
    plain = body[:65536].replace(b"\0", b"")
    inside = _INSIDE.search(plain) if DXP.encode() in plain or b"DxpMsg" in plain else None
    if inside is None:
        return 0
    text = b"".join(inside[1].split())
    try:
        return 85 if b"DecMessage" in base64.b64decode(text[: len(text) // 4 * 4])[:4096] else 0
    except binascii.Error:
        return 0


def read(body: bytes) -> Reading:
    """The envelope as it stands, then the message in it and our declaration. Never raises for bad input."""
    envelope, inner, found = opened(body)
    if envelope is None:
        return Reading(findings=tuple(found))
    carried = Carried(ENVELOPE, envelope)
    if not inner:
        return Reading((carried,), tuple(found))
    reading = dec.read(inner)
    return Reading((carried, *reading.documents), (*found, *reading.findings))


def write(kind: str, document: msgspec.Struct) -> Writing:
    """An envelope as it was; or a message, or our declaration, in an envelope of its own."""
    if isinstance(document, Envelope):
        return sealed(document)
    written = dec.write(kind, document)
    made = sealed(_around(written.body))
    return Writing(made.body, (*written.losses, *made.losses))


def _around(message: bytes) -> Envelope:
    """Sender is the data-entry unit, receiver the customs office; the number begins with the digest of the message."""
    held, _ = decode(message)
    source = Source(held.root if held else Part(""))
    number = hashlib.sha256(message).hexdigest()[:32].upper()
    office = source.take("DecHead", "CustomMaster")
    receivers = (Node("ReceiverId", office),) if office else ()
    info = (
        Node("CopMsgId", number),
        Node("SenderId", source.take("DecHead", "CopCode") or source.take("DecHead", "AgentCode")),
        Node("ReceiverIds", "", (), receivers),
        Node("CreatTime", source.take("DecSign", "SignDate")),
        Node("MsgType", MESSAGE_TYPE),
    )
    added = (Node("FileName", f"{number}.xml"), Node("IcCard", source.take("DecHead", "TypistNo")))
    data = base64.b64encode(message).decode()
    return Envelope(VERSION, Node("TransInfo", "", (), info), data, Node("AddInfo", "", (), added))


FORMAT = Format(
    code="dxp_envelope_xml",
    words=Words("报关报文的传输信封 DxpMsg（XML）", "Transport envelope DxpMsg of a declaration message (XML)"),
    media_type="application/xml",
    suffix=".xml",
    basis="业内公开资料（命名空间 http://www.chinaport.gov.cn/dxp），待核",
    likes=likes,
    read=read,
    writes=(ENVELOPE, dec.MESSAGE, "import_declaration", "export_declaration"),
    write=write,
)
