"""Lists by the hour, a page at a time: forwards each is shown once whatever happens meanwhile, and back leads back."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from estancia.casework.keyset import Order, written
from estancia.casework.renewals import renewals_due
from estancia.records.models import HearingAlarm, StayRenewal
from tests.integration.web.test_counts import (
    COUNTED,
    ONWARD,
    dates_are_alarming_and_papers_are_kept,
    some_left_for_a_hearing_and_some_stays_run_out,
    somebody_else_is_to_look_again,
)
from tests.integration.web.window import Window

pytestmark = pytest.mark.django_db


def dates_are_alarming_and_one_was_passed_on_in_vain(world: Any, now: datetime) -> None:
    dates_are_alarming_and_papers_are_kept(world, now)
    HearingAlarm.objects.filter(state="escalated").update(answer_by=now - timedelta(hours=1))


BACK = re.compile(r'<a[^>]*\srel="prev"[^>]*\shref="([^"]+)"')
LISTS = {
    "/reviews/": (somebody_else_is_to_look_again, "desk"),
    "/alarms/": (dates_are_alarming_and_one_was_passed_on_in_vain, "desk"),
    "/kept-papers/": (dates_are_alarming_and_papers_are_kept, "desk"),
    "/expected-back/": (some_left_for_a_hearing_and_some_stays_run_out, "protector"),
}


@pytest.fixture
def one_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Order.page.__kwdefaults__, "size", 1)


def shown(html: str, *, at: str) -> list[str]:
    """The references that a page of a list leads to."""
    return re.findall(rf'href="{at}([A-Z0-9]+)/"', html)


def walked(window: Window, *, at: str) -> list[list[str]]:
    """Every page of a list to its end."""
    pages, there = [], at
    while there:
        html = window.open(there).html
        pages.append(shown(html, at=at))
        onward = ONWARD.search(html)
        there = at + onward.group(1) if onward else ""
    return pages


@pytest.mark.parametrize("address", LISTS)
def test_a_long_list_is_walked_page_by_page_the_overdue_first_and_back_again(
    world: Any, at: Any, now: datetime, one_a_page: None, address: str
) -> None:
    situation, reader = LISTS[address]
    situation(world, now)
    window = at(getattr(world, reader))
    first, *_ = pages = walked(window, at=address)
    assert [len(page) for page in pages] == [1] * len(pages)
    assert len({one for (one,) in pages}) == len(pages) > 1
    page = window.open(address)
    assert any(word in page.text for word in ("Hora vencida", "Llamar ahora"))
    onward = window.open(address + ONWARD.search(page.html).group(1))  # type: ignore[union-attr]
    back = window.open(address + BACK.search(onward.html).group(1))  # type: ignore[union-attr]
    assert shown(back.html, at=address) == first


def test_stays_to_renew_come_a_page_at_a_time_and_each_once(
    world: Any, at: Any, now: datetime, one_a_page: None
) -> None:
    some_left_for_a_hearing_and_some_stays_run_out(world, now)
    window, there, numbers = at(world.desk), "/renewals/", []
    while there:
        html = window.open(there).html
        numbers.append(COUNTED.findall(html))
        onward = ONWARD.search(html)
        there = "/renewals/" + onward.group(1) if onward else ""
    assert (len(numbers), {len(marks) for marks in numbers}) == (len(StayRenewal.objects.all()), {1})


def test_a_paper_given_back_between_two_pages_hides_no_other(
    world: Any, at: Any, now: datetime, one_a_page: None
) -> None:
    from estancia.casework.kept_papers import return_paper

    dates_are_alarming_and_papers_are_kept(world, now)
    window = at(world.desk)
    (first,), (second,) = walked(window, at="/kept-papers/")
    onward = ONWARD.search(window.open("/kept-papers/").html)
    back = {"returned_day": "2", "returned_month": "10", "returned_year": "2019"}
    return_paper(reference=first, answers=back, by=world.desk, now=now)
    assert shown(window.open("/kept-papers/" + onward.group(1)).html, at="/kept-papers/") == [second]  # type: ignore[union-attr]


def test_a_family_that_left_together_stays_on_one_page(world: Any, now: datetime, one_a_page: None) -> None:
    from estancia.casework.expected import expected_list
    from estancia.records.append_only import changes_allowed
    from estancia.records.models import Crossing, ExpectedReturn, Person

    some_left_for_a_hearing_and_some_stays_run_out(world, now)
    early, late, alone = (
        ExpectedReturn.objects.select_related("stay__person", "exit").get(exit__press=f"Viajera {letters}")
        for letters in ("AAA", "BBB", "FFF")
    )
    ExpectedReturn.objects.filter(pk=alone.pk).update(state="returned", closed_at=now)
    Person.objects.filter(pk=late.stay.person_id).update(family=early.stay.person.family, order_in_family=2)
    ExpectedReturn.objects.filter(pk=late.pk).update(call_by=early.call_by)
    with changes_allowed(connection=connection):  # a crossing never changes in service
        Crossing.objects.filter(pk=late.exit_id).update(press=early.exit.press)
    listed = expected_list(by=world.protector, now=now + timedelta(days=1))
    assert [len(line.names) for line in (*listed.due, *listed.waiting)] == [2]
    assert (listed.before, listed.after) == ("", "")


def asked_for(look: Any) -> list[str]:
    """The statements of a look."""
    with CaptureQueriesContext(connection) as seen:
        look()
    return [one["sql"] for one in seen]


def test_a_further_page_of_stays_to_renew_is_read_by_one_word_on_their_day(
    world: Any, at: Any, now: datetime, one_a_page: None
) -> None:
    some_left_for_a_hearing_and_some_stays_run_out(world, now)
    StayRenewal.objects.update(old_until=StayRenewal.objects.latest("old_until").old_until)
    first = renewals_due(by=world.desk, now=now)
    asked = asked_for(lambda: renewals_due(by=world.desk, now=now, asked={"after": first.after}))
    read = [sql for sql in asked if 'FROM "records_stayrenewal"' in sql]
    assert len(read) > 1
    assert [len(re.findall(r'"old_until" [>=]', sql)) for sql in read] == [1] * len(read)


def test_a_bookmark_from_before_the_stays_still_listed_leads_to_the_first_of_them(
    world: Any, at: Any, now: datetime, one_a_page: None
) -> None:
    some_left_for_a_hearing_and_some_stays_run_out(world, now)
    first = renewals_due(by=world.desk, now=now)
    long_ago = written(at=(date(1999, 1, 1), 1))
    StayRenewal.objects.filter(pk=StayRenewal.objects.latest("pk").pk).update(old_until=date(2000, 1, 1))
    listed = renewals_due(by=world.desk, now=now, asked={"after": long_ago})
    assert listed.lines == first.lines
    assert not listed.before


@pytest.mark.parametrize("address", LISTS)
def test_a_page_asks_as_much_for_a_few_lines_as_for_one(
    world: Any, at: Any, now: datetime, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    situation, reader = LISTS[address]
    situation(world, now)
    window = at(getattr(world, reader))
    counts = []
    for size in (1, 2):
        monkeypatch.setitem(Order.page.__kwdefaults__, "size", size)
        asked = asked_for(lambda: window.open(address))
        counts.append(len([sql for sql in asked if sql.startswith("SELECT")]))
    assert counts[1] <= counts[0]
