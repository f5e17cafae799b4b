"""Living with a hold: who sees it, who answers it, and what happens when its hour passes.

Only members of the organisation it is assigned to answer it. Lifting the last one brings the request back to the desk;
an upheld protection keeps it held, and nobody is handed a refusal. When the hour passes a new, shorter clock runs
(EST-9) and whoever oversees the location hears of it (see `bodies.overseer`). A wait passes on to that body. A
protection never changes hands: those who protect stay its owners, and the overseer may press them (see `overseeing`)
but neither lift nor uphold. Each further hour that passes tells both again; there is no second body to climb to, for
that would only move the question further from those who know.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from estancia.admission.states import move
from estancia.casework import audit
from estancia.casework.access import WORKER, Actor, NotYours, Purpose, Role
from estancia.casework.bodies import body_for, overseer
from estancia.casework.deciding import determine_again
from estancia.casework.hold_faces import face_of, one_line_each
from estancia.casework.hold_pages import page_of
from estancia.casework.hold_rows import (
    OPEN_STATES,
    PROTECTION,
    answered,
    close_hold,
    hold_lines,
)
from estancia.casework.hold_shown import view_of_hold
from estancia.casework.hours import DUES, LATER, OVERDUE, TODAY, TOMORROW, due_of
from estancia.casework.in_care import now_in_care
from estancia.casework.next_days import move_request, next_day_again
from estancia.casework.overseeing import LATE, may_oversee, may_press, overseen
from estancia.casework.own_body import own_body
from estancia.casework.sealed_reasons import seal_reason
from estancia.casework.telling import tell
from estancia.casework.views.holds import HoldLine, HoldList, HoldView
from estancia.law import parameter
from estancia.places import local_date
from estancia.records.models import Hold, HoldEvent, Organisation, Request
from estancia.records.prepared import prepared
from estancia.records.read import rows_of
from estancia.records.written import update_row, write_row
from estancia.wording import ForPeople, Sentence

ANSWERS = ("lift", "uphold")
_LONGEST_REASON = 2000
_NOTHING_ASKED: Mapping[str, str] = {}
_ANSWERING = frozenset(
    {
        (Role.IO, Purpose.INTAKE),
        (Role.PW, Purpose.CARE),
        (Role.LW, Purpose.DEFENCE),
        (Role.CO, Purpose.COORDINATION),
        (Role.DP, Purpose.OVERSIGHT),
    }
)


class ReasonMissing(ForPeople):
    """A hold was answered without saying why, or with a page too long to be read."""

    sentence = Sentence(
        es="Falta el motivo, o pasa de 2000 letras. Quien venga después debe poder entender la respuesta. "
        "Escríbalo en una o dos frases.",
        en="The reason is missing, or longer than 2000 characters. Whoever comes after must understand the answer. "
        "Write it in a sentence or two.",
    )


class AnswerNotKnown(ForPeople):
    """An answer other than lift or uphold."""

    sentence = Sentence(
        es="Una espera se levanta o se mantiene. No se entendió otra respuesta y nada cambió. Elija una de las dos.",
        en="A hold is lifted or upheld. No other answer was understood and nothing changed. Choose one of the two.",
    )


@audit.deed()
def hold_list(*, by: Actor, now: datetime, filter: Mapping[str, str] = _NOTHING_ASKED) -> HoldList:  # noqa: A002
    """List the open holds within the actor's reach, a page at a time: past their hour, due today, tomorrow, later.

    `filter` narrows: `kind` (protection, wait), `mine` (yes: only those the actor's organisation answers; no: only the
    others),
    `location` (a key), `due` (overdue, today, tomorrow, later), and `after` and `before` are bookmarks (see
    `hold_pages`). Unknown keys and values are passed over.
    """
    above = overseen(by=by, now=now)
    within = [one_line_each(holds=rows, by=by, apart=above) for rows in _ways(asked=filter, above=above, by=by)]
    page = page_of(ways=[_asked_for(holds=rows, asked=filter, by=by) for rows in within], asked=filter, now=now)
    lines = hold_lines(holds=page.rows, by=by, now=now, apart=_ids(rows=page.rows, above=above))
    audit.record(by=by, act="hold_list", about=_people_of(rows=page.rows), detail={}, now=now)
    due: dict[str, list[HoldLine]] = {name: [] for name in DUES}
    for line in lines:
        falls = OVERDUE if line.overdue else due_of(location=line.location, at=line.answer_by, now=now)
        due[falls].append(line)
    return HoldList(
        overdue=tuple(due[OVERDUE]),
        today=tuple(due[TODAY]),
        tomorrow=tuple(due[TOMORROW]),
        waiting=tuple(due[LATER]),
        count=page.count,
        before=page.before,
        after=page.after,
    )


@audit.deed()
def hold_file(*, reference: str, by: Actor, now: datetime) -> HoldView:
    """Show one hold with its history. Raises `NotYours` outside the actor's reach."""
    hold = _shown(reference=reference, by=by, now=now)
    audit.record(by=by, act="hold_file", about=_people_of(rows=[hold]), detail={"hold": reference}, now=now)
    return view_of_hold(hold=hold, may_answer=_may_answer(hold=hold, by=by), by=by, now=now)


@audit.deed()
def answer_hold(*, reference: str, answer: str, reason: str, by: Actor, now: datetime) -> HoldView:
    """Lift or uphold a hold, saying why. The reason of a protection hold is sealed to the organisation.

    Raises `NotYours` for anyone but a member of the organisation it is assigned to, `AnswerNotKnown`, `ReasonMissing`,
    and `NotPossibleNow` when it was answered already. The same answer given twice by the same person is one answer.
    """
    request_pk = _found(reference=reference, by=by, now=now).request_id
    (request,) = rows_of(Request, id=request_pk, lock=True)  # the request first, as every deed does
    hold = _found_locked(reference=reference, by=by, now=now)
    if not _may_answer(hold=hold, by=by):
        raise NotYours
    _check_answer(answer=answer, reason=reason)
    if not _already(hold=hold, answer=answer, by=by):
        _write_answer(hold=hold, answer=answer, reason=reason.strip(), by=by, now=now)
        _judge_again(request=request, hold=hold, by=by, now=now)
        _return_to_desk(request=request, now=now)
    detail = {"hold": reference, "answer": answer, "kind": hold.kind}
    audit.record(by=by, act="answer_hold", about=_people_of(rows=[hold]), detail=detail, now=now)
    return view_of_hold(hold=hold, may_answer=_may_answer(hold=hold, by=by), by=by, now=now)


def escalate_due(*, now: datetime, limit: int = 200) -> int:
    """Tell whoever oversees the location of every unanswered hold whose hour has passed; give how many there were.

    A wait becomes theirs to answer; a protection stays with those who protect. Each in a transaction of its own, so
    that one that cannot go up stops no other.
    """
    due = Hold.objects.filter(state__in=OPEN_STATES, answer_by__lte=now).order_by("answer_by", "pk")
    return sum(_escalate(hold_pk=pk, now=now) for pk in due.values_list("pk", flat=True)[:limit])


def holds_to_answer(*, by: Actor) -> QuerySet[Hold]:
    """The holds that belong to the actor's organisation and that the actor may answer, whatever their state."""
    own = _beside().filter(organisation=own_body(by=by)) if _may_ever_answer(by=by) else Hold.objects.none()
    return own.exclude(kind=PROTECTION) if by.role is Role.IO else own


def return_to_desk_if_answered(*, request: Request, now: datetime) -> bool:
    """Bring a held request back to the desk once nothing of it is held any more; say whether it came back."""
    return _return_to_desk(request=request, now=now)


@transaction.atomic
def _escalate(*, hold_pk: int, now: datetime) -> int:
    (hold,) = rows_of(Hold, id=hold_pk, lock=True)  # alone: see `fetch._first`
    if hold.state not in OPEN_STATES or hold.answer_by > now:
        return 0
    on = local_date(key=hold.request.location_key, now=now)
    above = overseer(location=hold.request.location_key, on=on) or hold.organisation
    hold.state = move(machine="hold", state=hold.state, event="escalate")
    heard = dict.fromkeys((above, hold.organisation) if hold.kind == PROTECTION else (above,))
    hold.organisation = owner_past_its_hour(hold=hold, above=above)
    hold.answer_by = now + parameter("EST-9", on=on).as_timedelta()
    update_row(row=hold, columns=("state", "organisation", "answer_by"))
    write_row(row=HoldEvent(hold=hold, event="escalated", by=None, at=now))
    if hold.person_id is not None:
        now_in_care(person_id=hold.person_id, body=hold.organisation_id)
    next_day_again(request=hold.request, now=now)
    for body in heard:
        kind = "hold_escalated" if body == hold.organisation else "hold_late_elsewhere"
        tell(kind=kind, to=body, about=hold.reference, now=now)
    about = _people_of(rows=[hold])
    audit.record(by=WORKER, act="escalate_hold", about=about, detail={"hold": hold.reference}, now=now)
    return 1


def owner_past_its_hour(*, hold: Hold, above: Organisation) -> Organisation:
    """Say who answers once the hour passed: a protection is lifted only by those who protect, so it stays theirs."""
    return hold.organisation if hold.kind == PROTECTION else above


def _ids(*, rows: Sequence[Hold], above: Q) -> frozenset[int]:
    return frozenset(Hold.objects.filter(above, pk__in=[row.pk for row in rows]).values_list("pk", flat=True))


def _ways(*, asked: Mapping[str, str], above: Q, by: Actor) -> list[QuerySet[Hold]]:
    """Holds the actor's organisation answers or oversees, and for a desk those of its own location.

    Each way by its own index; for what is asked of one's own, that way alone.
    """
    own = [_beside().filter(organisation=own_body(by=by))] if _may_ever_answer(by=by) else []
    if asked.get("mine") == "yes":
        return own
    here = [_beside().filter(location_key=by.location)] if _may_ever_answer(by=by) and by.role is Role.IO else []
    overseeing = [_beside().filter(above)] if may_oversee(by=by) else []
    return [*own, *here, *overseeing]


def _beside() -> QuerySet[Hold]:
    return Hold.objects.select_related("request__family", "person", "organisation")


def _may_ever_answer(*, by: Actor) -> bool:
    return (by.role, by.purpose) in _ANSWERING


def _shown(*, reference: str, by: Actor, now: datetime) -> Hold:
    """The hold as this reader sees it: as it is for whoever answers or oversees it, else the one line of its person."""
    hold = _found(reference=reference, by=by, now=now)
    if may_press(hold=hold, by=by, now=now):
        return hold
    face = face_of(hold=hold, by=by)
    if face is None:
        raise NotYours
    return face


def _found(*, reference: str, by: Actor, now: datetime) -> Hold:
    """The hold as `_ways` would give it, asked of the one row."""
    row = next(iter(_by_reference(reference=reference)), None)
    if row is None or not (_answers(hold=row, by=by) or (row.state == LATE and may_press(hold=row, by=by, now=now))):
        raise NotYours
    return row


@prepared
def _by_reference(*, reference: str) -> QuerySet[Hold]:
    return _beside().filter(reference=reference)


def _answers(*, hold: Hold, by: Actor) -> bool:
    """Say of one hold whether it is the actor's organisation's or stands at their desk: see `_ways`."""
    here = by.role is Role.IO and hold.location_key == by.location
    return _may_ever_answer(by=by) and (here or hold.organisation.key == by.organisation)


def _found_locked(*, reference: str, by: Actor, now: datetime) -> Hold:
    """Lock the row alone, then read it with its neighbours as they are now: see `fetch._first` for why never at once.

    Read again within the actor's reach, too: while this waited the hold may have gone up to another body.
    """
    rows_of(Hold, reference=reference, lock=True)
    return _found(reference=reference, by=by, now=now)


def _may_answer(*, hold: Hold, by: Actor) -> bool:
    """Members of the owning organisation; never an officer of the desk where protection is asked."""
    desk_on_protection = hold.kind == PROTECTION and by.role is Role.IO
    return hold.organisation.key == by.organisation and (by.role, by.purpose) in _ANSWERING and not desk_on_protection


def _check_answer(*, answer: str, reason: str) -> None:
    if answer not in ANSWERS:
        raise AnswerNotKnown
    if not reason.strip() or len(reason) > _LONGEST_REASON:
        raise ReasonMissing


def _already(*, hold: Hold, answer: str, by: Actor) -> bool:
    wanted = "lifted" if answer == "lift" else "upheld"
    return hold.state == wanted and hold.events.filter(event=wanted, by_id=by.user_id).exists()


def _write_answer(*, hold: Hold, answer: str, reason: str, by: Actor, now: datetime) -> None:
    sealed = hold.kind == PROTECTION
    close_hold(hold=hold, event=f"answer_{answer}", by=by, now=now, reason="" if sealed else reason)
    if sealed:
        seal_reason(hold=hold, reason=reason, now=now)


def _judge_again(*, request: Request, hold: Hold, by: Actor, now: datetime) -> None:
    """A lifted protection changes what the rules say of the family: the desk must not be shown the answer before."""
    if hold.state == "lifted" and hold.kind == PROTECTION and request.state in ("awaiting_decision", "on_hold"):
        determine_again(request=request, by=by, now=now)


def _return_to_desk(*, request: Request, now: datetime) -> bool:
    if request.state != "on_hold" or not answered(request=request):
        return False
    move_request(request=request, event="holds_answered", now=now)
    on = local_date(key=request.location_key, now=now)
    desk = body_for(kind="intake_desk", location=request.location_key, on=on)
    tell(kind="request_back_at_desk", to=desk, about=request.reference, now=now)
    return True


def _asked_for(*, holds: QuerySet[Hold], asked: Mapping[str, str], by: Actor) -> QuerySet[Hold]:
    if asked.get("kind") in ("protection", "wait"):
        holds = holds.filter(kind=asked["kind"])
    if asked.get("mine") in ("yes", "no"):
        own = Q(organisation__key=by.organisation)
        holds = holds.filter(own if asked["mine"] == "yes" else ~own)
    if asked.get("location"):
        holds = holds.filter(location_key=asked["location"])
    return holds


def _people_of(*, rows: Sequence[Hold]) -> list[str]:
    touched = {row.person.reference if row.person else row.request.family.reference for row in rows}
    return sorted(touched)
