"""The declarants' own references that are in use: one of a firm and a type, whoever comes first."""

from typing import ClassVar

from django.db import models

from .tax_bills import STAMP


class UsedReference(models.Model):
    """A reference of a firm, the declaration that bears it, the digest of its content, and under which key it came."""

    id = models.BigAutoField(primary_key=True)
    owner = models.CharField(max_length=40)
    type = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)
    declaration = models.CharField(max_length=40)
    content = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=200, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    used = models.CharField(max_length=STAMP)

    class Meta:
        db_table = "window_used_reference"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "type", "reference"], name="one_use_of_a_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.reference}"
