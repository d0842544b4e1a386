"""Tax bills with their proofs, statements of a month, refunds. Rows move in the transaction of their fact in the journal;
`version` is the journal's. Times are stamps (UTC text).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

STAMP = 27


class TaxBill(models.Model):
    """What one revision of a declaration owes, or owes more than the bills before it. `fen` is the whole, in 分."""

    id = models.CharField(primary_key=True, max_length=40)
    declaration = models.CharField(max_length=40)
    revision = models.IntegerField()
    kind = models.CharField(max_length=20)
    payer = models.CharField(max_length=40)
    state = models.CharField(max_length=20)
    version = models.IntegerField()
    fen = models.BigIntegerField()
    kinds = models.TextField()
    law_day = models.DateField()
    issued = models.CharField(max_length=STAMP)
    since = models.CharField(max_length=STAMP)
    due = models.DateField()
    paid_on = models.DateField(null=True)
    surcharge_fen = models.BigIntegerField(default=0)
    order_id = models.CharField(max_length=35, blank=True)
    guarantee = models.CharField(max_length=40, blank=True)
    statement = models.CharField(max_length=40, blank=True)
    proof = models.CharField(max_length=64)
    document = models.CharField(max_length=64)
    law_day_by = models.CharField(max_length=12, default="", blank=True)

    class Meta:
        db_table = "window_tax_bill"
        indexes: ClassVar = [
            models.Index(fields=["declaration"], name="tax_bill_of_declaration"),
            models.Index(fields=["payer", "state", "due"], name="tax_bill_of_payer"),
            models.Index(fields=["state", "due"], name="tax_bill_by_state"),
            models.Index(fields=["statement"], name="tax_bill_of_statement"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["declaration", "revision", "law_day"], name="one_bill_a_revision_and_day"),
            models.CheckConstraint(condition=Q(fen__gte=0), name="tax_bill_money"),
            models.CheckConstraint(condition=Q(surcharge_fen__gte=0), name="tax_bill_surcharge"),
            models.CheckConstraint(condition=Q(version__gte=1), name="tax_bill_version"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"


class TaxProof(models.Model):
    """The bill as it was worked out, with every step: JSON, deflated; `digest` is the SHA-256 of the JSON."""

    bill = models.CharField(primary_key=True, max_length=40)
    digest = models.CharField(max_length=64)
    body = models.BinaryField()

    class Meta:
        db_table = "window_tax_proof"

    def __str__(self) -> str:
        return str(self.bill)


class Statement(models.Model):
    """The bills that a payer put on one month's summary (汇总征税), as one debt."""

    id = models.CharField(primary_key=True, max_length=40)
    payer = models.CharField(max_length=40)
    month = models.CharField(max_length=7)
    fen = models.BigIntegerField()
    bills = models.IntegerField()
    drawn = models.CharField(max_length=STAMP)
    due = models.DateField()
    provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=20)
    version = models.IntegerField()
    order_id = models.CharField(max_length=35, blank=True)
    paid_on = models.DateField(null=True)
    surcharge_fen = models.BigIntegerField(default=0)

    class Meta:
        db_table = "window_tax_statement"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payer", "month"], name="one_statement_a_month"),
            models.CheckConstraint(condition=Q(fen__gt=0) & Q(bills__gt=0), name="tax_statement_money"),
            models.CheckConstraint(condition=Q(surcharge_fen__gte=0), name="tax_statement_surcharge"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"


class Refund(models.Model):
    """Money that goes back to a payer of a settled bill: proposed, decided by an officer, ordered, paid."""

    id = models.CharField(primary_key=True, max_length=40)
    bill = models.CharField(max_length=40)
    payer = models.CharField(max_length=40)
    fen = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=20)
    version = models.IntegerField()
    since = models.CharField(max_length=STAMP)
    order_id = models.CharField(max_length=35, blank=True)

    class Meta:
        db_table = "window_tax_refund"
        indexes: ClassVar = [
            models.Index(fields=["bill"], name="tax_refund_of_bill"),
            models.Index(fields=["state", "since"], name="tax_refund_by_state"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="tax_refund_money"),
            models.CheckConstraint(condition=~Q(reason=""), name="tax_refund_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"
