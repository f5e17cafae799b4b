"""Handing in an intake: from answers to a family, their request, what the rules say, and who is told.

Everything or nothing, in one transaction, and once: the same intake handed in again, by a second click or with the
same key, gives the request it became. Sealed answers move with their boxes unopened. A private page that was not
answered leaves its protection question open, for nobody may be decided upon unasked.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from estancia.admission.protectors import PROTECTING_BODY
from estancia.casework import audit
from estancia.casework.access import Actor, NotYours
from estancia.casework.alarms import raise_alarms
from estancia.casework.child_notices import tell_child_protection
from estancia.casework.clear_facts import known, languages_of, yes_no
from estancia.casework.determining import determine_family, keep
from estancia.casework.doubles import take_in
from estancia.casework.family_members import people_of
from estancia.casework.fetch import draft_of
from estancia.casework.intake_answers import day_of
from estancia.casework.intake_steps import Step, born_on_of, members_of, steps_of
from estancia.casework.intake_view import AlreadyHandedIn
from estancia.casework.notices_sent import send_notice
from estancia.casework.references import fresh_reference
from estancia.casework.request_shown import say_request
from estancia.casework.roster_dates import claim_for_members
from estancia.casework.roster_waiting import met_with_numbers
from estancia.casework.telling import tell
from estancia.casework.views.intake import DraftMember
from estancia.casework.views.people import RequestSaid
from estancia.casework.who_protects import hold_for
from estancia.notices.claims import CLOSED
from estancia.people import fold_name
from estancia.places import local_date
from estancia.records.models import (
    NO_DAY,
    CourtRecordSeen,
    FamilyGroup,
    IntakeDraft,
    Notice,
    Person,
    Request,
    SealedAnswer,
    SealedDraftAnswer,
    SealedDraftNotice,
)
from estancia.records.prepared import prepared
from estancia.records.read import rows_of
from estancia.records.written import delete_rows, write_row, write_rows
from estancia.wording import ForPeople, Sentence

AWAITING = "awaiting_decision"
NO_REQUEST = "no_request"
_SEALED_TO = frozenset({PROTECTING_BODY})  # whoever is told in private answers for all that is told there


class NotFinished(ForPeople):
    """Some page that is asked in clear has not been answered."""

    sentence = Sentence(
        es="Faltan preguntas por responder. No se entregó nada y nada se perdió. Siga donde dice «siguiente»; "
        "«no sé» también vale.",
        en="Some questions are not answered yet. Nothing was handed in and nothing was lost. Go on where it says "
        "“next”; “I do not know” will do.",
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every row of the hand-in shares."""

    draft: IntakeDraft
    on: date
    by: Actor
    now: datetime

    @property
    def source(self) -> str:
        """A code, said in the reader's language by the pages: as shown or told by the person at the desk."""
        return "at_the_desk"


def submit_intake(*, reference: str, idempotency_key: str, by: Actor, now: datetime) -> RequestSaid:
    """Hand in an intake and give the request it became. Raises `NotFinished`, `NotYours`.

    A request of a family that asks for admission awaits a decision; otherwise it is kept as *no request*, which costs
    nothing and is no refusal. Either way the rules are asked, for whom they protect is protected without asking too.
    """
    with audit.deed():
        draft = draft_of(reference=reference, by=by, lock=True)
        if draft.request is None:
            _refuse_anothers_key(key=idempotency_key)
            desk = _Desk(draft=draft, on=local_date(key=draft.location_key, now=now), by=by, now=now)
            request = _hand_in(desk=desk, key=idempotency_key)
        else:
            request = draft.request
        people = [person.reference for person in people_of(request=request)]
        about = [reference, request.reference, request.family.reference, *people]
        audit.record(by=by, act="intake_submit", about=about, detail={"state": request.state}, now=now)
        return say_request(request=request, by=by)


def _hand_in(*, desk: _Desk, key: str) -> Request:
    steps = steps_of(answers=desk.draft.answers, on=desk.on)
    if any(step.stored_as not in desk.draft.answers for step in steps if not step.private):
        raise NotFinished
    family = _family(desk=desk)
    people = [_person(desk=desk, family=family, member=member) for member in _members(desk=desk)]
    take_in(people=people, draft=desk.draft.reference)
    claim_for_members(people=people, draft=desk.draft, by=desk.by, now=desk.now)
    request = _request(desk=desk, family=family, key=key)
    met_with_numbers(people=people, location=desk.draft.location_key)
    _move_boxes(desk=desk, people=people, request=request)
    tell_child_protection(people=people, location=desk.draft.location_key, on=desk.on, now=desk.now)
    _determine_and_hold(desk=desk, request=request, people=people, steps=steps)
    _close(desk=desk, request=request)
    delete_rows(SealedDraftAnswer, draft_id=desk.draft.pk)
    delete_rows(SealedDraftNotice, draft_id=desk.draft.pk)
    return request


def _close(*, desk: _Desk, request: Request) -> None:
    """Tie the draft to its request in one conditional statement: were it handed in meanwhile, all this is undone."""
    still_open = IntakeDraft.objects.filter(pk=desk.draft.pk, request__isnull=True)
    if still_open.update(request=request, submitted_at=desk.now, changed_at=desk.now) != 1:
        raise AlreadyHandedIn


def _refuse_anothers_key(*, key: str) -> None:
    if rows_of(Request, idempotency_key=key):
        raise NotYours


def _members(*, desk: _Desk) -> tuple[DraftMember, ...]:
    return members_of(answers=desk.draft.answers, on=desk.on)


def _family(*, desk: _Desk) -> FamilyGroup:
    return write_row(
        row=FamilyGroup(
            reference=fresh_reference(),
            location_key=desk.draft.location_key,
            includes_citizen_child=yes_no(desk.draft.answers["family"].get("includes_citizen_child")),
            created_at=desk.now,
        )
    )


def _person(*, desk: _Desk, family: FamilyGroup, member: DraftMember) -> Person:
    answers, number = desk.draft.answers, member.number
    identity, entered = answers[f"identity:{number}"], answers[f"entry_status:{number}"]
    spoken = answers["language"]
    person = write_row(
        row=Person(
            reference=fresh_reference(),
            family=family,
            name=member.name,
            folded_name=fold_name(member.name)[:200],
            born_on=born_on_of(identity=identity, on=desk.on),
            born_approximately=bool(identity.get("born_approximately"))
            or (bool(identity.get("born_year")) and day_of(answers=identity, name="born") is None),
            nationality=member.nationality,
            languages=list(languages_of(answers=answers, member=number)),
            best_language=spoken.get("best_language", ""),
            interpreter_needed=yes_no(spoken.get("interpreter_needed")),
            accompanied_by=known(answers.get(f"accompanied:{number}", {}).get("accompanied_by")) or "",
            entry=known(entered.get("entry")) or "",
            us_status=known(entered.get("us_status")) or "",
            interviewed_by_us=yes_no(entered.get("interviewed_by_us")),
            order_in_family=number - 1,
            recorded_at=desk.now,
            recorded_by_id=desk.by.user_id,
        )
    )
    _notice(desk=desk, person=person, number=number)
    _court_record(desk=desk, person=person, number=number)
    return person


def _notice(*, desk: _Desk, person: Person, number: int) -> None:
    said = desk.draft.answers[f"notice:{number}"]
    write_row(
        row=Notice(
            person=person,
            state=known(said.get("state")) or "",
            kind=known(said.get("kind")) or "",
            number=said.get("number", ""),
            served_on=day_of(answers=said, name="served"),
            hearing_on=day_of(answers=said, name="hearing"),
            hearing_location=said.get("hearing_location", ""),
            address=said.get("address", ""),
            printed=said.get("printed", ""),
            source=desk.source,
            recorded_by_id=desk.by.user_id,
            recorded_at=desk.now,
        )
    )


def _court_record(*, desk: _Desk, person: Person, number: int) -> None:
    said = desk.draft.answers.get(f"court_record:{number}", {})
    hearing_on = day_of(answers=said, name="hearing")
    if known(said.get("status")) is None and hearing_on is None:
        return  # nobody looked, or nothing was found: not known
    write_row(
        row=CourtRecordSeen(
            person=person,
            status=known(said.get("status")) or "",
            hearing_on=hearing_on,
            source=said.get("source") or desk.source,
            seen_at=desk.now,
            recorded_by_id=desk.by.user_id,
        )
    )
    on_paper = day_of(answers=desk.draft.answers[f"notice:{number}"], name="hearing")
    if known(said.get("status")) == CLOSED or hearing_on != on_paper:
        raise_alarms(person=person, by=desk.by, now=desk.now)


def _request(*, desk: _Desk, family: FamilyGroup, key: str) -> Request:
    asks = yes_no(desk.draft.answers["request"].get("requests_admission"))
    return write_row(
        row=Request(
            reference=fresh_reference(),
            family=family,
            location_key=desk.draft.location_key,
            on=desk.on,
            requests_admission=asks,
            state=NO_REQUEST if asks is False else AWAITING,
            next_on=NO_DAY if asks is False else desk.on,
            made_at=desk.now,
            recorded_by_id=desk.by.staff_id,
            idempotency_key=key or None,
        )
    )


def _move_boxes(*, desk: _Desk, people: list[Person], request: Request) -> None:
    """Move the sealed boxes unopened to the people they are of, in one order, all at one instant.

    Their owner hears that there is something to read, whatever was answered: what only warns is referred too.
    """
    boxes = _sealed_answers(draft=desk.draft.pk)
    for owner in {box.organisation for box in boxes}:
        tell(kind="sealed_answers", to=owner, about=request.reference, now=desk.now)
    write_rows(
        rows=[
            SealedAnswer(
                person=people[box.member - 1],
                organisation_id=box.organisation_id,
                about=box.about,
                box=bytes(box.box),
                sealed_at=desk.now,
            )
            for box in boxes
        ]
    )
    for notice in _sealed_notices(draft=desk.draft.pk):
        send_notice(
            kind="comar",
            person=people[notice.member - 1],
            to=notice.organisation,
            about=notice.about,
            box=bytes(notice.box),
            clock="EST-8",
            on=desk.on,
            now=desk.now,
        )


@prepared
def _sealed_answers(*, draft: int) -> QuerySet[SealedDraftAnswer]:
    return SealedDraftAnswer.objects.filter(draft_id=draft).select_related("organisation").order_by("member", "step")


@prepared
def _sealed_notices(*, draft: int) -> QuerySet[SealedDraftNotice]:
    return SealedDraftNotice.objects.filter(draft_id=draft).select_related("organisation").order_by("member")


def _determine_and_hold(*, desk: _Desk, request: Request, people: list[Person], steps: tuple[Step, ...]) -> None:
    raised = {people[number - 1].pk: bit for number, bit in _bits(desk=desk, steps=steps).items()}
    results = determine_family(request=request, on=desk.on, now=desk.now, raised=raised)
    keep(results=results, request=request, on=desk.on, now=desk.now)
    for result in results:
        sealed = _SEALED_TO if raised[result.person.pk] else frozenset()
        hold_for(request=request, person=result.person, protectors=result.protectors | sealed, by=desk.by, now=desk.now)


def _bits(*, desk: _Desk, steps: tuple[Step, ...]) -> dict[int, bool]:
    """Say by member whether a protection question is open: raised by an answer, or by a page never answered.

    Who makes no request was offered the private part: passing it by raises nothing.
    """
    sealed = {(box.member, box.step) for box in _sealed_answers(draft=desk.draft.pk)}
    awaited = [step for step in steps if step.private and not step.optional]
    unasked = {step.member for step in awaited if (step.member, step.key) not in sealed}
    kept = desk.draft.protection_open
    return {one.number: kept.get(str(one.number), False) or one.number in unasked for one in _members(desk=desk)}
