"""Who is expected back after a hearing, and by when the contact they chose is called.

Only whoever leaves for a hearing that is known is expected: everyone else goes and comes as they please, and nobody
keeps watch. It is care and not a search: the hour tells those who care that a call is due, and nothing else.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo

from estancia.law import parameter

_ONE_DAY = timedelta(days=1)


def leaves_for_hearing(*, on: date, hearing_days: Iterable[date]) -> date | None:
    """Give the hearing somebody leaves for on a local date: one on that day, or on the next; None when there is none.

    Where two sources name different days either may be the true one, and the later is waited for.
    """
    near = [day for day in hearing_days if day in (on, on + _ONE_DAY)]
    return max(near, default=None)


def hearing_waited_for(*, on: date, until_now: date, hearing_days: Iterable[date]) -> date:
    """Give the hearing for which somebody out since a local date is waited, now that its days may have moved.

    `until_now` is the day waited for so far. A day from the exit on, as far as the day after that one, is followed;
    the latest, where sources differ. A day farther away is not what this exit was for: whoever was to be back by an
    hour is asked after by that hour, and the later day is only shown beside it.
    """
    near = [day for day in hearing_days if on <= day <= until_now + _ONE_DAY]
    return max(near, default=until_now)


def expected_back_by(*, hearing_on: date, zone: tzinfo) -> datetime:
    """Give the instant by which somebody is expected back: EST-21 after the hearing's day has ended there."""
    ends = datetime.combine(hearing_on + _ONE_DAY, time(), zone)
    return ends + parameter("EST-21", on=hearing_on).as_timedelta()
