"""IATI 2.03: the year's matter as one activity, each indicator as one result with its period's and its year's targets.

The schema types @value as text; here a value is a decimal or it is not there. Comparators and the printed words
stand in comments, because the standard has no place for them.
"""

from decimal import Decimal
from typing import Any

from lxml import etree

from kouan.areas.fund.exports.names import SCHEME, Source, organisation
from kouan.areas.fund.printed.target_table import Indicator, IndicatorLine, TargetTable, Value

YEAR_MONEY, QUARTERS = "当年度金额", {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}
STARTS = {1: "01-01", 2: "04-01", 3: "07-01", 4: "10-01"}
QUALITATIVE = ("trend", "qualitative", "boolean", "date")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def activities(source: Source) -> bytes:
    """The whole file as bytes."""
    root = etree.Element("iati-activities", version="2.03")
    root.set("generated-datetime", source.modified)
    activity = _add(root, "iati-activity", **{"default-currency": "CNY", "last-updated-datetime": source.modified})
    activity.set(XML_LANG, "zh")
    _head(activity, source)
    table = source.notice.targets
    if table:
        _budget(activity, source, table)
    link = _add(activity, "document-link", format="text/html", url=source.url)
    _said(_add(link, "title"), source.title)
    _add(link, "category", code="A12")
    for indicator in table.indicators if table else ():
        _result(activity, source, table, indicator)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _head(activity: Any, source: Source) -> None:
    subject, first, last = source.notice.subject, *_span(source, source.notice.targets)
    _add(activity, "iati-identifier").text = f"{SCHEME}-{source.number}"
    _said(_add(activity, "reporting-org", ref=organisation(source.issuer), type="10"), source.issuer)
    _said(_add(activity, "title"), f"{subject.fund}（{subject.direction}）{subject.matter} {subject.year}")
    _said(_add(activity, "description", type="1"), source.title)
    _said(_add(activity, "participating-org", ref=organisation(source.issuer), role="1", type="10"), source.issuer)
    for name in dict.fromkeys(row.applicant_resolved for row in source.rows):
        kind = "70" if "公司" in name else "10"
        _said(_add(activity, "participating-org", ref=organisation(name), role="4", type=kind), name)
    _add(activity, "activity-status", code="2" if source.final_on else "1")
    _add(activity, "activity-date", type="1", **{"iso-date": f"{first}-01-01"})
    _add(activity, "activity-date", type="3", **{"iso-date": f"{last}-12-31"})
    _add(activity, "recipient-country", code="CN", percentage="100")


def _span(source: Source, table: TargetTable | None) -> tuple[str, str]:
    """First and last year of the support period; the notice's own year where the table says none."""
    year = str(source.notice.subject.year)
    fields = [table.field(label) if table else None for label in ("起始年度", "到期年度")]
    first, last = (
        field.value.text.strip() if field and field.value.text.strip().isdigit() else year for field in fields
    )
    return first, last


def _budget(activity: Any, source: Source, table: TargetTable) -> None:
    money, year = table.amounts.get(YEAR_MONEY), source.notice.subject.year
    if money is None or not money.fen:
        return
    made = _add(activity, "budget", type="1", status="2" if source.final_on else "1")
    _add(made, "period-start", **{"iso-date": f"{year}-01-01"})
    _add(made, "period-end", **{"iso-date": f"{year}-12-31"})
    _amount(made, Decimal(money.fen) / 100, f"{year}-01-01")
    done = Decimal(0)
    for milestone in table.milestones:
        if milestone.quarter is None or milestone.share is None:
            continue
        share = Decimal(milestone.share)
        planned = _add(activity, "planned-disbursement", type="1")
        _add(planned, "period-start", **{"iso-date": f"{year}-{STARTS[milestone.quarter]}"})
        _add(planned, "period-end", **{"iso-date": f"{year}-{QUARTERS[milestone.quarter]}"})
        _amount(planned, Decimal(money.fen) * (share - done) / 10000, f"{year}-{QUARTERS[milestone.quarter]}")
        done = share


def _result(activity: Any, source: Source, table: TargetTable | None, one: Indicator) -> None:
    result = _add(activity, "result", type="1" if one.level1.startswith("产出") else "2")
    result.set("aggregation-status", "0" if _measure(one) != "1" else "1")
    _said(_add(result, "title"), f"{one.level1} {one.level2}".strip())
    made = _add(result, "indicator", measure=_measure(one), ascending="0" if _falls(one) else "1")
    made.set("aggregation-status", "0" if _measure(one) != "1" else "1")
    _said(_add(made, "title"), f"{one.said} {one.name}")
    first, last = _span(source, table)
    year = str(source.notice.subject.year)
    for start, end, pick in ((first, last, "period"), (year, year, "year")):
        period = _add(made, "period")
        _add(period, "period-start", **{"iso-date": f"{start}-01-01"})
        _add(period, "period-end", **{"iso-date": f"{end}-12-31"})
        _target(period, one.whole, pick, "")
        if one.own:
            _target(period, one.own, pick, one.own_label)


def _target(period: Any, line: IndicatorLine, pick: str, level: str) -> None:
    value: Value = getattr(line, pick)
    target = value.target
    made = _add(period, "target")
    if target.kind not in QUALITATIVE and target.value is not None:
        made.set("value", f"{Decimal(target.value):f}")
    if level:
        _add(made, "dimension", name="层级", value=level)
    said = [
        f"印刷 printed：{value.printed.text}",
        f"类别 kind：{target.kind}",
        f"比较符 comparator：{target.cmp or '—'}",
    ]
    _said(_add(made, "comment"), "；".join(said))


def _measure(one: Indicator) -> str:
    """1 unit, 2 percentage, 5 qualitative."""
    target = one.whole.period.target
    return "5" if target.kind in QUALITATIVE else "2" if target.unit == "%" else "1"


def _falls(one: Indicator) -> bool:
    return one.whole.period.target.direction == "down"


def _amount(parent: Any, yuan: Decimal, day: str) -> None:
    made = _add(parent, "value", currency="CNY", **{"value-date": day})
    made.text = f"{yuan.normalize():f}"


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, tag, attributes)


def _said(parent: Any, text: str) -> None:
    _add(parent, "narrative").text = text
