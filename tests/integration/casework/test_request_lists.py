"""The requests of a place as a list: by state and next day, a page at a time, each shown once whatever happens."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from estancia.casework import holds, people, request_lists
from estancia.casework.access import NotYours, Purpose
from estancia.casework.keyset import AT_ONCE, Order, Page
from estancia.casework.next_days import next_day_again
from estancia.records.append_only import changes_allowed
from estancia.records.models import NO_DAY, AuditEntry, CourtRecordSeen, FamilyGroup, Hold, Notice, Person, Request
from tests.integration.casework.deeds import WHY, answer_all, decide, family_of, signing
from tests.integration.casework.world import MEXICALI, TIJUANA

KEYS = (("next_on", date), ("pk", int))


@pytest.fixture(autouse=True)
def _a_key_to_sign_with(world, tmp_path, now, monkeypatch):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)


def row_of(request):
    return Request.objects.get(reference=request.reference)


def put(world, now, *days, state="awaiting_decision", location=TIJUANA, name="Elena Duarte"):
    """Put requests straight into the tables, one a day given, and give their references."""
    made = []
    for number, day in enumerate(days, start=Request.objects.count()):
        family = FamilyGroup.objects.create(reference=f"F{number:07d}", location_key=location, created_at=now)
        Person.objects.create(reference=f"P{number:07d}", family=family, name=name, folded_name="", recorded_at=now)
        row = Request.objects.create(
            reference=f"R{number:07d}",
            family=family,
            location_key=location,
            on=now.date(),
            next_on=day,
            state=state,
            made_at=now,
            recorded_by_id=world.desk.user_id,
        )
        made.append(row.reference)
    return made


def days_from(start, count, *, each=3):
    """So many days from one on, each shared by some requests."""
    return [start + timedelta(days=number // each) for number in range(count)]


def test_a_full_page_takes_no_more_questions_than_a_page_of_one(world, now):
    put(world, now, now.date())
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            request_lists.request_list(by=world.desk, now=now)
        asked.append(len(seen))
        put(world, now, *days_from(now.date(), AT_ONCE - 1))
    assert asked[0] == asked[1]


# ── the next day ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_request_stands_at_the_day_it_was_made_until_it_is_decided(world, now):
    assert row_of(family_of("Berta Luna", by=world.desk, now=now)).next_on == date(2019, 10, 2)


def test_a_held_request_stands_at_the_day_its_next_answer_is_due(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now)
    decide(request.reference, "hold", by=world.desk, now=now, reason=WHY)
    assert row_of(request).next_on == date(2019, 10, 5)  # EST-2: three days


def test_an_answered_request_is_back_at_the_day_it_was_made(world, now):
    request = family_of("Berta Luna", by=world.desk, now=now)
    decide(request.reference, "hold", by=world.desk, now=now, reason=WHY)
    answer_all(request.reference, "lift", by=world.data_protection, now=now + timedelta(days=1))
    assert (row_of(request).state, row_of(request).next_on) == ("awaiting_decision", date(2019, 10, 2))


def test_a_question_past_its_hour_stays_due_on_the_day_it_was(world, now):
    request = family_of("Rosa Mar", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    decide(request.reference, "hold", by=world.desk, now=now)
    assert row_of(request).next_on == date(2019, 10, 3)
    late = now + timedelta(days=1)
    holds.escalate_due(now=late)
    assert Hold.objects.get().answer_by > late
    assert row_of(request).next_on == date(2019, 10, 3)


def test_an_admitted_request_stands_at_its_next_hearing_and_without_one_at_no_day(world, now):
    request = family_of("Berta Luna", "Raúl Luna", by=world.desk, now=now)
    decide(request.reference, "admit", by=world.desk, now=now)
    assert row_of(request).next_on == date(2019, 11, 20)
    with changes_allowed(connection=connection):  # what a paper says never changes in service
        Notice.objects.update(hearing_on=None)
        CourtRecordSeen.objects.update(hearing_on=None)
    next_day_again(request=row_of(request), now=now)
    assert row_of(request).next_on == NO_DAY


def test_of_several_hearings_the_earliest_to_come_counts_and_a_passed_one_does_not(world, now):
    request = family_of("Berta Luna", "Raúl Luna", by=world.desk, now=now)
    decide(request.reference, "admit", by=world.desk, now=now)
    with changes_allowed(connection=connection):
        CourtRecordSeen.objects.filter(person__name="Raúl Luna").update(hearing_on=date(2019, 10, 30))
        CourtRecordSeen.objects.filter(person__name="Berta Luna").update(hearing_on=date(2019, 9, 1))
    next_day_again(request=row_of(request), now=now)
    assert row_of(request).next_on == date(2019, 10, 30)


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────
def walked(read, *, meanwhile=None):
    """Walk forward page by page and give the references seen; between pages something may happen."""
    seen, asked = [], {}
    for _ in range(40):
        listed = read(asked)
        seen.append([line.request for line in listed.lines])
        if not listed.after:
            return seen
        if meanwhile:
            meanwhile()
        asked = {"after": listed.after}
    raise AssertionError("the list never ends")


def reader(world, now, **narrows):
    return lambda asked: request_lists.request_list(by=world.desk, now=now, filter={**narrows, **asked})


def test_every_request_is_shown_once_in_the_order_of_its_day(world, now):
    made = put(world, now, *days_from(date(2019, 9, 1), 2 * AT_ONCE + 3))
    pages = walked(reader(world, now))
    assert [len(page) for page in pages] == [AT_ONCE, AT_ONCE, 3]
    assert [one for page in pages for one in page] == made


def skipped_or_twice(world, now, read):
    """Who, of those there all along, is not seen exactly once while requests come before and after each page."""
    there = put(world, now, *days_from(date(2019, 9, 10), 2 * AT_ONCE + 5))

    def others_come():
        put(world, now, date(2019, 9, 1), date(2019, 9, 2), date(2019, 9, 11), date(2019, 9, 30))

    seen = [one for page in walked(read, meanwhile=others_come) for one in page]
    return [one for one in there if seen.count(one) != 1]


def test_nobody_is_skipped_or_shown_twice_while_others_come(world, now):
    assert skipped_or_twice(world, now, reader(world, now)) == []


def by_number_of_rows(world, now):
    """The planted fault: pages by OFFSET, as a paginator does."""

    def read(asked):
        begin = int(asked.get("after", "0"))
        rows = list(Request.objects.order_by("next_on", "pk")[begin : begin + AT_ONCE])
        onward = str(begin + AT_ONCE) if len(rows) == AT_ONCE else ""
        return Shown([Line(row.reference) for row in rows], onward)

    return read


def by_day_alone(world, now):
    """The planted fault: a sort that lets two rows stand alike."""

    def read(asked):
        rows = Request.objects.order_by("next_on", "pk")
        if asked:
            rows = rows.filter(next_on__gt=date.fromordinal(int(asked["after"])))
        shown = list(rows[:AT_ONCE])
        onward = str(shown[-1].next_on.toordinal()) if len(shown) == AT_ONCE else ""
        return Shown([Line(row.reference) for row in shown], onward)

    return read


class Line:
    def __init__(self, request):
        self.request = request


class Shown:
    def __init__(self, lines, after):
        self.lines, self.after = lines, after


@pytest.mark.parametrize("planted", [by_number_of_rows, by_day_alone])
def test_a_planted_offset_or_unstable_sort_is_seen(world, now, planted):
    assert skipped_or_twice(world, now, planted(world, now)) != []


def test_back_from_the_last_page_leads_to_the_same_pages(world, now):
    put(world, now, *days_from(date(2019, 9, 1), 2 * AT_ONCE + 3))
    read = reader(world, now)
    first = read({})
    second = read({"after": first.after})
    third = read({"after": second.after})
    assert (first.before, third.after) == ("", "")
    assert read({"before": third.before}).lines == second.lines
    assert read({"before": second.before}).lines == first.lines


def test_a_bookmark_outlives_its_row(world, now):
    made = put(world, now, *days_from(date(2019, 9, 1), AT_ONCE + 5))
    read = reader(world, now)
    onward = read({}).after
    Request.objects.filter(reference__in=made[: AT_ONCE + 1]).update(state="withdrawn")
    assert [line.request for line in read({"after": onward}).lines] == made[AT_ONCE + 1 :]


def test_past_the_end_there_is_still_a_way_back(world, now):
    made = put(world, now, *days_from(date(2019, 9, 1), AT_ONCE + 1))
    read = reader(world, now)
    onward = read({}).after
    Request.objects.filter(reference=made[-1]).update(state="withdrawn")
    empty = read({"after": onward})
    assert (empty.lines, empty.after) == ((), "")
    assert [line.request for line in read({"before": empty.before}).lines] == made[:-1]


def test_what_asks_for_nothing_more_is_listed_with_the_latest_first(world, now):
    made = put(world, now, *[NO_DAY] * (AT_ONCE + 4), state="withdrawn")
    read = reader(world, now, state="withdrawn")
    first = read({})
    assert [line.request for line in first.lines] == made[::-1][:AT_ONCE]
    second = read({"after": first.after})
    assert [line.request for line in second.lines] == made[::-1][AT_ONCE:]
    assert read({"before": second.before}).lines == first.lines


@pytest.mark.parametrize("bookmark", ["x", "1", "1.2.3", "0.1", "999999999.1", "1.2 OR 1", "٣.٤", "-", "9" * 17 + ".1"])
def test_a_bookmark_nobody_wrote_opens_the_first_page(world, now, bookmark):
    (made,) = put(world, now, date(2019, 9, 1))
    for way in ("after", "before"):
        assert isinstance(Order(rows=Request.objects.all(), keys=KEYS).page(asked={way: bookmark}), Page)
    assert [line.request for line in reader(world, now)({"after": "x" + bookmark}).lines] == [made]


# ── narrowing, and who reads what ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("due", "listed"),
    [
        ("overdue", [0]),
        ("today", [1]),
        ("tomorrow", [2]),
        ("later", [3]),
        ("undated", [4]),
        ("ahead", [1, 2, 3]),
        ("x", [0, 1, 2, 3, 4]),
    ],
)
def test_a_list_is_narrowed_by_the_day_at_the_place(world, now, due, listed):
    today = date(2019, 10, 2)
    days = [today - timedelta(days=1), today, today + timedelta(days=1), today + timedelta(days=9), NO_DAY]
    made = put(world, now, *days, state="admitted")
    found = reader(world, now, state="admitted", due=due)({})
    assert [line.request for line in found.lines] == [made[number] for number in listed]
    assert found.count == len(listed)


def test_the_clock_of_the_place_says_which_day_is_today(world, now):
    put(world, now, date(2019, 10, 2), state="admitted")
    late_evening = now.replace(day=3, hour=5)  # 22:00 of the second in Tijuana
    assert reader(world, late_evening, state="admitted", due="today")({}).count == 1


def test_a_desk_sees_its_own_place_whatever_place_it_asks_for(world, now):
    (own,) = put(world, now, date(2019, 10, 2))
    put(world, now, date(2019, 10, 2), location=MEXICALI)
    listed = reader(world, now, location=MEXICALI)({})
    assert (listed.location, [line.request for line in listed.lines]) == (TIJUANA, [own])
    assert own not in [line.request for line in request_lists.request_list(by=world.other_desk, now=now).lines]


def test_strangers_to_every_request_hear_that_it_is_not_theirs(world, now):
    for actor in (
        world.protector,
        world.other_protector,
        world.observer,
        world.administrator,
        world.lawyer,
        world.comar,
    ):
        with pytest.raises(NotYours):
            request_lists.request_list(by=actor, now=now, filter={"location": TIJUANA})


def test_whoever_coordinates_chooses_a_place_and_reads_no_name(world, now):
    put(world, now, date(2019, 10, 2))
    chosen = request_lists.request_list(by=world.coordinator, now=now)
    counted = {one.location: [state.count for state in one.states] for one in chosen.places}
    assert (chosen.lines, counted[TIJUANA], counted[MEXICALI]) == ((), [1, 0, 0, 0, 0, 0], [0] * 6)
    (line,) = request_lists.request_list(by=world.coordinator, now=now, filter={"location": TIJUANA}).lines
    assert (line.name, line.initials, line.family) == ("", "", "F0000000")


def test_a_list_leaves_one_mark_that_names_those_shown(world, now):
    put(world, now, date(2019, 10, 2), date(2019, 10, 2))
    reader(world, now)({})
    entry = AuditEntry.objects.latest("seq")
    assert (entry.act, sorted(entry.about)) == ("request_list", ["P0000000", "P0000001", "R0000000", "R0000001"])
    assert entry.detail == {"location": TIJUANA, "state": "awaiting_decision"}


# ── a protection upheld waits for nobody, and that is not everybody's to know ────────────────────────────
@pytest.fixture
def held(world, now):
    """Berta, Rosa and Vera are held; each test upholds Rosa's protection. Give their references in that order."""
    afraid = {(1, "fear_of_mexico"): "yes"}
    first = family_of("Berta Luna", by=world.desk, now=now, private=afraid)
    upheld = family_of("Rosa Mar", by=world.desk, now=now, private=afraid)
    last = family_of("Vera Paz", by=world.desk, now=now)
    for request in (first, upheld, last):
        decide(request.reference, "hold", by=world.desk, now=now, reason=WHY)
    return [first.reference, upheld.reference, last.reference]


def held_list(by, now, **narrows):
    return request_lists.request_list(by=by, now=now, filter={"state": "on_hold", "location": TIJUANA, **narrows})


def test_the_desk_reads_that_a_protection_stands_and_no_day(world, now, held):
    answer_all(held[1], "uphold", by=world.protector, now=now)
    shown = {line.request: line for line in held_list(world.desk, now).lines}
    assert [(shown[one].next_on, shown[one].stands is None) for one in held] == [
        (date(2019, 10, 3), True),
        (None, False),
        (date(2019, 10, 5), True),
    ]
    assert "no es devuelta" in shown[held[1]].stands.es
    file = people.request_file(reference=held[1], by=world.desk, now=now)
    assert "asilo en México" in file.stands.es
    assert people.request_file(reference=held[0], by=world.desk, now=now).stands is None


def without_flag(world):
    """Who reads the list and may not know of protection questions."""
    return [
        replace(world.desk, purpose=Purpose.HEARING_LOGISTICS),
        world.coordinator,
        world.data_protection,
    ]


def told_of_upheld(world, now, held, *, by, read=held_list):
    """What a reader's lists tell of whether Rosa's protection was upheld: those that differ before and after."""
    ways = [{}, *({"due": due} for due in request_lists.REQUEST_DUES)]
    before = [read(by, now, **way) for way in ways]
    answer_all(held[1], "uphold", by=world.protector, now=now)
    return [way for way, was in zip(ways, before, strict=True) if read(by, now, **way) != was]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_word_order_or_count_tells_whoever_may_not_know_that_a_protection_stands(world, now, held, number):
    reader = without_flag(world)[number]
    assert told_of_upheld(world, now, held, by=reader) == []
    listed = held_list(reader, now)
    assert (listed.dated, [line.request for line in listed.lines], listed.count) == (False, held, 3)
    assert people.request_file(reference=held[1], by=reader, now=now).stands is None


def test_a_planted_day_would_tell_them(world, now, held, monkeypatch):
    """The planted fault: the list shows its days to whoever reads it."""
    monkeypatch.setattr(request_lists, "_HELD", "no state")
    assert told_of_upheld(world, now, held, by=world.coordinator) != []


def test_the_body_that_upheld_is_not_told_that_another_still_answers(world, now):
    from tests.integration.casework.world import child, hand_in

    told = {(1, "fear_of_mexico"): "yes"}
    alone = hand_in(by=world.desk, now=now, members=[child("Ada Paz", accompanied_by="nobody")], private=told)
    decide(alone.reference, "hold", by=world.desk, now=now)
    answer_all(alone.reference, "uphold", by=world.children, now=now)
    seen = {
        actor.organisation: people.request_file(reference=alone.reference, by=actor, now=now).stands is not None
        for actor in (world.children, world.protector, world.desk)
    }
    assert seen == {"children-tijuana": True, "shelter-tijuana": False, "inm-tijuana": False}
