"""Hearing a family at the desk."""

from datetime import date

import pytest

from estancia.casework import doubles, intake
from estancia.casework.access import NotYours
from estancia.casework.intake_answers import clean
from estancia.casework.intake_steps import born_on_of
from estancia.records.models import (
    Determination,
    FamilyGroup,
    Hold,
    IntakeDraft,
    OutboxMessage,
    Person,
    ProtectionNotice,
    Request,
    SealedAnswer,
    SealedDraftAnswer,
    SealedDraftNotice,
)
from tests.integration.casework.world import MEXICALI, TIJUANA, adult, child, fill, hand_in


def test_an_intake_opens_at_ones_own_desk_with_the_language_first(world, now):
    draft = intake.start_intake(location=TIJUANA, by=world.desk, now=now)
    assert (draft.next_step.key, draft.protecting_body) == ("language", "shelter-tijuana")


def test_an_intake_does_not_open_at_another_desk(world, now):
    with pytest.raises(NotYours):
        intake.start_intake(location=MEXICALI, by=world.desk, now=now)


def test_nobody_but_a_desk_opens_an_intake(world, now):
    for actor in (world.protector, world.coordinator, world.data_protection, world.administrator, world.observer):
        with pytest.raises(NotYours):
            intake.start_intake(location=TIJUANA, by=actor, now=now)


def test_a_plain_family_awaits_a_decision_and_the_rules_say_admissible(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Berta Luna"), adult("Raúl Luna")])
    assert (request.state, request.family_outcome, request.protection_hold) == (
        "awaiting_decision",
        "admissible",
        False,
    )
    assert [member.determination.outcome for member in request.members] == ["admissible", "admissible"]
    assert "admit" in {choice.decision for choice in request.choices}


def test_two_officers_in_one_draft_lose_nothing(world, now):
    draft = intake.start_intake(location=TIJUANA, by=world.desk, now=now)
    for step, said in (("language", {"best_language": "spa"}), ("family", {"members": "2"})):
        intake.answer_step(reference=draft.reference, step=step, member=None, answers=said, by=world.desk, now=now)
    seen = intake.draft(reference=draft.reference, by=world.desk, now=now)
    assert seen.answers["language"]["best_language"] == "spa"
    assert seen.answers["family"]["members"] == "2"


def test_a_date_that_does_not_exist_is_said_beside_its_boxes(world, now):
    draft = intake.start_intake(location=TIJUANA, by=world.desk, now=now)
    said = {"name": "Eva", "born_day": "31", "born_month": "2", "born_year": "1990"}
    with pytest.raises(intake.BadAnswers) as refused:
        intake.answer_step(reference=draft.reference, step="identity", member=1, answers=said, by=world.desk, now=now)
    assert set(refused.value.fields) == {"born"}
    assert "identity:1" not in intake.draft(reference=draft.reference, by=world.desk, now=now).answers


def test_a_page_that_is_not_asked_cannot_be_answered(world, now):
    draft = intake.start_intake(location=TIJUANA, by=world.desk, now=now)
    for step, member in (("identity", 2), ("fear_of_mexico", 1), ("check", None)):
        with pytest.raises(intake.NoSuchPage):
            intake.answer_step(reference=draft.reference, step=step, member=member, answers={}, by=world.desk, now=now)


def test_a_family_counted_again_and_smaller_forgets_who_is_not_in_it(world, now):
    draft = fill(by=world.desk, now=now, members=[adult("Ana Paz"), adult("Luz Paz")], private={(2, "lgbt"): "yes"})
    intake.answer_step(
        reference=draft.reference, step="family", member=None, answers={"members": "1"}, by=world.desk, now=now
    )
    row = IntakeDraft.objects.get(reference=draft.reference)
    assert not row.sealed_answers.filter(member=2).exists()
    assert "identity:2" not in row.answers
    assert row.protection_open == {"1": False}


def test_an_intake_is_handed_in_once_however_often_it_is_clicked(world, now):
    draft = fill(by=world.desk, now=now, members=[adult("Rosa Mar")])
    first = intake.submit_intake(reference=draft.reference, idempotency_key="k1", by=world.desk, now=now)
    again = intake.submit_intake(reference=draft.reference, idempotency_key="k1", by=world.desk, now=now)
    other = intake.submit_intake(reference=draft.reference, idempotency_key="k2", by=world.desk, now=now)
    assert first.reference == again.reference == other.reference
    assert (Request.objects.count(), FamilyGroup.objects.count(), Person.objects.count()) == (1, 1, 1)


def test_a_key_of_another_family_opens_nothing(world, now):
    hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")], key="k1")
    draft = fill(by=world.desk, now=now, members=[adult("Iris Mar")])
    with pytest.raises(NotYours):
        intake.submit_intake(reference=draft.reference, idempotency_key="k1", by=world.desk, now=now)
    assert FamilyGroup.objects.count() == 1


def test_an_unfinished_intake_is_not_handed_in(world, now):
    draft = intake.start_intake(location=TIJUANA, by=world.desk, now=now)
    with pytest.raises(intake.NotFinished):
        intake.submit_intake(reference=draft.reference, idempotency_key="k", by=world.desk, now=now)
    assert not Request.objects.exists()


def test_a_handed_in_intake_no_longer_changes(world, now):
    draft = fill(by=world.desk, now=now, members=[adult("Rosa Mar")])
    intake.submit_intake(reference=draft.reference, idempotency_key="k", by=world.desk, now=now)
    with pytest.raises(intake.AlreadyHandedIn):
        intake.answer_step(reference=draft.reference, step="language", member=None, answers={}, by=world.desk, now=now)
    with pytest.raises(intake.AlreadyHandedIn):
        intake.answer_private(reference=draft.reference, member=1, step="lgbt", answer="yes", by=world.desk, now=now)


def test_handing_in_is_everything_or_nothing(world, now, monkeypatch):
    draft = fill(by=world.desk, now=now, members=[child("Nina Sol")])
    from estancia.casework import intake_submit

    def broken(**_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(intake_submit, "_determine_and_hold", broken)
    with pytest.raises(RuntimeError):
        intake.submit_intake(reference=draft.reference, idempotency_key="k", by=world.desk, now=now)
    assert [model.objects.count() for model in (Request, Person, ProtectionNotice)] == [0, 0, 0]
    assert SealedDraftAnswer.objects.exists()


def test_no_is_recorded_as_no_request_and_costs_nothing(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Olga Río")], asks="no")
    assert (request.state, request.family_outcome, request.choices) == ("no_request", "not_covered", ())
    assert {reason.code for reason in request.members[0].determination.reasons} >= {"no_request"}
    assert "programme" in str(request.conditions)
    assert [model.objects.count() for model in (Hold, SealedAnswer)] == [0, 0]
    assert [paper.kind for paper in request.papers] == ["routes"]


def test_whoever_makes_no_request_may_still_say_in_private_what_they_fear(world, now):
    draft = fill(by=world.desk, now=now, members=[adult("Olga Río")], asks="no")
    offered = [step.key for step in draft.steps if step.private]
    assert "fear_of_mexico" in offered
    assert "made_freely" not in offered
    assert draft.next_step is None
    intake.answer_private(
        reference=draft.reference, member=1, step="fear_of_mexico", answer="yes", by=world.desk, now=now
    )
    request = intake.submit_intake(reference=draft.reference, idempotency_key="k", by=world.desk, now=now)
    assert (request.state, request.family_outcome, request.protection_hold) == ("no_request", "hold", True)
    assert Hold.objects.get().kind == "protection"


def test_a_child_alone_who_makes_no_request_is_protected_all_the_same(world, now):
    request = hand_in(by=world.desk, now=now, members=[child("Tomás Pino", accompanied_by="nobody")], asks="no")
    assert (request.state, request.family_outcome, request.protection_hold) == ("no_request", "hold", True)


@pytest.mark.parametrize(
    ("page", "field", "typed"),
    [
        ("identity", "born", {"name": "Ana Sol", "born_day": "3", "born_month": "10", "born_year": "2019"}),
        ("identity", "born", {"name": "Ana Sol", "born_year": "2020"}),
        ("identity", "born", {"name": "Ana Sol", "born_month": "11", "born_year": "2019"}),
        ("identity", "born", {"name": "Ana Sol", "born_year": "1880"}),
        ("notice", "served", {"state": "held", "served_day": "3", "served_month": "10", "served_year": "2019"}),
    ],
)
def test_a_birth_or_a_service_after_today_is_refused_beside_its_field(page, field, typed):
    with pytest.raises(intake.BadAnswers) as refused:
        clean(page=page, typed=typed, on=date(2019, 10, 2))
    assert list(refused.value.fields) == [field]
    assert "not in the calendar" not in refused.value.fields[field].en


def test_a_birth_or_a_service_of_today_is_kept_and_nobody_is_younger_than_born_today():
    today = {"name": "Ana Sol", "born_day": "2", "born_month": "10", "born_year": "2019"}
    served = {"state": "held", "served_day": "2", "served_month": "10", "served_year": "2019"}
    on = date(2019, 10, 2)
    assert clean(page="identity", typed=today, on=on)["born_day"] == "2"
    assert clean(page="notice", typed=served, on=on)["served_day"] == "2"
    assert born_on_of(identity={"born_year": "2019"}, on=on) == on


def test_every_child_has_child_protection_told_accompanied_or_not(world, now):
    hand_in(by=world.desk, now=now, members=[adult("Eva Roca"), child("Leo Roca")])
    notice = ProtectionNotice.objects.get(kind="child_protection")
    assert (notice.person.name, notice.organisation.key) == ("Leo Roca", "children-tijuana")
    assert OutboxMessage.objects.filter(about=notice.reference, to_organisation__key="children-tijuana").exists()
    assert (notice.answer_by - now).total_seconds() == 3600


def test_whoever_has_no_known_age_is_presumed_a_child(world, now):
    hand_in(by=world.desk, now=now, members=[adult("Sin Edad", born_day="", born_month="", born_year="")])
    assert ProtectionNotice.objects.filter(kind="child_protection").count() == 1


def test_a_child_alone_is_held_for_the_protecting_body_and_never_on_the_bridge(world, now):
    request = hand_in(by=world.desk, now=now, members=[child("Tomás Pino", accompanied_by="nobody")])
    hold = Hold.objects.get()
    assert (request.family_outcome, request.protection_hold) == ("hold", True)
    assert (hold.kind, hold.code, hold.organisation.key) == ("protection", "", "children-tijuana")
    assert (hold.answer_by - now).total_seconds() == 24 * 3600
    assert hold.waits_at == "with_protecting_body"
    assert [choice.decision for choice in request.choices] == ["hold"]


def test_what_protects_by_clear_facts_is_not_named_to_the_desk_nor_kept(world, now):
    request = hand_in(by=world.desk, now=now, members=[child("Tomás Pino", accompanied_by="nobody")])
    kept = Determination.objects.get()
    shown = {reason.code for member in request.members for reason in member.determination.reasons}
    assert "child_alone" not in shown | {reason["code"] for reason in kept.open_reasons}


def test_a_family_where_one_is_outside_is_not_split(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Eva Roca"), adult("Jon Roca", us_status="citizen")])
    said = {member.name: member.determination for member in request.members}
    assert said["Jon Roca"].outcome == "not_covered"
    assert "family_would_be_split" in {reason.code for reason in said["Eva Roca"].reasons}
    assert request.family_outcome == "hold"


def test_stale_security_is_not_known(world, now):
    from datetime import timedelta

    later = now + timedelta(hours=25)
    request = hand_in(by=world.desk, now=later, members=[adult("Rosa Mar")])
    gaps = {gap.path for gap in request.members[0].determination.not_known}
    assert "location_state.security" in gaps


def test_the_last_page_of_a_second_clicked_private_answer_stays_one(world, now):
    draft = fill(by=world.desk, now=now, members=[adult("Rosa Mar")])
    for _ in range(2):
        intake.answer_private(reference=draft.reference, member=1, step="lgbt", answer="no", by=world.desk, now=now)
    assert SealedDraftAnswer.objects.filter(step="lgbt").count() == 1


def test_a_likely_double_is_shown_by_name_without_accents_at_the_own_desk_only(world, now):
    hand_in(by=world.desk, now=now, members=[adult("José Núñez")])
    draft = intake.start_intake(location=TIJUANA, by=world.desk, now=now)
    typed = {"member": 1, "typed": {"name": "jose nunez"}}
    found = doubles.doubles_of_draft(reference=draft.reference, by=world.desk, now=now, **typed)
    elsewhere = intake.start_intake(location=MEXICALI, by=world.other_desk, now=now)
    there = doubles.doubles_of_draft(reference=elsewhere.reference, by=world.other_desk, now=now, **typed)
    assert [double.person.name for double in found.likely] == ["José Núñez"]
    assert there.likely == ()


def test_a_year_alone_is_read_as_the_day_that_protects(world, now):
    hand_in(
        by=world.desk,
        now=now,
        members=[
            adult("Quizá Menor", born_day="", born_month="", born_year="2001"),
            adult("Quizá Mayor", born_day="", born_month="", born_year="1959"),
        ],
    )
    born = dict(Person.objects.values_list("name", "born_on"))
    assert born["Quizá Menor"].isoformat() == "2001-12-31"
    assert born["Quizá Mayor"].isoformat() == "1959-01-01"
    assert Person.objects.filter(born_approximately=True).count() == 2
    assert not SealedDraftNotice.objects.exists()
