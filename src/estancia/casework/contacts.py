"""Whom a person chose to be called: in their own words, optional, and only the latest is kept.

The desk may write it down at the window and never reads it back; those who care for the person read it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, Role, may
from estancia.casework.fetch import relations_to_person
from estancia.casework.views.crossings import ContactView
from estancia.people import fold_telephone
from estancia.records.models import ChosenContact, ExpectedReturn, Person
from estancia.wording import ForPeople, Sentence


class ContactCannotBeCalled(ForPeople):
    """A contact without a name or without a number."""

    sentence = Sentence(
        es="Falta cómo llama la persona a su contacto, o el teléfono no tiene números. Sin los dos no se le puede "
        "llamar. Escriba ambos, o marque que no quiere que se llame a nadie.",
        en="What the person calls their contact is missing, or the telephone has no digits. Without both nobody can be "
        "called. Write both, or mark that nobody is to be called.",
    )


@audit.deed()
def choose_contact(
    *,
    person_reference: str,
    wants_call: bool,
    name: str,
    telephone: str,
    language: str,
    terms: str,
    by: Actor,
    now: datetime,
) -> None:
    """Keep whom the person chose, in place of whom they chose before; or that nobody is to be called.

    Raises `NotYours` out of reach, `ContactCannotBeCalled`.
    """
    person = _person(reference=person_reference, by=by)
    folded = fold_telephone(telephone) if wants_call else ""
    if wants_call and not (name.strip() and folded):
        raise ContactCannotBeCalled
    kept = {
        "wants_call": wants_call,
        "name": name.strip()[:200] if wants_call else "",
        "telephone": telephone.strip()[:40] if wants_call else "",
        "folded_telephone": folded,
        "language": language.strip()[:40],
        "terms": terms.strip()[:400],
        "recorded_by_id": by.staff_id,
        "recorded_at": now,
    }
    ChosenContact.objects.update_or_create(person=person, defaults=kept)
    audit.record(by=by, act="choose_contact", about=[person.reference], detail={"wants_call": wants_call}, now=now)


@audit.deed()
def contact_page(*, person_reference: str, by: Actor, now: datetime) -> ContactView | None:
    """Give the contact to whoever cares for the person; None for the desk, or where none was chosen.

    Raises `NotYours` out of reach.
    """
    person = _person(reference=person_reference, by=by)
    audit.record(by=by, act="contact_look", about=[person.reference], detail={}, now=now)
    return contact_of(person=person) if by.role is Role.PW else None


def contact_of(*, person: Person) -> ContactView | None:
    """Give what stands in the record; whoever calls has asked whether it may be shown."""
    return contacts_of(people=[person]).get(person.pk)


def contacts_of(*, people: Iterable[Person]) -> Mapping[int, ContactView]:
    """Give the same of many at once, by the person's key; nothing for whoever chose nobody."""
    return {
        row.person_id: ContactView(
            wants_call=row.wants_call,
            name=row.name,
            telephone=row.telephone,
            language=row.language,
            terms=row.terms,
            recorded_at=row.recorded_at,
        )
        for row in ChosenContact.objects.filter(person__in=[person.pk for person in people])
    }


def may_choose(*, person: Person, by: Actor) -> bool:
    """Say whether the actor may write the person's contact down: their desk, or those who care for them."""
    met = set(relations_to_person(person=person, by=by))
    open_now = ("waiting", "not_reached")
    expected = ExpectedReturn.objects.filter(stay__person=person, organisation__key=by.organisation, state__in=open_now)
    if by.role is Role.PW and expected.exists():
        met.add(Relation.ASSIGNED)
    held = Category.CONTACT if by.role is Role.PW else Category.STAY_DOCUMENT
    return by.role in (Role.PW, Role.IO) and may(by=by, category=held, relations=frozenset(met), write=True)


def _person(*, reference: str, by: Actor) -> Person:
    person = Person.objects.filter(reference=reference).select_related("family").first()
    if person is None or not may_choose(person=person, by=by):
        raise NotYours
    return person
