"""What a location can take, on its own clock, and how safe it was last said to be."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from estancia.casework import places
from estancia.casework.access import NotYours
from estancia.records.models import LocationDay, SecurityReport
from tests.integration.casework.world import MEXICALI, TIJUANA


def test_the_board_stands_on_the_clock_of_the_place(world, now):
    late = now.replace(day=3, hour=5)  # ten at night of 2 October in Tijuana
    board = places.location_board(key=TIJUANA, by=world.desk, now=late)
    assert (board.on.isoformat(), board.local_time.hour, board.designated) == ("2019-10-02", 22, True)
    assert (board.today.places, board.today.free, board.today.taken) == (100, 100, 0)


def test_a_security_report_goes_stale_and_is_then_not_known(world, now):
    SecurityReport.objects.all().delete()
    places.report_security(key=TIJUANA, state="unsafe", source="state police bulletin", by=world.desk, now=now)
    assert places.security_state(key=TIJUANA, now=now + timedelta(hours=23)) == "unsafe"
    assert places.security_state(key=TIJUANA, now=now + timedelta(hours=24)) is None
    view = places.location_board(key=TIJUANA, by=world.desk, now=now + timedelta(hours=25)).security
    assert (view.stale, view.said, view.state, view.age_hours) == (True, "unsafe", None, 25)


def test_fewer_places_than_taken_cannot_be_set_and_more_can(world, now):
    assert places.take_places(key=TIJUANA, on=now.date(), count=7)
    with pytest.raises(places.FewerThanTaken):
        places.set_places(key=TIJUANA, on=now.date(), places=6, by=world.desk, now=now)
    day = places.set_places(key=TIJUANA, on=now.date(), places=8, by=world.desk, now=now)
    assert (day.places, day.free, day.taken) == (8, 1, 7)


def test_a_day_that_is_over_and_nonsense_are_refused(world, now):
    with pytest.raises(places.DayHasPassed):
        places.set_places(key=TIJUANA, on=now.date() - timedelta(days=1), places=5, by=world.desk, now=now)
    with pytest.raises(places.NotUnderstood):
        places.set_places(key=TIJUANA, on=now.date(), places=-1, by=world.desk, now=now)
    with pytest.raises(places.NotUnderstood):
        places.report_security(key=TIJUANA, state="ok", source=" ", by=world.desk, now=now)
    assert LocationDay.objects.get(location_key=TIJUANA).places == 100


def test_the_database_itself_never_lets_free_places_fall_below_none(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        LocationDay.objects.update(free=-1)
    assert LocationDay.objects.filter(free=100).count() == 2


def test_another_desk_neither_sees_nor_sets_this_one(world, now):
    with pytest.raises(NotYours):
        places.location_board(key=MEXICALI, by=world.desk, now=now)
    with pytest.raises(NotYours):
        places.set_places(key=MEXICALI, on=now.date(), places=5, by=world.desk, now=now)
    for actor in (world.coordinator, world.observer):
        board = places.location_board(key=MEXICALI, by=actor, now=now)
        assert (board.may_set_places, board.may_report_security) == (False, False)
    with pytest.raises(NotYours):
        places.location_board(key="99999", by=world.coordinator, now=now)
