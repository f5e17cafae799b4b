"""Days and hours as rosters write them: four styles, two languages, two calendars of Excel.

Whether 03/04/2019 is the third of April or the fourth of March is asked of the whole column: one 25/04 settles it.
Where nothing settles it, no day is taken and a person is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from estancia.notices.rosters.columns import fold
from estancia.notices.rosters.texts import Read

NUMERIC = re.compile(r"^(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d{4}|\d{2})(?:[T ,].*)?$")
ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
COMPACT = re.compile(r"^(19|20)(\d\d)(\d\d)(\d\d)$")
YEAR = re.compile(r"^(19|20)\d\d$")
SERIAL = re.compile(r"^(\d{4,5})(?:\.\d+)?$")
CLOCK = re.compile(r"^(\d{1,2})(?:[:.h ](\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap])?\.?\s?m?\.?$")
MILITARY = re.compile(r"^(\d{1,2})(\d{2})$")
FRACTION = re.compile(r"^0?\.\d+$")
IN_A_DATE = re.compile(r"[T ](\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?)")
MONTHS = {
    name: number
    for number, names in enumerate(
        ("enero january", "febrero february", "marzo march", "abril april", "mayo may", "junio june", "julio july",
         "agosto august", "septiembre setiembre september", "octubre october", "noviembre november",
         "diciembre december"),
        start=1,
    )
    for word in names.split()
    for name in {word, word[:3], word[:4]}
}  # fmt: skip
NOON = 12
LIFETIME = timedelta(days=366 * 120)
FIRST_HEARING = date(2018, 1, 1)
AHEAD = timedelta(days=366 * 12)  # hearings have been set years ahead; further is a slip of the pen
START_1900, START_1904 = date(1899, 12, 30), date(1904, 1, 1)


class Order(StrEnum):
    """Which comes first in 03/04/2019."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a column's days are to be read; `born` tells a day in the past from one near today."""

    order: Order
    starts_1904: bool | None
    born: bool
    today: date


def order_of(*, texts: Iterable[str]) -> Order:
    """Say which order a column's dates are written in, from those that can only be read one way."""
    pairs = [(int(m[1]), int(m[2])) for m in map(NUMERIC.match, texts) if m]
    day_first = any(first > NOON >= second for first, second in pairs)
    month_first = any(second > NOON >= first for first, second in pairs)
    if day_first and month_first:
        return Order.MIXED
    if day_first or month_first:
        return Order.DAY_FIRST if day_first else Order.MONTH_FIRST
    return Order.UNKNOWN


def read_day(*, text: str, how: Reading) -> Read:
    """Read a day. A bare year of birth gives the year as a number."""
    day, code = _day(text, how)
    if isinstance(day, date):
        wrong = _implausible(day, how)
        return (None, wrong) if wrong else (day, code)
    return day, code


def read_hour(*, text: str) -> Read:
    """Read an hour: 8:30, 0830, 8:30 a. m., 12:30 PM, or Excel's fraction of a day."""
    if FRACTION.match(text):
        minutes = round(float(text) * 1440)
        return time(minutes // 60 % 24, minutes % 60), None
    written = text.casefold().replace("hrs", "").replace("hours", "").replace("horas", "").strip()
    found = MILITARY.match(written) if written.isdigit() and len(written) > 2 else CLOCK.match(written)
    half = found[4] if found and found.re is CLOCK else None
    if found is None or (half is None and found[2] is None):
        return None, "hour_unreadable"
    return _clock(int(found[1]), int(found[2] or 0), half)


def hour_within(*, text: str) -> str:
    """Give the hour that stands beside a date in one cell, or nothing; midnight is how a bare date is exported."""
    found = IN_A_DATE.search(text)
    return "" if not found or found[1].startswith(("00:00", "0:00")) else found[1]


def looks_like_a_date(*, text: str) -> bool:
    """Say whether a date stands where a code was expected."""
    return bool(ISO.match(text) or NUMERIC.match(text))


def reads_two_ways(*, text: str) -> bool:
    """Say whether a date can be read with the day first and with the month first, and is then another day."""
    found = NUMERIC.match(text)
    return found is not None and int(found[1]) != int(found[2]) and max(int(found[1]), int(found[2])) <= NOON


def _clock(hour: int, minute: int, half: str | None) -> Read:
    if half and 1 <= hour <= NOON:
        hour = hour % NOON + (NOON if half == "p" else 0)
    return (time(hour, minute), None) if hour < 24 and minute < 60 else (None, "hour_unreadable")


def _day(text: str, how: Reading) -> Read:
    if found := ISO.match(text):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMERIC.match(text):
        return _numeric(int(found[1]), int(found[2]), found[3], how)
    if found := COMPACT.match(text):
        return _made(int(found[1] + found[2]), int(found[3]), int(found[4]))
    if how.born and YEAR.match(text):
        return int(text), None
    if (found := SERIAL.match(text)) and not (how.born and len(found[1]) < 5):  # four figures: a year, mistyped
        start = START_1904 if how.starts_1904 else START_1900
        return start + timedelta(days=int(found[1])), "calendar_not_said" if how.starts_1904 is None else None
    return _in_words(text, how)


def _numeric(first: int, second: int, year: str, how: Reading) -> Read:
    full, code = _year(year, how)
    only_day_first, only_month_first = first > NOON, second > NOON
    if only_day_first or only_month_first or first == second:
        day, month = (second, first) if only_month_first else (first, second)
        return _made(full, month, day, code)
    if how.order in (Order.MIXED, Order.UNKNOWN):
        return None, "day_or_month_first"
    day, month = (first, second) if how.order is Order.DAY_FIRST else (second, first)
    return _made(full, month, day, code)


def _in_words(text: str, how: Reading) -> Read:
    """2 de octubre de 2019, October 2nd, 2019, 02-OCT-19."""
    words = re.findall(r"[a-z]+|\d+", fold(text))
    month = next((MONTHS[word] for word in words if word in MONTHS), None)
    numbers = [word for word in words if word.isdigit()][:2]
    if month is None or len(numbers) < 2:
        return None, "day_unreadable"
    year, day = sorted(numbers, key=len, reverse=True) if len(numbers[0]) > 2 else (numbers[1], numbers[0])
    if len(year) not in (2, 4) or len(day) > 2:
        return None, "day_unreadable"
    full, code = _year(year, how)
    return _made(full, month, int(day), code)


def _year(written: str, how: Reading) -> tuple[int, str | None]:
    if len(written) == 4:
        return int(written), None
    century = how.today.year // 100 * 100
    year = century + int(written)
    return (year - 100 if how.born and year > how.today.year else year), "century_assumed"


def _made(year: int, month: int, day: int, code: str | None = None) -> Read:
    try:
        return date(year, month, day), code
    except ValueError:
        return None, "day_does_not_exist"


def _implausible(day: date, how: Reading) -> str | None:
    if how.born:
        return "birth_not_possible" if not how.today - LIFETIME < day <= how.today else None
    return "day_not_plausible" if not FIRST_HEARING <= day <= how.today + AHEAD else None
