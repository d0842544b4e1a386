"""What the numbers of a tax bill rest on: the law's parameters by their days, and exchange rates; and links to them."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.areas.window import rules
from kouan.areas.window.tax.proof import Step
from kouan.journeys.taxes import tables
from kouan.kernel.rules import Rule
from kouan.kernel.words import Words
from kouan.store.house import house

from .documents import STANDINGS

LAWS: Mapping[str, tuple[Words, Rule[Any]]] = {
    "customs_value": (Words("完税价格", "Customs value"), rules.CUSTOMS_VALUE),
    "levy": (Words("计征、免征额与滞纳金", "Levying, small amounts, late payment"), rules.LEVY),
    "late_fee": (Words("滞报金", "Late-declaration fee"), rules.LATE_FEE),
    "vat": (Words("进口环节增值税税率", "Rates of VAT on imports"), rules.VAT),
    "quota": (Words("关税配额的单证", "Documents of tariff quotas"), rules.QUOTA),
    "deferred": (Words("缓税利息", "Interest on tax put off"), rules.DEFERRED),
    "bonded": (Words("保税的监管方式", "Modes of supervision in bond"), rules.BONDED),
    "summary": (Words("汇总征税", "Monthly summaries"), rules.SUMMARY),
}
EXCHANGE = Words("汇率", "Exchange rates")
WORDS: Mapping[str, Words] = {
    "insurance_percent": Words("保费未知时按货价加运费的 %", "Insurance where unknown, % of price and freight"),
    "step": Words("取整到（元）", "Rounded to (yuan)"),
    "small_amount": Words("不超过此数免征（元）", "Not levied up to (yuan)"),
    "payment_days": Words("缴税期限（天）", "Days for payment"),
    "surcharge_percent_a_day": Words("滞纳金每日 %", "Surcharge, % a day"),
    "free_days": Words("不计滞报的天数", "Days before a fee"),
    "percent_a_day": Words("每日 %", "% a day"),
    "minimum": Words("起征点（元）", "Least that is levied (yuan)"),
    "standard": Words("基本税率 %", "Standard rate, %"),
    "reduced": Words("低税率 %", "Reduced rate, %"),
    "within": Words("配额内的监管证件代码", "Document within the quota"),
    "beyond": Words("配额外的监管证件代码", "Document beyond the quota"),
    "percent_a_year": Words("年利率 %", "% a year"),
    "days_a_year": Words("一年计息天数", "Days of a year"),
    "modes": Words("监管方式", "Modes"),
    "due_working_day": Words("次月第几个工作日前", "By this working day of the next month"),
}
_LAW = re.compile(r"([a-z_]+)\.yaml (\d{4}-\d{2}-\d{2})")
_ROW = re.compile(r"((?:[0-9]{2}){1,5}) [a-z]")


def opened(step: Step) -> str:
    """Where a given number of a proof opens to: the law's parameter, the rate row, the exchange rate; else ''."""
    if found := _LAW.match(step.basis):
        return f"/law/{found[1]}/#d{found[2]}" if found[1] in LAWS else ""
    if step.name.startswith("exchange/"):
        return f"/law/exchange/#{step.name[9:]}"
    found = _ROW.match(step.basis)
    return f"/hs/{found[1]}/#rates" if found else ""


@require_safe
def law(request: HttpRequest, name: str) -> HttpResponse:
    """One rule with all its values, each with its first day, reference and standing; or the exchange rates."""
    if name == "exchange":
        held, sample = tables(house().reader)
        values: dict[str, Any] = {"words": EXCHANGE, "rates": held.exchange, "sample": sample}
    elif name in LAWS:
        words, rule = LAWS[name]
        dated = [(d, STANDINGS[d.standing], _values(d.value)) for d in rule.values]
        values = {"words": words, "name": name, "dated": dated}
    else:
        raise Http404
    return render(request, "doors/law.html", values)


def _values(value: msgspec.Struct) -> list[tuple[Words, str]]:
    held = msgspec.structs.asdict(value)
    return [(WORDS[k], "、".join(v) if isinstance(v, tuple) else str(v)) for k, v in held.items()]
