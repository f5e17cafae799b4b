"""The place beside each hold and renewal, and the indexes by which what waits is counted at a million cases."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Write down the place of each hold's request and of each renewal's family; neither ever changes."""
    hold, renewal, request, stay = (
        apps.get_model('records', name) for name in ('Hold', 'StayRenewal', 'Request', 'Stay')
    )
    asked_at = request.objects.filter(pk=OuterRef('request_id')).values('location_key')
    hold.objects.update(location_key=Subquery(asked_at))
    lived_at = stay.objects.filter(pk=OuterRef('stay_id')).values('person__family__location_key')
    renewal.objects.update(location_key=Subquery(lived_at))


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0018_roster_asks_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='hold',
            name='location_key',
            field=models.CharField(default='', max_length=5),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='stayrenewal',
            name='location_key',
            field=models.CharField(default='', max_length=5),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('location_key', ''), _negated=True), name='hold_has_a_place'),
        ),
        migrations.AddConstraint(
            model_name='stayrenewal',
            constraint=models.CheckConstraint(condition=models.Q(('location_key', ''), _negated=True), name='a_renewal_has_a_place'),
        ),
        migrations.AddIndex(
            model_name='hold',
            index=models.Index(fields=['location_key', 'organisation', 'state', 'answer_by'], name='holds_of_a_place'),
        ),
        migrations.AddIndex(
            model_name='stayrenewal',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['location_key', 'old_until'], name='renewals_of_a_place'),
        ),
        migrations.AddIndex(
            model_name='merge',
            index=models.Index(condition=models.Q(('state', 'asked')), fields=['state', 'asked_at'], name='merges_to_confirm'),
        ),
        migrations.AddIndex(
            model_name='revokedcard',
            index=models.Index(condition=models.Q(('confirmed_at__isnull', True)), fields=['confirmed_at', 'asked_at'], name='revocations_to_confirm'),
        ),
        migrations.AlterField(
            model_name='nameword',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.person'),
        ),
        migrations.AddIndex(
            model_name='nameword',
            index=models.Index(fields=['person', 'word'], name='words_of_a_person'),
        ),
    ]
