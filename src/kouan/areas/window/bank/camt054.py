"""Reads camt.054 (credit and debit notifications). What can not be read is a finding with its place; nothing is mended."""

from collections.abc import Iterator

from lxml import etree

from kouan.kernel.findings import Finding
from kouan.syntax.told import finding

from . import xml
from .told import BankSaid, Told

ROOT = "BkToCstmrDbtCdtNtfctn"


def read(root: etree._Element) -> BankSaid:
    """The entries that are booked; pending ones are told of again when they are."""
    whole = next(xml.under(root, ROOT))
    message = xml.text(whole, "GrpHdr/MsgId")
    told: list[Told] = []
    findings: list[Finding] = []
    for n, entry in enumerate((e for note in xml.under(whole, "Ntfctn") for e in xml.under(note, "Ntry")), 1):
        if xml.text(entry, "Sts/Cd", "Sts") not in ("BOOK", ""):
            continue
        for made in _details(entry, f"Ntry[{n}]"):
            (told if isinstance(made, Told) else findings).append(made)  # type: ignore[arg-type]
    if not message:
        findings.append(finding("bank-message-unnamed", "GrpHdr/MsgId", "报文没有编号", "The message has no id"))
    return BankSaid(message[:35], "camt.054", tuple(told), tuple(findings))


def _details(entry: etree._Element, path: str) -> Iterator[Told | Finding]:
    """One entry is one payment, or a batch of them under `NtryDtls/TxDtls`."""
    parts = list(xml.under(entry, "NtryDtls/TxDtls"))
    for n, part in enumerate(parts or [entry], 1):
        place = f"{path}/TxDtls[{n}]" if parts else path
        yield _told(entry, part, place, alone=len(parts) <= 1)


def _told(entry: etree._Element, part: etree._Element, path: str, *, alone: bool) -> Told | Finding:
    amount = next(xml.under(part, "Amt"), None)
    if amount is None and alone:
        amount = next(xml.under(entry, "Amt"), None)
    if amount is None:
        return finding("bank-no-amount", f"{path}/Amt", "没有金额", "There is no amount")
    said = (amount.text or "").strip()
    fen = xml.fen_of(said)
    if fen is None:
        return finding("bank-amount-unfit", f"{path}/Amt", f"“{said[:40]}”不是金额", f"“{said[:40]}” is no amount")
    direction = xml.text(part, "CdtDbtInd") or xml.text(entry, "CdtDbtInd")
    if direction not in ("CRDT", "DBIT"):
        return finding("bank-no-direction", f"{path}/CdtDbtInd", "没有借贷方向", "Neither credit nor debit")
    at = xml.instant_of(xml.text(entry, "BookgDt/DtTm"))
    stated = xml.text(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    day = xml.law_day_of(at) if at else xml.day_of(stated)
    if not day:
        return finding("bank-no-day", f"{path}/BookgDt", "没有入账日", "There is no day of booking")
    if xml.text(entry, "RvslInd") == "true":
        return finding("bank-reversal", f"{path}/RvslInd", "冲正须人工处理", "A reversal is handled by a person")
    return Told(
        kind="booked",
        reference=(xml.text(part, "Refs/AcctSvcrRef") or xml.text(entry, "AcctSvcrRef", "NtryRef"))[:35],
        order=xml.text(part, "Refs/EndToEndId")[:35],
        fen=fen,
        currency=(amount.get("Ccy") or "")[:3],
        direction=direction,
        booked_on=day,
        booked_at=at,
        account=xml.text(part, "RltdPties/DbtrAcct/Id/IBAN", "RltdPties/DbtrAcct/Id/Othr/Id")[:34],
    )
