"""Ages in full years."""

from datetime import date


def age_on(*, born_on: date | None, on: date) -> int | None:
    """Give the age on a day; None where the date of birth is not known."""
    if born_on is None:
        return None
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
