"""Allocation plans: where each stands, its versions, their rows. A version is inserted once and never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

STATES = ("draft", "checked", "approved", "on_notice", "final", "sent_to_finance", "allocated", "closed", "withdrawn")


class Plan(models.Model):
    """One plan of a matter and year. `version` is the version that stands; the store moves it, or the state, only
    while the rows of that version make its total.
    """

    number = models.CharField(max_length=40, primary_key=True)
    year = models.IntegerField()
    fund = models.CharField(max_length=80)
    direction = models.CharField(max_length=80, blank=True)
    matter = models.CharField(max_length=80, blank=True)
    approval_class = models.CharField(max_length=40, blank=True)
    batch = models.IntegerField(default=1)
    state = models.CharField(max_length=20, default="draft")
    version = models.IntegerField(default=0)
    step = models.IntegerField(default=0)
    notice = models.CharField(max_length=40, blank=True)
    notice_revision = models.IntegerField(default=0)
    since = models.DateTimeField()

    class Meta:
        db_table = "fund_plan"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year", "fund", "direction", "matter", "approval_class", "batch"], name="one_plan_a_matter"
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="plan_state"),
            models.CheckConstraint(condition=Q(version__gte=0, step__gte=0, batch__gte=1), name="plan_counts"),
            models.CheckConstraint(condition=Q(year__gte=1949, year__lte=2999), name="plan_year"),
        ]
        indexes: ClassVar = [models.Index(fields=["notice"], name="plan_by_notice")]

    def __str__(self) -> str:
        return str(self.number)


class PlanVersion(models.Model):
    """One version: sums in 分, its digest and the digest it is chained to."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    version = models.IntegerField()
    cap_fen = models.BigIntegerField()
    requested_fen = models.BigIntegerField()
    total_fen = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "fund_plan_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "version"], name="one_plan_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="plan_version_number"),
            models.CheckConstraint(
                condition=Q(total_fen__gte=0, total_fen__lte=F("cap_fen")), name="plan_within_its_cap"
            ),
            models.CheckConstraint(condition=Q(version=1) | ~Q(previous=""), name="plan_versions_are_chained"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.version}"


class PlannedRow(models.Model):
    """One row of a version. `requested_fen` is what was asked; less is granted only with a reason, never more."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="rows")
    no = models.IntegerField()
    application = models.CharField(max_length=40, blank=True)
    applicant = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, blank=True)
    project = models.CharField(max_length=200)
    requested_fen = models.BigIntegerField()
    granted_fen = models.BigIntegerField()
    cut_reason = models.CharField(max_length=500, blank=True)
    protected = models.BooleanField()

    class Meta:
        db_table = "fund_planned_row"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "no"], name="one_planned_row"),
            models.CheckConstraint(condition=~Q(applicant="") & ~Q(project=""), name="planned_for_somebody"),
            models.CheckConstraint(condition=Q(requested_fen__gt=0), name="planned_request"),
            models.CheckConstraint(
                condition=Q(granted_fen__gte=0, granted_fen__lte=F("requested_fen")), name="never_more_than_asked"
            ),
            models.CheckConstraint(
                condition=Q(granted_fen=F("requested_fen")) | ~Q(cut_reason=""), name="a_planned_cut_has_a_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["project"], name="planned_by_project")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.no}"


class PlanNotice(models.Model):
    """Which version of a plan was put on which version of a notice. One notice shows one plan, for ever."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="notices")
    version = models.IntegerField()
    notice = models.CharField(max_length=40)
    revision = models.IntegerField()

    class Meta:
        db_table = "fund_plan_notice"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "revision"], name="one_plan_a_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.version} {self.notice}"
