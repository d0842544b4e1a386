"""The declaration of dutiable royalties (应税特许权使用费申报表): one payment under one contract. Segment DecRoyaltyFee.

Names and lengths are the data set's (secondary).
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from kouan.kernel.words import Words, label

from ._rare import Asked


class Royalty(Asked, frozen=True, kw_only=True):
    """One payment. Money in `currency`, two decimals; days are written yyyy-MM-dd."""

    contract_number: Annotated[str, label("合同/协议号", "Contract number", max_length=500)] = ""
    licensor: Annotated[str, label("授权方", "Licensor", max_length=500)] = ""
    licensee: Annotated[str, label("被授权方", "Licensee", max_length=500)] = ""
    pay_type: Annotated[str, label("支付方式", "Way of payment", codes="royalty-pay-type", max_length=20)] = ""
    amount: Annotated[Decimal | None, label("特许权使用费金额", "Amount")] = None
    currency: Annotated[str, label("币制", "Currency", codes="currency", max_length=3)] = ""
    paid_on: Annotated[dt.date | None, label("支付日期", "Day of payment")] = None
    kinds: Annotated[
        str,
        label(
            "特许权使用费类型",
            "Kinds of royalty",
            max_length=5,
            hint=Words(
                "4 位：专利或专有技术、商标、著作权、分销或转售权",
                "4 flags: patent or know-how, trade mark, copyright, distribution or resale right",
            ),
        ),
    ] = ""
    papers: Annotated[
        str,
        label(
            "随附材料清单",
            "Papers attached",
            max_length=8,
            hint=Words(
                "6 位：进口报关单、合同、发票、付款凭证、代扣代缴税凭证、其他",
                "6 flags: declarations, contract, invoice, proof of payment, proof of withholding tax, other",
            ),
        ),
    ] = ""
    signed_on: Annotated[dt.date | None, label("合同签约日期", "Contract signed on")] = None
    runs_from: Annotated[dt.date | None, label("合同起始执行日期", "Contract runs from")] = None
    runs_to: Annotated[
        dt.date | None,
        label(
            "合同终止日期",
            "Contract runs to",
            hint=Words("没有终止日期的，填起始后十年", "Without an end: ten years from the start"),
        ),
    ] = None
    declared_before: Annotated[
        str, label("申报情形", "First or continued", codes="royalty-decl-kind", max_length=1)
    ] = ""
    accrual_months: Annotated[int, label("计提周期（月）", "Accrual period (months)", ge=0, le=99)] | None = None
    period_from: Annotated[dt.date | None, label("本次计提起始", "Period of this payment: from")] = None
    period_to: Annotated[dt.date | None, label("本次计提终止", "Period of this payment: to")] = None
    confidential: Annotated[str, label("需要保密", "Keep confidential", codes="yes-no", max_length=1)] = ""
    audited: Annotated[str, label("经海关审核认定", "Customs has audited it", codes="yes-no", max_length=1)] = ""
    ruled: Annotated[
        str, label("经海关价格预裁定", "An advance ruling on price exists", codes="yes-no", max_length=1)
    ] = ""
    ruling_number: Annotated[str, label("价格预裁定编号", "Number of the advance ruling", max_length=20)] = ""
    statement: Annotated[str, label("特许权使用费说明", "Statement", max_length=2500)] = ""
