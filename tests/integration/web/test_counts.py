"""Every number of "my work" opens a list that may be opened, and that is just as long as the number says."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from tests.integration.web.window import Shown, Window

pytestmark = pytest.mark.django_db

COUNTED = re.compile(r'<[^>]*\sdata-counted(?:="([^"]*)")?[\s>]')
ONWARD = re.compile(r'<a[^>]*\srel="next"[^>]*\shref="([^"]+)"')
SOME_PAGES = 50


# ── situations: each makes some number more than zero, for some actor of the world ───────────────────────
def families_wait_for_a_decision(world: Any, now: datetime) -> None:
    from tests.integration.casework.deeds import family_of

    family_of("Berta Luna", by=world.desk, now=now)
    family_of("Eva Sol", by=world.desk, now=now - timedelta(days=1))


def dates_are_alarming_and_papers_are_kept(world: Any, now: datetime) -> None:
    from estancia.casework import alarms, due
    from estancia.casework.kept_papers import record_kept_paper
    from estancia.records.models import Person
    from tests.integration.casework.deeds import family_of

    kept = {"what": "passport", "keeper_kind": "employer", "since_day": "1", "since_month": "8", "since_year": "2019"}
    for name, days in (("Delia Roca", 9), ("Fátima Roca", 0)):
        at = now - timedelta(days=days)
        family_of(name, by=world.desk, now=at, status="closed")
        person = Person.objects.get(name=name).reference
        record_kept_paper(reference=person, answers=kept, by=world.desk, now=at)
    alarms.escalate_alarms(now=now - timedelta(minutes=1))
    due.look_at_due(now=now - timedelta(minutes=1))


def questions_wait_for_those_who_protect(world: Any, now: datetime) -> None:
    from estancia.casework.holds import escalate_due
    from tests.integration.casework.deeds import family_of

    afraid = {(1, "fear_of_mexico"): "yes"}
    family_of("Rosa Mar", by=world.desk, now=now - timedelta(hours=30), private=afraid)
    escalate_due(now=now - timedelta(minutes=5))
    family_of("Alba Río", by=world.desk, now=now - timedelta(hours=18), private=afraid)
    family_of("Nora Paz", by=world.desk, now=now, private=afraid)


def a_family_waits_for_days(world: Any, now: datetime) -> None:
    from tests.integration.casework.deeds import WHY, decide, family_of

    request = family_of("Pilar Vega", by=world.desk, now=now)
    decide(request.reference, "hold", by=world.desk, now=now, reason=WHY)


def somebody_else_is_to_look_again(world: Any, now: datetime) -> None:
    from estancia.casework.reviews import ask_review
    from tests.integration.casework.deeds import decide, family_of

    for name, ago in (("Inés Lago", 0), ("Juana Cruz", 9)):
        at = now - timedelta(days=ago)
        request = family_of(name, by=world.desk, now=at, us_status="parole")
        decide(request.reference, "not_covered", by=world.desk, now=at)
        ask_review(request_reference=request.reference, by=world.desk, now=at)


def a_hearing_is_tomorrow(world: Any, now: datetime) -> None:
    from tests.integration.casework.deeds import decide, family_of

    request = family_of("Luz Prado", by=world.desk, now=now, hearing_day="3", hearing_month="10")
    decide(request.reference, "admit", by=world.desk, now=now)


def nobody_spoke_for_a_place(world: Any, now: datetime) -> None:
    from estancia.records.models import LocationDay, SecurityReport

    LocationDay.objects.filter(location_key=world.other_desk.location).delete()
    SecurityReport.objects.filter(location_key=world.other_desk.location).delete()


def a_list_proposes_somebody(world: Any, now: datetime) -> None:
    from estancia.casework.rosters import commit_roster, stage_roster

    rows = "\n".join(f"A{208000000 + number},Ana Paz {name}" for number, name in enumerate(["Uno", "Dos", "Tres"]))
    content = f"A-Number,Nombre\n{rows}".encode()
    staged = stage_roster(content=content, suffix="csv", by=world.desk, now=now)
    commit_roster(reference=staged.reference, by=world.desk, now=now)


def somebody_else_asked_for_two_files_to_be_joined(world: Any, now: datetime) -> None:
    from estancia.casework.merging import ask_merge
    from tests.integration.casework.deeds import family_of
    from tests.integration.casework.world import staff

    pair = [family_of(name, by=world.desk, now=now).members[0].reference for name in ("Olga Reyes", "Holga Reies")]
    colleague = staff("IO", world.desk.organisation, world.desk.location, "intake", now=now)
    ask_merge(kept=pair[0], other=pair[1], reason="La misma.", families_seen=True, by=colleague, now=now)


def some_left_for_a_hearing_and_some_stays_run_out(world: Any, now: datetime) -> None:
    from django.db import connection

    from estancia.casework import contacts, crossing_desk, crossings
    from estancia.records.append_only import changes_allowed
    from estancia.records.models import CourtRecordSeen, Notice, Stay, StayRenewal
    from tests.integration.casework.deeds import decide, family_of

    for number, left in enumerate([now - timedelta(days=4), now, None, None, None, now - timedelta(days=4)]):
        name = f"Viajera {'ABCDEF'[number] * 3}"
        request = family_of(name, by=world.desk, now=now)
        decide(request.reference, "admit", by=world.desk, now=now)
        stay = Stay.objects.get(person__name=name)
        if left is not None:
            with changes_allowed(connection=connection):  # what a paper says never changes in service
                for table in (Notice, CourtRecordSeen):
                    table.objects.filter(person=stay.person).update(hearing_on=left.date())
            found = crossing_desk.find_at_gate(text=name, person="", by=world.desk, now=left)
            crossings.record_crossings(
                people=[one.person for one in found.members],
                direction="out",
                card="",
                identified_by="name",
                press=name,
                by=world.desk,
                now=left,
            )
        else:
            stay.valid_from, stay.valid_until = (
                now.date() - timedelta(days=180),
                now.date() + timedelta(days=number - 3),
            )
            stay.save()
            StayRenewal.objects.create(
                stay=stay,
                location_key=stay.person.family.location_key,
                state="open",
                opened_at=now,
                old_until=stay.valid_until,
            )
    contacts.choose_contact(  # the last asked that nobody be called: no call is due, and none is counted
        person_reference=stay.person.reference,
        wants_call=False,
        name="",
        telephone="",
        language="",
        terms="",
        by=world.desk,
        now=now,
    )


def complaints_wait_for_each_hour(world: Any, now: datetime) -> None:
    from estancia.casework.complaints import Told, draw_receipt, file_complaint
    from estancia.casework.due import look_at_due

    def filed(kind: str, *, ago: int) -> None:
        told = Told(kind=kind, accused="police", place="", words="Me quitaron el teléfono")
        at = now - timedelta(hours=ago)
        file_complaint(receipt=draw_receipt(), told=told, by=world.lawyer, now=at)

    filed("violence", ago=60)
    look_at_due(now=now - timedelta(hours=36))
    for hours in (22, 3):
        filed("violence", ago=hours)
    filed("papers_kept", ago=0)


def permits_run_out(world: Any, now: datetime) -> None:
    from estancia.records.models import PermitApplication, Person
    from tests.integration.casework.deeds import family_of

    days = {"Irma Sol": -1, "Lidia Sol": 0, "Marta Sol": 1, "Nelly Sol": 9, "Olivia Sol": None}
    for name, ahead in days.items():
        family_of(name, by=world.desk, now=now)
        person = Person.objects.get(name=name)
        due_on = None if ahead is None else now.date() + timedelta(days=ahead)
        PermitApplication.objects.create(
            reference=f"W{name[:5].upper()}",
            person=person,
            kind="work_permit",
            place_key=world.desk.location,
            state="silent" if due_on is None else "filed",
            filed_on=now.date() - timedelta(days=30),
            complete_on=now.date() - timedelta(days=30),
            due_on=due_on,
            recorded_at=now,
            recorded_by_id=world.desk.user_id,
        )


SITUATIONS: tuple[Callable[[Any, datetime], None], ...] = (
    somebody_else_asked_for_two_files_to_be_joined,
    families_wait_for_a_decision,
    dates_are_alarming_and_papers_are_kept,
    questions_wait_for_those_who_protect,
    a_family_waits_for_days,
    somebody_else_is_to_look_again,
    a_hearing_is_tomorrow,
    nobody_spoke_for_a_place,
    a_list_proposes_somebody,
    some_left_for_a_hearing_and_some_stays_run_out,
    complaints_wait_for_each_hour,
    permits_run_out,
)


# ── what is asked of every number ────────────────────────────────────────────────────────────────────────
@pytest.fixture
def actors(world: Any, now: datetime) -> tuple[Any, ...]:
    """Everybody of a world in which every situation stands at once."""
    from tests.integration.casework.world import staff

    for situation in SITUATIONS:
        situation(world, now)
    reviewer = staff("CO", "review-office", "", "coordination", now=now)
    return (*(getattr(world, one.name) for one in fields(world)), reviewer)


def numbers(actor: Any, now: datetime) -> Iterable[Any]:
    """Every count this actor is shown."""
    from estancia.casework.work import my_work
    from estancia.casework.work_counts import GROUPS

    mine = my_work(by=actor, now=now)
    return [one for group in GROUPS for one in getattr(mine, group)]


def address(count: Any) -> str:
    return reverse(count.route, kwargs=dict(count.kwargs)) + (f"?{urlencode(count.query)}" if count.query else "")


def length(window: Window, *, of: str, code: str) -> int:
    """Walk a list to its end and count what it marks as counted."""
    found, there = 0, of
    for _ in range(SOME_PAGES):
        page: Shown = window.open(there)
        assert (page.status, page.address) == (200, there), page.text
        found += sum(mark in ("", code) for mark in COUNTED.findall(page.html))
        onward = ONWARD.search(page.html)
        if onward is None:
            return found
        there = there.split("?")[0] + onward.group(1).replace("&amp;", "&")
    raise AssertionError(f"the list never ends: {of}")


def differing(window: Window, counts: Iterable[Any]) -> Mapping[str, tuple[int, int]]:
    """Numbers unlike their lists: what was said, what the list holds."""
    said = {f"{one.code} {address(one)}": (one.count, length(window, of=address(one), code=one.code)) for one in counts}
    return {what: (number, listed) for what, (number, listed) in said.items() if number != listed}


def test_every_number_is_as_long_as_the_list_it_opens(actors: Any, at: Any, now: datetime) -> None:
    assert [found for actor in actors if (found := differing(at(actor), numbers(actor, now)))] == []


def statements(look: Any) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        look()
    return [one["sql"] for one in seen if one["sql"].startswith("SELECT")]


def test_each_kind_of_work_is_counted_in_one_question(actors: Any, now: datetime) -> None:
    from estancia.casework import work

    for count in work._COUNTS:
        for by in actors:
            if count not in (work._late_elsewhere, work._desk):  # who oversees which place, and what the day holds
                asked = statements(partial(lambda count, by: list(count(by, now)), count, by))
                assert len([sql for sql in asked if "COUNT(" in sql]) <= 1, (count, by.role)


def test_a_question_kept_for_one_officer_counts_for_another_what_is_theirs(
    world: Any, actors: Any, now: datetime
) -> None:
    """Who asks, from which body and place, is a value of the statement, and never what the first to ask was."""
    from dataclasses import replace

    from estancia.casework.work import counted

    elsewhere = replace(world.desk, location="28027", organisation="nobody's")
    mine = [one.count for _, one in counted(by=world.desk, now=now)]
    assert any(mine)
    theirs = {one.code: one.count for _, one in counted(by=elsewhere, now=now) if one.count}
    assert set(theirs) <= {"places_not_set", "security_not_known"}
    assert [one.count for _, one in counted(by=world.desk, now=now)] == mine
    long_ago = [
        one.count
        for _, one in counted(by=world.desk, now=now - timedelta(days=3000))
        if one.query.get("due") == "overdue"
    ]
    assert sum(long_ago) < sum(
        one.count for _, one in counted(by=world.desk, now=now) if one.query.get("due") == "overdue"
    )


def test_every_number_there_is_is_more_than_zero_in_some_situation(actors: Any, now: datetime) -> None:
    from estancia.casework.work import counted

    known = {(group, one.code) for actor in actors for group, one in counted(by=actor, now=now)}
    seen = {one.code for actor in actors for one in numbers(actor, now)}
    assert {code for _, code in known} - seen == set()


def test_what_burns_is_not_counted_again_among_what_waits_for_others(world: Any, actors: Any, now: datetime) -> None:
    from estancia.casework.holds import hold_list
    from estancia.casework.work import my_work

    mine = my_work(by=world.desk, now=now)
    counted = [next(one.count for one in group if one.code == "holds_here") for group in (mine.burning, mine.others)]
    assert min(counted) > 0
    assert sum(counted) == hold_list(by=world.desk, now=now, filter={"mine": "no"}).count


def test_every_number_opens_an_address_its_reader_may_knock_at(actors: Any, now: datetime) -> None:
    from estancia.casework.access import may_knock

    shut = [
        (actor.role, one.code)
        for actor in actors
        for one in numbers(actor, now)
        if not may_knock(route=one.route, by=actor)
    ]
    assert shut == []


def test_each_number_of_stays_opens_those_and_no_others(world: Any, at: Any, now: datetime) -> None:
    some_left_for_a_hearing_and_some_stays_run_out(world, now)
    stays = [one for one in numbers(world.desk, now) if one.route == "renewals"]
    shown = {one.code: COUNTED.findall(at(world.desk).open(address(one)).html) for one in stays}
    assert shown == {one.code: [one.code] * one.count for one in stays}
    assert set(shown) == {"lapsed", "renewals_due"}
    assert set(COUNTED.findall(at(world.desk).open("/renewals/").html)) == set(shown)


def test_a_planted_number_that_lies_is_seen(actors: Any, at: Any, world: Any, now: datetime) -> None:
    from dataclasses import replace

    true = next(iter(numbers(world.desk, now)))
    assert differing(at(world.desk), [true]) == {}
    assert list(differing(at(world.desk), [replace(true, count=true.count + 1)]).values()) == [
        (true.count + 1, true.count)
    ]


def test_a_number_past_what_is_counted_says_more_than(world: Any, at: Any, now: datetime, monkeypatch: Any) -> None:
    from estancia.casework import work_counts
    from estancia.web.work import views

    monkeypatch.setattr(work_counts, "MOST", 1)
    monkeypatch.setattr(views, "MOST", 1)
    for _ in range(2):
        families_wait_for_a_decision(world, now)
    assert "más de 1 Familias que esperan una decisión" in at(world.desk).open("/my-work/").text
