"""What the firm declares of its own tax (自报自缴): the mirror of the declaration that is signed. Segment SddTax.

Names and lengths are the data set's (secondary).
"""

from decimal import Decimal
from typing import Annotated, ClassVar

from kouan.kernel.words import Words, label

from ._rare import Asked, Rare

OFFICE = Words("4 位关区代码，未核验", "4 digits, unverified")


class TaxedCost(Rare, frozen=True, kw_only=True):
    """Freight, insurance or other costs as the tax was worked out with them; seven decimals."""

    FOLDED: ClassVar[bool] = False
    DECIMALS: ClassVar[int] = 7

    mark: Annotated[str, label("标记", "Mark", codes="fee-mark", max_length=1)] = ""
    amount: Annotated[Decimal | None, label("率或金额", "Rate or amount")] = None
    currency: Annotated[str, label("币制", "Currency", codes="currency", max_length=3)] = ""


class SelfAssessment(Asked, frozen=True, kw_only=True):
    """自报自缴. It repeats the declaration (WIN-X-150), and is signed by itself."""

    DECIMALS: ClassVar[int] = 7

    flow: Annotated[str, label("进出口标志", "Import or export", codes="ie-flag", max_length=1)] = ""
    office: Annotated[str, label("申报口岸", "Office of declaration", max_length=4, hint=OFFICE)] = ""
    expected_on: Annotated[str, label("预计申报日期", "Expected day of declaration", max_length=10)] = ""
    trader_code: Annotated[str, label("境内收发货人编码", "Domestic party: customs code", max_length=10)] = ""
    trader_scc: Annotated[
        str, label("境内收发货人统一社会信用代码", "Domestic party: unified social credit code", max_length=18)
    ] = ""
    trader_name: Annotated[str, label("境内收发货人名称", "Domestic party: name", max_length=70)] = ""
    domestic_ratio: Annotated[Decimal | None, label("内销比率", "Domestic-sale ratio")] = None
    trade_mode: Annotated[str, label("监管方式", "Supervision mode", codes="trade-mode", max_length=4)] = ""
    levy_nature: Annotated[str, label("征免性质", "Nature of levy", codes="levy-nature", max_length=3)] = ""
    deal_terms: Annotated[str, label("成交方式", "Terms of the deal", codes="deal-terms", max_length=1)] = ""
    freight: Annotated[TaxedCost, label("计税运费", "Freight, as taxed")] = TaxedCost()
    insurance: Annotated[TaxedCost, label("计税保费", "Insurance, as taxed")] = TaxedCost()
    other_costs: Annotated[TaxedCost, label("计税杂费", "Other costs, as taxed")] = TaxedCost()
    record_number: Annotated[str, label("备案号", "Record number", max_length=12)] = ""
    gross_weight: Annotated[Decimal | None, label("毛重（千克）", "Gross weight (kg)")] = None
    note: Annotated[str, label("自报自缴备注", "Remarks on the tax", max_length=255)] = ""
    liability: Annotated[str, label("法律责任声明", "Statement of legal liability", max_length=255)] = ""
    file_name: Annotated[str, label("文件名称", "File name", max_length=18)] = ""
    unified_number: Annotated[str, label("统一编号", "Unified number", max_length=18)] = ""
    message_number: Annotated[str, label("签名消息号", "Number of the signed message", max_length=20)] = ""
    certificate: Annotated[str, label("签名证书号", "Certificate number", max_length=64)] = ""
    sign: Annotated[str, label("数字签名", "Digital signature", max_length=255)] = ""
    state: Annotated[str, label("状态", "State", max_length=1)] = ""
