"""WCO replies (MetaData with a Response, model 3.6 RES) in XML: what an authority answers to a declaration.

Replies are read and kept whatever their state: a late one, one that came twice, one without its namespace. What they
mean follows from the function code, never from the order in which they came.
"""

from collections.abc import Mapping

import msgspec
from lxml import etree

from kouan.areas.window.answer import ANSWER, Answer
from kouan.kernel.findings import Finding, Repair
from kouan.kernel.formats import Carried, Format, Reading, Writing
from kouan.kernel.words import Words
from kouan.syntax.told import finding
from kouan.syntax.xml import local, namespace, parse

from ._wco_answer import from_response, to_response
from ._wco_parts import REPLY_ORDER, REPLY_SHAPES
from ._wco_tree import Spelling, decode, encode

MESSAGE = "wco_reply"
RES = "urn:wco:datamodel:WCO:RES-DMS:2"
_SPELLING = Spelling("Response", RES, "urn:wco:datamodel:WCO:Response_DS:DMS:2", REPLY_ORDER)
REPLIES: Mapping[str, tuple[str, Words]] = {
    "01": ("DMSACC", Words("已接受", "Accepted")),
    "02": ("DMSRCV", Words("已登记", "Registered")),
    "03": ("DMSREJ", Words("不予受理", "Rejected")),
    "05": ("DMSCTL", Words("实货查验", "Physical check")),
    "06": ("DMSDOC", Words("要求单证", "Papers wanted")),
    "07": ("DMSRES", Words("已更正", "Corrected")),
    "08": ("DMSROG", Words("可提离，税款未清", "May go, debt open")),
    "09": ("DMSCLE", Words("已放行", "Cleared")),
    "10": ("DMSINV", Words("已撤销", "Invalidated")),
    "11": ("DMSREQ", Words("对附加申请的答复", "Answer to a request")),
    "13": ("DMSTAX", Words("税费通知", "Tax notice")),
    "14": ("DMSCPI", Words("账户余额不足", "Account too short")),
    "15": ("DMSCPR", Words("账户余额不足提醒", "Reminder of a short account")),
    "16": ("DMSEOG", Words("已离境", "Goods have left")),
    "17": ("DMSEXT", Words("转人工处理", "Handled by hand")),
    "18": ("DMSGER", Words("缺离境结果", "Exit result missing")),
    "50": ("DMSALV", Words("补充申报提醒", "Supplementary declaration: alert")),
    "51": ("DMSQRY", Words("补充申报询问", "Supplementary declaration: query")),
    "52": ("DMSDET", Words("补充申报明细", "Supplementary declaration: details")),
}
"""Function code -> name and meaning (service guide of the authority; 50 to 52 to verify)."""


def likes(body: bytes, name: str) -> int:
    """By the type name of the envelope."""
    plain = body.replace(b"\0", b"")
    return 95 if b"WCOTypeName>RES<" in plain or b"datamodel:WCO:RES" in plain else 0


def read(body: bytes) -> Reading:
    """The reply as it stands; its errors and warnings are findings too, so that none is overlooked."""
    root, faults = parse(body)
    if root is None:
        return Reading(findings=faults)
    response = next((e for e in root.iter("*") if local(e) == "Response"), None)
    if response is None:
        zh, en = "没有 WCO Response 元素", "There is no WCO Response in it"
        return Reading(findings=(finding("wco-no-response", f"line {root.sourceline}", zh, en),))
    found = _namespace(response)
    document = decode(response, REPLY_SHAPES["Response"], "Response", found)
    carried = (Carried(MESSAGE, document), Carried(ANSWER, from_response(document)))
    return Reading(carried, (*found, *_errors(document), *_unknown(document)))


def _namespace(response: etree._Element) -> list[Finding]:
    space = namespace(response)
    if space == RES:
        return []
    words = Words("命名空间与标准不符，按元素名读取", "The namespace is not the standard's: read by element names")
    repair = Repair(path="Response/@xmlns", old=space, new=RES)
    return [Finding(code="wco-namespace", severity="warning", path="Response", message=words, repair=repair)]


def _errors(document: msgspec.Struct) -> list[Finding]:
    """What the authority found fault with, under its own code and path of ids."""
    found = []
    for error in document.Error:  # type: ignore[attr-defined]
        said = error.Description or ""
        zh, en = f"主管机关指出：{said}", f"The authority says: {said}"
        found.append(finding(error.ValidationCode or "wco-error", pointed(error.Pointer), zh, en, "warning"))
    return found


def _unknown(document: msgspec.Struct) -> list[Finding]:
    code = document.FunctionCode  # type: ignore[attr-defined]
    if code in REPLIES:
        return []
    zh, en = f"没有功能代码为 {code} 的答复", f"There is no reply of function {code}"
    return [finding("wco-reply-unknown", "Response/FunctionCode", zh, en, "warning")]


def pointed(pointers: tuple[msgspec.Struct, ...]) -> str:
    """A path of ids with sequence numbers after their section, joined by dots: `42A.67A.68A.1.70A.1.166`."""
    parts = [(p.DocumentSectionCode, p.SequenceNumeric, p.TagID) for p in pointers]  # type: ignore[attr-defined]
    return ".".join(text for part in parts for text in part if text)


def write(kind: str, document: msgspec.Struct) -> Writing:
    """A reply of the standard as it is; an answer with the list of what the standard can not carry."""
    response, losses = to_response(document) if isinstance(document, Answer) else (document, ())
    head = {"WCODataModelVersionCode": "3.6", "WCOTypeName": "RES"}
    return Writing(encode(REPLY_SHAPES["MetaData"](**head, Response=response), _SPELLING), losses)


FORMAT = Format(
    code="wco_res_xml",
    words=Words("WCO 海关答复（XML）", "WCO reply (XML)"),
    media_type="application/xml",
    suffix=".xml",
    basis="WCO Data Model 3.6, RES-DMS:2",
    likes=likes,
    read=read,
    writes=(MESSAGE, ANSWER),
    write=write,
)
