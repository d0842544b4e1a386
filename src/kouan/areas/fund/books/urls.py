"""The addresses of the books, under /fund/."""

from django.urls import path

from kouan.areas.fund.books import earlier, export

patterns = [
    path("export.zip", export.export, name="export"),
    path("import/", earlier.earlier, name="earlier"),
    path("import/<str:digest>/report.csv", earlier.earlier_report, name="earlier_report"),
]
