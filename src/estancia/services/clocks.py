"""How long a complaint may wait: working days, and hours where a life may be in danger."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from estancia.calendars import add_working_days
from estancia.law import parameter
from estancia.services.complaints import KINDS

LAST_MINUTE = time(23, 59)  # said so that nobody reads midnight as the day after
CENTRAL = ZoneInfo("America/Mexico_City")
"""The clock of a complaint: where it happened is sealed, so every complaint runs by one clock."""


def first_due(*, kind: str, filed_at: datetime) -> datetime:
    """Give the instant by which a complaint of this kind is acknowledged: EST-31, or EST-34 where it cannot wait."""
    return _due(code=KINDS[kind].first_within, start=filed_at)


def answer_due(*, filed_at: datetime) -> datetime:
    """Give the instant by which a complaint is answered: the end of the last of EST-32's working days."""
    return _due(code="EST-32", start=filed_at)


def late_due(*, now: datetime) -> datetime:
    """Give the new instant of a complaint whose clock ran out: the end of the last of EST-33's working days."""
    return _due(code="EST-33", start=now)


def day_of(*, now: datetime) -> date:
    """Give the date by the clock of a complaint."""
    return now.astimezone(CENTRAL).date()


def midnight_after(*, now: datetime, days: int) -> datetime:
    """Give the midnight that ends today (one day) or tomorrow (two), by the clock of a complaint."""
    return datetime.combine(day_of(now=now) + timedelta(days=days), time(0), tzinfo=CENTRAL)


def _due(*, code: str, start: datetime) -> datetime:
    on = day_of(now=start)
    time_given = parameter(code, on=on)
    if time_given.unit == "hours":
        return start + time_given.as_timedelta()
    last = add_working_days(start=on, days=time_given.value)
    return datetime.combine(last, LAST_MINUTE, tzinfo=CENTRAL)
