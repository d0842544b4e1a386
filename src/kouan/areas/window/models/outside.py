"""Replies of outside customs systems as they came: nothing that arrives is thrown away."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .tax_bills import STAMP


class OutsideReply(models.Model):
    """One reply; the same one told again is the same row. `standing`: taken, refused (its order can not be), unknown declaration."""

    id = models.CharField(primary_key=True, max_length=40)
    received = models.CharField(max_length=STAMP)
    sender = models.CharField(max_length=40)
    handed_by = models.CharField(max_length=80)
    form = models.CharField(max_length=40)
    list = models.CharField(max_length=40)
    code = models.CharField(max_length=20, blank=True)
    at = models.CharField(max_length=STAMP, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    serial = models.CharField(max_length=100, blank=True)
    number = models.CharField(max_length=100, blank=True)
    case_id = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=40, blank=True)
    standing = models.CharField(max_length=10)
    version = models.IntegerField()
    why_zh = models.CharField(max_length=300, blank=True)
    why_en = models.CharField(max_length=300, blank=True)
    own = models.CharField(max_length=80, blank=True)
    own_zh = models.CharField(max_length=300, blank=True)
    own_en = models.CharField(max_length=300, blank=True)
    answer = models.TextField()
    body = models.BinaryField()

    class Meta:
        db_table = "window_outside_reply"
        indexes: ClassVar = [
            models.Index(fields=["standing", "received"], name="outside_by_standing"),
            models.Index(fields=["case_id"], name="outside_of_case"),
            models.Index(fields=["serial"], name="outside_by_serial"),
            models.Index(fields=["number"], name="outside_by_number"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(standing__in=["taken", "refused", "unknown"]), name="outside_known_standing"
            ),
            models.CheckConstraint(condition=~Q(standing="taken") | ~Q(case_id=""), name="outside_taken_has_a_case"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.list} {self.code}"
