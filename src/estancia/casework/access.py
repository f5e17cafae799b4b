"""Who may do what: role, purpose, relation and category together, and nothing by default.

The policy is data: `PURPOSES_OF` says which purposes a role may choose, `GRANTS` what a role may hold of a file it
stands in a relation to, `ROUTES` which role and purpose may knock at which address. Whoever is refused hears one
sentence, the same for a thing of another port and for a thing that does not exist. See docs for the table in prose.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from estancia.casework.roles import PURPOSES_OF, STAFF_ROLES, Purpose, Role
from estancia.casework.routes import ROUTES, RouteRule
from estancia.wording import ForPeople, Sentence

if TYPE_CHECKING:
    from estancia.records.models import User

__all__ = [
    "GRANTS",
    "PURPOSES_OF",
    "ROUTES",
    "STAFF_ROLES",
    "WORKER",
    "Actor",
    "Category",
    "Grant",
    "NotYours",
    "Purpose",
    "PurposeNotYours",
    "Relation",
    "Role",
    "RouteRule",
    "actor_for",
    "categories",
    "may",
    "may_knock",
    "require",
]


class NotYours(ForPeople):
    """What was asked for is not this actor's to see: it may not exist, or be someone else's. Never says which."""

    sentence = Sentence(
        es="No hay nada con esa referencia que usted pueda ver. Quizá esté mal escrita, o la atiende otra oficina. "
        "Revise la referencia o pregunte a quien le refirió el caso.",
        en="There is nothing with that reference for you to see. It may be mistyped, or another office answers for it. "
        "Check the reference, or ask whoever referred the case to you.",
    )


class PurposeNotYours(ForPeople):
    """The purpose chosen does not belong to this role."""

    sentence = Sentence(
        es="Ese propósito no corresponde a su función. Cada consulta lleva un propósito que queda registrado. "
        "Elija uno de los que aparecen en la lista.",
        en="That purpose does not belong to your role. Every look carries a purpose, and it is recorded. "
        "Choose one of those listed.",
    )


class Relation(StrEnum):
    """How an actor stands to a file."""

    OWN_PORT = "own_port"  # the desk where the family made its request
    ASSIGNED = "assigned"  # a hold, a sealed answer or a child notice belongs to the actor's organisation
    REVIEWING = "reviewing"  # a review of the decision was given to the actor's organisation
    SHOWS_CARD = "shows_card"  # a member of the family shows their card at the actor's desk, whichever desk
    EXPECTED_BACK = "expected_back"  # the actor's organisation is asked to call the contact the person chose
    ANY_CASE = "any_case"  # no relation but the role's own


class Category(StrEnum):
    """A kind of fact; a view shows the categories its reader holds and no other."""

    NAME = "name"  # the name and the paper's number
    IDENTITY = "identity"
    FLAG = "flag"  # that a protection question is open, and nothing more
    PROTECTION = "protection"
    PROCEEDINGS = "proceedings"
    STAY_DOCUMENT = "stay_document"
    PERMITS = "permits"  # applications for work permit and CURP
    CROSSINGS = "crossings"  # the line of exits and entries
    CONTACT = "contact"  # whom the person chose to be called
    PLACES = "places"
    KEPT_PAPERS = "kept_papers"  # what of the person's somebody else keeps
    AUDIT = "audit"
    INTEGRITY = "integrity"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as what, why, and from where. Built afresh for every request by the door."""

    user_id: int | None
    role: Role
    purpose: Purpose
    organisation: str
    location: str
    session: str

    @property
    def staff_id(self) -> int:
        """The member of staff who acts. Raises `NotYours` for the house's own worker, who signs for nothing."""
        if self.user_id is None:
            raise NotYours
        return self.user_id


WORKER = Actor(user_id=None, role=Role.HOUSE, purpose=Purpose.MAINTENANCE, organisation="", location="", session="")
"""The house's own worker: escalates, sends and counts; it reads no file and opens no seal."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One line of the policy: this role, for these purposes, in this relation, may do this to that category."""

    role: Role
    purposes: frozenset[Purpose]
    relation: Relation
    category: Category
    write: bool = False


def _grants(
    role: Role, purposes: set[Purpose], relation: Relation, *categories: Category, write: bool = False
) -> tuple[Grant, ...]:
    return tuple(Grant(role, frozenset(purposes), relation, category, write) for category in categories)


GRANTS: frozenset[Grant] = frozenset(
    (
        # The desk: its own port. After the request is closed identity shrinks to name and paper (see views).
        *_grants(Role.IO, {Purpose.INTAKE}, Relation.OWN_PORT, Category.NAME, Category.IDENTITY, write=True),
        *_grants(Role.IO, {Purpose.INTAKE}, Relation.OWN_PORT, Category.PROCEEDINGS, write=True),
        *_grants(Role.IO, {Purpose.INTAKE}, Relation.OWN_PORT, Category.FLAG),
        *_grants(Role.IO, {Purpose.INTAKE}, Relation.OWN_PORT, Category.STAY_DOCUMENT, Category.PLACES, write=True),
        *_grants(Role.IO, {Purpose.INTAKE}, Relation.OWN_PORT, Category.KEPT_PAPERS, write=True),
        *_grants(Role.IO, {Purpose.HEARING_LOGISTICS}, Relation.OWN_PORT, Category.NAME, Category.PROCEEDINGS),
        *_grants(Role.IO, {Purpose.HEARING_LOGISTICS}, Relation.OWN_PORT, Category.PLACES),
        # Whoever helps with a permit: the desk of the port, and those who protect.
        *_grants(Role.IO, {Purpose.INTAKE}, Relation.OWN_PORT, Category.PERMITS, write=True),
        *_grants(Role.PW, {Purpose.CARE}, Relation.ASSIGNED, Category.PERMITS, write=True),
        *_grants(Role.DP, {Purpose.OVERSIGHT, Purpose.SUBJECT_RIGHTS}, Relation.ANY_CASE, Category.PERMITS),
        # At the gate: who shows a card may cross at any desk; a name is looked for among those of the desk's own port.
        *_grants(Role.IO, {Purpose.INTAKE}, Relation.OWN_PORT, Category.CROSSINGS, write=True),
        *_grants(Role.IO, {Purpose.HEARING_LOGISTICS}, Relation.OWN_PORT, Category.CROSSINGS, write=True),
        *_grants(Role.IO, {Purpose.INTAKE, Purpose.HEARING_LOGISTICS}, Relation.SHOWS_CARD, Category.NAME),
        *_grants(
            Role.IO, {Purpose.INTAKE, Purpose.HEARING_LOGISTICS}, Relation.SHOWS_CARD, Category.CROSSINGS, write=True
        ),
        # Someone else at the authority, who reviews: name, proceedings, and the answer to the review.
        *_grants(Role.IO, {Purpose.INTAKE}, Relation.REVIEWING, Category.NAME, Category.FLAG),
        *_grants(Role.IO, {Purpose.INTAKE}, Relation.REVIEWING, Category.PROCEEDINGS, write=True),
        # Those who protect: the people assigned to their organisation.
        *_grants(Role.PW, {Purpose.CARE, Purpose.PLACEMENT}, Relation.ASSIGNED, Category.NAME, Category.IDENTITY),
        *_grants(Role.PW, {Purpose.CARE, Purpose.PLACEMENT}, Relation.ASSIGNED, Category.PROCEEDINGS, Category.FLAG),
        *_grants(Role.PW, {Purpose.CARE}, Relation.ASSIGNED, Category.PROTECTION, write=True),
        *_grants(Role.PW, {Purpose.CARE}, Relation.ASSIGNED, Category.CROSSINGS),
        *_grants(Role.PW, {Purpose.CARE}, Relation.ASSIGNED, Category.CONTACT, write=True),
        # Whoever is expected back after a hearing: the body that calls knows the name, the day, and whom to call.
        *_grants(Role.PW, {Purpose.CARE}, Relation.EXPECTED_BACK, Category.NAME, Category.PROCEEDINGS),
        *_grants(Role.PW, {Purpose.CARE}, Relation.EXPECTED_BACK, Category.CONTACT),
        *_grants(Role.PW, {Purpose.CARE}, Relation.ASSIGNED, Category.KEPT_PAPERS, write=True),
        # The coordinator: schedules without names, every location's places; may ask for a card's revocation.
        *_grants(Role.CO, {Purpose.COORDINATION}, Relation.ANY_CASE, Category.PROCEEDINGS, Category.PLACES),
        *_grants(Role.CO, {Purpose.COORDINATION}, Relation.ANY_CASE, Category.STAY_DOCUMENT, write=True),
        # Data protection: a case, and who looked at it; each look of theirs is a look too.
        *_grants(Role.DP, {Purpose.OVERSIGHT, Purpose.SUBJECT_RIGHTS}, Relation.ANY_CASE, Category.NAME),
        *_grants(Role.DP, {Purpose.OVERSIGHT, Purpose.SUBJECT_RIGHTS}, Relation.ANY_CASE, Category.IDENTITY),
        *_grants(Role.DP, {Purpose.OVERSIGHT, Purpose.SUBJECT_RIGHTS}, Relation.ANY_CASE, Category.PROCEEDINGS),
        *_grants(Role.DP, {Purpose.OVERSIGHT, Purpose.SUBJECT_RIGHTS}, Relation.ANY_CASE, Category.KEPT_PAPERS),
        *_grants(Role.DP, {Purpose.OVERSIGHT, Purpose.SUBJECT_RIGHTS}, Relation.ANY_CASE, Category.AUDIT),
        # Integrity of the record, and nobody's file.
        *_grants(Role.OB, {Purpose.OVERSIGHT}, Relation.ANY_CASE, Category.INTEGRITY, Category.PLACES),
        *_grants(Role.SA, {Purpose.MAINTENANCE}, Relation.ANY_CASE, Category.INTEGRITY),
        *_grants(Role.DP, {Purpose.OVERSIGHT}, Relation.ANY_CASE, Category.INTEGRITY),
    )
)


def categories(*, by: Actor, relations: frozenset[Relation]) -> frozenset[Category]:
    """Say which categories `by` may read of a file it stands in these relations to; empty is a refusal."""
    standing = relations | {Relation.ANY_CASE}
    return frozenset(grant.category for grant in _held(by=by) if grant.relation in standing)


def may(*, by: Actor, category: Category, relations: frozenset[Relation], write: bool = False) -> bool:
    """Say whether `by` may read (or write) this category of a file it stands in these relations to."""
    standing = relations | {Relation.ANY_CASE}
    return any(
        grant.category == category and grant.relation in standing and (grant.write or not write)
        for grant in _held(by=by)
    )


def require(*, by: Actor, category: Category, relations: frozenset[Relation], write: bool = False) -> None:
    """Raise `NotYours` unless `may`."""
    if not may(by=by, category=category, relations=relations, write=write):
        raise NotYours


def may_knock(*, route: str, by: Actor | None) -> bool:
    """Say whether this actor (None: nobody signed in) may ask for this address at all; an unlisted one: no."""
    rule = ROUTES.get(route)
    if rule is None:
        return False
    if rule.public:
        return True
    return by is not None and by.role in rule.roles and by.purpose in rule.purposes & PURPOSES_OF[by.role]


def actor_for(*, user: "User", purpose: str, session: str) -> Actor:
    """Build the actor of this request from the row as it stands now, so that a withdrawal means now.

    Raises `NotYours` for a user who is no longer active or holds no role, `PurposeNotYours` for a purpose of others.
    """
    if not user.is_active or user.role not in STAFF_ROLES or user.organisation is None:
        raise NotYours
    role = Role(user.role)
    if purpose not in PURPOSES_OF[role]:
        raise PurposeNotYours
    return Actor(
        user_id=user.pk,
        role=role,
        purpose=Purpose(purpose),
        organisation=user.organisation.key,
        location=user.location_key,
        session=session,
    )


def _held(*, by: Actor) -> tuple[Grant, ...]:
    return tuple(grant for grant in GRANTS if grant.role == by.role and by.purpose in grant.purposes)
