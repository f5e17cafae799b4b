"""A hearing date is a claim. Sources agree or dispute; a date for a closed case is an alarm that somebody owns."""

from datetime import UTC, date, datetime, time

import pytest

from estancia.notices import About, Accord, Claim, CourtSeen, Says, alarms, weigh

MORNING = datetime(2019, 9, 10, 15, tzinfo=UTC)
LATER = datetime(2019, 9, 12, 15, tzinfo=UTC)
TODAY = date(2019, 9, 12)
SECOND = Says(on=date(2019, 10, 2), at=time(12, 30), place="ENP")


def claim(source: str, says: Says | None, *, about: About = About.HEARING, seen_at: datetime = MORNING) -> Claim:
    return Claim(about=about, source=source, says=says, printed="as seen", seen_by="desk", seen_at=seen_at)


def test_one_paper_alone_is_one_source() -> None:
    assert weigh(claims=[claim("notice", SECOND)], about=About.HEARING, on=TODAY).accord is Accord.ONE_SOURCE


def test_two_sources_with_one_day_agree_though_one_gives_no_hour() -> None:
    claims = [claim("notice", SECOND), claim("court record", Says(on=date(2019, 10, 2)))]
    assert weigh(claims=claims, about=About.HEARING, on=TODAY).accord is Accord.AGREE


@pytest.mark.parametrize(
    ("other", "differ_on"),
    [
        (Says(on=date(2019, 11, 5), at=time(12, 30), place="ENP"), ("on",)),
        (Says(on=date(2019, 10, 2), at=time(8, 30), place="ENP"), ("at",)),
        (Says(on=date(2019, 10, 2), at=time(8, 30), place="SYP"), ("at", "place")),
    ],
)
def test_sources_that_differ_are_a_dispute_owned_by_the_court_liaison(other: Says, differ_on: tuple[str, ...]) -> None:
    claims = [claim("notice", SECOND), claim("court record", other)]
    weighed = weigh(claims=claims, about=About.HEARING, on=TODAY)
    assert (weighed.accord, weighed.differ_on) == (Accord.DISPUTE, differ_on)
    assert [(one.code, one.owner) for one in alarms(claims=claims, court=None, on=TODAY)] == [
        ("hearing_in_dispute", "court_liaison")
    ]


def test_a_source_that_corrects_itself_disputes_nothing_and_loses_nothing() -> None:
    older, newer = claim("notice", SECOND), claim("notice", Says(on=date(2019, 11, 5)), seen_at=LATER)
    weighed = weigh(claims=[newer, older], about=About.HEARING, on=TODAY)
    assert (weighed.accord, weighed.latest) == (Accord.ONE_SOURCE, (newer,))


def test_the_hour_at_the_port_never_disputes_the_hour_before_the_judge() -> None:
    claims = [
        claim("notice", SECOND),
        claim("tear sheet", Says(on=date(2019, 10, 2), at=time(4)), about=About.CHECK_IN),
    ]
    assert weigh(claims=claims, about=About.HEARING, on=TODAY).accord is Accord.ONE_SOURCE
    assert alarms(claims=claims, court=None, on=TODAY) == ()


@pytest.mark.parametrize("status", ["pending", "appeal"])
def test_a_coming_date_is_an_alarm_only_when_the_court_shows_the_case_closed(status: str) -> None:
    sheet = claim("tear sheet", SECOND)
    closed = CourtSeen(status="closed", seen_by="legal clinic", seen_at=LATER)
    open_case = CourtSeen(status=status, seen_by="legal clinic", seen_at=LATER)
    (alarm,) = alarms(claims=[sheet], court=closed, on=TODAY)
    assert (alarm.code, alarm.owner, alarm.claims) == ("closed_case_with_a_date", "court_liaison", (sheet,))
    assert alarms(claims=[sheet], court=open_case, on=TODAY) == ()


def test_a_date_gone_by_when_the_case_was_closed_is_no_alarm_but_one_given_afterwards_is() -> None:
    closed = CourtSeen(status="closed", seen_by="legal clinic", seen_at=datetime(2019, 12, 1, tzinfo=UTC))
    assert alarms(claims=[claim("notice", SECOND)], court=closed, on=TODAY) == ()
    given_later = claim("tear sheet", SECOND, seen_at=datetime(2019, 12, 3, tzinfo=UTC))
    assert [one.code for one in alarms(claims=[given_later], court=closed, on=TODAY)] == ["closed_case_with_a_date"]


def test_a_claim_without_a_source_or_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="source"):
        claim("", SECOND)
    with pytest.raises(ValueError, match="zone"):
        claim("notice", SECOND, seen_at=datetime(2019, 9, 10, 15))  # noqa: DTZ001


def test_a_day_gone_by_disputes_nothing_for_the_next_sheet_gives_the_next_day() -> None:
    claims = [claim("notice", SECOND), claim("tear sheet", Says(on=date(2020, 1, 15)))]
    before, after = date(2019, 10, 2), date(2019, 10, 3)
    assert weigh(claims=claims, about=About.HEARING, on=before).accord is Accord.DISPUTE
    assert weigh(claims=claims, about=About.HEARING, on=after).accord is Accord.ONE_SOURCE
    assert alarms(claims=claims, court=None, on=after) == ()
