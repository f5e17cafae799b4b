"""An hour in the clock of where it is kept, and beside it in the clock of where the person stands.

The hour of a hearing is in the court's clock, the hour of a check-in in the port's. Two cities that face each other
across a bridge may be an hour apart for some weeks of the year, and people have missed hearings by it.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from estancia.notices.hearing_places import place_or_city
from estancia.places import local_time, location, locations, say_day
from estancia.wording import Sentence

_NO_CLOCK = Sentence(es="reloj de la sede, que no se conoce", en="the clock of that place, which is not known")


def zone_of_hearing(*, place: str) -> str:
    """Give the zone of a hearing location by its code, name or city; empty when its clock is not known."""
    found = place_or_city(printed=place) if place else None
    return found.zone if found else ""


def named_place(*, place: str) -> str:
    """Name where a hearing is held by its port or city; as it is written where it is none of ours."""
    found = place_or_city(printed=place) if place else None
    return (found.port or found.name.split(",")[0].title()) if found else place


def zone_of_port(*, port: str) -> str:
    """Give the zone of a United States port by its name; empty when it is none of ours."""
    wanted = port.strip().casefold()
    return next((each.us_zone for each in locations() if each.us_port.casefold() == wanted), "")


def in_both_clocks(*, on: date, at: time | None, zone: str, there: str, here: str) -> Sentence:
    """Write a day and an hour: once where both clocks agree, twice where they differ, the place's own clock first.

    `zone` is that of the hour, empty when not known; `there` names its place; `here` is the key of the location where
    the person stands. Without an hour only the day is written.
    """
    return Sentence(
        es=_written(on=on, at=at, zone=zone, there=there, here=here, language="es"),
        en=_written(on=on, at=at, zone=zone, there=there, here=here, language="en"),
    )


def _written(*, on: date, at: time | None, zone: str, there: str, here: str, language: str) -> str:
    day = say_day(on=on, language=language)
    if at is None:
        return day
    stands = location(here)
    if not zone or stands is None:
        return f"{day}, {at:%H:%M} ({there or _NO_CLOCK.in_language(language)})"
    moment = datetime.combine(on, at, tzinfo=ZoneInfo(zone))
    on_our_wall = local_time(key=here, now=moment)
    if on_our_wall.utcoffset() == moment.utcoffset():
        return f"{day}, {at:%H:%M} ({stands.name})"
    ours = f"{on_our_wall:%H:%M} ({stands.name})"
    if on_our_wall.date() != on:
        ours = f"{say_day(on=on_our_wall.date(), language=language)}, {ours}"
    return f"{day}, {at:%H:%M} ({there}) · {ours}"
