"""What the deeds of a complaint share: who answers, what lies in the box, and how a row is said."""

import json
from collections.abc import Mapping
from datetime import datetime

from estancia.casework.access import Actor
from estancia.casework.bodies import named_body
from estancia.casework.hold_rows import SENTENCES
from estancia.casework.telling import look_again, tell
from estancia.casework.views.services import ComplaintLine
from estancia.places import location, locations
from estancia.records.models import Complaint, ComplaintEvent, NamedBody, Organisation
from estancia.records.written import write_row
from estancia.sealing import seal
from estancia.services import ACCUSED, COMPLAINT_STATES, KINDS, OPEN_STATES, Body, day_of
from estancia.wording import ForPeople, Sentence

DUE = "complaint"
_APART, _NEAREST = "human_rights", "protecting_body"
_BLOCK_BYTES = 4096  # what was told is closed in whole blocks, so that its length tells nothing


class NobodyOutside(ForPeople):
    """No body outside the one complained of is named here and can keep a secret."""

    sentence = Sentence(
        es="Aquí nadie que esté fuera del organismo señalado puede recibir la queja en reserva. No se guardó nada y "
        "nadie la leyó. Acuda a la comisión de derechos humanos: es gratis, y vea en la página de derechos quién más "
        "responde.",
        en="Nobody here who stands outside the body complained of can receive the complaint in confidence. Nothing was "
        "kept and nobody read it. Go to the human rights commission: it is free, and see on the page of rights who "
        "else answers.",
    )


def about(*, reference: str) -> str:
    """Name the one place where a complaint's box belongs."""
    return f"complaint:{reference}"


def about_answer(*, reference: str) -> str:
    """Name the one place where the box of its answer belongs."""
    return f"complaint-answer:{reference}"


def house_of(*, organisation: Organisation) -> Organisation:
    """Give the topmost body an organisation is part of; itself where it is part of none."""
    top = organisation
    while top.part_of is not None:
        top = top.part_of
    return top


def body_of(*, organisation: Organisation) -> Body:
    """Say an organisation as the rule of who answers needs it."""
    return Body(key=organisation.key, kind=organisation.kind, house=house_of(organisation=organisation).key)


def accused_of(*, accused: str, place: str, now: datetime) -> Organisation | None:
    """Give the organisation of this house that is meant: the one at that place, or the only one of its kind."""
    wanted = ACCUSED[accused]
    if not wanted.organisation:
        return None
    found = None
    if location(place) is not None:
        found = named_body(kind=wanted.body, location=place, on=day_of(now=now)) if wanted.body else None
        working_there = Organisation.objects.filter(kind=wanted.organisation, user__location_key=place)
        found = found or working_there.order_by("pk").first()
    alike = Organisation.objects.filter(kind=wanted.organisation).order_by("pk")[:2]
    return found or (alike[0] if len(alike) == 1 else None)


def named_there(*, place: str, now: datetime) -> Mapping[str, Organisation]:
    """Give, by kind of named body, who is named there and has a key to be sealed to.

    Where none is named at the place, or no place is known, a body that stands apart answers for the whole house, and a
    protecting body of elsewhere about one that is known and is not its own (`services.may_answer`).
    """
    on = day_of(now=now)
    wanted = {body for kind in KINDS.values() for body in kind.bodies}
    found = {kind: named_body(kind=kind, location=place, on=on) for kind in wanted} if location(place) else {}
    for kind in (_APART, _NEAREST):
        found[kind] = found.get(kind) or _named_anywhere(kind=kind, now=now)
    return {kind: body for kind, body in found.items() if body is not None and body.public_key}


def _named_anywhere(*, kind: str, now: datetime) -> Organisation | None:
    on = day_of(now=now)
    named = NamedBody.objects.filter(kind=kind, organisation__public_key__isnull=False, from_on__lte=on).exclude(
        until_on__lte=on
    )
    row = named.select_related("organisation").order_by("pk").first()
    return row.organisation if row else None


def close_box(*, to: Organisation, told: Mapping[str, str], reference: str) -> bytes:
    """Seal what was told to the body that answers."""
    plain = json.dumps(dict(told), ensure_ascii=False).encode()
    whole = plain.ljust(-(-(len(plain) + 1) // _BLOCK_BYTES) * _BLOCK_BYTES - 1)
    return seal(public=bytes(to.public_key or b""), plain=whole, about=about(reference=reference))


def note(*, complaint: Complaint, event: str, by: Actor | None, now: datetime) -> None:
    """Write what happened, at the body it happened at. `by` None: whoever complained, or the house itself."""
    write_row(
        row=ComplaintEvent(
            complaint=complaint,
            event=event,
            organisation_id=complaint.organisation_id,
            by_id=by.user_id if by else None,
            at=now,
        )
    )


def announce(*, complaint: Complaint, kind: str, to: Organisation, now: datetime) -> None:
    """Tell a body by reference, and have the complaint looked at again when its hour comes."""
    tell(kind=kind, to=to, about=complaint.reference, now=now)
    look_again(kind=DUE, about=complaint.reference, due_at=complaint.due_by)


def line_of(*, complaint: Complaint, now: datetime) -> ComplaintLine:
    """Show one complaint in a list."""
    is_open = complaint.state in OPEN_STATES
    return ComplaintLine(
        reference=complaint.reference,
        kind=KINDS[complaint.kind].name,
        answers=complaint.organisation.name,
        filed_at=complaint.filed_at,
        due_by=complaint.due_by,
        answer_by=complaint.answer_by,
        overdue=is_open and (complaint.state == "escalated" or complaint.due_by <= now),
        open=is_open,
        state=complaint.state,
        state_line=COMPLAINT_STATES[complaint.state].line,
    )


def event_line(event: str) -> Sentence:
    """Say what happened to a complaint."""
    return SENTENCES[f"complaint_event_{event}"]


def place_keys() -> tuple[str, ...]:
    """Give the places a complaint may name."""
    return tuple(one.key for one in locations())
