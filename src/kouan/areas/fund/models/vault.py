"""Who objected, in the objector's own words and papers. Never in the journal, never published, never rebuilt.

Only the officer who handles the objection opens it, and every opening is written down. It outlives no deletion date.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class VaultRecord(models.Model):
    """One objector. `code_digest` is the SHA-256 of the code on the receipt; `salt` makes the seal unguessable."""

    number = models.CharField(primary_key=True, max_length=40)
    code_digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    name = models.CharField(max_length=80, blank=True)
    identity = models.CharField(max_length=18, blank=True)
    contact = models.CharField(max_length=120, blank=True)
    contact_person = models.CharField(max_length=80, blank=True)
    postal_address = models.CharField(max_length=200, blank=True)
    matters = models.TextField(blank=True)
    clue = models.TextField(blank=True)
    kept_at = models.DateTimeField()
    delete_on = models.DateField(null=True)

    class Meta:
        db_table = "fund_vault_record"

    def __str__(self) -> str:
        return str(self.number)


class VaultPiece(models.Model):
    """One paper that was handed in, as bytes; its name is only ever shown, never a path."""

    record = models.ForeignKey(VaultRecord, on_delete=models.CASCADE, related_name="pieces")
    piece = models.CharField(max_length=20)
    filename = models.CharField(max_length=120)
    media = models.CharField(max_length=80)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = "fund_vault_piece"

    def __str__(self) -> str:
        return f"{self.record_id} {self.piece}"


class VaultAccess(models.Model):
    """Who opened what, when and why. Triggers refuse UPDATE and DELETE; it outlives what it speaks of."""

    number = models.CharField(max_length=40)
    who = models.CharField(max_length=80)
    at = models.DateTimeField()
    what = models.CharField(max_length=40)
    why = models.CharField(max_length=300)

    class Meta:
        db_table = "fund_vault_access"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(why=""), name="access_has_a_reason")]
        indexes: ClassVar = [models.Index(fields=["number", "at"], name="vault_access_by_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.who}"
