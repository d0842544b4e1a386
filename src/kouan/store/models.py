"""The tables. The journal and what is written beside it in the same transaction; accounts; read models.

The writer fills the first five with plain SQL (`writer.py`); Django reads them, and owns their definition and migrations.
Times are stamps: fixed-width UTC text, so that text order is time order in every store.
"""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from .reply_tables import Reply, ReplyOutbox, ReplyParked, ReplySubscription
from .view_table import SavedView

STAMP = 27


class JournalEvent(models.Model):
    """One sealed line of the journal. Triggers refuse UPDATE and DELETE; `unique (case, version)` refuses two winners."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=STAMP)
    recorded_at = models.CharField(max_length=STAMP)
    kind = models.CharField(max_length=80)
    case_id = models.CharField(max_length=40)
    version = models.IntegerField()
    actor = models.CharField(max_length=80)
    organisation = models.CharField(max_length=40)
    role = models.CharField(max_length=20)
    body = models.TextField()
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        db_table = "journal_event"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case_id", "version"], name="one_winner")]

    def __str__(self) -> str:
        return f"#{self.seq} {self.kind} {self.case_id}"


class CaseRow(models.Model):
    """Where each case stands: written in the transaction of its event, guarded by its version."""

    id = models.CharField(primary_key=True, max_length=40)
    type = models.CharField(max_length=60)
    number = models.CharField(max_length=80, blank=True)
    owner = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    holder = models.CharField(max_length=80, blank=True)
    opened = models.CharField(max_length=STAMP)
    since = models.CharField(max_length=STAMP)
    version = models.IntegerField()
    revision = models.IntegerField()
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    port = models.CharField(max_length=10, blank=True)
    facts = models.TextField(default="{}")
    lanes = models.TextField(default="{}")
    warnings = models.IntegerField(default=0)

    class Meta:
        db_table = "case_row"
        indexes: ClassVar = [
            models.Index(fields=["holder", "since"], name="case_waits_for"),
            models.Index(fields=["owner", "since"], name="case_of_owner"),
            models.Index(fields=["type", "state", "since"], name="case_by_type"),
            models.Index(fields=["number"], name="case_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"


class Revision(models.Model):
    """One version of a document: the bytes as they came, and the canonical JSON where they came in another format."""

    pk = models.CompositePrimaryKey("case_id", "number")
    case_id = models.CharField(max_length=40)
    number = models.IntegerField()
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=40)
    body = models.BinaryField()
    document = models.BinaryField(null=True)

    class Meta:
        db_table = "document_revision"

    def __str__(self) -> str:
        return f"{self.case_id} r{self.number}"


class Answered(models.Model):
    """What was answered to which idempotency key: the same key with the same bytes gets the same answer again."""

    pk = models.CompositePrimaryKey("organisation", "key")
    organisation = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    answer = models.TextField()

    class Meta:
        db_table = "answered"

    def __str__(self) -> str:
        return f"{self.organisation} {self.key}"


class RefusedFiling(models.Model):
    """A filing that could not be taken: its bytes as they came, and what was found. Nothing that arrives is thrown away."""

    id = models.CharField(primary_key=True, max_length=40)
    at = models.CharField(max_length=STAMP)
    organisation = models.CharField(max_length=40)
    actor = models.CharField(max_length=80)
    type = models.CharField(max_length=60)
    body = models.BinaryField()
    findings = models.TextField()

    class Meta:
        db_table = "refused_filing"
        indexes: ClassVar = [models.Index(fields=["organisation", "at"], name="refused_of_owner")]

    def __str__(self) -> str:
        return f"{self.id} {self.type}"


class Cursor(models.Model):
    """How far a follower of the journal has come, and what stopped it if something did."""

    name = models.CharField(primary_key=True, max_length=60)
    seq = models.BigIntegerField(default=0)
    at = models.CharField(max_length=STAMP, blank=True)
    fault = models.TextField(blank=True)

    class Meta:
        db_table = "journal_cursor"

    def __str__(self) -> str:
        return f"{self.name} at {self.seq}"


class DailyCount(models.Model):
    """Read model: how often each fact was recorded, by day (Asia/Shanghai) and port."""

    pk = models.CompositePrimaryKey("day", "port", "kind")
    day = models.DateField()
    port = models.CharField(max_length=10)
    kind = models.CharField(max_length=80)
    n = models.IntegerField()

    class Meta:
        db_table = "daily_count"

    def __str__(self) -> str:
        return f"{self.day} {self.port} {self.kind}: {self.n}"


class Draft(models.Model):
    """A filing that somebody is still writing: a raw dict, perhaps not valid yet. Not in the journal."""

    id = models.CharField(primary_key=True, max_length=40)
    type = models.CharField(max_length=60)
    organisation = models.CharField(max_length=40)
    author = models.CharField(max_length=80)
    data = models.TextField(default="{}")
    changed = models.CharField(max_length=STAMP)

    class Meta:
        db_table = "draft"
        indexes: ClassVar = [models.Index(fields=["organisation", "changed"], name="drafts_of_owner")]

    def __str__(self) -> str:
        return f"{self.id} {self.type}"


class Organisation(models.Model):
    """A firm or an authority. Firms carry a unified social credit code with the right check character."""

    id = models.CharField(primary_key=True, max_length=40)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, null=True, unique=True)  # noqa: DJ001 -- null, so that many may have none
    fictitious = models.BooleanField(default=False)

    class Meta:
        db_table = "organisation"

    def __str__(self) -> str:
        return self.name_zh


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by login, each with its organisation: a page needs both."""

    def get_queryset(self) -> "models.QuerySet[Account]":
        return super().get_queryset().select_related("organisation")

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login=username)


class Account(AbstractBaseUser):
    """A person who signs in: one organisation, one role."""

    login = models.CharField(primary_key=True, max_length=80)
    name_zh = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=80, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    role = models.CharField(max_length=20)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "login"
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return str(self.login)


class ApiKey(models.Model):
    """A machine's key: an organisation in a role. Only the SHA-256 of the key is kept (keys are 256 random bits)."""

    digest = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=80)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    role = models.CharField(max_length=20)
    created = models.CharField(max_length=STAMP)
    revoked = models.CharField(max_length=STAMP, blank=True)

    class Meta:
        db_table = "api_key"

    def __str__(self) -> str:
        return self.name


__all__ = [
    "Account",
    "Answered",
    "ApiKey",
    "CaseRow",
    "Cursor",
    "DailyCount",
    "Draft",
    "JournalEvent",
    "Organisation",
    "RefusedFiling",
    "Reply",
    "ReplyOutbox",
    "ReplyParked",
    "ReplySubscription",
    "Revision",
    "SavedView",
]
