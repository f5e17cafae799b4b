"""The place beside each review, alarm and kept paper, and an index for each way by which their lists are reached.

Those by which "my work" counts hold all that is counted by: no row is read.
"""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Write down the place of each review's request, and of the family of each alarm and kept paper; none changes."""
    review, alarm, paper, request, person = (
        apps.get_model('records', name) for name in ('Review', 'HearingAlarm', 'KeptPaper', 'Request', 'Person')
    )
    asked_at = request.objects.filter(pk=OuterRef('request_id')).values('location_key')
    review.objects.update(location_key=Subquery(asked_at))
    lives_at = person.objects.filter(pk=OuterRef('person_id')).values('family__location_key')
    for model in (alarm, paper):
        model.objects.update(location_key=Subquery(lives_at))


def placed(model):
    """The new field, empty until it is filled."""
    field = models.CharField(default='', max_length=5)
    return migrations.AddField(model_name=model, name='location_key', field=field, preserve_default=False)


def never_empty(model, name):
    condition = models.Q(('location_key', ''), _negated=True)
    return migrations.AddConstraint(model, models.CheckConstraint(condition=condition, name=name))


def looked_up_with_more(model):
    """An index of the organisation alone says less than those that begin with it, and SQLite would take it."""
    body = models.ForeignKey('records.organisation', db_index=False, on_delete=django.db.models.deletion.PROTECT)
    return migrations.AlterField(model_name=model, name='organisation', field=body)


def wider(model, name, *fields):
    return migrations.RemoveIndex(model, name), index(model, name, *fields)


def index(model, name, *fields):
    return migrations.AddIndex(model, models.Index(fields=list(fields), name=name))


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0025_an_entry_told_once'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        placed('review'),
        placed('hearingalarm'),
        placed('keptpaper'),
        migrations.RunPython(fill, migrations.RunPython.noop),
        never_empty('review', 'review_has_a_place'),
        never_empty('hearingalarm', 'alarm_has_a_place'),
        never_empty('keptpaper', 'kept_paper_has_a_place'),
        looked_up_with_more('hold'),
        looked_up_with_more('review'),
        looked_up_with_more('hearingalarm'),
        looked_up_with_more('keptpaper'),
        migrations.AlterField(  # each row has its number there, and that index begins with the roster
            model_name='rosterrow',
            name='roster',
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name='rows',
                to='records.roster',
            ),
        ),
        *wider('hold', 'holds_of_a_place', 'location_key', 'state', 'answer_by', 'id'),
        *wider('hold', 'holds_of_an_organisation', 'organisation', 'state', 'answer_by', 'id', 'kind', 'location_key'),
        *wider('review', 'reviews_by_hour', 'organisation', 'state', 'answer_by', 'id', 'location_key', 'decided_by'),
        *wider('hearingalarm', 'alarms_by_hour', 'organisation', 'state', 'answer_by', 'id', 'location_key'),
        *wider('keptpaper', 'kept_papers_by_hour', 'organisation', 'state', 'chase_by', 'id', 'location_key'),
        index('review', 'reviews_of_a_place', 'location_key', 'state', 'answer_by', 'id'),
        index('review', 'reviews_everywhere', 'state', 'answer_by', 'id'),
        index('review', 'reviews_answered_by', 'organisation', 'answered_at', 'id'),
        index('review', 'reviews_answered_at_a_place', 'location_key', 'answered_at', 'id'),
        index('review', 'reviews_answered', 'answered_at', 'id'),
        index('hearingalarm', 'alarms_of_a_place', 'location_key', 'state', 'answer_by', 'id'),
        index('hearingalarm', 'alarms_everywhere', 'state', 'answer_by', 'id'),
        index('hearingalarm', 'alarms_answered_by', 'organisation', 'closed_at', 'id'),
        index('hearingalarm', 'alarms_answered_at_a_place', 'location_key', 'closed_at', 'id'),
        index('hearingalarm', 'alarms_answered', 'closed_at', 'id'),
        index('keptpaper', 'kept_papers_of_a_place', 'location_key', 'state', 'chase_by', 'id'),
        index('keptpaper', 'kept_papers_everywhere', 'state', 'chase_by', 'id'),
        index('keptpaper', 'kept_papers_back_with', 'organisation', 'returned_on', 'id'),
        index('keptpaper', 'kept_papers_back_at_a_place', 'location_key', 'returned_on', 'id'),
        index('keptpaper', 'kept_papers_back', 'returned_on', 'id'),
        migrations.RemoveIndex('stayrenewal', 'renewals_of_a_place'),
        migrations.AddIndex(
            'stayrenewal',
            models.Index(
                condition=models.Q(('state', 'open')),
                fields=['location_key', 'old_until', 'id'],
                name='renewals_of_a_place',
            ),
        ),
        migrations.RemoveIndex('permitapplication', 'permits_by_day'),
        migrations.AddIndex(
            'permitapplication',
            models.Index(
                models.F('place_key'),
                models.F('state'),
                django.db.models.functions.comparison.Coalesce('due_on', 'filed_on'),
                models.F('id'),
                name='permits_of_a_place',
            ),
        ),
    ]
