"""Two people of one name and birth, in two lists and without a number: one who has changed, or two who both stand."""

from datetime import datetime

import pytest

from estancia.casework import roster_compared, roster_keys
from estancia.casework.roster_reach import standing_at
from estancia.casework.roster_shown import roster_rows
from estancia.casework.rosters import RosterView, accept_doubtful, accept_doubtful_as_others, commit_roster
from estancia.records.models import AuditEntry, RosterRow
from tests.integration.casework.test_rosters_told_apart import staged
from tests.integration.casework.world import World

OF_PETEN = ",Ana Paz,17/05/1990,GT,F1,25/10/2019"
OF_COPAN = ",Ana Paz,17/05/1990,HO,F7,28/10/2019"
MOVED = ",Ana Paz,17/05/1990,HO,F7,30/10/2019"


def kept(
    world: World, now: datetime, *rows: str, others: tuple[int, ...] = (), same: tuple[int, ...] = ()
) -> RosterView:
    """Stage these rows, take some as other people and some as the same, and keep the list."""
    one = staged(world, now, *rows)
    if others:
        accept_doubtful_as_others(reference=one.reference, numbers=others, by=world.desk, now=now)
    if same:
        accept_doubtful(reference=one.reference, numbers=same, by=world.desk, now=now)
    return commit_roster(reference=one.reference, by=world.desk, now=now)


def standing(world: World) -> list[tuple[str, str]]:
    rows = standing_at(location=world.desk.location)
    return sorted((row.proposal["nationality"], row.proposal["hearing_on"]) for row in rows)


@pytest.fixture
def two(world: World, now: datetime) -> None:
    """Ana of Petén in one list, and Ana of Copán in the next: two people."""
    kept(world, now, OF_PETEN, same=(2,))
    kept(world, now, OF_COPAN, others=(2,))


def test_the_page_offers_that_they_are_two_where_a_name_and_birth_are_known_without_number(
    world: World, now: datetime
) -> None:
    kept(world, now, OF_PETEN, same=(2,))
    one = staged(world, now, OF_COPAN)
    shown = roster_rows(reference=one.reference, standing="doubtful", by=world.desk, now=now)
    assert shown.may_be_others
    assert any("Son otras personas" in problem.sentence.es for problem in shown.rows[0].problems)
    fresh = staged(world, now, ",Eva Cruz,30/01/1979,ES,F2,25/10/2019")
    assert not roster_rows(reference=fresh.reference, standing="doubtful", by=world.desk, now=now).may_be_others


def test_two_people_both_stand(world: World, now: datetime, two: None) -> None:
    assert standing(world) == [("GTM", "2019-10-25"), ("HND", "2019-10-28")]
    entry = AuditEntry.objects.filter(act="roster.accept").latest("seq")
    assert entry.detail == {"rows": 1, "others": 1}


@pytest.mark.parametrize("rows", [(OF_PETEN,), (OF_COPAN,), (OF_PETEN, OF_COPAN), (OF_COPAN, OF_PETEN)])
def test_each_is_the_same_when_they_come_again(world: World, now: datetime, two: None, rows: tuple[str, ...]) -> None:
    assert staged(world, now, *rows).counts["same"] == len(rows)
    assert RosterRow.objects.filter(roster__state="committed").count() == 2


def test_the_same_person_with_a_moved_date_takes_the_place_of_the_one_she_is(
    world: World, now: datetime, two: None
) -> None:
    kept(world, now, MOVED, same=(2,))
    assert standing(world) == [("GTM", "2019-10-25"), ("HND", "2019-10-30")]


def test_the_other_person_is_not_filled_with_what_is_known_of_the_first(world: World, now: datetime) -> None:
    kept(world, now, OF_PETEN, same=(2,))
    kept(world, now, ",Ana Paz,17/05/1990,HO,,28/10/2019", others=(2,))
    other = next(row for row in standing_at(location=world.desk.location) if row.proposal["nationality"] == "HND")
    assert "family_number" not in other.proposal


def test_the_same_person_keeps_what_a_newer_list_leaves_out(world: World, now: datetime) -> None:
    kept(world, now, OF_PETEN, same=(2,))
    kept(world, now, ",Ana Paz,17/05/1990,GT,,28/10/2019", same=(2,))
    (only,) = standing_at(location=world.desk.location)
    assert (only.proposal["family_number"], only.proposal["hearing_on"]) == ("F1", "2019-10-28")
    assert staged(world, now, ",Ana Paz,17/05/1990,GT,,28/10/2019").counts["same"] == 1


def test_a_third_of_the_name_stands_beside_the_two(world: World, now: datetime, two: None) -> None:
    kept(world, now, ",Ana Paz,17/05/1990,ES,F9,24/11/2019", others=(2,))
    assert len(standing(world)) == 3


def test_a_planted_acceptance_under_the_first_key_is_seen(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_keys, "_free_key", lambda *, row, **_: row.key)
    kept(world, now, OF_PETEN, same=(2,))
    kept(world, now, OF_COPAN, others=(2,))
    assert len(standing(world)) == 1


def test_a_planted_first_of_the_name_for_any_is_seen(
    world: World, now: datetime, two: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_compared, "_nearest", lambda said, **_: said.key)
    kept(world, now, MOVED, same=(2,))
    assert standing(world) != [("GTM", "2019-10-25"), ("HND", "2019-10-30")]
