"""The taxes of a case: what is to be paid, cheaper lawful ways, and every step of the proof."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.areas.window.advance import tax_day
from kouan.areas.window.tax.proof import plain
from kouan.journeys.taxes import SHOWN, TAXED, tables, worked
from kouan.kernel.machine import Refused
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.store.house import house

from .ahead import BY
from .case import case_for, filed_at
from .laws import opened
from .who import actor_of, signed_in


@require_safe
@signed_in
def taxes(request: HttpRequest, id: str) -> HttpResponse:
    """The bill of a revision, the last unless one is asked for, under the law of the day it was filed. `overdue` and `deferred` are days."""
    case, of = case_for(id, actor_of(request))
    reader = house().reader
    number = min(whole(request.GET.get("revision", "")) or case.revision, case.revision)
    overdue = min(whole(request.GET.get("overdue", "")), 3650)
    kept = reader.document(case.id, number)
    document = of.read(kept.canonical)[0] if kept and case.type in SHOWN else None
    if document is None:
        raise Refused("case-unknown", Words("这份单证不计税。", "No taxes are worked out for this document."))
    on, by = tax_day(case, law_day(filed_at(reader.timeline(case.id), case)))
    held, sample = tables(reader)
    deferred = min(whole(request.GET.get("deferred", "")), 3650)
    bill, findings = worked(case.type, document, held, on, overdue=overdue, deferred=deferred)
    values = {
        "case": case,
        "of": of,
        "on": on,
        "day_by": BY.get(by),
        "number": number,
        "revisions": list(range(case.revision, 0, -1)) if case.revision > 1 else (),
        "overdue": overdue,
        "deferred": deferred,
        "billed": case.type in TAXED,
        "bill": bill,
        "findings": findings,
        "sample": sample,
        "kinds": [(k, plain(k.assessed), plain(k.levied)) for k in bill.kinds] if bill else (),
        "total": plain(bill.total) if bill else "",
        "value": plain(bill.value) if bill else "",
        "steps": [(s, plain(s.value), opened(s)) for s in bill.proof] if bill else (),
        "cheaper": [(a, plain(a.saving)) for a in bill.alternatives] if bill else (),
        "put_off": [(a, plain(a.saving)) for a in bill.deferrals] if bill else (),
    }
    return render(request, "doors/taxes.html", values)
