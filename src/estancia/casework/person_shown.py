"""A person's file as a view: each field is there only if the reader holds its category, and reserved otherwise."""

from collections.abc import Iterable
from datetime import date, datetime

from estancia.admission.states import REQUEST_STATES
from estancia.casework.access import Actor, Category, Role
from estancia.casework.cards import card_lines
from estancia.casework.determination_shown import Held
from estancia.casework.hearing_shown import hearing_of
from estancia.casework.hold_rows import hold_lines
from estancia.casework.ledger_shown import ledger_of
from estancia.casework.stay_shown import stay_lived
from estancia.casework.timeline import timeline_of
from estancia.casework.views.holds import HoldLine
from estancia.casework.views.people import CourtRecordView, DeterminationView, NoticeView, PersonLine, PersonView
from estancia.casework.withheld import is_withheld, rows_to_ask, said_of_member
from estancia.people import age_on
from estancia.places import local_date
from estancia.records.models import CourtRecordSeen, Determination, Hold, Notice, Person, Request, SealedAnswer

_INTAKE_OPEN = ("awaiting_decision", "on_hold")


def held_of(*, held: Held, by: Actor, request: Request | None) -> Held:
    """Narrow what a desk holds once its request is closed: from then on the name and the paper only."""
    if by.role == Role.IO and request is not None and request.state not in _INTAKE_OPEN:
        return held - {Category.IDENTITY}
    return held


def name_of(*, person: Person, held: Held) -> str:
    """Give the name to whoever holds it, the reference to everyone else."""
    return person.name if Category.NAME in held else person.reference


def last_request(*, person: Person) -> Request | None:
    """Give the family's latest request."""
    return person.family.requests.order_by("-made_at", "-pk").first()


def last_determination(*, person: Person) -> Determination | None:
    """Give what the rules said of the person last."""
    return person.determinations.order_by("-made_at", "-pk").first()


def show_line(*, person: Person, held: Held, by: Actor, now: datetime) -> PersonLine:
    """Show a person in a list."""
    request = last_request(person=person)
    held = held_of(held=held, by=by, request=request)
    said = _said(person=person, request=request, held=held)
    return PersonLine(
        reference=person.reference,
        name=name_of(person=person, held=held),
        age=_age(person=person, now=now) if Category.IDENTITY in held else None,
        nationality=person.nationality if Category.IDENTITY in held else "",
        family=person.family.reference,
        request=request.reference if request else None,
        state=request.state if request else "",
        outcome=said.outcome if said else None,
        protection_hold=said.protection_hold if said else None,
    )


def show_person(*, person: Person, held: Held, by: Actor, now: datetime) -> PersonView:
    """Show one file to a reader who holds these categories of it."""
    request = last_request(person=person)
    held = held_of(held=held, by=by, request=request)
    identity, proceedings = Category.IDENTITY in held, Category.PROCEEDINGS in held
    notices = list(person.notices.order_by("-recorded_at", "-pk")) if proceedings else []
    records = list(person.court_records.order_by("-seen_at", "-pk")) if proceedings else []
    return PersonView(
        reference=person.reference,
        shown=frozenset(category.value for category in held),
        name=name_of(person=person, held=held),
        born_on=person.born_on if identity else None,
        age=_age(person=person, now=now) if identity else None,
        nationality=person.nationality if identity else "",
        best_language=person.best_language if identity else "",
        languages=tuple(person.languages) if identity else (),
        interpreter_needed=person.interpreter_needed if identity else None,
        accompanied_by=person.accompanied_by if identity else "",
        entry=person.entry if identity else "",
        us_status=person.us_status if identity else "",
        family=person.family.reference,
        location=person.family.location_key,
        request=request.reference if request else None,
        state=request.state if request else "",
        state_line=REQUEST_STATES[request.state].line if request else None,
        hearing=hearing_of(person=person, printed=Category.NAME in held, now=now) if proceedings else None,
        determination=_said(person=person, request=request, held=held),
        notices=tuple(_notice(row, held=held) for row in notices),
        court_records=tuple(_court(row) for row in records),
        holds=shown_holds(holds=person.holds.all(), held=held, by=by, now=now),
        cards=card_lines(people=[person], by=by, now=now) if proceedings else (),
        lived=stay_lived(person=person, held=held, by=by, now=now),
        timeline=timeline_of(person=person, held=held) if proceedings else (),
        may_open_sealed=_may_open(person=person, held=held, by=by),
        may_see_who_looked=Category.AUDIT in held,
        ledger=ledger_of(person=person, held=held, by=by, now=now) if proceedings else None,
    )


def shown_holds(*, holds: Iterable[Hold], held: Held, by: Actor, now: datetime) -> tuple[HoldLine, ...]:
    """Show the holds to whoever may know that a protection question is open, and to nobody else any.

    Waits alone would tell of the other kind by their absence (see `withheld`); who answers one finds it in their list.
    """
    known = {Category.PROCEEDINGS, Category.FLAG} <= held
    return hold_lines(holds=holds, by=by, now=now) if known else ()


def age_at(*, person: Person, on: date) -> int | None:
    """Give the age on a local date."""
    return age_on(born_on=person.born_on, on=on)


def _age(*, person: Person, now: datetime) -> int | None:
    return age_at(person=person, on=local_date(key=person.family.location_key, now=now))


def _said(*, person: Person, request: Request | None, held: Held) -> DeterminationView | None:
    rows = rows_to_ask(request=request, held=held)
    withheld = is_withheld(request=request, rows=rows.values(), held=held)
    return said_of_member(row=last_determination(person=person), held=held, withheld=withheld)


def _may_open(*, person: Person, held: Held, by: Actor) -> bool:
    own = SealedAnswer.objects.filter(person=person, organisation__key=by.organisation)
    return Category.PROTECTION in held and own.exists()


def _notice(row: Notice, *, held: Held) -> NoticeView:
    """Show a notice; where the person lives is identity, and its number is the paper's name."""
    return NoticeView(
        state=row.state,
        kind=row.kind,
        number=row.number if Category.NAME in held else "",
        served_on=row.served_on,
        hearing_on=row.hearing_on,
        hearing_location=row.hearing_location,
        address=row.address if Category.IDENTITY in held else "",
        printed=row.printed if Category.NAME in held else "",
        source=row.source,
        recorded_at=row.recorded_at,
    )


def _court(row: CourtRecordSeen) -> CourtRecordView:
    return CourtRecordView(status=row.status, hearing_on=row.hearing_on, source=row.source, seen_at=row.seen_at)
