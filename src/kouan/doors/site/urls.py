"""The addresses of the site. An area that has pages of its own is found by its `urls`."""

import importlib.util

from django.urls import URLPattern, URLResolver, include, path

from . import (
    amending,
    answers,
    bulk,
    case,
    comparing,
    completing,
    deciding,
    documents,
    drafting,
    faults,
    filing,
    home,
    impacting,
    lane,
    laws,
    licences,
    nomenclature,
    outside,
    preview,
    queue,
    refused,
    replies,
    requesting,
    sheets,
    shelves,
    signing,
    tabling,
    taxing,
    uploading,
    views,
    where,
)
from .inspections import asking as inspection_asking
from .inspections import one as inspection_one
from .inspections import week as inspection_week
from .taxes import bank, bill, desk, mine

handler400, handler403, handler404, handler500 = faults.bad_request, faults.forbidden, faults.not_found, faults.failed


def _areas() -> list[URLPattern | URLResolver]:
    """The pages of each area that has them, under the area's own name."""
    names = ("fund", "index", "evaluation", "window", "ships", "customs", "bay")
    having = [n for n in names if importlib.util.find_spec(f"kouan.areas.{n}.urls")]
    return [path(f"{n}/", include(f"kouan.areas.{n}.urls")) for n in having]


urlpatterns = [
    path("", home.home, name="home"),
    path("login", signing.sign_in, name="login"),
    path("logout", signing.sign_out, name="logout"),
    path("cases/", queue.cases, name="cases"),
    path("cases/decide", bulk.decide_many, name="decide-many"),
    path("cases/views", views.keep, name="keep-view"),
    path("cases/views/<int:id>/drop", views.drop, name="drop-view"),
    path("cases/export.csv", queue.export, name="cases-export"),
    path("cases/<str:id>/", case.case_page, name="case"),
    path("cases/<str:id>/preview", preview.preview, name="preview"),
    path("cases/<str:id>/compare/", comparing.compare, name="compare"),
    path("cases/<str:id>/decide", deciding.decide, name="decide"),
    path("cases/<str:id>/revisions/<int:number>/", case.revision_page, name="revision"),
    path("cases/<str:id>/revisions/<int:number>/original", case.original, name="original"),
    path("cases/<str:id>/replies/<str:number>", answers.answer, name="answer"),
    path("cases/<str:id>/taxes/", taxing.taxes, name="taxes"),
    path("taxes/", mine.taxes, name="my-taxes"),
    path("taxes/pay", mine.pay, name="pay-taxes"),
    path("taxes/bills.csv", mine.export, name="tax-export"),
    path("taxes/bills/<str:id>/", bill.bill_page, name="tax-bill"),
    path("taxes/bills/<str:id>/receipt/", bill.receipt, name="tax-receipt"),
    path("taxes/guarantees/<str:number>/", desk.guarantee, name="guarantee"),
    path("taxes/orders.xml", bank.collect, name="tax-orders"),
    path("cases/<str:id>/draft", drafting.draft_from, name="draft-from"),
    path("cases/<str:id>/amend/", amending.amend, name="amend"),
    path("cases/<str:id>/declaration.xlsx", sheets.case_book, name="case-book"),
    path("cases/<str:id>/request/", requesting.request_page, name="request"),
    path("completions/", completing.completions, name="completions"),
    path("file/", filing.overview, name="file"),
    path("file/upload", uploading.upload, name="upload"),
    path("file/refused/", refused.listed, name="refused"),
    path("file/refused/<str:id>/", refused.one, name="refused-one"),
    path("file/refused/<str:id>/original", refused.original, name="refused-original"),
    path("file/refused/<str:id>/answer", answers.refused_answer, name="refused-answer"),
    path("file/drafts/<str:id>/", filing.draft, name="draft"),
    path("file/drafts/<str:id>/lines", sheets.lines, name="draft-lines"),
    path("file/drafts/<str:id>/declaration.xlsx", sheets.draft_book, name="draft-book"),
    path("file/<str:code>/", filing.begin, name="begin"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<str:code>/", documents.document, name="document"),
    path("documents/<str:code>/rules/<str:id>/", documents.rule, name="rule"),
    path("documents/<str:code>/rules/<str:id>/impact/", impacting.impact_page, name="impact"),
    path("documents/<str:code>/schema.json", documents.schema, name="schema"),
    path("documents/<str:code>/examples/<int:number>.json", documents.example, name="example"),
    path("law/<str:name>/", laws.law, name="law"),
    path("tables/", shelves.shelves, name="tables"),
    path("tables/tariff/", tabling.tariff, name="tariff"),
    path("tables/tariff/<int:number>.csv", tabling.version, name="tariff-version"),
    path("licences/", licences.listed, name="licences"),
    path("licences/<str:id>/", licences.one, name="licence"),
    path("hs/", nomenclature.system, name="hs"),
    path("hs/<str:code>/", nomenclature.code, name="hs-code"),
    path("api/", lane.lane, name="lane"),
    path("where/", where.search, name="where-search"),
    path("where/<str:id>/", where.page, name="where"),
    path("where/<str:id>/tell", where.tell, name="where-tell"),
    path("w/<str:code>/", where.told_page, name="where-told"),
    path("inspections/", inspection_week.week, name="inspections"),
    path("inspections/export.csv", inspection_week.as_csv, name="inspections-csv"),
    path("inspections/export.ics", inspection_week.as_ics, name="inspections-ics"),
    path("inspections/new/", inspection_asking.ask, name="inspection-ask"),
    path("inspections/<str:id>/", inspection_one.inspection, name="inspection"),
    path("outside/", outside.listed, name="outside"),
    path("outside/<str:id>/again", outside.again, name="outside-again"),
    path("replies/", replies.log, name="replies"),
    path("replies/subscribe", replies.subscribe, name="subscribe"),
    path("replies/<str:id>/<str:deed>", replies.do, name="subscription-deed"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("kit/", include("kouan.kit.urls")),
    *_areas(),
]
