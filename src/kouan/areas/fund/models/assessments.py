"""Expert review: who reviews what, with which scores, and who stepped back. Scores are whole tenths of a point."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kouan.areas.fund.models.applications import Application


class Reviewer(models.Model):
    """An expert: an account and the body it belongs to."""

    login = models.CharField(primary_key=True, max_length=80)
    name = models.CharField(max_length=80)
    body = models.CharField(max_length=40)
    body_name = models.CharField(max_length=120)
    field = models.CharField(max_length=120, blank=True)
    version = models.IntegerField()

    class Meta:
        db_table = "fund_reviewer"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name="") & ~Q(body=""), name="reviewer_named")]

    def __str__(self) -> str:
        return f"{self.login} {self.body}"


class Review(models.Model):
    """One reviewer's review of one application; `applicant` and `parent` are the bodies it must not come from."""

    number = models.CharField(primary_key=True, max_length=40)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="reviews")
    body = models.CharField(max_length=40)
    applicant = models.CharField(max_length=40)
    parent = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10)
    total = models.IntegerField(null=True)
    opinion = models.TextField(blank=True)
    sheet_since = models.DateField(null=True)
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField()

    class Meta:
        db_table = "fund_review"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="one_review_a_reviewer"),
            models.CheckConstraint(condition=~Q(body=F("applicant")), name="no_reviewer_of_the_applicant"),
            models.CheckConstraint(condition=~Q(body=F("parent")), name="no_reviewer_of_its_parent"),
            models.CheckConstraint(condition=Q(state__in=["assigned", "recused", "scored"]), name="review_state"),
            models.CheckConstraint(
                condition=(Q(state="scored") & Q(total__gte=0, total__lte=1000) & Q(sheet_since__isnull=False))
                | (~Q(state="scored") & Q(total__isnull=True, opinion="", sheet_since__isnull=True)),
                name="only_scored_has_a_score",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["reviewer", "state"], name="review_of_reviewer")]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class ReviewScore(models.Model):
    """One criterion of a score sheet: tenths of a point, never above what the criterion gives."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    position = models.IntegerField()
    criterion = models.CharField(max_length=40)
    points = models.IntegerField()
    tenths = models.IntegerField()

    class Meta:
        db_table = "fund_review_score"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "criterion"], name="one_score_a_criterion"),
            models.CheckConstraint(condition=Q(points__gt=0, points__lte=100), name="criterion_points"),
            models.CheckConstraint(
                condition=Q(tenths__gte=0, tenths__lte=F("points") * 10), name="score_in_its_points"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.criterion}"


class Recusal(models.Model):
    """A reviewer steps back from one application, or is kept away, and why."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, primary_key=True, related_name="recusal")
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "fund_recusal"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="recusal_has_a_reason")]

    def __str__(self) -> str:
        return str(self.review_id)
