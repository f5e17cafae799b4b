"""The same question answered at the same instant: one answer counts, and the other hears that it was answered."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections

from estancia.admission.states import NotPossibleNow
from estancia.casework import admission, holds, reviews
from estancia.records.models import AuditEntry, Hold, HoldEvent, OutboxMessage, Request, Review
from tests.integration.casework import world as worlds
from tests.integration.casework.deeds import WHY, family_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do several things at the same instant; give what each gave, or the refusal it met."""
    start, given = Barrier(len(deeds)), []

    def one(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            given.append(deed())
        except NotPossibleNow as refused:
            given.append(refused)
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


@pytest.fixture
def held(now):
    """A woman whom only the protecting body may answer, held by the desk; and a second worker of that body."""
    world = worlds.found(now=now)
    colleague = worlds.staff("PW", "shelter-tijuana", "", "care", now=now)
    request = family_of("Rosa Mar", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    admission.decide_request(reference=request.reference, decision="hold", reason="", by=world.desk, now=now)
    return world, colleague, Hold.objects.get(kind="protection").reference


@pytest.mark.parametrize("turn", range(3))
def test_one_hold_lifted_and_upheld_at_once_has_one_answer(held, now, turn):
    world, colleague, hold = held
    answers = [(world.protector, "lift"), (colleague, "uphold")] * 2
    given = at_once(
        *(
            lambda by=by, answer=answer: (
                holds.answer_hold(reference=hold, answer=answer, reason=WHY, by=by, now=now).hold.state
            )
            for by, answer in answers
        )
    )
    state = Hold.objects.get().state
    assert [said for said in given if isinstance(said, str)] == [state, state]  # the second click of the same answer
    assert sum(isinstance(said, NotPossibleNow) for said in given) == 2
    assert HoldEvent.objects.filter(event__in=("lifted", "upheld")).count() == 1
    back = OutboxMessage.objects.filter(kind="request_back_at_desk").count()
    assert (Request.objects.get().state, back) == (("awaiting_decision", 1) if state == "lifted" else ("on_hold", 0))


def test_one_review_answered_at_once_has_one_answer(now):
    world = worlds.found(now=now)
    reviewers = [worlds.staff("IO", "review-office", "", "intake", now=now) for _ in range(2)]
    request = family_of("Rosa Mar", by=world.desk, now=now, nationality="USA")
    admission.decide_request(reference=request.reference, decision="not_covered", reason="", by=world.desk, now=now)
    review = reviews.ask_review(request_reference=request.reference, by=world.desk, now=now).reference
    answers = list(zip(reviewers, ("changed", "confirmed"), strict=True)) * 2
    given = at_once(
        *(
            lambda by=by, answer=answer: (
                reviews.answer_review(reference=review, answer=answer, reason=WHY, by=by, now=now).state
            )
            for by, answer in answers
        )
    )
    state = Review.objects.get().state
    assert [said for said in given if isinstance(said, str)] == [state]
    assert sum(isinstance(said, NotPossibleNow) for said in given) == 3
    assert AuditEntry.objects.filter(act="answer_review").count() == 1
    assert Request.objects.get().state == ("awaiting_decision" if state == "changed" else "not_covered")


def test_one_review_asked_at_once_by_two_desks_is_one(now):
    world = worlds.found(now=now)
    request = family_of("Rosa Mar", by=world.desk, now=now, nationality="USA")
    admission.decide_request(reference=request.reference, decision="not_covered", reason="", by=world.desk, now=now)
    ask = lambda: reviews.ask_review(request_reference=request.reference, by=world.desk, now=now).reference  # noqa: E731
    assert len(set(at_once(*[ask] * 4))) == 1
    assert Review.objects.count() == 1
