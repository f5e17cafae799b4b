"""What happened to a complaint and to a permit, and whether it could be used, refuse to be changed."""

from django.db import migrations

from estancia.records.append_only import refuse_changes


def put(apps, schema_editor):
    refuse_changes(connection=schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("records", "0019_lists_by_place")]
    operations = [migrations.RunPython(put, migrations.RunPython.noop)]
