"""Declarations in and out of spreadsheets: the lines of a draft from a file, a draft or a case as a workbook."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from kouan.areas.window.formats import declaration_xlsx
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.templatetags.words import said
from kouan.store.house import house

from .case import case_for
from .documents import type_for
from .drafts import draft_for, keep, raw_of
from .uploading import MOST
from .who import actor_of, needing, sees_persons, signed_in

writes = needing("drafts.write")
NO_SHEET = Words("这种单证没有工作簿。", "This document has no workbook.")


@require_POST
@writes
def lines(request: HttpRequest, id: str) -> HttpResponse:
    """The goods lines of a file in the place of the draft's own; what was not understood is told."""
    who = actor_of(request)
    found = draft_for(id, who)
    of, file = type_for(found.type), request.FILES.get("file")
    if of.code not in declaration_xlsx.TYPES:
        raise Refused("type-unknown", NO_SHEET)
    if file is None or not file.size or file.size > MOST:
        messages.error(
            request, said(Words("没有选文件，或文件超过 4 MB。", "No file was chosen, or it is above 4 MB."))
        )
        return redirect(f"/file/drafts/{id}/")
    goods, findings = declaration_xlsx.goods_of(of, file.read())
    for finding in findings[:10]:
        tell = messages.error if finding.severity == "error" else messages.warning
        tell(request, said(finding.message))
    if goods:
        keep(found, {**raw_of(found), "goods": goods}, who)
        read = Words("读入 {n} 行商品，替换了原有各行。", "{n} goods lines were read in the place of those before.")
        messages.success(request, said(read.with_values(n=len(goods))))
    return redirect(f"/file/drafts/{id}/")


@require_safe
@writes
def draft_book(request: HttpRequest, id: str) -> HttpResponse:
    """A draft as a workbook; one that can not be read as its type yet is told."""
    found = draft_for(id, actor_of(request))
    of = type_for(found.type)
    document = of.convert(raw_of(found))[0] if of.code in declaration_xlsx.TYPES else None
    if document is None:
        unfit = Words("草稿还缺必填栏目，不能导出。", "The draft lacks required fields: it can not be exported yet.")
        messages.error(request, said(unfit))
        return redirect(f"/file/drafts/{id}/?check=1")
    return _book(of.code, document, found.id)


@require_safe
@signed_in
def case_book(request: HttpRequest, id: str) -> HttpResponse:
    """The last revision of a case as a workbook, for who may read every name in it."""
    who = actor_of(request)
    case, of = case_for(id, who)
    kept = house().reader.document(case.id, case.revision)
    document = of.read(kept.canonical)[0] if kept and case.type in declaration_xlsx.TYPES else None
    if document is None or not sees_persons(who):
        raise Refused("case-unknown", NO_SHEET)
    return _book(of.code, document, case.id)


def _book(code: str, document: Any, name: str) -> HttpResponse:
    answer = HttpResponse(declaration_xlsx.write(code, document).body, content_type=declaration_xlsx.FORMAT.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
