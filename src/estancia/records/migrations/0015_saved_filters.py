"""Filters that members of staff keep for themselves."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0014_permits'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listed', models.CharField(max_length=10)),
                ('name', models.CharField(max_length=40)),
                ('narrows', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'listed', 'name'), name='a_filter_is_saved_once_by_name'), models.CheckConstraint(condition=models.Q(('listed__in', ['requests', 'holds'])), name='a_saved_filter_is_of_a_list'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_saved_filter_has_a_name')],
            },
        ),
    ]
