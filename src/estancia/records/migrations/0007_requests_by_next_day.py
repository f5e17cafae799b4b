"""The day a request next asks for something, beside it, and the indexes its lists are read by."""

import datetime

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Min, OuterRef, Subquery
from django.db.models.functions import TruncDate


def fill(apps, schema_editor):
    """Give those already there a day: the day made, the earliest answer due, the earliest hearing told.

    The next deed on each writes it as `casework.next_days` does.
    """
    request, hold, notice = (apps.get_model('records', name) for name in ('Request', 'Hold', 'Notice'))
    request.objects.filter(state='awaiting_decision').update(next_on=F('on'))
    due = hold.objects.filter(request=OuterRef('pk'), state__in=['open', 'escalated']).order_by().values('request')
    told = notice.objects.filter(person__family=OuterRef('family'), hearing_on__isnull=False).order_by()
    for state, day in (
        ('on_hold', due.annotate(day=TruncDate(Min('answer_by'))).values('day')),
        ('admitted', told.values('person__family').annotate(day=Min('hearing_on')).values('day')),
    ):
        dated = request.objects.filter(state=state).annotate(day=Subquery(day)).filter(day__isnull=False)
        for pk, found in dated.values_list('pk', 'day').iterator():
            request.objects.filter(pk=pk).update(next_on=found)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0006_the_stay_lived'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='request',
            name='next_on',
            field=models.DateField(default=datetime.date(9999, 12, 31)),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(fields=['location_key', 'state', 'next_on', 'id'], name='requests_by_next_day'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(fields=['recorded_by', 'state', 'next_on', 'id'], name='requests_heard_by'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
