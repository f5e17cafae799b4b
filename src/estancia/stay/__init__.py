"""The stay for humanitarian reasons: how long it runs."""

from datetime import date, timedelta

from estancia.calendars import Period
from estancia.law import parameter


def stay_period(*, on: date) -> Period:
    """Give the days a stay granted on this local date is valid: EST-4 of that day, counted from it."""
    return Period(on, on + timedelta(days=parameter("EST-4", on=on).value))
