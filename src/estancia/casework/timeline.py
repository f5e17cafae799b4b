"""What happened to a person's file, by day. Of a protection question: that it was opened and closed, to those who
may know that there is one. Nobody else is told of any question, that the rules were asked again, or of a decision to
hold: beside the others that one would be missed (see `withheld`)."""

from collections.abc import Iterator

from estancia.casework.access import WORKER, Category
from estancia.casework.determination_shown import Held
from estancia.casework.hold_faces import seen_by
from estancia.casework.hold_rows import PROTECTION
from estancia.casework.views.people import TimelineLine
from estancia.records.models import Person
from estancia.wording import Sentence

_LINES = {
    "request": Sentence(es="Pidió ser admitida con su familia.", en="Asked, with the family, to be admitted."),
    "no_request": Sentence(es="No pidió ser admitida. No cuesta nada.", en="Made no request. It costs nothing."),
    "determined": Sentence(es="Se vio qué dicen las reglas.", en="What the rules say was looked at."),
    "admit": Sentence(es="Se decidió admitir a la familia.", en="It was decided to admit the family."),
    "hold": Sentence(es="Se decidió esperar una respuesta.", en="It was decided to wait for an answer."),
    "not_covered": Sentence(
        es="Se decidió que esta estancia no se aplica.", en="It was decided this stay does not apply."
    ),
    "hold_opened": Sentence(es="Se abrió una pregunta con plazo.", en="A question with a clock was opened."),
    "hold_closed": Sentence(es="Se respondió una pregunta.", en="A question was answered."),
    "notice": Sentence(es="Se anotó el aviso de comparecencia.", en="The notice to appear was recorded."),
    "court": Sentence(es="Se leyó el registro de la corte.", en="The court's record was read."),
    "stay": Sentence(es="Se otorgó la estancia.", en="The stay was granted."),
}


def timeline_of(*, person: Person, held: Held) -> tuple[TimelineLine, ...]:
    """List what happened, the latest first."""
    return tuple(sorted(_lines(person=person, held=held), key=lambda line: line.at, reverse=True))


def _lines(*, person: Person, held: Held) -> Iterator[TimelineLine]:
    knows = Category.FLAG in held
    for request in person.family.requests.all():
        code = "no_request" if request.state == "no_request" else "request"
        yield TimelineLine(at=request.made_at, room="admission", line=_LINES[code])
        for decision in request.decisions.all():
            if knows or decision.decision != "hold":
                yield TimelineLine(at=decision.at, room="admission", line=_LINES[decision.decision])
    for row in person.determinations.all() if knows else ():
        yield TimelineLine(at=row.made_at, room="admission", line=_LINES["determined"])
    for notice in person.notices.all():
        yield TimelineLine(at=notice.recorded_at, room="notices", line=_LINES["notice"])
    for record in person.court_records.all():
        yield TimelineLine(at=record.seen_at, room="notices", line=_LINES["court"])
    for stay in person.stays.all():
        yield TimelineLine(at=stay.granted_at, room="stay", line=_LINES["stay"])
    yield from _hold_lines(person=person) if knows else ()


def _hold_lines(*, person: Person) -> Iterator[TimelineLine]:
    for hold in seen_by(holds=person.holds.order_by("pk"), by=WORKER):  # two bodies' questions are one here
        room = "protection" if hold.kind == PROTECTION else "admission"
        yield TimelineLine(at=hold.opened_at, room=room, line=_LINES["hold_opened"])
        if hold.closed_at:
            yield TimelineLine(at=hold.closed_at, room=room, line=_LINES["hold_closed"])
