"""What became of the targets: each report with its evidence; numbers are exact decimal text. `row` 0 is the whole plan,
`journal_position` and `figure` (a digest) tell where a figure of the index stood.
"""

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
    row = models.IntegerField(default=0)
    method = models.CharField(max_length=20, blank=True)
    sample = models.CharField(max_length=40, blank=True)
    definition = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=20, blank=True)
    interval = models.CharField(max_length=80, blank=True)
    cases = models.BigIntegerField(default=0)
    journal_position = models.BigIntegerField(default=0)
    figure = models.CharField(max_length=64, blank=True)
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
            models.CheckConstraint(
                condition=~Q(method="survey") | (~Q(denominator="") & ~Q(sample="")), name="a_survey_has_a_sample"
            ),
            models.CheckConstraint(
                condition=Q(definition="") | (Q(journal_position__gt=0) & ~Q(figure="")),
                name="a_figure_has_its_position",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.position} v{self.version}"
