"""The audit, its mentions, the heads and the history of holds refuse to be changed; the chain gets its tail."""

from django.db import migrations

from estancia.records.append_only import allow_changes, refuse_changes


def put(apps, schema_editor):
    refuse_changes(connection=schema_editor.connection)
    tail = apps.get_model("records", "AuditTail")
    tail.objects.using(schema_editor.connection.alias).get_or_create(pk=1, defaults={"seq": 0, "digest": bytes(32)})


def take(apps, schema_editor):
    allow_changes(connection=schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(put, take)]
