"""PostgreSQL learns to leave an entry of the record by itself; SQLite has no functions and needs none."""

from django.db import migrations

from estancia.records.chained import FUNCTION


def put(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)


def take(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS estancia_leave_entry")


class Migration(migrations.Migration):
    dependencies = [("records", "0021_the_digest_before_the_tail")]
    operations = [migrations.RunPython(put, take)]
