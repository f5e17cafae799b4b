"""A child, a pregnant woman whom a rule protects and an asylum seeker are handed no refusal, by any sequence of deeds.

A machine does what desks, protectors, overseers and reviewers can do, in any order, and asks after every step whether
one of the three was refused, and whether anyone but those who protect answered for a protection. Three faults are
planted, and it must find each: a decision that skips its check, a lifted protection that is forgotten, and an overseer
who may answer for those who protect. All three families have a ground that would put them outside, so that a refusal is
always near.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from estancia.casework import admission, asylum, choices, holds, reviews
from estancia.casework.access import Actor
from estancia.casework.stay import papers_of
from estancia.records.models import Decision, Hold, HoldEvent, Request, Review
from estancia.wording import ForPeople
from tests.integration.casework import world as worlds
from tests.integration.casework.deeds import WHY, decide, family_of, signing
from tests.integration.casework.world import TIJUANA, World, child, hand_in, staff

NOW = datetime(2021, 12, 15, 18, 0, tzinfo=UTC)
WHO = st.integers(0, 2)
STEPS, EXAMPLES = 16, 60
MANNERS = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # a fault found is enough; looking for its shortest telling takes minutes
)
LONGER = settings(MANNERS, max_examples=4 * EXAMPLES)


class Deeds(RuleBasedStateMachine):
    """Whatever can be done to three families, from the moment they were heard."""

    world: World
    reviewer: Actor
    overseer: Actor
    members: dict[str, Actor]
    references: tuple[str, ...]

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self) -> None:
        """Take everything back: each example begins with the three families just heard."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @rule(who=WHO, decision=st.sampled_from(["not_covered", "not_covered", "hold", "admit"]))
    def a_desk_decides(self, who: int, decision: str) -> None:
        self.tried(lambda: decide(self.references[who], decision, by=self.world.desk, now=self.now, reason=WHY))

    @rule(answer=st.sampled_from(["lift", "lift", "uphold"]), place=st.integers(0, 5))
    def whoever_owns_a_hold_answers_it(self, answer: str, place: int) -> None:
        waiting = list(
            Hold.objects.filter(state__in=("open", "escalated")).select_related("organisation").order_by("pk")
        )
        if waiting:
            hold = waiting[place % len(waiting)]
            by = self.members.get(hold.organisation.key, self.world.protector)
            self.tried(
                lambda: holds.answer_hold(reference=hold.reference, answer=answer, reason=WHY, by=by, now=self.now)
            )

    @rule(answer=st.sampled_from(["lift", "uphold"]), place=st.integers(0, 5))
    def the_overseer_tries_to_answer_a_protection(self, answer: str, place: int) -> None:
        held = list(Hold.objects.filter(kind="protection", state__in=("open", "escalated")).order_by("pk"))
        if held:
            reference = held[place % len(held)].reference
            self.tried(
                lambda: holds.answer_hold(
                    reference=reference, answer=answer, reason=WHY, by=self.overseer, now=self.now
                )
            )

    @rule(hours=st.sampled_from([1, 25, 80]))
    def time_passes_and_the_worker_turns(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        holds.escalate_due(now=self.now)

    @rule(who=WHO, answer=st.sampled_from(["changed", "confirmed"]))
    def someone_else_looks_at_the_decision(self, who: int, answer: str) -> None:
        self.tried(lambda: reviews.ask_review(request_reference=self.references[who], by=self.world.desk, now=self.now))
        review = Review.objects.filter(state="open").order_by("pk").first()
        if review:
            self.tried(
                lambda: reviews.answer_review(
                    reference=review.reference, answer=answer, reason=WHY, by=self.reviewer, now=self.now
                )
            )

    @rule(who=WHO)
    def the_rules_are_asked_again(self, who: int) -> None:
        self.tried(
            lambda: admission.redetermine(request_reference=self.references[who], by=self.world.desk, now=self.now)
        )

    @rule(who=WHO)
    def asylum_is_asked_aloud(self, who: int) -> None:
        person = Request.objects.get(reference=self.references[who]).family.members.first()
        self.tried(
            lambda: asylum.ask_asylum_in_mexico(person_reference=person.reference, by=self.world.desk, now=self.now)
        )

    @precondition(lambda self: self.now > NOW + timedelta(days=4))
    @rule(who=WHO)
    def a_family_withdraws(self, who: int) -> None:
        self.tried(lambda: admission.withdraw(reference=self.references[who], by=self.world.desk, now=self.now))

    @invariant()
    def nobody_of_the_three_was_refused(self) -> None:
        assert not Decision.objects.filter(request__reference__in=self.references, decision="not_covered").exists()
        for request in Request.objects.filter(reference__in=self.references).select_related("family"):
            assert request.state != "not_covered"
            assert "not_covered" not in {paper.kind for paper in papers_of(request=request, by=self.world.desk)}

    @invariant()
    def only_those_who_protect_lifted_a_protection(self) -> None:
        answered = HoldEvent.objects.filter(hold__kind="protection", event__in=("lifted", "upheld"))
        whose = answered.values_list("by__organisation__kind", flat=True)
        assert set(whose) <= {"protection", "child_protection"}

    @invariant()
    def every_open_question_has_an_owner_an_hour_and_a_place_to_wait(self) -> None:
        for hold in Hold.objects.filter(state__in=("open", "escalated")).select_related("organisation"):
            assert hold.organisation.key
            assert hold.answer_by > NOW
            assert hold.waits_at

    def tried(self, deed: Callable[[], object]) -> None:
        """Do a deed; a sentence that says it may not be done is an answer like another."""
        try:
            with transaction.atomic():
                deed()
        except ForPeople:
            return


@pytest.fixture
def three_families(db, tmp_path, monkeypatch) -> type[Deeds]:
    """The three, just heard in December 2021, at a desk, with all who answer for them."""
    world = worlds.found(now=NOW)
    signing(folder=tmp_path, now=NOW, monkeypatch=monkeypatch)
    nina = hand_in(
        by=world.desk, now=NOW, members=[child("Nina Sol", accompanied_by="other_adult", us_status="parole")]
    )
    alma = family_of("Alma Ríos", by=world.desk, now=NOW, us_status="parole", private={(1, "pregnant"): "yes"})
    ines = family_of("Inés Paz", by=world.desk, now=NOW, us_status="parole", private={(1, "asks_asylum"): "yes"})
    assert (nina.protection_hold, alma.protection_hold, ines.protection_hold) == (True, True, True)

    class OfThese(Deeds):
        pass

    OfThese.world, OfThese.references = world, (nina.reference, alma.reference, ines.reference)
    OfThese.reviewer = staff("IO", "review-office", "", "intake", now=NOW)
    OfThese.overseer = world.data_protection
    OfThese.members = {"dp-office": world.data_protection, "children-tijuana": world.children}
    return OfThese


def test_no_sequence_of_deeds_hands_one_of_the_three_a_refusal(three_families):
    run_state_machine_as_test(three_families, settings=MANNERS)
    assert not Decision.objects.exists()  # every example was taken back


def test_a_decision_that_skips_its_check_is_caught(three_families, monkeypatch):
    monkeypatch.setattr(admission, "check_choice", lambda **_: None)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(three_families, settings=MANNERS)


def test_a_lifted_protection_that_is_forgotten_is_caught(three_families, monkeypatch):
    monkeypatch.setattr(choices, "was_protected", lambda **_: False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(three_families, settings=LONGER)


def test_an_overseer_who_may_answer_for_a_protection_is_caught(three_families, monkeypatch):
    monkeypatch.setattr(holds, "_may_answer", lambda **_: True)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(three_families, settings=LONGER)


def test_a_family_at_the_same_desk_without_a_protection_question_can_be_told_not_covered(three_families):
    world = three_families.world
    plain = family_of("Rosa Mar", by=world.desk, now=NOW, us_status="parole")
    assert decide(plain.reference, "not_covered", by=world.desk, now=NOW, reason=WHY).state == "not_covered"
    assert plain.location == TIJUANA
