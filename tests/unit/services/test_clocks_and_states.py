"""How long a complaint may wait, in working days; and no complaint is ever stuck."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from estancia.services import COMPLAINT_STATES, KINDS, STEPS, answer_due, first_due
from estancia.services.clocks import CENTRAL
from tests.architecture.test_states import never_ending, stuck, unknown, unowned

MACHINE = {"complaint": COMPLAINT_STATES}
TABLE = {("complaint", before, event): after for (before, event), after in STEPS.items()}
Clock = Callable[..., datetime]

# A complaint of this day is answered by the end of that one: fifteen working days of LFPA art. 28.
ANSWERED_BY = [
    (date(2019, 10, 2), date(2019, 10, 23)),  # no rest day between
    (date(2019, 10, 31), date(2019, 11, 22)),  # 20 November does not count
    (date(2019, 12, 20), date(2020, 1, 14)),  # over Christmas and the turn of the year
    (date(2020, 1, 31), date(2020, 2, 24)),  # 5 February does not count, in a leap year
    (date(2024, 9, 27), date(2024, 10, 21)),  # 1 October 2024, a change of the federal executive
    (date(2021, 5, 1), date(2021, 5, 24)),  # told on a Saturday that is itself a rest day; 5 May does not count
]


def at_noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=CENTRAL)


def wrong(clock: Clock) -> list[date]:
    """The days on which a clock does not end where it should."""
    ends = {told: clock(filed_at=at_noon(told)).astimezone(CENTRAL) for told, _ in ANSWERED_BY}
    return [told for told, last in ANSWERED_BY if ends[told] != at_noon(last) + timedelta(hours=11, minutes=59)]


def test_a_complaint_is_answered_within_fifteen_working_days() -> None:
    assert wrong(answer_due) == []


def test_a_planted_clock_of_natural_days_is_caught() -> None:
    assert len(wrong(lambda *, filed_at: filed_at + timedelta(days=15))) == len(ANSWERED_BY)


@pytest.mark.parametrize("kind", ["violence", "family_split", "no_care"])
def test_what_endangers_is_acknowledged_within_a_day_even_at_night_and_on_holidays(kind: str) -> None:
    told = datetime(2019, 12, 24, 23, tzinfo=CENTRAL)
    assert first_due(kind=kind, filed_at=told) == told + timedelta(hours=24)


def test_a_blocked_visit_told_before_christmas_is_acknowledged_by_the_end_of_the_second_working_day() -> None:
    due = first_due(kind="blocked_visit", filed_at=datetime(2019, 12, 24, 9, tzinfo=CENTRAL))
    assert due == datetime(2019, 12, 27, 23, 59, tzinfo=CENTRAL)


def test_every_state_has_a_line_an_owner_a_way_out_and_an_end() -> None:
    assert unowned(MACHINE) + stuck(MACHINE, TABLE) + never_ending(MACHINE, TABLE) + unknown(MACHINE, TABLE) == []


def test_a_planted_step_that_forgets_escalated_complaints_is_caught() -> None:
    planted = {step: after for step, after in TABLE.items() if step[1] != "escalated"}
    assert stuck(MACHINE, planted) == ["complaint.escalated"]


def test_every_kind_has_bodies_a_clock_and_a_source() -> None:
    assert all(kind.bodies and kind.first_within and kind.source for kind in KINDS.values())
