"""Exits and entries: by card, code or name, each press once, undone by a row, and nobody locked out by the log."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from estancia.casework import crossing_desk, crossings
from estancia.casework.access import NotYours
from estancia.casework.crossing_paper import ListDoesNotFit, TypedRow, paper_list, record_paper_list
from estancia.documents import qr_text
from estancia.records.models import AuditEntry, Crossing, Person, Stay, StayDocument
from tests.integration.casework.deeds import decide, signing
from tests.integration.casework.world import adult, child, hand_in


@pytest.fixture
def mother(world, now, tmp_path, monkeypatch):
    """Give Berta Luna's request: she and her daughter, admitted."""
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    members = [adult("Berta Luna Sol"), child("Ana Luna Sol")]
    request = hand_in(by=world.desk, now=now, members=members)
    decide(request.reference, "admit", by=world.desk, now=now)
    return request


def card_of(name):
    return StayDocument.objects.get(stay__person__name=name)


def press(found, *, direction, by, now, key="p1", people=None):
    ticked = people or [one.person for one in found.members if one.ticked]
    return crossings.record_crossings(
        people=ticked,
        direction=direction,
        card=found.card,
        identified_by=found.identified_by,
        press=key,
        by=by,
        now=now,
    )


def find(text, *, by, now, person=""):
    return crossing_desk.find_at_gate(text=text, person=person, by=by, now=now)


def test_a_family_leaves_by_one_card_and_comes_back_on_the_same_stay(world, mother, now):
    found = find(card_of("Berta Luna Sol").number.lower(), by=world.desk, now=now)
    assert (found.likely, found.identified_by, len(found.members)) == ("out", "card", 2)
    left = press(found, direction="out", by=world.desk, now=now)
    assert [line.initials for line in left.lines] == ["B. L. S.", "A. L. S."]
    dusk = now + timedelta(hours=11)
    back = find(card_of("Ana Luna Sol").number, by=world.desk, now=dusk)
    assert back.likely == "in"
    entered = press(back, direction="in", by=world.desk, now=dusk, key="p2")
    assert (len(entered.lines), [line.doubt for line in entered.lines]) == (2, [None] * 2)
    assert Stay.objects.count() == 2
    assert Crossing.objects.count() == 4


def test_the_code_a_scanner_types_finds_the_family_at_any_desk_and_a_name_only_at_its_own(world, mother, now):
    code = qr_text(bytes(card_of("Berta Luna Sol").token))
    found = find(code, by=world.other_desk, now=now)
    assert (found.identified_by, len(found.members)) == ("code", 2)
    press(found, direction="out", by=world.other_desk, now=now)
    assert set(Crossing.objects.values_list("identified_by", "location_key")) == {("code", "02002")}
    with pytest.raises(crossing_desk.NobodyFound):
        find("berta luna", by=world.other_desk, now=now)
    assert len(find("BÉRTA luna", by=world.desk, now=now).members) == 2


def test_a_code_altered_by_one_sign_finds_nobody(world, mother, now):
    code = qr_text(bytes(card_of("Berta Luna Sol").token))
    with pytest.raises(crossing_desk.NobodyFound):
        find(code[:-1] + ("A" if code[-1] != "A" else "B"), by=world.desk, now=now)


@pytest.mark.parametrize("text", ["\x00nul", "\x00", "\x07\x1b", "a é", "' - .", "\x00%", "_"])
def test_a_text_that_is_no_name_finds_nobody_at_the_gate(world, mother, now, text):
    with pytest.raises(crossing_desk.NobodyFound):
        find(text, by=world.desk, now=now)
    assert len(find("ber\x00ta luna", by=world.desk, now=now).members) == 2


def test_of_two_families_of_one_name_the_desk_picks(world, mother, now):
    other = hand_in(by=world.desk, now=now, members=[adult("Berta Luna Paz")])
    decide(other.reference, "admit", by=world.desk, now=now)
    picks = find("berta luna", by=world.desk, now=now)
    assert sorted(one.name for one in picks) == ["Berta Luna Paz", "Berta Luna Sol"]
    paz = next(one for one in picks if one.name.endswith("Paz"))
    assert [one.name for one in find("", person=paz.person, by=world.desk, now=now).members] == ["Berta Luna Paz"]


def test_people_of_another_port_are_not_reached_without_their_card(world, mother, now):
    people = list(Person.objects.values_list("reference", flat=True))
    for actor in (world.other_desk, world.protector, world.coordinator):
        with pytest.raises(NotYours):
            crossings.record_crossings(
                people=people, direction="out", card="", identified_by="card", press="x", by=actor, now=now
            )
    with pytest.raises(NotYours):
        find(card_of("Berta Luna Sol").number, by=world.protector, now=now)
    assert not Crossing.objects.exists()


def test_the_second_press_and_a_second_desk_write_nothing_twice(world, mother, now):
    found = find(card_of("Berta Luna Sol").number, by=world.desk, now=now)
    press(found, direction="out", by=world.desk, now=now)
    again = press(found, direction="out", by=world.desk, now=now + timedelta(hours=3))
    assert len(again.lines) == 2
    elsewhere = press(found, direction="out", by=world.other_desk, now=now + timedelta(seconds=50), key="p9")
    assert elsewhere.lines == ()
    assert Crossing.objects.count() == 2


def test_a_crossing_that_does_not_fit_is_written_down_and_asked_about_never_refused(world, mother, now):
    found = find(card_of("Berta Luna Sol").number, by=world.desk, now=now)
    entered = press(found, direction="in", by=world.desk, now=now, people=[found.members[0].person])
    assert "falta anotar una salida" in entered.lines[0].doubt.es
    later = now + timedelta(hours=1)
    press(found, direction="in", by=world.desk, now=later, key="p2", people=[found.members[0].person])
    today = crossing_desk.crossings_today(by=world.desk, now=later)
    assert [line.doubt is not None for line in today] == [True, True]


@pytest.mark.parametrize("days", [200, 400])
def test_a_stay_that_ran_out_is_still_written_down_at_the_gate(world, mother, now, days):
    late = now + timedelta(days=days)
    found = find(card_of("Berta Luna Sol").number, by=world.desk, now=late)
    assert (found.members[0].state, found.members[0].ticked, found.members[0].renew) == ("lapsed", True, True)
    assert len(press(found, direction="in", by=world.desk, now=late).lines) == 2


def test_a_mistake_is_taken_back_by_a_row_within_minutes_and_not_after(world, mother, now):
    found = find(card_of("Berta Luna Sol").number, by=world.desk, now=now)
    press(found, direction="out", by=world.desk, now=now)
    with pytest.raises(NotYours):
        crossings.undo_crossings(press="p1", by=world.other_desk, now=now)
    undone = crossings.undo_crossings(press="p1", by=world.desk, now=now + timedelta(minutes=14))
    crossings.undo_crossings(press="p1", by=world.desk, now=now + timedelta(minutes=14))
    assert (undone.undone, Crossing.objects.count()) == (True, 4)
    assert crossing_desk.crossings_today(by=world.desk, now=now) == ()
    press(found, direction="out", by=world.desk, now=now + timedelta(minutes=15), key="p2")
    with pytest.raises(crossings.TooLateToUndo):
        crossings.undo_crossings(press="p2", by=world.desk, now=now + timedelta(minutes=31))


def offered(by, *, now):
    """What the day's list offers to take back: the press and how many it wrote down."""
    today = crossing_desk.crossings_today(by=by, now=now)
    return [(line.press, line.undo_many) for line in today if line.undo_until]


def test_under_today_each_press_is_offered_to_be_taken_back_once_while_its_minutes_last(world, mother, now):
    found = find(card_of("Berta Luna Sol").number, by=world.desk, now=now)
    press(found, direction="out", by=world.desk, now=now)
    later = now + timedelta(minutes=10)
    press(found, direction="in", by=world.desk, now=later, key="p2", people=[found.members[0].person])
    assert offered(world.desk, now=later) == [("p2", 1), ("p1", 2)]
    assert crossing_desk.crossings_today(by=world.desk, now=later)[1].undo_until == now + timedelta(minutes=15)
    assert offered(world.desk, now=now + timedelta(minutes=15)) == [("p2", 1)]
    with pytest.raises(crossings.TooLateToUndo):
        crossings.undo_crossings(press="p1", by=world.desk, now=now + timedelta(minutes=15))
    crossings.undo_crossings(press="p2", by=world.desk, now=later)
    assert offered(world.desk, now=later) == [("p1", 2)]
    assert offered(world.other_desk, now=later) == []


def test_each_row_of_a_paper_list_is_taken_back_by_itself_from_when_it_was_typed_in(world, mother, now):
    rows = [typed(card_of("Berta Luna Sol").number, "5:40"), typed(card_of("Ana Luna Sol").number, "5:41")]
    record_paper_list(on=now.date(), rows=rows, press="q1", by=world.desk, now=now)
    found = offered(world.desk, now=now)
    assert [many for _, many in found] == [1, 1]
    crossings.undo_crossings(press=found[0][0], by=world.desk, now=now)
    assert offered(world.desk, now=now) == found[1:]
    assert offered(world.desk, now=now + timedelta(minutes=15)) == []


def test_an_exit_before_midnight_stays_in_view_while_it_can_be_undone(world, mother, now):
    late = now + timedelta(hours=15, minutes=25)  # 23:55 in Tijuana
    press(find(card_of("Berta Luna Sol").number, by=world.desk, now=late), direction="out", by=world.desk, now=late)
    assert len(crossing_desk.crossings_today(by=world.desk, now=late + timedelta(minutes=10))) == 2
    assert crossing_desk.crossings_today(by=world.desk, now=late + timedelta(minutes=20)) == ()


def test_the_log_refuses_to_be_changed_by_the_database_itself(world, mother, now):
    found = find(card_of("Berta Luna Sol").number, by=world.desk, now=now)
    press(found, direction="out", by=world.desk, now=now)
    for change in (
        lambda: Crossing.objects.update(direction="in"),
        lambda: Crossing.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_paper_list_names_nobody_and_holds_only_those_heard_today_or_tomorrow(world, mother, now):
    assert paper_list(by=world.desk, now=now).lines == ()
    eve = now.replace(month=11, day=19)
    listed = paper_list(by=world.desk, now=eve)
    assert [line.initials for line in listed.lines] == ["B. L. S.", "A. L. S."]
    assert "Berta" not in repr(listed)
    assert paper_list(by=world.other_desk, now=eve).lines == ()
    with pytest.raises(NotYours):
        paper_list(by=world.protector, now=eve)


def typed(number, left="", entered=""):
    return TypedRow(number, left, entered)


def test_a_paper_list_is_typed_in_whole_and_twice_writes_nothing_twice(world, mother, now):
    rows = [typed(card_of("Berta Luna Sol").number, "5:40", "8:15"), typed(card_of("Ana Luna Sol").number, "0541")]
    assert record_paper_list(on=now.date(), rows=rows, press="q1", by=world.desk, now=now) == 3
    assert record_paper_list(on=now.date(), rows=rows, press="q2", by=world.desk, now=now) == 0
    first = Crossing.objects.order_by("happened_at").first()
    assert (first.source, first.happened_at.isoformat(), first.recorded_at) == (
        "paper_list",
        "2019-10-02T12:40:00+00:00",
        now,
    )


def test_of_a_paper_list_with_a_row_to_mend_nothing_is_written_and_each_box_says_why(world, mother, now):
    rows = [
        typed(card_of("Berta Luna Sol").number, "5:40"),
        typed("7K3M-9QTX-2FD", "25:00"),
        typed("", "6:00"),
        typed(card_of("Ana Luna Sol").number, "23:59"),
        typed(card_of("Berta Luna Sol").number),
    ]
    with pytest.raises(ListDoesNotFit) as said:
        record_paper_list(on=now.date(), rows=rows, press="q", by=world.desk, now=now)
    assert sorted(said.value.wrong) == ["card_1", "card_2", "left_1", "left_3", "left_4"]
    for day in (None, now.date() + timedelta(days=1), now.date() - timedelta(days=32)):
        with pytest.raises(ListDoesNotFit) as said:
            record_paper_list(on=day, rows=rows[:1], press="q", by=world.desk, now=now)
        assert "on" in said.value.wrong
    assert not Crossing.objects.exists()


def test_what_was_done_at_the_gate_stands_in_the_record_by_code_and_reference(world, mother, now):
    found = find(card_of("Berta Luna Sol").number, by=world.desk, now=now)
    press(found, direction="out", by=world.desk, now=now)
    entry = AuditEntry.objects.get(act="cross")
    assert (entry.detail, len(entry.about)) == ({"way": "out", "rows": 2}, 2)
