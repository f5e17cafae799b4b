"""Two rows of one list under one number: none takes the other's place, and the same list again is still the same."""

from datetime import datetime

import pytest

from estancia.casework import roster_keys
from estancia.casework.roster_hearing import hear_proposed, proposed_not_admitted
from estancia.casework.roster_reach import standing_at
from estancia.casework.roster_shown import roster_rows
from estancia.casework.rosters import RosterView, accept_doubtful, commit_roster, stage_roster
from estancia.records.models import RosterRow
from tests.integration.casework.world import World

HEADINGS = "A-Number,Nombre,Fecha de nacimiento,Nacionalidad,Familia,Fecha de audiencia"
MARISOL = "A200000001,Marisol Paz,17/05/1990,HO,F1,25/10/2019"
HER_SON = "A200000001,Nahum Paz,22/03/2012,HO,F1,25/10/2019"
ANOTHER_DATE = "A200000001,Marisol Paz,17/05/1990,HO,F1,28/10/2019"
EVA = "A200000002,Eva Cruz,30/01/1979,ES,F2,25/10/2019"


def staged(world: World, now: datetime, *rows: str) -> RosterView:
    content = "\n".join([HEADINGS, *rows]).encode()
    return stage_roster(content=content, suffix="csv", by=world.desk, now=now)


def kept(world: World, now: datetime, *rows: str, accept: tuple[int, ...] = ()) -> RosterView:
    """Stage these rows, accept those at these numbers of the sheet, one press each, and keep the list."""
    one = staged(world, now, *rows)
    for number in accept:
        accept_doubtful(reference=one.reference, numbers=[number], by=world.desk, now=now)
    return commit_roster(reference=one.reference, by=world.desk, now=now)


def standing(world: World) -> list[str]:
    return sorted(row.proposal["name"] for row in standing_at(location=world.desk.location))


def test_a_row_told_twice_is_kept_once_and_said(world: World, now: datetime) -> None:
    one = staged(world, now, MARISOL, EVA, MARISOL)
    assert (one.counts["new"], one.counts["repeated"], one.counts["doubtful"]) == (2, 1, 0)
    shown = roster_rows(reference=one.reference, standing="repeated", by=world.desk, now=now)
    assert [row.number for row in shown.rows] == [4]
    assert "renglón 2" in shown.rows[0].problems[0].sentence.es
    commit_roster(reference=one.reference, by=world.desk, now=now)
    assert standing(world) == ["Eva Cruz", "Marisol Paz"]
    assert staged(world, now, MARISOL, EVA, MARISOL).counts["same"] == 3


def test_two_of_one_number_are_each_shown_beside_the_other_and_stand_only_when_accepted(
    world: World, now: datetime
) -> None:
    one = staged(world, now, MARISOL, HER_SON)
    assert (one.counts["doubtful"], one.adds) == (2, 0)
    shown = roster_rows(reference=one.reference, standing="doubtful", by=world.desk, now=now).rows
    assert [(row.number, [other.name for other in row.beside]) for row in shown] == [
        (2, ["Nahum Paz"]),
        (3, ["Marisol Paz"]),
    ]


@pytest.mark.parametrize("order", [(2, 3), (3, 2)])
def test_two_of_one_number_accepted_both_stand_and_are_the_same_when_they_come_again(
    world: World, now: datetime, order: tuple[int, ...]
) -> None:
    kept(world, now, MARISOL, HER_SON, accept=order)
    assert standing(world) == ["Marisol Paz", "Nahum Paz"]
    for rows in ((MARISOL, HER_SON), (HER_SON, MARISOL), (HER_SON,), (MARISOL,)):
        again = staged(world, now, *rows)
        assert again.counts["same"] == len(rows), rows
    assert RosterRow.objects.count() == 2


def test_a_planted_acceptance_under_the_number_alone_is_seen(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_keys, "_key_of", lambda **_: "200000001")
    with pytest.raises(AssertionError):
        test_two_of_one_number_accepted_both_stand_and_are_the_same_when_they_come_again(world, now, (2, 3))


def test_the_one_accepted_of_two_is_found_by_the_number_alone(world: World, now: datetime) -> None:
    kept(world, now, MARISOL, HER_SON, accept=(3,))
    assert standing(world) == ["Nahum Paz"]
    assert staged(world, now, HER_SON).counts["same"] == 1
    again = staged(world, now, MARISOL, HER_SON)
    assert (again.counts["same"], again.counts["doubtful"]) == (1, 1)


def test_one_person_with_two_dates_is_for_a_person_to_choose(world: World, now: datetime) -> None:
    kept(world, now, MARISOL, ANOTHER_DATE, accept=(3,))
    row = standing_at(location=world.desk.location).get()
    assert row.proposal["hearing_on"] == "2019-10-28"
    again = staged(world, now, MARISOL, ANOTHER_DATE)
    assert (again.counts["same"], again.counts["doubtful"]) == (1, 1)


def test_another_person_of_a_known_number_takes_nobodys_place(world: World, now: datetime) -> None:
    kept(world, now, MARISOL)
    one = staged(world, now, HER_SON)
    assert one.counts["doubtful"] == 1
    row = roster_rows(reference=one.reference, standing="doubtful", by=world.desk, now=now).rows[0]
    assert ("name", "Marisol Paz") in [(each.fact, each.before) for each in row.differs]
    kept(world, now, HER_SON, accept=(2,))
    assert standing(world) == ["Marisol Paz", "Nahum Paz"]
    assert staged(world, now, MARISOL, HER_SON).counts["same"] == 2


def test_a_moved_date_of_one_of_two_is_a_doubt_of_that_one_alone(world: World, now: datetime) -> None:
    kept(world, now, MARISOL, HER_SON, accept=(2, 3))
    moved = HER_SON.replace("25/10", "28/10")
    one = staged(world, now, MARISOL, moved)
    assert (one.counts["same"], one.counts["doubtful"]) == (1, 1)
    row = roster_rows(reference=one.reference, standing="doubtful", by=world.desk, now=now).rows[0]
    assert (row.name, [each.fact for each in row.differs]) == ("Nahum Paz", ["hearing_on"])
    assert row.beside[0].name == ""  # as it was known


def test_hearing_one_of_two_leaves_the_other_to_be_heard(world: World, now: datetime) -> None:
    one = kept(world, now, MARISOL.replace("F1", "F7"), HER_SON, accept=(2, 3))
    hear_proposed(roster=one.reference, number=2, by=world.desk, now=now)
    left = proposed_not_admitted(by=world.desk, now=now, heard="no").lines
    assert [line.name for line in left] == ["Nahum Paz"]


def test_a_number_of_two_finds_neither_by_itself(world: World, now: datetime) -> None:
    kept(world, now, MARISOL)
    kept(world, now, HER_SON, accept=(2,))
    assert list(RosterRow.objects.values_list("number_key", flat=True)) == [None, None]
