"""Those expected back as their hearing moves, what a call gave put right, and who is called for where wishes differ."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from estancia.admission.states import NotPossibleNow
from estancia.casework import contacts, expected, expected_groups, lived_work, worker
from estancia.casework.work import my_work
from estancia.casework.work_counts import counts_of
from estancia.records.models import AuditEntry, DueTask, ExpectedEvent, ExpectedReturn, OutboxMessage, Person
from tests.integration.casework.deeds import decide, family_of, signing
from tests.integration.casework.test_stay_lived import BERTA, DAWN, HEARING, LATE, answered, enters, leaves, told

NEXT_DAY = HEARING + timedelta(days=1)
ONE_DAY = timedelta(days=1)
ANA, LUIS = "Ana Luna Sol", "Luis Luna Sol"


@pytest.fixture(autouse=True)
def _a_key_to_sign_with(world, tmp_path, now, monkeypatch):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)


@pytest.fixture
def family(world, now):
    """Berta, Ana and Luis, admitted together, leave together at dawn for the hearing of 20 November."""
    request = family_of(BERTA, ANA, LUIS, by=world.desk, now=now)
    decide(request.reference, "admit", by=world.desk, now=now)


@pytest.fixture
def berta_out(world, now):
    """Berta alone, admitted, who left at dawn of the day of her hearing."""
    request = family_of(BERTA, by=world.desk, now=now)
    decide(request.reference, "admit", by=world.desk, now=now)
    leaves(world, at=DAWN)


def only(world, *, now):
    listed = expected.expected_list(by=world.protector, now=now)
    (line,) = (*listed.due, *listed.waiting, *listed.quiet)
    return line


def page(world, *, now):
    return expected.expected_return(reference=only(world, now=now).reference, by=world.protector, now=now)


def wishes(world, now, who, **said):
    kept = {"wants_call": True, "name": "mi hermana", "telephone": "664 123 4567", "language": "", "terms": ""} | said
    person = Person.objects.get(name=who)
    contacts.choose_contact(person_reference=person.reference, by=world.desk, now=now, **kept)


# ── a hearing that moves while somebody is out ───────────────────────────────────────────────────────────
def test_a_word_that_moves_the_hearing_to_the_next_day_moves_the_hour_and_the_call(world, berta_out):
    before = only(world, now=DAWN)
    told(world, NEXT_DAY, at=DAWN + timedelta(hours=4))
    after = only(world, now=DAWN)
    assert (after.hearing_on, after.moved_to) == (HEARING, NEXT_DAY)
    assert (after.expected_by, after.call_by) == (before.expected_by + ONE_DAY, before.call_by + ONE_DAY)
    assert DueTask.objects.get(about=after.reference, done_at__isnull=True).due_at == after.call_by
    worker.run_once(now=LATE)
    assert not OutboxMessage.objects.filter(kind="call_contact").exists()
    worker.run_once(now=LATE + ONE_DAY)
    assert OutboxMessage.objects.filter(kind="call_contact").count() == 1
    assert [line.due for line in expected.expected_list(by=world.protector, now=LATE + ONE_DAY).due] == [True]


def test_the_page_says_both_days_and_who_said_which(world, berta_out):
    told(world, NEXT_DAY, at=DAWN + timedelta(hours=4), source="lawyer")
    shown = page(world, now=DAWN + timedelta(hours=5))
    said = {(one.on, one.by) for one in shown.said}
    assert said == {(HEARING, "inm-tijuana"), (NEXT_DAY, "inm-tijuana")}
    assert {one.source.en for one in shown.said if one.on == NEXT_DAY} != {
        one.source.en for one in shown.said if one.on == HEARING
    }
    assert [(one.hearing_on, one.organisation) for one in shown.events] == [(NEXT_DAY, "inm-tijuana")]


def test_a_day_that_this_exit_cannot_be_for_is_said_and_moves_no_hour(world, berta_out):
    """Whoever was adjourned to February comes back today: nobody waits until February to ask after them."""
    before = only(world, now=DAWN)
    told(world, date(2020, 2, 3), at=DAWN + timedelta(hours=4))
    after = only(world, now=DAWN)
    assert (after.moved_to, after.call_by, after.other_days) == (None, before.call_by, (date(2020, 2, 3),))
    assert {one.on for one in page(world, now=DAWN).said} == {HEARING, date(2020, 2, 3)}


def test_a_day_taken_back_moves_the_hour_back(world, berta_out):
    before = only(world, now=DAWN)
    told(world, NEXT_DAY, at=DAWN + timedelta(hours=1))
    told(world, HEARING, at=DAWN + timedelta(hours=2))
    after = only(world, now=DAWN)
    assert (after.moved_to, after.call_by) == (None, before.call_by)
    moves = ExpectedEvent.objects.filter(event="hearing_moved").order_by("pk")
    assert list(moves.values_list("hearing_on", flat=True)) == [NEXT_DAY, HEARING]


def test_a_day_found_false_is_followed_no_longer_and_the_page_says_so(world, berta_out):
    from estancia.records.models import HearingAlarm

    told(world, NEXT_DAY, at=DAWN + timedelta(hours=1))
    alarm = HearingAlarm.objects.get(code="hearing_in_dispute")
    answered(alarm, "date_is_false", by=world.data_protection, at=DAWN + timedelta(hours=2))
    shown = only(world, now=DAWN + timedelta(hours=3))
    assert (shown.day_stands, shown.moved_to) == (False, NEXT_DAY)


def test_a_call_to_be_made_again_keeps_its_later_hour(world, berta_out):
    line = only(world, now=LATE)
    expected.record_call(reference=line.reference, outcome="not_reached", by=world.protector, now=LATE)
    told(world, NEXT_DAY, at=LATE)
    row = ExpectedReturn.objects.get()
    assert row.call_by == max(LATE + timedelta(hours=12), row.expected_by)


def test_whoever_is_back_is_moved_by_no_later_word(world, berta_out):
    enters(world, at=DAWN + timedelta(hours=9))
    told(world, NEXT_DAY, at=DAWN + timedelta(hours=10))
    assert ExpectedReturn.objects.get().moved_to is None


def test_an_hour_that_did_not_follow_would_call_a_day_early(world, berta_out, monkeypatch):
    """The planted fault: the expectation stays on its old day."""
    monkeypatch.setattr(expected, "hearing_waited_for", lambda *, until_now, **_: until_now)
    told(world, NEXT_DAY, at=DAWN + timedelta(hours=4))
    worker.run_once(now=LATE)
    assert OutboxMessage.objects.filter(kind="call_contact").exists()


# ── what a call gave, put right ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("wrong", ["returned", "reached", "chose_not_to_go_on"])
def test_an_outcome_that_was_none_is_corrected_and_the_person_awaited_again(world, berta_out, wrong):
    line = only(world, now=LATE)
    call = {"reference": line.reference, "by": world.protector, "now": LATE}
    closed = expected.record_call(outcome=wrong, **call)
    assert (closed.may_correct, closed.may_await_again) == (True, True)
    again = expected.record_call(outcome="await_again", instead_of=wrong, **call)
    assert (again.state, again.due) == ("waiting", True)
    assert [(one.line.es, one.corrected) for one in again.events][-1] == (
        "Se corrigió: se sigue esperando a la persona.",
        True,
    )
    assert {one.code for one in my_work(by=world.protector, now=LATE).burning} >= {"returns_due"}
    said = [row.detail for row in AuditEntry.objects.filter(act="record_call").order_by("seq")]
    assert said == [{"outcome": wrong}, {"outcome": "await_again", "instead_of": wrong}]
    kept = ExpectedEvent.objects.order_by("pk").values_list("event", "instead_of", "by_id")
    assert list(kept) == [(wrong, "", world.protector.user_id), ("await_again", wrong, world.protector.user_id)]
    worker.run_once(now=LATE)
    assert OutboxMessage.objects.filter(kind="call_contact", about=line.reference).count() == 1


def test_returned_by_a_call_may_be_corrected_to_another_outcome(world, berta_out):
    line = only(world, now=LATE)
    call = {"reference": line.reference, "by": world.protector, "now": LATE}
    expected.record_call(outcome="returned", **call)
    assert expected.record_call(outcome="stays_in_us", instead_of="returned", **call).state == "stays_in_us"


def test_whoever_the_gate_saw_return_is_not_awaited_again(world, berta_out):
    line = only(world, now=DAWN)
    enters(world, at=LATE)
    call = {"reference": line.reference, "by": world.protector, "now": LATE}
    shown = expected.expected_return(**call)
    assert (shown.may_correct, shown.may_await_again) == (False, False)
    for outcome in ("await_again", "reached"):
        with pytest.raises(NotPossibleNow):
            expected.record_call(outcome=outcome, instead_of="returned", **call)


def test_whoever_came_back_after_a_call_is_not_awaited_again(world, berta_out):
    line = only(world, now=LATE)
    call = {"reference": line.reference, "by": world.protector, "now": LATE + ONE_DAY}
    expected.record_call(outcome="reached", **call)
    enters(world, at=LATE + ONE_DAY)
    with pytest.raises(NotPossibleNow):
        expected.record_call(outcome="await_again", instead_of="reached", **call)
    assert ExpectedReturn.objects.get().state == "reached"


def test_nothing_is_awaited_again_that_is_awaited_now(world, berta_out):
    line = only(world, now=DAWN)
    with pytest.raises((NotPossibleNow, expected.NoCallDue)):
        expected.record_call(reference=line.reference, outcome="await_again", by=world.protector, now=DAWN)
    with pytest.raises((NotPossibleNow, expected.NoCallDue)):
        expected.record_call(reference=line.reference, outcome="await_again", by=world.protector, now=LATE)


def test_what_was_written_down_of_a_call_refuses_to_be_changed_or_taken_away(world, berta_out):
    """The planted fault is tried: the database itself refuses it."""
    line = only(world, now=LATE)
    expected.record_call(reference=line.reference, outcome="returned", by=world.protector, now=LATE)
    for change in (lambda: ExpectedEvent.objects.update(event="reached"), lambda: ExpectedEvent.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert ExpectedEvent.objects.get().event == "returned"


# ── a family whose members wish differently ──────────────────────────────────────────────────────────────
def test_only_those_who_wish_a_call_are_called_for(world, family, now):
    wishes(world, now, BERTA)
    wishes(world, now, LUIS, wants_call=False, name="", telephone="")
    leaves(world, at=DAWN)
    listed = expected.expected_list(by=world.protector, now=LATE)
    (due,), (quiet,) = listed.due, listed.quiet
    assert (due.names, quiet.names) == ((BERTA, ANA), (LUIS,))
    assert [(one.names, one.contact.name) for one in due.contacts] == [((BERTA, ANA), "mi hermana")]
    assert (due.apart, quiet.apart, quiet.due) == (True, True, False)
    expected.record_call(reference=due.reference, outcome="reached", by=world.protector, now=LATE)
    states = dict(ExpectedReturn.objects.values_list("stay__person__name", "state"))
    assert states == {BERTA: "reached", ANA: "reached", LUIS: "waiting"}
    with pytest.raises(expected.NoCallDue):
        expected.record_call(reference=quiet.reference, outcome="reached", by=world.protector, now=LATE)


def test_one_call_is_told_and_counted_for_those_who_wish_it(world, family, now):
    wishes(world, now, BERTA)
    wishes(world, now, LUIS, wants_call=False, name="", telephone="")
    leaves(world, at=DAWN)
    worker.run_once(now=LATE)
    named = set(OutboxMessage.objects.filter(kind="call_contact").values_list("about", flat=True))
    quiet = ExpectedReturn.objects.get(stay__person__name=LUIS).reference
    assert named
    assert quiet not in named
    assert {one.code: one.count for one in my_work(by=world.protector, now=LATE).burning}["returns_due"] == 2


def test_those_to_call_are_counted_to_the_last_where_the_first_late_wish_no_call(world, family, now, monkeypatch):
    wishes(world, now, BERTA, wants_call=False, name="", telephone="")
    wishes(world, now, LUIS)
    leaves(world, at=DAWN)
    monkeypatch.setattr(lived_work, "_ENOUGH", 1)
    monkeypatch.setattr(lived_work, "_returns", counts_of(lived_work._returns.__wrapped__))  # no statement kept
    assert lived_work._returns(world.protector, now=LATE)[0] == 1
    assert {one.code: one.count for one in my_work(by=world.protector, now=LATE).burning}["returns_due"] == 2


def test_each_contact_is_asked_after_those_who_chose_them(world, family, now):
    wishes(world, now, BERTA)
    wishes(world, now, LUIS, name="mi padrino", telephone="55 1111 2222")
    leaves(world, at=DAWN)
    (due,) = expected.expected_list(by=world.protector, now=LATE).due
    assert [(one.names, one.contact.name) for one in due.contacts] == [
        ((BERTA, ANA), "mi hermana"),
        ((LUIS,), "mi padrino"),
    ]
    assert not due.apart


def test_who_said_nothing_goes_with_a_family_that_wants_nobody_called(world, family, now):
    wishes(world, now, BERTA, wants_call=False, name="", telephone="")
    leaves(world, at=DAWN)
    listed = expected.expected_list(by=world.protector, now=LATE)
    assert ([line.names for line in listed.quiet], listed.due) == ([(BERTA, ANA, LUIS)], ())


def test_a_family_called_for_whole_would_speak_of_who_wants_nobody_called(world, family, now, monkeypatch):
    """The planted fault: one wish for a call counts for all, as it was."""
    from django.db.models import BooleanField, Value

    wishes(world, now, BERTA)
    wishes(world, now, LUIS, wants_call=False, name="", telephone="")
    leaves(world, at=DAWN)
    as_it_was = Value(False, output_field=BooleanField())
    for module in (expected_groups, expected):
        monkeypatch.setattr(module, "with_wishes", lambda rows: rows.annotate(quiet=as_it_was))
    anew = expected_groups.firsts_of.__wrapped__, expected_groups._left_with_them.__wrapped__  # no statement kept
    monkeypatch.setattr(expected, "firsts_of", anew[0])
    monkeypatch.setattr(expected_groups, "_left_with_them", anew[1])
    (due,) = expected.expected_list(by=world.protector, now=LATE).due
    assert LUIS in due.names
