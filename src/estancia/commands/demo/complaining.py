"""A few complaints and permits of the demo, through the deeds: so that each list and each clock has something to show.

Nothing here is drawn by chance: the families' fortunes stay as they are without it. All invented.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from estancia.casework import permits
from estancia.casework.access import Actor
from estancia.casework.complaint_lists import complaint_list
from estancia.casework.complaints import ANYONE, Told, draw_receipt, file_complaint
from estancia.casework.complaints_answered import acknowledge_complaint, answer_complaint
from estancia.casework.due import look_at_due
from estancia.commands.demo.agenda import Planned
from estancia.places import local_date

ANSWER = "Se habló con la oficina y con la persona. Puede volver cualquier día; si se repite, escriba de nuevo."
PERMITS = 6


@dataclass(frozen=True, slots=True)
class Wronged:
    """One complaint: so many hours before the demo opens, by which login (empty: nobody), and what followed."""

    hours: int
    by: str
    told: Told
    then: str = ""  # acknowledged, answered


WRONGED = (
    Wronged(
        330,
        "lw",
        Told("blocked_visit", "intake_desk", "08037", "No dejaron pasar a la abogada a la visita.", who="A2RT7K9C"),
        "answered",
    ),
    Wronged(240, "", Told("money_asked", "police", "28027", "Pidieron dinero para dejarnos llegar al puente.")),
    Wronged(70, "lw", Told("blocked_visit", "protecting_body", "02004", "Cortaron la llamada con su representante.")),
    Wronged(50, "pw-paso", Told("papers_kept", "intake_desk", "08037", "Le quitaron el acta y no hay recibo.")),
    Wronged(30, "", Told("no_interpreter", "intake_desk", "26043", "Nadie hablaba mam."), "acknowledged"),
    Wronged(3, "", Told("violence", "not_known", "", "Nos siguieron desde la central.")),
)


def complaints(*, actors: Mapping[str, Actor], ends_at: datetime) -> Iterable[Planned]:
    """Plan them, each at its hour."""
    for wronged in WRONGED:
        by = actors[wronged.by] if wronged.by else ANYONE
        yield ends_at - timedelta(hours=wronged.hours), partial(_complain, actors=actors, by=by, wronged=wronged)
    for hours in (144, 90, 48, 20, 1):
        yield ends_at - timedelta(hours=hours), look_again


def look_again(at: datetime) -> None:
    """Let the worker look at what fell due."""
    look_at_due(now=at)


def permit(*, at: datetime, desk: Actor, person: str, number: int) -> None:
    """Help the demo's few first admitted people with a permit: a whole application, or one with a paper missing."""
    kind, missing = ("curp", ()) if number % 3 == 1 else ("work_permit", ("job_offer",) if number % 3 == 2 else ())
    on = local_date(key=desk.location, now=at)
    permits.file_permit(person_reference=person, kind=kind, filed_on=on, missing=missing, by=desk, now=at)


def _complain(at: datetime, *, actors: Mapping[str, Actor], by: Actor, wronged: Wronged) -> Iterable[Planned]:
    file_complaint(receipt=draw_receipt(), told=wronged.told, by=by, now=at)
    if not wronged.then:
        return ()
    return [(at + timedelta(hours=20), partial(_answer, by=actors["pw-derechos"], then=wronged.then))]


def _answer(at: datetime, *, by: Actor, then: str) -> None:
    listed = complaint_list(by=by, now=at)
    reference = next(line.reference for line in (*listed.waiting, *listed.overdue) if line.state == "opened")
    acknowledge_complaint(reference=reference, by=by, now=at)
    if then == "answered":
        answer_complaint(reference=reference, answer=ANSWER, by=by, now=at)
