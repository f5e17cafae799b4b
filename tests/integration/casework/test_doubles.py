"""Doubles before saving: seen by the desk whose they are, hinted at to others, and nobody joined by a machine."""

from datetime import date

import numpy as np
import pytest
from django.db import IntegrityError, transaction

from estancia.casework import admission, doubles, identity_keys, intake
from estancia.casework.access import NotYours
from estancia.casework.doubles import SamePerson
from estancia.casework.identity_keys import search, search_all, store_keys
from estancia.people.identity import Identity, keys_of, probes_of
from estancia.records.models import AuditEntry, FamilyGroup, IdentityKey, Merge, NotTheSame, Person
from tests.identities.hearing import heard
from tests.identities.population import Written, population
from tests.identities.typist import typed
from tests.integration.casework import deeds
from tests.integration.casework.world import MEXICALI, TIJUANA, adult, hand_in

ELENA = "María Elena López García"
STANDING, SOUGHT = 2_500, 5_000  # sought by each of the two generators
HEARD = Identity(name="Helena Lopes Garsia", born_on=date(1988, 3, 14), nationality="HND")


@pytest.fixture
def elena(world, now) -> str:
    """Elena and her sister at Tijuana, stored under their keys; gives Elena's reference."""
    return settled(*hand_in(by=world.desk, now=now, members=[adult(ELENA), adult("Nadia López García")]).members)


def settled(*members) -> str:
    store_keys(people=Person.objects.filter(reference__in=[one.reference for one in members]))
    return members[0].reference


def looked(world, now, *, by=None, identity=HEARD, beside=""):
    return doubles.likely_doubles(identity=identity, beside=beside, by=by or world.desk, now=now)


# ── what a desk is shown ─────────────────────────────────────────────────────────────────────────────────
def test_the_desk_sees_who_may_be_the_same_why_and_beside_whom(world, now, elena):
    first = looked(world, now).likely[0]
    assert (first.person.reference, first.person.name) == (elena, ELENA)
    assert {"name_sound", "born_same", "name_missing"} <= {reason.code for reason in first.reasons}
    assert first.beside == ("Nadia López García",)


def test_nobody_alike_nobody_shown(world, now, elena):
    seen = looked(world, now, identity=Identity(name="Wilmer Zepeda Chub", born_on=date(1979, 11, 2)))
    assert (seen.likely, seen.elsewhere) == ((), None)


def test_another_port_hears_only_whom_to_ask(world, now, elena):
    seen = looked(world, now, by=world.other_desk)
    assert seen.likely == ()
    said = f"{seen.elsewhere.es} {seen.elsewhere.en}"
    assert "dp-office" in said
    assert not [canary for canary in (elena, ELENA, "Tijuana", TIJUANA, "1988") if canary in said]


def test_a_surname_in_common_hints_at_nothing_elsewhere(world, now, elena):
    cousin = Identity(name="Ana López García", born_on=date(1988, 9, 2), nationality="HND")
    assert looked(world, now, by=world.other_desk, identity=cousin).elsewhere is None


def test_how_many_are_elsewhere_is_not_told(world, now, elena):
    once = looked(world, now, by=world.other_desk).elsewhere
    settled(*hand_in(by=world.desk, now=now, members=[adult("Elena López García")]).members)
    assert looked(world, now, by=world.other_desk).elsewhere == once


@pytest.mark.parametrize("who", ["protector", "coordinator", "observer", "data_protection", "administrator", "lawyer"])
def test_whoever_writes_nobody_down_asks_for_no_doubles(world, now, elena, who):
    with pytest.raises(NotYours):
        looked(world, now, by=getattr(world, who))


def test_once_the_request_is_closed_a_reason_tells_no_date_of_birth(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult(ELENA)], asks="no")
    settled(*request.members)
    reasons = looked(world, now).likely[0].reasons
    assert {reason.about for reason in reasons} == {"name"}


def test_each_look_is_marked_with_those_shown_and_the_hint_apart(world, now, elena):
    looked(world, now)
    assert (AuditEntry.objects.latest("seq").act, elena in AuditEntry.objects.latest("seq").about) == (
        "doubles_look",
        True,
    )
    looked(world, now, by=world.other_desk)
    hint, look = AuditEntry.objects.order_by("-seq")[1], AuditEntry.objects.latest("seq")
    assert (hint.act, hint.about, look.about) == ("doubles_hint", [elena], [])


def test_a_look_for_doubles_joins_and_changes_nothing(world, now, elena):
    before = list(Person.objects.order_by("pk").values_list())
    same = Identity(
        name=ELENA, born_on=date(1988, 3, 14), nationality="HND", numbers=frozenset({adult(ELENA)["number"]})
    )
    assert looked(world, now, identity=same).likely[0].score > 30
    assert list(Person.objects.order_by("pk").values_list()) == before


def test_a_likely_double_is_no_bar_to_being_decided(world, now, elena, tmp_path, monkeypatch):
    deeds.signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    twin = hand_in(by=world.desk, now=now, members=[adult(ELENA)], key="twin")
    settled(*twin.members)
    said = admission.decide_request(reference=twin.reference, decision="admit", reason="", by=world.desk, now=now)
    assert said.decision == "admit"


# ── what a person said of two ────────────────────────────────────────────────────────────────────────────
def test_not_the_same_is_remembered_both_ways(world, now, elena):
    twin = settled(*hand_in(by=world.desk, now=now, members=[adult(ELENA)], key="twin").members)
    assert twin in {one.person.reference for one in looked(world, now, beside=elena).likely}
    doubles.not_the_same(one=twin, other=elena, by=world.desk, now=now)
    doubles.not_the_same(one=elena, other=twin, by=world.desk, now=now)
    assert NotTheSame.objects.count() == 1
    for one, other in ((elena, twin), (twin, elena)):
        assert other not in {seen.person.reference for seen in looked(world, now, beside=one).likely}


def test_what_was_said_of_a_draft_holds_of_the_person_it_becomes(world, now, elena):
    draft = intake.start_intake(location=TIJUANA, by=world.desk, now=now).reference
    doubles.not_the_same(one=f"{draft}:1", other=elena, by=world.desk, now=now)
    assert elena not in {one.person.reference for one in looked(world, now, beside=f"{draft}:1").likely}
    member = hand_in(by=world.desk, now=now, members=[adult("Elena López García")]).members[0].reference
    doubles.take_in(people=[Person.objects.get(reference=member)], draft=draft)
    assert elena not in {one.person.reference for one in looked(world, now, beside=member).likely}


def test_who_asked_to_be_kept_apart_is_so_for_ever(world, now, elena):
    twin = settled(*hand_in(by=world.desk, now=now, members=[adult(ELENA)], key="twin").members)
    doubles.not_the_same(one=twin, other=elena, by=world.desk, now=now)
    doubles.keep_apart(one=twin, other=elena, by=world.desk, now=now)
    doubles.not_the_same(one=twin, other=elena, by=world.desk, now=now)
    assert list(NotTheSame.objects.values_list("for_ever", flat=True)) == [True]


def test_a_stranger_says_nothing_of_two(world, now, elena):
    other = hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")]).members[0].reference
    for who in world.strangers():
        with pytest.raises(NotYours):
            doubles.not_the_same(one=elena, other=other, by=who, now=now)
    assert NotTheSame.objects.count() == 0


def test_nobody_is_kept_from_themselves(world, now, elena):
    with pytest.raises(SamePerson):
        doubles.not_the_same(one=elena, other=elena, by=world.desk, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        NotTheSame.objects.create(first=elena, second=elena, said_at=now)


# ── the keys ─────────────────────────────────────────────────────────────────────────────────────────────
def test_keys_stored_twice_stand_once_and_an_old_spelling_keeps_its_own(world, now, elena):
    row = Person.objects.get(reference=elena)
    before = IdentityKey.objects.filter(person=row).count()
    assert before == len(keys_of(person=identity_keys.identity_of(person=row)))
    store_keys(people=[row])
    assert IdentityKey.objects.filter(person=row).count() == before
    row.name = "Magdalena Xicotencatl"
    row.save()
    store_keys(people=[row])
    assert IdentityKey.objects.filter(person=row).count() > before


def stored(people: list[Written], now) -> dict[int, Written]:
    """Put people down without their papers, and store their keys: who by number."""
    family = FamilyGroup.objects.create(reference="2222222A", location_key=MEXICALI, created_at=now)
    rows = Person.objects.bulk_create(
        Person(
            reference=f"P{at}",
            family=family,
            name=one.identity().name,
            folded_name="",
            born_on=one.born_on,
            born_approximately=one.born_approximately,
            nationality=one.nationality,
            order_in_family=at,
            recorded_at=now,
        )
        for at, one in enumerate(people)
    )
    store_keys(people=rows)
    return dict(zip((row.pk for row in rows), people, strict=True))


def test_of_ten_thousand_written_wrongly_nearly_all_are_among_the_first_five_and_no_machine_joins_any(database, now):
    """Half by each of two unlike ways of writing somebody wrong; papers left out, so that the name and day must do."""
    rng = np.random.default_rng(12)
    standing = list(stored(population(people=STANDING, rng=rng), now).items())
    for wrongly in (typed, heard):
        found = [
            pk in [one.person_id for one in search(identity=wrongly(person=person, rng=rng).identity(), limit=5)]
            for pk, person in standing * (SOUGHT // STANDING)
        ]
        assert sum(found) / len(found) >= 0.95, wrongly.__name__
    assert not Merge.objects.exists()
    assert Person.objects.count() == STANDING


def test_a_key_that_a_crowd_shares_is_not_read(database, now, monkeypatch):
    monkeypatch.setattr(identity_keys, "_CROWD", 3)
    crowd = Written(
        given=("José",), surnames=("García", "López"), born_on=date(1990, 5, 6), number="", nationality="HND"
    )
    stored([crowd] * 5, now)
    assert search(identity=crowd.identity(), limit=20) == ()


def test_a_hundred_and_twenty_under_a_key_are_read_and_one_more_is_a_crowd(database, now):
    many = Written(
        given=("José",), surnames=("García", "López"), born_on=date(1990, 5, 6), number="", nationality="HND"
    )
    first = next(iter(stored([many] * 121, now)))
    assert search(identity=many.identity(), limit=20) == ()
    IdentityKey.objects.filter(person_id=first).delete()
    assert len(search(identity=many.identity(), limit=20)) == 20


def test_a_page_of_many_is_searched_for_at_once_and_each_finds_their_own(database, now):
    sought = population(people=60, rng=np.random.default_rng(7))
    standing = stored(sought, now)
    found = search_all(identities={pk: one.identity() for pk, one in standing.items()}, limit=5)
    assert all(pk in [one.person_id for one in found[pk]] for pk in standing)
    assert sum(len(probes_of(person=one.identity())) for one in sought) > 500
