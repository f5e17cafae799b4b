"""An hour is said in its own clock, and in the person's beside it on the days when the two differ."""

from datetime import date, time

import pytest

from estancia.notices.hearing_places import hearing_places
from estancia.notices.hours import in_both_clocks, named_place, zone_of_hearing, zone_of_port

JUAREZ, TIJUANA = "08037", "02004"


def said(on: date, at: time | None, *, zone: str, there: str, here: str) -> str:
    return in_both_clocks(on=on, at=at, zone=zone, there=there, here=here).es


def test_where_both_clocks_agree_an_hour_is_said_once() -> None:
    zone = zone_of_hearing(place="SYP")
    assert said(date(2019, 10, 2), time(8, 30), zone=zone, there="San Ysidro", here=TIJUANA) == (
        "mié 2 oct 2019, 08:30 (Tijuana)"
    )


def test_where_they_differ_the_hour_is_said_in_both_the_courts_own_first() -> None:
    """Mexico gave up summer time in the autumn of 2022; for a month Juárez stood an hour ahead of El Paso."""
    zone = zone_of_hearing(place="ENP")
    assert zone == "America/Denver"
    assert said(date(2022, 11, 15), time(8, 30), zone=zone, there="El Paso", here=JUAREZ) == (
        "mar 15 nov 2022, 08:30 (El Paso) · 09:30 (Ciudad Juárez)"
    )


def test_another_day_across_the_bridge_is_written_out() -> None:
    zone = zone_of_port(port="el paso ")
    assert said(date(2022, 11, 15), time(23, 30), zone=zone, there="El Paso", here=JUAREZ).endswith(
        "· mié 16 nov 2022, 00:30 (Ciudad Juárez)"
    )


def test_a_clock_that_is_not_known_is_said_to_be_so_and_nothing_is_derived() -> None:
    unknown = said(date(2019, 10, 2), time(8, 30), zone=zone_of_hearing(place="QQQ"), there="", here=TIJUANA)
    assert unknown == "mié 2 oct 2019, 08:30 (reloj de la sede, que no se conoce)"
    assert said(date(2019, 10, 2), None, zone="", there="", here=TIJUANA) == "mié 2 oct 2019"


@pytest.mark.parametrize(
    ("written", "named"), [("enp", "El Paso"), ("SND", "San Diego"), ("san diego", "San Diego"), ("Corte 4", "Corte 4")]
)
def test_a_place_is_named_by_its_port_or_city_and_as_written_when_it_is_none_of_ours(written: str, named: str) -> None:
    assert named_place(place=written) == named


@pytest.mark.parametrize("code", sorted(hearing_places()))
def test_every_hearing_place_beside_a_port_of_ours_keeps_that_ports_clock(code: str) -> None:
    place = hearing_places()[code]
    if place.port:
        assert place.zone == zone_of_port(port=place.port)
