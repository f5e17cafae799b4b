"""A work permit and a CURP: helped with by the desk of the port and those who protect, by the law's own clocks."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from estancia.admission.states import NotPossibleNow
from estancia.casework import permits
from estancia.casework.access import Actor, NotYours
from estancia.casework.due import look_at_due
from estancia.casework.permit_letter import certificate_letter
from estancia.casework.permit_list import permits_due
from estancia.casework.permit_refusals import (
    AnswerNotWhole,
    DayDoesNotFit,
    FiledTooEarly,
    NotSilentYet,
    PaperNotAsked,
    PermitUnderWay,
)
from estancia.casework.views.permits import PermitPage, PermitView
from estancia.records.models import PermitApplication, PermitEvent, PermitUse, Person
from tests.integration.casework.deeds import decide, family_of, signing
from tests.integration.casework.world import World

TODAY = date(2019, 10, 2)
LONG_AFTER = timedelta(days=60)


def person(world: World, now: datetime, *, private: bool = False) -> str:
    family_of("Jacinta", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"} if private else None)
    return Person.objects.get(name="Jacinta").reference


def filed(
    who: str, by: Actor, now: datetime, *, kind: str = "work_permit", missing: tuple[str, ...] = ()
) -> PermitView:
    page = permits.file_permit(person_reference=who, kind=kind, filed_on=TODAY, missing=missing, by=by, now=now)
    return latest(page, kind)


def latest(page: PermitPage, kind: str = "work_permit") -> PermitView:
    return next(one for one in page.kinds if one.code == kind).permits[0]


def due(view: PermitView) -> date:
    return PermitApplication.objects.get(reference=view.reference).due_on  # type: ignore[return-value]


def test_a_whole_application_is_answered_within_twenty_working_days(world: World, now: datetime) -> None:
    view = filed(person(world, now), world.desk, now)
    assert (view.state, due(view)) == ("filed", date(2019, 10, 30))


def test_what_is_missing_stops_the_clock_and_curing_it_starts_it_anew(world: World, now: datetime) -> None:
    view = filed(person(world, now), world.desk, now, missing=("job_offer",))
    assert (view.state, due(view)) == ("to_cure", date(2019, 10, 16))
    later = now + timedelta(days=5)
    page = permits.record_cured(reference=view.reference, on=date(2019, 10, 7), by=world.desk, now=later)
    assert (latest(page).state, due(view)) == ("filed", date(2019, 11, 4))


def test_a_paper_nobody_asks_for_cannot_be_missing(world: World, now: datetime) -> None:
    who = person(world, now)
    with pytest.raises(PaperNotAsked):
        filed(who, world.desk, now, kind="curp", missing=("job_offer",))
    assert PermitApplication.objects.count() == 0


def test_silence_is_said_by_the_worker_the_day_after_and_can_be_certified(world: World, now: datetime) -> None:
    view = filed(person(world, now), world.desk, now)
    last_hour = datetime.fromisoformat("2019-10-30T23:59:00-07:00")
    look_at_due(now=last_hour)
    assert PermitApplication.objects.get().state == "filed"
    look_at_due(now=last_hour + timedelta(minutes=2))
    assert PermitApplication.objects.get().state == "silent"
    later = now + LONG_AFTER
    assert certificate_letter(reference=view.reference, by=world.desk, now=later).startswith(b"%PDF-")
    permits.ask_certificate(reference=view.reference, on=date(2019, 11, 19), by=world.desk, now=later)
    assert due(view) == date(2019, 11, 22)
    page = permits.record_certificate(reference=view.reference, on=date(2019, 11, 22), by=world.desk, now=later)
    assert latest(page).state == "certificate_given"


def test_silence_passed_the_day_after_the_last_one_however_late_the_worker_comes(world: World, now: datetime) -> None:
    filed(person(world, now), world.desk, now)
    look_at_due(now=now + timedelta(days=1000))
    assert PermitEvent.objects.get(event="silence").on == date(2019, 10, 31)


def test_one_written_down_after_its_time_is_silent_at_once_and_has_its_letter(world: World, now: datetime) -> None:
    who = person(world, now)
    page = permits.file_permit(
        person_reference=who, kind="work_permit", filed_on=date(2019, 5, 13), missing=(), by=world.desk, now=now
    )
    view = latest(page)
    assert (view.state, view.letter, "certificate_asked" in view.acts) == ("silent", True, True)
    assert certificate_letter(reference=view.reference, by=world.desk, now=now).startswith(b"%PDF-")
    look_at_due(now=now + timedelta(days=1))
    assert PermitEvent.objects.filter(event="silence").count() == 1


@pytest.mark.parametrize(("on", "fits"), [(date(2019, 10, 30), False), (date(2019, 10, 31), True)])
def test_the_certificate_is_asked_for_once_the_time_has_passed_and_not_before(
    world: World, now: datetime, on: date, fits: bool
) -> None:
    view, later = filed(person(world, now), world.desk, now), now + LONG_AFTER
    look_at_due(now=later)
    if not fits:
        with pytest.raises(NotSilentYet):
            permits.ask_certificate(reference=view.reference, on=on, by=world.desk, now=later)
        assert PermitApplication.objects.get().state == "silent"
        return
    permits.ask_certificate(reference=view.reference, on=on, by=world.desk, now=later)
    with pytest.raises(DayDoesNotFit):
        permits.record_certificate(reference=view.reference, on=date(2019, 10, 30), by=world.desk, now=later)


@pytest.mark.parametrize("kind", ["work_permit", "curp"])
def test_one_filed_before_birth_before_the_stay_or_before_the_rules_keeps_nothing(
    world: World, now: datetime, kind: str
) -> None:
    who = person(world, now)
    Person.objects.filter(reference=who).update(born_on=date(2018, 1, 1))
    for on in (date(1901, 1, 1), date(2017, 12, 31)):
        with pytest.raises(FiledTooEarly):
            permits.file_permit(person_reference=who, kind=kind, filed_on=on, missing=(), by=world.desk, now=now)
    Person.objects.update(born_approximately=True)  # then the day is not known, and forbids none
    assert PermitApplication.objects.count() == 0
    permits.file_permit(
        person_reference=who, kind=kind, filed_on=date(2017, 12, 31), missing=(), by=world.desk, now=now
    )


def test_a_work_permit_rests_on_the_stay_and_is_not_filed_before_it(
    world: World, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    request = family_of("Jacinta", by=world.desk, now=now)
    decide(request.reference, "admit", by=world.desk, now=now)
    who = Person.objects.get(name="Jacinta").reference
    before = {"person_reference": who, "filed_on": TODAY - timedelta(days=1), "missing": (), "by": world.desk}
    with pytest.raises(FiledTooEarly):
        permits.file_permit(kind="work_permit", now=now, **before)
    assert latest(permits.file_permit(kind="curp", now=now, **before), "curp").state == "filed"
    assert filed(who, world.desk, now).state == "filed"


def test_the_silence_of_the_curp_cites_no_law_and_has_no_certificate(world: World, now: datetime) -> None:
    view, later = filed(person(world, now), world.desk, now, kind="curp"), now + LONG_AFTER
    look_at_due(now=later)
    with pytest.raises(NotYours):
        certificate_letter(reference=view.reference, by=world.desk, now=later)
    with pytest.raises(NotPossibleNow):
        permits.ask_certificate(reference=view.reference, on=later.date(), by=world.desk, now=later)
    silent = latest(permits.permits_page(person_reference=view_person(), by=world.desk, now=later), "curp")
    assert (silent.letter, silent.acts) == (False, ("answer", "withdraw"))
    (line,) = permits_due(by=world.desk, now=later).lines
    days = [day.line for view in (view, silent) for day in view.days]
    for said in (view.next_line, silent.state_line, silent.next_line, line.state_line, *days):
        assert not any(word in said.es for word in ("negativa", "art.", "constancia"))
    assert "no se sabe" in silent.next_line.es


def view_person() -> str:
    return Person.objects.get(name="Jacinta").reference


def test_an_answer_recorded_in_time_leaves_no_silence(world: World, now: datetime) -> None:
    view = filed(person(world, now), world.desk, now)
    permits.record_answer(
        reference=view.reference, answer="granted", on=TODAY, valid_until=date(2020, 3, 30), by=world.desk, now=now
    )
    look_at_due(now=now + LONG_AFTER)
    assert PermitApplication.objects.get().state == "granted"


def test_an_answer_that_comes_after_the_silence_counts_too(world: World, now: datetime) -> None:
    view = filed(person(world, now), world.desk, now)
    look_at_due(now=now + LONG_AFTER)
    page = permits.record_answer(
        reference=view.reference,
        answer="granted",
        on=date(2019, 11, 20),
        valid_until=None,
        by=world.desk,
        now=now + LONG_AFTER,
    )
    assert latest(page).state == "granted"


def test_a_letter_is_printed_only_where_there_is_a_silence(world: World, now: datetime) -> None:
    view = filed(person(world, now), world.desk, now)
    with pytest.raises(NotYours):
        certificate_letter(reference=view.reference, by=world.desk, now=now)


def test_the_next_application_renews_the_one_granted(world: World, now: datetime) -> None:
    who = person(world, now)
    first = filed(who, world.desk, now)
    with pytest.raises(PermitUnderWay):
        filed(who, world.desk, now)
    permits.record_answer(
        reference=first.reference, answer="granted", on=TODAY, valid_until=date(2020, 3, 30), by=world.desk, now=now
    )
    again = filed(who, world.desk, now)
    assert PermitApplication.objects.get(reference=again.reference).renews.reference == first.reference  # type: ignore[union-attr]


def test_whether_it_could_really_be_used_is_written_down(world: World, now: datetime) -> None:
    view = filed(person(world, now), world.desk, now)
    use = {"reference": view.reference, "on": TODAY, "by": world.desk, "now": now}
    with pytest.raises(NotPossibleNow):
        permits.record_use(usable=True, obstacle="", **use)
    permits.record_answer(
        reference=view.reference, answer="granted", on=TODAY, valid_until=None, by=world.desk, now=now
    )
    with pytest.raises(AnswerNotWhole):
        permits.record_use(usable=False, obstacle="laziness", **use)
    permits.record_use(usable=False, obstacle="bank", **use)
    page = permits.record_use(usable=True, obstacle="", **use)
    assert len(latest(page).uses) == 2


@pytest.mark.parametrize("on", [None, date(2019, 10, 3), date(2019, 10, 1)])
def test_a_day_that_does_not_fit_keeps_nothing(world: World, now: datetime, on: date | None) -> None:
    view = filed(person(world, now), world.desk, now)
    with pytest.raises(DayDoesNotFit):
        permits.record_answer(
            reference=view.reference, answer="granted", on=on, valid_until=None, by=world.desk, now=now
        )
    assert PermitApplication.objects.get().state == "filed"


def test_the_same_step_pressed_twice_is_taken_once(world: World, now: datetime) -> None:
    view = filed(person(world, now), world.desk, now, missing=("form",))
    for _ in range(2):
        permits.record_cured(reference=view.reference, on=TODAY, by=world.desk, now=now)
    assert PermitEvent.objects.filter(event="cure").count() == 1


def test_those_who_protect_help_their_own_and_data_protection_only_reads(world: World, now: datetime) -> None:
    who = person(world, now, private=True)
    view = filed(who, world.protector, now, kind="curp")
    page = permits.permits_page(person_reference=who, by=world.data_protection, now=now)
    assert latest(page, "curp").acts == ()
    with pytest.raises(NotYours):
        permits.withdraw_permit(reference=view.reference, on=TODAY, by=world.data_protection, now=now)


def test_every_stranger_is_refused_as_if_nothing_were_there(world: World, now: datetime) -> None:
    who = person(world, now)
    view = filed(who, world.desk, now)
    for stranger in (*world.strangers(), world.children, world.comar, world.coordinator):
        with pytest.raises(NotYours):
            permits.permits_page(person_reference=who, by=stranger, now=now)
        with pytest.raises(NotYours):
            permits.record_cured(reference=view.reference, on=TODAY, by=stranger, now=now)
        with pytest.raises(NotYours):
            filed(who, stranger, now, kind="curp")


def test_the_database_keeps_one_open_application_of_a_kind(world: World, now: datetime) -> None:
    filed(person(world, now), world.desk, now)
    row = PermitApplication.objects.get()
    row.pk, row.reference = None, "ZZZZZZZZ"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("fault", [{"complete_on": None}, {"due_on": None}, {"state": "perhaps"}])
def test_the_database_refuses_a_clock_without_its_day(world: World, now: datetime, fault: dict[str, object]) -> None:
    filed(person(world, now), world.desk, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        PermitApplication.objects.update(**fault)


@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("model", [PermitEvent, PermitUse])
def test_the_database_refuses_to_change_what_happened_to_a_permit(
    world: World, now: datetime, model: type[PermitEvent] | type[PermitUse], change: str
) -> None:
    deed = {
        "reference": filed(person(world, now), world.desk, now).reference,
        "by": world.desk,
        "now": now,
        "on": TODAY,
    }
    permits.record_answer(answer="granted", valid_until=None, **deed)
    permits.record_use(usable=True, obstacle="", **deed)
    rows = model.objects.filter(pk=model.objects.latest("pk").pk)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        rows._raw_delete(rows.db) if change == "delete" else rows.update(on=date(2019, 9, 1))
    assert rows.get().on == TODAY


# ── the list of those under way ──────────────────────────────────────────────────────────────────────────
def test_permits_of_the_desks_place_are_listed_by_the_day_their_time_runs_out_and_to_no_stranger(
    world: World, now: datetime
) -> None:
    who = person(world, now)
    filed(who, world.desk, now)
    (line,) = permits_due(by=world.desk, now=now).lines
    assert (line.person, line.overdue) == (who, False)
    assert permits_due(by=world.other_desk, now=now).lines == ()
    assert permits_due(by=world.desk, now=now, asked={"due": "later"}).lines == (line,)
    assert line.due_on is not None
    last = now + (line.due_on - now.date())
    for due, at in (("tomorrow", last - timedelta(days=1)), ("today", last), ("overdue", last + timedelta(days=1))):
        assert [one.person for one in permits_due(by=world.desk, now=at, asked={"due": due}).lines] == [who]
    PermitApplication.objects.update(state="silent", due_on=None)
    (silent,) = permits_due(by=world.desk, now=now, asked={"due": "overdue"}).lines
    assert (silent.due_on, silent.overdue) == (None, True)
    for actor in (world.coordinator, world.protector, world.lawyer, world.data_protection, world.observer):
        with pytest.raises(NotYours):
            permits_due(by=actor, now=now)
