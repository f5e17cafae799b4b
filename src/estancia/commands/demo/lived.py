"""A few of the demo's people whose stays are lived, whatever its size, through the deeds: so each list shows something.

One is out since dawn for a hearing of today, one is not back and chose whom to call, one stay is due to be renewed, one
ran out and one ended. Nothing here is drawn by chance: the families' fortunes stay as they are without it. All
invented.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from estancia.casework import admission, ending, intake, permits
from estancia.commands.demo.agenda import Planned
from estancia.commands.demo.crossing_days import leaving
from estancia.commands.demo.five_families import JUAREZ, one_woman
from estancia.commands.demo.living import Scene, open_day, type_in
from estancia.commands.demo.people import Family
from estancia.places import local_date, zone_of

HEARD = time(9, 20)


@dataclass(frozen=True, slots=True)
class Lived:
    """One woman: heard so many days before the demo opens, forty days before her hearing; `then`, days after it."""

    name: str
    days: int
    then: str = ""  # permit, ended
    after: int = 0


LIVED = (
    Lived("Celia Barrios Lemus", 185),
    Lived("Rosaura Medina Tobar", 165),
    Lived("Ofelia Rivas Montes", 70, "ended", 50),
    Lived("Noelia Fuentes Arce", 43),
    Lived("Amparo Quintero Sáenz", 40, "permit", 35),
)


def stays_lived(*, scene: Scene) -> Iterable[Planned]:
    """Plan the hour at which each is heard; the rest follows from it."""
    opens_on = local_date(key=JUAREZ, now=scene.ends_at)
    for one in LIVED:
        family = one_woman(one.name, on=opens_on - timedelta(days=one.days))
        at = datetime.combine(family.on, HEARD, zone_of(JUAREZ))
        yield at, partial(_hear, scene=scene, one=one, family=family)


def _hear(at: datetime, *, scene: Scene, one: Lived, family: Family) -> Iterable[Planned]:
    open_day(at, scene=scene, location=JUAREZ)
    desk = scene.desk(JUAREZ)
    draft = type_in(at, family=family, desk=desk)
    request = intake.submit_intake(reference=draft, idempotency_key=f"demo:{one.name}"[:64], by=desk, now=at)
    person = request.members[0].reference
    yield at + timedelta(minutes=12), partial(_admit, scene=scene, request=request.reference)
    yield from leaving(person=person, hearing_on=family.members[0].paper.hearing_on, desk=desk, days=scene.days)
    if one.then:
        then = {"permit": _work, "ended": _end}[one.then]
        yield at + timedelta(days=one.after), partial(then, scene=scene, person=person)


def _admit(at: datetime, *, scene: Scene, request: str) -> None:
    admission.decide_request(reference=request, decision="admit", reason="", by=scene.desk(JUAREZ), now=at)


def _work(at: datetime, *, scene: Scene, person: str) -> None:
    on = local_date(key=JUAREZ, now=at)
    permits.file_permit(
        person_reference=person, kind="work_permit", filed_on=on, missing=(), by=scene.desk(JUAREZ), now=at
    )


def _end(at: datetime, *, scene: Scene, person: str) -> None:
    ending.end_stay(person_reference=person, reason="admitted_us", by=scene.desk(JUAREZ), now=at)
