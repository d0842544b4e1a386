from django.db import migrations, models

SQLITE = "CREATE TRIGGER reply_no_update BEFORE UPDATE ON reply BEGIN SELECT RAISE(ABORT, 'a reply keeps its number'); END"


def unguard(apps, editor):
    """SQLite makes the table anew to change a column, and its trigger goes with it."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER reply_no_update")


def guard(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute(SQLITE)


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0004_saved_views'),
    ]

    operations = [
        migrations.RunPython(unguard, guard),
        migrations.AlterField(
            model_name='reply',
            name='seq',
            field=models.BigIntegerField(),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.UniqueConstraint(fields=('organisation', 'seq'), name='reply_told_once'),
        ),
        migrations.RunPython(guard, unguard),
    ]
