"""The requests of a place, by state and next day: who waits for the desk, who for another, whose hearing is near.

A desk sees its own place's; whoever coordinates or oversees chooses a place. At a million requests as at ten thousand:
every page is a few ranges of one stored index, and nothing is counted past MOST.

A held request without a day waits for no answer: a protection was upheld. Whoever may not know of protection questions
is therefore shown no day of any held request, and finds them by age.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from estancia.admission.states import REQUEST_STATES
from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, Role, categories
from estancia.casework.hold_rows import SENTENCES
from estancia.casework.hours import DUES, LATER, OVERDUE, TODAY, TOMORROW
from estancia.casework.keyset import AT_ONCE, Key, Order
from estancia.casework.views.requests import PlaceCounts, RequestLine, RequestList, StateCount
from estancia.casework.withheld import NOT_MOVED
from estancia.casework.work_counts import up_to_most
from estancia.people import initials_of
from estancia.places import local_date, locations
from estancia.places import location as place_of
from estancia.records.models import NO_DAY, Person, Request

UNDATED, AHEAD, AWAITED = "undated", "ahead", "awaited"
REQUEST_DUES = (*DUES, UNDATED, AHEAD, AWAITED)
FIRST_STATE = "awaiting_decision"
_HELD = "on_hold"
KEYS: Sequence[Key] = (("next_on", date), ("pk", int))
_BY_AGE: Sequence[Key] = (("pk", int),)
_NOTHING_ASKED: Mapping[str, str] = {}
_OWN = frozenset({Relation.OWN_PORT})


@audit.deed()
def request_list(
    *,
    by: Actor,
    now: datetime,
    filter: Mapping[str, str] = _NOTHING_ASKED,  # noqa: A002
    act: str = "request_list",
    size: int = AT_ONCE,
) -> RequestList:
    """List the requests of a place in one state, a page at a time. Raises `NotYours` where requests are not read.

    `filter` narrows: `state` (the first of the states where it names none), `due` (overdue, today, tomorrow, later,
    undated, ahead, awaited), `mine` (yes: those the actor wrote down), `location` (for whoever has no place of their
    own); `after` and `before` are bookmarks. Unknown keys and values are passed over. `act` names the one entry.
    """
    held = categories(by=by, relations=_OWN)
    if Category.PROCEEDINGS not in held:
        raise NotYours
    location = _place(by=by, asked=filter)
    if not location:
        audit.record(by=by, act=act, about=(), detail={}, now=now)
        return _places(now=now)
    state = _state(filter)
    dated = state != _HELD or Category.FLAG in held
    due = _due(filter) if dated else ""
    rows = _asked_for(location=location, state=state, due=due, asked=filter, by=by, now=now)
    ordered = in_order(rows=rows, state=state) if dated else Order(rows=rows, keys=_BY_AGE)
    page = ordered.page(asked=filter, size=size)
    firsts, sizes = _families(requests=page.rows)
    named = Category.NAME in held
    about = [row.reference for row in page.rows] + [firsts[row.family_id].reference for row in page.rows if named]
    audit.record(by=by, act=act, about=about, detail={"location": location, "state": state}, now=now)
    return RequestList(
        location=location,
        on=local_date(key=location, now=now),
        state=state,
        due=due,
        dated=dated,
        mine=filter.get("mine") == "yes",
        lines=tuple(
            _line(row, first=firsts[row.family_id], size=sizes[row.family_id], named=named, dated=dated)
            for row in page.rows
        ),
        states=_states(location=location, now=now),
        count=up_to_most(rows),
        before=page.before,
        after=page.after,
        reserved=None if dated else NOT_MOVED,
    )


def requests_due(*, location: str, state: str, due: str, now: datetime) -> QuerySet[Request]:
    """Give the requests of a place in a state whose next day stands so (see REQUEST_DUES), or all of them."""
    rows = requests_standing(location=location, state=state, due=due, days=days_at(location=location, now=now))
    return rows.select_related("family")


def days_at(*, location: str, now: datetime) -> list[date]:
    """Give today and tomorrow there, as values that a question can be given."""
    today = local_date(key=location, now=now)
    return [today, today + timedelta(days=1)]


def requests_standing(*, location: str, state: str, due: str, days: Sequence[date]) -> QuerySet[Request]:
    """Give the same by the days of `days_at`."""
    rows = Request.objects.filter(location_key=location, state=state)
    today, tomorrow = days
    stands = {
        OVERDUE: {"next_on__lt": today},
        TODAY: {"next_on": today},
        TOMORROW: {"next_on": tomorrow},
        LATER: {"next_on__gt": tomorrow, "next_on__lt": NO_DAY},
        UNDATED: {"next_on": NO_DAY},
        AHEAD: {"next_on__gte": today, "next_on__lt": NO_DAY},
        AWAITED: {"next_on__lt": NO_DAY},
    }
    return rows.filter(**stands.get(due, {}))


def _place(*, by: Actor, asked: Mapping[str, str]) -> str:
    """The desk's own place, and no other; for a role of no place the one chosen, "" while none is."""
    if by.role is Role.IO:
        if not by.location:
            raise NotYours
        return by.location
    chosen = place_of(asked.get("location", ""))
    return chosen.key if chosen else ""


def _state(asked: Mapping[str, str]) -> str:
    state = asked.get("state", "")
    return state if state in REQUEST_STATES else FIRST_STATE


def _due(asked: Mapping[str, str]) -> str:
    return asked.get("due", "") if asked.get("due") in REQUEST_DUES else ""


def _asked_for(
    *, location: str, state: str, due: str, asked: Mapping[str, str], by: Actor, now: datetime
) -> QuerySet[Request]:
    rows = requests_due(location=location, state=state, due=due, now=now)
    return rows.filter(recorded_by_id=by.user_id) if asked.get("mine") == "yes" else rows


def in_order(*, rows: QuerySet[Request], state: str) -> Order[Request]:
    """Open requests as they fall due; those that ask for nothing any more with the latest first."""
    over = state not in ("awaiting_decision", "on_hold", "admitted")
    return Order(rows=rows, keys=KEYS, downwards=over)


def _families(*, requests: Sequence[Request]) -> tuple[dict[int, Person], dict[int, int]]:
    """Give by family its first member and how many there are."""
    firsts: dict[int, Person] = {}
    sizes: dict[int, int] = {}
    members = Person.objects.filter(family_id__in=[row.family_id for row in requests])
    for person in members.only("reference", "name", "family_id").order_by("family_id", "order_in_family"):
        firsts.setdefault(person.family_id, person)
        sizes[person.family_id] = sizes.get(person.family_id, 0) + 1
    return firsts, sizes


def _line(row: Request, *, first: Person, size: int, named: bool, dated: bool) -> RequestLine:
    undated = row.next_on == NO_DAY
    return RequestLine(
        request=row.reference,
        family=row.family.reference,
        name=first.name if named else "",
        initials=initials_of(first.name) if named else "",
        members=size,
        location=row.location_key,
        state=row.state,
        state_line=REQUEST_STATES[row.state].line,
        next_on=row.next_on if dated and not undated else None,
        stands=SENTENCES["hold_stands"] if dated and undated and row.state == _HELD else None,
        made_at=row.made_at,
    )


def _states(*, location: str, now: datetime) -> tuple[StateCount, ...]:
    """Count each state as its list opens: of those admitted the hearings still to come, of the others all."""
    shown = [(state, AHEAD if state == "admitted" else "") for state in REQUEST_STATES]
    return tuple(
        StateCount(
            state=state,
            due=due,
            line=REQUEST_STATES[state].line,
            count=up_to_most(requests_due(location=location, state=state, due=due, now=now)),
        )
        for state, due in shown
    )


def _places(*, now: datetime) -> RequestList:
    counted = tuple(PlaceCounts(location=one.key, states=_states(location=one.key, now=now)) for one in locations())
    return RequestList(
        location="",
        on=None,
        state="",
        due="",
        dated=True,
        mine=False,
        lines=(),
        states=(),
        count=0,
        before="",
        after="",
        places=counted,
    )
