"""A roster is staged, looked at, and committed whole or not at all; again is harmless; it never becomes a request."""

from datetime import datetime

import pytest

from estancia.casework import roster_staging, rosters
from estancia.casework.access import NotYours
from estancia.casework.roster_identities import identities_in_roster
from estancia.casework.roster_shown import roster_columns
from estancia.casework.rosters import RosterMovedMeanwhile, accept_doubtful, commit_roster, drop_roster, stage_roster
from estancia.notices.rosters import Field, Order, RosterRefused
from estancia.notices.rosters.refusals import TookTooLong
from estancia.records.models import Person, RememberedColumns, Request, Roster, RosterFile, RosterRow
from tests.integration.casework.world import World

HEADINGS = "A-Number,Nombre,Fecha de nacimiento,Nacionalidad,Fecha de audiencia"
HEARING = "25/10/2019"


def roster(count: int = 3, *, hearing: str = HEARING, name: str = "Ana Paz") -> bytes:
    rows = [f"A{200000000 + n},{name},17/05/1990,ES,{hearing}" for n in range(count)]
    return "\n".join([HEADINGS, *rows]).encode()


def staged(content: bytes, world: World, now: datetime, **more: object) -> rosters.RosterView:
    return stage_roster(content=content, suffix="csv", by=world.desk, now=now, **more)  # type: ignore[arg-type]


def committed(content: bytes, world: World, now: datetime) -> rosters.RosterView:
    return commit_roster(reference=staged(content, world, now).reference, by=world.desk, now=now)


def test_a_staged_roster_counts_for_nothing_until_it_is_committed(world: World, now: datetime) -> None:
    first = staged(roster(), world, now)
    assert (first.state, first.counts["new"]) == ("staged", 3)
    assert staged(roster(), world, now).counts["new"] == 3
    assert commit_roster(reference=first.reference, by=world.desk, now=now).state == "committed"
    assert staged(roster(), world, now).counts == {
        "new": 0,
        "changed": 0,
        "same": 3,
        "repeated": 0,
        "doubtful": 0,
        "to_mend": 0,
    }


def test_a_roster_makes_no_person_and_no_request(world: World, now: datetime) -> None:
    committed(roster(), world, now)
    assert (Person.objects.count(), Request.objects.count(), RosterRow.objects.count()) == (0, 0, 3)


def test_the_same_roster_again_writes_no_row(world: World, now: datetime) -> None:
    committed(roster(), world, now)
    committed(roster(), world, now)
    assert RosterRow.objects.count() == 3


def test_a_moved_hearing_is_a_change_that_keeps_what_the_new_list_leaves_out(world: World, now: datetime) -> None:
    committed(roster(1), world, now)
    shorter = b"A-Number,Nombre,Fecha de audiencia\nA200000000,Ana Paz,30/10/2019"
    assert committed(shorter, world, now).counts["changed"] == 1
    newest = RosterRow.objects.latest("pk")
    assert (newest.differs, newest.proposal["hearing_on"]) == (["hearing_on"], "2019-10-30")
    assert newest.proposal["nationality"] == "SLV"


def test_pressing_commit_twice_commits_once(world: World, now: datetime) -> None:
    one = staged(roster(), world, now)
    again = [commit_roster(reference=one.reference, by=world.desk, now=now).state for _ in range(2)]
    assert again == ["committed", "committed"]
    assert list(Roster.objects.values_list("place_in_line", flat=True)) == [1]


def test_a_roster_compared_with_yesterday_is_not_committed_today(world: World, now: datetime) -> None:
    early, late = staged(roster(), world, now), staged(roster(2, hearing="30/10/2019"), world, now)
    commit_roster(reference=early.reference, by=world.desk, now=now)
    with pytest.raises(RosterMovedMeanwhile):
        commit_roster(reference=late.reference, by=world.desk, now=now)
    assert Roster.objects.filter(state="committed").count() == 1


def test_a_writing_cut_short_leaves_nothing_that_counts(world: World, now: datetime, monkeypatch) -> None:
    monkeypatch.setattr(roster_staging, "BATCH", 2)

    def cut(done: int, of: int) -> None:
        if done == 4:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        staged(roster(10), world, now, progress=cut)
    left = Roster.objects.get()
    assert (left.state, RosterRow.objects.count()) == ("staging", 4)
    with pytest.raises(RosterMovedMeanwhile):
        commit_roster(reference=left.reference, by=world.desk, now=now)
    assert staged(roster(10), world, now).counts["new"] == 10


def test_a_planted_commit_before_the_rows_are_written_is_seen(world: World, now: datetime, monkeypatch) -> None:
    honest = roster_staging._write

    def hasty(*, roster: Roster, **given: object) -> None:
        monkeypatch.setattr(roster_staging, "_hold_lease", lambda **_: None)
        Roster.objects.filter(pk=roster.pk).update(state="committed", place_in_line=1)
        honest(roster=roster, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(roster_staging, "_write", hasty)
    with pytest.raises(AssertionError):
        test_a_writing_cut_short_leaves_nothing_that_counts(world, now, monkeypatch)


def test_progress_is_told_row_by_row_written(world: World, now: datetime, monkeypatch) -> None:
    monkeypatch.setattr(roster_staging, "BATCH", 4)
    told: list[tuple[int, int]] = []
    staged(roster(10), world, now, progress=lambda done, of: told.append((done, of)))
    assert told == [(4, 10), (8, 10), (10, 10)]


def test_a_doubtful_row_stands_only_when_a_person_has_accepted_it(world: World, now: datetime) -> None:
    committed(roster(1), world, now)
    other = staged(roster(1, name="Eva Cruz"), world, now)
    assert other.counts["doubtful"] == 1
    commit_roster(reference=other.reference, by=world.desk, now=now)
    again = staged(roster(1, name="Eva Cruz"), world, now)
    assert again.counts["doubtful"] == 1
    accept_doubtful(reference=again.reference, numbers=[2], by=world.desk, now=now)
    commit_roster(reference=again.reference, by=world.desk, now=now)
    assert staged(roster(1, name="Eva Cruz"), world, now).counts["same"] == 1


def test_a_hostile_file_changes_nothing(world: World, now: datetime) -> None:
    with pytest.raises(RosterRefused):
        stage_roster(content=b"PK\x03\x04 broken", suffix="xlsx", by=world.desk, now=now)
    assert (Roster.objects.count(), RosterRow.objects.count(), RememberedColumns.objects.count()) == (0, 0, 0)


def test_a_choice_of_columns_is_remembered_for_the_organisation(world: World, now: datetime) -> None:
    content = b"A-Number,Nombre,Zzz\nA200000000,Ana,F7"
    staged(content, world, now, chosen={2: Field.FAMILY_NUMBER})
    again = rosters.receive_roster(content=content, suffix="csv", by=world.desk, now=now)
    columns = roster_columns(reference=again.reference, by=world.desk, now=now)
    assert (columns.columns[2].field, columns.remembered) == (Field.FAMILY_NUMBER, True)


def test_a_dropped_roster_leaves_no_row_and_a_committed_one_is_not_dropped(world: World, now: datetime) -> None:
    one = staged(roster(), world, now)
    assert drop_roster(reference=one.reference, by=world.desk, now=now).state == "dropped"
    assert RosterRow.objects.count() == 0
    kept = committed(roster(), world, now)
    with pytest.raises(RosterMovedMeanwhile):
        drop_roster(reference=kept.reference, by=world.desk, now=now)


def test_a_stranger_neither_stages_nor_commits_nor_learns_that_it_exists(world: World, now: datetime) -> None:
    one = staged(roster(), world, now)
    for stranger in world.strangers():
        with pytest.raises(NotYours):
            commit_roster(reference=one.reference, by=stranger, now=now)
    with pytest.raises(NotYours):
        stage_roster(content=roster(), suffix="csv", by=world.observer, now=now)
    assert Roster.objects.get().state == "staged"


def test_a_list_not_read_in_time_on_a_busy_machine_waits_for_another_turn(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = rosters.receive_roster(content=roster(), suffix="csv", by=world.desk, now=now)
    rosters.say_columns(reference=received.reference, chosen={}, orders={}, by=world.desk, now=now)

    def busy(**_: object) -> None:
        raise TookTooLong

    with monkeypatch.context() as hour:
        hour.setattr(roster_staging, "read_roster_file", busy)
        assert rosters.stage_now(reference=received.reference, by=world.desk, now=now).state == "waiting"
    assert roster_staging.stage_waiting(now=now) == 1
    assert Roster.objects.get().state == "staged"


def test_a_list_nobody_came_back_for_goes_after_seven_days_and_a_kept_one_stays(world: World, now: datetime) -> None:
    committed(roster(), world, now)
    staged(roster(2, hearing="28/10/2019"), world, now)
    roster_staging.stage_waiting(now=now + roster_staging.KEPT)
    assert sorted(Roster.objects.values_list("state", flat=True)) == ["committed", "dropped"]
    assert RosterRow.objects.count() == 3


def test_rows_are_given_to_the_search_for_doubles_by_their_number(world: World, now: datetime) -> None:
    one = staged(roster(2), world, now)
    found = identities_in_roster(reference=one.reference, numbers=[2, 3, 9], by=world.desk, now=now)
    assert {number: who.numbers for number, who in found.items()} == {2: {"200000000"}, 3: {"200000001"}}
    with pytest.raises(NotYours):
        identities_in_roster(reference=one.reference, numbers=[2], by=world.other_desk, now=now)


AMBIGUOUS = b"A-Number,Nombre,Fecha de audiencia\nA200000000,Ana Paz,04/11/2019"


def test_a_file_whose_dates_read_two_ways_stays_until_somebody_says_which_or_the_list_is_kept(
    world: World, now: datetime
) -> None:
    one = staged(AMBIGUOUS, world, now)
    assert RosterFile.objects.filter(asks_order=True).count() == 1
    accept_doubtful(reference=one.reference, numbers=[2], by=world.desk, now=now)
    orders = {Field.HEARING_ON: Order.DAY_FIRST}
    waits = rosters.say_orders(reference=one.reference, orders=orders, by=world.desk, now=now)
    assert (waits.state, dict(waits.counts)) == ("waiting", {})
    again = rosters.stage_now(reference=one.reference, by=world.desk, now=now)
    assert (again.counts["new"], RosterRow.objects.get().proposal["hearing_on"]) == (1, "2019-11-04")
    assert not RosterFile.objects.exists()
    with pytest.raises(RosterMovedMeanwhile):
        rosters.say_orders(reference=one.reference, orders=orders, by=world.desk, now=now)
    committed(AMBIGUOUS, world, now)
    assert not RosterFile.objects.exists()


def test_a_stranger_says_no_order(world: World, now: datetime) -> None:
    one = staged(AMBIGUOUS, world, now)
    for stranger in world.strangers():
        with pytest.raises(NotYours):
            rosters.say_orders(reference=one.reference, orders={}, by=stranger, now=now)
