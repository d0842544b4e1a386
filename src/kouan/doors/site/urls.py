"""The addresses of the site."""

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("kit/", include("kouan.kit.urls")),
]
