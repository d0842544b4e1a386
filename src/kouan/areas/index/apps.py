"""The index as a Django app: templates only; its figures are files, not tables."""

from django.apps import AppConfig


class IndexConfig(AppConfig):
    """Overview, definitions, cells."""

    name = "kouan.areas.index"
    label = "index"
