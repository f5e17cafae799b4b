"""A date on a kept roster is a claim like any other, in the ledger of whom it names; and it is no request."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError

from estancia.casework import intake, people, roster_dates
from estancia.casework.notices import record_court
from estancia.casework.roster_dates import claim_waiting
from estancia.casework.roster_hearing import hear_proposed
from estancia.casework.roster_shown import roster_file, roster_rows
from estancia.casework.rosters import RosterView, accept_doubtful, commit_roster, stage_roster
from estancia.casework.worker import run_once
from estancia.records.models import AuditEntry, HearingAlarm, HearingClaim, Notice, Person, Request, Roster
from tests.integration.casework import world as worlds
from tests.integration.casework.deeds import family_of
from tests.integration.casework.world import World, adult, hand_in

HEADINGS = "A-Number,Nombre,Fecha de nacimiento,Familia,Fecha de audiencia,Hora,Sede,Estado del caso"
INES = "A208123456,Inés Canario Azul,14/03/1988,,25/11/2019,12:30,SYP,"
MARISOL = "A200000001,Marisol Paz,17/05/1990,F1,25/11/2019,12:30,SYP,"
HER_SON = "A200000002,Nahum Paz,22/03/2001,F1,25/11/2019,12:30,SYP,"


@pytest.fixture
def ines(world: World, now: datetime) -> Person:
    """Inés, on file, with a notice and a record for 20 November."""
    family_of("Inés Canario Azul", by=world.desk, now=now, number="A208123456")
    return Person.objects.get()


def kept(world: World, now: datetime, *rows: str, accept: tuple[int, ...] = ()) -> RosterView:
    """Keep a list of these rows, and let the worker take its turn."""
    content = "\n".join([HEADINGS, *rows]).encode()
    one = stage_roster(content=content, suffix="csv", by=world.desk, now=now)
    accept_doubtful(reference=one.reference, numbers=accept, by=world.desk, now=now)
    commit_roster(reference=one.reference, by=world.desk, now=now)
    claim_waiting(now=now)
    return one


def said_by_lists(person: Person) -> list[str]:
    return [str(one.on or one.printed) for one in person.hearing_claims.filter(source="roster").order_by("pk")]


def test_the_date_of_somebody_on_file_stands_in_their_ledger_with_list_row_and_print(
    world: World, now: datetime, ines: Person
) -> None:
    one = kept(world, now, MARISOL, INES)
    ledger = people.person_file(reference=ines.reference, by=world.desk, now=now).ledger
    line = next(line for line in ledger.hearing.lines if line.source.en.startswith("The counterpart's list"))
    assert (line.where, line.printed) == (f"{one.reference} · 3", "25/11/2019 · 12:30 · SYP")
    assert line.says is not None
    assert line.says.en == "Mon 25 Nov 2019, 12:30 (Tijuana)"
    claim = HearingClaim.objects.get()
    assert (claim.seen_at, claim.recorded_by_id, claim.seen_by.key) == (now, world.desk.user_id, "inm-tijuana")
    assert claim.roster_row is not None
    assert claim.roster_row.number == 3


def test_a_list_that_says_otherwise_than_the_paper_opens_the_alarm_with_its_owner(
    world: World, now: datetime, ines: Person
) -> None:
    kept(world, now, INES)
    alarm = HearingAlarm.objects.get(person=ines)
    assert (alarm.code, alarm.state) == ("hearing_in_dispute", "open")
    assert alarm.organisation.key
    assert alarm.answer_by == now + timedelta(hours=24)


def test_a_date_for_a_case_the_court_closed_is_an_alarm(world: World, now: datetime, ines: Person) -> None:
    closed = {"status": "closed", "source": "court hotline"}
    record_court(reference=ines.reference, answers=closed, by=world.desk, now=now)
    HearingAlarm.objects.update(state="answered", closed_at=now)
    later = now + timedelta(hours=1)
    kept(world, later, INES)
    assert HearingAlarm.objects.filter(person=ines, code="closed_case_with_a_date", state="open").exists()


def test_a_list_that_calls_a_case_closed_and_gives_a_date_is_an_alarm_where_nobody_asked_the_court(
    world: World, now: datetime
) -> None:
    family_of("Inés Canario Azul", by=world.desk, now=now, number="A208123456", status="", source="")
    kept(world, now, INES + "Cerrado", accept=(2,))
    assert HearingAlarm.objects.filter(code="closed_case_with_a_date").exists()


def test_a_planted_list_that_raises_nothing_is_seen(
    world: World, now: datetime, ines: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_dates, "raise_alarms", lambda **_: ())
    with pytest.raises(HearingAlarm.DoesNotExist):
        test_a_list_that_says_otherwise_than_the_paper_opens_the_alarm_with_its_owner(world, now, ines)


def test_the_same_list_again_adds_no_second_claim_and_a_moved_date_adds_one(
    world: World, now: datetime, ines: Person
) -> None:
    kept(world, now, INES)
    kept(world, now, INES)
    kept(world, now, INES.replace("Canario Azul", "Canario"))
    assert said_by_lists(ines) == ["2019-11-25"]
    later = now + timedelta(days=1)
    kept(world, later, INES.replace("25/11", "28/11"))
    assert said_by_lists(ines) == ["2019-11-25", "2019-11-28"]
    ledger = people.person_file(reference=ines.reference, by=world.desk, now=later).ledger
    lines = [line for line in ledger.hearing.lines if line.source.en.startswith("The counterpart's list")]
    assert [line.stands for line in lines] == [True, False]


def test_a_date_that_could_not_be_read_is_claimed_as_printed(world: World, now: datetime, ines: Person) -> None:
    kept(world, now, INES.replace("25/11/2019", "31/11/2019"), accept=(2,))
    assert said_by_lists(ines) == ["31/11/2019 · 12:30 · SYP"]


def test_a_list_makes_no_request_and_no_outcome(world: World, now: datetime, ines: Person) -> None:
    before = list(Request.objects.values_list("pk", "state"))
    kept(world, now, INES, MARISOL)
    assert list(Request.objects.values_list("pk", "state")) == before
    assert Person.objects.count() == 1


@pytest.mark.parametrize("name", ["Eva Cruz,14/04/1988", "Marisol Canario Azul,17/05/1999"])
def test_a_number_that_belongs_to_somebody_else_claims_nothing_of_them(
    world: World, now: datetime, ines: Person, name: str
) -> None:
    kept(world, now, INES.replace("Inés Canario Azul,14/03/1988", name))
    assert said_by_lists(ines) == []


def test_a_planted_trust_in_the_number_alone_is_seen(
    world: World, now: datetime, ines: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_dates, "_not_gainsaid", lambda *_: True)
    with pytest.raises(AssertionError):
        test_a_number_that_belongs_to_somebody_else_claims_nothing_of_them(world, now, ines, "Eva Cruz,14/04/1988")


def test_a_number_that_two_rows_share_claims_of_neither(world: World, now: datetime, ines: Person) -> None:
    kept(world, now, INES, INES.replace("25/11", "28/11"), accept=(2, 3))
    assert said_by_lists(ines) == []


def heard(world: World, now: datetime, monkeypatch: pytest.MonkeyPatch, members: list[dict[str, str]]) -> Request:
    """Hear the family of the list's first row as these members, and hand their intake in."""
    reference = hear_proposed(roster=Roster.objects.get().reference, number=2, by=world.desk, now=now)
    opened = intake.draft(reference=reference, by=world.desk, now=now)
    with monkeypatch.context() as hearing:
        hearing.setattr(worlds.intake, "start_intake", lambda **_: opened)
        return hand_in(by=world.desk, now=now, members=members)  # type: ignore[return-value]


@pytest.mark.parametrize("number", ["", "A200000009"])
def test_who_is_heard_from_a_row_has_its_date_whatever_their_order_and_their_own_number(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    kept(world, now, MARISOL, HER_SON)
    assert HearingClaim.objects.count() == 0
    mother = adult("Marisol Paz", born_day="17", born_month="5", born_year="1990", number=number)
    son = adult("Nahum Paz", born_day="22", born_month="3", born_year="2001", number="")
    heard(world, now, monkeypatch, [son, mother])
    rows = HearingClaim.objects.order_by("roster_row__number")
    assert [(one.person.name, one.roster_row and one.roster_row.number) for one in rows] == [
        ("Marisol Paz", 2),
        ("Nahum Paz", 3),
    ]
    assert HearingAlarm.objects.filter(code="hearing_in_dispute").count() == 2


def test_who_comes_by_themselves_with_a_listed_number_has_its_date_too(world: World, now: datetime) -> None:
    kept(world, now, INES)
    family_of("Inés Canario Azul", by=world.desk, now=now, number="A208-123-456")
    assert said_by_lists(Person.objects.get()) == ["2019-11-25"]


def test_who_was_heard_has_the_dates_of_later_lists(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnumbered = MARISOL.replace("A200000001", "")
    kept(world, now, unnumbered, accept=(2,))
    mother = adult("Marisol Paz", born_day="17", born_month="5", born_year="1990", number="")
    heard(world, now, monkeypatch, [mother])
    kept(world, now + timedelta(days=1), unnumbered.replace("25/11", "28/11"), accept=(2,))
    assert said_by_lists(Person.objects.get()) == ["2019-11-25", "2019-11-28"]


def test_a_worker_that_died_half_way_is_followed_by_one_that_goes_on(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_dates, "AT_ONCE", 1)
    names = ("Inés Canario", "Eva Cruz", "Luz Paz")
    for place, name in enumerate(names):
        family_of(name, by=world.desk, now=now, number=f"A20812345{place}")
    rows = [f"A20812345{place},{name},14/03/1988,,25/11/2019,12:30,SYP," for place, name in enumerate(names)]
    honest: Any = roster_dates._claim_some

    def cut(**given: Any) -> int:
        if HearingClaim.objects.count() == 1:
            raise ConnectionError
        return int(honest(**given))

    with monkeypatch.context() as dying:
        dying.setattr(roster_dates, "_claim_some", cut)
        with pytest.raises(ConnectionError):
            kept(world, now, *rows)
    assert HearingClaim.objects.count() == 1
    assert run_once(now=now).dates_claimed == 2
    assert run_once(now=now).dates_claimed == 0
    assert HearingClaim.objects.count() == 3


def test_each_told_on_stands_in_the_record_and_no_name_does(world: World, now: datetime, ines: Person) -> None:
    kept(world, now, INES)
    entry = AuditEntry.objects.filter(act="roster.claims").latest("seq")
    assert ines.reference in entry.about
    assert "Inés" not in str(entry.detail)
    assert Notice.objects.filter(person=ines).count() == 1


# ── a date that cannot be written, and a number that is somebody else's ──────────────────────────────────
NAMES = ("Inés Canario", "Eva Cruz", "Luz Paz")


def three_on_file(world: World, now: datetime) -> list[str]:
    """Put three on file, and give the rows of a list that names them."""
    for place, name in enumerate(NAMES):
        family_of(name, by=world.desk, now=now, number=f"A20812345{place}")
    return [f"A20812345{place},{name},14/03/1988,,25/11/2019,12:30,SYP," for place, name in enumerate(NAMES)]


def failing_at(number: int, monkeypatch: pytest.MonkeyPatch, fault: type[Exception] = ValueError) -> None:
    honest: Any = roster_dates._claim

    def claim(said: Any, *, row: Any, **given: Any) -> HearingClaim:
        if row.number == number:
            raise fault
        return honest(said, row=row, **given)

    monkeypatch.setattr(roster_dates, "_claim", claim)


def shown_row(world: World, now: datetime, reference: str, number: int) -> list[str]:
    rows = roster_rows(reference=reference, standing="new", by=world.desk, now=now).rows
    return [problem.sentence.en for row in rows if row.number == number for problem in row.problems]


def test_a_date_that_cannot_be_written_says_so_on_its_row_and_stops_no_other(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = three_on_file(world, now)
    failing_at(3, monkeypatch)
    first = kept(world, now, *rows)
    later = kept(world, now + timedelta(hours=1), *(row.replace("25/11", "28/11") for row in rows[:1]))
    told = HearingClaim.objects.order_by("pk").values_list("person__name", "on")
    assert [(name, f"{on}") for name, on in told] == [
        ("Inés Canario", "2019-11-25"),
        ("Luz Paz", "2019-11-25"),
        ("Inés Canario", "2019-11-28"),
    ]
    assert roster_file(reference=first.reference, by=world.desk, now=now).not_claimed == (3,)
    assert roster_file(reference=later.reference, by=world.desk, now=now).not_claimed == ()
    assert "could not be written" in shown_row(world, now, first.reference, 3)[-1]
    assert shown_row(world, now, first.reference, 2) == []
    assert not Roster.objects.filter(claimed_to__isnull=False).exists()


def test_each_row_told_on_alone_leaves_its_mark_and_the_one_that_failed_too(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_at(3, monkeypatch)
    kept(world, now, *three_on_file(world, now))
    said = [entry.detail for entry in AuditEntry.objects.filter(act="roster.claims").order_by("seq")]
    assert said == [{"people": 1}, {"people": 0, "not_written": 3}, {"people": 1}]


def test_a_database_that_is_away_is_no_fault_of_a_row(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = three_on_file(world, now)
    with monkeypatch.context() as away:
        failing_at(3, away, fault=OperationalError)
        with pytest.raises(OperationalError):
            kept(world, now, *rows)
    assert Roster.objects.get().not_claimed == []
    assert run_once(now=now).dates_claimed == 3


def test_a_planted_worker_that_stops_at_the_row_holds_up_the_lists_after_it(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_dates, "NOT_OF_A_ROW", (Exception,))
    with pytest.raises(ValueError):  # noqa: PT011
        test_a_date_that_cannot_be_written_says_so_on_its_row_and_stops_no_other(world, now, monkeypatch)


def test_a_number_of_another_file_says_on_its_row_that_nothing_was_written(
    world: World, now: datetime, ines: Person
) -> None:
    one = kept(world, now, INES.replace("Inés Canario Azul,14/03/1988", "Eva Cruz,14/04/1988"))
    (said,) = shown_row(world, now, one.reference, 2)
    assert "another name and another birth" in said
    assert "Inés" not in said


def test_a_number_of_its_own_file_says_nothing_of_the_kind(world: World, now: datetime, ines: Person) -> None:
    one = kept(world, now, INES)
    assert shown_row(world, now, one.reference, 2) == []
