"""The replies of the Chinese declaration window in XML: the business reply DEC_RESULT with its raw CHANNEL code, and the technical
reply DecImportResponse; plain, or in the transport envelope DxpMsg. Known at second hand only (to verify).
"""

import base64
import binascii
import datetime as dt
import re
from collections.abc import Iterable, Mapping

import msgspec
from lxml import etree

from kouan.areas.window.answer import ANSWER, TECHNICAL, Answer, pointed
from kouan.areas.window.replies import CHANNEL, turned
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Format, Loss, Reading, Writing
from kouan.kernel.rules import LAW_ZONE
from kouan.kernel.words import Words
from kouan.syntax.told import finding
from kouan.syntax.xml import local, parse

BUSINESS, RESPONSE = "DEC_RESULT", "DecImportResponse"
GOOD = "0"
MOST = 1000
"""Replies of one message at most."""
_INSIDE = re.compile(rb"<(?:\w+:)?Data>\s*([A-Za-z0-9+/=\s]+)")
_NO_PLACE = Words("报文中没有对应栏目", "The message has no element for it")
_NO_WORD = Words("没有对应的 CHANNEL 代码", "No CHANNEL code says this")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def likes(body: bytes, name: str) -> int:
    """By the names of the replies, also inside the envelope."""
    plain = body[:65536].replace(b"\0", b"")
    if _named(plain):
        return 92
    inside = _INSIDE.search(plain) if b"DxpMsg" in plain else None
    if inside is None:
        return 0
    text = b"".join(inside[1].split())
    try:
        return 92 if _named(base64.b64decode(text[: len(text) // 4 * 4])) else 0
    except binascii.Error:
        return 0


def _named(text: bytes) -> bool:
    return BUSINESS.encode() in text or RESPONSE.encode() in text


def read(body: bytes) -> Reading:
    """Every reply in the message as an answer. Never raises for bad input."""
    root, faults = parse(body)
    found = list(faults)
    if root is not None and local(root) == "DxpMsg":
        root = _opened(root, found)
    if root is None:
        return Reading(findings=tuple(found))
    replies = [e for e in root.iter("*") if local(e) in (BUSINESS, RESPONSE)]
    if not replies:
        zh, en = "没有 DEC_RESULT 或 DecImportResponse", "There is neither a DEC_RESULT nor a DecImportResponse"
        found.append(finding("reply-none", f"line {root.sourceline}", zh, en))
    if len(replies) > MOST:
        found.append(finding("reply-many", "", f"超过 {MOST} 条", f"More than {MOST}: the rest is not read"))
    return Reading(tuple(Carried(ANSWER, _answer(e, found)) for e in replies[:MOST]), tuple(found))


def _opened(envelope: etree._Element, found: list[Finding]) -> etree._Element | None:
    data = next((e for e in envelope.iter("*") if local(e) == "Data"), None)
    try:
        text = base64.b64decode("".join((data.text or "").split()), validate=True) if data is not None else b""
    except (binascii.Error, ValueError) as fault:
        zh, en = f"信封中的报文不是 base64：{fault}", f"The message in the envelope is not base64: {fault}"
        found.append(finding("dec-envelope", "DxpMsg/Data", zh, en))
        return None
    root, faults = parse(text)
    found += faults
    return root


def _answer(element: etree._Element, found: list[Finding]) -> Answer:
    told = {local(e): (e.text or "").strip() for e in element.iterchildren("*")}
    where = f"line {element.sourceline}"
    if local(element) == RESPONSE:
        return _technical(told, where, found)
    if not told.get("CHANNEL"):
        found.append(finding("reply-no-code", f"{where} CHANNEL", "没有 CHANNEL 代码", "There is no CHANNEL code"))
    at = _at(told.get("NOTICE_DATE", ""))
    if told.get("NOTICE_DATE") and not at:
        zh, en = "通知时间无法识别", "The time of the notice can not be read"
        found.append(finding("reply-time", f"{where} NOTICE_DATE", zh, en, "warning"))
    return Answer(
        list=CHANNEL,
        code=told.get("CHANNEL", ""),
        at=at,
        serial=told.get("CUS_CIQ_NO", ""),
        number=told.get("ENTRY_ID", ""),
        office=told.get("CUSTOM_MASTER", ""),
        note=told.get("NOTE", ""),
    )


def _technical(told: Mapping[str, str], where: str, found: list[Finding]) -> Answer:
    code = told.get("ResponseCode", "")
    if not code:
        found.append(finding("reply-no-code", f"{where} ResponseCode", "没有返回码", "There is no code"))
    return Answer(
        list=TECHNICAL,
        code=code,
        id=told.get("TrnPreId", ""),
        reference=told.get("ClientSeqNo", ""),
        serial=told.get("SeqNo", ""),
        note=told.get("ErrorMessage", ""),
    )


_FORMS = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M%S", "%Y/%m/%d %H:%M:%S")


def _at(text: str) -> str:
    """ISO text in UTC of a time of China, or of one that says its offset; '' for anything else."""
    for form in _FORMS:
        try:
            said = dt.datetime.strptime(text, form).replace(tzinfo=LAW_ZONE)
        except ValueError:
            continue
        return f"{said.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    try:
        said = dt.datetime.fromisoformat(text)
    except ValueError:
        return ""
    return f"{said.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}" if said.tzinfo else ""


def write(kind: str, document: msgspec.Struct) -> Writing:
    """An answer as a reply: the technical one where it is of that list, else the business one."""
    if not isinstance(document, Answer):
        raise TypeError(kind)
    losses: list[Loss] = []
    if document.list == TECHNICAL:
        root = etree.Element(RESPONSE)
        _fill(root, _technical_out(document), losses)
        losses += _left(document, ("at", "number", "office", "version"))
    else:
        root = etree.Element("DEC_DATA")
        _fill(etree.SubElement(root, BUSINESS), _business_out(document, losses), losses)
        losses += _left(document, ("id", "reference", "version"))
    if document.faults:
        losses.append(Loss("faults", _faults(document), Words("差错只能写成说明文字", "Errors become free text")))
    losses += [Loss(f"dues[{n}]", f"{d.kind} {d.amount}", _NO_PLACE) for n, d in enumerate(document.dues)]
    return Writing(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True), tuple(losses))


def _technical_out(answer: Answer) -> tuple[tuple[str, str], ...]:
    return (
        ("ResponseCode", answer.code),
        ("ErrorMessage", _said(answer)),
        ("ClientSeqNo", answer.reference),
        ("SeqNo", answer.serial),
        ("TrnPreId", answer.id),
    )


def _business_out(answer: Answer, losses: list[Loss]) -> tuple[tuple[str, str], ...]:
    code = turned(answer.list, answer.code, CHANNEL)
    if answer.list != CHANNEL:
        losses.append(Loss("code", f"{answer.list} {answer.code}", _NO_WORD))
    at = dt.datetime.fromisoformat(answer.at).astimezone(LAW_ZONE) if answer.at else None
    return (
        ("CUS_CIQ_NO", answer.serial),
        ("ENTRY_ID", answer.number),
        ("NOTICE_DATE", f"{at:%Y-%m-%dT%H:%M:%S}" if at else ""),
        ("CHANNEL", code),
        ("NOTE", _said(answer)),
        ("CUSTOM_MASTER", answer.office),
        ("I_E_DATE", ""),
        ("D_DATE", ""),
    )


def _faults(answer: Answer) -> str:
    return "; ".join(" ".join(filter(None, (f.code, pointed(f.place), f.text))) for f in answer.faults)


def _said(answer: Answer) -> str:
    """Note and errors as one text."""
    return " ".join(filter(None, (answer.note, _faults(answer))))


def _left(answer: Answer, names: Iterable[str]) -> list[Loss]:
    return [Loss(name, getattr(answer, name), _NO_PLACE) for name in names if getattr(answer, name)]


def _fill(element: etree._Element, values: Iterable[tuple[str, str]], losses: list[Loss]) -> None:
    for name, text in values:
        cleaned = _NO_XML.sub("", text).strip()
        if cleaned != text:
            why = Words("控制字符和首尾空白不能写入", "Control characters and blanks around it are not carried")
            losses.append(Loss(name, repr(text), why))
        etree.SubElement(element, name).text = cleaned or None


FORMAT = Format(
    code="dec_result_xml",
    words=Words("报关单回执 DEC_RESULT（XML）", "Chinese declaration reply DEC_RESULT (XML)"),
    media_type="application/xml",
    suffix=".xml",
    basis="报关单回执报文（业内公开资料），待核",
    likes=likes,
    read=read,
    writes=(ANSWER,),
    write=write,
)
