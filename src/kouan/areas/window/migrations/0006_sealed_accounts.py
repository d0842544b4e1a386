"""Payers' account numbers stand sealed from here on: those that are there are sealed, going back opens them."""

from django.db import migrations, models

from kouan.store.vault import vault


def seal(apps, schema):  # noqa: ANN001, ANN201
    for row in apps.get_model("window", "Agreement").objects.all():
        if not row.account.startswith("s1."):
            row.account = vault().seal(row.account, f"window_tax_agreement.account {row.id}")
            row.save(update_fields=["account"])


def open_(apps, schema):  # noqa: ANN001, ANN201
    for row in apps.get_model("window", "Agreement").objects.all():
        row.account = vault().opened(row.account, f"window_tax_agreement.account {row.id}")
        row.save(update_fields=["account"])


class Migration(migrations.Migration):
    dependencies = [("window", "0005_outside_replies")]
    operations = [
        migrations.AlterField("agreement", "account", models.CharField(max_length=200)),
        migrations.RunPython(seal, open_),
    ]
