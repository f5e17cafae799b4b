"""The pairs of words of everybody's name, so that two words are found at once."""

from itertools import islice

from django.db import migrations

from estancia.people import pair_numbers
from estancia.records.written import write_many

BATCH = 5000


def fill(apps, schema_editor):
    """Store the pairs of everybody beside the words that stand: six a person, so past the models."""
    person, word = apps.get_model('records', 'Person'), apps.get_model('records', 'NameWord')
    people = person.objects.values_list('pk', 'folded_name', 'family__location_key').iterator()
    while batch := list(islice(people, BATCH)):
        pairs = ((int(key), number, pk) for pk, folded, key in batch for number in set(pair_numbers(folded.split())))
        write_many(model=word, columns=('location', 'word', 'person_id'), rows=sorted(pairs))


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0027_marks_for_lists'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
