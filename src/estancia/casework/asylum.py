"""Asking for asylum in Mexico at the window, aloud, after the intake: COMAR is told, and nobody is refused.

The notice is sealed to COMAR in the request that hears it. The protection hold belongs to the protecting body, like
every other, so that the owner of a hold tells a colleague at the desk nothing. A family told "not covered" that then
asks is held again: the earlier paper no longer prints. What the answer to the asylum claim will be is COMAR's alone.
"""

from datetime import date, datetime

from estancia.admission.protectors import PROTECTING_BODY
from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Purpose, Role
from estancia.casework.bodies import named_body
from estancia.casework.deciding import determine_again
from estancia.casework.fetch import person_of
from estancia.casework.hold_rows import SENTENCES
from estancia.casework.intake_private import keeper_for, notice_text
from estancia.casework.next_days import move_request
from estancia.casework.notices_sent import send_notice
from estancia.casework.views.admission import AsylumView
from estancia.casework.who_protects import hold_protected, standing_protectors
from estancia.places import local_date
from estancia.records.models import AsylumRequest, Organisation, Person, ProtectionNotice, Request
from estancia.sealing import seal

_HEARD_BY = frozenset({(Role.IO, Purpose.INTAKE), (Role.PW, Purpose.CARE)})
_STILL_MATTERS = ("awaiting_decision", "on_hold", "not_covered")


@audit.deed()
def ask_asylum_in_mexico(*, person_reference: str, by: Actor, now: datetime) -> AsylumView:
    """Write that a person asks for asylum in Mexico, tell COMAR within EST-8, and hold the request for protection.

    Asking twice tells once. Raises `NotYours` out of reach, `NobodyToSealTo` where neither COMAR nor a protecting body
    with a key is named there.
    """
    person = _heard(reference=person_reference, by=by)
    on = local_date(key=person.family.location_key, now=now)
    notice = _told_before(person=person) or _tell_comar(person=person, on=on, now=now)
    for request in _requests_touched(person=person):
        _protect(request=request, person=person, by=by, now=now)
    audit.record(
        by=by,
        act="ask_asylum",
        about=[person.reference, person.family.reference],
        detail={"notice": notice.reference},
        now=now,
    )
    return AsylumView(
        reference=notice.reference,
        told=notice.organisation.name,
        told_by=notice.answer_by,
        on=on,
        next_line=SENTENCES["asylum_next"],
    )


def _heard(*, reference: str, by: Actor) -> Person:
    if (by.role, by.purpose) not in _HEARD_BY:
        raise NotYours
    person = person_of(reference=reference, by=by, category=Category.IDENTITY).row
    # The family's row is held until the commit: two desks that hear the same words write them once.
    type(person.family).objects.select_for_update().get(pk=person.family_id)
    return person


def _told_before(*, person: Person) -> ProtectionNotice | None:
    asked = AsylumRequest.objects.filter(person=person).select_related("notice__organisation").first()
    return asked.notice if asked else None


def _tell_comar(*, person: Person, on: date, now: datetime) -> ProtectionNotice:
    to = _told(location=person.family.location_key, on=on)
    about = f"asylum:{person.reference}"
    plain = notice_text(
        asks=True,
        name=person.name,
        born_on=person.born_on.isoformat() if person.born_on else "",
        nationality=person.nationality,
        best_language=person.best_language,
    )
    notice = send_notice(
        kind="comar",
        person=person,
        to=to,
        about=about,
        box=seal(public=bytes(to.public_key or b""), plain=plain, about=about),
        clock="EST-8",
        on=on,
        now=now,
    )
    AsylumRequest.objects.create(person=person, notice=notice, asked_at=now)
    return notice


def _told(*, location: str, on: date) -> Organisation:
    comar = named_body(kind="comar", location=location, on=on)
    return comar if comar is not None and comar.public_key else keeper_for(location=location, on=on)


def _requests_touched(*, person: Person) -> list[Request]:
    rows = Request.objects.select_for_update().filter(family_id=person.family_id, state__in=_STILL_MATTERS)
    return list(rows.order_by("pk"))


def _protect(*, request: Request, person: Person, by: Actor, now: datetime) -> None:
    """Open the hold with its owner. A family that was told "not covered" is held from here on."""
    standing = standing_protectors(request=request).get(person.pk, frozenset())
    if PROTECTING_BODY not in standing:
        hold_protected(request=request, person=person, by=by, now=now)
    if request.state == "not_covered" and not _another_is_open(request=request):
        move_request(request=request, event="protect", now=now)
    if request.state in ("awaiting_decision", "on_hold"):
        determine_again(request=request, by=by, now=now)


def _another_is_open(*, request: Request) -> bool:
    """Say whether the family has asked again since: then that request is the one that is held."""
    return Request.objects.filter(family_id=request.family_id, state__in=("awaiting_decision", "on_hold")).exists()
