"""The permits under way at a desk's place, by the last day of the time that runs, whoever's it is.

One that passed in silence stays first until its next step is taken: its time is over and nobody else will ask.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from estancia.casework import audit
from estancia.casework.access import Actor, NotYours, Purpose, Role
from estancia.casework.hours import DUES, LATER, OVERDUE, TODAY, TOMORROW
from estancia.casework.keyset import Key, Order, Part
from estancia.casework.permits_shown import SENTENCES, state_line
from estancia.casework.views.permits import PermitLine, PermitList
from estancia.casework.work_counts import Found, by_due, counts_of
from estancia.places import local_date
from estancia.records.models import PermitApplication
from estancia.stay.permit_states import OPEN_PERMIT_STATES

_SILENT = "silent"
# Each of these has its day: the database says so.
_TIMED = tuple(state for state in OPEN_PERMIT_STATES if state != _SILENT)
_KEYS: Sequence[Key] = (("day", date), ("pk", int))
_NOTHING_ASKED: Mapping[str, str] = {}


@audit.deed()
def permits_due(*, by: Actor, now: datetime, asked: Mapping[str, str] = _NOTHING_ASKED) -> PermitList:
    """List the permits under way of the desk's place, a page at a time, the first to run out first.

    `asked` narrows: `due` (overdue, today, tomorrow, later); `after` and `before` are bookmarks. Raises `NotYours`.
    """
    if not _at_a_desk(by):
        raise NotYours
    on = local_date(key=by.location, now=now)
    each = [Q(state=state) for state in _TIMED]  # a state's come in the order of one index
    found = _due(by=by, due=asked.get("due", ""), timed=each, days=_days(on=on))
    parts = [Part(rows.select_related("person")) for rows in found]
    page = Order(rows=parts, keys=_KEYS).page(asked=asked)
    audit.record(by=by, act="permits_due", about=[row.person.reference for row in page.rows], detail={}, now=now)
    return PermitList(lines=tuple(_line(row, on=on) for row in page.rows), before=page.before, after=page.after)


def permits_waiting(by: Actor, now: datetime) -> Iterator[Found]:
    """The permits of the desk's place by the day their time runs out."""
    if _at_a_desk(by):
        counts = _counts(by, days=_days(on=local_date(key=by.location, now=now)))
        yield from by_due("permits", counts, route="permits_due", query={}, label=SENTENCES["work_permits"])


@counts_of
def _counts(by: Actor, *, days: Sequence[date]) -> Sequence[Sequence[QuerySet[Any]]]:
    return [_due(by=by, due=due, timed=[Q(state__in=_TIMED)], days=days) for due in DUES]


def _at_a_desk(by: Actor) -> bool:
    return by.role is Role.IO and by.purpose is Purpose.INTAKE and bool(by.location)


def _days(*, on: date) -> list[date]:
    """Today and tomorrow, as values that a question can be given."""
    return [on, on + timedelta(days=1)]


def _stands(*, state: str, day: date | None, on: date) -> str:
    if state == _SILENT or day is None or day < on:
        return OVERDUE
    if day == on:
        return TODAY
    return TOMORROW if day == on + timedelta(days=1) else LATER


def _due(*, by: Actor, due: str, timed: Sequence[Q], days: Sequence[date]) -> list[QuerySet[Any]]:
    """Give those that stand so (see `_stands`), or all of them; those whose time runs in a part for each of these."""
    today, tomorrow = days
    stands = {
        OVERDUE: {"day__lt": today},
        TODAY: {"day": today},
        TOMORROW: {"day": tomorrow},
        LATER: {"day__gt": tomorrow},
    }
    rows = PermitApplication.objects.filter(place_key=by.location).annotate(day=Coalesce(F("due_on"), F("filed_on")))
    waiting = [rows.filter(states, **stands.get(due, {})) for states in timed]
    return [*waiting, rows.filter(state=_SILENT)] if due == OVERDUE or due not in DUES else waiting


def _line(row: PermitApplication, *, on: date) -> PermitLine:
    return PermitLine(
        reference=row.reference,
        person=row.person.reference,
        name=row.person.name,
        title=SENTENCES[f"kind_{row.kind}"],
        state_line=state_line(state=row.state, kind=row.kind),
        overdue=_stands(state=row.state, day=row.due_on, on=on) == OVERDUE,
        due_on=row.due_on,
    )
