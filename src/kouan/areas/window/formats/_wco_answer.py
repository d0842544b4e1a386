"""Between an answer and the Response of the WCO model (RES subset). What the standard has no place for is told as lost."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

from kouan.areas.window.answer import Answer, Due, Fault, Place
from kouan.areas.window.replies import DMS, turned
from kouan.kernel.formats import Loss
from kouan.kernel.words import Words

from ._wco_parts import REPLY_SHAPES, Amount, Moment

KINDS = {"duty": "CUD", "vat": "VAT", "consumption": "EXC", "anti-dumping": "ADD"}
"""Our kinds of tax as the codes of data element 5153; others keep their own code."""
_OURS = {theirs: ours for ours, theirs in KINDS.items()}
_NO_PLACE = Words("WCO 答复中没有对应元素", "A WCO reply has no element for it")
_NO_WORD = Words("这种答复没有对应的功能代码", "No function of the reply says this")
_LONG = Words("超出标准长度，已截断", "Longer than the standard allows: cut")
_DATED = {"01": "AcceptanceDateTime", "03": "RejectionDateTime", "10": "CancellationDateTime"}
_MOMENT, _FORM = "%Y%m%d%H%M%SZ", "304"
SHORT = 8
"""Characters of a code of an error; a longer one stands in front of its text."""


def short(code: str) -> str:
    """A code in eight letters and digits, as errors carry it."""
    return re.sub("[^A-Za-z0-9]", "", code)[:SHORT] or "ERROR"


def to_response(answer: Answer) -> tuple[Any, tuple[Loss, ...]]:
    """The Response and what of the answer it can not carry."""
    s, losses = REPLY_SHAPES, list(_lost(answer))
    code = turned(answer.list, answer.code, DMS) or answer.code[:2]
    moment = _moment(answer.at)
    dated = {_DATED[code]: moment} if code in _DATED and moment else {}
    items = _items(answer.dues)
    held = s["Declaration"](
        FunctionalReferenceID=_fit(answer.reference, 35),
        ID=_fit(answer.number, 70),
        VersionID=_fit(answer.version, 9),
        GoodsShipment=s["GoodsShipment"](GovernmentAgencyGoodsItem=items) if items else None,
        **dated,
    )
    note = s["AdditionalInformation"](StatementDescription=_fit(answer.note, 512))
    response = s["Response"](
        FunctionCode=code,
        FunctionalReferenceID=_fit(answer.id, 35),
        IssueDateTime=moment,
        AdditionalInformation=(note,) if answer.note else (),
        ContactOffice=(s["ContactOffice"](ID=_fit(answer.office, 17)),) if answer.office else (),
        Error=tuple(map(_error, answer.faults)),
        Declaration=(held,),
    )
    return response, tuple(losses)


def _lost(answer: Answer) -> Iterable[Loss]:
    if turned(answer.list, answer.code, DMS) != answer.code or answer.list != DMS:
        yield Loss("code", f"{answer.list} {answer.code}", _NO_WORD)
    if answer.serial:
        yield Loss("serial", answer.serial, _NO_PLACE)
    sized = {"id": 35, "reference": 35, "number": 70, "version": 9, "note": 512, "office": 17}
    for name, most in sized.items():
        if len(getattr(answer, name)) > most:
            yield Loss(name, getattr(answer, name), _LONG)
    for n, fault in enumerate(answer.faults):
        if fault.segment:
            yield Loss(f"faults[{n}].segment", f"{fault.segment} {fault.position}", _NO_PLACE)
        if len(_described(fault)) > 512:
            yield Loss(f"faults[{n}].text", fault.text, _LONG)
    for n, due in enumerate(answer.dues):
        if not due.item:
            yield Loss(f"dues[{n}]", f"{due.kind} {due.amount}", Words("税额须分到商品项", "A tax is of a line"))


def _fit(text: str, most: int) -> str | None:
    return text[:most] or None


def _moment(at: str) -> Moment | None:
    return Moment(f"{dt.datetime.fromisoformat(at).astimezone(dt.UTC):{_MOMENT}}", _FORM) if at else None


def _described(fault: Fault) -> str:
    return f"{fault.code}: {fault.text}" if short(fault.code) != fault.code else fault.text


def _error(fault: Fault) -> Any:
    pointer, said = REPLY_SHAPES["Pointer"], _described(fault)
    steps = tuple(
        pointer(SequenceNumeric=p.sequence or None, DocumentSectionCode=p.section or None, TagID=p.tag or None)
        for p in fault.place
    )
    return REPLY_SHAPES["Error"](Description=said[:512] or None, ValidationCode=short(fault.code), Pointer=steps)


def _items(dues: Sequence[Due]) -> tuple[Any, ...]:
    s = REPLY_SHAPES
    made = []
    for item in sorted({d.item for d in dues if d.item}):
        fees = tuple(_fee(d) for d in dues if d.item == item)
        made.append(
            s["GovernmentAgencyGoodsItem"](SequenceNumeric=str(item), Commodity=s["Commodity"](DutyTaxFee=fees))
        )
    return tuple(made)


def _fee(due: Due) -> Any:
    amount = Amount(due.amount, due.currency)
    return REPLY_SHAPES["DutyTaxFee"](
        AdValoremTaxBaseAmount=Amount(due.base, due.currency) if due.base else None,
        TaxRateNumeric=due.rate or None,
        TypeCode=KINDS.get(due.kind, due.kind)[:3],
        Payment=REPLY_SHAPES["Payment"](PaymentAmount=amount),
    )


def from_response(response: Any) -> Answer:
    """What a Response says; where two declarations stand in it, the first counts."""
    held = next(iter(response.Declaration), REPLY_SHAPES["Declaration"]())
    notes = [i.StatementDescription for i in response.AdditionalInformation if i.StatementDescription]
    return Answer(
        list=DMS,
        code=response.FunctionCode or "",
        id=response.FunctionalReferenceID or "",
        at=_at(response.IssueDateTime),
        reference=getattr(held, "FunctionalReferenceID", None) or "",
        number=getattr(held, "ID", None) or "",
        version=getattr(held, "VersionID", None) or "",
        office=next((o.ID for o in response.ContactOffice if o.ID), ""),
        note=" ".join(notes),
        faults=tuple(map(_fault, response.Error)),
        dues=tuple(_dues(held)),
    )


_STAMP = re.compile(r"(\d{14})(Z|[+-]\d{2}:?\d{2})?")


def _at(moment: Moment | None) -> str:
    """ISO text in UTC; '' for what is no instant of format 304."""
    found = _STAMP.fullmatch(moment.value.strip()) if moment else None
    if found is None:
        return ""
    try:
        said = dt.datetime.fromisoformat(f"{found[1][:8]}T{found[1][8:]}{found[2] or 'Z'}")
    except ValueError:
        return ""
    return f"{said.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _fault(error: Any) -> Fault:
    code, said = error.ValidationCode or "", error.Description or ""
    whole, colon, rest = said.partition(":")  # the blank behind it is lost where nothing follows
    if colon and whole != code and short(whole) == code:
        code, said = whole, rest.removeprefix(" ")
    steps = tuple(Place(p.DocumentSectionCode or "", p.SequenceNumeric or "", p.TagID or "") for p in error.Pointer)
    return Fault(code=code, text=said, place=steps)


def _dues(held: Any) -> Iterable[Due]:
    for row in getattr(held.GoodsShipment, "GovernmentAgencyGoodsItem", ()):
        number = row.SequenceNumeric or ""
        for fee in getattr(row.Commodity, "DutyTaxFee", ()):
            paid = fee.Payment and (fee.Payment.PaymentAmount or fee.Payment.TaxAssessedAmount)
            base = fee.AdValoremTaxBaseAmount
            yield Due(
                kind=_OURS.get(fee.TypeCode or "", fee.TypeCode or ""),
                amount=paid.value if paid else "",
                currency=(paid.currencyID if paid else "") or "CNY",
                item=int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0,
                base=base.value if base else "",
                rate=fee.TaxRateNumeric or "",
            )
