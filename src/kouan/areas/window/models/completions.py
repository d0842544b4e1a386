"""The clocks of two-step filing: rows move in the transaction of their fact in the journal."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .tax_bills import STAMP


class CompletionRow(models.Model):
    """By which day a summary released for pick-up is completed, and how that was kept. Days are ISO text, '' is not yet."""

    declaration = models.CharField(primary_key=True, max_length=40)
    owner = models.CharField(max_length=40)
    number = models.CharField(max_length=80, blank=True)
    entered = models.CharField(max_length=10)
    entered_by = models.CharField(max_length=10)
    due = models.CharField(max_length=10)
    picked_up = models.CharField(max_length=STAMP)
    version = models.IntegerField()
    missed = models.CharField(max_length=10, blank=True)
    completed = models.CharField(max_length=10, blank=True)
    days_late = models.IntegerField(default=0)

    class Meta:
        db_table = "window_completion"
        indexes: ClassVar = [
            models.Index(fields=["completed", "due"], name="completion_by_day"),
            models.Index(fields=["owner", "due"], name="completion_of_owner"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(days_late__gte=0), name="completion_days"),
            models.CheckConstraint(condition=Q(entered_by__in=["declared", "arrival"]), name="completion_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.declaration} {self.due}"
