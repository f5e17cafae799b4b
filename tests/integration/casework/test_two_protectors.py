"""A child alone belongs to child protection; what is told in private to the protecting body; each lifts its own."""

import pytest
from django.db import IntegrityError, transaction

from estancia.casework import asylum, bodies, holds, people, protection, who_protects
from estancia.casework.access import NotYours
from estancia.casework.work import my_work
from estancia.records.models import Hold, NamedBody, Request
from tests.integration.casework.deeds import WHY, answer_all, decide, signing
from tests.integration.casework.world import PHRASE, adult, child, hand_in

AUNT = adult("Olga Paz")
YEAR_OF_THE_RULE = {"accompanied_by": "other_adult"}


@pytest.fixture(autouse=True)
def _a_key_to_sign_with(world, tmp_path, now, monkeypatch):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)


def heard(world, now, **private):
    """A child who came with an aunt; `private` says what the child answered otherwise than no."""
    told = {(2, step): answer for step, answer in private.items()}
    return hand_in(by=world.desk, now=now, members=[AUNT, child("Ada Paz", **YEAR_OF_THE_RULE)], private=told)


def owners() -> list[str]:
    return [hold.organisation.key for hold in Hold.objects.filter(kind="protection").order_by("pk")]


def lines_of(view):
    return [
        (line.person, line.kind, line.code, line.owner, line.answer_by, line.state, line.state_line) for line in view
    ]


def test_a_child_alone_is_held_for_child_protection_alone(world, now):
    request = heard(world, now)
    decide(request.reference, "hold", by=world.desk, now=now)
    assert owners() == ["children-tijuana"]
    (hold,) = Hold.objects.all()
    with pytest.raises(NotYours):
        holds.answer_hold(reference=hold.reference, answer="lift", reason=WHY, by=world.protector, now=now)
    answer_all(request.reference, "lift", by=world.children, now=now)
    assert Request.objects.get().state == "awaiting_decision"
    assert owners() == ["children-tijuana"]


def test_a_child_alone_who_is_also_afraid_is_held_for_both(world, now):
    heard(world, now, fear_of_mexico="yes")
    assert owners() == ["children-tijuana", "shelter-tijuana"]


def test_an_adult_who_is_afraid_is_held_for_the_protecting_body_alone(world, now):
    hand_in(by=world.desk, now=now, members=[AUNT], private={(1, "fear_of_mexico"): "yes"})
    assert owners() == ["shelter-tijuana"]


@pytest.mark.parametrize("first", ["children", "protector"])
def test_both_must_lift_and_neither_lifts_for_the_other(world, now, first):
    request = heard(world, now, fear_of_mexico="yes")
    decide(request.reference, "hold", by=world.desk, now=now)
    one, other = (world.children, world.protector) if first == "children" else (world.protector, world.children)
    answer_all(request.reference, "lift", by=one, now=now)
    assert Request.objects.get().state == "on_hold"
    assert people.request_file(reference=request.reference, by=world.desk, now=now).protection_hold is True
    assert sorted(Hold.objects.values_list("state", flat=True)) == ["lifted", "open"]
    answer_all(request.reference, "lift", by=other, now=now)
    assert Request.objects.get().state == "awaiting_decision"
    seen = people.request_file(reference=request.reference, by=world.desk, now=now)
    assert (seen.protection_hold, seen.family_outcome) == (False, "admissible")
    assert decide(request.reference, "admit", by=world.desk, now=now).state == "admitted"


def test_one_that_upholds_keeps_the_child_held_whatever_the_other_says(world, now):
    request = heard(world, now, fear_of_mexico="yes")
    decide(request.reference, "hold", by=world.desk, now=now)
    answer_all(request.reference, "uphold", by=world.children, now=now)
    answer_all(request.reference, "lift", by=world.protector, now=now)
    assert Request.objects.get().state == "on_hold"


def desk_sees(world, now, request):
    """Whatever shows holds to the desk, references aside."""
    listed = holds.hold_list(by=world.desk, now=now)
    file = people.request_file(reference=request.reference, by=world.desk, now=now)
    one = people.person_file(reference=file.members[1].reference, by=world.desk, now=now)
    work = my_work(by=world.desk, now=now)
    page = holds.hold_file(reference=file.holds[0].reference, by=world.desk, now=now)
    return {
        "list": [line[1:] for line in lines_of([*listed.overdue, *listed.today, *listed.tomorrow, *listed.waiting])],
        "count": listed.count,
        "request": [line[1:] for line in lines_of(file.holds)],
        "person": [line[1:] for line in lines_of(one.holds)],
        "timeline": [(line.at, line.line) for line in one.timeline],
        "work": work,
        "page": (page.hold.owner, page.closed_at, page.events, page.next_line),
        "bit": file.protection_hold,
    }


def test_the_desk_sees_the_same_of_a_child_alone_whether_or_not_anything_private_protects(world, now):
    with transaction.atomic():
        plain = desk_sees(world, now, heard(world, now))
        transaction.set_rollback(True)
    afraid = heard(world, now, fear_of_mexico="yes")
    assert desk_sees(world, now, afraid) == plain
    assert (plain["count"], len(plain["request"])) == (1, 1)
    decided = decide(afraid.reference, "hold", by=world.desk, now=now)
    assert len(decided.holds) == 1


def test_the_desk_is_not_told_which_of_the_two_has_answered(world, now):
    request = heard(world, now, fear_of_mexico="yes")
    decide(request.reference, "hold", by=world.desk, now=now)
    before = desk_sees(world, now, request)
    answer_all(request.reference, "lift", by=world.children, now=now)
    after = desk_sees(world, now, request)
    for shown in ("list", "count", "request", "person", "work", "page", "bit"):
        assert after[shown] == before[shown]
    hidden = Hold.objects.get(organisation__key="shelter-tijuana").reference
    with pytest.raises(NotYours):
        holds.hold_file(reference=hidden, by=world.desk, now=now)


def test_two_lines_for_one_child_would_be_seen(world, now, monkeypatch):
    """The planted fault: readers are shown the rows as they are."""
    with transaction.atomic():
        plain = desk_sees(world, now, heard(world, now))
        transaction.set_rollback(True)
    monkeypatch.setattr("estancia.casework.hold_rows.seen_by", lambda *, holds, **_: tuple(holds))
    assert desk_sees(world, now, heard(world, now, fear_of_mexico="yes")) != plain


def test_each_body_is_shown_its_own_hold_and_not_the_others(world, now):
    request = heard(world, now, fear_of_mexico="yes")
    for actor in (world.children, world.protector):
        view = people.request_file(reference=request.reference, by=actor, now=now)
        assert [line.owner for line in view.holds] == [actor.organisation]
        assert holds.hold_list(by=actor, now=now).count == 1


def test_child_protection_reads_the_clear_reason_and_no_private_answer(world, now):
    request = heard(world, now, fear_of_mexico="yes")
    ada = request.members[1].reference
    protection.unlock(phrase=PHRASE, by=world.children, now=now)
    seen = protection.open_answers(person_reference=ada, by=world.children, now=now)
    assert ([reason.code for reason in seen.clear_reasons], seen.answers) == (["child_alone"], ())
    answer_all(request.reference, "lift", by=world.children, now=now)
    assert protection.open_answers(person_reference=ada, by=world.children, now=now).notes == (WHY,)
    protection.unlock(phrase=PHRASE, by=world.protector, now=now)
    assert protection.open_answers(person_reference=ada, by=world.protector, now=now).notes == ()


def test_asylum_asked_aloud_adds_the_protecting_body_and_tells_nothing_new_of_it(world, now):
    request = heard(world, now)
    asylum.ask_asylum_in_mexico(person_reference=request.members[1].reference, by=world.desk, now=now)
    assert owners() == ["children-tijuana", "shelter-tijuana"]
    assert len(people.request_file(reference=request.reference, by=world.desk, now=now).holds) == 1


def test_a_protection_is_never_given_to_the_overseer_for_want_of_a_body(world, now):
    request = heard(world, now, fear_of_mexico="yes")
    NamedBody.objects.filter(kind="child_protection").delete()
    on, location = now.date(), request.location
    named = who_protects.protector_for(protector="child_protection", location=location, on=on)
    assert named.key == "shelter-tijuana"
    NamedBody.objects.filter(kind="protecting_body").delete()
    with pytest.raises(bodies.NobodyNamed):
        who_protects.protector_for(protector="protecting_body", location=location, on=on)


def test_the_database_refuses_a_second_open_protection_of_one_body(world, now):
    heard(world, now)
    hold = Hold.objects.get()
    hold.pk, hold.reference = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        hold.save(force_insert=True)
    assert Hold.objects.count() == 1


def test_a_family_all_of_whom_wait_is_not_said_to_be_split(world, now):
    told = {(1, "fear_of_mexico"): "yes", (2, "fear_of_mexico"): "yes"}
    request = hand_in(by=world.desk, now=now, members=[AUNT, adult("Iris Paz")], private=told)
    assert "family_would_be_split" not in codes_of(request)


def test_a_family_of_whom_one_waits_is_said_to_be_split(world, now):
    request = hand_in(by=world.desk, now=now, members=[AUNT, adult("Iris Paz")], private={(2, "fear_of_mexico"): "yes"})
    assert codes_of(request) == {"family_would_be_split"}


def test_a_family_none_of_whom_is_covered_is_not_said_to_be_split(world, now):
    members = [adult("Olga Paz", us_status="parole"), adult("Iris Paz", us_status="parole")]
    assert codes_of(hand_in(by=world.desk, now=now, members=members)) == {"us_status_not_covered"}


def codes_of(request) -> set[str]:
    return {
        reason.code
        for member in request.members
        for reason in member.determination.reasons
        if reason.effect in ("wait", "outside")
    }
