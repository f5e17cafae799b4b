"""One form sent many times at one instant, or by a process that dies: its deed is done once, never twice, never lost.

Three planted ways of keeping the key outside the deed's transaction are each caught.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connections, transaction

from estancia.casework.once_key import DoneBefore, Sending, do_once
from estancia.records.models import OnceKey, SecurityReport
from estancia.records.written import write_row_once

CLICKS = 16
NOW = datetime(2019, 10, 2, 15, 30, tzinfo=UTC)
SENT = Sending(key="k" * 24, who="staff 1", route="report_security", said=("/", "state", "ok"))
Do = Callable[[], str]
Way = Callable[[Do], str]


class Killed(BaseException):
    """The process ends here."""


def in_the_deeds_transaction(do: Do) -> str:
    """As the house does."""
    answer = do_once(sending=SENT, do=do, leads_to=str, now=NOW)
    return answer.leads_to if isinstance(answer, DoneBefore) else answer


def looked_up_before(do: Do) -> str:
    """Planted: look whether the key is kept, do the deed, keep the key after."""
    kept = OnceKey.objects.filter(key=SENT.name()).first()
    if kept:
        return kept.leads_to
    with transaction.atomic():
        answer = do()
    write_row_once(row=_row(answer))
    return answer


def kept_before(do: Do) -> str:
    """Planted: keep the key in a transaction of its own, then do the deed."""
    if not write_row_once(row=_row("/reports/")):
        return "/reports/"
    with transaction.atomic():
        return do()


def _row(leads_to: str) -> OnceKey:
    return OnceKey(key=SENT.name(), body=SENT.body(), route=SENT.route, leads_to=leads_to, at=NOW)


def report() -> str:
    """The deed: a row more each time it is done."""
    SecurityReport.objects.create(location_key="02004", state="ok", source="a click", reported_at=NOW)
    time.sleep(0.02)
    return "/reports/"


def clicks(way: Way) -> list[str]:
    start = threading.Barrier(CLICKS)

    def click(_: int) -> str:
        try:
            start.wait(60)
            return way(report)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLICKS) as hands:
        return list(hands.map(click, range(CLICKS)))


def dies_once_then_sent_again(way: Way, *, after: bool) -> int:
    """How often the deed stands after a process died at it, before its answer left, and the form was sent again."""

    def dying() -> str:
        if after:
            report()
        raise Killed

    with pytest.raises(Killed):
        way(dying)
    way(report)
    return SecurityReport.objects.count()


@pytest.mark.django_db(transaction=True)
def test_sixteen_clicks_at_one_instant_do_it_once_and_all_are_led_to_the_same_page():
    assert set(clicks(in_the_deeds_transaction)) == {"/reports/"}
    assert (SecurityReport.objects.count(), OnceKey.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_planted_key_looked_up_before_the_deed_lets_clicks_double_it():
    clicks(looked_up_before)
    assert SecurityReport.objects.count() > 1


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.django_db(transaction=True)
def test_a_process_that_dies_at_the_deed_leaves_the_key_free_and_the_deed_undone(after):
    assert dies_once_then_sent_again(in_the_deeds_transaction, after=after) == 1


@pytest.mark.django_db(transaction=True)
def test_a_planted_key_kept_before_the_deed_loses_it():
    assert dies_once_then_sent_again(kept_before, after=False) == 0


@pytest.mark.django_db(transaction=True)
def test_a_planted_key_kept_after_the_deed_doubles_it(monkeypatch):
    def dies(row: OnceKey) -> bool:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("tests.faults.test_pressed_twice.write_row_once", dies)
        with pytest.raises(Killed):
            looked_up_before(report)
    looked_up_before(report)
    assert SecurityReport.objects.count() == 2
