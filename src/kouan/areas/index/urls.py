"""The addresses of the index, under /index/. Ports are UN/LOCODE or `all`; periods `2026-01`, `2026` or `all`."""

from django.urls import path

from kouan.areas.index import open_data, pages

app_name = "index"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("figures.json", open_data.figures_json, name="figures-json"),
    path("figures.csv", open_data.figures_csv, name="figures-csv"),
    path("definitions.json", open_data.definitions_json, name="definitions-json"),
    path("<str:name>.json", open_data.definition_json, name="json"),
    path("<str:name>.csv", open_data.definition_csv, name="csv"),
    path("<str:name>/", pages.card, name="card"),
    path("<str:name>/<str:port>/<str:period>.json", open_data.cell_json, name="cell-json"),
    path("<str:name>/<str:port>/<str:period>/", pages.cell, name="cell"),
    path("<str:name>/<str:port>/<str:period>/cases.csv", open_data.cases_csv, name="cases-csv"),
]
