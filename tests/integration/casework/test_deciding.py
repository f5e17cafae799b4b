"""A person decides; the family is taken whole or not at all; nobody with a protection question is refused."""

from datetime import timedelta

import pytest

from estancia.admission import DecisionNotOpen, ReasonNeeded
from estancia.admission.states import NotPossibleNow
from estancia.casework import admission, asylum, people, places, reviews
from estancia.casework.access import NotYours
from estancia.casework.deciding import LocationFull
from estancia.records.models import (
    AsylumRequest,
    Decision,
    Determination,
    Hold,
    HoldEvent,
    LocationDay,
    OutboxMessage,
    ProtectionNotice,
    Request,
    SealedAnswer,
    Stay,
    StayDocument,
)
from tests.integration.casework.deeds import WHY, answer_all, decide, family_of, free, signing
from tests.integration.casework.world import TIJUANA, child


@pytest.fixture(autouse=True)
def _a_key_to_sign_with(world, tmp_path, now, monkeypatch):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)


def test_an_admitted_family_gets_a_stay_and_a_card_each_and_takes_as_many_places(world, now):
    request = family_of("Berta Luna", "Raúl Luna", by=world.desk, now=now)
    view = decide(request.reference, "admit", by=world.desk, now=now)
    assert (view.state, len(view.stays), view.rules_said) == ("admitted", 2, "admissible")
    seen = admission.decided(reference=request.reference, by=world.desk, now=now)
    assert (seen.stays, {paper.kind for paper in seen.papers}) == (view.stays, {"stay"})
    assert free(key=TIJUANA, now=now) == 98
    assert [stay.valid_until - stay.valid_from for stay in Stay.objects.all()] == [timedelta(days=180)] * 2
    assert view.stays[0].valid_until == Stay.objects.first().valid_until - timedelta(days=1)


def test_a_second_click_finds_the_decision_taken(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now)
    first = decide(request.reference, "admit", by=world.desk, now=now)
    again = decide(request.reference, "admit", by=world.desk, now=now)
    assert first == again
    assert (Decision.objects.count(), StayDocument.objects.count(), free(key=TIJUANA, now=now)) == (1, 1, 99)


def test_another_decision_after_the_first_is_not_possible(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now)
    decide(request.reference, "admit", by=world.desk, now=now)
    with pytest.raises(NotPossibleNow):
        decide(request.reference, "hold", by=world.desk, now=now, reason=WHY)
    assert Decision.objects.get().decision == "admit"


def test_a_decision_against_the_rules_says_why(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now)
    with pytest.raises(ReasonNeeded):
        decide(request.reference, "hold", by=world.desk, now=now)
    view = decide(request.reference, "hold", by=world.desk, now=now, reason=WHY)
    assert (view.state, [hold.code for hold in view.holds]) == ("on_hold", ["officer"])
    assert view.holds[0].waits_at


def test_nobody_is_refused_against_the_rules(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now)
    with pytest.raises(DecisionNotOpen):
        decide(request.reference, "not_covered", by=world.desk, now=now, reason=WHY)
    assert Request.objects.get().state == "awaiting_decision"


def test_a_family_the_stay_does_not_reach_is_told_so_with_its_paper(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now, us_status="parole")
    decide(request.reference, "not_covered", by=world.desk, now=now)
    view = admission.decided(reference=request.reference, by=world.desk, now=now)
    assert (view.state, [paper.kind for paper in view.papers]) == ("not_covered", ["not_covered"])
    assert not Stay.objects.exists()


def test_with_a_protection_question_open_only_a_hold_is(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    for decision in ("admit", "not_covered"):
        with pytest.raises(DecisionNotOpen):
            decide(request.reference, decision, by=world.desk, now=now, reason=WHY)
    view = decide(request.reference, "hold", by=world.desk, now=now)
    assert [(hold.kind, hold.code, hold.owner) for hold in view.holds] == [("protection", "", "shelter-tijuana")]


def test_a_lifted_protection_opens_admission_and_never_a_refusal(world, now):
    request = family_of(
        "Berta Luna", by=world.desk, now=now, us_status="parole", private={(1, "fear_of_mexico"): "yes"}
    )
    decide(request.reference, "hold", by=world.desk, now=now)
    answer_all(request.reference, "lift", by=world.protector, now=now)
    seen = people.request_file(reference=request.reference, by=world.desk, now=now)
    assert seen.state == "awaiting_decision"
    assert {choice.decision for choice in seen.choices} == {"admit", "hold"}
    with pytest.raises(DecisionNotOpen):
        decide(request.reference, "not_covered", by=world.desk, now=now, reason=WHY)


def test_a_family_too_large_for_what_is_free_is_not_split(world, now):
    places.set_places(key=TIJUANA, on=now.date(), places=1, by=world.desk, now=now)
    request = family_of("Berta Luna", "Raúl Luna", by=world.desk, now=now)
    with pytest.raises(LocationFull):
        decide(request.reference, "admit", by=world.desk, now=now, reason=WHY)
    assert (Stay.objects.count(), Decision.objects.count(), free(key=TIJUANA, now=now)) == (0, 0, 1)
    assert Request.objects.get().state == "awaiting_decision"


def test_a_full_location_holds_the_family_with_an_owner_and_an_hour(world, now):
    LocationDay.objects.filter(location_key=TIJUANA).update(places=0, free=0)
    request = family_of("Berta Luna", by=world.desk, now=now)
    view = decide(request.reference, "hold", by=world.desk, now=now)
    assert [hold.code for hold in view.holds] == ["location_full"]
    assert view.holds[0].answer_by == now + timedelta(hours=72)


def test_unused_places_lapse_with_the_day(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now)
    tomorrow = now + timedelta(days=1)
    with pytest.raises(LocationFull):
        decide(request.reference, "admit", by=world.desk, now=tomorrow, reason=WHY)
    assert free(key=TIJUANA, now=now) == 100


def test_the_desk_of_another_port_and_every_stranger_hear_the_same(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now)
    for actor in (*world.strangers(), world.protector, world.coordinator, world.data_protection):
        with pytest.raises(NotYours) as refused:
            decide(request.reference, "admit", by=actor, now=now)
        with pytest.raises(NotYours) as unknown:
            decide("NOSUCH22", "admit", by=actor, now=now)
        assert refused.value.said == unknown.value.said
    assert not Decision.objects.exists()


def test_a_family_may_withdraw_and_a_protection_question_stays_with_its_owner(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now, private={(1, "pregnant"): "no", (1, "lgbt"): "no"})
    decide(request.reference, "hold", by=world.desk, now=now, reason=WHY)
    view = admission.withdraw(reference=request.reference, by=world.desk, now=now)
    assert view.state == "withdrawn"
    assert not Hold.objects.filter(state="open").exists()
    afraid = family_of("Eva Sol", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"}, key="k2")
    admission.withdraw(reference=afraid.reference, by=world.desk, now=now)
    assert Hold.objects.get(state="open").kind == "protection"


def test_every_decision_leaves_its_determination_and_its_mark(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now)
    before = Determination.objects.count()
    decide(request.reference, "admit", by=world.desk, now=now)
    assert Determination.objects.count() == before + 1
    looks = people.who_looked(reference=request.members[0].reference, by=world.data_protection, now=now)
    assert "decide_request" in {look.act for look in looks}


def test_asking_for_asylum_at_the_window_tells_comar_and_holds(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now)
    person = request.members[0].reference
    view = asylum.ask_asylum_in_mexico(person_reference=person, by=world.desk, now=now)
    again = asylum.ask_asylum_in_mexico(person_reference=person, by=world.desk, now=now)
    assert view == again
    assert (view.told, view.told_by) == ("comar", now + timedelta(hours=1))
    assert AsylumRequest.objects.count() == 1
    notice = ProtectionNotice.objects.get(reference=view.reference)
    assert b"Berta" not in bytes(notice.box)
    assert OutboxMessage.objects.filter(about=view.reference, to_organisation__key="comar").exists()
    with pytest.raises(DecisionNotOpen):
        decide(request.reference, "admit", by=world.desk, now=now)


def test_a_family_told_not_covered_that_then_asks_for_asylum_is_held(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now, us_status="parole")
    decide(request.reference, "not_covered", by=world.desk, now=now)
    asylum.ask_asylum_in_mexico(person_reference=request.members[0].reference, by=world.desk, now=now)
    seen = people.request_file(reference=request.reference, by=world.desk, now=now)
    assert (seen.state, {paper.kind for paper in seen.papers}) == ("on_hold", {"hold"})


def test_the_reason_of_a_protection_answer_lies_in_no_row_in_clear(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    boxes = SealedAnswer.objects.count()
    answer_all(request.reference, "uphold", by=world.protector, now=now)
    assert SealedAnswer.objects.count() == boxes + 1
    assert not HoldEvent.objects.exclude(reason="").exists()
    assert not any(WHY.encode() in bytes(row.box) for row in SealedAnswer.objects.all())


def test_a_child_with_an_aunt_is_held_and_child_protection_is_told(world, now):
    from tests.integration.casework.world import hand_in

    request = hand_in(by=world.desk, now=now, members=[child("Nina Sol", accompanied_by="other_adult")])
    assert request.protection_hold is True
    with pytest.raises(DecisionNotOpen):
        decide(request.reference, "not_covered", by=world.desk, now=now, reason=WHY)
    assert ProtectionNotice.objects.filter(kind="child_protection").exists()


def test_when_the_law_moves_after_the_intake_the_sealed_answers_are_looked_at_again(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now, private={(1, "pregnant"): "yes"})
    assert request.protection_hold is False  # the rules of 2019 warn and refer
    later = now.replace(year=2021, month=12, day=8)
    with pytest.raises(DecisionNotOpen):
        decide(request.reference, "not_covered", by=world.desk, now=later, reason=WHY)
    view = decide(request.reference, "hold", by=world.desk, now=later)
    assert [hold.kind for hold in view.holds][:1] == ["protection"] or "protection" in {h.kind for h in view.holds}


def test_review_is_by_someone_else_and_keeps_the_earlier_decision(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now, us_status="parole")
    decide(request.reference, "not_covered", by=world.desk, now=now)
    asked = reviews.ask_review(request_reference=request.reference, by=world.desk, now=now)
    assert asked.may_answer is False
    with pytest.raises(reviews.SomeoneElseAnswers):
        reviews.answer_review(reference=asked.reference, answer="changed", reason=WHY, by=world.desk, now=now)
    assert Request.objects.get().state == "not_covered"
