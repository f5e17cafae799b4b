"""A notice to a protecting authority: its box, its clock, and the message that carries it."""

from datetime import date, datetime, timedelta

from estancia.casework.in_care import now_in_care
from estancia.casework.references import fresh_reference
from estancia.casework.telling import tell
from estancia.law import parameter
from estancia.records.models import DueTask, Organisation, Person, ProtectionNotice
from estancia.records.written import write_row


def send_notice(
    *, kind: str, person: Person, to: Organisation, about: str, box: bytes, clock: str, on: date, now: datetime
) -> ProtectionNotice:
    """Keep a sealed notice and queue it in the deed's own transaction; `clock` is the parameter that says by when."""
    notice = write_row(
        row=ProtectionNotice(
            reference=fresh_reference(),
            kind=kind,
            person=person,
            organisation=to,
            about=about,
            box=box,
            state="drafted",
            drafted_at=now,
            answer_by=now + timedelta(hours=parameter(clock, on=on).value),
        )
    )
    if kind == "child_protection":
        now_in_care(person_id=person.pk, body=to.pk)
    tell(kind="protection_notice", to=to, about=notice.reference, now=now)
    write_row(row=DueTask(kind="protection_notice", about=notice.reference, due_at=notice.answer_by))  # its first
    return notice
