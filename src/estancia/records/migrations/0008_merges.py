"""Merges: two files that stand as one while two people say so, and what the database refuses across them."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from estancia.records.joining import guard, unguard


def put(apps, schema_editor):
    guard(connection=schema_editor.connection)


def take(apps, schema_editor):
    unguard(connection=schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0007_requests_by_next_day'),
    ]

    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=16, unique=True)),
                ('state', models.CharField(max_length=9)),
                ('reason', models.TextField()),
                ('chosen', models.JSONField(default=dict)),
                ('stood', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_reason', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_asked', to=settings.AUTH_USER_MODEL)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_kept', to='records.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_led', to='records.person')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['kept', 'state'], name='merges_of_a_file')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kept', models.F('other')), _negated=True), name='a_merge_is_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('answered_by__isnull', True), ('state', 'asked'), ('undone_by__isnull', True)), models.Q(('answered_by__isnull', False), ('state__in', ['confirmed', 'refused']), ('undone_by__isnull', True)), models.Q(('answered_by__isnull', False), ('state', 'undone'), ('undone_by__isnull', False)), _connector='OR'), name='merge_state_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'refused']), models.Q(('answered_by', models.F('asked_by')), _negated=True), _connector='OR'), name='merge_is_confirmed_by_another'), models.UniqueConstraint(condition=models.Q(('state', 'confirmed')), fields=('other',), name='a_file_leads_to_one_file'), models.UniqueConstraint(django.db.models.functions.comparison.Least('kept', 'other'), django.db.models.functions.comparison.Greatest('kept', 'other'), condition=models.Q(('state__in', ['asked', 'confirmed'])), name='a_pair_is_merged_once')],
            },
        ),
        migrations.RunPython(put, take),
    ]
