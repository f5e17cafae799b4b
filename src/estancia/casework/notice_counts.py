"""What waits of hearing dates in alarm and of papers kept by others, by the hour each is due."""

from collections.abc import Iterator
from datetime import datetime

from estancia.casework.access import Actor
from estancia.casework.alarms import alarms_due, alarms_to_answer
from estancia.casework.kept_papers import papers_due, papers_to_chase
from estancia.casework.work_counts import GROUP_OF, Found, up_to_most, work_count


def alarms_waiting(by: Actor, now: datetime) -> Iterator[Found]:
    """The hearing dates the actor's organisation must look at; one that went up stays burning."""
    rows = alarms_to_answer(by=by)
    for due, group in GROUP_OF.items():
        count = up_to_most(alarms_due(rows=rows, due=due, now=now))
        yield group, work_count("alarms", count, route="alarms", query={"mine": "yes", "due": due})


def kept_papers_waiting(by: Actor, now: datetime) -> Iterator[Found]:
    """The papers the actor's organisation asks for; one past its day burns until it is back."""
    rows = papers_to_chase(by=by)
    for due, group in GROUP_OF.items():
        count = up_to_most(papers_due(rows=rows, due=due, now=now))
        yield group, work_count("kept_papers", count, route="kept_papers", query={"mine": "yes", "due": due})
