"""A request as a view: what the rules say so far of each member, and what a person may decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db.models import QuerySet

from estancia.admission import family_outcome
from estancia.admission.states import REQUEST_STATES, REVIEW_STATES
from estancia.casework.access import Actor, Category, Relation, categories, may
from estancia.casework.cards import card_lines
from estancia.casework.choices import choices_of
from estancia.casework.conditions import conditions_of
from estancia.casework.determination_shown import Held
from estancia.casework.determining import latest
from estancia.casework.family_members import people_of
from estancia.casework.fetch import relations_to_request
from estancia.casework.hold_rows import SENTENCES, protection_stands
from estancia.casework.papers import papers_of
from estancia.casework.person_shown import age_at, held_of, name_of, shown_holds
from estancia.casework.places import free_places, security_state
from estancia.casework.views.admission import ReviewLine
from estancia.casework.views.people import DecisionChoice, DecisionLine, RequestMemberView, RequestSaid, RequestView
from estancia.casework.withheld import NOT_MOVED, is_withheld, said_of_member
from estancia.places import local_date
from estancia.records.models import Decision, Determination, Hold, Person, Request, Review

_AWAITING, _HELD = "awaiting_decision", "on_hold"
_HOLD = "hold"


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read of a request whatever is shown of it."""

    relations: frozenset[Relation]
    held: Held
    people: Sequence[Person]
    last: Mapping[int, Determination]
    withheld: bool  # from this reader: what holds the family, see `withheld`


def say_request(*, request: Request, by: Actor) -> RequestSaid:
    """Say how a deed leaves a request; its page is read by whoever opens it."""
    return _said(read=_read(request=request, by=by), request=request, by=by)


def show_request(*, request: Request, by: Actor, now: datetime) -> RequestView:
    """Show a request to a reader who was let to it; the deed that calls this has left its mark."""
    read = _read(request=request, by=by)
    said = _said(read=read, request=request, by=by)
    held, people = read.held, read.people
    on = local_date(key=request.location_key, now=now)
    proceedings = Category.PROCEEDINGS in held
    open_to_see = proceedings and not read.withheld
    holds = shown_holds(holds=_holds(request=request), held=held, by=by, now=now)
    stands = request.state == _HELD and protection_stands(lines=holds)
    return RequestView(
        **{field.name: getattr(said, field.name) for field in fields(said)},
        stands=SENTENCES["hold_next_protection_upheld"] if stands else None,
        reserved=NOT_MOVED if read.withheld else None,
        conditions=conditions_of(request=request, people=people, last=read.last, now=now) if open_to_see else (),
        free_places=free_places(key=request.location_key, on=on),
        security=security_state(key=request.location_key, now=now),
        decisions=_decisions(request=request, held=held) if proceedings else (),
        holds=holds,
        reviews=tuple(_review(row, now=now) for row in request.reviews.order_by("opened_at")) if open_to_see else (),
        cards=card_lines(people=people, by=by, now=now) if Category.STAY_DOCUMENT in held else (),
        papers=papers_of(request=request, by=by) if _may_print(by=by, relations=read.relations) else (),
    )


def _read(*, request: Request, by: Actor) -> _Read:
    relations = relations_to_request(request=request, by=by)
    held = held_of(held=categories(by=by, relations=relations), by=by, request=request)
    last = latest(request=request)
    withheld = is_withheld(request=request, rows=last.values(), held=held)
    return _Read(relations=relations, held=held, people=people_of(request=request), last=last, withheld=withheld)


def _said(*, read: _Read, request: Request, by: Actor) -> RequestSaid:
    rows, held = list(read.last.values()), read.held
    protected = any(row.protection_hold for row in rows)
    return RequestSaid(
        reference=request.reference,
        shown=frozenset(category.value for category in held),
        family=request.family.reference,
        location=request.location_key,
        on=request.on,
        state=request.state,
        state_line=REQUEST_STATES[request.state].line,
        made_at=request.made_at,
        requests_admission=request.requests_admission,
        members=tuple(
            _member(person=one, row=read.last.get(one.pk), read=read, request=request) for one in read.people
        ),
        family_outcome=_outcome_shown(read=read, protected=protected),
        protection_hold=protected if Category.FLAG in held else None,
        choices=_choices(request=request, by=by, relations=read.relations, rows=rows, protected=protected),
    )


def _member(*, person: Person, row: Determination | None, read: _Read, request: Request) -> RequestMemberView:
    held = read.held
    identity = Category.IDENTITY in held
    return RequestMemberView(
        reference=person.reference,
        name=name_of(person=person, held=held),
        age=age_at(person=person, on=request.on) if identity else None,
        nationality=person.nationality if identity else "",
        determination=said_of_member(row=row, held=held, withheld=read.withheld),
    )


def _outcome_shown(*, read: _Read, protected: bool) -> str | None:
    if Category.PROCEEDINGS not in read.held:
        return None
    return _HOLD if read.withheld else _family_outcome(rows=list(read.last.values()), protected=protected)


def _family_outcome(*, rows: Sequence[Determination], protected: bool) -> str | None:
    if not rows:
        return None
    return family_outcome(outcomes=[row.outcome for row in rows], protection_hold=protected)  # type: ignore[misc]


def _choices(
    *,
    request: Request,
    by: Actor,
    relations: frozenset[Relation],
    rows: Sequence[Determination],
    protected: bool,
) -> tuple[DecisionChoice, ...]:
    """List what this reader may decide now: the desk of the place, while the request awaits a decision."""
    of_the_desk = Relation.OWN_PORT in relations and may(
        by=by, category=Category.PROCEEDINGS, relations=frozenset({Relation.OWN_PORT}), write=True
    )
    outcome = _family_outcome(rows=rows, protected=protected)
    if request.state != _AWAITING or not of_the_desk or outcome is None:
        return ()
    allowed = choices_of(request=request, outcome=outcome, protection_hold=protected)  # type: ignore[arg-type]
    return tuple(DecisionChoice(decision=one.decision, needs_reason=one.needs_reason) for one in allowed)


def _may_print(*, by: Actor, relations: frozenset[Relation]) -> bool:
    return may(by=by, category=Category.STAY_DOCUMENT, relations=relations & {Relation.OWN_PORT}, write=True) and bool(
        relations & {Relation.OWN_PORT}
    )


def _holds(*, request: Request) -> QuerySet[Hold]:
    return request.holds.select_related("person", "request__family", "organisation").order_by("opened_at", "pk")


def _decisions(*, request: Request, held: Held) -> tuple[DecisionLine, ...]:
    """List what was decided. A wait is decided with a reason and a protection without: so to hold is left out."""
    rows = request.decisions.order_by("at", "pk")
    return tuple(_decision(row) for row in rows if Category.FLAG in held or row.decision != _HOLD)


def _decision(row: Decision) -> DecisionLine:
    return DecisionLine(decision=row.decision, rules_said=row.rules_said, reason=row.reason, at=row.at)


def _review(row: Review, *, now: datetime) -> ReviewLine:
    return ReviewLine(
        reference=row.reference,
        request=row.request.reference,
        location=row.request.location_key,
        decision=row.decision.decision,
        state=row.state,
        state_line=REVIEW_STATES[row.state].line,
        opened_at=row.opened_at,
        answer_by=row.answer_by,
        overdue=row.state == "open" and row.answer_by <= now,
    )
