"""The stay lived: expected back and called, renewed before its hearing, mended when it ran out, ended and resumed."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from estancia.admission.states import NotPossibleNow
from estancia.casework import (
    alarms,
    contacts,
    ending,
    expected,
    hearing_days,
    notices,
    people,
    renewals,
    revocations,
    stay,
    worker,
)
from estancia.casework.access import NotYours
from estancia.casework.crossing_paper import paper_list
from estancia.casework.work import my_work
from estancia.records.append_only import changes_allowed
from estancia.records.models import (
    AuditEntry,
    ChosenContact,
    CourtRecordSeen,
    ExpectedReturn,
    HearingAlarm,
    Notice,
    OutboxMessage,
    Person,
    Stay,
    StayDocument,
    StayRenewal,
)
from tests.integration.casework.deeds import decide, family_of, signing
from tests.integration.casework.test_crossings import card_of, find, press
from tests.integration.casework.world import TIJUANA, staff

HEARING = date(2019, 11, 20)
DAWN = datetime(2019, 11, 20, 12, 30, tzinfo=UTC)  # 04:30 in Tijuana
LATE = datetime(2019, 11, 22, 9, 0, tzinfo=UTC)  # an hour after the night that follows the day after
BERTA = "Berta Luna Sol"


@pytest.fixture
def admitted(world, now, tmp_path, monkeypatch):
    """Give Berta's request, admitted; her hearing is on 20 November and her stay runs to 29 March 2020."""
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    request = family_of(BERTA, by=world.desk, now=now)
    decide(request.reference, "admit", by=world.desk, now=now)
    return request


def berta():
    return Person.objects.get(name=BERTA)


def leaves(world, *, at, key="out"):
    return press(find(card_of(BERTA).number, by=world.desk, now=at), direction="out", by=world.desk, now=at, key=key)


def enters(world, *, at, key="in"):
    return press(find(card_of(BERTA).number, by=world.desk, now=at), direction="in", by=world.desk, now=at, key=key)


def heard_on(day):
    with changes_allowed(connection=connection):  # what a paper says never changes in service
        Notice.objects.update(hearing_on=day)
        CourtRecordSeen.objects.update(hearing_on=day)


def chosen(world, now, **changed):
    said = {"wants_call": True, "name": "mi hermana Rosa", "telephone": "+52 (664) 123 45 67", "language": "Garífuna"}
    said |= {"terms": "de día, solo para decirle que no volví"} | changed
    contacts.choose_contact(person_reference=berta().reference, by=world.desk, now=now, **said)


# ── expected back ────────────────────────────────────────────────────────────────────────────────────────
def test_whoever_leaves_for_a_hearing_is_expected_until_the_day_after_and_then_the_contact_is_called(
    world, admitted, now
):
    chosen(world, now)
    leaves(world, at=DAWN)
    (line,) = expected.expected_list(by=world.protector, now=DAWN).waiting
    assert (line.hearing_on, line.expected_by, line.contact) == (
        HEARING,
        datetime(2019, 11, 22, 8, 0, tzinfo=UTC),
        None,
    )
    assert line.contact_asked
    worker.run_once(now=LATE)
    assert OutboxMessage.objects.filter(kind="call_contact", about=line.reference).count() == 1
    (due,) = expected.expected_list(by=world.protector, now=LATE).due
    assert (due.contact.name, due.contact.telephone, due.contact.language) == (
        "mi hermana Rosa",
        "+52 (664) 123 45 67",
        "Garífuna",
    )
    assert {one.code: one.count for one in my_work(by=world.protector, now=LATE).burning}["returns_due"] == 1


def test_coming_back_closes_it_and_nobody_is_called(world, admitted):
    leaves(world, at=DAWN)
    enters(world, at=DAWN + timedelta(hours=13))
    worker.run_once(now=LATE)
    assert ExpectedReturn.objects.get().state == "returned"
    assert not OutboxMessage.objects.filter(kind="call_contact").exists()
    assert expected.expected_list(by=world.protector, now=LATE).due == ()


def test_out_in_and_out_again_within_two_minutes_is_an_exit_and_is_expected_back(world, admitted):
    leaves(world, at=DAWN)
    enters(world, at=DAWN + timedelta(seconds=40))
    again = leaves(world, at=DAWN + timedelta(seconds=80), key="again")
    assert len(again.lines) == 1
    assert list(ExpectedReturn.objects.order_by("pk").values_list("state", flat=True)) == ["returned", "waiting"]


def test_no_desk_reads_since_when_somebody_is_out_and_those_who_care_do(world, admitted):
    leaves(world, at=DAWN)
    for desk in (world.desk, world.other_desk):
        (today,) = find(card_of(BERTA).number, by=desk, now=DAWN + timedelta(hours=3)).members
        (later,) = find(card_of(BERTA).number, by=desk, now=LATE).members
        assert (today.likely, today.last, today.last_direction) == ("in", DAWN, "out")
        assert (later.likely, later.last, later.last_direction) == ("in", None, "")
    shown = people.person_file(reference=berta().reference, by=world.desk, now=DAWN + timedelta(hours=3)).lived
    assert [one.happened_at for one in shown.crossings] == [DAWN]
    shown = people.person_file(reference=berta().reference, by=world.desk, now=LATE).lived
    assert (shown.crossings, shown.whole_line) == ((), False)
    assert people.person_file(reference=berta().reference, by=world.protector, now=LATE).lived.whole_line


def test_whoever_goes_out_for_no_known_hearing_is_watched_by_nobody(world, admitted, now):
    leaves(world, at=now)
    heard_on(None)
    leaves(world, at=DAWN, key="second")
    assert not ExpectedReturn.objects.exists()


def test_an_exit_noted_by_mistake_expects_nobody(world, admitted):
    from estancia.casework.crossings import undo_crossings

    leaves(world, at=DAWN)
    undo_crossings(press="out", by=world.desk, now=DAWN)
    assert ExpectedReturn.objects.get().state == "mistaken"


def test_no_authority_and_no_other_body_opens_the_list_or_the_contact(world, admitted, now):
    chosen(world, now)
    leaves(world, at=DAWN)
    reference = ExpectedReturn.objects.get().reference
    for stranger in (world.desk, world.other_desk, world.other_protector, world.coordinator, world.data_protection):
        listed = expected.expected_list(by=stranger, now=LATE)
        assert (listed.due, listed.waiting) == ((), ())
        with pytest.raises(NotYours):
            expected.expected_return(reference=reference, by=stranger, now=LATE)
        with pytest.raises(NotYours):
            expected.record_call(reference=reference, outcome="reached", by=stranger, now=LATE)
    assert contacts.contact_page(person_reference=berta().reference, by=world.desk, now=now) is None
    with pytest.raises(NotYours):
        contacts.contact_page(person_reference=berta().reference, by=world.other_protector, now=now)
    assert "Rosa" not in repr(people.person_file(reference=berta().reference, by=world.desk, now=now))


def test_a_contact_who_does_not_answer_is_called_again_and_every_other_outcome_closes(world, admitted):
    leaves(world, at=DAWN)
    reference = ExpectedReturn.objects.get().reference
    again = expected.record_call(reference=reference, outcome="not_reached", by=world.protector, now=LATE)
    assert (again.state, again.call_by, again.calls) == ("not_reached", LATE + timedelta(hours=12), 1)
    done = expected.record_call(reference=reference, outcome="chose_not_to_go_on", by=world.protector, now=LATE)
    assert (done.state, done.state_line.es) == ("chose_not_to_go_on", "Decidió no seguir. Es su decisión.")
    with pytest.raises(NotPossibleNow):
        expected.record_call(reference=reference, outcome="reached", by=world.protector, now=LATE)


def test_a_contact_is_optional_is_kept_once_and_must_be_one_that_can_be_called(world, admitted, now):
    leaves(world, at=DAWN)
    (line,) = expected.expected_list(by=world.protector, now=LATE).due
    assert (line.contact, line.contact_asked) == (None, False)
    for wrong in ({"name": " "}, {"telephone": "no tiene"}):
        with pytest.raises(contacts.ContactCannotBeCalled):
            chosen(world, now, **wrong)
    chosen(world, now)
    assert ChosenContact.objects.get().folded_telephone == "526641234567"
    chosen(world, now, wants_call=False, terms="avisen al albergue")
    kept = ChosenContact.objects.get()
    assert (kept.name, kept.telephone, kept.folded_telephone) == ("", "", "")
    (line,) = expected.expected_list(by=world.protector, now=LATE).quiet
    assert (line.contact.wants_call, line.contact.terms) == (False, "avisen al albergue")
    with pytest.raises(IntegrityError), transaction.atomic():
        ChosenContact.objects.update(wants_call=True)


def test_of_whoever_wants_nobody_called_no_call_is_due_counted_told_or_recorded(world, admitted, now):
    chosen(world, now, wants_call=False)
    leaves(world, at=DAWN)
    listed = expected.expected_list(by=world.protector, now=DAWN)
    assert (len(listed.waiting), listed.quiet, listed.waiting[0].contact) == (1, (), None)
    worker.run_once(now=LATE)
    assert not OutboxMessage.objects.filter(kind="call_contact").exists()
    listed = expected.expected_list(by=world.protector, now=LATE)
    assert (listed.due, listed.waiting, listed.quiet[0].due) == ((), (), False)
    assert "porque así lo pidió la persona" in listed.quiet[0].state_line.es
    assert "returns_due" not in {one.code for one in my_work(by=world.protector, now=LATE).burning}
    with pytest.raises(expected.NoCallDue):
        expected.record_call(reference=listed.quiet[0].reference, outcome="reached", by=world.protector, now=LATE)
    enters(world, at=LATE)
    assert ExpectedReturn.objects.get().state == "returned"


def test_an_outcome_written_down_wrongly_is_corrected_for_the_whole_family_and_the_record_keeps_both(
    world, now, tmp_path, monkeypatch
):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    request = family_of(BERTA, "Ana Luna Sol", by=world.desk, now=now)
    decide(request.reference, "admit", by=world.desk, now=now)
    leaves(world, at=DAWN)
    (line,) = expected.expected_list(by=world.protector, now=LATE).due
    call = {"reference": line.reference, "by": world.protector, "now": LATE}
    expected.record_call(outcome="stays_in_us", **call)
    for wrong in ({}, {"instead_of": "chose_not_to_go_on"}):
        with pytest.raises(NotPossibleNow):
            expected.record_call(outcome="reached", **call, **wrong)
    mended = expected.record_call(outcome="reached", instead_of="stays_in_us", **call)
    assert (mended.state, mended.names) == ("reached", (BERTA, "Ana Luna Sol"))
    assert set(ExpectedReturn.objects.values_list("state", flat=True)) == {"reached"}
    said = [row.detail for row in AuditEntry.objects.filter(act="record_call").order_by("seq")]
    assert said == [{"outcome": "stays_in_us"}, {"outcome": "reached", "instead_of": "stays_in_us"}]


def test_before_the_hour_no_call_is_recorded(world, admitted, now):
    chosen(world, now)
    leaves(world, at=DAWN)
    (line,) = expected.expected_list(by=world.protector, now=DAWN).waiting
    with pytest.raises(expected.NoCallDue):
        expected.record_call(reference=line.reference, outcome="reached", by=world.protector, now=DAWN)
    assert ExpectedReturn.objects.get().state == "waiting"


def test_a_family_that_left_together_is_one_call_and_a_childs_contact_is_the_one_the_mother_chose(
    world, now, tmp_path, monkeypatch
):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    request = family_of(BERTA, "Ana Luna Sol", by=world.desk, now=now)
    decide(request.reference, "admit", by=world.desk, now=now)
    chosen(world, now)
    leaves(world, at=DAWN)
    (line,) = expected.expected_list(by=world.protector, now=LATE).due
    assert (line.names, line.contact.name) == ((BERTA, "Ana Luna Sol"), "mi hermana Rosa")
    expected.record_call(reference=line.reference, outcome="reached", by=world.protector, now=LATE)
    assert set(ExpectedReturn.objects.values_list("state", flat=True)) == {"reached"}


def told(world, day, *, at, source="person"):
    said = {"about": "hearing", "source": source, "on_day": f"{day.day}", "on_month": f"{day.month}"}
    said |= {"on_year": f"{day.year}"}
    notices.record_claim(reference=berta().reference, answers=said, by=world.desk, now=at)


def answered(alarm, found, *, by, at):
    alarms.answer_alarm(reference=alarm.reference, found=found, said="", source="la corte", by=by, now=at)


@pytest.mark.parametrize("source", ["person", "lawyer", "port"])
def test_a_hearing_that_somebody_tells_of_is_on_the_paper_list_expected_back_from_and_covered(
    world, admitted, now, source
):
    heard_on(None)
    assert paper_list(by=world.desk, now=DAWN).lines == ()
    told(world, HEARING, at=now, source=source)
    assert [one.initials for one in paper_list(by=world.desk, now=DAWN).lines] == ["B. L. S."]
    member = renewals.renewal_page(person_reference=berta().reference, by=world.desk, now=now).members[0]
    assert member.must_cover_until == HEARING + timedelta(days=1)
    leaves(world, at=DAWN)
    (line,) = expected.expected_list(by=world.protector, now=DAWN).waiting
    assert line.hearing_on == HEARING


def test_word_of_a_hearing_that_comes_after_the_exit_counts_and_only_while_the_person_is_out(world, admitted):
    heard_on(None)
    leaves(world, at=DAWN)
    assert not ExpectedReturn.objects.exists()
    told(world, HEARING, at=DAWN + timedelta(hours=2))
    told(world, HEARING, at=DAWN + timedelta(hours=3), source="lawyer")
    (line,) = expected.expected_list(by=world.protector, now=DAWN).waiting
    assert (line.hearing_on, line.left_at) == (HEARING, DAWN)
    enters(world, at=DAWN + timedelta(hours=9))
    told(world, HEARING + timedelta(days=1), at=DAWN + timedelta(hours=10))
    assert ExpectedReturn.objects.get().state == "returned"


@pytest.mark.parametrize("found", ["date_is_false", "date_stands"])
def test_a_day_for_a_closed_case_counts_only_once_somebody_found_that_it_stands(world, admitted, now, found):
    court = {"status": "closed", "source": "court hotline"}
    notices.record_court(reference=berta().reference, answers=court, by=world.desk, now=now)
    assert hearing_days.hearing_days_of(people=[berta()]) == {berta().pk: ()}
    alarm = HearingAlarm.objects.get(code="closed_case_with_a_date")
    answered(alarm, found, by=world.data_protection, at=now)
    days = hearing_days.hearing_days_of(people=[berta()])[berta().pk]
    assert days == ((HEARING,) if found == "date_stands" else ())


def test_a_day_found_false_is_none_and_a_day_given_after_that_is_a_new_word(world, admitted, now):
    told(world, date(2019, 12, 5), at=now)
    alarm = HearingAlarm.objects.get(code="hearing_in_dispute")
    answered(alarm, "date_is_false", by=world.data_protection, at=now)
    assert hearing_days.hearing_days_of(people=[berta()])[berta().pk] == ()
    told(world, date(2019, 12, 9), at=now + timedelta(hours=1))
    assert hearing_days.hearing_days_of(people=[berta()])[berta().pk] == (date(2019, 12, 9),)


def test_the_days_of_many_are_read_as_the_days_of_one(world, admitted, now):
    for number in range(4):
        family_of(f"Zoila Paz {number}", by=world.desk, now=now)
    counts = []
    for people_read in ([berta()], list(Person.objects.all())):
        with CaptureQueriesContext(connection) as seen:
            hearing_days.hearing_days_of(people=people_read)
        counts.append(len(seen))
    assert counts[0] == counts[1]


# ── renewal and lapse ────────────────────────────────────────────────────────────────────────────────────
def renew(world, *, at, number=None):
    person = berta().reference
    return renewals.renew_stays(person_reference=person, cards=[number or card_now()], by=world.desk, now=at)


def card_now():
    return StayDocument.objects.filter(replaced_by__isnull=True).get().number


def test_a_renewal_opens_by_itself_before_the_hearing_it_must_cover(world, admitted, now):
    heard_on(date(2020, 4, 20))
    early = datetime(2020, 2, 28, 12, tzinfo=UTC)
    worker.run_once(now=early - timedelta(days=1))
    assert not StayRenewal.objects.exists()
    worker.run_once(now=early + timedelta(days=1))
    (line,) = renewals.renewals_due(by=world.desk, now=early + timedelta(days=1)).lines
    assert (line.standing, line.must_cover_until, line.valid_until) == (
        "needed",
        date(2020, 4, 21),
        date(2020, 3, 29),
    )
    assert renewals.renewals_due(by=world.other_desk, now=early).lines == ()
    with pytest.raises(NotYours):
        renewals.renewals_due(by=world.protector, now=early)


def test_a_renewed_stay_is_the_same_stay_with_its_log_a_new_card_and_an_old_one_that_is_no_forgery(
    world, admitted, now
):
    leaves(world, at=now)
    heard_on(date(2020, 11, 20))
    at, old = datetime(2020, 3, 10, 18, tzinfo=UTC), card_now()
    page = renew(world, at=at)
    assert (page.renewed, len(page.papers)) == (True, 1)
    assert (
        renew(world, at=at, number=old).members
        == renewals.renewal_page(person_reference=berta().reference, by=world.desk, now=at).members
    )
    assert (Stay.objects.count(), StayDocument.objects.count(), StayRenewal.objects.count()) == (1, 2, 1)
    assert Stay.objects.get().valid_until == date(2020, 11, 22)
    back = find(card_now(), by=world.desk, now=at)
    assert (back.likely, back.members[0].number) == ("in", card_now())
    said = stay.verify_typed(text=old, now=at)
    assert (said.verdict, said.valid_until) == ("valid", date(2020, 3, 29))
    assert ("tarjeta más nueva" in said.line.es, said.replaced) == (True, True)
    assert not stay.verify_typed(text=card_now(), now=at).replaced
    assert stay.verify_typed(text=old, now=at + timedelta(days=40)).verdict == "expired"
    assert stay.verify_typed(text=card_now(), now=at + timedelta(days=40)).verdict == "valid"
    with pytest.raises(renewals.RenewalNotOpen):
        renew(world, at=at)


def test_a_stay_that_ran_out_is_mended_in_one_deed_from_the_day_it_ran_out(world, admitted, now):
    late = now + timedelta(days=400)
    heard_on(None)
    member = renewals.renewal_page(person_reference=berta().reference, by=world.desk, now=late).members[0]
    assert (member.standing, "no cuenta ningún día en contra" in member.line.es) == ("lapsed", True)
    renew(world, at=late)
    row = StayRenewal.objects.get()
    assert (row.old_until, row.new_until) == (date(2020, 3, 30), late.date() + timedelta(days=180))
    file = people.person_file(reference=berta().reference, by=world.desk, now=late)
    assert (file.lived.state, file.cards[0].state, file.cards[0].valid_from) == ("valid", "valid", now.date())


def test_the_stay_paper_warns_from_which_day_it_can_be_renewed(world, admitted, now):
    said = words_of(paper(admitted, "stay", by=world.desk, now=now))
    assert "Puede renovarla desde el sáb 29 feb 2020" in said
    assert "tiene remedio" in said


def test_a_card_that_was_replaced_can_be_taken_back_without_ending_the_stay_and_the_last_takes_all(
    world, admitted, now
):
    colleague, at, old = staff("IO", "inm-tijuana", TIJUANA, "intake", now=now), now + timedelta(days=160), card_now()
    renew(world, at=at)
    for number, state in ((old, "valid"), (card_now(), "revoked")):
        revocations.ask_revocation(number=number, reason="Se perdió.", by=world.desk, now=at)
        revocations.confirm_revocation(number=number, by=colleague, now=at)
        assert Stay.objects.get().state == state
        assert stay.verify_typed(text=number, now=at).verdict == "revoked"


# ── the end ──────────────────────────────────────────────────────────────────────────────────────────────
def paper(request, kind, *, by, now, language="es"):
    return stay.paper(
        request_reference=request.reference, person_reference=berta().reference, kind=kind, language=language,
        size="letter", by=by, now=now,
    ).pdf  # fmt: skip


def words_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize(("reason", "told"), [("admitted_us", "Conserve el papel"), ("left", "no cuenta en contra")])
def test_a_stay_ends_with_a_paper_that_says_what_comes_next_and_is_undone_as_easily(world, admitted, now, reason, told):
    leaves(world, at=DAWN)
    for _ in range(2):
        page = ending.end_stay(person_reference=berta().reference, reason=reason, by=world.desk, now=LATE)
    assert (page.state, page.reason.code, len(page.papers)) == ("ended", reason, 1)
    said = words_of(paper(admitted, "end_of_stay", by=world.desk, now=LATE))
    assert told in said
    assert "Presentar una queja" in said
    assert ExpectedReturn.objects.get().state == {"admitted_us": "stays_in_us"}.get(reason, "reached")
    verdict = stay.verify_typed(text=card_now(), now=LATE)
    assert (verdict.verdict, "no es una falta" in verdict.line.es) == ("revoked", True)
    assert find(card_now(), by=world.desk, now=LATE).members[0].state == "ended"
    for _ in range(2):
        back = ending.take_back_end(person_reference=berta().reference, by=world.desk, now=LATE)
    assert (back.state, stay.verify_typed(text=card_now(), now=LATE).verdict) == ("valid", "valid")
    with pytest.raises(NotYours):
        ending.end_stay(person_reference=berta().reference, reason=reason, by=world.other_desk, now=LATE)


@pytest.mark.parametrize(
    ("at", "proved", "silent_after"),
    [(LATE, "del mié 2 oct 2019 al vie 22 nov 2019", False), (LATE + timedelta(days=800), "al dom 29 mar 2020", True)],
)
def test_the_paper_of_an_end_proves_the_days_of_the_stay_and_no_day_after_its_last(
    world, admitted, now, at, proved, silent_after
):
    ending.end_stay(person_reference=berta().reference, reason="admitted_us", by=world.desk, now=at)
    said = words_of(paper(admitted, "end_of_stay", by=world.desk, now=at))
    assert (proved in said, "No dice nada de los días de después" in said) == (True, silent_after)
    assert "regular hasta" not in said


def test_an_end_written_again_for_another_reason_says_that_the_first_stands(world, admitted):
    first = ending.end_stay(person_reference=berta().reference, reason="case_ended", by=world.desk, now=LATE)
    with pytest.raises(ending.AlreadyEnded):
        ending.end_stay(person_reference=berta().reference, reason="left", by=world.desk, now=LATE)
    again = ending.end_page(person_reference=berta().reference, by=world.desk, now=LATE)
    assert (again.reason, len(again.papers)) == (first.reason, 1)
