"""The bases that the checks of a declaration name, and short ways to say a fault."""

from decimal import Decimal

from kouan.kernel.documents import Fault
from kouan.kernel.findings import Repair
from kouan.kernel.words import Words

FILLING_IN = "《中华人民共和国海关进出口货物报关单填制规范》（海关总署公告2019年第18号），条款待核"
DATA_SET = "报关单数据字典（业内公开资料），待核"
TWO_STEP = "海关总署公告2019年第127号、第216号（两步申报），条款待核"
CUSTOMS_LAW = "《中华人民共和国海关法》关于申报期限的规定，条款待核"
CHANGES = "《中华人民共和国海关进出口货物报关单修改和撤销管理办法》（海关总署令第220号，后经修改），条款待核"
INSPECTING = (
    "《中华人民共和国海关法》及进出口货物查验管理办法（海关总署令第138号），条款待核；联合查验的约定方式为本项目自定"
)
CREDIT_CODE = "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》"
CONTAINERS = "ISO 6346 集装箱代码、识别和标记"


def said(value: object) -> str:
    """A value as a person reads it: plain decimals, no exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else "" if value is None else str(value)


def mended(path: str, zh: str, en: str, old: object, new: object) -> Fault:
    """A fault at `path` with the edit that mends it."""
    return Fault(path, Words(zh, en), Repair(path=path, old=said(old), new=said(new) or None))


def fault(path: str, zh: str, en: str) -> Fault:
    """A fault that only a person can mend."""
    return Fault(path, Words(zh, en))
