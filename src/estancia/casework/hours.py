"""Where an hour stands for whoever has work before it: overdue, today, tomorrow, later, each place by its own clock."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db.models import Q

from estancia.places import local_date, local_time, locations

OVERDUE, TODAY, TOMORROW, LATER = "overdue", "today", "tomorrow", "later"
DUES = (OVERDUE, TODAY, TOMORROW, LATER)


def due_of(*, location: str, at: datetime, now: datetime) -> str:
    """Say where an hour stands, by the clock of the place."""
    if at <= now:
        return OVERDUE
    today, falls = local_date(key=location, now=now), local_date(key=location, now=at)
    if falls == today:
        return TODAY
    return TOMORROW if falls == today + timedelta(days=1) else LATER


def falls_on(*, due: str, at: str, place: str, now: datetime) -> Q:
    """Say the rows whose hour stands so: `at` and `place` name its field and that of its location's key.

    The same answer as `due_of`, asked of a database: of one range of hours, in which each place has its own midnight.
    """
    if due == OVERDUE:
        return Q(**{f"{at}__lte": now})
    nights: dict[tuple[datetime, datetime], list[str]] = {}
    for one in locations():
        midnights = _midnight(key=one.key, days=1, now=now), _midnight(key=one.key, days=2, now=now)
        nights.setdefault(midnights, []).append(one.key)
    first, last = min(nights), max(nights)
    whole, there = _between(due=due, at=at, now=now, first=first, last=last), Q(pk__in=())
    for night, keys in nights.items():
        there |= Q(**{f"{place}__in": keys}) & _between(due=due, at=at, now=now, first=night, last=night)
    return whole & there


def _between(*, due: str, at: str, now: datetime, first: Sequence[datetime], last: Sequence[datetime]) -> Q:
    """Say the hours of a due: `first` and `last` are the next two midnights where they come first and last."""
    hours = {
        TODAY: {f"{at}__gt": now, f"{at}__lt": last[0]},
        TOMORROW: {f"{at}__gte": first[0], f"{at}__lt": last[1]},
        LATER: {f"{at}__gte": first[1]},
    }
    return Q(**hours[due])


def _midnight(*, key: str, days: int, now: datetime) -> datetime:
    there = local_time(key=key, now=now)
    return datetime.combine(local_date(key=key, now=now) + timedelta(days=days), time.min, tzinfo=there.tzinfo)
