"""What was published: notices, plan rows, targets, remarks. Money is whole 分.

A published version is never changed: rows are inserted once, from the journal's own copy, and only ever deleted to be
inserted again (`tables.rebuild`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Matter(models.Model):
    """One matter of a fund in one year: what a plan divides."""

    fund = models.CharField(max_length=80)
    direction = models.CharField(max_length=80, blank=True)
    matter = models.CharField(max_length=80, blank=True)
    approval_class = models.CharField(max_length=40, blank=True)
    year = models.IntegerField()

    class Meta:
        db_table = "fund_matter"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year", "fund", "direction", "matter", "approval_class"], name="one_matter_a_year"
            ),
            models.CheckConstraint(condition=Q(year__gte=1949, year__lte=2999), name="matter_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.fund} {self.direction}"


class PublishedNotice(models.Model):
    """One published version of a notice. `late_at` is stored, with the count of days as they were known then."""

    number = models.CharField(max_length=40)
    revision = models.IntegerField()
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT)
    title = models.CharField(max_length=300)
    issuer = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    late_at = models.DateTimeField()
    natural_days = models.IntegerField()
    working_days = models.IntegerField(null=True)
    total_fen = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)

    class Meta:
        db_table = "fund_notice"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number", "revision"], name="one_notice_version"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="notice_revision"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="notice_period"),
            models.CheckConstraint(condition=Q(total_fen__gt=0), name="notice_total"),
        ]
        indexes: ClassVar = [models.Index(fields=["last_day"], name="notice_by_last_day")]

    def __str__(self) -> str:
        return f"{self.number} v{self.revision}"


class PlanRow(models.Model):
    """One row of the plan as published. `applicant` is resolved; where `inferred`, the printed cell was blank."""

    notice = models.ForeignKey(PublishedNotice, on_delete=models.CASCADE, related_name="rows")
    position = models.IntegerField()
    no = models.IntegerField(null=True)
    applicant_printed = models.CharField(max_length=120, blank=True)
    applicant = models.CharField(max_length=120, blank=True)
    inferred = models.BooleanField()
    project = models.CharField(max_length=200)
    granted_fen = models.BigIntegerField()
    line = models.IntegerField()

    class Meta:
        db_table = "fund_plan_row"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "position"], name="one_row_a_position"),
            models.CheckConstraint(condition=Q(granted_fen__gt=0), name="row_granted"),
            models.CheckConstraint(
                condition=Q(inferred=False) | Q(applicant_printed=""), name="row_inferred_was_blank"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} {self.project}"


class Indicator(models.Model):
    """One indicator of a published target table."""

    notice = models.ForeignKey(PublishedNotice, on_delete=models.CASCADE, related_name="indicators")
    position = models.IntegerField()
    no = models.IntegerField(null=True)
    name = models.CharField(max_length=200)
    level1 = models.CharField(max_length=40, blank=True)
    level2 = models.CharField(max_length=40, blank=True)
    line = models.IntegerField()

    class Meta:
        db_table = "fund_indicator"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "position"], name="one_indicator_a_position")
        ]

    def __str__(self) -> str:
        return f"{self.no} {self.name}"


class TargetValue(models.Model):
    """One of an indicator's four values: the whole or the office's own level, the period or the year."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    scope = models.CharField(max_length=5, choices=[("whole", "whole"), ("own", "own")])
    span = models.CharField(max_length=6, choices=[("period", "period"), ("year", "year")])
    printed = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    cmp = models.CharField(max_length=10, blank=True)
    value = models.CharField(max_length=40, blank=True)
    value2 = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    direction = models.CharField(max_length=4, blank=True)
    line = models.IntegerField()
    column = models.IntegerField()

    class Meta:
        db_table = "fund_target_value"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "scope", "span"], name="one_value_a_place"),
            models.CheckConstraint(condition=Q(scope__in=["whole", "own"]), name="value_scope"),
            models.CheckConstraint(condition=Q(span__in=["period", "year"]), name="value_span"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.span} {self.printed}"


class NoticeRemark(models.Model):
    """A remark of the review as it stood at publication, and why a blocking one was let pass."""

    notice = models.ForeignKey(PublishedNotice, on_delete=models.CASCADE, related_name="remarks")
    position = models.IntegerField()
    code = models.CharField(max_length=12)
    severity = models.CharField(max_length=5)
    place = models.CharField(max_length=80)
    lines = models.CharField(max_length=40)
    printed = models.TextField(blank=True)
    message_zh = models.TextField()
    message_en = models.TextField()
    proposal_zh = models.TextField(blank=True)
    proposal_en = models.TextField(blank=True)
    basis_zh = models.CharField(max_length=80)
    basis_en = models.CharField(max_length=80)
    waiver = models.TextField(blank=True)

    class Meta:
        db_table = "fund_notice_remark"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "position"], name="one_remark_a_position"),
            models.CheckConstraint(condition=Q(severity__in=["block", "warn", "info"]), name="remark_severity"),
            models.CheckConstraint(condition=~Q(severity="block") | ~Q(waiver=""), name="blocking_remark_was_waived"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.place}"


class Rebuilding(models.Model):
    """Holds a row only inside the transaction that rebuilds the tables: without one the triggers refuse every DELETE."""

    note = models.CharField(max_length=40)

    class Meta:
        db_table = "fund_rebuilding"

    def __str__(self) -> str:
        return str(self.note)
