"""The day on which a request next asks for something, kept beside it so that a long list is sorted by a stored index.

While it waits for a decision that is the day it was made; on hold, the day by which the next answer is due; admitted,
the next hearing as the papers tell it. It sorts lists and judges nobody. Every deed that moves a request goes through
`move_request`; whatever else changes the day calls `next_day_again`.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet

from estancia.admission.states import move
from estancia.places import local_date
from estancia.records.models import NO_DAY, CourtRecordSeen, Hold, HoldEvent, Notice, Request
from estancia.records.prepared import prepared
from estancia.records.read import rows_of
from estancia.records.written import update_row

_OPEN = ("open", "escalated")
_PROTECTION = "protection"
_LAST = ("-at", "-id")


def move_request(*, request: Request, event: str, now: datetime) -> None:
    """Move a request by an event and write its state and its next day. Raises `NotPossibleNow`."""
    request.state = move(machine="request", state=request.state, event=event)
    request.next_on = _next_day(request=request, now=now)
    update_row(row=request, columns=("state", "next_on"))


def next_day_again(*, request: Request, now: datetime) -> None:
    """Write the next day anew after something it hangs on changed: a hold, a hearing."""
    request.next_on = _next_day(request=request, now=now)
    update_row(row=request, columns=("next_on",))


def _next_day(*, request: Request, now: datetime) -> date:
    if request.state == "awaiting_decision":
        return request.on
    if request.state == "on_hold":
        return _answer_day(request=request)
    return _hearing_day(request=request, now=now) if request.state == "admitted" else NO_DAY


def _answer_day(*, request: Request) -> date:
    """The local day of the earliest answer due; of a question that several answer, the latest of them.

    One whose hour passed stays due on the day it was: its new hour is for whoever is late.
    """
    holds = [hold for hold in rows_of(Hold, request_id=request.pk) if hold.state in _OPEN]
    late = _passed_at(holds=[hold for hold in holds if hold.state == "escalated"])
    questions: dict[tuple[str, int | None], list[Hold]] = {}
    for hold in holds:
        about = (_PROTECTION, hold.person_id) if hold.kind == _PROTECTION else (hold.kind, hold.pk)
        questions.setdefault(about, []).append(hold)
    hours = [_hour(asked, late=late) for asked in questions.values()]
    return local_date(key=request.location_key, now=min(hours)) if hours else NO_DAY


def _passed_at(*, holds: Iterable[Hold]) -> dict[int, datetime]:
    """When the hour of each passed, the first time."""
    passed = (event for hold in holds for event in rows_of(HoldEvent, hold_id=hold.pk, event="escalated", order=_LAST))
    return {event.hold_id: event.at for event in passed}


def _hour(holds: Iterable[Hold], *, late: dict[int, datetime]) -> datetime:
    passed = [late[hold.pk] for hold in holds if hold.pk in late]
    return min(passed) if passed else max(hold.answer_by for hold in holds)


def _hearing_day(*, request: Request, now: datetime) -> date:
    """The earliest day still to come that a latest paper or court record of a member tells; else the latest passed."""
    days = {*_told(Notice, request=request, by="-recorded_at"), *_told(CourtRecordSeen, request=request, by="-seen_at")}
    today = local_date(key=request.location_key, now=now)
    ahead = [day for day in days if day >= today]
    return min(ahead) if ahead else max(days, default=NO_DAY)


def _told(model: type[Notice] | type[CourtRecordSeen], *, request: Request, by: str) -> list[date]:
    """The hearing day of each member's latest row; a latest row without a day tells none."""
    latest: dict[int, date | None] = {}
    for person_id, day in _latest_first(model, by)(family=request.family_id):
        latest.setdefault(person_id, day)
    return [day for day in latest.values() if day is not None]


@cache
def _latest_first(model: type[Notice] | type[CourtRecordSeen], by: str) -> Callable[..., list[tuple[int, date | None]]]:
    @prepared
    def rows(*, family: int) -> QuerySet[Any, tuple[int, date | None]]:
        of_family = model.objects.filter(person__family_id=family).order_by(by, "-pk")
        return of_family.values_list("person_id", "hearing_on")

    return rows
