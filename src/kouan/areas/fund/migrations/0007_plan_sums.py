"""The store itself holds plans true: a version is never changed, takes no more rows once it stands, and stands, or moves
on, only while its rows make its total."""

from django.db import migrations

TABLES = ("fund_plan_version", "fund_planned_row")
STAYS = "a version of a plan stays as it is"
SUM = "the rows do not make the total"
STANDS = "a version that stands takes no more rows"
WRONG_SUM = """(SELECT total_fen FROM fund_plan_version v WHERE v.plan_id = NEW.number AND v.version = NEW.version)
 <> COALESCE((SELECT SUM(r.granted_fen) FROM fund_planned_row r JOIN fund_plan_version v ON r.version_id = v.id
 WHERE v.plan_id = NEW.number AND v.version = NEW.version), 0)
 OR NOT EXISTS (SELECT 1 FROM fund_plan_version v WHERE v.plan_id = NEW.number AND v.version = NEW.version)"""
STANDING = """EXISTS (SELECT 1 FROM fund_plan_version v JOIN fund_plan p ON v.plan_id = p.number
 WHERE v.id = NEW.version_id AND v.version <= p.version)"""
FREE = "EXISTS (SELECT 1 FROM fund_rebuilding)"


def sqlite():
    for table in TABLES:
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{STAYS}'); END"
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT {FREE}"
            f" BEGIN SELECT RAISE(ABORT, '{STAYS}'); END"
        )
    yield (
        "CREATE TRIGGER fund_plan_sum BEFORE UPDATE OF version, state ON fund_plan"
        f" WHEN {WRONG_SUM} BEGIN SELECT RAISE(ABORT, '{SUM}'); END"
    )
    yield (
        "CREATE TRIGGER fund_planned_row_late BEFORE INSERT ON fund_planned_row"
        f" WHEN {STANDING} BEGIN SELECT RAISE(ABORT, '{STANDS}'); END"
    )


def postgres():
    def function(name, condition, said, then="NEW"):
        return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN
            RAISE EXCEPTION '{said}' USING ERRCODE = 'check_violation'; END IF; RETURN {then}; END $$"""

    yield function("fund_plan_stays", "TRUE", STAYS)
    yield function("fund_plan_stays_unless_rebuilt", f"NOT {FREE}", STAYS, "OLD")
    yield function("fund_plan_sums", WRONG_SUM, SUM)
    yield function("fund_plan_stands", STANDING, STANDS)
    for table in TABLES:
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION fund_plan_stays()"
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW"
            " EXECUTE FUNCTION fund_plan_stays_unless_rebuilt()"
        )
    yield (
        "CREATE TRIGGER fund_plan_sum BEFORE UPDATE OF version, state ON fund_plan FOR EACH ROW"
        " EXECUTE FUNCTION fund_plan_sums()"
    )
    yield (
        "CREATE TRIGGER fund_planned_row_late BEFORE INSERT ON fund_planned_row FOR EACH ROW"
        " EXECUTE FUNCTION fund_plan_stands()"
    )


TRIGGERS = [(table, f"{table}_no_{what}") for table in TABLES for what in ("update", "delete")] + [
    ("fund_plan", "fund_plan_sum"),
    ("fund_planned_row", "fund_planned_row_late"),
]


def guard(apps, editor):
    for statement in sqlite() if editor.connection.vendor == "sqlite" else postgres():
        editor.execute(statement)


def unguard(apps, editor):
    lite = editor.connection.vendor == "sqlite"
    for table, trigger in TRIGGERS:
        editor.execute(f"DROP TRIGGER {trigger}" + ("" if lite else f" ON {table}"))
    for name in () if lite else ("stays", "stays_unless_rebuilt", "sums", "stands"):
        editor.execute(f"DROP FUNCTION fund_plan_{name}()")


class Migration(migrations.Migration):
    dependencies = [("fund", "0006_plans")]
    operations = [migrations.RunPython(guard, unguard)]
