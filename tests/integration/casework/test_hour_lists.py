"""Lists by the hour, read in parts: the order of the whole list, each row once, and no part read out of its index."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Case, IntegerField, Q, Value, When
from django.test.utils import CaptureQueriesContext

from estancia.casework import work_counts
from estancia.casework.alarms import alarm_list
from estancia.casework.complaint_lists import complaint_list
from estancia.casework.holds import hold_list
from estancia.casework.hour_lists import ByHour
from estancia.casework.hours import hours_at
from estancia.casework.kept_papers import kept_list
from estancia.casework.keyset import Order, Part
from estancia.casework.renewals import renewals_due
from estancia.casework.reviews import review_list
from estancia.records.models import FamilyGroup, Hold, Organisation, Request
from tests.integration.casework.world import MEXICALI, TIJUANA

BY_HOUR = ByHour(at="answer_by", states=("open",), gone_up="escalated")


@pytest.fixture
def holds(world, now):
    """Forty questions: of the desk's own body here and elsewhere, and of another here; late, gone up, waiting; ties."""
    bodies = {key: Organisation.objects.get(key=key) for key in (world.desk.organisation, world.protector.organisation)}
    own, other = bodies.values()
    for number in range(40):
        owner, place = ((own, TIJUANA), (own, MEXICALI), (other, TIJUANA))[number % 3]
        family = FamilyGroup.objects.create(reference=f"F{number:07d}", location_key=place, created_at=now)
        request = Request.objects.create(
            reference=f"R{number:07d}", family=family, location_key=place, on=now.date(), state="on_hold",
            made_at=now, recorded_by_id=world.desk.user_id,
        )  # fmt: skip
        Hold.objects.create(
            reference=f"H{number:07d}", request=request, location_key=place, kind="wait", code="officer",
            organisation=owner, answer_by=now + timedelta(hours=9 * (number * 7 % 9) - 20), waits_at="at_the_office",
            state="escalated" if number % 5 == 0 else "open", opened_at=now - timedelta(days=3),
        )  # fmt: skip


def in_order(now):
    """The references of all of them as the list is to have them, told row by row."""
    burning = Q(state="escalated") | Q(answer_by__lte=now)
    late = Case(When(burning, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Hold.objects.annotate(late=late).order_by("late", "answer_by", "pk")
    return [row.reference for row in rows]


def lines(page):
    return [line.reference for line in (*page.overdue, *page.today, *page.tomorrow, *page.waiting)]


def walked(read, *, onward, first):
    """Every page from one on, in the way of its bookmarks."""
    pages, page = [lines(first)], first
    while mark := getattr(page, onward):
        page = read({onward: mark})
        pages.append(lines(page))
    return pages, page


def test_a_list_read_in_parts_has_the_order_of_the_whole_and_each_row_once(world, now, holds, monkeypatch):
    monkeypatch.setitem(Order.page.__kwdefaults__, "size", 3)

    def read(asked):
        return hold_list(by=world.desk, now=now, filter=asked)

    onward, last = walked(read, onward="after", first=read({}))
    assert [one for page in onward for one in page] == in_order(now)
    back, first = walked(read, onward="before", first=last)
    assert sorted(one for page in back for one in page) == sorted(in_order(now))
    assert (lines(first), first.before) == (lines(read({})), "")
    assert read({}).count == 40


@pytest.mark.parametrize("due", ["overdue", "in_time", "today", "tomorrow", "later"])
def test_what_is_counted_by_the_hour_is_what_the_parts_of_its_list_hold(world, now, holds, due):
    rows = Hold.objects.all()
    listed = [row.pk for part in BY_HOUR.parts(ways=[rows], due=due, hours=hours_at(now=now)) for row in part.rows]
    assert len(listed) == len(set(listed)) > 0
    assert work_counts.up_to_most(*BY_HOUR.counted(rows=rows, due=due, hours=hours_at(now=now))) == len(listed)


def test_a_row_of_two_ways_is_counted_once_and_a_count_stops_above_the_most(world, now, holds, monkeypatch):
    ways = [Part(Hold.objects.all()), Part(Hold.objects.filter(location_key=TIJUANA))]
    assert work_counts.shown_once(ways) == 40
    monkeypatch.setattr(work_counts, "MOST", 10)
    assert work_counts.shown_once(ways) == 11
    assert work_counts.up_to_most(*(part.rows for part in ways)) == 11


# ── no page sorts what it reads: its indexes give it in its order ────────────────────────────────────────
LISTS = {
    "holds": lambda world, now: hold_list(by=world.desk, now=now),
    "holds of those who protect": lambda world, now: hold_list(by=world.protector, now=now),
    "holds overseen": lambda world, now: hold_list(by=world.data_protection, now=now),
    "reviews": lambda world, now: review_list(by=world.desk, now=now),
    "reviews of all": lambda world, now: review_list(by=world.data_protection, now=now),
    "alarms": lambda world, now: alarm_list(by=world.desk, now=now),
    "alarms mine": lambda world, now: alarm_list(by=world.desk, now=now, filter={"mine": "yes"}),
    "alarms of all": lambda world, now: alarm_list(by=world.data_protection, now=now),
    "kept papers": lambda world, now: kept_list(by=world.desk, now=now),
    "kept papers mine": lambda world, now: kept_list(by=world.desk, now=now, filter={"mine": "yes"}),
    "kept papers of all": lambda world, now: kept_list(by=world.data_protection, now=now),
    "kept papers of those who protect": lambda world, now: kept_list(by=world.protector, now=now),
    "renewals": lambda world, now: renewals_due(by=world.desk, now=now),
    "complaints": lambda world, now: complaint_list(by=world.commission, now=now),
    "complaints overseen": lambda world, now: complaint_list(by=world.data_protection, now=now),
}


def sorted_out(look):
    """The statements by which a look reads some rows in an order, of which the database sorts all it finds."""
    with CaptureQueriesContext(connection) as seen:
        look()
    asked = [one["sql"] for one in seen if " ORDER BY " in one["sql"] and re.search(r" LIMIT (2|101$)", one["sql"])]
    assert asked
    return [sql for sql in asked if sorts(sql)]


def sorts(sql):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}")
            return any("TEMP B-TREE" in row[-1] for row in cursor.fetchall())
        for way in ("sort", "seqscan", "bitmapscan", "hashjoin"):  # left: what it cannot do without
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {sql}")
        return any(row[0].strip().removeprefix("->").strip().startswith("Sort ") for row in cursor.fetchall())


@pytest.mark.parametrize("listed", LISTS)
def test_no_page_of_a_list_sorts_what_it_reads(world, now, holds, listed):
    assert sorted_out(lambda: LISTS[listed](world, now)) == []


def test_a_list_sorted_by_what_no_index_holds_is_found_out(world, now, holds):
    late = Case(When(answer_by__lte=now, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Hold.objects.filter(location_key=TIJUANA).annotate(late=late)
    by_case = Order(rows=rows, keys=(("late", int), ("answer_by", type(now)), ("pk", int)))
    assert sorted_out(lambda: by_case.page(asked={}))
