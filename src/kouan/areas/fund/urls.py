"""The addresses of the fund, under /fund/."""

from django.urls import path

from kouan.areas.fund import downloads, drafting, pages
from kouan.areas.fund.books.urls import patterns as books
from kouan.areas.fund.counter import desk, evaluation, form, money, progress
from kouan.areas.fund.desks.urls import patterns as calls
from kouan.areas.fund.planner import announcing, comparing, targets
from kouan.areas.fund.planner import pages as plans

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
    path("notices/<str:number>/evaluation/evaluation.json", evaluation.data, name="evaluation_data"),
    path("notices/<str:number>/object/", form.object_to, name="object"),
    path("notices/<str:number>/v<int:revision>/files/", downloads.listed, name="files"),
    path("notices/<str:number>/v<int:revision>/files/<str:name>", downloads.file, name="file"),
    path("plans/", plans.listed, name="plans"),
    path("plans/new/", plans.new, name="plan_new"),
    path("plans/<str:number>/", plans.one, name="plan"),
    path("plans/<str:number>/preview/", plans.preview, name="plan_preview"),
    path("plans/<str:number>/act/", plans.act, name="plan_act"),
    path("plans/<str:number>/targets/", targets.targets, name="plan_targets"),
    path("plans/<str:number>/plan.json", plans.data, name="plan_data"),
    path("plans/<str:number>/notice/", announcing.notice, name="plan_notice"),
    path("plans/<str:number>/compare/", comparing.of_a_plan, name="plan_compare"),
    path("plans/<str:number>/compare/differences.json", comparing.of_a_plan, {"form": "json"}, name="plan_diff_json"),
    path("plans/<str:number>/compare/differences.csv", comparing.of_a_plan, {"form": "csv"}, name="plan_diff_csv"),
    path("notices/<str:number>/compare/", comparing.of_a_notice, name="compare"),
    path("notices/<str:number>/compare/differences.json", comparing.of_a_notice, {"form": "json"}, name="diff_json"),
    path("notices/<str:number>/compare/differences.csv", comparing.of_a_notice, {"form": "csv"}, name="diff_csv"),
    path("objections/", form.receipt, name="receipt"),
    path("objections/desk/", desk.listed, name="objections"),
    path("objections/desk/<str:number>/", desk.one, name="objection"),
    path("objections/desk/<str:number>/papers/<int:piece>/", desk.paper, name="paper"),
    path("objections/<str:number>/", form.receipt, name="receipt_of"),
    *calls,
    *books,
]
