"""The fund as a Django app: money in real tables, with their migrations."""

from django.apps import AppConfig


class FundConfig(AppConfig):
    """Notices, plans, targets, remarks."""

    name = "kouan.areas.fund"
    label = "fund"
    default_auto_field = "django.db.models.BigAutoField"
