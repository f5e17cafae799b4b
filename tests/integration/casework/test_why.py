"""The same woman in 2019, March 2021, December 2021 and 2025: what the desk is shown, and what her protectors are."""

from datetime import date

import pytest

from estancia.casework import people, protection
from estancia.records.models import AuditEntry
from tests.integration.casework.deeds import family_of
from tests.integration.casework.world import OTHER_PHRASE, PHRASE, adult, child, hand_in

HEARD, PAUSED, BACK, RETURNED = date(2019, 10, 2), date(2021, 3, 15), date(2021, 12, 15), date(2025, 3, 15)
DAYS = (HEARD, PAUSED, BACK, RETURNED)


@pytest.fixture
def pregnant(world, now):
    """A woman heard in October 2019, when no rule listed pregnancy: it warned, and held nobody."""
    return family_of("Rosa Mar", by=world.desk, now=now, private={(1, "pregnant"): "yes"}).members[0].reference


def looked(reference, *, by, now):
    return {on: people.why_on(reference=reference, on=on, by=by, now=now) for on in DAYS}


def codes(view, effect):
    return {reason.code for reason in view.determination.reasons if reason.effect == effect}


def test_the_desk_is_never_shown_a_pregnant_woman_as_plainly_admissible(world, now, pregnant):
    said = looked(pregnant, by=world.desk, now=now)
    assert [said[on].private_part for on in DAYS] == ["judged_that_day", "reserved", "reserved", "reserved"]
    assert said[HEARD].determination.outcome == "admissible"
    assert {said[on].determination.outcome for on in (PAUSED, RETURNED)} == {"not_covered"}
    assert "may hold" in said[BACK].private_line.en
    assert "pueden pedir espera" in said[BACK].private_line.es
    assert not any(codes(view, "protect") for view in said.values())


def test_her_protectors_with_the_key_open_are_told_the_whole(world, now, pregnant):
    protection.unlock(phrase=PHRASE, by=world.protector, now=now)
    said = looked(pregnant, by=world.protector, now=now)
    assert {view.private_part for view in said.values()} == {"opened"}
    assert codes(said[HEARD], "warn") >= {"exempt_pregnancy"}
    assert codes(said[BACK], "protect") == {"exempt_pregnancy"}
    assert (said[BACK].determination.outcome, said[BACK].determination.protection_hold) == ("hold", True)
    assert said[HEARD].determination.outcome == "admissible"
    assert "programme_not_in_force" in codes(said[PAUSED], "outside")


def test_without_the_key_her_protectors_read_what_the_desk_does(world, now, pregnant):
    assert {view.private_part for view in looked(pregnant, by=world.protector, now=now).values()} == {
        "judged_that_day",
        "reserved",
    }


def test_another_organisations_open_key_opens_nothing(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Rosa Mar"), child("Luz Mar")])
    protection.unlock(phrase=PHRASE, by=world.children, now=now)
    protection.unlock(phrase=OTHER_PHRASE, by=world.other_protector, now=now)
    luz = request.members[1].reference
    assert people.why_on(reference=luz, on=BACK, by=world.children, now=now).private_part == "reserved"


def test_a_look_with_the_answers_opened_is_marked_as_one(world, now, pregnant):
    protection.unlock(phrase=PHRASE, by=world.protector, now=now)
    people.why_on(reference=pregnant, on=BACK, by=world.protector, now=now)
    assert list(AuditEntry.objects.order_by("-seq").values_list("act", flat=True)[:2]) == ["why_look", "sealed_look"]
    people.why_on(reference=pregnant, on=BACK, by=world.desk, now=now)
    assert AuditEntry.objects.filter(act="sealed_look").count() == 1


def test_a_plain_family_opened_says_what_it_was_determined(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Ana Paz"), child("Luz Paz")])
    protection.unlock(phrase=PHRASE, by=world.protector, now=now)
    for member in request.members:
        why = people.why_on(reference=member.reference, on=HEARD, by=world.protector, now=now)
        assert (why.private_part, why.determination.outcome) == ("opened", member.determination.outcome)


def test_who_was_asked_nothing_private_has_nothing_reserved(world, now):
    from estancia.records.models import SealedAnswer

    reference = family_of("Rosa Mar", by=world.desk, now=now).members[0].reference
    SealedAnswer.objects.all().delete()
    assert people.why_on(reference=reference, on=BACK, by=world.desk, now=now).private_part == "none_sealed"
