"""What stands in a column of births and is no day: four figures are a year, never the serial of a spreadsheet."""

from datetime import date

from estancia.notices.rosters.dates import Order, Reading, read_day

BORN = Reading(order=Order.DAY_FIRST, starts_1904=None, born=True, today=date(2019, 10, 2))


def test_a_year_that_cannot_be_is_unreadable_and_not_a_day_of_another_century() -> None:
    assert read_day(text="1899", how=BORN) == (None, "day_unreadable")
    assert read_day(text="4400", how=BORN) == (None, "day_unreadable")
    assert read_day(text="1999", how=BORN) == (1999, None)
