"""A filing before arrival is taxed anew for the day of entry: one bill a revision and day, which says what it goes by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("window", "0009_licences")]
    operations = [
        migrations.RemoveConstraint("taxbill", "one_bill_a_revision"),
        migrations.AddField("taxbill", "law_day_by", models.CharField(blank=True, default="", max_length=12)),
        migrations.AddConstraint(
            "taxbill",
            models.UniqueConstraint(
                fields=["declaration", "revision", "law_day"], name="one_bill_a_revision_and_day"
            ),
        ),
    ]
