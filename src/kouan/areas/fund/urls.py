"""The addresses of the fund, under /fund/."""

from django.urls import path

from kouan.areas.fund import drafting, pages

app_name = "fund"
urlpatterns = [
    path("", pages.funds, name="funds"),
    path("draft/", drafting.draft, name="draft"),
    path("notices/<str:number>/", pages.notice, name="notice"),
    path("notices/<str:number>/performance/", pages.performance, name="performance"),
    path("notices/<str:number>/v<int:revision>/", pages.notice, name="version"),
    path("notices/<str:number>/v<int:revision>/notice.txt", pages.text, name="text"),
    path("notices/<str:number>/v<int:revision>/notice.json", pages.data, name="data"),
]
