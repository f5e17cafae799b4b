"""A protecting body replaced by another: whom each may read from that day on, and how its access is ended at once."""

from datetime import timedelta

import pytest

from estancia.casework import people, protection
from estancia.casework.access import NotYours, actor_for
from estancia.casework.setting_up import SETTER_UP, let_go, name_body
from estancia.records.models import User
from tests.integration.casework.deeds import family_of
from tests.integration.casework.world import OTHER_PHRASE, PHRASE, TIJUANA

AFRAID = {(1, "fear_of_mexico"): "yes"}


@pytest.fixture
def replaced(world, now):
    """Someone heard before the day, the body of Mexicali named in place of Tijuana's, someone heard after."""
    before = family_of("Rosa Mar", by=world.desk, now=now, private=AFRAID).members[0].reference
    later = now + timedelta(days=3)
    name_body(
        kind="protecting_body",
        location=TIJUANA,
        organisation="shelter-mexicali",
        from_on=later.date(),
        by=SETTER_UP,
        now=now,
    )
    after = family_of("Iris Mar", by=world.desk, now=later, private=AFRAID).members[0].reference
    return before, after, later


def test_from_the_day_it_is_replaced_nobody_new_is_assigned_to_a_body(world, replaced):
    _before, after, later = replaced
    with pytest.raises(NotYours):
        people.person_file(reference=after, by=world.protector, now=later)
    assert people.person_file(reference=after, by=world.other_protector, now=later).may_open_sealed


def test_whoever_was_assigned_before_stays_with_those_who_alone_can_read_them(world, replaced):
    before, _after, later = replaced
    protection.unlock(phrase=PHRASE, by=world.protector, now=later)
    assert protection.open_answers(person_reference=before, by=world.protector, now=later).answers
    protection.unlock(phrase=OTHER_PHRASE, by=world.other_protector, now=later)
    with pytest.raises(NotYours):
        protection.open_answers(person_reference=before, by=world.other_protector, now=later)


def test_letting_its_people_go_ends_its_access_at_once(world, replaced):
    _before, _after, later = replaced
    row = User.objects.get(pk=world.protector.user_id)
    assert actor_for(user=row, purpose="care", session="s").organisation == "shelter-tijuana"
    let_go(username=row.username, by=SETTER_UP, now=later)
    with pytest.raises(NotYours):
        actor_for(user=User.objects.get(pk=row.pk), purpose="care", session="s")
