"""What the room of the stay answers, without a database: crossings, expected back, renewal, end, what it asks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estancia.admission.states import NotPossibleNow
from estancia.law import parameter
from estancia.law.rules import GRADES
from estancia.stay import (
    END_REASONS,
    Direction,
    Passage,
    doubt_of,
    expected_back_by,
    leaves_for_hearing,
    likely_next,
    obligations,
    renewal_of,
    renewed_until,
    same_press,
)
from estancia.stay.states import STAY_MACHINES, STAY_TRANSITIONS, step

AT = datetime(2019, 11, 20, 12, 30, tzinfo=UTC)
DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2030, 1, 1))
OUT, IN = Direction.OUT, Direction.IN


def line(*ways):
    return [Passage(way, AT + timedelta(hours=hour)) for hour, way in enumerate(ways)]


@pytest.mark.parametrize(
    ("before", "likely"), [((), OUT), ((OUT,), IN), ((OUT, IN), OUT), ((OUT, OUT), IN), ((IN,), OUT)]
)
def test_a_stay_begins_inside_and_its_crossings_take_turns(before, likely):
    assert likely_next(before=line(*before)) is likely
    assert doubt_of(before=line(*before), direction=likely) is None


@given(st.lists(st.sampled_from(Direction)), st.sampled_from(Direction))
def test_whatever_the_log_says_a_crossing_is_at_most_a_question_and_blames_nobody(ways, direction):
    doubt = doubt_of(before=line(*ways), direction=direction)
    assert doubt is None or "Nada cuenta en contra" in doubt.es


@pytest.mark.parametrize(("apart", "same"), [(0, True), (119, True), (-119, True), (120, False), (-120, False)])
def test_the_same_way_within_two_minutes_is_the_same_press(apart, same):
    passage = Passage(OUT, AT + timedelta(seconds=apart))
    assert same_press(line=line(OUT), passage=passage) is same
    assert not same_press(line=line(IN), passage=passage)


def test_a_second_exit_after_an_entry_is_another_crossing_however_soon():
    out, back = Passage(OUT, AT), Passage(IN, AT + timedelta(seconds=40))
    assert not same_press(line=[out, back], passage=Passage(OUT, AT + timedelta(seconds=80)))
    assert same_press(line=[out, back], passage=Passage(IN, AT + timedelta(seconds=80)))
    assert not same_press(line=[back], passage=Passage(OUT, AT + timedelta(seconds=50)))
    at_once = [out, Passage(IN, AT)]  # a paper list keeps whole minutes
    assert all(same_press(line=at_once, passage=one) for one in at_once)


def test_only_whoever_leaves_on_the_day_of_a_hearing_or_the_day_before_leaves_for_it():
    heard = [date(2019, 11, 20), date(2019, 11, 21)]
    assert leaves_for_hearing(on=date(2019, 11, 19), hearing_days=heard) == date(2019, 11, 20)
    assert leaves_for_hearing(on=date(2019, 11, 20), hearing_days=heard) == date(2019, 11, 21)
    assert leaves_for_hearing(on=date(2019, 11, 18), hearing_days=heard) is None
    assert leaves_for_hearing(on=date(2019, 11, 20), hearing_days=[]) is None


def test_the_hour_to_call_is_on_the_clock_of_the_place_whatever_daylight_saving_does():
    for zone in ("America/Tijuana", "America/Ciudad_Juarez", "America/Matamoros"):
        for hearing_on in (date(2019, 3, 9), date(2019, 11, 2), date(2022, 10, 30)):
            by = expected_back_by(hearing_on=hearing_on, zone=ZoneInfo(zone))
            assert (by.date(), by.hour) == (hearing_on + timedelta(days=2), 0)


@given(until=DAYS, on=DAYS, covers=st.none() | DAYS)
def test_a_renewal_never_shuts_anyone_out_and_always_covers_what_it_must(until, on, covers):
    renewal = renewal_of(valid_until=until, must_cover_until=covers, on=on)
    assert renewal.may_renew or on < renewal.opens_on
    assert (renewal.standing == "lapsed") == (on >= until)
    renewed = renewed_until(valid_until=until, must_cover_until=covers, on=on)
    assert renewed > max(until, on)
    assert covers is None or renewed > covers


def test_a_renewal_opens_before_any_hearing_that_lies_outside():
    until = date(2020, 3, 30)
    opens = until - parameter("EST-22", on=until).as_timedelta()
    for covers in (until, until + timedelta(days=1), until + timedelta(days=300)):
        assert renewal_of(valid_until=until, must_cover_until=covers, on=opens).standing == "needed"
        assert opens < covers - timedelta(days=1)
    assert renewal_of(valid_until=until, must_cover_until=until - timedelta(days=1), on=opens).standing == "open"
    assert renewal_of(valid_until=until, must_cover_until=None, on=opens - timedelta(days=1)).standing == "covered"


def test_no_sentence_of_a_stay_says_inadmissible_or_names_what_a_paper_may_not():
    said = [one for reason in END_REASONS.values() for one in (reason.line, reason.next_line)]
    said += [one.line for one in obligations()]
    said += [
        renewal_of(valid_until=AT.date(), must_cover_until=None, on=day).line for day in (AT.date(), date(2018, 1, 1))
    ]
    for one in said:
        assert not any(
            word in f"{one.es} {one.en}".lower() for word in ("inadmis", "ilegal", "illegal", "corte", "court")
        )


def test_every_obligation_has_a_provision_and_a_grade():
    assert all(one.provision and one.grade in (*GRADES, "house") for one in obligations())
    assert {one.asked for one in obligations()} == {True, False}


@pytest.mark.parametrize(
    ("machine", "state"), [(name, state) for name, states in STAY_MACHINES.items() for state in states]
)
def test_a_step_that_the_table_lacks_is_refused(machine, state):
    events = {event for of, _, event in STAY_TRANSITIONS if of != machine}
    for event in events - {event for of, at, event in STAY_TRANSITIONS if (of, at) == (machine, state)}:
        with pytest.raises(NotPossibleNow):
            step(machine=machine, state=state, event=event)
