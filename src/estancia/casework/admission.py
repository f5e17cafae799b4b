"""Deciding a family's request: what the rules say this moment, a person's decision checked against it, and its effect.

One family, one transaction. The request's row is locked first, every member is judged again inside it, the decision is
checked, the places are taken by one statement, the rows and the audit entry are written, and only then does anyone
hear of it. A second click finds the decision taken and is shown it.
"""

from dataclasses import fields
from datetime import datetime

from django.db.models import QuerySet

from estancia.admission.states import REQUEST_STATES, NotPossibleNow
from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation
from estancia.casework.cards import card_lines
from estancia.casework.choices import check_choice
from estancia.casework.deciding import bring_about, determine_again, outcome_of
from estancia.casework.family_members import people_of
from estancia.casework.fetch import request_of
from estancia.casework.hold_rows import OPEN_STATES, SENTENCES, WAIT, close_hold, hold_lines, open_holds
from estancia.casework.next_days import move_request
from estancia.casework.papers import papers_of
from estancia.casework.request_shown import say_request
from estancia.casework.views.admission import DecisionTaken, DecisionView, StateView
from estancia.casework.views.people import RequestSaid
from estancia.records.models import Decision, Hold, Request
from estancia.records.prepared import prepared
from estancia.records.read import rows_of
from estancia.records.written import write_row
from estancia.wording import ForPeople, Sentence

_DECIDED = {"admit": "admitted", "hold": "on_hold", "not_covered": "not_covered"}
_LONGEST = 2000


class ReasonTooLong(ForPeople):
    """A reason longer than anybody will read."""

    sentence = Sentence(
        es="El motivo pasa de 2000 letras. No se guardó nada. Escríbalo en una o dos frases.",
        en="The reason is longer than 2000 characters. Nothing was kept. Write it in a sentence or two.",
    )


@audit.deed()
def decide_request(*, reference: str, decision: str, reason: str, by: Actor, now: datetime) -> DecisionTaken:
    """Take a decision (admit, hold, not_covered) for the whole family, checked against what the rules say now.

    Raises `DecisionNotOpen` (with a protection question open only a hold is), `ReasonNeeded` against the rules,
    `LocationFull` when the places went to others, `NotPossibleNow` when someone decided before, `NotYours`.
    """
    request = _own_request(reference=reference, by=by)
    if len(reason) > _LONGEST:
        raise ReasonTooLong
    taken = _taken(request=request, decision=decision, by=by)
    if taken is None:
        taken = _decide(request=request, decision=decision, reason=reason.strip(), by=by, now=now)
    detail = {"decision": decision, "rules_said": taken.rules_said}
    audit.record(by=by, act="decide_request", about=_about(request=request), detail=detail, now=now)
    return _said(request=request, taken=taken, by=by, now=now)


@audit.deed()
def decided(*, reference: str, by: Actor, now: datetime) -> DecisionView:
    """Show the latest decision of a request and what follows. Raises `NotPossibleNow` when there is none yet."""
    request = request_of(reference=reference, by=by).row
    taken = _latest(request=request)
    if taken is None:
        raise NotPossibleNow
    audit.record(by=by, act="decided", about=_about(request=request), detail={}, now=now)
    return _view(request=request, taken=taken, by=by, now=now)


@audit.deed()
def redetermine(*, request_reference: str, by: Actor, now: datetime) -> RequestSaid:
    """Judge an undecided request again by this moment's rules, place and security, and say what they say now."""
    request = _own_request(reference=request_reference, by=by)
    if request.state != "awaiting_decision":
        raise NotPossibleNow
    outcome, protection_hold = outcome_of(results=determine_again(request=request, by=by, now=now))
    audit.record(
        by=by,
        act="redetermine",
        about=_about(request=request),
        detail={"outcome": outcome, "protection_hold": protection_hold},
        now=now,
    )
    return say_request(request=request, by=by)


@audit.deed()
def withdraw(*, reference: str, by: Actor, now: datetime) -> StateView:
    """Write that the family takes its request back. It counts against nobody, and they may ask again.

    What was waited for is closed; a protection question stays open with its owner, for withdrawing under pressure is
    among the things that body must hear of. Withdrawing twice withdraws once.
    """
    request = _own_request(reference=reference, by=by)
    if request.state != "withdrawn":
        move_request(request=request, event="withdraw", now=now)
        for hold in open_holds(request=request).filter(kind=WAIT).order_by("pk"):
            close_hold(hold=hold, event="answer_lift", by=by, now=now)
    audit.record(by=by, act="withdraw", about=_about(request=request), detail={}, now=now)
    return StateView(
        reference=request.reference,
        state=request.state,
        state_line=REQUEST_STATES[request.state].line,
        next_line=SENTENCES["withdrawn_next"],
    )


def _own_request(*, reference: str, by: Actor) -> Request:
    """The request, its row locked, for the desk where it was made; a reviewer reads it but does not decide it."""
    fetched = request_of(reference=reference, by=by, category=Category.PROCEEDINGS, write=True, lock=True)
    if Relation.OWN_PORT not in fetched.relations:
        raise NotYours
    return fetched.row


def _decide(*, request: Request, decision: str, reason: str, by: Actor, now: datetime) -> Decision:
    if request.state != "awaiting_decision":
        raise NotPossibleNow
    results = determine_again(request=request, by=by, now=now)
    outcome, protection_hold = outcome_of(results=results)
    check_choice(
        request=request,
        decision=decision,
        outcome=outcome,  # type: ignore[arg-type]
        protection_hold=protection_hold,
        reason=reason,
    )
    bring_about(decision=decision, request=request, results=results, by=by, now=now)
    move_request(request=request, event=decision, now=now)
    assert by.user_id is not None  # a decision is a person's, never the worker's
    return write_row(
        row=Decision(request=request, decision=decision, rules_said=outcome, reason=reason, by_id=by.user_id, at=now)
    )


def _taken(*, request: Request, decision: str, by: Actor) -> Decision | None:
    """The same decision by the same person, when it is the one that stands: a second click, not a second decision."""
    last = _latest(request=request)
    if last is None or request.state != _DECIDED.get(decision):
        return None
    return last if last.decision == decision and last.by_id == by.user_id else None


def _latest(*, request: Request) -> Decision | None:
    return next(iter(rows_of(Decision, request_id=request.pk, order=("-at", "-id"))), None)


def _about(*, request: Request) -> list[str]:
    people = [person.reference for person in people_of(request=request)]
    return [request.reference, request.family.reference, *people]


def _said(*, request: Request, taken: Decision, by: Actor, now: datetime) -> DecisionTaken:
    admitted, held = request.state == "admitted", request.state == "on_hold"
    return DecisionTaken(
        reference=request.reference,
        decision=taken.decision,
        rules_said=taken.rules_said,
        state=request.state,
        state_line=REQUEST_STATES[request.state].line,
        decided_at=taken.at,
        stays=card_lines(people=people_of(request=request), by=by, now=now) if admitted else (),
        holds=hold_lines(holds=_still_open(request=request.pk), by=by, now=now) if held else (),
        next_line=SENTENCES[f"decision_next_{taken.decision}"],
    )


@prepared
def _still_open(*, request: int) -> QuerySet[Hold]:
    rows = Hold.objects.filter(request_id=request, state__in=OPEN_STATES)
    return rows.select_related("request__family", "person", "organisation").order_by("answer_by", "pk")


def _view(*, request: Request, taken: Decision, by: Actor, now: datetime) -> DecisionView:
    said = _said(request=request, taken=taken, by=by, now=now)
    papers = papers_of(request=request, by=by)
    return DecisionView(**{field.name: getattr(said, field.name) for field in fields(said)}, papers=papers)
