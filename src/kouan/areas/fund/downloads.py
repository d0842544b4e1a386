"""A published version as files: for machines, for printers, and what each of them leaves out."""

from collections.abc import Callable

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kouan.areas.fund import queries
from kouan.areas.fund.exports import docx, giving360, iati, pdf, tabular
from kouan.areas.fund.exports.loss import losses
from kouan.areas.fund.exports.names import Source
from kouan.areas.fund.exports.page import NOTE
from kouan.areas.fund.objecting.queries import standing
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.paying.queries import account
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem
from kouan.store.house import house

JSON = "application/json"


class Form(msgspec.Struct, frozen=True):
    """One file that a version can be had as."""

    words: Words
    media: str
    made: Callable[[Source], bytes]


def _schema(_: Source) -> bytes:
    return msgspec.json.encode(msgspec.json.schema(queries.Shown))


FORMS = {
    "plan.csv": Form(Words("分配方案 CSV", "Plan, CSV"), "text/csv; charset=utf-8", tabular.plan),
    "targets.csv": Form(Words("绩效目标 CSV", "Targets, CSV"), "text/csv; charset=utf-8", tabular.targets),
    "plan.schema.json": Form(
        Words("方案表的列定义", "Columns of the plan"), JSON, lambda _: _columns(tabular.PLAN, "position")
    ),
    "targets.schema.json": Form(
        Words("目标表的列定义", "Columns of the targets"),
        JSON,
        lambda _: _columns(tabular.TARGETS, "indicator", "scope", "span"),
    ),
    "notice.schema.json": Form(Words("notice.json 的结构", "Schema of notice.json"), JSON, _schema),
    "360giving.json": Form(Words("360Giving", "360Giving"), JSON, giving360.package),
    "iati.xml": Form(Words("IATI 2.03", "IATI 2.03"), "application/xml", iati.activities),
    "notice.docx": Form(
        Words("公文 docx", "Paper, docx"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx.document,
    ),
    "notice.pdf": Form(Words("公文 PDF", "Paper, PDF"), "application/pdf", pdf.pdf),
}


@require_safe
def listed(request: HttpRequest, number: str, revision: int) -> HttpResponse:
    """Every file of a version, and the loss report."""
    source, shown = _source(request, number, revision)
    counted = losses(source, remarks=len(shown.remarks), waived=len(shown.waivers), objections=standing(number).total)
    context = {
        "crumbs": (*HERE, NavItem(Words("公示", "Notice"), reverse("fund:notice", args=[number]))),
        "listed": shown.listed,
        "forms": [
            (name, form.words, reverse("fund:file", args=[number, revision, name])) for name, form in FORMS.items()
        ],
        "losses": counted,
        "note": NOTE,
    }
    return render(request, "fund/downloads.html", context)


@require_safe
def file(request: HttpRequest, number: str, revision: int, name: str) -> HttpResponse:
    """One file. It is made from the published version each time, and is the same each time."""
    if name not in FORMS:
        raise Http404
    form = FORMS[name]
    source, _ = _source(request, number, revision)
    answer = HttpResponse(form.made(source), content_type=form.media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{number}-v{revision}-{name}"'
    return answer


def _columns(columns: tabular.Columns, *key: str) -> bytes:
    return msgspec.json.encode(tabular.schema(columns, key))


def _source(request: HttpRequest, number: str, revision: int) -> tuple[Source, queries.Shown]:
    shown = queries.notice(number, house().reader, revision)
    if shown is None:
        raise Http404
    listed, known = shown.listed, account(number)
    made = Source(
        number=number,
        revision=revision,
        digest=shown.digest,
        modified=shown.published_at.isoformat(timespec="seconds"),
        url=request.build_absolute_uri(reverse("fund:version", args=[number, revision])),
        notice=shown.notice,
        earliest=listed.late_at.astimezone(SHANGHAI).date().isoformat(),
        final_on=known.final_on.isoformat() if known else "",
        paid={line.position: line.paid for line in known.lines} if known else {},
    )
    return made, shown
