"""Money after the notice: the final plan, documents that allot it, payments, what was spent. Whole 分; sums are held by
the operations and looked at again by `paying.queries.unreconciled`.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class FinalPlan(models.Model):
    """The plan once the notice's period is over and no objection is open. `version` is the journal's."""

    number = models.CharField(primary_key=True, max_length=40)
    notice = models.CharField(max_length=40, unique=True)
    revision = models.IntegerField()
    total_fen = models.BigIntegerField()
    final_on = models.DateField()
    by = models.CharField(max_length=80)
    version = models.IntegerField()

    class Meta:
        db_table = "fund_final_plan"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(total_fen__gte=0), name="final_total")]

    def __str__(self) -> str:
        return str(self.number)


class FinalRow(models.Model):
    """One row of the final plan; less than was on notice only with a reason, never more."""

    plan = models.ForeignKey(FinalPlan, on_delete=models.CASCADE, related_name="rows")
    position = models.IntegerField()
    applicant = models.CharField(max_length=120)
    project = models.CharField(max_length=200)
    on_notice_fen = models.BigIntegerField()
    granted_fen = models.BigIntegerField()
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "fund_final_row"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_final_row"),
            models.CheckConstraint(condition=Q(granted_fen__gte=0), name="final_granted"),
            models.CheckConstraint(condition=Q(granted_fen__lte=F("on_notice_fen")), name="never_more_than_shown"),
            models.CheckConstraint(
                condition=Q(granted_fen=F("on_notice_fen")) | ~Q(reason=""), name="a_cut_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.position}"


class AllotmentLine(models.Model):
    """What a disbursement document (下达, with its 文号) allots to one row under one budget item (科目)."""

    row = models.ForeignKey(FinalRow, on_delete=models.CASCADE, related_name="allotted")
    document = models.CharField(max_length=60)
    dated = models.DateField()
    item = models.CharField(max_length=60)
    fen = models.BigIntegerField()

    class Meta:
        db_table = "fund_allotment_line"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["row", "document"], name="one_line_a_document"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="allotted_money"),
            models.CheckConstraint(condition=~Q(document="") & ~Q(item=""), name="allotted_by_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.row_id}"


class Payment(models.Model):
    """One payment, by its voucher; `returned_fen` came back of it."""

    line = models.ForeignKey(AllotmentLine, on_delete=models.CASCADE, related_name="payments")
    voucher = models.CharField(max_length=60, unique=True)
    paid_on = models.DateField()
    fen = models.BigIntegerField()
    returned_fen = models.BigIntegerField(default=0)

    class Meta:
        db_table = "fund_payment"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="paid_money"),
            models.CheckConstraint(condition=~Q(voucher=""), name="paid_by_a_voucher"),
            models.CheckConstraint(
                condition=Q(returned_fen__gte=0, returned_fen__lte=F("fen")), name="never_more_back_than_paid"
            ),
        ]

    def __str__(self) -> str:
        return str(self.voucher)


class Spending(models.Model):
    """What a row has spent by the end of a quarter of the plan's year, cumulative; a later report stands for an earlier."""

    row = models.ForeignKey(FinalRow, on_delete=models.CASCADE, related_name="spent")
    quarter = models.IntegerField()
    version = models.IntegerField()
    spent_fen = models.BigIntegerField()
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "fund_spending"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["row", "quarter", "version"], name="one_report_a_version"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="spent_in_a_quarter"),
            models.CheckConstraint(condition=Q(spent_fen__gte=0), name="spent_money"),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} Q{self.quarter}"
