"""Where an hour stands for whoever has work before it: overdue, today, tomorrow, later, each place by its own clock."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from estancia.places import local_date, local_time

OVERDUE, TODAY, TOMORROW, LATER = "overdue", "today", "tomorrow", "later"
Row = TypeVar("Row", bound=Model)
DUES = (OVERDUE, TODAY, TOMORROW, LATER)


def due_of(*, location: str, at: datetime, now: datetime) -> str:
    """Say where an hour stands, by the clock of the place."""
    if at <= now:
        return OVERDUE
    today, falls = local_date(key=location, now=now), local_date(key=location, now=at)
    if falls == today:
        return TODAY
    return TOMORROW if falls == today + timedelta(days=1) else LATER


def falls_on(*, due: str, at: str, place: str, keys: Iterable[str], now: datetime) -> Q:
    """Say the rows whose hour stands so: `at` and `place` name its field and that of its location's key.

    `keys` are the locations that the rows may be of. The same answer as `due_of`, asked of a database.
    """
    if due == OVERDUE:
        return Q(**{f"{at}__lte": now})
    within = Q(pk__in=())
    for key in keys:
        tonight, next_night = (_midnight(key=key, days=days, now=now) for days in (1, 2))
        hours = {
            TODAY: Q(**{f"{at}__gt": now, f"{at}__lt": tonight}),
            TOMORROW: Q(**{f"{at}__gte": tonight, f"{at}__lt": next_night}),
            LATER: Q(**{f"{at}__gte": next_night}),
        }
        within |= Q(**{place: key}) & hours[due]
    return within


def due_or_gone_up(*, rows: QuerySet[Row], due: str, at: str, place: str, gone_up: str, now: datetime) -> QuerySet[Row]:
    """Narrow rows to those due so, all of them for no due there is; one whose state is `gone_up` stays overdue."""
    if due not in DUES:
        return rows
    late = Q(state=gone_up)
    if due == OVERDUE:
        return rows.filter(late | falls_on(due=due, at=at, place=place, keys=(), now=now))
    keys = rows.order_by().values_list(place, flat=True).distinct()
    return rows.exclude(late).filter(falls_on(due=due, at=at, place=place, keys=keys, now=now))


def _midnight(*, key: str, days: int, now: datetime) -> datetime:
    there = local_time(key=key, now=now)
    return datetime.combine(local_date(key=key, now=now) + timedelta(days=days), time.min, tzinfo=there.tzinfo)
