"""Licences and handbook items with their balances, and each movement. Quantities are whole 1/100,000 of the unit."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .tax_bills import STAMP


class Licence(models.Model):
    """A licence or an item of a handbook; the database holds that nothing of it is used twice."""

    id = models.CharField(primary_key=True, max_length=15)
    book = models.CharField(max_length=10)
    kind = models.CharField(max_length=5, blank=True)
    number = models.CharField(max_length=40)
    item = models.IntegerField(default=0)
    party = models.CharField(max_length=10, blank=True)
    scc = models.CharField(max_length=18, blank=True)
    codes = models.CharField(max_length=400, blank=True)
    country = models.CharField(max_length=3, blank=True)
    unit = models.CharField(max_length=3)
    issued = models.BigIntegerField()
    remaining = models.BigIntegerField()
    reserved = models.BigIntegerField(default=0)
    written = models.BigIntegerField(default=0)
    one_batch = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    issuer = models.CharField(max_length=120, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    version = models.IntegerField()
    registered = models.CharField(max_length=STAMP)

    class Meta:
        db_table = "window_licence"
        indexes: ClassVar = [models.Index(fields=["scc", "valid_to"], name="licence_of_firm")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["book", "kind", "number", "item"], name="one_licence_a_number"),
            models.CheckConstraint(condition=Q(issued__gt=0), name="licence_quantity"),
            models.CheckConstraint(
                condition=Q(remaining__gte=0, reserved__gte=0, written__gte=0), name="licence_never_overdrawn"
            ),
            models.CheckConstraint(
                condition=Q(issued=F("remaining") + F("reserved") + F("written")), name="licence_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="licence_time"
            ),
            models.CheckConstraint(condition=Q(book__in=["licence", "handbook"]), name="licence_book"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.remaining}/{self.issued}"


class LicenceEntry(models.Model):
    """One movement of a licence: what it was, of which declaration, and what it left."""

    licence = models.CharField(max_length=15)
    version = models.IntegerField()
    at = models.CharField(max_length=STAMP)
    kind = models.CharField(max_length=10)
    declaration = models.CharField(max_length=40, blank=True)
    quantity = models.BigIntegerField()
    remaining = models.BigIntegerField()

    class Meta:
        db_table = "window_licence_entry"
        indexes: ClassVar = [models.Index(fields=["declaration"], name="licence_entry_of_case")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["licence", "version"], name="one_licence_entry_a_version"),
            models.CheckConstraint(condition=Q(quantity__gt=0, remaining__gte=0), name="licence_entry_quantity"),
            models.CheckConstraint(
                condition=Q(kind="issue", declaration="")
                | (Q(kind__in=["reserve", "free", "write_off", "write_more", "reverse"]) & ~Q(declaration="")),
                name="licence_entry_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.licence} {self.version} {self.kind} {self.quantity}"
