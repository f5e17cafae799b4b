"""Which days count in a federal administrative procedure in Mexico (LFPA art. 28)."""

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

SATURDAY = 5


def is_working_day(on: date) -> bool:
    """Say whether a day counts: no weekend, no rest day of LFPA art. 28, no published closure."""
    yearly, once = _rest_days()
    return on.weekday() < SATURDAY and (on.month, on.day) not in yearly and on not in once


def add_working_days(*, start: date, days: int) -> date:
    """Give the day on which that many working days have passed; the count begins the day after `start`."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


@cache
def _rest_days() -> tuple[frozenset[tuple[int, int]], frozenset[date]]:
    table = tomllib.loads(files("estancia.calendars").joinpath("data/rest_days.toml").read_text(encoding="utf-8"))
    yearly = frozenset(tuple(int(part) for part in row["day"].split("-")) for row in table["yearly"])
    return yearly, frozenset(row["on"] for row in table["once"])  # type: ignore[return-value]
