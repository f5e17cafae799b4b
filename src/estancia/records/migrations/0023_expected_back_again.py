"""What was written down of somebody expected back only grows, and the day a later word gave stands beside the first."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from estancia.records.append_only import refuse_changes


def put(apps, schema_editor):
    refuse_changes(connection=schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("records", "0022_leaving_an_entry")]
    operations = [
        migrations.AddField(
            model_name="expectedreturn",
            name="moved_to",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="ExpectedEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=18)),
                ("instead_of", models.CharField(blank=True, max_length=18)),
                ("hearing_on", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "expected",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="records.expectedreturn",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        name="a_moved_hearing_names_its_day",
                        condition=models.Q(event="hearing_moved", hearing_on__isnull=False)
                        | ~models.Q(event="hearing_moved") & models.Q(hearing_on__isnull=True),
                    )
                ]
            },
        ),
        migrations.RunPython(put, migrations.RunPython.noop),
    ]
