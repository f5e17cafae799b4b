"""An index of crossings by the press that wrote them: what was just written down is shown and undone by it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0028_pairs_of_words'),
    ]

    operations = [
        migrations.AddIndex('crossing', models.Index(fields=['press'], name='crossings_of_a_press')),
    ]
