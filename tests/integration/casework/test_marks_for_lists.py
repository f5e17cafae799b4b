"""Marks that spare a list from being walked through never hide a row: each is given, and taken, as the row is met."""

from importlib import import_module

import pytest
from django.apps import apps

from estancia.casework.kept_papers import kept_list
from estancia.casework.merging import ask_merge
from estancia.casework.roster_hearing import hear_proposed, not_heard
from estancia.casework.roster_reach import standing_at
from estancia.casework.roster_waiting import met_at
from estancia.records.models import Hold, KeptPaper, Merge, Person, ProtectionNotice, RosterRow, SealedAnswer
from tests.integration.casework.deeds import family_of
from tests.integration.casework.test_kept_papers import kept
from tests.integration.casework.test_rosters_told_apart import MARISOL
from tests.integration.casework.test_rosters_told_apart import kept as keep_list
from tests.integration.casework.world import TIJUANA, adult, child, hand_in

pytestmark = pytest.mark.django_db
NAHUM = "A200000007,Nahum Paz,22/03/2001,HO,F7,25/10/2019"
MOVED = MARISOL.replace("25/10/2019", "28/10/2019")
NADIA, HERS = "A200000009,Nadia Rey,17/05/1990,ES,F9,25/10/2019", "A200000009"


def waiting():
    """Who is still to be heard, asked of every row that stands, with its mark or without."""
    return set(standing_at(location=TIJUANA).exclude(met_at(location=TIJUANA)).values_list("pk", flat=True))


def told():
    """Who is said to be still to be heard, and who bears the mark."""
    marked = RosterRow.objects.filter(unheard=True)
    return {row.pk for row in not_heard(location=TIJUANA)}, set(marked.values_list("pk", flat=True))


def lists_heard_overtaken_and_known(world, now):
    """Marisol moved to another day, Nahum heard from his row, Nadia handed in by her number, Eva still waiting."""
    first = keep_list(world, now, MARISOL, NAHUM, NADIA)
    keep_list(world, now, MOVED, "A200000008,Eva Cruz,30/01/1979,ES,F2,25/10/2019")
    hear_proposed(roster=first.reference, number=3, by=world.desk, now=now)
    family_of("Nadia Rey", by=world.desk, now=now, number=HERS)


def test_whoever_is_still_to_be_heard_bears_the_mark_and_nobody_else(world, now):
    lists_heard_overtaken_and_known(world, now)
    assert told() == (waiting(), waiting())
    names = {row.proposal["name"] for row in not_heard(location=TIJUANA)}
    assert names == {"Marisol Paz", "Eva Cruz"}


def test_whoever_was_known_before_the_list_came_never_bears_it(world, now):
    family_of("Nadia Rey", by=world.desk, now=now, number=HERS)
    keep_list(world, now, NADIA, MARISOL)
    assert told() == (waiting(), waiting())
    assert len(waiting()) == 1


def test_a_number_that_comes_to_stand_for_two_lets_both_be_heard_again(world, now):
    keep_list(world, now, NADIA)
    family_of("Nadia Rey", by=world.desk, now=now, number=HERS)
    assert told()[0] == set()
    keep_list(world, now, NADIA.replace("Nadia Rey,17/05/1990", "Zoé Rey,22/03/2001"), accept=(2,))
    assert told()[0] == waiting()
    assert len(waiting()) == 2


def shown_to(by, now):
    listed = kept_list(by=by, now=now)
    return [line.reference for line in (*listed.overdue, *listed.waiting)]


def test_a_paper_written_down_before_anybody_protected_the_person_is_shown_to_who_does_since(world, now):
    family_of("Inés Canario Azul", by=world.desk, now=now)
    person = Person.objects.get()
    paper = kept(person.reference, world.desk, now, keeper_kind="police", keeper="").paper.reference
    SealedAnswer.objects.all().delete()
    KeptPaper.objects.update(cared_by=None)
    assert shown_to(world.protector, now) == []
    from estancia.casework.hold_rows import open_hold
    from estancia.records.models import Organisation

    shelter = Organisation.objects.get(key=world.protector.organisation)
    asked = {"person": person, "kind": "protection", "code": "", "owner": shelter}
    open_hold(request=person.family.requests.get(), **asked, by=world.desk, now=now)
    assert shown_to(world.protector, now) == [paper]


def test_a_paper_of_a_person_already_protected_is_shown_to_who_protects_them(world, now):
    family_of("Inés Canario Azul", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    paper = kept(Person.objects.get().reference, world.desk, now, keeper_kind="police", keeper="").paper.reference
    assert shown_to(world.protector, now) == [paper]
    assert shown_to(world.commission, now) == []


def test_every_row_that_assigns_a_body_marks_what_is_kept_of_the_person(world, now, monkeypatch):
    """Papers written while nobody was assigned yet, as a race would have it."""
    monkeypatch.setattr("estancia.casework.kept_papers.bodies_caring", lambda **_: (None, False))
    hand_in(
        by=world.desk,
        now=now,
        members=[adult("Inés Canario Azul"), child("Raúl Canario Azul")],
        private={(1, "fear_of_mexico"): "yes"},
    )
    for person in Person.objects.all():
        kept(person.reference, world.desk, now, keeper_kind="police", keeper="", number="")
    assert Hold.objects.exists()
    assert ProtectionNotice.objects.filter(kind="child_protection").exists()
    assert SealedAnswer.objects.exists()
    step("fill")(apps, None)
    assert set(KeptPaper.objects.values_list("person__name", "cared_by__key")) == {
        ("Inés Canario Azul", world.protector.organisation),
        ("Raúl Canario Azul", world.protector.organisation),
    }


def step(name):
    return getattr(import_module("estancia.records.migrations.0027_marks_for_lists"), name)


def test_rows_that_stood_before_are_marked_as_the_deeds_mark_them(world, now):
    lists_heard_overtaken_and_known(world, now)
    family_of("Nadia Reyes", by=world.desk, now=now)
    one, other = Person.objects.order_by("pk")[:2]
    ask_merge(
        kept=one.reference, other=other.reference, reason="La misma señora.", by=world.desk, now=now, families_seen=True
    )
    marked = told()
    RosterRow.objects.update(unheard=True)
    Merge.objects.update(location_key="")
    step("fill")(apps, None)
    assert told() == marked
    assert Merge.objects.get().location_key == TIJUANA
