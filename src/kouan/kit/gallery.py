"""Every part once, with invented data, in both languages: for developers to compare with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def parts(request: HttpRequest) -> HttpResponse:
    """The parts page, in the hall."""
    return render(request, "kit/gallery.html", {})


def desk(request: HttpRequest) -> HttpResponse:
    """A desk with a queue."""
    return render(request, "kit/gallery_desk.html", {})
