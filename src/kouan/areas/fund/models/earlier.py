"""Earlier years of the fund, taken over from sheets: who was granted, paid, and spent how much. Whole 分."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class EarlierBatch(models.Model):
    """One commit of one file. The file itself lies beside the journal, under `number` and `version`."""

    number = models.CharField(max_length=40)
    version = models.IntegerField()
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        db_table = "fund_earlier_batch"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number", "version"], name="one_earlier_batch"),
            models.CheckConstraint(condition=Q(version__gte=1), name="earlier_batch_version"),
        ]

    def __str__(self) -> str:
        return f"{self.number} v{self.version}"


class EarlierRow(models.Model):
    """One fact of money of an earlier year. `inferred`: the applicant's cell was blank, and confirmed from the row above."""

    batch = models.ForeignKey(EarlierBatch, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=10)
    year = models.IntegerField()
    direction = models.CharField(max_length=200, blank=True)
    applicant = models.CharField(max_length=200)
    project = models.CharField(max_length=200, blank=True)
    fen = models.BigIntegerField()
    requested_fen = models.BigIntegerField(null=True)
    quarter = models.IntegerField(default=0)
    day = models.CharField(max_length=10, blank=True)
    voucher = models.CharField(max_length=60, blank=True)
    inferred = models.BooleanField(default=False)
    place = models.CharField(max_length=120)

    class Meta:
        db_table = "fund_earlier_row"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year", "applicant", "project", "kind", "quarter", "voucher", "day"], name="one_earlier_fact"
            ),
            models.CheckConstraint(condition=Q(kind__in=["allocation", "payment", "progress"]), name="earlier_kind"),
            models.CheckConstraint(condition=Q(fen__gte=0), name="earlier_not_negative"),
            models.CheckConstraint(condition=~Q(kind="allocation") | Q(fen__gt=0), name="earlier_granted_something"),
            models.CheckConstraint(condition=Q(year__gte=1979, year__lte=2100), name="earlier_year"),
            models.CheckConstraint(condition=Q(quarter__gte=0, quarter__lte=4), name="earlier_quarter"),
            models.CheckConstraint(condition=~Q(applicant=""), name="earlier_applicant"),
        ]
        indexes: ClassVar = [models.Index(fields=["year", "kind"], name="earlier_by_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.project} {self.kind}"
