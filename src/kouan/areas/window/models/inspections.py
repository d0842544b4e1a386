"""Where and when joint inspections are, revision by revision, and what each looks at. Rows are only ever added.

They are written in the transaction of the fact that they follow from; the row that counts is that of the case's revision.
"""

from typing import ClassVar

from django.db import models

STAMP = 27


class JointRow(models.Model):
    """The appointment of one revision. Times are stamps."""

    pk = models.CompositePrimaryKey("case_id", "revision")
    case_id = models.CharField(max_length=40)
    revision = models.IntegerField()
    requester = models.CharField(max_length=10)
    place = models.CharField(max_length=80)
    terminal = models.CharField(max_length=40)
    begins = models.CharField(max_length=STAMP)
    ends = models.CharField(max_length=STAMP)
    opens = models.CharField(max_length=10)

    class Meta:
        db_table = "window_joint"
        indexes: ClassVar = [models.Index(fields=["begins"], name="joint_by_time")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.begins}"


class JointSubjectRow(models.Model):
    """One thing that a revision looks at: a case (`subject`), a box, or both."""

    pk = models.CompositePrimaryKey("case_id", "revision", "place_in_list")
    case_id = models.CharField(max_length=40)
    revision = models.IntegerField()
    place_in_list = models.IntegerField()
    subject = models.CharField(max_length=40, blank=True)
    container = models.CharField(max_length=17, blank=True)

    class Meta:
        db_table = "window_joint_subject"
        indexes: ClassVar = [
            models.Index(fields=["subject"], name="joint_by_subject"),
            models.Index(fields=["container"], name="joint_by_box"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.subject} {self.container}"
