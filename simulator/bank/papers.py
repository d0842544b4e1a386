"""The bank's papers, written and read by its own code, so that our reader and writer are tried against another's."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import msgspec
from lxml import etree

PAIN1 = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"
NOTICE = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"
ONE = f"{PAIN1}CdtTrfTxInf"
STATUS = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """One transfer as the bank read it. Amounts in 分 (fen); incoming where the treasury gets it."""

    order: str
    fen: int
    currency: str
    account: str
    is_incoming: bool


def orders(body: bytes, treasury: str) -> tuple[str, list[Transfer]]:
    """The id and the transfers of a pain.001. Raises ValueError for one that no bank takes: its sums do not agree."""
    whole = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))[0]
    made = [_transfer(block, one, treasury) for block in whole.iter(f"{PAIN1}PmtInf") for one in block.iter(ONE)]
    if int(text(whole, "GrpHdr/NbOfTxs")) != len(made) or amount_of(text(whole, "GrpHdr/CtrlSum")) != sum(
        t.fen for t in made
    ):
        raise ValueError("number or control sum of a pain.001 is wrong")
    return text(whole, "GrpHdr/MsgId"), made


def _transfer(block: etree._Element, one: etree._Element, treasury: str) -> Transfer:
    payer, payee = text(block, "DbtrAcct/Id/Othr/Id"), text(one, "CdtrAcct/Id/Othr/Id")
    amount = next(one.iter(f"{PAIN1}InstdAmt"))
    return Transfer(
        order=text(one, "PmtId/EndToEndId"),
        fen=amount_of(amount.text or ""),
        currency=amount.get("Ccy", ""),
        account=payer,
        is_incoming=payee == treasury,
    )


def notification(
    message: str, treasury: str, booked: Sequence[tuple[Transfer, str, dt.datetime]], now: dt.datetime
) -> bytes:
    """A camt.054.001.08 with an entry for each transfer."""
    entries = "".join(_entry(t.order, t.fen, t.currency, t.account, t.is_incoming, name, at) for t, name, at in booked)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{NOTICE}"><BkToCstmrDbtCdtNtfctn>'
        f"<GrpHdr><MsgId>{message}</MsgId><CreDtTm>{now.isoformat(timespec='seconds')}</CreDtTm></GrpHdr>"
        f"<Ntfctn><Id>{message}</Id><CreDtTm>{now.isoformat(timespec='seconds')}</CreDtTm>"
        f"<Acct><Id><Othr><Id>{treasury}</Id></Othr></Id></Acct>{entries}</Ntfctn>"
        "</BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()


def _entry(order: str, fen: int, currency: str, account: str, incoming: bool, name: str, now: dt.datetime) -> str:
    amount = f'<Amt Ccy="{currency}">{fen // 100}.{fen % 100:02d}</Amt>'
    side = f"<CdtDbtInd>{'CRDT' if incoming else 'DBIT'}</CdtDbtInd>"
    return (
        f"<Ntry><NtryRef>{name}</NtryRef>{amount}{side}<Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><DtTm>{now.isoformat()}</DtTm></BookgDt><AcctSvcrRef>{name}</AcctSvcrRef>"
        "<BkTxCd><Prtry><Cd>TAX</Cd></Prtry></BkTxCd>"
        f"<NtryDtls><TxDtls><Refs><AcctSvcrRef>{name}</AcctSvcrRef><EndToEndId>{order}</EndToEndId></Refs>"
        f"{amount}{side}<RltdPties><DbtrAcct><Id><Othr><Id>{account}</Id></Othr></Id></DbtrAcct></RltdPties>"
        "</TxDtls></NtryDtls></Ntry>"
    )


def status(message: str, original: str, refused: Sequence[tuple[str, str]], now: dt.datetime) -> bytes:
    """A pain.002.001.10: the whole accepted, or in part, with each refused transfer and its code."""
    group = "PART" if refused else "ACCP"
    lines = "".join(
        f"<TxInfAndSts><StsId>{original[:20]}-{n}</StsId><OrgnlEndToEndId>{order}</OrgnlEndToEndId><TxSts>RJCT</TxSts>"
        f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf></TxInfAndSts>"
        for n, (order, code) in enumerate(refused, 1)
    )
    block = f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{original}</OrgnlPmtInfId>{lines}</OrgnlPmtInfAndSts>" if lines else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{STATUS}"><CstmrPmtStsRpt>'
        f"<GrpHdr><MsgId>{message}</MsgId><CreDtTm>{now.isoformat(timespec='seconds')}</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{original}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
        f"<GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts>{block}</CstmrPmtStsRpt></Document>"
    ).encode()


def amount_of(said: str) -> int:
    """分 of an amount. Raises ValueError for one that no bank books."""
    fen = Decimal(said) * 100
    if fen != fen.to_integral_value() or fen <= 0:
        raise ValueError(said)
    return int(fen)


def text(at: etree._Element, path: str) -> str:
    """The text at a path of pain.001's names. Raises ValueError where it is not there."""
    found = at.findtext("/".join(PAIN1 + part for part in path.split("/")))
    if not found:
        raise ValueError(f"pain.001 lacks {path}")
    return found
