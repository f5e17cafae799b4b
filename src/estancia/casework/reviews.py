"""A look by someone else at a hold or a "not covered", within a clock of working days (EST-3).

Never by whoever decided: the row says who did, and the database refuses the same person twice. A review that changes
the answer brings the request back to the desk; the earlier decision stays as it was written.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta

from django.db.models import QuerySet

from estancia.admission.states import REVIEW_STATES, move
from estancia.calendars import add_working_days
from estancia.casework import audit
from estancia.casework.access import Actor, NotYours, Purpose, Role
from estancia.casework.bodies import body_for
from estancia.casework.hold_rows import SENTENCES, WAIT, close_hold, open_holds
from estancia.casework.holds import ReasonMissing, return_to_desk_if_answered
from estancia.casework.hour_lists import ByHour, Reach
from estancia.casework.next_days import move_request
from estancia.casework.own_body import own_body
from estancia.casework.references import fresh_reference
from estancia.casework.telling import look_again, no_longer_due, tell
from estancia.casework.views.admission import ReviewLine, ReviewView
from estancia.casework.views.hours import HourList
from estancia.casework.views.stay import PaperLine
from estancia.law import parameter
from estancia.places import local_date, zone_of
from estancia.records.models import Decision, Organisation, Request, Review
from estancia.wording import ForPeople, Sentence

ANSWERS = ("changed", "confirmed")
_REVIEWABLE = ("hold", "not_covered")
_NOTHING_ASKED: Mapping[str, str] = {}
_BY_HOUR = ByHour(at="answer_by", states=("open",))
_LONGEST = 2000
_REVIEWING = frozenset(
    {(Role.IO, Purpose.INTAKE), (Role.CO, Purpose.COORDINATION), (Role.DP, Purpose.OVERSIGHT)}
)  # whose reviews each reaches: see `_ways`


class NothingToReview(ForPeople):
    """The family has no hold or "not covered" to be looked at again."""

    sentence = Sentence(
        es="Sobre esta solicitud no hay una espera ni un «no aplica» que revisar. Nada cambió. "
        "Vea en la solicitud lo decidido.",
        en="This request has no hold and no “not covered” to look at again. Nothing changed. "
        "See what was decided on the request's page.",
    )


class SomeoneElseAnswers(ForPeople):
    """Whoever decided may not review what they decided."""

    sentence = Sentence(
        es="Quien decidió no revisa su propia decisión. Otra persona debe mirarla. Pásela a quien no intervino.",
        en="Whoever decided does not review that decision. Someone else must look. Pass it to a person not involved.",
    )


class AnswerNotKnown(ForPeople):
    """An answer other than changed or confirmed."""

    sentence = Sentence(
        es="Una revisión cambia o confirma la decisión. No se entendió otra respuesta y nada cambió.",
        en="A review changes or confirms the decision. No other answer was understood and nothing changed.",
    )


@audit.deed()
def ask_review(*, request_reference: str, by: Actor, now: datetime) -> ReviewView:
    """Open a review of the latest decision, with its clock; asking twice opens one.

    Raises `NothingToReview` when the latest decision was to admit, or there is none, and `NotYours`.
    """
    request = _requested(reference=request_reference, by=by)
    decision = request.decisions.select_related("by").order_by("-at", "-pk").first()
    if decision is None or decision.decision not in _REVIEWABLE or request.state not in ("on_hold", "not_covered"):
        raise NothingToReview
    review = decision.reviews.filter(state="open").first() or _open(request=request, decision=decision, by=by, now=now)
    audit.record(
        by=by,
        act="ask_review",
        about=[request.reference, request.family.reference],
        detail={"review": review.reference},
        now=now,
    )
    return _view(review=review, by=by, now=now)


@audit.deed()
def review_list(*, by: Actor, now: datetime, filter: Mapping[str, str] = _NOTHING_ASKED) -> HourList[ReviewLine]:  # noqa: A002
    """List the reviews within the actor's reach, a page at a time: past their hour, waiting, answered lately.

    `filter` narrows to open ones: `mine` (yes: those the actor may answer), `due` (overdue, today, tomorrow, later);
    `after` and `before` are bookmarks. Unknown keys and values are passed over.
    """
    reach = Reach(ways=_ways(by=by), mine=reviews_to_answer(by=by), closed_at="answered_at")
    shown = reach.listed(by_hour=_BY_HOUR, lines=lambda found: _lines(found, now=now), asked=filter, now=now)
    about = sorted({line.request for line in shown.lines})
    audit.record(by=by, act="review_list", about=about, detail={}, now=now)
    return shown


@audit.deed()
def review_file(*, reference: str, by: Actor, now: datetime) -> ReviewView:
    """Show one review. Raises `NotYours` outside the actor's reach."""
    review = _found(reference=reference, by=by)
    audit.record(
        by=by,
        act="review_file",
        about=[review.request.reference, review.request.family.reference],
        detail={"review": reference},
        now=now,
    )
    return _view(review=review, by=by, now=now)


@audit.deed()
def answer_review(*, reference: str, answer: str, reason: str, by: Actor, now: datetime) -> ReviewView:
    """Change or confirm a decision, saying why. Changed brings the request back to the desk, undecided.

    Raises `SomeoneElseAnswers` for whoever decided, `NotYours` for anyone the review was not given to,
    `ReasonMissing`, and `NotPossibleNow` when it was answered already.
    """
    request = Request.objects.select_for_update().get(pk=_found(reference=reference, by=by).request_id)
    review = _found(reference=reference, by=by)
    if review.decided_by_id == by.user_id:
        raise SomeoneElseAnswers
    if not _may_answer(review=review, by=by):
        raise NotYours
    if answer not in ANSWERS:
        raise AnswerNotKnown
    if not reason.strip() or len(reason) > _LONGEST:
        raise ReasonMissing
    _write_answer(review=review, answer=answer, reason=reason.strip(), by=by, now=now)
    if answer == "changed":
        _bring_back(request=request, by=by, now=now)
    audit.record(
        by=by,
        act="answer_review",
        about=[request.reference, review.request.family.reference],
        detail={"review": reference, "answer": answer},
        now=now,
    )
    return _view(review=_found(reference=reference, by=by), by=by, now=now)


def reviews_to_answer(*, by: Actor) -> QuerySet[Review]:
    """The open reviews given to the actor's organisation, but for those of the actor's own decisions."""
    rows = _beside() if (by.role, by.purpose) in _REVIEWING else Review.objects.none()
    return rows.filter(state="open", organisation=own_body(by=by)).exclude(decided_by_id=by.user_id)


def reviews_due(*, by: Actor, due: str, hours: Sequence[datetime]) -> Sequence[QuerySet[Review]]:
    """Give those of `reviews_to_answer` that are due so (overdue, today, tomorrow, later), to be counted."""
    return _BY_HOUR.counted(rows=reviews_to_answer(by=by), due=due, hours=hours)


def _open(*, request: Request, decision: Decision, by: Actor, now: datetime) -> Review:
    assert by.user_id is not None  # whoever stands at the window has signed in
    reviewers = _reviewers(request=request, now=now)
    review = Review.objects.create(
        reference=fresh_reference(),
        request=request,
        location_key=request.location_key,
        decision=decision,
        organisation=reviewers,
        decided_by_id=decision.by_id,
        state="open",
        answer_by=_answer_by(location=request.location_key, now=now),
        opened_at=now,
        opened_by_id=by.user_id,
    )
    tell(kind="review_opened", to=reviewers, about=review.reference, now=now)
    look_again(kind="review_due", about=review.reference, due_at=review.answer_by)
    return review


def _answer_by(*, location: str, now: datetime) -> datetime:
    """The end of the last working day (EST-3), by the clock of the place."""
    on = local_date(key=location, now=now)
    days = int(parameter("EST-3", on=on).value)
    last = add_working_days(start=on, days=days)
    return datetime.combine(last + timedelta(days=1), time(0), tzinfo=zone_of(location))


def _reviewers(*, request: Request, now: datetime) -> Organisation:
    on = local_date(key=request.location_key, now=now)
    return body_for(kind="review", location=request.location_key, on=on)


def _write_answer(*, review: Review, answer: str, reason: str, by: Actor, now: datetime) -> None:
    review.state = move(machine="review", state=review.state, event=f"answer_{answer}")
    review.answer, review.answered_by_id, review.answered_at = reason, by.user_id, now
    review.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    no_longer_due(kind="review_due", about=review.reference, now=now)


def _bring_back(*, request: Request, by: Actor, now: datetime) -> None:
    """A changed "not covered" goes back to the desk; a changed hold lifts its waits, never a protection."""
    if request.state == "on_hold":
        for hold in open_holds(request=request).filter(kind=WAIT).order_by("pk"):
            close_hold(hold=hold, event="answer_lift", by=by, now=now)
        return_to_desk_if_answered(request=request, now=now)
        return
    move_request(request=request, event="review_changed", now=now)
    on = local_date(key=request.location_key, now=now)
    desk = body_for(kind="intake_desk", location=request.location_key, on=on)
    tell(kind="request_back_at_desk", to=desk, about=request.reference, now=now)


def _requested(*, reference: str, by: Actor) -> Request:
    """The request, locked, for the desk of its location: the window is where a person asks."""
    if by.role is not Role.IO or by.purpose is not Purpose.INTAKE:
        raise NotYours
    rows = Request.objects.select_for_update()  # the row alone: see `fetch._first`
    row = rows.filter(reference=reference, location_key=by.location).first()
    if row is None:
        raise NotYours
    return row


def _ways(*, by: Actor) -> list[QuerySet[Review]]:
    """The reviews of the desk's own location, of the locations the organisation reviews; all for data protection."""
    if (by.role, by.purpose) not in _REVIEWING:
        return []
    if by.role is Role.DP:
        return [_beside()]
    own_port = [_beside().filter(location_key=by.location)] if by.role is Role.IO else []
    return [_beside().filter(organisation=own_body(by=by)), *own_port]


def _beside() -> QuerySet[Review]:
    return Review.objects.select_related("request__family", "decision", "organisation")


def _found(*, reference: str, by: Actor) -> Review:
    row = next((found for rows in _ways(by=by) for found in rows.filter(reference=reference)), None)
    if row is None:
        raise NotYours
    return row


def _may_answer(*, review: Review, by: Actor) -> bool:
    return review.organisation.key == by.organisation and review.decided_by_id != by.user_id


def _lines(rows: Iterable[Review], *, now: datetime) -> tuple[ReviewLine, ...]:
    return tuple(_line(row, now=now) for row in rows)


def _line(row: Review, *, now: datetime) -> ReviewLine:
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


def _view(*, review: Review, by: Actor, now: datetime) -> ReviewView:
    line = _line(review, now=now)
    return ReviewView(
        reference=line.reference,
        request=line.request,
        family=review.request.family.reference,
        location=line.location,
        decision=line.decision,
        decision_reason=review.decision.reason,
        decided_at=review.decision.at,
        state=line.state,
        state_line=line.state_line,
        opened_at=line.opened_at,
        answer_by=line.answer_by,
        overdue=line.overdue,
        may_answer=review.state == "open" and _may_answer(review=review, by=by),
        answered_at=review.answered_at,
        answer=review.answer,
        receipt=_receipt(review=review),
        next_line=SENTENCES[f"review_next_{review.state}"],
    )


def _receipt(*, review: Review) -> PaperLine:
    return PaperLine(
        request=review.request.reference,
        person=None,
        who=review.request.family.reference,
        kind="review_receipt",
        label=SENTENCES["paper_review_receipt"],
    )
