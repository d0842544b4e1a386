"""The tables of the replies: each organisation's numbered log, who has it pushed where, and what could not be pushed.

A line of the log names a journal entry and nothing more: what the reply says is read from the journal, which never changes.
Times are stamps, as in `models.py`.
"""

from typing import ClassVar

from django.db import models

STAMP = 27


class Reply(models.Model):
    """One line of an organisation's log: its running number without gaps, and the journal entry that it tells.

    An entry stands at most once in a log, and in several logs where it names others who are told.
    """

    pk = models.CompositePrimaryKey("organisation", "place")
    organisation = models.CharField(max_length=40)
    place = models.BigIntegerField()
    seq = models.BigIntegerField()
    case_id = models.CharField(max_length=40)

    class Meta:
        db_table = "reply"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(place__gt=0), name="reply_from_one"),
            models.UniqueConstraint(fields=["organisation", "seq"], name="reply_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.place}"


class ReplySubscription(models.Model):
    """Where a firm has its replies pushed, how they are signed, and how far that is (`place`: all up to it are settled)."""

    id = models.CharField(primary_key=True, max_length=40)
    organisation = models.CharField(max_length=40)
    url = models.CharField(max_length=500)
    scheme = models.CharField(max_length=4)
    secret = models.CharField(max_length=300)
    old_secret = models.CharField(max_length=300, blank=True)
    old_until = models.CharField(max_length=STAMP, blank=True)
    standing = models.CharField(max_length=8)
    place = models.BigIntegerField(default=0)
    failures = models.IntegerField(default=0)
    next_at = models.CharField(max_length=STAMP, blank=True)
    tried_at = models.CharField(max_length=STAMP, blank=True)
    done_at = models.CharField(max_length=STAMP, blank=True)
    fault = models.CharField(max_length=200, blank=True)
    made_at = models.CharField(max_length=STAMP)
    made_by = models.CharField(max_length=80)

    class Meta:
        db_table = "reply_subscription"
        indexes: ClassVar = [models.Index(fields=["organisation"], name="subscription_of_owner")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(scheme__in=["v1", "v1a"]), name="known_signature"),
            models.CheckConstraint(condition=models.Q(standing__in=["on", "off", "gone"]), name="known_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.url}"


class ReplyParked(models.Model):
    """A reply that a subscriber did not take: tried again at `next_at`, or a dead letter that only a person sends again."""

    pk = models.CompositePrimaryKey("subscription", "place")
    subscription = models.CharField(max_length=40)
    place = models.BigIntegerField()
    case_id = models.CharField(max_length=40)
    tries = models.IntegerField(default=0)
    next_at = models.CharField(max_length=STAMP, blank=True)
    tried_at = models.CharField(max_length=STAMP, blank=True)
    fault = models.CharField(max_length=200, blank=True)
    dead = models.BooleanField(default=False)

    class Meta:
        db_table = "reply_parked"

    def __str__(self) -> str:
        return f"{self.subscription} {self.place}"


class ReplyOutbox(models.Model):
    """How far an organisation's folder of replies is."""

    organisation = models.CharField(primary_key=True, max_length=40)
    place = models.BigIntegerField(default=0)
    at = models.CharField(max_length=STAMP, blank=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "reply_outbox"

    def __str__(self) -> str:
        return f"{self.organisation} {self.place}"
