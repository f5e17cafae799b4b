"""The private part: judged, sealed, and of it one bit in clear."""

import json

import pytest

from estancia.casework import intake, protection
from estancia.casework.access import NotYours
from estancia.casework.intake_private import notice_text
from estancia.casework.protection import HELD, KeyNotHeld, open_answers, open_notices, unlock
from estancia.records.models import (
    AuditEntry,
    Hold,
    IntakeDraft,
    NamedBody,
    OutboxMessage,
    ProtectionNotice,
    SealedAnswer,
    SealedDraftAnswer,
)
from estancia.sealing import WrongPhrase
from tests.integration.casework.world import OTHER_PHRASE, PHRASE, adult, child, fill, hand_in


@pytest.fixture(autouse=True)
def keys_let_go():
    yield
    for actor in list(HELD._held):
        HELD.drop(actor[0])


def held(world, now, **said):
    """Hand in Rosa's intake and give her reference."""
    return hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")], **said).members[0].reference


def test_before_anything_is_asked_a_desk_without_a_protecting_body_is_told_so(world, now):
    NamedBody.objects.filter(kind="protecting_body").delete()
    draft = intake.start_intake(location=world.desk.location, by=world.desk, now=now)
    for deed in (
        lambda: intake.private_question(
            reference=draft.reference, member=1, step="fear_of_mexico", by=world.desk, now=now
        ),
        lambda: intake.answer_private(
            reference=draft.reference, member=1, step="fear_of_mexico", answer="yes", by=world.desk, now=now
        ),
    ):
        with pytest.raises(intake.NobodyToSealTo):
            deed()
    assert not SealedDraftAnswer.objects.exists()


def test_the_question_says_who_alone_will_read_the_answer_and_children_have_their_own_words(world, now):
    draft = fill(by=world.desk, now=now, members=[adult("Eva Roca"), child("Leo Roca")])
    asked = [
        intake.private_question(reference=draft.reference, member=number, step="fear_of_mexico", by=world.desk, now=now)
        for number in (1, 2)
    ]
    assert {question.read_by for question in asked} == {"shelter-tijuana"}
    assert [question.child_form for question in asked] == [False, True]
    assert asked[0].asks != asked[1].asks


def test_children_are_not_asked_what_has_no_words_for_a_child(world, now):
    draft = fill(by=world.desk, now=now, members=[adult("Eva Roca"), child("Leo Roca")])
    with pytest.raises(intake.NoSuchPage):
        intake.answer_private(reference=draft.reference, member=2, step="lgbt", answer="yes", by=world.desk, now=now)


def test_fear_of_mexico_holds_the_family_and_the_desk_learns_no_more_than_that(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")], private={(1, "fear_of_mexico"): "yes"})
    codes = {reason.code for reason in request.members[0].determination.reasons}
    assert (request.protection_hold, request.family_outcome) == (True, "hold")
    assert "fear_expressed" not in codes
    assert Hold.objects.get().code == ""


def test_not_knowing_holds_and_declining_does_not(world, now):
    unsure = hand_in(by=world.desk, now=now, members=[adult("Ana Uno")], private={(1, "fear_of_mexico"): "not_known"})
    quiet = hand_in(by=world.desk, now=now, members=[adult("Ana Dos")], private={(1, "fear_of_mexico"): "declined"})
    assert (unsure.protection_hold, quiet.protection_hold) == (True, False)


def test_whoever_was_never_asked_is_held_too(world, now):
    draft = fill(by=world.desk, now=now, members=[adult("Rosa Mar")])
    intake.restart_private(reference=draft.reference, member=1, by=world.desk, now=now)
    request = intake.submit_intake(reference=draft.reference, idempotency_key="k", by=world.desk, now=now)
    assert request.protection_hold


def test_asking_again_forgets_the_boxes_and_the_bit(world, now):
    draft = fill(by=world.desk, now=now, members=[adult("Rosa Mar")], private={(1, "fear_of_mexico"): "yes"})
    assert IntakeDraft.objects.get(reference=draft.reference).protection_open == {"1": True}
    again = intake.restart_private(reference=draft.reference, member=1, by=world.desk, now=now)
    assert IntakeDraft.objects.get(reference=draft.reference).protection_open == {}
    assert not SealedDraftAnswer.objects.exists()
    assert (again.next_step.key, again.next_step.private) == ("made_freely", True)


def test_a_second_answer_to_the_same_question_does_not_lower_the_bit(world, now):
    draft = fill(by=world.desk, now=now, members=[adult("Rosa Mar")], private={(1, "fear_of_mexico"): "yes"})
    intake.answer_private(
        reference=draft.reference, member=1, step="fear_of_mexico", answer="no", by=world.desk, now=now
    )
    assert IntakeDraft.objects.get(reference=draft.reference).protection_open == {"1": True}


def test_an_answer_that_is_not_offered_is_refused_and_not_kept(world, now):
    draft = intake.start_intake(location=world.desk.location, by=world.desk, now=now)
    with pytest.raises(intake.AnswerNotOffered):
        intake.answer_private(reference=draft.reference, member=1, step="lgbt", answer="maybe", by=world.desk, now=now)
    assert not SealedDraftAnswer.objects.exists()


def test_rows_look_alike_whatever_was_answered(world, now):
    """Same number of rows, same order, same size, same instant: for a yes, a no, a not known and a declined."""
    shapes = set()
    for answer in ("yes", "no", "not_known", "declined"):
        reference = held(world, now, private={(1, step): answer for step in ("pregnant", "lgbt", "asks_asylum")})
        rows = SealedAnswer.objects.filter(person__reference=reference).order_by("pk")
        notices = ProtectionNotice.objects.filter(person__reference=reference)
        shapes.add(
            (
                tuple((row.about.rpartition(":")[2], len(bytes(row.box)), row.sealed_at) for row in rows),
                tuple((notice.kind, len(bytes(notice.box)), notice.answer_by) for notice in notices),
            )
        )
    assert len(shapes) == 1


def test_no_clear_column_and_no_audit_entry_tells_which_question_was_raised(world, now):
    """Two families alike but for which question they answered yes to leave the same clear rows."""
    traces = []
    for step in ("lgbt", "fear_of_mexico"):
        before = AuditEntry.objects.count()
        held(world, now, private={(1, step): "yes"})
        entries = AuditEntry.objects.order_by("seq")[before:]
        traces.append([(entry.act, entry.detail) for entry in entries])
    assert traces[0] == traces[1]
    kept = json.dumps(list(IntakeDraft.objects.values_list("answers", flat=True)))
    assert not {word for word in ("lgbt", "fear_of_mexico") if word in kept}


def test_the_owner_opens_the_answers_with_the_key_phrase(world, now):
    reference = held(world, now, private={(1, "fear_of_mexico"): "yes"})
    unlock(phrase=PHRASE, by=world.protector, now=now)
    view = open_answers(person_reference=reference, by=world.protector, now=now)
    said = {answer.path: answer for answer in view.answers}
    assert said["person.fear_of_mexico"].answer == "yes"
    assert [reason.code for reason in said["person.fear_of_mexico"].reasons] == ["fear_expressed"]
    assert said["person.lgbt"].answer == "no"
    assert (view.damaged, view.name) == (0, "Rosa Mar")


def test_the_owner_reads_what_protects_by_clear_facts_too(world, now):
    request = hand_in(by=world.desk, now=now, members=[child("Tomás Pino", accompanied_by="nobody")])
    unlock(phrase=PHRASE, by=world.protector, now=now)
    view = open_answers(person_reference=request.members[0].reference, by=world.protector, now=now)
    assert "child_alone" in {reason.code for reason in view.clear_reasons}


def test_without_the_key_the_owner_reads_nothing(world, now):
    reference = held(world, now)
    with pytest.raises(KeyNotHeld):
        open_answers(person_reference=reference, by=world.protector, now=now)


def test_a_key_is_let_go_after_a_quarter_of_an_hour_and_on_leaving(world, now):
    from datetime import timedelta

    reference = held(world, now)
    until = unlock(phrase=PHRASE, by=world.protector, now=now)
    assert until - now == timedelta(minutes=15)
    with pytest.raises(KeyNotHeld):
        open_answers(person_reference=reference, by=world.protector, now=until)
    unlock(phrase=PHRASE, by=world.protector, now=now)
    protection.lock(by=world.protector, now=now)
    with pytest.raises(KeyNotHeld):
        open_answers(person_reference=reference, by=world.protector, now=now)


def test_a_wrong_phrase_opens_nothing_and_leaves_its_mark(world, now):
    with pytest.raises(WrongPhrase):
        unlock(phrase=OTHER_PHRASE, by=world.protector, now=now)
    assert AuditEntry.objects.latest("seq").act == "key_refused"


def test_another_organisation_opens_nothing_though_it_holds_its_own_key(world, now):
    reference = held(world, now)
    unlock(phrase=OTHER_PHRASE, by=world.other_protector, now=now)
    with pytest.raises(NotYours):
        open_answers(person_reference=reference, by=world.other_protector, now=now)


def test_nobody_but_those_who_protect_opens_or_unlocks(world, now):
    reference = held(world, now)
    others = (world.desk, world.coordinator, world.data_protection, world.administrator, world.observer, world.lawyer)
    for actor in others:
        with pytest.raises(NotYours):
            open_answers(person_reference=reference, by=actor, now=now)
        with pytest.raises(NotYours):
            unlock(phrase=PHRASE, by=actor, now=now)


def test_a_box_moved_to_another_person_is_not_read_as_theirs(world, now):
    """A planted fault: whoever holds the disk swaps two people's boxes, names and all."""
    rosa = held(world, now, private={(1, "lgbt"): "yes"})
    iris = hand_in(by=world.desk, now=now, members=[adult("Iris Mar")]).members[0].reference
    of_iris = SealedAnswer.objects.get(person__reference=iris, about__endswith=":lgbt")
    of_rosa = SealedAnswer.objects.get(person__reference=rosa, about__endswith=":lgbt")
    of_iris.person, of_rosa.person = of_rosa.person, of_iris.person
    of_iris.save()
    of_rosa.save()
    unlock(phrase=PHRASE, by=world.protector, now=now)
    view = open_answers(person_reference=iris, by=world.protector, now=now)
    assert view.damaged == 1
    assert "person.lgbt" not in {answer.path for answer in view.answers}


def test_a_box_swapped_inside_its_row_does_not_open(world, now):
    rosa = held(world, now, private={(1, "lgbt"): "yes"})
    first, second = SealedAnswer.objects.filter(person__reference=rosa).order_by("pk")[:2]
    first.box, second.box = second.box, first.box
    first.save()
    second.save()
    unlock(phrase=PHRASE, by=world.protector, now=now)
    assert open_answers(person_reference=rosa, by=world.protector, now=now).damaged == 2


def test_comar_is_told_of_whoever_asks_and_the_row_tells_nobody_else(world, now):
    rosa = held(world, now, private={(1, "asks_asylum"): "yes"})
    iris = hand_in(by=world.desk, now=now, members=[adult("Iris Mar")]).members[0].reference
    notices = ProtectionNotice.objects.filter(kind="comar")
    assert {notice.person.reference for notice in notices} == {rosa, iris}
    assert OutboxMessage.objects.filter(about__in=notices.values("reference")).count() == 2
    unlock(phrase=PHRASE, by=world.comar, now=now)
    opened = open_notices(by=world.comar, now=now)
    assert [(one.name, one.kind) for one in opened] == [("Rosa Mar", "comar")]
    assert (opened[0].answer_by - now).total_seconds() == 3600


def test_whoever_asks_for_asylum_in_mexico_is_held_for_the_protecting_body_not_refused(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")], private={(1, "asks_asylum"): "yes"})
    assert [choice.decision for choice in request.choices] == ["hold"]
    assert Hold.objects.get().organisation.key == "shelter-tijuana"


def test_child_protection_opens_its_notice(world, now):
    hand_in(by=world.desk, now=now, members=[adult("Eva Roca"), child("Leo Roca")])
    unlock(phrase=PHRASE, by=world.children, now=now)
    assert [one.name for one in open_notices(by=world.children, now=now)] == ["Leo Roca"]


def test_a_notice_is_as_long_as_any_other_even_with_the_longest_name():
    longest = notice_text(asks=True, name="ñ" * 200, born_on="2010-01-01", nationality="HND", best_language="spa")
    assert len(longest) == len(notice_text(asks=False))
