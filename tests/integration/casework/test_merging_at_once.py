"""Two files and two people at the same instant: what must hold across the pair holds, whoever comes first."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from estancia.casework import doubles, intake, merging
from estancia.records.models import Merge, NotTheSame, Person, Stay
from estancia.wording import ForPeople
from tests.integration.casework import world as worlds
from tests.integration.casework.test_at_once import at_once
from tests.integration.casework.test_merging import ELENA, HELENA, ask, family
from tests.integration.casework.world import TIJUANA, adult, fill, staff

pytestmark = pytest.mark.django_db(transaction=True)


def met(deed: Callable[[], object]) -> Callable[[], object]:
    """Do it, and give what it met instead of an answer."""

    def done() -> object:
        try:
            return deed()
        except (ForPeople, IntegrityError) as refused:
            return refused

    return done


@pytest.fixture
def world(now):
    return worlds.found(now=now)


@pytest.fixture
def second(world, now):
    return staff("IO", "inm-tijuana", TIJUANA, "intake", now=now)


@pytest.fixture
def two(world, now) -> tuple[str, str]:
    return (
        family(world, now, ELENA, asks="no").members[0].reference,
        family(world, now, HELENA, asks="no").members[0].reference,
    )


def test_the_same_notice_handed_in_at_two_desks_at_once_bars_neither_and_each_is_shown_the_other(world, now, second):
    drafts = [
        (by, fill(by=by, now=now, members=[adult(name, number="A208123456")]).reference)
        for by, name in ((world.desk, ELENA), (second, HELENA))
    ]
    given = at_once(
        *(
            met(lambda by=by, draft=draft: intake.submit_intake(reference=draft, idempotency_key=draft, by=by, now=now))
            for by, draft in drafts
        )
    )
    one, other = (request.members[0].reference for request in given)
    for here, there in ((one, other), (other, one)):
        shown = doubles.doubles_of_person(reference=here, by=world.desk, now=now).likely
        assert there in {line.person.reference for line in shown}


def asked_once() -> bool:
    return Merge.objects.filter(state__in=["asked", "confirmed"]).count() == 1


def test_a_pair_asked_about_from_both_sides_at_once_is_asked_about_once(world, now, second, two):
    sides = [(world.desk, two), (second, two[::-1])] * 2
    at_once(*(met(lambda by=by, pair=pair: ask(world, now, pair, by=by)) for by, pair in sides))
    assert asked_once()


def test_the_planted_fault_without_its_unique_index_a_pair_is_asked_about_twice(world, now, second, two):
    constraint = next(one for one in Merge._meta.constraints if one.name == "a_pair_is_merged_once")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {constraint.name}")
    try:
        ask(world, now, two)
        ask(world, now, two[::-1], by=second)
        assert not asked_once()
    finally:
        Merge.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Merge, constraint)


@pytest.mark.parametrize("turn", range(3))
def test_joined_and_kept_apart_for_ever_at_once_is_one_or_the_other(world, now, second, two, turn):
    asked = ask(world, now, two)
    at_once(
        met(lambda: merging.confirm_merge(reference=asked.reference, by=second, now=now)),
        met(lambda: doubles.keep_apart(one=two[0], other=two[1], by=world.desk, now=now)),
    )
    joined = Merge.objects.filter(state="confirmed").exists()
    assert joined != NotTheSame.objects.filter(for_ever=True).exists()


@pytest.mark.parametrize("turn", range(3))
def test_two_stays_written_at_once_on_the_two_files_of_one_person_leave_one(world, now, second, two, turn):
    asked = ask(world, now, two)
    merging.confirm_merge(reference=asked.reference, by=second, now=now)
    people = list(Person.objects.filter(reference__in=two).select_related("family"))
    period = {"valid_from": now.date(), "valid_until": now.date() + timedelta(days=30), "granted_at": now}
    at_once(
        *(
            met(
                lambda person=person: Stay.objects.create(
                    person=person, request=person.family.requests.get(), state="valid", **period
                )
            )
            for person in people
        )
    )
    assert Stay.objects.filter(state="valid").count() == 1
