"""Makes the page parts known to Django: templates, static files, the tag library."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Templates under `kit/`, static files under `kit/`, no tables."""

    name = "kouan.kit"
    label = "kit"
