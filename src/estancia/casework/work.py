"""A person's own work: what is burning, what is due today and tomorrow, what waits; each number opens its list."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet

from estancia.casework import audit
from estancia.casework.access import Actor, Purpose, Role, may_knock
from estancia.casework.hold_faces import one_line_each
from estancia.casework.hold_pages import LATER, OVERDUE, TODAY, TOMORROW
from estancia.casework.hold_rows import OPEN_STATES, SENTENCES
from estancia.casework.holds import holds_to_answer
from estancia.casework.overseeing import overseen
from estancia.casework.places import free_places, security_state
from estancia.casework.reviews import reviews_to_answer
from estancia.casework.revocations import waiting_for_a_second
from estancia.casework.views.work import WorkCount, WorkView
from estancia.places import local_date
from estancia.records.models import Hold, Request

_BURNING, _TODAY, _TOMORROW, _WAITING = "burning", "today", "tomorrow", "waiting"
Found = tuple[str, WorkCount]  # which group it stands in, and the count


@audit.deed()
def my_work(*, by: Actor, now: datetime) -> WorkView:
    """Count what waits for this actor, by urgency. Zeros are left out, and so are lists they may not open."""
    found = [one for count in _COUNTS for one in count(by, now) if may_knock(route=one[1].route, by=by)]
    about, revocations = waiting_for_a_second(by=by, now=now)
    audit.record(by=by, act="my_work", about=about, detail={}, now=now)
    grouped = {group: tuple(count for where, count in found if where == group and count.count) for group in _GROUPS}
    return WorkView(
        burning=grouped[_BURNING],
        today=grouped[_TODAY],
        tomorrow=grouped[_TOMORROW],
        waiting=grouped[_WAITING],
        revocations=revocations,
    )


def _holds(by: Actor, now: datetime) -> Iterator[Found]:
    """The questions the actor's organisation answers; one that went up stays burning whatever its new hour."""
    rows = holds_to_answer(by=by).filter(state__in=OPEN_STATES)
    yield from _holds_by_hour(rows=rows, code="holds", mine="yes", now=now)


def _held_here(by: Actor, now: datetime) -> Iterator[Found]:
    """What others answer of the families at the actor's desk: whoever stands at the window must know that they wait."""
    if by.role is Role.IO and by.purpose is Purpose.INTAKE and by.location:
        open_here = Hold.objects.filter(request__location_key=by.location, state__in=OPEN_STATES)
        here = one_line_each(holds=open_here, by=by)
        yield from _holds_by_hour(
            rows=here.exclude(organisation__key=by.organisation), code="holds_here", mine="no", now=now
        )


def _late_elsewhere(by: Actor, now: datetime) -> Iterator[Found]:
    """The protection questions past their hour that the actor oversees: others answer them, and may be pressed."""
    late = Hold.objects.filter(overseen(by=by, now=now)).count()
    yield _BURNING, _count("holds_late_elsewhere", late, route="holds", query={"mine": "no", "due": OVERDUE})


def _holds_by_hour(*, rows: QuerySet[Hold], code: str, mine: str, now: datetime) -> Iterator[Found]:
    groups = Counter(
        _BURNING if state == "escalated" else _group(location=location, at=at, now=now)
        for state, location, at in rows.values_list("state", "request__location_key", "answer_by")
    )
    for group, due in _DUE.items():
        yield group, _count(code, groups[group], route="holds", query={"mine": mine, "due": due})


def _reviews(by: Actor, now: datetime) -> Iterator[Found]:
    rows = reviews_to_answer(by=by).values_list("request__location_key", "answer_by")
    groups = Counter(_group(location=location, at=at, now=now) for location, at in rows)
    for group in _GROUPS:
        yield group, _count("reviews", groups[group], route="reviews")


def _desk(by: Actor, now: datetime) -> Iterator[Found]:
    """What a desk has before it: families to decide, and a day without places or without word on security."""
    if by.role is not Role.IO or by.purpose is not Purpose.INTAKE or not by.location:
        return
    on = local_date(key=by.location, now=now)
    waiting = Request.objects.filter(location_key=by.location, state="awaiting_decision")
    earlier = waiting.filter(on__lt=on).count()
    place = {"key": by.location}
    yield _BURNING, _count("decide_earlier", earlier, route="location", kwargs=place)
    yield _TODAY, _count("decide", waiting.count() - earlier, route="location", kwargs=place)
    unset = free_places(key=by.location, on=on) is None
    yield _TODAY, _count("places_not_set", int(unset), route="location", kwargs=place)
    unknown = security_state(key=by.location, now=now) is None
    yield _TODAY, _count("security_not_known", int(unknown), route="location", kwargs=place)


_GROUPS = (_BURNING, _TODAY, _TOMORROW, _WAITING)
_DUE = {_BURNING: OVERDUE, _TODAY: TODAY, _TOMORROW: TOMORROW, _WAITING: LATER}
_COUNTS: tuple[Callable[[Actor, datetime], Iterable[Found]], ...] = (
    _holds,
    _late_elsewhere,
    _reviews,
    _desk,
    _held_here,
)


def _group(*, location: str, at: datetime, now: datetime) -> str:
    """Say where an hour stands, by the clock of the place."""
    if at <= now:
        return _BURNING
    today, due = local_date(key=location, now=now), local_date(key=location, now=at)
    if due == today:
        return _TODAY
    return _TOMORROW if due == today + timedelta(days=1) else _WAITING


def _count(
    code: str, count: int, *, route: str, kwargs: dict[str, str] | None = None, query: dict[str, str] | None = None
) -> WorkCount:
    return WorkCount(
        code=code, label=SENTENCES[f"work_{code}"], count=count, route=route, kwargs=kwargs or {}, query=query or {}
    )
