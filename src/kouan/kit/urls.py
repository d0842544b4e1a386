"""The developer's gallery of parts, at /kit/. A site includes it where developers look."""

from django.urls import path

from kouan.kit import gallery

app_name = "kit"
urlpatterns = [
    path("", gallery.parts, name="parts"),
    path("desk/", gallery.desk, name="desk"),
    path("home/", gallery.home, name="home"),
    path("form/", gallery.form, name="form"),
]
