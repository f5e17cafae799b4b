"""A form heard on paper, or a private part given in one sitting: typed in at once, all of it or none."""

import pytest

from estancia.casework import intake
from estancia.records.models import AuditEntry, IntakeDraft
from tests.integration.casework.world import adult, fill


def test_a_form_typed_in_at_once_is_the_same_as_page_by_page_with_one_mark(world, now):
    one = intake.start_intake(location=world.desk.location, by=world.desk, now=now)
    spoken = {"best_language": "spa", "languages": "spa", "interpreter_needed": "no"}
    counted = {"members": "2", "relation": "couple", "includes_citizen_child": "no"}
    pages = [intake.TypedPage("language", None, spoken), intake.TypedPage("family", None, counted)]
    at_once = intake.answer_steps(reference=one.reference, pages=pages, by=world.desk, now=now)
    two = intake.start_intake(location=world.desk.location, by=world.desk, now=now)
    for page in pages:
        by_page = intake.answer_step(
            reference=two.reference, step=page.step, member=None, answers=page.answers, by=world.desk, now=now
        )
    assert (at_once.answers, at_once.steps) == (by_page.answers, by_page.steps)
    marks = AuditEntry.objects.filter(act="intake_answer", mentions__reference=one.reference)
    assert [mark.detail for mark in marks] == [{"steps": ["language", "family"]}]


def test_of_a_form_typed_in_at_once_all_pages_are_kept_or_none(world, now):
    draft = intake.start_intake(location=world.desk.location, by=world.desk, now=now)
    pages = [
        intake.TypedPage("language", None, {"best_language": "spa"}),
        intake.TypedPage("identity", 9, {"name": "Nadie"}),
    ]
    with pytest.raises(intake.NoSuchPage):
        intake.answer_steps(reference=draft.reference, pages=pages, by=world.desk, now=now)
    assert intake.draft(reference=draft.reference, by=world.desk, now=now).answers == {}


def test_private_answers_given_in_one_sitting_raise_the_same_bits_in_their_own_boxes(world, now):
    members = [adult("Ana Paz"), adult("Luz Paz")]
    draft = fill(by=world.desk, now=now, members=members)
    for member in (1, 2):
        intake.restart_private(reference=draft.reference, member=member, by=world.desk, now=now)
    steps = [step for step in intake.draft(reference=draft.reference, by=world.desk, now=now).steps if step.private]
    told = [
        intake.Told(step.member, step.key, "yes" if (step.member, step.key) == (2, "fear_of_mexico") else "declined")
        for step in steps
    ]
    intake.answer_private_pages(reference=draft.reference, told=[*told, *told[:1]], by=world.desk, now=now)
    row = IntakeDraft.objects.get(reference=draft.reference)
    assert row.protection_open == {"1": False, "2": True}
    assert row.sealed_answers.count() == len(steps)
    assert row.sealed_notices.count() == 2
