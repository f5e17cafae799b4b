"""How a hold is opened, moved and shown: the part that intake, decisions, asylum and answers share.

Every hold has an organisation that answers, an hour by which it does, and a kind of place with a roof where the
family waits. A protection hold carries no code: that a question is open is all that stands in clear.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import QuerySet

from estancia.admission.states import HOLD_STATES, move
from estancia.casework.access import Actor, Role
from estancia.casework.hold_faces import seen_by
from estancia.casework.in_care import now_in_care
from estancia.casework.next_days import next_day_again
from estancia.casework.references import fresh_reference
from estancia.casework.telling import tell
from estancia.casework.views.holds import HoldLine
from estancia.casework.waiting import WAITING_PLACES, waiting_place
from estancia.law import parameter
from estancia.places import local_date
from estancia.records.models import Hold, HoldEvent, Organisation, Person, Request
from estancia.records.read import rows_of
from estancia.records.written import update_row, write_row
from estancia.wording import Sentence, load_sentences

OPEN_STATES = ("open", "escalated")
PROTECTION = "protection"
WAIT = "wait"
_CLOCKS = {PROTECTION: "EST-1", WAIT: "EST-2"}
_NAMED_TO = frozenset({Role.IO, Role.PW})

SENTENCES = load_sentences(package="estancia.casework", name="deeds.toml")


def open_hold(
    *, request: Request, person: Person | None, kind: str, code: str, owner: Organisation, by: Actor, now: datetime
) -> Hold:
    """Open a hold of `kind` (protection, wait) unless the same question is already open; give it either way.

    A protection question is the same only where the same body is asked: two may each have their own.
    The clock is EST-1 for protection, EST-2 for a wait. The owner is told in the same transaction.
    """
    asked = (person and person.pk, kind, code)
    for row in rows_of(Hold, request_id=request.pk, order=("id",)):
        same = row.state in OPEN_STATES and (row.person_id, row.kind, row.code) == asked
        if same and (kind != PROTECTION or row.organisation_id == owner.pk):
            return row
    on = local_date(key=request.location_key, now=now)
    hold = write_row(
        row=Hold(
            reference=fresh_reference(),
            request=request,
            location_key=request.location_key,
            person=person,
            kind=kind,
            code=code,
            organisation=owner,
            answer_by=now + parameter(_CLOCKS[kind], on=on).as_timedelta(),
            waits_at=waiting_place(kind=kind),
            state="open",
            opened_at=now,
        )
    )
    write_row(row=HoldEvent(hold=hold, event="opened", by_id=by.user_id, at=now))
    if person is not None:
        now_in_care(person_id=person.pk, body=owner.pk)
    tell(kind="hold_opened", to=owner, about=hold.reference, now=now)
    if request.state == "on_hold":
        next_day_again(request=request, now=now)
    return hold


def open_holds(*, request: Request) -> QuerySet[Hold]:
    """The holds of a request that nobody has answered yet."""
    return Hold.objects.filter(request=request, state__in=OPEN_STATES)


def answered(*, request: Request) -> bool:
    """Say whether nothing of the request is held any more: no question open, and no protection upheld."""
    rows = rows_of(Hold, request_id=request.pk)
    return not any(row.state in OPEN_STATES or (row.kind, row.state) == (PROTECTION, "upheld") for row in rows)


def was_protected(*, request: Request) -> bool:
    """Say whether a protection question was ever opened on this request, whatever became of it.

    Such a request can be admitted, held or withdrawn, and never refused: lifting answers the question, it does not
    make a child an adult. Who asks again at the window is heard again, on a new request.
    """
    return bool(rows_of(Hold, request_id=request.pk, kind=PROTECTION))


def close_hold(*, hold: Hold, event: str, by: Actor, now: datetime, reason: str = "") -> HoldEvent:
    """Move a hold by an answer (`answer_lift`, `answer_uphold`) and write what happened. Raises `NotPossibleNow`."""
    hold.state = move(machine="hold", state=hold.state, event=event)
    hold.closed_at = now
    update_row(row=hold, columns=("state", "closed_at"))
    if hold.request.state == "on_hold":
        next_day_again(request=hold.request, now=now)
    return write_row(row=HoldEvent(hold=hold, event=hold.state, reason=reason, by_id=by.user_id, at=now))


def hold_line(*, hold: Hold, by: Actor, now: datetime) -> HoldLine:
    """Show one hold in a list, with a name only where the reader's role may hold one."""
    subject = hold.person
    reference = subject.reference if subject else hold.request.family.reference
    return HoldLine(
        reference=hold.reference,
        request=hold.request.reference,
        family=hold.request.family.reference,
        person=subject.reference if subject else None,
        who=subject.name if subject and by.role in _NAMED_TO else reference,
        location=hold.request.location_key,
        kind=hold.kind,
        code=hold.code,
        label=label_of(kind=hold.kind, code=hold.code),
        owner=hold.organisation.name,
        answer_by=hold.answer_by,
        overdue=hold.state == "escalated" or (hold.state == "open" and hold.answer_by <= now),
        waits_at=WAITING_PLACES[hold.waits_at],
        state=hold.state,
        state_line=HOLD_STATES[hold.state].line,
        closed=None if hold.state in OPEN_STATES else SENTENCES[f"hold_closed_{hold.kind}_{hold.state}"],
    )


def hold_lines(*, holds: Iterable[Hold], by: Actor, now: datetime, apart: Collection[int] = ()) -> tuple[HoldLine, ...]:
    """Show several holds, in the order given, as this reader sees them: see `hold_faces`."""
    return tuple(hold_line(hold=hold, by=by, now=now) for hold in seen_by(holds=holds, by=by, apart=apart))


def protection_stands(*, lines: Iterable[HoldLine]) -> bool:
    """Say of the holds a reader is shown whether they wait for no answer any more, because a protection was upheld."""
    shown = list(lines)
    upheld = any(line.kind == PROTECTION and line.state == "upheld" for line in shown)
    return upheld and all(line.closed for line in shown)


def label_of(*, kind: str, code: str) -> Sentence:
    """Name the question a hold asks, in a few words; a protection hold says only that it is one."""
    if kind == PROTECTION:
        return SENTENCES["protection_question"]
    return SENTENCES.get(f"wait_{code}", SENTENCES["wait_other"])
