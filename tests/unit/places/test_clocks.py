"""The clock of each place is the one on its wall, through every change of law since 2018."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from estancia.places.clocks import NoSuchPlace, local_date, local_time, say_day, say_when, zone_of
from estancia.places.locations import location, locations, place_name, standing

JUAREZ, TIJUANA, MEXICALI, NOGALES = "08037", "02004", "02002", "26043"


def hours_apart(*, key: str, now: datetime) -> float:
    """Hours by which the Mexican side is ahead of its US port at a moment."""
    found = location(key)
    assert found is not None
    port = now.astimezone(ZoneInfo(found.us_zone)).replace(tzinfo=None)
    return (local_time(key=key, now=now).replace(tzinfo=None) - port) / timedelta(hours=1)


def at(year: int, month: int, day: int, hour: int = 18) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "offset"),
    [
        (at(2022, 7, 1), -6),
        (at(2022, 10, 29), -6),
        (at(2022, 11, 1), -6),
        (at(2022, 11, 29), -6),
        (at(2022, 11, 30), -7),
        (at(2023, 3, 13), -6),
        (at(2023, 12, 1), -7),
    ],
)
def test_juarez_left_central_time_on_30_november_2022(now: datetime, offset: int) -> None:
    assert local_time(key=JUAREZ, now=now).utcoffset() == timedelta(hours=offset)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("year", [2019, 2022, 2025])
def test_nogales_sonora_never_moves_its_clock_and_agrees_with_arizona(year: int, month: int) -> None:
    now = at(year, month, 15)
    assert local_time(key=NOGALES, now=now).utcoffset() == timedelta(hours=-7)
    assert hours_apart(key=NOGALES, now=now) == 0


@pytest.mark.parametrize("key", [TIJUANA, MEXICALI])
@pytest.mark.parametrize("now", [at(2019, 3, 9), at(2019, 3, 11), at(2022, 11, 5), at(2022, 11, 7), at(2025, 7, 1)])
def test_baja_california_moves_with_the_united_states(key: str, now: datetime) -> None:
    assert hours_apart(key=key, now=now) == 0


@pytest.mark.parametrize("key", ["28027", "28022", "05025"])
@pytest.mark.parametrize("now", [at(2019, 3, 11), at(2019, 11, 4), at(2023, 5, 1), at(2026, 1, 1)])
def test_the_lower_river_never_differs_from_texas(key: str, now: datetime) -> None:
    assert hours_apart(key=key, now=now) == 0


def test_between_march_and_april_2019_juarez_and_el_paso_agreed() -> None:
    assert {hours_apart(key=JUAREZ, now=at(2019, 3, day)) for day in (9, 11, 31)} == {0.0}


def test_after_30_november_2022_juarez_and_el_paso_agree_all_year() -> None:
    assert {hours_apart(key=JUAREZ, now=at(2023, month, 15)) for month in range(1, 13)} == {0.0}


def test_the_date_is_the_one_on_the_wall_not_in_greenwich() -> None:
    assert local_date(key=TIJUANA, now=datetime(2019, 10, 2, 5, 30, tzinfo=UTC)) == date(2019, 10, 1)
    assert local_date(key="28022", now=datetime(2019, 10, 2, 5, 30, tzinfo=UTC)) == date(2019, 10, 2)


def test_a_place_without_a_clock_is_refused() -> None:
    with pytest.raises(NoSuchPlace):
        zone_of("20067")


def test_a_moment_is_said_with_the_place_whose_clock_it_is() -> None:
    moment = datetime(2019, 10, 2, 15, 30, tzinfo=UTC)
    assert say_when(at=moment, key=TIJUANA, language="es") == "mié 2 oct 2019, 08:30 (Tijuana)"
    assert say_when(at=moment, key=TIJUANA, language="en-us") == "Wed 2 Oct 2019, 08:30 (Tijuana)"
    assert say_day(on=date(2022, 11, 30), language="es") == "mié 30 nov 2022"


def test_a_planted_zone_of_the_state_instead_of_the_municipality_is_caught() -> None:
    chihuahua = at(2022, 11, 15).astimezone(ZoneInfo("America/Chihuahua")).utcoffset()
    assert chihuahua == local_time(key=JUAREZ, now=at(2022, 11, 15)).utcoffset()
    summer = at(2023, 7, 1)
    assert (
        summer.astimezone(ZoneInfo("America/Chihuahua")).utcoffset() == local_time(key=JUAREZ, now=summer).utcoffset()
    )
    winter = at(2023, 12, 1)
    assert (
        winter.astimezone(ZoneInfo("America/Chihuahua")).utcoffset() != local_time(key=JUAREZ, now=winter).utcoffset()
    )


# ── locations
def test_locations_are_keyed_by_municipality_and_openings_are_periods_with_a_source() -> None:
    assert {each.key for each in locations()} == {"02004", "02002", "08037", "28027", "28022", "05025", "26043"}
    openings = [opening for each in locations() for opening in each.openings]
    assert all(each.from_ <= each.sure_from < each.until and each.source for each in openings)


@pytest.mark.parametrize(
    ("key", "on", "stands"),
    [
        (JUAREZ, date(2019, 2, 28), "not_open"),
        (JUAREZ, date(2019, 3, 1), "perhaps_open"),
        (JUAREZ, date(2019, 3, 31), "perhaps_open"),
        (JUAREZ, date(2019, 4, 1), "open"),
        (JUAREZ, date(2021, 1, 20), "open"),
        (JUAREZ, date(2021, 1, 21), "not_open"),
        (JUAREZ, date(2021, 12, 6), "open"),
        (JUAREZ, date(2022, 8, 8), "not_open"),
        (TIJUANA, date(2022, 1, 10), "perhaps_open"),
        ("30115", date(2020, 2, 1), "not_designated"),
    ],
)
def test_a_place_stands_by_its_openings(key: str, on: date, stands: str) -> None:
    assert standing(key, on=on) == stands


def test_a_place_is_named_and_an_unknown_key_is_shown_as_it_is() -> None:
    assert place_name(JUAREZ) == "Ciudad Juárez, Chihuahua"
    assert place_name("30115") == "30115"
