"""The demo's crossing days: out at dawn for the hearing, back at dusk; two families are not back, with whom to call.

Only families heard within the last weeks before the demo opens cross, so that the gate, the list of those expected back
and a contact have something to show, and making the demo costs no more than it must.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from estancia.casework import contacts, crossing_desk, crossings
from estancia.casework.access import Actor
from estancia.casework.views.crossings import CrossingFound
from estancia.commands.demo.agenda import Planned
from estancia.places import zone_of

WEEKS, PAST_THE_HOUR = timedelta(weeks=6), timedelta(days=2)
DAWN, DUSK = time(4, 30), time(18, 10)
NOT_BACK = 2


@dataclass(slots=True)
class Days:
    """Until when the demo runs, and who of those that left is not back."""

    ends_at: datetime
    away: list[str] = field(default_factory=list)


def leaving(*, person: str, hearing_on: date | None, desk: Actor, days: Days) -> Iterable[Planned]:
    """Plan that a family leaves on the day of its hearing, if that day lies in the last weeks of the demo."""
    if hearing_on is None:
        return ()
    dawn = datetime.combine(hearing_on, DAWN, zone_of(desk.location))
    soon = days.ends_at - WEEKS < dawn < days.ends_at
    return [(dawn, partial(_leave, person=person, desk=desk, days=days))] if soon else ()


def _leave(at: datetime, *, person: str, desk: Actor, days: Days) -> Iterable[Planned]:
    """Leave, if they were admitted by then, and come back at dusk; the first two who could be late are."""
    if not _cross(at, person=person, direction="out", desk=desk):
        return ()
    if len(days.away) < NOT_BACK and at < days.ends_at - PAST_THE_HOUR:
        days.away.append(person)
        _choose(at, person=person, desk=desk)
        return ()
    dusk = at.replace(hour=DUSK.hour, minute=DUSK.minute)
    return [(dusk, partial(_come_back, person=person, desk=desk))]


def _come_back(at: datetime, *, person: str, desk: Actor) -> None:
    _cross(at, person=person, direction="in", desk=desk)


def _cross(at: datetime, *, person: str, direction: str, desk: Actor) -> bool:
    """Write down the crossing of the family, and say whether any of them had a stay."""
    with suppress(crossing_desk.NobodyFound):
        found = crossing_desk.find_at_gate(text="", person=person, by=desk, now=at)
        if isinstance(found, CrossingFound):
            crossings.record_crossings(
                people=[one.person for one in found.members],
                direction=direction,
                card="",
                identified_by="name",
                press=f"{person}-{at:%m%d}-{direction}",
                by=desk,
                now=at,
            )
            return True
    return False


def _choose(at: datetime, *, person: str, desk: Actor) -> None:
    contacts.choose_contact(
        person_reference=person,
        wants_call=True,
        name="mi hermana",
        telephone="656 555 0100",
        language="español",
        terms="de día; solo pregúntele si sabe de mí",
        by=desk,
        now=at,
    )
