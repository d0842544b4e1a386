"""Writes pain.001.001.09: transfers that a firm orders to the treasury, or the treasury to a firm (refunds)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby

from lxml import etree

from .told import Payment

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


def write(message: str, payments: Sequence[Payment], made: dt.datetime) -> bytes:
    """One message of at least one payment, a block for each debtor's account. `message` has 35 characters at most."""
    root = etree.Element(_q("Document"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    whole = _sub(root, "CstmrCdtTrfInitn")
    head = _sub(whole, "GrpHdr")
    _sub(head, "MsgId", message)
    _sub(head, "CreDtTm", made.isoformat(timespec="seconds"))
    _sub(head, "NbOfTxs", str(len(payments)))
    _sub(head, "CtrlSum", _yuan(sum(p.fen for p in payments)))
    _sub(_sub(head, "InitgPty"), "Nm", "kouan")
    ordered = sorted(payments, key=_payer)
    for number, (_, group) in enumerate(groupby(ordered, key=_payer), 1):
        _block(whole, f"{message}-{number}"[-35:], list(group), made.date())
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _payer(p: Payment) -> tuple[str, str]:
    return p.debtor_bank, p.debtor_account


def _block(whole: etree._Element, name: str, payments: Sequence[Payment], day: dt.date) -> None:
    first, block = payments[0], _sub(whole, "PmtInf")
    _sub(block, "PmtInfId", name)
    _sub(block, "PmtMtd", "TRF")
    _sub(block, "NbOfTxs", str(len(payments)))
    _sub(block, "CtrlSum", _yuan(sum(p.fen for p in payments)))
    _sub(_sub(block, "ReqdExctnDt"), "Dt", day.isoformat())
    _sub(_sub(block, "Dbtr"), "Nm", first.debtor[:140])
    _account(_sub(block, "DbtrAcct"), first.debtor_account)
    _bank(_sub(block, "DbtrAgt"), first.debtor_bank)
    _transfers(block, payments)


def _transfers(block: etree._Element, payments: Iterable[Payment]) -> None:
    for p in payments:
        one = _sub(block, "CdtTrfTxInf")
        _sub(_sub(one, "PmtId"), "EndToEndId", p.order)
        _sub(_sub(one, "Amt"), "InstdAmt", _yuan(p.fen)).set("Ccy", "CNY")
        _bank(_sub(one, "CdtrAgt"), p.creditor_bank)
        _sub(_sub(one, "Cdtr"), "Nm", p.creditor[:140])
        _account(_sub(one, "CdtrAcct"), p.creditor_account)
        _sub(_sub(one, "RmtInf"), "Ustrd", p.about[:140])


def _account(at: etree._Element, number: str) -> None:
    _sub(_sub(_sub(at, "Id"), "Othr"), "Id", number)


def _bank(at: etree._Element, bic: str) -> None:
    _sub(_sub(at, "FinInstnId"), "BICFI", bic)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _sub(at: etree._Element, name: str, said: str | None = None) -> etree._Element:
    made = etree.SubElement(at, _q(name))
    if said is not None:
        made.text = said
    return made
