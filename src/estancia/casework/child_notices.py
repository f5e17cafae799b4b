"""Every child has child protection told, accompanied or not; whoever's age is not known is presumed a child."""

from collections.abc import Sequence
from datetime import date, datetime

from estancia.casework.bodies import named_body
from estancia.casework.intake_private import NobodyToSealTo, notice_text
from estancia.casework.notices_sent import send_notice
from estancia.casework.waiting import WITH_PROTECTING_BODY
from estancia.people import age_on
from estancia.records.models import Organisation, Person, ProtectionNotice
from estancia.sealing import seal

_ADULT = 18


def tell_child_protection(
    *, people: Sequence[Person], location: str, on: date, now: datetime
) -> tuple[ProtectionNotice, ...]:
    """Write a notice for each child among these people, sealed to the body named for children there on that day.

    Where that body has no key yet the protecting body is told instead. Raises `NobodyToSealTo` where neither has one.
    """
    children = [person for person in people if _is_child(person=person, on=on)]
    if not children:
        return ()
    to = _told(location=location, on=on)
    return tuple(_notice(person=child, to=to, on=on, now=now) for child in children)


def _is_child(*, person: Person, on: date) -> bool:
    age = age_on(born_on=person.born_on, on=on)
    return age is None or age < _ADULT


def _told(*, location: str, on: date) -> Organisation:
    for kind in ("child_protection", "protecting_body"):
        body = named_body(kind=kind, location=location, on=on)
        if body is not None and body.public_key:
            return body
    raise NobodyToSealTo


def _notice(*, person: Person, to: Organisation, on: date, now: datetime) -> ProtectionNotice:
    about = f"child:{person.reference}"
    plain = notice_text(
        asks=True,
        name=person.name,
        born_on=person.born_on.isoformat() if person.born_on else "",
        nationality=person.nationality,
        best_language=person.best_language,
        accompanied_by=person.accompanied_by,
        waits_at=WITH_PROTECTING_BODY,
    )
    box = seal(public=bytes(to.public_key or b""), plain=plain, about=about)
    return send_notice(
        kind="child_protection", person=person, to=to, about=about, box=box, clock="EST-7", on=on, now=now
    )
