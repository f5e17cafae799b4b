"""Where an hour stands for whoever has work before it: overdue, today, tomorrow, later, each place by its own clock."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.db.models import Q

from estancia.places import local_date, locations, zone_of

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


def hours_at(*, now: datetime) -> list[datetime]:
    """Give the instants that tell what is due when: now, and the next two midnights as each zone of ours has them.

    Of each midnight the earliest and the latest come first, then each zone's in the order of `_zones`. A list of
    values, so that a question prepared once can be given them (see `records.prepared`).
    """
    nights = [[_midnight(zone=zone, days=days, now=now) for zone in _zones()] for days in (1, 2)]
    return [now, *(edge for night in nights for edge in (min(night), max(night))), *nights[0], *nights[1]]


def falls_on(*, due: str, at: str, place: str, hours: Sequence[datetime]) -> Q:
    """Say the rows whose hour stands so: `at` and `place` name its field and that of its location's key.

    The same answer as `due_of`, asked of a database: of one range of hours, in which each place has its own midnight.
    """
    now, first, last, next_first, next_last, *nights = hours
    if due == OVERDUE:
        return Q(**{f"{at}__lte": now})
    zones = _zones()
    whole = _between(due=due, at=at, now=now, first=(first, next_first), last=(last, next_last))
    there = Q(pk__in=())
    for number, keys in enumerate(zones.values()):
        night = nights[number], nights[len(zones) + number]
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


@cache
def _zones() -> Mapping[ZoneInfo, list[str]]:
    """Give the places by their zone."""
    zones: dict[ZoneInfo, list[str]] = {}
    for one in locations():
        zones.setdefault(zone_of(one.key), []).append(one.key)
    return zones


def _midnight(*, zone: ZoneInfo, days: int, now: datetime) -> datetime:
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=days), time.min, tzinfo=zone)
