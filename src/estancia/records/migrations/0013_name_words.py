"""The words of names, to be found by the beginning of each; those already there are taken in."""

import django.db.models.deletion
from django.db import migrations, models

from estancia.people import word_number

BATCH = 2000


def fill(apps, schema_editor):
    """Store the words of everybody."""
    person, word = apps.get_model('records', 'Person'), apps.get_model('records', 'NameWord')
    rows = []
    for pk, folded, key in person.objects.values_list('pk', 'folded_name', 'family__location_key').iterator():
        rows += [word(location=int(key), word=number, person_id=pk) for number in {word_number(one) for one in folded.split()}]
        if len(rows) >= BATCH:
            word.objects.bulk_create(rows)
            rows = []
    word.objects.bulk_create(rows)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0012_notices'),
    ]

    operations = [
        migrations.CreateModel(
            name='NameWord',
            fields=[
                ('pk', models.CompositePrimaryKey('location', 'word', 'person_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('location', models.PositiveIntegerField()),
                ('word', models.BigIntegerField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person')),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
