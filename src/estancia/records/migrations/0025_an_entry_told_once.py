"""PostgreSQL is told an entry as its canonical bytes alone, asks less of whoever stands alone, and keeps fewer indexes.

Two indexes of the mentions go: one that the unique constraint makes over, and one for LIKE, which nobody asks.
"""

import django.db.models.deletion
from django.db import migrations, models

from estancia.records.chained import FUNCTION
from estancia.records.joining import look_again

BEFORE = "bytea, timestamptz, bigint, text, text, text, text, jsonb, jsonb, text[]"


def put(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        schema_editor.execute(f"DROP FUNCTION IF EXISTS estancia_leave_entry({BEFORE})")
        schema_editor.execute("DROP INDEX IF EXISTS records_auditmention_reference_ff023ccc_like")
        look_again(connection=schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("records", "0024_sheets_hidden_and_claims_not_written")]
    operations = [
        migrations.RunPython(put, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "DROP INDEX IF EXISTS records_auditmention_entry_id_3c1524e0",
                    "CREATE INDEX records_auditmention_entry_id_3c1524e0 ON records_auditmention (entry_id)",
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="auditmention",
                    name="entry",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="records.auditentry",
                    ),
                ),
            ],
        ),
    ]
