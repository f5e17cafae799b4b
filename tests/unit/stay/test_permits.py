"""The clocks of a permit, as the law counts them: working days, around holidays and the turn of a year."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from estancia.law.rules import SOFT_GRADES
from estancia.stay.permit_states import PERMIT_STATES, PERMIT_STEPS
from estancia.stay.permits import (
    KINDS,
    answer_by,
    certificate_by,
    cure_by,
    opinion_by,
    papers_for,
    practice_at,
    renew_from,
)
from tests.architecture.test_states import stuck

# Complete on this day, answered by that one: twenty working days.
ANSWERED_BY = [
    (date(2019, 10, 2), date(2019, 10, 30)),  # no rest day between
    (date(2019, 12, 20), date(2020, 1, 21)),  # over Christmas and the turn of the year
    (date(2020, 10, 28), date(2020, 11, 26)),  # 20 November does not count
    (date(2024, 9, 13), date(2024, 10, 15)),  # 16 September and 1 October 2024, a change of the executive
    (date(2021, 1, 30), date(2021, 3, 1)),  # from a Saturday, over 5 February
]
# Told on this day, to be cured by that one: ten working days.
CURED_BY = [
    (date(2019, 10, 2), date(2019, 10, 16)),
    (date(2021, 4, 28), date(2021, 5, 13)),  # 5 May does not count; 1 May is a Saturday
    (date(2019, 12, 20), date(2020, 1, 7)),
]
# Asked for on this day, handed over by that one: two working days.
CERTIFIED_BY = [
    (date(2019, 11, 15), date(2019, 11, 19)),  # over a weekend
    (date(2019, 11, 19), date(2019, 11, 22)),  # 20 November does not count
    (date(2019, 12, 31), date(2020, 1, 3)),
]
Clock = Callable[[date], date]


def wrong(clock: Clock, table: list[tuple[date, date]]) -> list[date]:
    return [start for start, end in table if clock(start) != end]


def in_natural_days(days: int, start: date) -> date:
    return start + timedelta(days=days)


@pytest.mark.parametrize(
    ("clock", "table"),
    [
        (lambda on: answer_by(complete_on=on), ANSWERED_BY),
        (lambda on: cure_by(notified_on=on), CURED_BY),
        (lambda on: certificate_by(asked_on=on), CERTIFIED_BY),
    ],
    ids=["answer", "cure", "certificate"],
)
def test_each_clock_ends_on_its_working_day(clock: Clock, table: list[tuple[date, date]]) -> None:
    assert wrong(clock, table) == []


@pytest.mark.parametrize(("days", "table"), [(20, ANSWERED_BY), (10, CURED_BY), (2, CERTIFIED_BY)])
def test_a_planted_clock_of_natural_days_is_caught(days: int, table: list[tuple[date, date]]) -> None:
    assert len(wrong(partial(in_natural_days, days), table)) == len(table)


def test_another_authoritys_opinion_is_counted_in_natural_days() -> None:
    assert opinion_by(asked_on=date(2019, 12, 24)) == date(2020, 1, 3)


def test_a_renewal_asked_for_on_its_day_is_answered_before_the_old_one_ends() -> None:
    ends = date(2020, 1, 31)
    day = renew_from(valid_until=ends)
    assert answer_by(complete_on=day) < ends <= answer_by(complete_on=day + timedelta(days=3))


def test_in_juarez_work_permits_could_not_be_used_until_june_2019() -> None:
    def usable(on: date, place: str = "08037") -> set[str]:
        return {row.usable for row in practice_at(kind="work_permit", place=place, on=on)}

    assert (usable(date(2019, 5, 31)), usable(date(2019, 6, 1)), usable(date(2019, 5, 31), "02004")) == (
        {"no"},
        {"yes"},
        set(),
    )


def test_the_curp_was_given_in_juarez_only_to_those_entering_government_shelters() -> None:
    rows = practice_at(kind="curp", place="08037", on=date(2022, 6, 1))
    assert "narrow" in {row.usable for row in rows}


def test_what_was_reported_of_practice_only_warns() -> None:
    told = [row for kind in KINDS for row in practice_at(kind=kind, place="08037", on=date(2019, 3, 1))]
    assert told
    assert all(row.grade in SOFT_GRADES or row.usable == "not_known" for row in told)


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_asked_for_has_its_source_and_those_surely_asked_come_first(kind: str) -> None:
    papers = papers_for(kind=kind, on=date(2022, 3, 2))
    assert all(paper.source and paper.grade for paper in papers)
    assert [paper.needed for paper in papers] == sorted((paper.needed for paper in papers), reverse=True)


def test_no_state_of_an_application_is_a_dead_end() -> None:
    assert stuck({"permit": PERMIT_STATES}, PERMIT_STEPS) == []
    forgotten = {step: to for step, to in PERMIT_STEPS.items() if step[1] != "silent"}
    assert stuck({"permit": PERMIT_STATES}, forgotten) == ["permit.silent"]
