"""Whoever may not know of protection questions reads the same of every held family, whatever holds it."""

import re
from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from estancia.casework import asylum, people, request_lists, withheld
from estancia.casework.access import Category, Purpose
from estancia.records.models import Hold, Person, Request
from tests.integration.casework.deeds import WHY, answer_all, decide, family_of, signing
from tests.integration.casework.world import TIJUANA

AFRAID = {(1, "fear_of_mexico"): "yes"}
NEVER = ("holds", "stands", "conditions", "decisions")


@pytest.fixture(autouse=True)
def _a_key_to_sign_with(world, tmp_path, now, monkeypatch):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)


def without_flag(world):
    """Who reads a request and may not know of protection questions."""
    return [
        replace(world.desk, purpose=Purpose.HEARING_LOGISTICS),
        world.coordinator,
        world.data_protection,
    ]


@pytest.fixture
def waits(world, now):
    """Vera's family is held for a question everybody may know: the desk asked to wait. Give her request."""
    return held_for_a_wait("Vera Paz", world=world, now=now)


@pytest.fixture
def protected(world, now):
    """Berta is afraid of Mexico: her family is held for her protection. Give her request."""
    request = family_of("Berta Luna", by=world.desk, now=now, private=AFRAID)
    decide(request.reference, "hold", by=world.desk, now=now)
    return request.reference


def held_for_a_wait(name, *, world, now):
    request = family_of(name, by=world.desk, now=now)
    decide(request.reference, "hold", by=world.desk, now=now, reason=WHY)
    return request.reference


def told(reference, *, by, now):
    """All that the pages of a request, its family and its person say, without what is theirs alone."""
    request = Request.objects.get(reference=reference)
    person = Person.objects.get(family=request.family)
    seen = [
        people.request_file(reference=reference, by=by, now=now),
        people.family_file(reference=request.family.reference, by=by, now=now),
        people.person_file(reference=person.reference, by=by, now=now),
        *(
            people.why_on(reference=person.reference, on=now.date() + timedelta(days=on), by=by, now=now)
            for on in (0, -400, 900)
        ),
    ]
    said = repr([asdict(view) for view in seen])
    own = [reference, request.family.reference, person.reference, person.name]
    own += [notice.number for notice in person.notices.all()] + [notice.address for notice in person.notices.all()]
    for mine in filter(None, own):
        said = said.replace(mine, "…")
    return re.sub(r"('reference'|'claim'): '\w{8,}'", "…", said)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_protected_family_reads_like_one_that_waits_for_a_place(world, now, waits, protected, number):
    reader = without_flag(world)[number]
    assert told(protected, by=reader, now=now) == told(waits, by=reader, now=now)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_answer_to_a_protection_question_changes_no_word(world, now, protected, number):
    reader = without_flag(world)[number]
    before = told(protected, by=reader, now=now)
    answer_all(protected, "uphold", by=world.protector, now=now)
    assert told(protected, by=reader, now=now) == before


@pytest.mark.parametrize("number", [0, 1, 2])
def test_they_are_told_that_the_family_is_held_and_not_moved(world, now, protected, number):
    file = people.request_file(reference=protected, by=without_flag(world)[number], now=now)
    assert file.state == "on_hold"
    assert "Nadie de la familia es devuelto, entregado ni trasladado" in file.reserved.es
    assert [member.determination.reserved for member in file.members] == [file.reserved]
    assert [getattr(file, name) or () for name in NEVER] == [()] * 4


def test_a_family_held_by_the_rules_and_not_yet_decided_reads_so_too(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now, private=AFRAID)
    file = people.request_file(reference=request.reference, by=world.coordinator, now=now)
    (member,) = file.members
    assert (file.state, file.family_outcome, member.determination.reasons) == ("awaiting_decision", "hold", ())
    assert (file.conditions, file.reserved) == ((), withheld.NOT_MOVED)


def test_who_asked_for_asylum_after_the_rules_said_yes_reads_like_any_other_held_family(world, now, waits):
    request = family_of("Rosa Mar", by=world.desk, now=now)
    decide(request.reference, "hold", by=world.desk, now=now, reason=WHY)
    before = told(request.reference, by=world.coordinator, now=now)
    asylum.ask_asylum_in_mexico(person_reference=request.members[0].reference, by=world.desk, now=now)
    assert told(request.reference, by=world.coordinator, now=now) == before
    assert Hold.objects.filter(request__reference=request.reference, kind="protection").exists()


def test_the_desk_reads_the_question_its_reason_and_the_conditions(world, now, waits):
    """The granted case beside the withheld one."""
    file = people.request_file(reference=waits, by=world.desk, now=now)
    assert (file.reserved, [hold.code for hold in file.holds]) == (None, ["officer"])
    assert file.conditions
    assert [one.reason for one in file.decisions] == [WHY]


def test_a_family_that_may_be_admitted_is_read_whole(world, now):
    request = family_of("Vera Paz", by=world.desk, now=now)
    file = people.request_file(reference=request.reference, by=world.coordinator, now=now)
    assert (file.reserved, file.family_outcome) == (None, "admissible")
    assert file.conditions


def test_the_list_of_held_families_says_that_nobody_is_moved(world, now, protected):
    asked = {"state": "on_hold", "location": TIJUANA}
    listed = request_lists.request_list(by=world.coordinator, now=now, filter=asked)
    assert listed.reserved == withheld.NOT_MOVED
    assert request_lists.request_list(by=world.desk, now=now, filter=asked).reserved is None


def test_a_wait_shown_to_everybody_would_tell_of_the_protected(world, now, waits, protected, monkeypatch):
    """The planted fault: as it was, waits and their reasons stood there for whoever may not know of protection."""
    from estancia.casework import person_shown, request_shown

    for module in (person_shown, request_shown, people):
        monkeypatch.setattr(module, "is_withheld", lambda **_: False)
    assert told(protected, by=world.coordinator, now=now) != told(waits, by=world.coordinator, now=now)


def test_a_question_in_the_line_of_days_would_tell(world, now, waits, protected, monkeypatch):
    """The planted fault: the person's line of days tells of waits alone."""
    from estancia.casework import timeline

    monkeypatch.setattr(timeline, "Category", type("Known", (), {"FLAG": Category.PROCEEDINGS}))
    assert told(protected, by=world.coordinator, now=now) != told(waits, by=world.coordinator, now=now)
