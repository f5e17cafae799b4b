"""A notice, a word about a hearing and the court's record are written down, weighed, and never overwritten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from estancia.admission.states import NotPossibleNow
from estancia.casework import alarms, notices, people
from estancia.casework.access import NotYours, Purpose
from estancia.casework.identity_keys import search
from estancia.casework.intake_answers import BadAnswers
from estancia.casework.work import my_work
from estancia.notices import claims as claims_room
from estancia.people.identity import Identity
from estancia.records.models import (
    AuditEntry,
    CourtRecordSeen,
    HearingAlarm,
    HearingClaim,
    Notice,
    Organisation,
    OutboxMessage,
    Person,
)
from tests.integration.casework.deeds import family_of

SHEET = {
    "kind": "tear_sheet",
    "printed": "November 20, 2019 8:30 AM",
    "hearing_day": "20",
    "hearing_month": "11",
    "hearing_year": "2019",
    "hearing_at": "8:30 AM",
    "hearing_location": "SYP",
    "check_in_day": "20",
    "check_in_month": "11",
    "check_in_year": "2019",
    "check_in_at": "4:30",
    "port": "San Ysidro",
    "address": "Domicilio conocido, Tijuana",
}
OTHER_DAY = {"on_day": "5", "on_month": "12", "on_year": "2019", "at": "13:00"}
CLAIM = {"about": "hearing", "source": "lawyer", "place": "SYP"} | OTHER_DAY
CLOSED = {"status": "closed", "source": "court hotline"}


@pytest.fixture
def ines(world, now):
    """Inés, with a notice for 20 November and a record that says the same."""
    family_of("Inés Canario Azul", by=world.desk, now=now)
    return Person.objects.get().reference


def file(reference, by, now):
    return people.person_file(reference=reference, by=by, now=now)


def test_a_tear_sheet_is_kept_as_printed_with_check_in_and_hearing_apart(world, now, ines):
    now += timedelta(minutes=5)
    notices.record_notice(reference=ines, answers=SHEET, by=world.desk, now=now)
    ledger = file(ines, world.desk, now).ledger
    assert [(line.source.en, line.says.en) for line in ledger.check_in.lines] == [
        ("The tear sheet", "Wed 20 Nov 2019, 04:30 (Tijuana)")
    ]
    assert ledger.hearing.lines[0].says.en == "Wed 20 Nov 2019, 08:30 (Tijuana)"
    assert ledger.hearing.lines[0].printed == "November 20, 2019 8:30 AM"
    assert (ledger.hearing.accord, ledger.alarms) == ("agree", ())


def test_a_notice_written_later_is_found_by_its_number_too(world, now, ines):
    numbered = SHEET | {"kind": "notice", "number": "A 208-123-456"}
    notices.record_notice(reference=ines, answers=numbered, by=world.desk, now=now)
    found = search(identity=Identity(name="", numbers=frozenset({"A208123456"})), limit=5)
    assert [one.reference for one in found] == [ines]


def test_an_hour_of_check_in_that_is_not_printed_is_never_taken_from_the_hearing(world, now, ines):
    unsaid = {name: value for name, value in SHEET.items() if not name.startswith("check_in")}
    notices.record_notice(reference=ines, answers=unsaid, by=world.desk, now=now)
    assert Notice.objects.get(kind="tear_sheet").check_in_at is None
    assert file(ines, world.desk, now).ledger.check_in.lines == ()
    sheet = notices.notice_check(reference=ines, by=world.desk, now=now)
    assert "check_in_missing" in [defect.code for defect in sheet.papers[0].defects]


def test_each_defect_is_two_values_and_what_to_do(world, now, ines):
    notices.record_notice(reference=ines, answers=SHEET | {"stayed_there": "no"}, by=world.desk, now=now)
    sheet = notices.notice_check(reference=ines, by=world.desk, now=now)
    defect = next(one for one in sheet.papers[0].defects if one.code == "address_reaches_nobody")
    assert [value.text.es for value in defect.values] == ["Domicilio conocido, Tijuana", "Nunca ha estado ahí"]
    assert "EOIR-33" in defect.what_to_do.es


def test_a_desk_that_no_longer_holds_identity_reads_the_defect_and_not_the_address(world, now, ines):
    notices.record_notice(reference=ines, answers=SHEET, by=world.desk, now=now)
    logistics = replace(world.desk, purpose=Purpose.HEARING_LOGISTICS)
    sheet = notices.notice_check(reference=ines, by=logistics, now=now)
    defect = next(one for one in sheet.papers[0].defects if one.code == "address_reaches_nobody")
    assert [(value.text, value.reserved) for value in defect.values] == [(None, True), (None, True)]


def test_what_a_lawyer_says_stands_beside_the_paper_and_opens_an_alarm_with_an_owner_and_an_hour(world, now, ines):
    notices.record_claim(reference=ines, answers=CLAIM, by=world.desk, now=now)
    ledger = file(ines, world.desk, now).ledger
    assert ledger.hearing.accord == "dispute"
    (alarm,) = ledger.alarms
    assert (alarm.code, alarm.owner, alarm.answer_by) == ("hearing_in_dispute", "dp-office", now + timedelta(hours=24))
    assert OutboxMessage.objects.filter(kind="alarm_opened", about=alarm.reference).exists()


def test_a_correction_is_a_new_claim_and_the_old_one_stays_to_be_read(world, now, ines):
    notices.record_claim(reference=ines, answers=CLAIM, by=world.desk, now=now)
    later = now + timedelta(hours=1)
    mended = CLAIM | {"on_day": "20", "on_month": "11", "at": "8:30"}
    notices.record_claim(reference=ines, answers=mended, by=world.desk, now=later)
    ledger = file(ines, world.desk, later).ledger
    said = [(line.says.en, line.stands) for line in ledger.hearing.lines if line.source.en == "The person's counsel"]
    assert said == [("Wed 20 Nov 2019, 08:30 (Tijuana)", True), ("Thu 5 Dec 2019, 13:00 (Tijuana)", False)]
    assert ledger.hearing.accord == "agree"


@pytest.mark.parametrize("model", [Notice, CourtRecordSeen, HearingClaim])
@pytest.mark.parametrize("deed", ["update", "delete"])
def test_a_claim_overwritten_or_deleted_is_refused_by_the_database(world, now, ines, model, deed):
    notices.record_claim(reference=ines, answers=CLAIM, by=world.desk, now=now)
    rows = model.objects.filter(person__reference=ines)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(on=now.date()) if model is HearingClaim else rows.update(hearing_on=now.date())
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete(rows.db)


def test_a_date_for_a_case_the_court_shows_closed_is_an_alarm(world, now, ines):
    notices.record_court(reference=ines, answers=CLOSED, by=world.desk, now=now + timedelta(minutes=5))
    assert [row.code for row in HearingAlarm.objects.all()] == ["closed_case_with_a_date"]


def test_the_same_alarm_is_open_already_when_the_intake_itself_heard_that_the_case_is_closed(world, now):
    family_of("Wilmer Canario Gris", by=world.desk, now=now, status="closed")
    assert [row.code for row in HearingAlarm.objects.all()] == ["closed_case_with_a_date"]


def test_without_the_check_of_closed_cases_no_alarm_would_be_raised(world, now, ines, monkeypatch):
    """The planted fault: whoever drops that check fails the two tests above."""
    monkeypatch.setattr(claims_room, "_closed_with_a_date", lambda *_: ())
    notices.record_court(reference=ines, answers=CLOSED, by=world.desk, now=now)
    assert not HearingAlarm.objects.exists()


def test_an_alarm_refuses_nobody_and_leaves_the_request_where_it_was(world, now, ines):
    before = people.person_file(reference=ines, by=world.desk, now=now)
    notices.record_court(reference=ines, answers=CLOSED, by=world.desk, now=now)
    after = people.person_file(reference=ines, by=world.desk, now=now)
    assert (after.state, after.holds, after.determination) == (before.state, before.holds, before.determination)


def test_pressing_twice_writes_one_claim_and_raises_one_alarm(world, now, ines):
    for deed, answers in (
        (notices.record_claim, CLAIM),
        (notices.record_notice, SHEET),
        (notices.record_court, CLOSED),
    ):
        deed(reference=ines, answers=answers, by=world.desk, now=now)
        deed(reference=ines, answers=answers, by=world.desk, now=now + timedelta(seconds=1))
    assert HearingClaim.objects.count() == 1
    assert Notice.objects.filter(kind="tear_sheet").count() == 1
    assert CourtRecordSeen.objects.filter(status="closed").count() == 1
    assert HearingAlarm.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on_day": "", "on_month": "", "on_year": ""}, "on"),
        ({"on_day": "31", "on_month": "9"}, "on"),
        ({"at": "25:00"}, "at"),
        ({"at": "13:00 AM"}, "at"),
        ({"source": ""}, "source"),
        ({"about": "weather"}, "about"),
        ({"no_date": "yes"}, "no_date"),
    ],
)
def test_half_a_claim_is_not_written_and_says_which_answer_to_mend(world, now, ines, changes, field):
    with pytest.raises(BadAnswers) as bad:
        notices.record_claim(reference=ines, answers=CLAIM | changes, by=world.desk, now=now)
    assert set(bad.value.fields) == {field}
    assert not HearingClaim.objects.exists()


@pytest.mark.parametrize(("typed", "kept"), [("8:30 AM", "08:30"), ("0830", "08:30"), ("1:00 p.m.", "13:00")])
def test_an_hour_is_read_in_whatever_way_it_is_printed(world, now, ines, typed, kept):
    notices.record_claim(reference=ines, answers=CLAIM | {"at": typed}, by=world.desk, now=now)
    assert f"{HearingClaim.objects.get().at:%H:%M}" == kept


def test_a_stranger_and_whoever_may_only_read_write_nothing(world, now, ines):
    for actor in (*world.strangers(), world.protector, world.coordinator, world.data_protection):
        for deed, answers in (
            (notices.record_notice, SHEET),
            (notices.record_claim, CLAIM),
            (notices.record_court, CLOSED),
        ):
            with pytest.raises(NotYours):
                deed(reference=ines, answers=answers, by=actor, now=now)
    for actor in (*world.strangers(), world.coordinator):
        with pytest.raises(NotYours):
            notices.notice_check(reference=ines, by=actor, now=now)
    assert not HearingClaim.objects.exists()


def test_the_coordinator_reads_the_dates_and_neither_number_line_nor_name(world, now, ines):
    notices.record_notice(reference=ines, answers=SHEET, by=world.desk, now=now)
    ledger = file(ines, world.coordinator, now).ledger
    assert ledger.hearing.lines[0].says is not None
    assert {(line.printed, line.where) for line in ledger.hearing.lines} == {("", "")}
    assert (ledger.defects, ledger.kept, ledger.may_record) == (None, None, False)


def test_what_was_written_leaves_its_mark_without_a_date_or_a_name(world, now, ines):
    notices.record_claim(reference=ines, answers=CLAIM, by=world.desk, now=now)
    entry = AuditEntry.objects.get(act="record_claim")
    alarm = HearingAlarm.objects.get().reference
    assert entry.about == [ines]
    assert entry.detail == {"about": "hearing", "source": "lawyer", "alarms": [alarm]}


# ── alarms ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def alarmed(world, now, ines):
    notices.record_court(reference=ines, answers=CLOSED, by=world.desk, now=now)
    return HearingAlarm.objects.get().reference


def answered(alarm, by, now, found="date_is_false"):
    return alarms.answer_alarm(reference=alarm, found=found, said="It was an old sheet.", source="EOIR", by=by, now=now)


def test_the_organisation_that_owns_an_alarm_answers_it_once_with_what_was_found_and_where(world, now, alarmed):
    answered(alarmed, world.data_protection, now)
    view = answered(alarmed, world.data_protection, now)
    assert (view.alarm.state, view.may_answer) == ("answered", False)
    assert [(one.line.en, one.source) for one in view.happened if one.source] == [
        ("The date is false: nobody should travel for it", "EOIR")
    ]
    with pytest.raises(NotPossibleNow):
        answered(alarmed, world.data_protection, now, found="date_stands")


def test_an_answer_without_a_source_is_not_taken(world, now, alarmed):
    with pytest.raises(alarms.AnswerNotWhole):
        alarms.answer_alarm(
            reference=alarmed, found="date_stands", said="", source=" ", by=world.data_protection, now=now
        )
    assert HearingAlarm.objects.get().state == "open"


def test_not_found_closes_nothing_and_passes_to_the_overseer_with_a_new_hour(world, now, ines, alarmed):
    HearingAlarm.objects.update(organisation=Organisation.objects.get(key=world.coordinator.organisation))
    later = now + timedelta(hours=2)
    for _ in range(2):
        view = answered(alarmed, world.coordinator, later, found="not_found")
    assert (view.alarm.state, view.may_answer) == ("open", False)
    assert [one.source for one in view.happened] == ["EOIR", ""]
    row = HearingAlarm.objects.get()
    assert (row.organisation.key, row.answer_by) == ("dp-office", later + timedelta(hours=24))
    assert [one.reference for one in file(ines, world.desk, later).ledger.alarms] == [alarmed]
    assert my_work(by=world.data_protection, now=later).burning == ()
    assert alarms.escalate_alarms(now=later + timedelta(hours=24)) == 1
    answered(alarmed, world.data_protection, later + timedelta(hours=25))
    assert file(ines, world.desk, later).ledger.alarms == ()


def test_others_see_an_alarm_of_their_desk_and_do_not_answer_it_and_strangers_see_none(world, now, alarmed):
    assert not alarms.alarm_file(reference=alarmed, by=world.desk, now=now).may_answer
    with pytest.raises(NotYours):
        answered(alarmed, world.desk, now)
    for actor in (*world.strangers(), world.protector, world.coordinator):
        with pytest.raises(NotYours):
            alarms.alarm_file(reference=alarmed, by=actor, now=now)
        seen = alarms.alarm_list(by=actor, now=now)
        assert seen.lines == ()


def test_what_was_answered_is_raised_no_more_by_the_same_word_and_again_by_a_new_one(world, now, ines, alarmed):
    answered(alarmed, world.data_protection, now)
    later = now + timedelta(days=1)
    notices.record_court(reference=ines, answers=CLOSED, by=world.desk, now=later)
    assert HearingAlarm.objects.count() == 1
    notices.record_notice(reference=ines, answers=SHEET, by=world.desk, now=later)
    assert HearingAlarm.objects.filter(state="open").count() == 1


def test_past_its_hour_an_alarm_goes_up_and_burns_again_once_its_new_hour_passed(world, now, alarmed):
    late = now + timedelta(hours=24)
    assert alarms.escalate_alarms(now=late - timedelta(seconds=1)) == 0
    assert alarms.escalate_alarms(now=late) == 1
    assert alarms.escalate_alarms(now=late) == 0
    row = HearingAlarm.objects.get()
    assert (row.state, row.answer_by) == ("escalated", late + timedelta(hours=12))
    seen = alarms.alarm_list(by=world.data_protection, now=late)
    assert (len(seen.overdue), [line.overdue for line in seen.waiting]) == (0, [False])
    for at, burns in ((late, []), (row.answer_by, [("alarms", 1)])):
        burning = my_work(by=world.data_protection, now=at).burning
        assert [(one.code, one.count) for one in burning if one.code == "alarms"] == burns


def test_where_nobody_is_named_a_date_is_written_all_the_same_and_the_desk_owns_the_alarm(
    world, now, ines, monkeypatch
):
    monkeypatch.setattr(alarms, "named_body", lambda **_: None)
    monkeypatch.setattr(alarms, "overseer", lambda **_: None)
    notices.record_claim(reference=ines, answers=CLAIM, by=world.desk, now=now)
    assert HearingAlarm.objects.get().organisation.key == "inm-tijuana"


# ── the hearing that is called next ──────────────────────────────────────────────────────────────────────


def next_said(reference, by, now):
    """The day headed as next, the day said beside it, and the two sentences: closed, why not next."""
    told = file(reference, by, now).hearing
    return told.on, told.not_next, told.closed.en if told.closed else "", told.why.en if told.why else ""


def test_a_day_gone_by_is_the_last_known_and_never_called_next(world, now, ines):
    day = next_said(ines, world.desk, now)[0]
    assert day > now.date()
    past = next_said(ines, world.desk, now + (day - now.date()) + timedelta(days=2))
    assert past == (None, day, "", "The last date known, already past.")


def test_for_a_case_the_court_shows_closed_that_is_said_and_no_date_is_headed(world, now, ines, alarmed):
    on, beside, closed, why = next_said(ines, world.desk, now)
    assert (on, closed) == (None, "The court's record shows the case as closed.")
    assert beside > now.date()
    assert "before travelling" in why


def test_a_date_found_false_is_said_so_beside_it_until_another_day_is_given(world, now, ines, alarmed):
    answered(alarmed, world.data_protection, now)
    on, beside, _, why = next_said(ines, world.desk, now)
    assert (on, why) == (
        None,
        "Somebody looked at this date and it does not stand: nobody should travel for it.",
    )
    later = now + timedelta(days=1)
    again = {"status": "pending", "hearing_day": "5", "hearing_month": "12", "hearing_year": "2019"}
    notices.record_court(reference=ines, answers=CLOSED | again, by=world.desk, now=later)
    new, false, closed, _ = next_said(ines, world.desk, later)
    assert (new.isoformat(), false, closed) == ("2019-12-05", None, "")
    assert new != beside


def test_a_date_found_to_stand_is_headed_with_the_closed_record_said_before_it(world, now, ines, alarmed):
    answered(alarmed, world.data_protection, now, found="date_stands")
    on, beside, closed, why = next_said(ines, world.desk, now)
    assert (on is not None, beside, why) == (True, None, "")
    assert closed
