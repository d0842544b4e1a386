"""The window as a Django app: taxes are money, in real tables with their migrations."""

from django.apps import AppConfig


class WindowConfig(AppConfig):
    """Tax bills, payment orders, bank entries, guarantees."""

    name = "kouan.areas.window"
    label = "window"
    default_auto_field = "django.db.models.BigAutoField"
