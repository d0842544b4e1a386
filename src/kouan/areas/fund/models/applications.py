"""Who asks for what: applicants, applications with their versions and papers, what was decided on each."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from kouan.areas.fund.models.calls import Call

STATES = ("submitted", "returned", "withdrawn", "eligible", "ineligible")
models.CharField.register_lookup(Length)


class Applicant(models.Model):
    """A body that applies, as it last named itself: with a credit code, or the reason why it has none."""

    organisation = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, blank=True)
    no_uscc = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20)
    parent = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "fund_applicant"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="applicant_named"),
            models.CheckConstraint(
                condition=Q(uscc__length=18, no_uscc="") | (Q(uscc="") & ~Q(no_uscc="")),
                name="a_code_or_a_reason_for_none",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["company", "authority", "institution"]), name="applicant_kind"
            ),
            models.CheckConstraint(condition=~Q(parent=F("organisation")), name="not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.name}"


class Application(models.Model):
    """One application as its newest version stands. `version` is the journal's, `revision` the applicant's.

    `row_cap_fen` is the most that the call's ceilings allow it, NULL for no limit. Scores: `score_n` sheets are in;
    mean and spread in 1/10 000 of a point.
    """

    number = models.CharField(primary_key=True, max_length=40)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="applications")
    applicant_name = models.CharField(max_length=120)
    project = models.CharField(max_length=200)
    project_key = models.CharField(max_length=200)
    ceiling = models.CharField(max_length=40)
    place = models.CharField(max_length=40, blank=True)
    needed_fen = models.BigIntegerField()
    requested_fen = models.BigIntegerField()
    own_fen = models.BigIntegerField()
    row_cap_fen = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10)
    revision = models.IntegerField()
    version = models.IntegerField()
    first_at = models.DateTimeField()
    received_at = models.DateTimeField()
    supplement_until = models.DateTimeField(null=True)
    supplement_asked = models.TextField(blank=True)
    warnings = models.IntegerField(default=0)
    protected = models.BooleanField(default=False)
    protected_reason = models.CharField(max_length=300, blank=True)
    assigned_n = models.IntegerField(default=0)
    score_n = models.IntegerField(default=0)
    score_mean = models.IntegerField(null=True)
    score_spread = models.IntegerField(null=True)

    class Meta:
        db_table = "fund_application"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="application_state"),
            models.CheckConstraint(condition=Q(requested_fen__gt=0), name="something_is_requested"),
            models.CheckConstraint(condition=Q(own_fen__gte=0), name="own_funds"),
            models.CheckConstraint(condition=Q(needed_fen__gte=F("requested_fen")), name="no_more_than_needed"),
            models.CheckConstraint(condition=~Q(project="") & ~Q(applicant_name=""), name="application_named"),
            models.CheckConstraint(
                condition=Q(protected=False) | ~Q(protected_reason=""), name="protected_for_a_reason"
            ),
            models.CheckConstraint(
                condition=(Q(score_n=0) & Q(score_mean__isnull=True))
                | (Q(score_n__gt=0) & Q(score_mean__isnull=False)),
                name="a_mean_of_scores",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["call", "state", "number"], name="application_by_state"),
            models.Index(fields=["call", "received_at", "number"], name="application_by_time"),
            models.Index(fields=["call", "requested_fen", "number"], name="application_by_money"),
            models.Index(fields=["call", "applicant_name", "number"], name="application_by_name"),
            models.Index(fields=["call", "score_mean", "number"], name="application_by_score"),
            models.Index(fields=["applicant", "received_at"], name="application_of_applicant"),
            models.Index(fields=["project_key"], name="application_by_project"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.project}"


class ApplicationVersion(models.Model):
    """One version as it was handed in; triggers refuse every change. The whole document lies beside the journal."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="versions")
    revision = models.IntegerField()
    project = models.CharField(max_length=200)
    ceiling = models.CharField(max_length=40)
    needed_fen = models.BigIntegerField()
    requested_fen = models.BigIntegerField()
    own_fen = models.BigIntegerField()
    papers_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    findings = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        db_table = "fund_application_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "revision"], name="one_application_version"),
            models.CheckConstraint(condition=Q(requested_fen__gt=0), name="version_requests"),
            models.CheckConstraint(condition=Q(own_fen__gte=0), name="version_own_funds"),
            models.CheckConstraint(condition=Q(needed_fen__gte=F("requested_fen")), name="version_needs"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} r{self.revision}"


class AttachedPaper(models.Model):
    """A paper that came with a version; its bytes lie in `Attachment` under their digest."""

    version = models.ForeignKey(ApplicationVersion, on_delete=models.CASCADE, related_name="papers")
    position = models.IntegerField()
    filename = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    media = models.CharField(max_length=80)

    class Meta:
        db_table = "fund_attached_paper"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="one_paper_a_position"),
            models.CheckConstraint(condition=Q(sha256__length=64), name="paper_has_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.filename}"


class Attachment(models.Model):
    """The bytes of a paper, once, under their SHA-256. Not of the journal, hence never rebuilt."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    media = models.CharField(max_length=80)
    content = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "fund_attachment"

    def __str__(self) -> str:
        return str(self.sha256)


class ApplicationDraft(models.Model):
    """An application somebody is still writing: raw words, perhaps not right yet. Not in the journal.

    `application` is the number of what it would replace, blank for a new one.
    """

    id = models.CharField(primary_key=True, max_length=32)
    call = models.CharField(max_length=40)
    application = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=40)
    author = models.CharField(max_length=80)
    data = models.TextField(default="{}")
    changed = models.DateTimeField()

    class Meta:
        db_table = "fund_application_draft"
        indexes: ClassVar = [models.Index(fields=["organisation", "changed"], name="fund_drafts_of_owner")]

    def __str__(self) -> str:
        return f"{self.id} {self.call}"


class EligibilityDecision(models.Model):
    """What an officer decided on one version, with reasons; a later decision on a later version stands beside it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    version = models.IntegerField()
    revision = models.IntegerField()
    result = models.CharField(max_length=10)
    reason = models.TextField()
    findings = models.CharField(max_length=400, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "fund_eligibility_decision"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "version"], name="one_eligibility_a_version"),
            models.CheckConstraint(
                condition=Q(result__in=["eligible", "ineligible", "returned"]), name="eligibility_result"
            ),
            models.CheckConstraint(condition=Q(result="eligible") | ~Q(reason=""), name="a_refusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.result}"
