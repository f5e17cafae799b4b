"""Setting the house up: organisations and their keys, who is named for what, and the people who sign in.

For the operator, under the purpose of maintenance. What an operator sets up they cannot read: a key phrase is used
once here, to wrap the private half, and kept nowhere.
"""

from dataclasses import dataclass
from datetime import date, datetime

from estancia.casework import audit
from estancia.casework.access import STAFF_ROLES, Actor, NotYours, Purpose, Role
from estancia.places import location as location_of
from estancia.records.models import NamedBody, Organisation, User
from estancia.sealing import Strength, make_keys
from estancia.wording import ForPeople, Sentence

BODY_KINDS = frozenset(
    {
        "protecting_body",
        "child_protection",
        "comar",
        "intake_desk",
        "court_liaison",
        "location_authority",
        "legal_team",
        "review",
        "oversight",
        "shelter",
        "human_rights",
    }
)
SETTER_UP = Actor(user_id=None, role=Role.HOUSE, purpose=Purpose.MAINTENANCE, organisation="", location="", session="")
"""Whoever runs the command line on the machine itself: the first staff member has to come from somewhere."""


class CannotSetUp(ForPeople):
    """What was to be set up does not fit: a kind, role, place or name the house does not know or already has."""

    sentence = Sentence(
        es="Eso no se puede dar de alta: el tipo, la función o el lugar no existen aquí, o el nombre ya está en uso. "
        "Nada cambió. Revise lo escrito.",
        en="That cannot be set up: the kind, role or place is not known here, or the name is taken. "
        "Nothing changed. Check what was written.",
    )


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation as set up; `has_key` says whether something can be sealed to it."""

    key: str
    name: str
    kind: str
    has_key: bool


@dataclass(frozen=True, slots=True)
class StaffView:
    """A member of staff as set up."""

    username: str
    role: str
    organisation: str
    location: str


def found_organisation(
    *,
    key: str,
    name: str,
    kind: str,
    phrase: str | None,
    by: Actor,
    now: datetime,
    strength: Strength | None = None,
    part_of: str = "",
) -> OrganisationView:
    """Found an organisation; with a key phrase it gets a key pair that only the phrase opens.

    `part_of`: the key of the body it belongs to, so that it never answers a complaint about that body or a sister.
    Raises `CannotSetUp` for a kind not known, a key already taken, or a body that is not there.
    """
    _require_keeper(by=by)
    with audit.deed():
        above = Organisation.objects.filter(key=part_of).first() if part_of else None
        if part_of and above is None:
            raise CannotSetUp
        if kind not in dict(Organisation.KINDS) or Organisation.objects.filter(key=key).exists():
            raise CannotSetUp
        made = make_keys(phrase=phrase, strength=strength or Strength.INTERACTIVE) if phrase else None
        row = Organisation.objects.create(
            key=key,
            name=name,
            kind=kind,
            public_key=made.public if made else None,
            wrapped_key=made.wrapped if made else None,
            part_of=above,
        )
        audit.record(by=by, act="found_organisation", about=[], detail={"organisation": key, "kind": kind}, now=now)
        return OrganisationView(key=row.key, name=row.name, kind=row.kind, has_key=made is not None)


def name_body(*, kind: str, location: str, organisation: str, from_on: date, by: Actor, now: datetime) -> None:
    """Name who answers for a kind of question at a location from a day on; whoever was named before ends that day."""
    _require_keeper(by=by)
    with audit.deed():
        body = Organisation.objects.filter(key=organisation).first()
        if body is None or kind not in BODY_KINDS or location_of(location) is None:
            raise CannotSetUp
        named = NamedBody.objects.filter(kind=kind, location_key=location, until_on__isnull=True)
        if named.filter(from_on__gte=from_on).exists():
            raise CannotSetUp
        named.update(until_on=from_on)
        NamedBody.objects.create(kind=kind, location_key=location, organisation=body, from_on=from_on)
        detail = {"kind": kind, "location": location, "organisation": organisation}
        audit.record(by=by, act="name_body", about=[], detail=detail, now=now)


def add_staff(
    *, username: str, password: str, role: str, organisation: str, location: str, by: Actor, now: datetime
) -> StaffView:
    """Add someone who signs in: one role, one organisation, and for a desk one place. Raises `CannotSetUp`."""
    _require_keeper(by=by)
    with audit.deed():
        body = Organisation.objects.filter(key=organisation).first()
        taken = User.objects.filter(username=username).exists()
        unplaced = bool(location) and location_of(location) is None
        if body is None or role not in STAFF_ROLES or taken or unplaced:
            raise CannotSetUp
        user = User.objects.create_user(
            username=username, password=password, role=role, organisation=body, location_key=location
        )
        detail = {"role": role, "organisation": organisation, "location": location}
        audit.record(by=by, act="add_staff", about=[f"user:{user.pk}"], detail=detail, now=now)
        return StaffView(username=username, role=role, organisation=organisation, location=location)


def let_go(*, username: str, by: Actor, now: datetime) -> None:
    """Let a member of staff go: from this instant no request of theirs is answered. Raises `CannotSetUp`."""
    _require_keeper(by=by)
    with audit.deed():
        user = User.objects.select_for_update().filter(username=username).first()
        if user is None:
            raise CannotSetUp
        user.is_active = False
        user.save(update_fields=["is_active"])
        audit.record(by=by, act="let_go", about=[f"user:{user.pk}"], detail={}, now=now)


def _require_keeper(*, by: Actor) -> None:
    if by.role not in (Role.SA, Role.HOUSE) or by.purpose is not Purpose.MAINTENANCE:
        raise NotYours
