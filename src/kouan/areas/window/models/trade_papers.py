"""Read models of the trader's own papers: where each stands, and the numbers under which it is found."""

from typing import ClassVar

from django.db import models

from .consignments import STAMP


class TradeRow(models.Model):
    """One invoice or packing list. `revision` is the one that stands; `bill` is empty where it names none."""

    case_id = models.CharField(primary_key=True, max_length=40)
    type = models.CharField(max_length=60)
    number = models.CharField(max_length=35)
    owner = models.CharField(max_length=40)
    revision = models.IntegerField()
    bill = models.CharField(max_length=35, blank=True)
    voyage_key = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20)
    since = models.CharField(max_length=STAMP)
    opened = models.CharField(max_length=STAMP)

    class Meta:
        db_table = "window_trade"
        indexes: ClassVar = [models.Index(fields=["owner", "type"], name="trade_of_owner")]

    def __str__(self) -> str:
        return f"{self.type} {self.number}"


class TradeKey(models.Model):
    """One number under which a paper is found: `bill:`, `contract:`, `invoice:`, `number:`, `box:` or `digest:` and the text.

    `revision` is the one that a digest is of, else 0. Digests of earlier revisions stay.
    """

    pk = models.CompositePrimaryKey("case_id", "key")
    case_id = models.CharField(max_length=40)
    owner = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    revision = models.IntegerField(default=0)

    class Meta:
        db_table = "window_trade_key"
        indexes: ClassVar = [models.Index(fields=["key", "owner"], name="trade_by_key")]

    def __str__(self) -> str:
        return str(self.key)
