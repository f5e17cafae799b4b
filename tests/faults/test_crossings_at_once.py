"""Sixty-four presses for one family at one instant, from one page and from two desks: one exit each, and one card."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from estancia.casework import crossings, ledger, renewals
from estancia.documents import KeyRing
from estancia.records.models import AuditEntry, Crossing, ExpectedReturn, Person, StayDocument, StayRenewal
from tests.integration.casework import world as worlds
from tests.integration.casework.deeds import decide, signing
from tests.integration.casework.world import adult, child, hand_in

PRESSES = 64


@pytest.fixture
def family(transactional_db, now, tmp_path, monkeypatch):
    """Give the world, and Berta with her daughter, admitted."""
    world = worlds.found(now=now)
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    request = hand_in(by=world.desk, now=now, members=[adult("Berta Luna"), child("Ana Luna")])
    decide(request.reference, "admit", by=world.desk, now=now)
    return world


def at_once(press: Callable[[int], None], *, times: int = PRESSES) -> None:
    """Let all go at one instant, each on a connection of its own; an error of any is an error here."""
    start = threading.Barrier(times)

    def one(number: int) -> None:
        try:
            start.wait(120)
            press(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as desks:
        list(desks.map(one, range(times)))


def leaving(world, *, now, pages: int) -> Callable[[int], None]:
    """Press "leaves" for the family from one of so many pages, opened at two desks."""
    people = list(Person.objects.values_list("reference", flat=True))
    card = StayDocument.objects.first().number

    def press(number: int) -> None:
        crossings.record_crossings(
            people=people,
            direction="out",
            card=card,
            identified_by="card",
            press=f"page-{number % pages}",
            by=(world.desk, world.other_desk)[number % 2],
            now=now + timedelta(milliseconds=number),
        )

    return press


@pytest.mark.parametrize("pages", [2, PRESSES])
def test_sixty_four_presses_at_two_desks_record_one_exit_for_each_person(family, now, pages):
    at_dawn = now.replace(month=11, day=20)
    at_once(leaving(family, now=at_dawn, pages=pages))
    assert Crossing.objects.count() == 2
    assert ExpectedReturn.objects.count() == 2
    assert AuditEntry.objects.filter(act="cross").count() == PRESSES
    assert ledger.verify_audit(ring=KeyRing()).first_bad_seq is None


def test_a_planted_desk_that_does_not_look_whether_it_was_pressed_is_seen(family, now, monkeypatch):
    monkeypatch.setattr(crossings, "same_press", lambda **_: False)
    at_once(leaving(family, now=now, pages=8), times=8)
    assert Crossing.objects.count() == 16


def test_sixteen_presses_renew_once(family, now):
    at, card = now + timedelta(days=170), StayDocument.objects.get(stay__person__name="Berta Luna")
    person = card.stay.person.reference

    def press(_: int) -> None:
        renewals.renew_stays(person_reference=person, cards=[card.number], by=family.desk, now=at)

    at_once(press, times=16)
    assert (StayRenewal.objects.count(), StayDocument.objects.filter(stay=card.stay).count()) == (1, 2)
