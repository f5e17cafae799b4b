"""What waits of hearing dates in alarm and of papers kept by others, by the hour each is due."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from estancia.casework.access import Actor
from estancia.casework.alarms import alarms_due
from estancia.casework.hours import DUES, hours_at
from estancia.casework.kept_papers import papers_due
from estancia.casework.work_counts import Found, by_due, counts_of


def alarms_waiting(by: Actor, now: datetime) -> Iterator[Found]:
    """The hearing dates the actor's organisation must look at; one that passed on is due at its new hour."""
    return by_due("alarms", _alarms(by, hours=hours_at(now=now)), route="alarms", query={"mine": "yes"})


def kept_papers_waiting(by: Actor, now: datetime) -> Iterator[Found]:
    """The papers the actor's organisation asks for; one past its day burns until it is back."""
    return by_due("kept_papers", _papers(by, hours=hours_at(now=now)), route="kept_papers", query={"mine": "yes"})


@counts_of
def _alarms(by: Actor, *, hours: Sequence[datetime]) -> Sequence[Sequence[QuerySet[Any]]]:
    return [alarms_due(by=by, due=due, hours=hours) for due in DUES]


@counts_of
def _papers(by: Actor, *, hours: Sequence[datetime]) -> Sequence[Sequence[QuerySet[Any]]]:
    return [papers_due(by=by, due=due, hours=hours) for due in DUES]
