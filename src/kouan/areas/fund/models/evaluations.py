"""Where a self-evaluation stands, what monitoring said in the middle of the year, and finance's own score."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

STATES = ("drafted", "submitted", "checked", "returned", "accepted", "published")
LIKELY = ("certain", "possible", "impossible")
LIGHTS = ("green", "amber", "red")


class Evaluation(models.Model):
    """One self-evaluation; `step` counts its entries in the journal. A score stands from the submission on."""

    number = models.CharField(max_length=40, primary_key=True)
    notice = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=10)
    step = models.IntegerField()
    total = models.CharField(max_length=10, blank=True)
    grade = models.CharField(max_length=4, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    since = models.DateTimeField()

    class Meta:
        db_table = "fund_evaluation"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="evaluation_state"),
            models.CheckConstraint(
                condition=Q(state="drafted") | (~Q(total="") & ~Q(digest="")), name="submitted_with_a_score"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class MidYear(models.Model):
    """January to July of one target; the newest version stands. Numbers are decimal text."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="mid_year")
    position = models.IntegerField()
    version = models.IntegerField()
    numerator = models.CharField(max_length=40, blank=True)
    denominator = models.CharField(max_length=40, blank=True)
    expected = models.CharField(max_length=40, blank=True)
    likelihood = models.CharField(max_length=10)
    reason = models.CharField(max_length=500, blank=True)
    light = models.CharField(max_length=5)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "fund_mid_year"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "version"], name="one_mid_year_a_version"),
            models.CheckConstraint(condition=Q(likelihood__in=LIKELY, light__in=LIGHTS), name="mid_year_words"),
            models.CheckConstraint(
                condition=Q(likelihood="certain") | ~Q(reason=""), name="what_is_not_certain_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.position} v{self.version}"


class Rectification(models.Model):
    """What must be put right for a target, until when, and what was done."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="rectifications")
    position = models.IntegerField()
    version = models.IntegerField()
    what = models.CharField(max_length=500)
    until = models.DateField()
    done = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "fund_rectification"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "version"], name="one_rectification_a_version"),
            models.CheckConstraint(condition=~Q(what=""), name="rectification_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.position}"


class FinanceScore(models.Model):
    """Finance's evaluation, a line a block; the newest version stands, `opinion` is that of the whole."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="finance")
    version = models.IntegerField()
    block = models.CharField(max_length=10)
    points = models.CharField(max_length=10)
    score = models.CharField(max_length=10)
    reason = models.CharField(max_length=500, blank=True)
    opinion = models.TextField()
    total = models.CharField(max_length=10)
    grade = models.CharField(max_length=4)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "fund_finance_score"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "version", "block"], name="one_score_a_block"),
            models.CheckConstraint(
                condition=Q(block__in=["decision", "process", "output", "benefit"]), name="finance_block"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.block}"
