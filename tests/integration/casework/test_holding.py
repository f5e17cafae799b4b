"""A hold has an owner, an hour and a way out; a review is by someone else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from estancia.admission.states import NotPossibleNow
from estancia.casework import holds, overseeing, people, reviews
from estancia.casework.access import NotYours
from estancia.casework.work import my_work
from estancia.records.models import Hold, OutboxMessage, Request, Review
from tests.integration.casework.deeds import WHY, answer_all, decide, family_of, signing
from tests.integration.casework.world import staff


@pytest.fixture(autouse=True)
def _a_key_to_sign_with(world, tmp_path, now, monkeypatch):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)


@pytest.fixture
def afraid(world, now):
    """A woman who fears to be in Mexico, and the hold her answer opened."""
    request = family_of("Berta Luna", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    return request, Hold.objects.get().reference


def test_only_the_organisation_it_is_assigned_to_answers_a_hold(world, now, afraid):
    _, hold = afraid
    for actor in (world.desk, world.other_protector, world.comar, world.data_protection, world.coordinator):
        with pytest.raises(NotYours):
            holds.answer_hold(reference=hold, answer="lift", reason=WHY, by=actor, now=now)
    view = holds.answer_hold(reference=hold, answer="lift", reason=WHY, by=world.protector, now=now)
    assert view.hold.state == "lifted"


def test_the_desk_sees_that_a_question_is_open_and_nothing_more(world, now, afraid):
    _, hold = afraid
    seen = holds.hold_file(reference=hold, by=world.desk, now=now)
    assert (seen.hold.code, seen.may_answer, seen.hold.owner) == ("", False, "shelter-tijuana")
    with pytest.raises(NotYours):
        holds.hold_file(reference=hold, by=world.other_desk, now=now)


def test_an_upheld_protection_stays_held_and_says_what_comes_next(world, now, afraid):
    request, hold = afraid
    decide(request.reference, "hold", by=world.desk, now=now)
    view = holds.answer_hold(reference=hold, answer="uphold", reason=WHY, by=world.protector, now=now)
    assert view.hold.state == "upheld"
    assert "not returned" in view.next_line.en
    assert Request.objects.get().state == "on_hold"


def test_an_answer_without_a_reason_is_not_taken_and_a_second_answer_neither(world, now, afraid):
    _, hold = afraid
    with pytest.raises(holds.ReasonMissing):
        holds.answer_hold(reference=hold, answer="lift", reason=" ", by=world.protector, now=now)
    holds.answer_hold(reference=hold, answer="lift", reason=WHY, by=world.protector, now=now)
    holds.answer_hold(reference=hold, answer="lift", reason=WHY, by=world.protector, now=now)
    with pytest.raises(NotPossibleNow):
        holds.answer_hold(reference=hold, answer="uphold", reason=WHY, by=world.protector, now=now)
    assert Hold.objects.get().events.count() == 2


def test_when_the_hour_of_a_protection_passes_the_overseer_is_told_and_those_who_protect_still_answer(
    world, now, afraid
):
    _, hold = afraid
    late = now + timedelta(hours=24)
    assert holds.escalate_due(now=late - timedelta(seconds=1)) == 0
    assert holds.escalate_due(now=late) == 1
    assert holds.escalate_due(now=late) == 0
    row = Hold.objects.get()
    assert (row.state, row.organisation.key) == ("escalated", "shelter-tijuana")
    assert row.answer_by == late + timedelta(hours=12)
    told = OutboxMessage.objects.filter(about=hold).exclude(kind="hold_opened")
    assert set(told.values_list("kind", "to_organisation__key")) == {
        ("hold_escalated", "shelter-tijuana"),
        ("hold_late_elsewhere", "dp-office"),
    }
    assert holds.answer_hold(reference=hold, answer="lift", reason=WHY, by=world.protector, now=late)


def test_the_overseer_sees_by_reference_what_is_late_and_presses_and_neither_lifts_nor_upholds(world, now, afraid):
    _, hold = afraid
    late = now + timedelta(hours=24)
    assert holds.hold_list(by=world.data_protection, now=late).count == 0
    holds.escalate_due(now=late)
    (line,) = holds.hold_list(by=world.data_protection, now=late).overdue
    assert (line.who, line.owner) == (line.person, "shelter-tijuana")
    burning = my_work(by=world.data_protection, now=late).burning
    assert [(one.code, one.count) for one in burning] == [("holds_late_elsewhere", 1)]
    for answer in holds.ANSWERS:
        with pytest.raises(NotYours):
            holds.answer_hold(reference=hold, answer=answer, reason=WHY, by=world.data_protection, now=late)
    before = holds.hold_file(reference=hold, by=world.data_protection, now=late)
    assert (before.may_answer, before.may_press) == (False, True)
    for _ in range(2):
        overseeing.press_hold(reference=hold, by=world.data_protection, now=late)
    after = holds.hold_file(reference=hold, by=world.data_protection, now=late)
    assert (after.may_press, [event.event for event in after.events]) == (False, ["opened", "escalated", "pressed"])
    assert OutboxMessage.objects.filter(kind="hold_pressed", to_organisation__key="shelter-tijuana").count() == 1
    assert Hold.objects.get().state == "escalated"


def test_only_whoever_oversees_presses_and_only_what_is_late(world, now, afraid):
    _, hold = afraid
    with pytest.raises(NotPossibleNow):
        overseeing.press_hold(reference=hold, by=world.data_protection, now=now)
    late = now + timedelta(hours=24)
    holds.escalate_due(now=late)
    for actor in (world.desk, world.protector, world.other_protector, world.coordinator, world.comar):
        with pytest.raises(NotYours):
            overseeing.press_hold(reference=hold, by=actor, now=late)
    assert not OutboxMessage.objects.filter(kind="hold_pressed").exists()


def test_when_the_hour_of_a_wait_passes_the_overseer_answers(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now, served_year="2018", hearing_year="2018")
    decide(request.reference, "hold", by=world.desk, now=now)
    hold = Hold.objects.get(kind="wait")
    holds.escalate_due(now=hold.answer_by)
    assert Hold.objects.get().organisation.key == "dp-office"
    assert [(one.code, one.count) for one in my_work(by=world.data_protection, now=hold.answer_by).burning] == [
        ("holds", 1)
    ]
    answered = holds.answer_hold(
        reference=hold.reference, answer="lift", reason=WHY, by=world.data_protection, now=hold.answer_by
    )
    assert answered.hold.state == "lifted"


def test_a_request_returns_to_the_desk_when_its_last_hold_is_answered(world, now):
    request = family_of(
        "Berta Luna",
        "Raúl Luna",
        by=world.desk,
        now=now,
        private={(1, "fear_of_mexico"): "yes", (2, "fear_of_mexico"): "yes"},
    )
    decide(request.reference, "hold", by=world.desk, now=now)
    first = Hold.objects.order_by("pk").first().reference
    holds.answer_hold(reference=first, answer="lift", reason=WHY, by=world.protector, now=now)
    assert Request.objects.get().state == "on_hold"
    answer_all(request.reference, "lift", by=world.protector, now=now)
    assert Request.objects.get().state == "awaiting_decision"
    assert decide(request.reference, "admit", by=world.desk, now=now).state == "admitted"


def test_the_list_of_holds_tells_past_today_tomorrow_and_later_apart(world, now, afraid):
    listed = holds.hold_list(by=world.protector, now=now)
    groups = (listed.overdue, listed.today, listed.tomorrow, listed.waiting)
    assert [len(group) for group in groups] == [0, 0, 1, 0]  # EST-1: a day
    Hold.objects.update(answer_by=now + timedelta(days=2))
    assert len(holds.hold_list(by=world.protector, now=now).waiting) == 1
    Hold.objects.update(answer_by=now + timedelta(days=1))
    assert len(holds.hold_list(by=world.protector, now=now + timedelta(hours=2, days=1)).overdue) == 1
    assert not holds.hold_list(by=world.other_protector, now=now).tomorrow
    looked = people.who_looked(reference=listed.tomorrow[0].person, by=world.data_protection, now=now)
    assert "care_look" in {look.act for look in looked}
    assert "hold_list" not in {look.act for look in looked}


@pytest.fixture
def reviewed(world, now):
    """A family told "not covered" that asked for a review, and someone who took no part."""
    request = family_of("Berta Luna", by=world.desk, now=now, us_status="parole")
    decide(request.reference, "not_covered", by=world.desk, now=now)
    review = reviews.ask_review(request_reference=request.reference, by=world.desk, now=now)
    return request, review, staff("IO", "review-office", "", "intake", now=now)


def test_a_review_has_five_working_days_by_the_clock_of_the_place(reviewed):
    _, review, _ = reviewed
    assert review.answer_by.isoformat() == "2019-10-10T00:00:00-07:00"  # five working days after Wednesday 2 October


def test_asking_for_review_twice_opens_one(world, now, reviewed):
    request, review, _ = reviewed
    assert reviews.ask_review(request_reference=request.reference, by=world.desk, now=now).reference == review.reference
    assert Review.objects.count() == 1


def test_a_review_that_changes_brings_the_request_back_and_keeps_the_decision(world, now, reviewed):
    request, review, reviewer = reviewed
    with pytest.raises(reviews.SomeoneElseAnswers):
        reviews.answer_review(reference=review.reference, answer="changed", reason=WHY, by=world.desk, now=now)
    view = reviews.answer_review(reference=review.reference, answer="changed", reason=WHY, by=reviewer, now=now)
    seen = people.request_file(reference=request.reference, by=world.desk, now=now)
    assert (view.state, seen.state, [one.decision for one in seen.decisions]) == (
        "changed",
        "awaiting_decision",
        ["not_covered"],
    )


def test_a_confirmed_review_leaves_the_other_routes_open(now, reviewed):
    _, review, reviewer = reviewed
    view = reviews.answer_review(reference=review.reference, answer="confirmed", reason=WHY, by=reviewer, now=now)
    assert (view.state, Request.objects.get().state) == ("confirmed", "not_covered")
    with pytest.raises(NotPossibleNow):
        reviews.answer_review(reference=review.reference, answer="changed", reason=WHY, by=reviewer, now=now)


def test_the_database_itself_refuses_a_review_by_whoever_decided(world, now, reviewed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(state="changed", answered_by_id=world.desk.user_id, answered_at=now)
    assert Review.objects.get().state == "open"


def test_strangers_see_no_review(world, now, reviewed):
    _, review, _ = reviewed
    for actor in (*world.strangers(), world.protector):
        with pytest.raises(NotYours):
            reviews.review_file(reference=review.reference, by=actor, now=now)
        listed = reviews.review_list(by=actor, now=now)
        assert (listed.overdue, listed.waiting) == ((), ())
