"""Guarantees: an amount that somebody vouches for, what is taken of it now, and each movement."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .tax_bills import STAMP


class Guarantee(models.Model):
    """A registered guarantee. `balance_fen` is what is still free; the database holds it between nought and the amount."""

    number = models.CharField(primary_key=True, max_length=40)
    owner = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    declaration = models.CharField(max_length=40, blank=True)
    issuer = models.CharField(max_length=120)
    fen = models.BigIntegerField()
    balance_fen = models.BigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    version = models.IntegerField()
    registered = models.CharField(max_length=STAMP)

    class Meta:
        db_table = "window_guarantee"
        indexes: ClassVar = [models.Index(fields=["owner", "valid_to"], name="guarantee_of_owner")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="guarantee_money"),
            models.CheckConstraint(
                condition=Q(balance_fen__gte=0, balance_fen__lte=F("fen")), name="guarantee_never_overdrawn"
            ),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="guarantee_time"),
            models.CheckConstraint(condition=Q(kind__in=["general", "one-off"]), name="guarantee_kind"),
            models.CheckConstraint(
                condition=Q(kind="general", declaration="") | (Q(kind="one-off") & ~Q(declaration="")),
                name="one_off_names_its_declaration",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.balance_fen}/{self.fen}"


class GuaranteeMove(models.Model):
    """One movement: `fen` is added to the balance (negative where taken); `balance_fen` is what it left."""

    guarantee = models.CharField(max_length=40)
    version = models.IntegerField()
    at = models.CharField(max_length=STAMP)
    kind = models.CharField(max_length=12)
    bill = models.CharField(max_length=40, blank=True)
    fen = models.BigIntegerField()
    balance_fen = models.BigIntegerField()

    class Meta:
        db_table = "window_guarantee_move"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["guarantee", "version"], name="one_guarantee_move_a_version"),
            models.CheckConstraint(condition=Q(balance_fen__gte=0), name="guarantee_move_balance"),
        ]

    def __str__(self) -> str:
        return f"{self.guarantee} {self.version} {self.fen}"
