"""A person's own work: what is burning, what is due today and tomorrow, what waits; each number opens its list.

Each room counts its own, in one function named in `_COUNTS`; `work_counts` says what such a function owes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from estancia.casework import audit
from estancia.casework.access import Actor, Purpose, Role, may_knock
from estancia.casework.complaint_lists import (
    complaint_hours,
    complaints_due,
    complaints_of,
    reach_of,
    still_open,
    whose,
)
from estancia.casework.hold_faces import one_line_each
from estancia.casework.hold_pages import due_among
from estancia.casework.hold_rows import SENTENCES
from estancia.casework.holds import holds_to_answer
from estancia.casework.hour_lists import IN_TIME
from estancia.casework.hours import DUES, OVERDUE, TODAY, TOMORROW, hours_at
from estancia.casework.lived_work import count_lived, expected_in_all
from estancia.casework.merge_list import merges_to_confirm
from estancia.casework.notice_counts import alarms_waiting, kept_papers_waiting
from estancia.casework.overseeing import overseen
from estancia.casework.own_body import own_body
from estancia.casework.permit_list import permits_waiting
from estancia.casework.places import free_places, security_state
from estancia.casework.request_lists import days_at, requests_standing
from estancia.casework.reviews import reviews_due
from estancia.casework.revocations import waiting_for_a_second
from estancia.casework.roster_hearing import not_heard
from estancia.casework.saved_filters import filters_of
from estancia.casework.views.work import WorkCount, WorkView
from estancia.casework.work_counts import (
    BURNING,
    FOR_TODAY,
    FOR_TOMORROW,
    OTHERS,
    WAITING,
    Found,
    by_due,
    counts_of,
    up_to_most,
    work_count,
)
from estancia.places import local_date, locations, place_name
from estancia.records.models import Hold
from estancia.wording import Sentence

Counted = Sequence[Sequence[QuerySet[Any]]]
# What the desk is told of the requests of its place: their group, the count's code, their state and day.
_REQUESTS = (
    (BURNING, "decide_earlier", "awaiting_decision", OVERDUE),
    (FOR_TODAY, "decide", "awaiting_decision", TODAY),
    (FOR_TOMORROW, "hearings", "admitted", TOMORROW),
)


@audit.deed()
def my_work(*, by: Actor, now: datetime) -> WorkView:
    """Count what waits for this actor, by urgency. Zeros are left out, and so are lists they may not open."""
    found = [one for one in counted(by=by, now=now) if one[1].count and may_knock(route=one[1].route, by=by)]
    about, revocations = waiting_for_a_second(by=by, now=now)
    audit.record(by=by, act="my_work", about=about, detail={}, now=now)
    return WorkView(
        burning=_of(found, BURNING),
        today=_of(found, FOR_TODAY),
        tomorrow=_of(found, FOR_TOMORROW),
        waiting=_of(found, WAITING),
        others=_of(found, OTHERS),
        revocations=revocations,
        expected=expected_in_all(by=by),
        saved=filters_of(by=by),
    )


def counted(*, by: Actor, now: datetime) -> tuple[Found, ...]:
    """Give every count of this actor's work with its group, zeros too. Leaves no mark: `my_work` does."""
    return tuple(one for count in _COUNTS for one in count(by, now))


def _of(found: Iterable[Found], group: str) -> tuple[WorkCount, ...]:
    return tuple(count for where, count in found if where == group)


def _holds(by: Actor, now: datetime) -> Iterator[Found]:
    """The questions the actor's organisation answers; one that went up stays burning whatever its new hour."""
    return by_due("holds", _holds_due(by, hours=hours_at(now=now)), route="holds", query={"mine": "yes"})


@counts_of
def _holds_due(by: Actor, *, hours: Sequence[datetime]) -> Counted:
    return [due_among(holds=holds_to_answer(by=by), due=due, hours=hours) for due in DUES]


def _held_here(by: Actor, now: datetime) -> Iterator[Found]:
    """What others answer of the families at the actor's desk: whoever stands at the window must know that they wait."""
    if by.role is Role.IO and by.purpose is Purpose.INTAKE and by.location:
        late, in_time = _others_here(by, hours=hours_at(now=now))
        yield BURNING, _late_holds("holds_here", late)
        yield OTHERS, work_count("holds_here", in_time, route="holds", query={"mine": "no", "due": IN_TIME})


@counts_of
def _others_here(by: Actor, *, hours: Sequence[datetime]) -> Counted:
    here = Hold.objects.filter(location_key=by.location).exclude(organisation=own_body(by=by))
    rows = one_line_each(holds=here, by=by)
    return [due_among(holds=rows, due=due, hours=hours) for due in (OVERDUE, IN_TIME)]


def _late_elsewhere(by: Actor, now: datetime) -> Iterator[Found]:
    """The protection questions past their hour that the actor oversees: others answer them, and may be pressed."""
    late = Hold.objects.filter(overseen(by=by, now=now))
    yield BURNING, _late_holds("holds_late_elsewhere", up_to_most(late))


def _late_holds(code: str, count: int) -> WorkCount:
    return work_count(code, count, route="holds", query={"mine": "no", "due": OVERDUE})


def _reviews(by: Actor, now: datetime) -> Iterator[Found]:
    return by_due("reviews", _reviews_due(by, hours=hours_at(now=now)), route="reviews", query={"mine": "yes"})


@counts_of
def _reviews_due(by: Actor, *, hours: Sequence[datetime]) -> Counted:
    return [reviews_due(by=by, due=due, hours=hours) for due in DUES]


def _requests(by: Actor, now: datetime) -> Iterator[Found]:
    """The requests of the desk's place: to decide, with a hearing tomorrow. What holds them is counted as questions."""
    if by.role is not Role.IO or not by.location:
        return
    asked = _REQUESTS if by.purpose is Purpose.INTAKE else _REQUESTS[-1:]
    counts = _requests_here(by, days=days_at(location=by.location, now=now))
    for (group, code, state, due), count in zip(asked, counts, strict=True):
        yield group, work_count(code, count, route="requests", query={"state": state, "due": due})


@counts_of
def _requests_here(by: Actor, *, days: Sequence[date]) -> Counted:
    asked = _REQUESTS if by.purpose is Purpose.INTAKE else _REQUESTS[-1:]
    return [[requests_standing(location=by.location, state=state, due=due, days=days)] for _, _, state, due in asked]


def _hearings_elsewhere(by: Actor, now: datetime) -> Iterator[Found]:
    """For whoever coordinates, the families of each place with a hearing tomorrow; their list names nobody."""
    if by.role is not Role.CO or by.purpose is not Purpose.COORDINATION:
        return
    counts = _hearings_of_all(by, days=[day for one in locations() for day in days_at(location=one.key, now=now)])
    for one, count in zip(locations(), counts, strict=True):
        query = {"location": one.key, "state": "admitted", "due": TOMORROW}
        label = _at(SENTENCES["work_hearings_at"], place=place_name(key=one.key))
        yield FOR_TOMORROW, work_count("hearings_at", count, route="requests", query=query, label=label)


@counts_of
def _hearings_of_all(_by: Actor, *, days: Sequence[date]) -> Counted:
    """By place, in the order of the places; `days` are today and tomorrow of each."""
    places = zip(locations(), days[::2], days[1::2], strict=True)
    return [
        [requests_standing(location=one.key, state="admitted", due=TOMORROW, days=(today, tomorrow))]
        for one, today, tomorrow in places
    ]


def _at(label: Sentence, *, place: str) -> Sentence:
    return Sentence(es=label.es.format(place=place), en=label.en.format(place=place))


def _desk(by: Actor, now: datetime) -> Iterator[Found]:
    """A day of the desk's without places, or without word on security."""
    if by.role is not Role.IO or by.purpose is not Purpose.INTAKE or not by.location:
        return
    on = local_date(key=by.location, now=now)
    place = {"key": by.location}
    unset = free_places(key=by.location, on=on) is None
    yield FOR_TODAY, work_count("places_not_set", int(unset), route="location", kwargs=place)
    unknown = security_state(key=by.location, now=now) is None
    yield FOR_TODAY, work_count("security_not_known", int(unknown), route="location", kwargs=place)


def _complaints(by: Actor, now: datetime) -> Iterator[Found]:
    """The complaints the actor's organisation answers, by their hour; those it follows, or oversees once late."""
    bodies = reach_of(by=by)
    if bodies is None:
        return
    own, house = bodies
    *counts, others = _complaints_due(by, own=own, house=house, hours=complaint_hours(now=now))
    yield from by_due("complaints", counts, route="complaints", query={"mine": "yes"})
    overseen_late = by.role is Role.DP
    code, group = ("complaints_late_elsewhere", BURNING) if overseen_late else ("complaints_followed", OTHERS)
    yield group, work_count(code, others, route="complaints", query={"mine": "no"})


@counts_of
def _complaints_due(by: Actor, *, own: int, house: int, hours: Sequence[datetime]) -> Counted:
    rows = [still_open(some) for some in complaints_of(by=by, own=own, house=house)]
    mine, others = (whose(rows, mine=said, own=own) for said in ("yes", "no"))
    return [*([complaints_due(rows=some, due=due, hours=hours) for some in mine] for due in DUES), others]


def _proposed(by: Actor, _now: datetime) -> Iterator[Found]:
    """Those a kept list proposes to the desk's place and nobody has heard yet."""
    if by.role is Role.IO and by.purpose is Purpose.INTAKE and by.location:
        (count,) = _proposed_here(by)
        yield WAITING, work_count("proposed", count, route="roster_proposed", query={"heard": "no"})


@counts_of
def _proposed_here(by: Actor) -> Counted:
    return [[not_heard(location=by.location)]]


_COUNTS: tuple[Callable[[Actor, datetime], Iterable[Found]], ...] = (
    _holds,
    _late_elsewhere,
    _reviews,
    alarms_waiting,
    kept_papers_waiting,
    _requests,
    _hearings_elsewhere,
    permits_waiting,
    _desk,
    _held_here,
    _proposed,
    merges_to_confirm,
    count_lived,
    _complaints,
)
