"""Fetching is authorising: the only way from a reference to a row, and only for whoever may hold it.

A reference of another port, one of another organisation and one that was never given out are answered by the same
`NotYours`. What comes back says in which relations the reader stands to the file and which categories follow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from estancia.casework.access import Actor, Category, NotYours, Relation, Role, categories, require
from estancia.casework.once import once
from estancia.records.models import (
    FamilyGroup,
    Hold,
    IntakeDraft,
    Person,
    ProtectionNotice,
    Request,
    Review,
    SealedAnswer,
)
from estancia.records.prepared import prepared
from estancia.records.read import rows_of

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Fetched(Generic[Row]):
    """A row somebody may hold, and what of it. Stays inside casework: doors are given views."""

    row: Row
    relations: frozenset[Relation]
    categories: frozenset[Category]


def request_of(
    *, reference: str, by: Actor, category: Category = Category.PROCEEDINGS, write: bool = False, lock: bool = False
) -> Fetched[Request]:
    """Give the request, if `by` may read (or write) this category of it; `lock` holds its row until the commit."""
    row = _first(Request, reference=reference, beside=("family",), lock=lock)
    if row is None:
        raise NotYours
    return _held(row=row, relations=relations_to_request(request=row, by=by), by=by, category=category, write=write)


def person_of(
    *, reference: str, by: Actor, category: Category = Category.PROCEEDINGS, write: bool = False
) -> Fetched[Person]:
    """Give the person, if `by` may read (or write) this category of their file."""
    row = Person.objects.filter(reference=reference).select_related("family").first()
    if row is None:
        raise NotYours
    return _held(row=row, relations=relations_to_person(person=row, by=by), by=by, category=category, write=write)


def family_of(
    *, reference: str, by: Actor, category: Category = Category.PROCEEDINGS, write: bool = False
) -> Fetched[FamilyGroup]:
    """Give the family group, if `by` may read (or write) this category of any member's file."""
    row = FamilyGroup.objects.filter(reference=reference).first()
    if row is None:
        raise NotYours
    met = [relations_to_person(person=member, by=by) for member in row.members.all()]
    return _held(row=row, relations=frozenset().union(*met), by=by, category=category, write=write)


def hold_of(*, reference: str, by: Actor, lock: bool = False) -> Fetched[Hold]:
    """Give the hold, if it stands at the reader's own desk or its question belongs to their organisation."""
    beside = ("request__family", "organisation", "person")
    row = _first(Hold, reference=reference, beside=beside, lock=lock)
    if row is None:
        raise NotYours
    met = relations_to_request(request=row.request, by=by)
    if row.organisation.key == by.organisation:
        met |= {Relation.ASSIGNED}
    return _held(row=row, relations=met, by=by, category=Category.PROCEEDINGS, write=False)


def draft_of(*, reference: str, by: Actor, lock: bool = False) -> IntakeDraft:
    """Give an intake of the actor's own desk, whether under way or handed in."""
    row = _first(IntakeDraft, reference=reference, beside=("request",), lock=lock)
    if row is None or not by.location or row.location_key != by.location:
        raise NotYours
    require(by=by, category=Category.IDENTITY, relations=frozenset({Relation.OWN_PORT}), write=True)
    return row


def relations_to_request(*, request: Request, by: Actor) -> frozenset[Relation]:
    """Say how `by` stands to a request; empty means a stranger."""
    met = set()
    if _is_desk_of(by=by, location=request.location_key):
        met.add(Relation.OWN_PORT)
    if by.organisation and _assigned_in(family_id=request.family_id, by=by):
        met.add(Relation.ASSIGNED)
    if by.organisation and _reviewing(request_id=request.pk, organisation=by.organisation):
        met.add(Relation.REVIEWING)
    return frozenset(met)


def relations_to_person(*, person: Person, by: Actor) -> frozenset[Relation]:
    """Say how `by` stands to a person; empty means a stranger."""
    met = set()
    if _is_desk_of(by=by, location=person.family.location_key):
        met.add(Relation.OWN_PORT)
    if by.organisation and assigned_people(by=by).filter(pk=person.pk).exists():
        met.add(Relation.ASSIGNED)
    if by.organisation and _reviewed_people(by=by).filter(pk=person.pk).exists():
        met.add(Relation.REVIEWING)
    return frozenset(met)


def people_within_reach(*, by: Actor) -> QuerySet[Person]:
    """Give the people whose names this actor may search; none by default."""
    if by.role == Role.IO and by.location:
        return Person.objects.filter(family__location_key=by.location)
    if by.role == Role.PW and by.organisation:
        return assigned_people(by=by)
    return Person.objects.all() if by.role == Role.DP else Person.objects.none()


def assigned_people(*, by: Actor) -> QuerySet[Person]:
    """Give the people assigned to the actor's organisation: a hold, sealed answers or a child notice says so.

    A notice to COMAR assigns nobody: one is written for everyone, and what it says is inside it.
    """
    return Person.objects.filter(assigned(by=by, person="pk")) if by.role == Role.PW else Person.objects.none()


def assigned(*, by: Actor, person: str) -> Q:
    """Say the rows whose `person` (the field's name) is assigned to the actor's organisation."""
    own = {"person": OuterRef(person), "organisation__key": by.organisation}
    return (
        Q(Exists(Hold.objects.filter(**own)))
        | Q(Exists(SealedAnswer.objects.filter(**own)))
        | Q(Exists(ProtectionNotice.objects.filter(kind="child_protection", **own)))
    )


def _first(model: type[Row], *, reference: str, beside: tuple[str, ...], lock: bool) -> Row | None:
    """Give the row with its neighbours, or the row alone under a lock.

    Never both: PostgreSQL, having waited for the lock, gives the row as it is now and its neighbours as they were
    before, so that an intake just handed in looked as if it had no request.
    """
    if lock:
        return next(iter(rows_of(model, reference=reference, lock=True)), None)  # a reference is unique
    return next(iter(_with(model, beside)(reference=reference)), None)


@cache
def _with(model: type[Row], beside: tuple[str, ...]) -> Callable[..., list[Row]]:
    @prepared
    def rows(*, reference: str) -> QuerySet[Row]:
        return model._default_manager.filter(reference=reference).select_related(*beside)  # noqa: SLF001

    return rows


def _reviewed_people(*, by: Actor) -> QuerySet[Person]:
    reviewed = Review.objects.filter(request__family=OuterRef("family"), organisation__key=by.organisation)
    return Person.objects.filter(Exists(reviewed))


def _reviewing(*, request_id: int, organisation: str) -> bool:
    def look() -> bool:
        return any(given.organisation.key == organisation for given in rows_of(Review, request_id=request_id))

    return once("reviewing", request_id, organisation, look=look)


def _assigned_in(*, family_id: int, by: Actor) -> bool:
    return by.role == Role.PW and assigned_people(by=by).filter(family_id=family_id).exists()


def _is_desk_of(*, by: Actor, location: str) -> bool:
    return by.role == Role.IO and bool(by.location) and by.location == location


def _held(*, row: Row, relations: frozenset[Relation], by: Actor, category: Category, write: bool) -> Fetched[Row]:
    require(by=by, category=category, relations=relations, write=write)
    return Fetched(row=row, relations=relations, categories=categories(by=by, relations=relations))
