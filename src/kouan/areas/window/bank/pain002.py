"""Reads pain.002 (status of orders): those that were rejected; what was accepted is told again when it is booked."""

from lxml import etree

from . import xml
from .told import BankSaid, Told

ROOT = "CstmrPmtStsRpt"


def read(root: etree._Element) -> BankSaid:
    """The orders that the bank refused, each with its reason code."""
    whole = next(xml.under(root, ROOT))
    told = tuple(
        Told(
            kind="refused",
            reference=xml.text(part, "StsId")[:35],
            order=xml.text(part, "OrgnlEndToEndId")[:35],
            reason=xml.text(part, "StsRsnInf/Rsn/Cd", "StsRsnInf/Rsn/Prtry")[:35] or "NARR",
        )
        for part in xml.under(whole, "OrgnlPmtInfAndSts/TxInfAndSts")
        if xml.text(part, "TxSts") == "RJCT"
    )
    return BankSaid(xml.text(whole, "GrpHdr/MsgId")[:35], "pain.002", told)
