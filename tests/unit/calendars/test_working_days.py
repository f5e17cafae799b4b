"""A legal clock counts the days that LFPA art. 28 counts."""

from datetime import date, timedelta

import pytest

from estancia.calendars import Period, add_working_days, is_working_day


@pytest.mark.parametrize(
    "on",
    [
        date(2022, 1, 1),
        date(2021, 2, 5),
        date(2022, 3, 21),
        date(2019, 5, 1),
        date(2022, 5, 5),
        date(2022, 9, 1),
        date(2022, 9, 16),
        date(2019, 11, 20),
        date(2019, 12, 25),
        date(2024, 10, 1),
        date(2022, 3, 5),
        date(2022, 3, 6),
    ],
)
def test_a_rest_day_does_not_count(on: date) -> None:
    assert not is_working_day(on)


@pytest.mark.parametrize("on", [date(2022, 3, 2), date(2018, 10, 1), date(2024, 12, 2), date(2022, 11, 2)])
def test_a_common_day_counts(on: date) -> None:
    assert is_working_day(on)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2022, 3, 4), 1, date(2022, 3, 7)),
        (date(2022, 3, 2), 20, date(2022, 3, 31)),
        (date(2019, 12, 24), 1, date(2019, 12, 26)),
        (date(2022, 3, 2), 0, date(2022, 3, 2)),
    ],
)
def test_the_count_begins_the_day_after(start: date, days: int, end: date) -> None:
    assert add_working_days(start=start, days=days) == end


def test_the_end_is_a_working_day_with_that_many_before_it() -> None:
    start = date(2019, 12, 20)
    for days in range(1, 60):
        end = add_working_days(start=start, days=days)
        passed = (start + timedelta(days=by) for by in range(1, (end - start).days + 1))
        assert is_working_day(end)
        assert sum(map(is_working_day, passed)) == days


def test_a_period_holds_its_first_day_and_not_its_last() -> None:
    period = Period(date(2022, 3, 2), date(2022, 3, 5))
    assert [period.covers(date(2022, 3, day)) for day in (1, 2, 4, 5)] == [False, True, True, False]
    assert period.days == 3


@pytest.mark.parametrize("until", [date(2022, 3, 2), date(2022, 3, 1)])
def test_a_period_that_ends_before_it_begins_is_refused(until: date) -> None:
    with pytest.raises(ValueError, match="ends after it begins"):
        Period(date(2022, 3, 2), until)
