"""The stay for humanitarian reasons: how long it runs, how it is lived, renewed, mended and ended, and what it asks.

Nothing here refuses anyone. A crossing is written down as it happened and shown as a question when the log does not
fit; a stay that ran out is mended; an end is an outcome and not a fault.
"""

from datetime import date, timedelta

from estancia.calendars import Period
from estancia.law import parameter
from estancia.stay.asked import Obligation, obligations
from estancia.stay.crossings import Direction, Passage, doubt_of, likely_next, same_press
from estancia.stay.ending import END_REASONS, EndReason, days_proved
from estancia.stay.expected import expected_back_by, hearing_waited_for, leaves_for_hearing
from estancia.stay.renewal import Renewal, renewal_of, renewed_until

__all__ = [
    "END_REASONS",
    "Direction",
    "EndReason",
    "Obligation",
    "Passage",
    "Renewal",
    "days_proved",
    "doubt_of",
    "expected_back_by",
    "hearing_waited_for",
    "leaves_for_hearing",
    "likely_next",
    "obligations",
    "renewal_of",
    "renewed_until",
    "same_press",
    "stay_period",
]


def stay_period(*, on: date) -> Period:
    """Give the days a stay granted on this local date is valid: EST-4 of that day, counted from it."""
    return Period(on, on + timedelta(days=parameter("EST-4", on=on).value))
