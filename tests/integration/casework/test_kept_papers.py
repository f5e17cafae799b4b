"""A paper somebody keeps has a receipt, an owner, an hour and an end; the database allows one custody at a time."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from estancia.admission.states import NotPossibleNow
from estancia.casework import due, kept_papers, kept_receipt
from estancia.casework.access import NotYours
from estancia.casework.intake_answers import BadAnswers
from estancia.casework.work import my_work
from estancia.records.models import AuditEntry, KeptPaper, KeptPaperEvent, OutboxMessage, Person
from tests.integration.casework.deeds import family_of

PASSPORT = {
    "what": "passport",
    "number": "E 123-456",
    "keeper_kind": "employer",
    "keeper": "Maquila del Norte",
    "since_day": "1",
    "since_month": "9",
    "since_year": "2019",
    "promised_day": "4",
    "promised_month": "10",
    "promised_year": "2019",
}
BACK = {"returned_day": "2", "returned_month": "10", "returned_year": "2019"}


@pytest.fixture
def ines(world, now):
    """Inés, whom a shelter protects, so that it may write down what others keep of hers."""
    family_of("Inés Canario Azul", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    return Person.objects.get().reference


def kept(person, by, now, **changed):
    return kept_papers.record_kept_paper(reference=person, answers=PASSPORT | changed, by=by, now=now)


def test_a_kept_passport_is_receipted_and_asked_for_after_the_day_it_was_promised(world, now, ines):
    view = kept(ines, world.protector, now)
    assert (view.paper.owner, view.paper.state, view.may_chase) == ("shelter-tijuana", "kept", True)
    assert view.paper.chase_by.isoformat() == "2019-10-05T00:00:00-07:00"
    paper = kept_receipt.kept_receipt(
        reference=view.paper.reference, language="es", size="letter", by=world.protector, now=now
    )
    assert paper.pdf.startswith(b"%PDF")
    assert paper.file_name == "kept_paper.pdf"


def test_what_the_migration_authority_keeps_is_asked_for_by_whoever_oversees_it(world, now, ines):
    view = kept(ines, world.desk, now, keeper_kind="migration_authority", keeper="")
    assert (view.paper.owner, view.may_chase) == ("dp-office", False)
    assert "no es parte de la autoridad migratoria" in view.where_to_complain.es
    assert OutboxMessage.objects.filter(kind="kept_paper", to_organisation__key="dp-office").exists()


def test_the_month_alone_may_be_known_and_without_a_promise_the_house_sets_the_day(world, now, ines):
    unsaid = {name: "" for name in PASSPORT if name.startswith("promised")}
    view = kept(ines, world.protector, now, since_day="", **unsaid)
    assert (view.paper.since_on, view.paper.since_is_about) == (date(2019, 9, 1), True)
    assert view.paper.chase_by == now + timedelta(days=7)


def test_a_promised_day_that_has_passed_when_it_is_written_is_due_at_once_and_says_so(world, now, ines):
    passed = {"since_month": "6", "promised_day": "29", "promised_month": "6"}
    view = kept(ines, world.protector, now, **passed)
    assert view.paper.chase_by == now
    assert view.paper.overdue
    assert view.promise_passed is not None
    assert "ya pasó" in view.promise_passed.es
    due.look_at_due(now=now)
    assert KeptPaper.objects.get().state == "overdue"


def test_a_promised_day_still_to_come_is_not_said_to_have_passed(world, now, ines):
    assert kept(ines, world.protector, now).promise_passed is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"since_year": "2020"}, "since"),
        ({"promised_month": "8"}, "promised"),
        ({"what": ""}, "what"),
        ({"keeper_kind": "neighbour"}, "keeper_kind"),
    ],
)
def test_what_cannot_be_so_is_mended_beside_its_question(world, now, ines, changes, field):
    with pytest.raises(BadAnswers) as bad:
        kept(ines, world.protector, now, **changes)
    assert set(bad.value.fields) == {field}
    assert not KeptPaper.objects.exists()


def test_one_paper_is_in_one_custody_until_it_is_back_and_may_be_kept_again_later(world, now, ines):
    first = kept(ines, world.protector, now)
    with pytest.raises(BadAnswers) as bad:
        kept(ines, world.desk, now, number="e123456", keeper_kind="police")
    assert "number" in bad.value.fields
    kept_papers.return_paper(reference=first.paper.reference, answers=BACK, by=world.protector, now=now)
    again = kept(ines, world.desk, now, keeper_kind="police")
    assert again.paper.reference != first.paper.reference


def test_the_database_itself_refuses_a_second_custody_and_a_return_before_it_was_kept(world, now, ines):
    row = KeptPaper.objects.get(reference=kept(ines, world.protector, now).paper.reference)
    row.pk, row.reference = None, "ANOTHERONE"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptPaper.objects.update(state="returned", returned_on=date(2019, 8, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        KeptPaperEvent.objects.update(said="")


def test_pressing_twice_is_one_paper_and_one_receipt(world, now, ines):
    first = kept(ines, world.protector, now)
    second = kept(ines, world.protector, now + timedelta(seconds=2))
    assert first.paper.reference == second.paper.reference
    assert KeptPaperEvent.objects.filter(event="recorded").count() == 1


def test_past_its_day_it_is_overdue_told_to_two_and_burns_until_it_is_back(world, now, ines):
    reference = kept(ines, world.protector, now).paper.reference
    late = now + timedelta(days=3)
    assert due.look_at_due(now=late) >= 1
    assert KeptPaper.objects.get().state == "overdue"
    told = OutboxMessage.objects.filter(kind="kept_paper_late", about=reference)
    assert set(told.values_list("to_organisation__key", flat=True)) == {"shelter-tijuana", "dp-office"}
    kept_papers.ask_for_paper(reference=reference, said="Mañana.", by=world.protector, now=late)
    burning = {one.code: one.count for one in my_work(by=world.protector, now=late).burning}
    assert burning["kept_papers"] == 1
    kept_papers.return_paper(reference=reference, answers=BACK, by=world.protector, now=late)
    assert "kept_papers" not in {one.code for one in my_work(by=world.protector, now=late).burning}
    due.look_at_due(now=late + timedelta(days=30))
    assert KeptPaper.objects.get().state == "returned"


def test_what_is_back_is_neither_asked_for_nor_returned_again(world, now, ines):
    reference = kept(ines, world.protector, now).paper.reference
    kept_papers.return_paper(reference=reference, answers=BACK, by=world.protector, now=now)
    with pytest.raises(NotPossibleNow):
        kept_papers.return_paper(reference=reference, answers=BACK, by=world.protector, now=now)
    with pytest.raises(NotPossibleNow):
        kept_papers.ask_for_paper(reference=reference, said="", by=world.protector, now=now)


def test_strangers_find_no_kept_paper_and_others_within_reach_may_read_and_not_close_it(world, now, ines):
    reference = kept(ines, world.protector, now).paper.reference
    for actor in (*world.strangers(), world.coordinator):
        with pytest.raises(NotYours):
            kept(ines, actor, now)
        with pytest.raises(NotYours):
            kept_papers.kept_file(reference=reference, by=actor, now=now)
        with pytest.raises(NotYours):
            kept_receipt.kept_receipt(reference=reference, language="es", size="a4", by=actor, now=now)
        seen = kept_papers.kept_list(by=actor, now=now)
        assert seen.lines == ()
    assert not kept_papers.kept_file(reference=reference, by=world.desk, now=now).may_chase
    with pytest.raises(NotYours):
        kept_papers.return_paper(reference=reference, answers=BACK, by=world.desk, now=now)


def test_the_record_holds_which_receipt_and_no_name_of_who_keeps_it(world, now, ines):
    view = kept(ines, world.protector, now)
    entry = AuditEntry.objects.get(act="record_kept_paper")
    assert entry.detail == {"kept": view.paper.reference, "what": "passport"}
