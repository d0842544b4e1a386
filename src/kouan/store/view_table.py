"""Searches of the queue that people keep under a name."""

from typing import ClassVar

from django.db import models


class SavedView(models.Model):
    """One search of one person, as the query of its address."""

    login = models.CharField(max_length=80)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "saved_view"
        constraints: ClassVar = [models.UniqueConstraint(fields=["login", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return f"{self.login}: {self.name}"
