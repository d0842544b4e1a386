"""Money held back: payments to a row stopped, and paid money called back. Whole 分."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class PaymentStop(models.Model):
    """Payments to a row are stopped, by whom, when and why; lifted later the same way. `ends` is None while it holds."""

    row = models.ForeignKey("fund.FinalRow", on_delete=models.CASCADE, related_name="stops")
    version = models.IntegerField()
    reason = models.TextField()
    by = models.CharField(max_length=80)
    since = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        db_table = "fund_payment_stop"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["row"], condition=Q(ends__isnull=True), name="one_stop_at_a_time"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_stop_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | ~Q(ended_reason=""), name="a_lifted_stop_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.since:%Y-%m-%d}"


class Clawback(models.Model):
    """Money of a payment that is called back, until when and why; what came back is counted on the payment."""

    payment = models.ForeignKey("fund.Payment", on_delete=models.CASCADE, related_name="clawbacks")
    version = models.IntegerField()
    fen = models.BigIntegerField()
    returned_fen = models.BigIntegerField(default=0)
    due_on = models.DateField()
    reason = models.TextField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "fund_clawback"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payment", "version"], name="one_clawback_a_version"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="clawback_above_nought"),
            models.CheckConstraint(
                condition=Q(returned_fen__gte=0) & Q(returned_fen__lte=models.F("fen")), name="clawback_returned"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_clawback_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.fen}"
