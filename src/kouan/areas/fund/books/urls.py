"""The addresses of the books, under /fund/."""

from django.urls import path

from kouan.areas.fund.books import behind, earlier, export, period, watch, years

patterns = [
    path("period/", period.period, name="period"),
    path("desk/", watch.desk, name="desk"),
    path("warnings/", watch.watch, name="watch"),
    path("years/<int:year>/", years.year, name="year"),
    path("years/<int:year>/money.csv", years.money_csv, name="year_csv"),
    path("notices/<str:number>/rows/<int:position>/", behind.row, name="row"),
    path("export.zip", export.export, name="export"),
    path("import/", earlier.earlier, name="earlier"),
    path("import/<str:digest>/report.csv", earlier.earlier_report, name="earlier_report"),
]
