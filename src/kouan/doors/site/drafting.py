"""A declaration drafted from an invoice and its packing list, on the page of either."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kouan.journeys.drafting import DECLARATIONS, INVOICES, draft_of, partner
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.templatetags.words import said
from kouan.store.house import house

from .case import case_for
from .documents import type_for
from .drafts import new_draft
from .who import actor_of, needing


@require_POST
@needing("drafts.write")
def draft_from(request: HttpRequest, id: str) -> HttpResponse:
    """Begin a declaration from this paper and the one that goes with it."""
    who, code = actor_of(request), request.POST.get("type", "")
    case, of = case_for(id, who)
    kept = house().reader.document(case.id, case.revision)
    document = of.read(kept.canonical)[0] if kept else None
    if code not in DECLARATIONS or document is None:
        raise Refused("type-unknown", Words("只能起草进口或出口报关单。", "Import or export declarations only."))
    other = partner(house(), case, document)
    invoice, packing = (case.id, other) if case.type == INVOICES.code else (other, case.id)
    made = draft_of(house(), code, invoice, packing, who)
    found = new_draft(type_for(code), made.raw, who)
    told = Words(
        "从发票和装箱单带入 {n} 个值，其余留空。", "{n} values were carried over from the papers; the rest is empty."
    )
    messages.success(request, said(told.with_values(n=len(made.sources))))
    return redirect(f"/file/drafts/{found.id}/")
