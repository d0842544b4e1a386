"""What became of the targets: each report with its evidence; numbers are exact decimal text."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Actual(models.Model):
    """One report on an indicator of a notice; the newest version stands. Either a number, with what it is divided by
    where it is a ratio, or a share of the points in percent where the target is words.
    """

    notice = models.CharField(max_length=40)
    position = models.IntegerField()
    version = models.IntegerField()
    numerator = models.CharField(max_length=40, blank=True)
    denominator = models.CharField(max_length=40, blank=True)
    share = models.IntegerField(null=True)
    evidence = models.CharField(max_length=500)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "fund_actual"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "version"], name="one_actual_a_version"),
            models.CheckConstraint(condition=~Q(evidence=""), name="actual_has_evidence"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=100), name="actual_share"
            ),
            models.CheckConstraint(
                condition=(Q(share__isnull=True) & ~Q(numerator=""))
                | (Q(share__isnull=False) & Q(numerator="", denominator="")),
                name="a_number_or_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.position} v{self.version}"
