"""What was published stays: the store itself refuses to change it, and to remove it except while tables are rebuilt."""

from django.db import migrations

PUBLISHED = ("fund_notice", "fund_plan_row", "fund_indicator", "fund_target_value", "fund_notice_remark")
KEPT = ("fund_vault_access",)
SAID = "what was published stays as it is"


def sqlite():
    for table in PUBLISHED + KEPT:
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    for table in PUBLISHED:
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
            f" WHEN NOT EXISTS (SELECT 1 FROM fund_rebuilding) BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        )
    for table in KEPT:
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"


def postgres():
    yield f"""CREATE FUNCTION fund_stays() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation'; END $$"""
    yield f"""CREATE FUNCTION fund_stays_unless_rebuilt() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN IF EXISTS (SELECT 1 FROM fund_rebuilding) THEN RETURN OLD; END IF;
       RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation'; END $$"""
    for table in PUBLISHED + KEPT:
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION fund_stays()"
        yield f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION fund_stays()"
    for table in PUBLISHED:
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION fund_stays_unless_rebuilt()"
    for table in KEPT:
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION fund_stays()"


def guard(apps, editor):
    for statement in sqlite() if editor.connection.vendor == "sqlite" else postgres():
        editor.execute(statement)


def unguard(apps, editor):
    lite = editor.connection.vendor == "sqlite"
    for table in PUBLISHED + KEPT:
        for what in ("update", "delete") if lite else ("update", "delete", "truncate"):
            editor.execute(f"DROP TRIGGER {table}_no_{what}" + ("" if lite else f" ON {table}"))
    if not lite:
        editor.execute("DROP FUNCTION fund_stays()")
        editor.execute("DROP FUNCTION fund_stays_unless_rebuilt()")


class Migration(migrations.Migration):
    dependencies = [("fund", "0002_objections")]
    operations = [migrations.RunPython(guard, unguard)]
