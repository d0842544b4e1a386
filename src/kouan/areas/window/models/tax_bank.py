"""The bank's side: agreements with payers, payment orders that go out, messages and entries that come in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .tax_bills import STAMP


class Agreement(models.Model):
    """A tri-party agreement (三方协议) of customs, bank and firm. `account` stands sealed (`store/vault`), is never shown
    whole and never journalled."""

    id = models.CharField(primary_key=True, max_length=40)
    organisation = models.CharField(max_length=40, unique=True)
    bank = models.CharField(max_length=11)
    account = models.CharField(max_length=200)
    holder = models.CharField(max_length=120)
    since = models.DateField()
    is_summary = models.BooleanField(default=False)

    class Meta:
        db_table = "window_tax_agreement"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(account=""), name="agreement_names_an_account")]

    def __str__(self) -> str:
        return str(self.id)


class PaymentOrder(models.Model):
    """One order to the bank. `id` is its end-to-end id; a subject (bill, statement, refund) has one open order at most."""

    id = models.CharField(primary_key=True, max_length=35)
    purpose = models.CharField(max_length=10)
    subject = models.CharField(max_length=40)
    agreement = models.CharField(max_length=40)
    organisation = models.CharField(max_length=40)
    fen = models.BigIntegerField()
    state = models.CharField(max_length=10)
    made = models.CharField(max_length=STAMP)
    sent = models.CharField(max_length=STAMP, blank=True)
    ended = models.CharField(max_length=STAMP, blank=True)

    class Meta:
        db_table = "window_tax_order"
        indexes: ClassVar = [
            models.Index(fields=["state", "made"], name="tax_order_by_state"),
            models.Index(fields=["subject"], name="tax_order_of_subject"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="tax_order_money"),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state__in=["made", "sent"]), name="one_open_order_a_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"


class BankMessage(models.Model):
    """A message from a bank as it came. The same bytes again are the same message."""

    digest = models.CharField(primary_key=True, max_length=64)
    message = models.CharField(max_length=35)
    kind = models.CharField(max_length=10)
    received = models.CharField(max_length=STAMP)
    entries = models.IntegerField()
    body = models.BinaryField()

    class Meta:
        db_table = "window_bank_message"

    def __str__(self) -> str:
        return str(self.message)


class BankEntry(models.Model):
    """One entry that a bank told of. `id` is a digest over bank reference, end-to-end id, amount and direction: an entry
    told again, in whatever message, is the same entry.
    """

    id = models.CharField(primary_key=True, max_length=64)
    message = models.CharField(max_length=64)
    reference = models.CharField(max_length=35)
    order_id = models.CharField(max_length=35, blank=True)
    fen = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    direction = models.CharField(max_length=4)
    booked_on = models.DateField()
    account = models.CharField(max_length=34, blank=True)
    outcome = models.CharField(max_length=20)
    is_open = models.BooleanField(default=False)
    received = models.CharField(max_length=STAMP)
    closed_by = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "window_bank_entry"
        indexes: ClassVar = [
            models.Index(fields=["is_open", "received"], name="bank_entry_open"),
            models.Index(fields=["order_id"], name="bank_entry_of_order"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fen__gte=0), name="bank_entry_money"),
            models.CheckConstraint(condition=Q(direction__in=["CRDT", "DBIT"]), name="bank_entry_direction"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.outcome}"
