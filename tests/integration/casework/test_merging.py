"""Two files joined by two people, parted by one: nothing is moved, and what must hold holds across the pair."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from estancia.admission.states import NotPossibleNow
from estancia.casework import admission, comparing, doubles, merge_list, merging
from estancia.casework.access import NotYours
from estancia.casework.doubles import SamePerson
from estancia.casework.merge_refusals import ChainOfFiles, StandsJoined, TwoOpenRequests, TwoStaysInForce
from estancia.casework.merging import AlreadyAsked, FamiliesNotLookedAt, MergeReasonMissing
from estancia.people.identity import KeptApart, SecondPersonNeeded
from estancia.records.models import AuditEntry, Determination, Merge, NotTheSame, Person, Stay
from tests.integration.casework import deeds
from tests.integration.casework.world import TIJUANA, adult, hand_in, staff

ELENA, HELENA = "María Elena López García", "Helena Lopes Garsia"
WHY = "La misma señora, con el mismo aviso; ella lo dice."


@pytest.fixture
def second(world, now):
    """Another officer of the same desk."""
    return staff("IO", "inm-tijuana", TIJUANA, "intake", now=now)


def family(world, now, name, **said):
    return hand_in(by=world.desk, now=now, members=[adult(name)], **said)


@pytest.fixture
def two(world, now) -> tuple[str, str]:
    """Elena's two files: of the second family no request is open."""
    return (
        family(world, now, ELENA).members[0].reference,
        family(world, now, HELENA, asks="no").members[0].reference,
    )


def ask(world, now, two, **said):
    known = {"kept": two[0], "other": two[1], "reason": WHY, "families_seen": True, "by": world.desk, "now": now}
    return merging.ask_merge(**known | said)


def joined(world, now, two, second):
    asked = ask(world, now, two)
    return merging.confirm_merge(reference=asked.reference, by=second, now=now)


# ── by two people ────────────────────────────────────────────────────────────────────────────────────────
def test_one_asks_another_confirms_and_both_references_stand(world, now, two, second):
    asked = ask(world, now, two)
    assert (asked.state, asked.may_confirm, asked.two_families) == ("asked", False, True)
    done = merging.confirm_merge(reference=asked.reference, by=second, now=now)
    assert (done.state, done.kept.reference, done.other.reference) == ("confirmed", *two)
    assert Person.objects.filter(reference__in=two).count() == 2


def test_whoever_asked_does_not_confirm(world, now, two):
    asked = ask(world, now, two)
    with pytest.raises(SecondPersonNeeded):
        merging.confirm_merge(reference=asked.reference, by=world.desk, now=now)
    assert Merge.objects.get().state == "asked"


def test_the_database_itself_refuses_one_person_twice(world, now, two):
    ask(world, now, two)
    with pytest.raises(IntegrityError, match="merge_is_confirmed_by_another"), transaction.atomic():
        Merge.objects.update(state="confirmed", answered_by_id=world.desk.user_id, answered_at=now)


def test_confirming_twice_confirms_once_and_refusing_then_is_too_late(world, now, two, second):
    done = joined(world, now, two, second)
    again = merging.confirm_merge(reference=done.reference, by=second, now=now + timedelta(hours=1))
    assert again.answered_at == done.answered_at
    with pytest.raises(NotPossibleNow):
        merging.refuse_merge(reference=done.reference, by=second, now=now)


def test_refused_changes_nothing_and_may_be_asked_again(world, now, two, second):
    asked = ask(world, now, two)
    assert merging.refuse_merge(reference=asked.reference, by=second, now=now).state == "refused"
    assert ask(world, now, two[::-1]).state == "asked"


def test_a_pair_is_asked_about_once_whichever_stands_first(world, now, two):
    ask(world, now, two)
    for pair in (two, two[::-1]):
        with pytest.raises(AlreadyAsked):
            ask(world, now, pair)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"reason": " "}, MergeReasonMissing),
        ({"reason": "x" * 2001}, MergeReasonMissing),
        ({"families_seen": False}, FamiliesNotLookedAt),
    ],
)
def test_a_merge_needs_its_reason_and_that_two_families_were_seen(world, now, two, changed, error):
    with pytest.raises(error):
        ask(world, now, two, **changed)
    assert not Merge.objects.exists()


def test_a_file_is_not_joined_to_itself(world, now, two):
    with pytest.raises(SamePerson):
        ask(world, now, (two[0], two[0]))


def test_the_stranger_asks_confirms_sees_and_undoes_nothing(world, now, two, second):
    asked = ask(world, now, two)
    for who in world.strangers():
        for deed in (
            lambda who=who: ask(world, now, two, by=who),
            lambda who=who: merging.confirm_merge(reference=asked.reference, by=who, now=now),
            lambda who=who: merging.refuse_merge(reference=asked.reference, by=who, now=now),
            lambda who=who: merging.undo_merge(reference=asked.reference, reason=WHY, by=who, now=now),
            lambda who=who: merging.merge_file(reference=asked.reference, by=who, now=now),
        ):
            with pytest.raises(NotYours):
                deed()
    assert Merge.objects.get().state == "asked"


def test_another_ports_file_is_joined_to_nobody(world, now, two):
    theirs = hand_in(by=world.other_desk, now=now, members=[adult(ELENA)], key="theirs").members[0].reference
    with pytest.raises(NotYours):
        ask(world, now, (two[0], theirs))


def test_each_deed_is_marked_with_both_files(world, now, two, second):
    done = joined(world, now, two, second)
    merging.undo_merge(reference=done.reference, reason=WHY, by=world.desk, now=now)
    marks = AuditEntry.objects.filter(act__in=["ask_merge", "confirm_merge", "undo_merge"]).order_by("seq")
    assert [mark.act for mark in marks] == ["ask_merge", "confirm_merge", "undo_merge"]
    assert all({*two, done.reference} <= set(mark.about) for mark in marks)


def test_who_waits_for_a_second_person_is_counted_for_everybody_but_the_asker(world, now, two, second):
    ask(world, now, two)
    counts = [next(merge_list.merges_to_confirm(who, now))[1].count for who in (second, world.desk)]
    assert counts == [1, 0]
    assert [line.mine for line in merge_list.merges_waiting(by=world.desk, now=now).waiting] == [True]
    assert merge_list.merges_waiting(by=world.other_desk, now=now).waiting == ()


# ── kept apart ───────────────────────────────────────────────────────────────────────────────────────────
def test_kept_apart_for_ever_is_not_joined_by_two_people_nor_by_hand(world, now, two, second):
    asked = ask(world, now, two)
    doubles.keep_apart(one=two[1], other=two[0], by=world.desk, now=now)
    Merge.objects.update(state="asked", answered_by=None, answered_at=None)  # as if it had been asked that very instant
    with pytest.raises(KeptApart):
        merging.confirm_merge(reference=asked.reference, by=second, now=now)
    with pytest.raises(IntegrityError, match="merge_kept_apart"), transaction.atomic():
        Merge.objects.update(state="confirmed", answered_by_id=second.user_id, answered_at=now)


def test_kept_apart_from_one_is_kept_apart_from_whoever_stands_with_them(world, now, two, second):
    third = family(world, now, "Elena Lopez", asks="no").members[0].reference
    joined(world, now, two, second)
    doubles.keep_apart(one=two[1], other=third, by=world.desk, now=now)
    asked = ask(world, now, (two[0], third))
    with pytest.raises(KeptApart):
        merging.confirm_merge(reference=asked.reference, by=second, now=now)


def test_two_who_stand_joined_are_parted_before_they_are_kept_apart(world, now, two, second):
    done = joined(world, now, two, second)
    with pytest.raises(StandsJoined):
        doubles.keep_apart(one=two[0], other=two[1], by=world.desk, now=now)
    assert not NotTheSame.objects.filter(for_ever=True).exists()
    merging.undo_merge(reference=done.reference, reason=WHY, by=second, now=now)
    doubles.keep_apart(one=two[0], other=two[1], by=world.desk, now=now)


@pytest.mark.parametrize("deed", [doubles.not_the_same, doubles.keep_apart])
def test_a_join_that_waits_ends_when_somebody_says_they_are_two(world, now, two, second, deed):
    asked = ask(world, now, two)
    deed(one=two[1], other=two[0], by=second, now=now)
    shown = merging.merge_file(reference=asked.reference, by=second, now=now)
    assert (shown.state, shown.may_confirm) == ("refused", False)
    with pytest.raises(NotPossibleNow):
        merging.confirm_merge(reference=asked.reference, by=second, now=now)
    assert merge_list.merges_waiting(by=second, now=now).waiting == ()
    entry = AuditEntry.objects.get(act="refuse_merge")
    assert set(entry.about) == {asked.reference, *two}


def test_a_join_of_others_goes_on_waiting_when_two_are_kept_apart(world, now, two, second):
    asked = ask(world, now, two)
    third = family(world, now, "Elena Lopes", asks="no").members[0].reference
    doubles.keep_apart(one=two[0], other=third, by=second, now=now)
    assert merging.merge_file(reference=asked.reference, by=second, now=now).may_confirm


def test_those_kept_apart_for_ever_cannot_be_asked_about(world, now, two):
    doubles.keep_apart(one=two[0], other=two[1], by=world.desk, now=now)
    for pair in (two, two[::-1]):
        with pytest.raises(KeptApart):
            ask(world, now, pair)
    assert not Merge.objects.exists()


def test_not_the_same_said_once_is_no_bar_to_two_people_who_look_again(world, now, two, second):
    doubles.not_the_same(one=two[0], other=two[1], by=world.desk, now=now)
    assert joined(world, now, two, second).state == "confirmed"


# ── what must hold across the pair ───────────────────────────────────────────────────────────────────────
def test_a_reference_leads_to_one_file_and_a_third_joins_the_one_that_stands(world, now, two, second):
    third = family(world, now, "Elena Lopez", asks="no").members[0].reference
    joined(world, now, two, second)
    for pair in ((third, two[0]), (two[1], third)):
        asked = ask(world, now, pair)
        with pytest.raises(ChainOfFiles):
            merging.confirm_merge(reference=asked.reference, by=second, now=now)
        merging.refuse_merge(reference=asked.reference, by=second, now=now)
    assert joined(world, now, (two[0], third), second).state == "confirmed"


def test_two_families_with_open_requests_are_asked_to_settle_one_first(world, now, second):
    pair = tuple(family(world, now, name).members[0].reference for name in (ELENA, HELENA))
    asked = ask(world, now, pair)
    with pytest.raises(TwoOpenRequests):
        merging.confirm_merge(reference=asked.reference, by=second, now=now)


def admitted(world, now, name):
    request = family(world, now, name)
    admission.decide_request(reference=request.reference, decision="admit", reason="", by=world.desk, now=now)
    return request.members[0].reference


def test_two_stays_for_the_same_days_are_not_joined(world, now, second, tmp_path, monkeypatch):
    deeds.signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    pair = (admitted(world, now, ELENA), admitted(world, now, HELENA))
    asked = ask(world, now, pair)
    with pytest.raises(TwoStaysInForce):
        merging.confirm_merge(reference=asked.reference, by=second, now=now)
    assert Stay.objects.filter(state="valid").count() == 2


@pytest.fixture
def holder(world, now, second, tmp_path, monkeypatch) -> tuple[str, str]:
    """Elena holds a stay on one file; on the other, joined with it, her family asks again."""
    deeds.signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    first = admitted(world, now, ELENA)
    again = family(world, now, HELENA)
    joined(world, now, (first, again.members[0].reference), second)
    return again.reference, again.members[0].reference


def test_a_stay_on_one_file_is_the_persons_on_both_and_no_second_is_given(world, now, holder):
    admission.decide_request(reference=holder[0], decision="admit", reason="Vuelve a casa.", by=world.desk, now=now)
    assert Stay.objects.filter(state="valid").count() == 1


def test_the_database_refuses_a_second_stay_across_the_pair(world, now, holder):
    with pytest.raises(IntegrityError, match="stay_two_in_force"), transaction.atomic():
        second_stay(holder, now)


def test_the_planted_fault_without_its_trigger_a_second_stay_is_let_in(world, now, holder):
    from estancia.records.joining import guard, unguard

    unguard(connection=connection)
    try:
        second_stay(holder, now)
        assert Stay.objects.filter(state="valid").count() == 2
        Stay.objects.filter(person__reference=holder[1]).delete()
    finally:
        guard(connection=connection)


def second_stay(holder, now):
    person = Person.objects.get(reference=holder[1])
    request, on = person.family.requests.get(), now.date()
    Stay.objects.create(
        person=person,
        request=request,
        valid_from=on,
        valid_until=on + timedelta(days=30),
        state="valid",
        granted_at=now,
    )


def test_a_protection_on_one_file_stands_for_both_while_they_are_joined(world, now, second):
    protected = family(world, now, ELENA, private={(1, "fear_of_mexico"): "yes"})
    admission.withdraw(reference=protected.reference, by=world.desk, now=now)
    request = family(world, now, HELENA)
    pair = (protected.members[0].reference, request.members[0].reference)
    admission.redetermine(request_reference=request.reference, by=world.desk, now=now)
    assert not last(pair[1]).protection_hold
    done = joined(world, now, pair, second)
    admission.redetermine(request_reference=request.reference, by=world.desk, now=now)
    assert (last(pair[1]).protection_hold, last(pair[1]).outcome) == (True, "hold")
    merging.undo_merge(reference=done.reference, reason=WHY, by=second, now=now)
    admission.redetermine(request_reference=request.reference, by=world.desk, now=now)
    assert not last(pair[1]).protection_hold


def last(reference):
    return Determination.objects.filter(person__reference=reference).latest("pk")


def test_joined_files_are_not_shown_as_each_others_double_and_once_to_others(world, now, two, second):
    joined(world, now, two, second)
    for one in two:
        assert not {
            line.person.reference for line in doubles.doubles_of_person(reference=one, by=world.desk, now=now).likely
        } & set(two)
    third = family(world, now, "Elena Lopez Garcia", asks="no").members[0].reference
    seen = [line.person.reference for line in doubles.doubles_of_person(reference=third, by=world.desk, now=now).likely]
    assert len(set(seen) & set(two)) == 1


def test_the_triggers_stand_whatever_later_migrations_rebuilt(database):
    """SQLite drops a table's triggers when a migration rebuilds it; let such a migration end with `joining.guard`."""
    listed = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger" if database == "postgresql" else listed)
        names = {name for (name,) in cursor.fetchall()}
    tables = ("records_merge", "records_stay", "records_notthesame")
    assert {f"{table}_joining_{event}" for table in tables for event in ("insert", "update")} <= names


# ── what of two closed files is told to whoever joins them ───────────────────────────────────────────────
def closed_pair(world, now):
    """Two files whose requests are closed."""
    return tuple(family(world, now, name, asks="no").members[0].reference for name in (ELENA, HELENA))


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ({}, ("equal", "equal")),
        ({"born_day": "15", "nationality": "SLV"}, ("differs", "differs")),
        ({"born_year": "", "born_month": "", "born_day": "", "nationality": ""}, ("not_known", "not_known")),
        ({"born_day": "1", "born_month": "1"}, ("not_known", "equal")),
    ],
)
def test_of_two_closed_files_it_is_told_whether_they_agree_and_not_on_what(world, now, second, told):
    pair = closed_pair(world, now)
    Person.objects.filter(reference=pair[1]).update(**_said(second))
    seen = comparing.compare(one=pair[0], other=pair[1], by=world.desk, now=now)
    asked = ask(world, now, pair)
    for view in (seen, asked):
        assert (view.agreement.born_on, view.agreement.nationality) == told
    for side in (seen.one, seen.other, asked.kept, asked.other):
        assert (side.born_on, side.nationality) == (None, "")


def _said(second):
    """The columns of what a form says, "" for not known."""
    if not second:
        return {}
    known = {"day": "14", "month": "3", "year": "1988"}
    day, month, year = (second.get(f"born_{part}", usual) for part, usual in known.items())
    born = date(int(year), int(month), int(day)) if year else None
    return {"born_on": born, "nationality": second.get("nationality", "HND")}


def test_where_the_reader_sees_both_no_bit_is_told_and_strangers_compare_nothing(world, now):
    pair = [family(world, now, name).members[0].reference for name in (ELENA, HELENA)]
    assert comparing.compare(one=pair[0], other=pair[1], by=world.desk, now=now).agreement is None
    for actor in (world.other_desk, world.coordinator, world.data_protection, world.protector):
        with pytest.raises(NotYours):
            comparing.compare(one=pair[0], other=pair[1], by=actor, now=now)


def test_a_form_under_way_cannot_ask_a_closed_file_for_its_date(world, now):
    """The typed side is typed at will: told whether it agrees, a desk would draw the date out guess by guess."""
    from tests.integration.casework.world import fill

    closed, _ = closed_pair(world, now)
    draft = fill(by=world.desk, now=now, members=[adult(ELENA)])
    seen = comparing.compare_with_draft(reference=draft.reference, member=1, other=closed, by=world.desk, now=now)
    assert seen.agreement is None
