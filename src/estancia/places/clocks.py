"""The clock of each place: a property of the municipality, never of its state nor of the reader's browser.

Zones come from the pinned `tzdata` package; the system's own files are left aside, for an old machine does not know
Ciudad Juárez.
"""

import zoneinfo
from datetime import date, datetime
from zoneinfo import ZoneInfo

from estancia.places.locations import location

zoneinfo.reset_tzpath(to=())

WEEKDAYS = {
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = {
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


class NoSuchPlace(LookupError):
    """The key names no location whose clock we know."""


def zone_of(key: str) -> ZoneInfo:
    """Give the zone of a location."""
    found = location(key)
    if found is None:
        raise NoSuchPlace(key)
    return ZoneInfo(found.zone)


def local_time(*, key: str, now: datetime) -> datetime:
    """Give the moment on the clock of a place; `now` carries a zone."""
    return now.astimezone(zone_of(key))


def local_date(*, key: str, now: datetime) -> date:
    """Give the date on the wall of a place at a moment."""
    return local_time(key=key, now=now).date()


def say_day(*, on: date, language: str) -> str:
    """Write a day: `mié 2 oct 2019`."""
    spoken = "en" if language.startswith("en") else "es"
    return f"{WEEKDAYS[spoken][on.weekday()]} {on.day} {MONTHS[spoken][on.month - 1]} {on.year}"


def say_when(*, at: datetime, key: str, language: str) -> str:
    """Write a moment on the clock of a place: `mié 2 oct 2019, 08:30 (Tijuana)`."""
    there = local_time(key=key, now=at)
    found = location(key)
    return f"{say_day(on=there.date(), language=language)}, {there:%H:%M} ({found.name if found else key})"
