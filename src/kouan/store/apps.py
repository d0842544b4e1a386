"""The store as a Django app: its tables and their migrations."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Journal, cases, accounts."""

    name = "kouan.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
