"""What a call for applications stands on: fund, direction, matter, the call of a year and its dated ceilings."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kouan.areas.fund.rules.ceiling import percent_of

CLASSES = ("provincial", "city")


class Direction(models.Model):
    """One direction (方向) of a fund."""

    code = models.CharField(primary_key=True, max_length=40)
    fund_zh = models.CharField(max_length=120)
    fund_en = models.CharField(max_length=120)
    zh = models.CharField(max_length=80)
    en = models.CharField(max_length=80)

    class Meta:
        db_table = "fund_direction"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(code="") & ~Q(fund_zh=""), name="direction_named")]

    def __str__(self) -> str:
        return f"{self.code} {self.zh}"


class CallMatter(models.Model):
    """One matter (事项) of a direction that calls may be opened for: decided by the province (省级审批) or by cities (市县).

    The table `fund_matter` holds a matter in one year as a notice names it; `notice_direction`, `notice_matter` and
    `notice_class` are the names under which this matter stands there.
    """

    code = models.CharField(primary_key=True, max_length=40)
    direction = models.ForeignKey(Direction, on_delete=models.PROTECT, related_name="matters")
    zh = models.CharField(max_length=80)
    en = models.CharField(max_length=80)
    approval_class = models.CharField(max_length=10)
    notice_class = models.CharField(max_length=40)
    version = models.IntegerField()

    class Meta:
        db_table = "fund_call_matter"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(zh="") & ~Q(en=""), name="call_matter_named"),
            models.CheckConstraint(condition=Q(approval_class__in=CLASSES), name="call_matter_class"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.zh}"


class Call(models.Model):
    """One call for applications. Half open: an application at `closes` is late, one second earlier it is in time.

    That its year lies in the support period is held by the migration's own check.
    """

    number = models.CharField(primary_key=True, max_length=40)
    matter = models.ForeignKey(CallMatter, on_delete=models.PROTECT, related_name="calls")
    year = models.IntegerField()
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    support_first = models.DateField()
    support_last = models.DateField()
    rule_date = models.DateField()
    cap_fen = models.BigIntegerField()
    invented = models.BooleanField(default=False)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    version = models.IntegerField()

    class Meta:
        db_table = "fund_call"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="call_period"),
            models.CheckConstraint(condition=Q(support_last__gte=F("support_first")), name="call_support_period"),
            models.CheckConstraint(condition=Q(cap_fen__gt=0), name="call_cap"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["closes"], name="call_by_close"),
            models.Index(fields=["matter", "year"], name="call_by_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title_zh}"


class CallCeiling(models.Model):
    """How much one project may get: at most `max_fen`, and at most `max_share` (1/10 000) of what it needs.

    A kind that is an exception of another names it and says why; it has the limits it names, or none.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="ceilings")
    position = models.IntegerField()
    kind = models.CharField(max_length=40)
    zh = models.CharField(max_length=120)
    en = models.CharField(max_length=120)
    max_fen = models.BigIntegerField(null=True)
    max_share = models.IntegerField(null=True)
    exception_of = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    basis = models.CharField(max_length=300)
    standing = models.CharField(max_length=10)

    class Meta:
        db_table = "fund_call_ceiling"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "kind"], name="one_ceiling_a_kind"),
            models.CheckConstraint(condition=~Q(basis=""), name="ceiling_has_a_basis"),
            models.CheckConstraint(
                condition=Q(standing__in=["official", "secondary", "to-verify", "house"]), name="ceiling_standing"
            ),
            models.CheckConstraint(condition=Q(exception_of="") | ~Q(reason=""), name="an_exception_has_a_reason"),
            models.CheckConstraint(condition=~Q(exception_of=F("kind")), name="no_exception_of_itself"),
            models.CheckConstraint(
                condition=~Q(exception_of="") | Q(max_fen__isnull=False) | Q(max_share__isnull=False),
                name="a_ceiling_limits",
            ),
            models.CheckConstraint(condition=Q(max_fen__isnull=True) | Q(max_fen__gt=0), name="ceiling_money"),
            models.CheckConstraint(
                condition=Q(max_share__isnull=True) | Q(max_share__gt=0, max_share__lte=10_000), name="ceiling_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.kind}"

    @property
    def percent(self) -> str:
        """The share in percent, "" for none."""
        return percent_of(self.max_share)
