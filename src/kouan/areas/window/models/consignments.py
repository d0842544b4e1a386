"""Read models of consignments: what manifests list, declarations claim, the port counted and customs noticed.

All but `Telling` follow the journal and can be rebuilt from it; across cases only ids. Weights are decimal text in kg,
times are stamps (UTC text), `voyage_key` is means and voyage as they are compared.
"""

from typing import ClassVar

from django.db import models

STAMP = 27


class ManifestRow(models.Model):
    """One manifest: its voyage, its state, when it was filed and how late. `late_seconds` is 0 where in time or no deadline."""

    case_id = models.CharField(primary_key=True, max_length=40)
    number = models.CharField(max_length=35)
    kind = models.CharField(max_length=10)
    owner = models.CharField(max_length=40)
    office = models.CharField(max_length=4)
    voyage_key = models.CharField(max_length=60)
    means = models.CharField(max_length=35)
    voyage = models.CharField(max_length=17)
    mode = models.CharField(max_length=10)
    loading_port = models.CharField(max_length=5, blank=True)
    discharge_port = models.CharField(max_length=5, blank=True)
    arrives = models.CharField(max_length=STAMP, blank=True)
    state = models.CharField(max_length=20)
    since = models.CharField(max_length=STAMP)
    filed = models.CharField(max_length=STAMP)
    due = models.CharField(max_length=STAMP, blank=True)
    late_seconds = models.BigIntegerField(default=0)

    class Meta:
        db_table = "window_manifest"
        indexes: ClassVar = [models.Index(fields=["voyage_key", "kind"], name="manifest_of_voyage")]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class BillRow(models.Model):
    """One bill as a manifest lists it. `parties` is a JSON list of the names and codes of who is named on it."""

    pk = models.CompositePrimaryKey("case_id", "bill")
    case_id = models.CharField(max_length=40)
    bill = models.CharField(max_length=35)
    voyage_key = models.CharField(max_length=60)
    master = models.CharField(max_length=35, blank=True)
    packages = models.IntegerField()
    weight = models.CharField(max_length=40)
    description = models.CharField(max_length=150)
    parties = models.TextField(default="[]")

    class Meta:
        db_table = "window_bill"
        indexes: ClassVar = [models.Index(fields=["bill", "voyage_key"], name="bill_by_number")]

    def __str__(self) -> str:
        return str(self.bill)


class BoxRow(models.Model):
    """One container and one bill in it; `bill` is empty for an empty container."""

    pk = models.CompositePrimaryKey("case_id", "box", "bill")
    case_id = models.CharField(max_length=40)
    box = models.CharField(max_length=17)
    bill = models.CharField(max_length=35, blank=True)
    voyage_key = models.CharField(max_length=60)
    seals = models.CharField(max_length=100, blank=True)

    class Meta:
        db_table = "window_box"
        indexes: ClassVar = [
            models.Index(fields=["box", "voyage_key"], name="box_by_number"),
            models.Index(fields=["case_id", "bill"], name="box_of_bill"),
        ]

    def __str__(self) -> str:
        return str(self.box)


class ClaimRow(models.Model):
    """What a declaration says of its bill. `boxes` and `papers` are JSON lists of texts."""

    case_id = models.CharField(primary_key=True, max_length=40)
    number = models.CharField(max_length=80)
    type = models.CharField(max_length=60)
    flow = models.CharField(max_length=6)
    owner = models.CharField(max_length=40)
    office = models.CharField(max_length=8)
    bill = models.CharField(max_length=35)
    voyage_key = models.CharField(max_length=60)
    packages = models.IntegerField(null=True)
    weight = models.CharField(max_length=40, blank=True)
    boxes = models.TextField(default="[]")
    papers = models.TextField(default="[]")
    state = models.CharField(max_length=20)
    since = models.CharField(max_length=STAMP)
    opened = models.CharField(max_length=STAMP)

    class Meta:
        db_table = "window_claim"
        indexes: ClassVar = [
            models.Index(fields=["bill", "voyage_key"], name="claim_of_bill"),
            models.Index(fields=["owner"], name="claim_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.bill}"


class SeenRow(models.Model):
    """What a report of the port says of one bill."""

    pk = models.CompositePrimaryKey("case_id", "bill")
    case_id = models.CharField(max_length=40)
    bill = models.CharField(max_length=35)
    voyage_key = models.CharField(max_length=60)
    number = models.CharField(max_length=35)
    kind = models.CharField(max_length=10)
    packages = models.IntegerField()
    weight = models.CharField(max_length=40, blank=True)
    damaged = models.IntegerField(default=0)
    state = models.CharField(max_length=20)
    at = models.CharField(max_length=STAMP)

    class Meta:
        db_table = "window_seen"
        indexes: ClassVar = [models.Index(fields=["bill", "voyage_key"], name="seen_of_bill")]

    def __str__(self) -> str:
        return f"{self.kind} {self.bill}"


class NoticeRow(models.Model):
    """A notice of customs on one bill or box: the raw code, and whether it lifts an earlier one."""

    case_id = models.CharField(primary_key=True, max_length=40)
    bill = models.CharField(max_length=35)
    box = models.CharField(max_length=17, blank=True)
    voyage = models.CharField(max_length=17, blank=True)
    code = models.CharField(max_length=2)
    lifted = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    at = models.CharField(max_length=STAMP)
    seq = models.BigIntegerField()

    class Meta:
        db_table = "window_notice"
        indexes: ClassVar = [models.Index(fields=["bill"], name="notice_of_bill")]

    def __str__(self) -> str:
        return f"{self.code} {self.bill}"


class PhaseRow(models.Model):
    """A stretch of a declaration's life in one state, goods arrived or not; empty `ended` while it lasts.

    `released` and `released_seq` are of the whole case, filled in once it is released.
    """

    pk = models.CompositePrimaryKey("case_id", "version")
    case_id = models.CharField(max_length=40)
    version = models.IntegerField()
    owner = models.CharField(max_length=40)
    port = models.CharField(max_length=10)
    flow = models.CharField(max_length=6)
    mode = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    arrived = models.BooleanField()
    began = models.CharField(max_length=STAMP)
    ended = models.CharField(max_length=STAMP, blank=True)
    released = models.CharField(max_length=STAMP, blank=True)
    released_seq = models.BigIntegerField(default=0)

    class Meta:
        db_table = "window_phase"
        indexes: ClassVar = [
            models.Index(fields=["flow", "state", "arrived", "mode", "port", "released"], name="phase_alike"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"


class Telling(models.Model):
    """Somebody was told of a case by a code: only the code's SHA-256 is kept. Not from the journal, so never rebuilt."""

    digest = models.CharField(primary_key=True, max_length=64)
    case_id = models.CharField(max_length=40)
    organisation = models.CharField(max_length=40)
    made = models.CharField(max_length=STAMP)
    made_by = models.CharField(max_length=80)
    expires = models.CharField(max_length=STAMP)
    revoked = models.CharField(max_length=STAMP, blank=True)
    note = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "window_telling"
        indexes: ClassVar = [models.Index(fields=["case_id"], name="tellings_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} until {self.expires}"
