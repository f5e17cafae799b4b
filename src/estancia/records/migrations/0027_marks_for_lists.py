"""Marks and places beside the rows of long lists, so that none of them is walked through to be counted or shown.

`unheard` of a roster's row and who cares, of a kept paper, only spare looking: what stands behind them is still asked. The place of a merge is that of both its files, and changes as little as theirs.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from estancia.records.joining import guard, unguard

STANDS = ('new', 'changed', 'accepted')


def fill(apps, schema_editor):
    """Write down where both files of each merge stand, and mark what need be looked at."""
    of = {name: apps.get_model('records', name).objects for name in (
        'Merge', 'Person', 'RosterRow', 'ProposalHeard', 'IdentityKey', 'Request', 'KeptPaper', 'Hold', 'SealedAnswer',
        'ProtectionNotice',
    )}  # fmt: skip
    places(of)
    heard(of)
    in_care(of)


def leave(apps, schema_editor):
    """Take away what watches over the merges: SQLite makes their table anew for a column, and its triggers go with it."""
    unguard(connection=schema_editor.connection)


def watch(apps, schema_editor):
    guard(connection=schema_editor.connection)


def places(of):
    kept, other = (of['Person'].filter(pk=OuterRef(name)).values('family__location_key') for name in ('kept_id', 'other_id'))
    of['Merge'].annotate(at=Subquery(kept), beside=Subquery(other)).filter(at=F('beside')).update(location_key=Subquery(kept))


def heard(of):
    """Unmark what a later row of the place overtook, who was heard, and who made a request there by that number."""
    kept = of['RosterRow'].filter(roster__state='committed')
    at = OuterRef('roster__location_key')
    newer = kept.filter(key=OuterRef('key'), standing__in=STANDS, roster__location_key=at)
    overtaken = newer.filter(roster__place_in_line__gt=OuterRef('roster__place_in_line'))
    proposal = of['ProposalHeard'].filter(location_key=at, key=OuterRef('key'))
    request = of['Request'].filter(family=OuterRef('person__family'), location_key=F('family__location_key'))
    known = of['IdentityKey'].filter(Exists(request), key=OuterRef('number_key'), person__family__location_key=at)
    met = Q(Exists(overtaken)) | Q(Exists(proposal)) | Q(Exists(known))
    of['RosterRow'].filter(pk__in=kept.filter(met).values('pk')).update(unheard=False)


def in_care(of):
    """Write down one body that protects the person of each paper, and whether others do too."""
    person = {'person': OuterRef('person_id')}
    assigned = [of['Hold'].filter(**person), of['SealedAnswer'].filter(**person),
                of['ProtectionNotice'].filter(kind='child_protection', **person)]  # fmt: skip
    first = Coalesce(*(Subquery(rows.order_by('pk').values('organisation')[:1]) for rows in assigned))
    of['KeptPaper'].update(cared_by=first)
    others = [Exists(rows.exclude(organisation=OuterRef('cared_by'))) for rows in assigned]
    of['KeptPaper'].filter(others[0] | others[1] | others[2], cared_by__isnull=False).update(cared_by_others=True)


def index(model, name, *fields, condition=None):
    return migrations.AddIndex(model, models.Index(fields=list(fields), name=name, condition=condition))


def looked_up_with_more(name, **also):
    """An index of the organisation alone says less than those that begin with it, and SQLite would take it."""
    body = models.ForeignKey('records.organisation', db_index=False, on_delete=django.db.models.deletion.PROTECT, **also)
    return migrations.AlterField('complaint', name, body)


OPEN, MARKED, OTHERS = Q(closed_at__isnull=True), Q(unheard=True), Q(cared_by_others=True)
BODY = models.ForeignKey(
    'records.organisation', db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+'
)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0026_hours_by_place'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(leave, watch),
        migrations.AddField('merge', 'location_key', models.CharField(blank=True, default='', max_length=5), preserve_default=False),
        migrations.AddField('rosterrow', 'unheard', models.BooleanField(db_default=True, default=True)),
        migrations.AddField('keptpaper', 'cared_by', BODY),
        migrations.AddField('keptpaper', 'cared_by_others', models.BooleanField(default=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(watch, leave),
        migrations.RemoveIndex('merge', 'merges_to_confirm'),
        index('merge', 'merges_asked_at_a_place', 'location_key', 'state', 'asked_at', 'id', 'asked_by'),
        index('merge', 'merges_answered_at_a_place', 'location_key', 'state', 'answered_at', 'id'),
        index('rosterrow', 'roster_rows_unheard', 'roster', 'number', condition=MARKED),
        index('rosterrow', 'unheard_by_number', 'number_key', condition=MARKED),
        index('keptpaper', 'kept_papers_cared_by', 'cared_by', 'state', 'chase_by', 'id'),
        index('keptpaper', 'kept_papers_back_cared_by', 'cared_by', 'returned_on', 'id'),
        index('keptpaper', 'kept_papers_of_others', 'state', 'chase_by', 'id', condition=OTHERS),
        index('keptpaper', 'kept_papers_back_of_others', 'returned_on', 'id', condition=OTHERS),
        looked_up_with_more('organisation', related_name='complaints'),
        looked_up_with_more('filed_for', related_name='+', null=True),
        migrations.RemoveIndex('complaint', 'complaints_by_hour'),
        index('complaint', 'complaints_to_answer', 'organisation', 'due_by', 'id', condition=OPEN),
        index('complaint', 'complaints_followed', 'filed_for', 'due_by', 'id', condition=OPEN),
        index('complaint', 'complaints_late', 'due_by', 'id', condition=Q(state='escalated')),
        index('complaint', 'complaints_closed_by', 'organisation', 'closed_at', 'id'),
        index('complaint', 'complaints_followed_closed', 'filed_for', 'closed_at', 'id'),
    ]
