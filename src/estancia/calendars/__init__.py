"""Working days and half-open periods: how long a legal clock runs."""

from estancia.calendars.periods import Period
from estancia.calendars.working_days import add_working_days, is_working_day

__all__ = ["Period", "add_working_days", "is_working_day"]
