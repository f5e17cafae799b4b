"""Complaints as a list, for those who answer, follow or oversee them: what burns first, a page at a time.

What an actor reaches is given as ways that share no complaint, each an index of its own by the hour.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from heapq import merge
from itertools import islice
from operator import attrgetter

from django.db.models import Q, QuerySet

from estancia.casework import audit
from estancia.casework.access import Actor, Purpose, Role
from estancia.casework.complaint_rows import house_of, line_of
from estancia.casework.hours import DUES, LATER, OVERDUE, TODAY, TOMORROW
from estancia.casework.keyset import Key, Order, Part
from estancia.casework.views.services import ComplaintList
from estancia.records.models import Complaint, Organisation
from estancia.services import midnight_after

ANSWERING = frozenset({(Role.PW, Purpose.CARE)})
_FOLLOWING = frozenset({(Role.PW, Purpose.CARE), (Role.LW, Purpose.DEFENCE)})
_OVERSEEING = frozenset({(Role.DP, Purpose.OVERSIGHT)})
_SHOWN, _CLOSED_SHOWN = 100, 50
_KEYS: Sequence[Key] = (("due_by", datetime), ("pk", int))
_NOTHING_ASKED: Mapping[str, str] = {}


@audit.deed()
def complaint_list(*, by: Actor, now: datetime, filter: Mapping[str, str] = _NOTHING_ASKED) -> ComplaintList:  # noqa: A002
    """List the complaints within the actor's reach: past their hour, waiting, closed lately. In clear only.

    `filter` narrows: `mine` (yes: those the actor's organisation answers; no: the others), `due` (overdue, today,
    tomorrow, later); `after` and `before` are bookmarks. Narrowed, it lists only what is open.
    """
    ways = _asked_for(by=by, asked=filter, now=now)
    page = Order(rows=[Part(_beside(rows)) for rows in ways], keys=_KEYS).page(asked=filter, size=_SHOWN)
    lines = [line_of(complaint=row, now=now) for row in page.rows]
    ended = [line_of(complaint=row, now=now) for row in ([] if filter else _closed(by=by))]
    shown = [line.reference for line in (*lines, *ended)]
    audit.record(by=by, act="complaint_list", about=shown, detail={}, now=now)
    return ComplaintList(
        overdue=tuple(line for line in lines if line.overdue),
        waiting=tuple(line for line in lines if not line.overdue),
        closed=tuple(ended),
        count=sum(rows.count() for rows in ways),
        before=page.before,
        after=page.after,
    )


def complaints_within_reach(*, by: Actor) -> list[QuerySet[Complaint]]:
    """Give the complaints an actor may open, open and closed, each with who answers it and for whom it was filed."""
    bodies = reach_of(by=by)
    return [_beside(rows) for rows in complaints_of(by=by, own=bodies[0], house=bodies[1])] if bodies else []


def reach_of(*, by: Actor) -> tuple[int, int] | None:
    """Give the keys of the actor's organisation and of its house, as values that a question can be given."""
    own = Organisation.objects.filter(key=by.organisation).first()
    return (own.pk, house_of(organisation=own).pk) if own else None


def complaints_of(*, by: Actor, own: int, house: int) -> list[QuerySet[Complaint]]:
    """Give the complaints an actor of this organisation and house may list: to answer, to follow, late to oversee.

    None of their own house's: whoever is complained of never lists it, whatever else they are to it.
    """
    knocks = (by.role, by.purpose)
    rows = Complaint.objects.filter(Q(accused_house__isnull=True) | ~Q(accused_house_id=house))
    answered = [rows.filter(organisation_id=own)] if knocks in ANSWERING else []
    followed = rows.filter(filed_for_id=own)
    following = [followed.exclude(organisation_id=own) if answered else followed] if knocks in _FOLLOWING else []
    return [*answered, *following, *([rows.filter(state="escalated")] if knocks in _OVERSEEING else [])]


def still_open(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Give those not answered and not withdrawn: exactly those have no end, as the database sees to."""
    return rows.filter(closed_at__isnull=True)


def whose(rows: Sequence[QuerySet[Complaint]], *, mine: str, own: int) -> list[QuerySet[Complaint]]:
    """Narrow to those that an organisation answers itself (yes), or to the others (no)."""
    if mine not in ("yes", "no"):
        return list(rows)
    return [some.filter(organisation_id=own) if mine == "yes" else some.exclude(organisation_id=own) for some in rows]


def complaint_hours(*, now: datetime) -> list[datetime]:
    """Give the instants that tell what is due when, by the clock of a complaint: now, and the next two midnights."""
    return [now, *(midnight_after(now=now, days=days) for days in (1, 2))]


def complaints_due(*, rows: QuerySet[Complaint], due: str, hours: Sequence[datetime]) -> QuerySet[Complaint]:
    """Give the open complaints due so, by `complaint_hours`; one that went up stays late whatever its hour."""
    if due not in DUES:
        return rows
    now, tonight, next_night = hours
    late = Q(state="escalated") | Q(due_by__lte=now)
    falls = {
        OVERDUE: late,
        TODAY: ~late & Q(due_by__lt=tonight),
        TOMORROW: ~late & Q(due_by__gte=tonight, due_by__lt=next_night),
        LATER: ~late & Q(due_by__gte=next_night),
    }
    return rows.filter(falls[due])


def _asked_for(*, by: Actor, asked: Mapping[str, str], now: datetime) -> list[QuerySet[Complaint]]:
    bodies = reach_of(by=by)
    if bodies is None:
        return []
    own, house = bodies
    rows = [still_open(some) for some in complaints_of(by=by, own=own, house=house)]
    hours = complaint_hours(now=now)
    narrowed = whose(rows, mine=asked.get("mine", ""), own=own)
    return [complaints_due(rows=some, due=asked.get("due", ""), hours=hours) for some in narrowed]


def _closed(*, by: Actor) -> list[Complaint]:
    """Give what was closed lately, the latest first."""
    ended = (rows.filter(closed_at__isnull=False) for rows in complaints_within_reach(by=by))
    read = [list(rows.order_by("-closed_at", "-pk")[:_CLOSED_SHOWN]) for rows in ended]
    return list(islice(merge(*read, key=attrgetter("closed_at", "pk"), reverse=True), _CLOSED_SHOWN))


def _beside(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    return rows.select_related("organisation", "filed_for")
