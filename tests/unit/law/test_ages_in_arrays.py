"""Ages counted for many give what they give one person, leap days and days beyond the tables among them."""

from datetime import date

import numpy as np
import pytest

from estancia.law.columns import Column, Columns
from estancia.law.criteria import NO, NOT_KNOWN, YES, YearsBelow

BORN = [
    date(2000, 2, 29),
    date(2000, 2, 28),
    date(2000, 3, 1),
    date(2004, 2, 29),
    date(1, 1, 1),
    date(2002, 3, 1),
    None,
]
AT = [
    date(2018, 2, 28),
    date(2018, 3, 1),
    date(2020, 2, 29),
    date(2022, 2, 28),
    date(9, 1, 1),
    date(9999, 12, 31),
    None,
]
BELOW = YearsBelow("born", "at", 18)


def column(days: list[date | None]) -> Column:
    known = np.array([day is not None for day in days], np.bool_)
    return Column(np.array([day.toordinal() if day else 0 for day in days], np.int32), known)


def alone(born: date | None, at: date | None) -> tuple[bool, bool]:
    said = BELOW.of({"born": born, "at": at})
    assert said in (YES, NO, NOT_KNOWN)
    return said is YES, said is NO


def in_arrays(pairs: list[tuple[date | None, date | None]]) -> list[tuple[bool, bool]]:
    columns: Columns = {"born": column([born for born, _ in pairs]), "at": column([at for _, at in pairs])}
    yes, no = BELOW.over(columns)
    return list(zip(yes.tolist(), no.tolist(), strict=True))


def test_many_on_different_days_are_as_old_as_each_is_alone() -> None:
    pairs = [(born, at) for born in BORN for at in AT]
    assert in_arrays(pairs) == [alone(born, at) for born, at in pairs]


@pytest.mark.parametrize("at", AT)
def test_many_on_one_day_are_as_old_as_each_is_alone(at: date | None) -> None:
    pairs = [(born, at) for born in BORN]
    assert in_arrays(pairs) == [alone(born, at) for born, at in pairs]


@pytest.mark.parametrize("at", [day for day in AT if day])
def test_a_fixed_day_counts_the_same(at: date) -> None:
    below = YearsBelow("born", at, 18)
    yes, no = below.over({"born": column(BORN)})
    said = [below.of({"born": born}) for born in BORN]
    assert yes.tolist() == [each is YES for each in said]
    assert no.tolist() == [each is NO for each in said]


def test_a_planted_leap_day_one_day_late_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from estancia.law import criteria

    kept = criteria._years_before
    monkeypatch.setattr(criteria, "_years_before", lambda day, years: kept(day, years) + (day.month == 2))
    with pytest.raises(AssertionError):
        test_many_on_one_day_are_as_old_as_each_is_alone(AT[2])
