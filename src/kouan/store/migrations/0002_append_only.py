"""The journal only grows: the store itself refuses to change or remove an entry."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal_event BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal_event BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
]
POSTGRES = [
    """CREATE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the journal only grows' USING ERRCODE = 'restrict_violation'; END $$""",
    "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal_event"
    " FOR EACH ROW EXECUTE FUNCTION journal_only_grows()",
    "CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal_event"
    " FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows()",
]
UNDO = {
    "sqlite": ["DROP TRIGGER journal_no_update", "DROP TRIGGER journal_no_delete"],
    "postgresql": [
        "DROP TRIGGER journal_no_change ON journal_event",
        "DROP TRIGGER journal_no_truncate ON journal_event",
        "DROP FUNCTION journal_only_grows()",
    ],
}


def guard(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)


def unguard(apps, editor):
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
