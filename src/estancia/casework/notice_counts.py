"""What waits of hearing dates in alarm and of papers kept by others, by the hour each is due."""

from collections.abc import Iterator
from datetime import datetime

from estancia.casework.access import Actor
from estancia.casework.alarms import alarms_due, alarms_to_answer
from estancia.casework.hours import due_of
from estancia.casework.kept_papers import papers_due, papers_to_chase
from estancia.casework.work_counts import GROUP_OF, Found, by_due, stands_at, work_count


def alarms_waiting(by: Actor, now: datetime) -> Iterator[Found]:
    """The hearing dates the actor's organisation must look at; one that passed on is due at its new hour."""
    counted = by_due(
        rows=alarms_to_answer(by=by),
        told_by=("answer_by", "location_key"),
        due=lambda at, location: due_of(location=location, at=at, now=now),
        narrowed=lambda due: alarms_due(by=by, due=due, now=now),
    )
    for due, group in GROUP_OF.items():
        yield group, work_count("alarms", counted[due], route="alarms", query={"mine": "yes", "due": due})


def kept_papers_waiting(by: Actor, now: datetime) -> Iterator[Found]:
    """The papers the actor's organisation asks for; one past its day burns until it is back."""
    counted = by_due(
        rows=papers_to_chase(by=by),
        told_by=("state", "chase_by", "location_key"),
        due=stands_at(gone_up="overdue", now=now),
        narrowed=lambda due: papers_due(by=by, due=due, now=now),
    )
    for due, group in GROUP_OF.items():
        yield group, work_count("kept_papers", counted[due], route="kept_papers", query={"mine": "yes", "due": due})
