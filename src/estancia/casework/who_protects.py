"""Which body a protection question belongs to, and whose questions stand or were lifted.

Two kinds of body protect. Child protection owns what the desk itself knows of a child alone; the protecting body owns
all that was answered in private, and the other grounds in clear. Each lifts its own and never the other's. Whoever
oversees them owns neither: where no protecting body is named nothing is opened, and the desk is told.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from estancia.admission.protectors import CHILD_PROTECTION, PROTECTING_BODY
from estancia.casework.access import Actor
from estancia.casework.bodies import NobodyNamed, named_body
from estancia.casework.family_members import people_of
from estancia.casework.hold_rows import PROTECTION, open_hold
from estancia.casework.joined import stands_as_one
from estancia.places import local_date
from estancia.records.models import Hold, Organisation, Person, Request
from estancia.records.read import rows_of

STILL_PROTECTED = ("open", "escalated", "upheld")
PROTECTORS = (CHILD_PROTECTION, PROTECTING_BODY)  # in this order are their holds opened
Protectors = Mapping[int, frozenset[str]]  # by person id


def protector_for(*, protector: str, location: str, on: date) -> Organisation:
    """Give the organisation that answers for `child_protection` or `protecting_body` there on that day.

    Where nobody is named for children the protecting body answers. Raises `NobodyNamed`; never gives the overseer.
    """
    found = named_body(kind=protector, location=location, on=on)
    found = found or named_body(kind=PROTECTING_BODY, location=location, on=on)
    if found is None:
        raise NobodyNamed
    return found


def hold_protected(
    *, request: Request, person: Person, by: Actor, now: datetime, protector: str = PROTECTING_BODY
) -> Hold:
    """Open the protection hold of one person with the body that answers for it there that day."""
    on = local_date(key=request.location_key, now=now)
    owner = protector_for(protector=protector, location=request.location_key, on=on)
    return open_hold(request=request, person=person, kind=PROTECTION, code="", owner=owner, by=by, now=now)


def hold_for(
    *, request: Request, person: Person, protectors: frozenset[str], by: Actor, now: datetime
) -> tuple[Hold, ...]:
    """Open a hold of one person with each of these bodies; both must be answered, each by its own."""
    return tuple(
        hold_protected(request=request, person=person, by=by, now=now, protector=protector)
        for protector in PROTECTORS
        if protector in protectors
    )


def standing_protectors(*, request: Request) -> Protectors:
    """Say by person id whose protection question stands open or was upheld."""
    return standing_and_lifted(request=request)[0]


def protected_on_another_file(*, request: Request) -> frozenset[int]:
    """Say who of this family is protected on another file that stands as one with theirs: it stands for both."""
    found = set()
    for person in people_of(request=request):
        others = [one for one in stands_as_one(person_id=person.pk) if one != person.pk]
        if others and Hold.objects.filter(person_id__in=others, kind=PROTECTION, state__in=STILL_PROTECTED).exists():
            found.add(person.pk)
    return frozenset(found)


def lifted_protectors(*, request: Request) -> Protectors:
    """Say by person id whose protection was lifted and not raised again since."""
    return standing_and_lifted(request=request)[1]


def standing_and_lifted(*, request: Request) -> tuple[Protectors, Protectors]:
    """Say by person id whose protection stands open or was upheld, and whose was lifted and not raised again since."""
    holds = rows_of(Hold, request_id=request.pk, kind=PROTECTION)
    standing = _by_person(request=request, holds=(hold for hold in holds if hold.state in STILL_PROTECTED))
    lifted = _by_person(request=request, holds=(hold for hold in holds if hold.state == "lifted"))
    return standing, {pk: own for pk, one in lifted.items() if (own := one - standing.get(pk, frozenset()))}


def _by_person(*, request: Request, holds: Iterable[Hold]) -> Protectors:
    found: dict[int, frozenset[str]] = {}
    for hold in holds:
        if hold.person_id is not None:
            answered = _answered_by(organisation=hold.organisation_id, request=request, at=hold.opened_at)
            found[hold.person_id] = found.get(hold.person_id, frozenset()) | answered
    return found


def _answered_by(*, organisation: int, request: Request, at: datetime) -> frozenset[str]:
    """What a hold answers for follows from what its organisation was named for when it was opened."""
    location = request.location_key
    on = local_date(key=location, now=at)
    return frozenset(kind for kind in PROTECTORS if _was_named(kind, location, on, organisation)) or frozenset(
        {PROTECTING_BODY}
    )


def _was_named(kind: str, location: str, on: date, organisation: int) -> bool:
    try:
        return protector_for(protector=kind, location=location, on=on).pk == organisation
    except NobodyNamed:
        return False
