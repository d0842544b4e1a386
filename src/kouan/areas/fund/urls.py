"""The addresses of the fund, under /fund/."""

from django.urls import path

from kouan.areas.fund import downloads, drafting, pages
from kouan.areas.fund.counter import desk, evaluation, form, money, progress

app_name = "fund"
urlpatterns = [
    path("", pages.funds, name="funds"),
    path("draft/", drafting.draft, name="draft"),
    path("notices/<str:number>/", pages.notice, name="notice"),
    path("notices/<str:number>/performance/", pages.performance, name="performance"),
    path("notices/<str:number>/v<int:revision>/", pages.notice, name="version"),
    path("notices/<str:number>/v<int:revision>/notice.txt", pages.text, name="text"),
    path("notices/<str:number>/v<int:revision>/original", pages.original, name="original"),
    path("notices/<str:number>/v<int:revision>/notice.json", pages.data, name="data"),
    path("notices/<str:number>/progress/", progress.progress, name="progress"),
    path("notices/<str:number>/money/", money.money, name="money"),
    path("notices/<str:number>/evaluation/", evaluation.evaluation, name="evaluation"),
    path("notices/<str:number>/object/", form.object_to, name="object"),
    path("notices/<str:number>/v<int:revision>/files/", downloads.listed, name="files"),
    path("notices/<str:number>/v<int:revision>/files/<str:name>", downloads.file, name="file"),
    path("objections/", form.receipt, name="receipt"),
    path("objections/desk/", desk.listed, name="objections"),
    path("objections/desk/<str:number>/", desk.one, name="objection"),
    path("objections/desk/<str:number>/papers/<int:piece>/", desk.paper, name="paper"),
    path("objections/<str:number>/", form.receipt, name="receipt_of"),
]
