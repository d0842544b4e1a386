"""Objections as the journal tells them: no name, no number, no word of the objector's own."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

STATES = ("received", "accepted", "refused", "closed")


class Objection(models.Model):
    """One objection to a published notice. `position` is the row of the plan, NULL for the whole plan.

    `outcome` is what the decision table said last; the state moves only when an officer settles or closes it.
    """

    number = models.CharField(primary_key=True, max_length=40)
    notice = models.CharField(max_length=40)
    revision = models.IntegerField()
    position = models.IntegerField(null=True)
    objector = models.CharField(max_length=10)
    channel = models.CharField(max_length=10)
    named = models.BooleanField()
    received_at = models.DateTimeField()
    postmark = models.DateField(null=True)
    opens = models.DateTimeField()
    late_from = models.DateTimeField()
    state = models.CharField(max_length=10)
    outcome = models.CharField(max_length=30)
    ground = models.CharField(max_length=1, blank=True)
    missing = models.CharField(max_length=200, blank=True)
    handler = models.CharField(max_length=80, blank=True)
    result = models.CharField(max_length=10, blank=True)
    statement = models.TextField(blank=True)
    version = models.IntegerField()

    class Meta:
        db_table = "fund_objection"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="objection_state"),
            models.CheckConstraint(
                condition=Q(objector__in=["person", "body", "authority"]), name="objection_objector"
            ),
            models.CheckConstraint(condition=Q(ground__in=["", "a", "b", "c", "d"]), name="objection_ground"),
            models.CheckConstraint(condition=Q(ground="") | Q(outcome__startswith="refused"), name="ground_of_refusal"),
            models.CheckConstraint(
                condition=(Q(state="closed") & ~Q(result="") & ~Q(statement=""))
                | (~Q(state="closed") & Q(result="", statement="")),
                name="closed_says_its_result",
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", "upheld", "partly", "dismissed"]), name="objection_result"
            ),
            models.CheckConstraint(condition=Q(late_from__gt=F("opens")), name="objection_period"),
        ]
        indexes: ClassVar = [models.Index(fields=["notice", "state"], name="objection_by_notice")]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class ObjectionPiece(models.Model):
    """When a required piece first came; the piece itself lies in the vault."""

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="pieces")
    piece = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        db_table = "fund_objection_piece"
        constraints: ClassVar = [models.UniqueConstraint(fields=["objection", "piece"], name="a_piece_comes_once")]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.piece}"


class ObjectionDecision(models.Model):
    """What the table said as of an instant; every decision is kept, also those that a later one replaced."""

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="decisions")
    version = models.IntegerField()
    as_of = models.DateTimeField()
    outcome = models.CharField(max_length=30)
    ground = models.CharField(max_length=1, blank=True)
    missing = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "fund_objection_decision"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["objection", "version"], name="one_decision_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.objection_id} v{self.version} {self.outcome}"
