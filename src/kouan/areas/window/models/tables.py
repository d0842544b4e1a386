"""Tables that an installation took over from files: every version, whole, for ever."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .tax_bills import STAMP


class TableVersion(models.Model):
    """One version of a table: who took it from which file when, its rows, and its content as deflated CSV."""

    id = models.CharField(primary_key=True, max_length=50)
    name = models.CharField(max_length=30)
    number = models.IntegerField()
    taken = models.CharField(max_length=STAMP)
    actor = models.CharField(max_length=40)
    file = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    mode = models.CharField(max_length=10)
    rows = models.IntegerField()
    since = models.DateField(null=True)
    body = models.BinaryField()

    class Meta:
        db_table = "window_table_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "number"], name="one_table_version_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1, rows__gte=0), name="table_version_counts"),
            models.CheckConstraint(condition=Q(mode__in=["whole", "changes"]), name="table_version_mode"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
