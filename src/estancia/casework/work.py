"""A person's own work: what is burning, what is due today and tomorrow, what waits; each number opens its list.

Each room counts its own, in one function named in `_COUNTS`; `work_counts` says what such a function owes.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet

from estancia.casework import audit
from estancia.casework.access import Actor, Purpose, Role, may_knock
from estancia.casework.complaints_answered import complaint_due, complaints_due, complaints_within_reach
from estancia.casework.expected_groups import expected_of
from estancia.casework.hold_faces import one_line_each
from estancia.casework.hold_pages import due_among
from estancia.casework.hold_rows import OPEN_STATES, SENTENCES
from estancia.casework.holds import holds_to_answer
from estancia.casework.hour_lists import IN_TIME
from estancia.casework.hours import OVERDUE, TODAY, TOMORROW, due_of
from estancia.casework.lived_work import count_lived
from estancia.casework.merge_list import merges_to_confirm
from estancia.casework.notice_counts import alarms_waiting, kept_papers_waiting
from estancia.casework.overseeing import overseen
from estancia.casework.own_body import own_body
from estancia.casework.permit_list import permits_waiting
from estancia.casework.places import free_places, security_state
from estancia.casework.request_lists import requests_due
from estancia.casework.reviews import reviews_due, reviews_to_answer
from estancia.casework.revocations import waiting_for_a_second
from estancia.casework.roster_hearing import not_heard
from estancia.casework.saved_filters import filters_of
from estancia.casework.views.work import WorkCount, WorkView
from estancia.casework.work_counts import (
    BURNING,
    FOR_TODAY,
    FOR_TOMORROW,
    GROUP_OF,
    OTHERS,
    WAITING,
    Found,
    by_due,
    stands_at,
    up_to_most,
    work_count,
)
from estancia.places import local_date, locations, place_name
from estancia.records.models import Hold
from estancia.services import OPEN_STATES as OPEN_COMPLAINTS
from estancia.wording import Sentence


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
        expected=up_to_most(expected_of(by=by)),
        saved=filters_of(by=by),
    )


def counted(*, by: Actor, now: datetime) -> tuple[Found, ...]:
    """Give every count of this actor's work with its group, zeros too. Leaves no mark: `my_work` does."""
    return tuple(one for count in _COUNTS for one in count(by, now))


def _of(found: Iterable[Found], group: str) -> tuple[WorkCount, ...]:
    return tuple(count for where, count in found if where == group)


def _holds(by: Actor, now: datetime) -> Iterator[Found]:
    """The questions the actor's organisation answers; one that went up stays burning whatever its new hour."""
    rows = holds_to_answer(by=by)
    counted = by_due(
        rows=rows.filter(state__in=OPEN_STATES),
        told_by=("state", "answer_by", "location_key"),
        due=stands_at(gone_up="escalated", now=now),
        narrowed=lambda due: due_among(holds=rows, due=due, now=now),
    )
    for due, group in GROUP_OF.items():
        yield group, work_count("holds", counted[due], route="holds", query={"mine": "yes", "due": due})


def _held_here(by: Actor, now: datetime) -> Iterator[Found]:
    """What others answer of the families at the actor's desk: whoever stands at the window must know that they wait."""
    if by.role is Role.IO and by.purpose is Purpose.INTAKE and by.location:
        here = Hold.objects.filter(location_key=by.location).exclude(organisation=own_body(by=by))
        rows = one_line_each(holds=here, by=by)
        late = due_among(holds=rows, due=OVERDUE, now=now)
        yield BURNING, _late_holds("holds_here", *late)
        in_time = up_to_most(*due_among(holds=rows, due=IN_TIME, now=now))
        yield OTHERS, work_count("holds_here", in_time, route="holds", query={"mine": "no", "due": IN_TIME})


def _late_elsewhere(by: Actor, now: datetime) -> Iterator[Found]:
    """The protection questions past their hour that the actor oversees: others answer them, and may be pressed."""
    late = Hold.objects.filter(overseen(by=by, now=now))
    yield BURNING, _late_holds("holds_late_elsewhere", late)


def _late_holds(code: str, *parts: QuerySet[Hold]) -> WorkCount:
    return work_count(code, up_to_most(*parts), route="holds", query={"mine": "no", "due": OVERDUE})


def _reviews(by: Actor, now: datetime) -> Iterator[Found]:
    rows = reviews_to_answer(by=by)
    counted = by_due(
        rows=rows,
        told_by=("location_key", "answer_by"),
        due=lambda location, at: due_of(location=location, at=at, now=now),
        narrowed=lambda due: reviews_due(rows=rows, due=due, now=now),
    )
    for due, group in GROUP_OF.items():
        yield group, work_count("reviews", counted[due], route="reviews", query={"mine": "yes", "due": due})


def _requests(by: Actor, now: datetime) -> Iterator[Found]:
    """The requests of the desk's place: to decide, with a hearing tomorrow. What holds them is counted as questions."""
    if by.role is not Role.IO or not by.location:
        return
    if by.purpose is Purpose.INTAKE:
        yield BURNING, _requests_count("decide_earlier", "awaiting_decision", OVERDUE, by=by, now=now)
        yield FOR_TODAY, _requests_count("decide", "awaiting_decision", TODAY, by=by, now=now)
    yield FOR_TOMORROW, _requests_count("hearings", "admitted", TOMORROW, by=by, now=now)


def _hearings_elsewhere(by: Actor, now: datetime) -> Iterator[Found]:
    """For whoever coordinates, the families of each place with a hearing tomorrow; their list names nobody."""
    if by.role is not Role.CO or by.purpose is not Purpose.COORDINATION:
        return
    for one in locations():
        count = up_to_most(requests_due(location=one.key, state="admitted", due=TOMORROW, now=now))
        query = {"location": one.key, "state": "admitted", "due": TOMORROW}
        label = _at(SENTENCES["work_hearings_at"], place=place_name(key=one.key))
        yield FOR_TOMORROW, work_count("hearings_at", count, route="requests", query=query, label=label)


def _at(label: Sentence, *, place: str) -> Sentence:
    return Sentence(es=label.es.format(place=place), en=label.en.format(place=place))


def _requests_count(code: str, state: str, due: str, *, by: Actor, now: datetime) -> WorkCount:
    count = up_to_most(requests_due(location=by.location, state=state, due=due, now=now))
    return work_count(code, count, route="requests", query={"state": state, **({"due": due} if due else {})})


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
    rows = complaints_within_reach(by=by).filter(state__in=OPEN_COMPLAINTS)
    own, others = rows.filter(organisation=own_body(by=by)), rows.exclude(organisation=own_body(by=by))
    counted = by_due(
        rows=own,
        told_by=("state", "due_by"),
        due=lambda state, at: complaint_due(state=state, at=at, now=now),
        narrowed=lambda due: [complaints_due(rows=own, due=due, now=now)],
    )
    for due, group in GROUP_OF.items():
        yield group, work_count("complaints", counted[due], route="complaints", query={"mine": "yes", "due": due})
    overseen_late = by.role is Role.DP
    code, group = ("complaints_late_elsewhere", BURNING) if overseen_late else ("complaints_followed", OTHERS)
    yield group, work_count(code, up_to_most(others), route="complaints", query={"mine": "no"})


def _proposed(by: Actor, _now: datetime) -> Iterator[Found]:
    """Those a kept list proposes to the desk's place and nobody has heard yet."""
    if by.role is Role.IO and by.purpose is Purpose.INTAKE and by.location:
        count = up_to_most(not_heard(location=by.location))
        yield WAITING, work_count("proposed", count, route="roster_proposed", query={"heard": "no"})


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
