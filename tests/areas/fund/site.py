"""The fund's addresses alone, for its own tests."""

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("index/", include("kouan.areas.index.urls")),
    path("fund/", include("kouan.areas.fund.urls")),
]
