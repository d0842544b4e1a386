"""360Giving 1.4: one grant a row of the plan. Amounts in 元, as JSON numbers; nothing is ever a float."""

from decimal import Decimal

import msgspec

from kouan.areas.fund.exports.names import Source, grant, organisation
from kouan.areas.fund.printed.plan import PlanRow

_encode = msgspec.json.Encoder(decimal_format="number").encode


def package(source: Source) -> bytes:
    """The package. Before the plan is final every grant says that it is proposed and its date is the earliest possible."""
    subject = source.notice.subject
    proposed = "" if source.final_on else "（拟议 proposed）"
    return _encode(
        {
            "version": "1.4",
            "title": f"{source.title}{proposed}",
            "description": f"{source.number} v{source.revision} sha256:{source.digest}",
            "grants": [_grant(source, position, row) for position, row in enumerate(source.rows, start=1)],
            "publisher": {"name": source.issuer},
            "accessURL": source.url,
            "dataSource": source.url,
            "modified": source.modified,
            "identifier": f"{source.number}-v{source.revision}",
            "spatial": subject.office,
        }
    )


def yuan(fen: int) -> int | Decimal:
    """分 as 元: a whole number where it is one."""
    return fen // 100 if fen % 100 == 0 else Decimal(fen) / 100


def _grant(source: Source, position: int, row: PlanRow) -> dict[str, object]:
    subject, fen = source.notice.subject, row.amount.fen or 0
    names = [subject.fund, subject.direction, subject.matter, str(subject.year)]
    paid = {"amountDisbursed": yuan(source.paid[position])} if position in source.paid else {}
    return {
        "id": grant(source, position),
        "title": row.project.text,
        "description": _description(source, row),
        "currency": "CNY",
        "amountAwarded": yuan(fen),
        **paid,
        "awardDate": source.final_on or source.earliest,
        "plannedDates": [{"startDate": f"{subject.year}-01-01", "endDate": f"{subject.year}-12-31"}],
        "recipientOrganization": [_organisation(row.applicant_resolved)],
        "fundingOrganization": [_organisation(source.issuer)],
        "beneficiaryLocation": [{"name": "广东" if "广东" in source.issuer else source.issuer, "countryCode": "CN"}],
        "grantProgramme": [{"code": organisation("".join(names)), "title": " ".join(names)}],
        "fromOpenCall": "Yes",
        "classifications": _classes(source),
        "relatedDocument": [{"title": source.title, "url": source.url}],
        "dateModified": source.modified,
        "dataSource": source.url,
    }


def _description(source: Source, row: PlanRow) -> str:
    said = [source.notice.subject.direction, source.notice.subject.matter, row.project.text]
    if not source.final_on:
        said.append("拟议，公示期满且无未决异议后方可确定 (proposed: not final before the period is over)")
    if row.inferred:
        said.append("申请单位为推定，印刷为空 (applicant inferred: printed blank)")
    return "；".join(said)


def _classes(source: Source) -> list[dict[str, str]]:
    state = ("final", "确定") if source.final_on else ("proposed", "拟议")
    return [
        {"vocabulary": "approval class", "code": source.notice.subject.approval_class, "title": "审批权限"},
        {"vocabulary": "plan state", "code": state[0], "title": state[1]},
    ]


def _organisation(name: str) -> dict[str, object]:
    made = organisation(name)
    return {"id": made, "name": name, "addressCountry": "CN", "location": [{"name": name, "countryCode": "CN"}]}
