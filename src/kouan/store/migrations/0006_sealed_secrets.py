"""Signing secrets of subscriptions stand sealed from here on: those that are there are sealed, going back opens them."""

from django.db import migrations, models

from kouan.store.vault import vault

COLUMNS = ("secret", "old_secret")


def seal(apps, schema):  # noqa: ANN001, ANN201
    for row in apps.get_model("store", "ReplySubscription").objects.all():
        for name in COLUMNS:
            if not getattr(row, name).startswith("s1."):
                setattr(row, name, vault().seal(getattr(row, name), f"reply_subscription.{name} {row.id}"))
        row.save(update_fields=COLUMNS)


def open_(apps, schema):  # noqa: ANN001, ANN201
    for row in apps.get_model("store", "ReplySubscription").objects.all():
        for name in COLUMNS:
            setattr(row, name, vault().opened(getattr(row, name), f"reply_subscription.{name} {row.id}"))
        row.save(update_fields=COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("store", "0005_told_to_several")]
    operations = [
        migrations.AlterField("replysubscription", "secret", models.CharField(max_length=300)),
        migrations.AlterField("replysubscription", "old_secret", models.CharField(blank=True, max_length=300)),
        migrations.RunPython(seal, open_),
    ]
