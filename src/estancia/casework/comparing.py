"""Two side by side: what is said of each, why they may be one person, the family around each. It decides nothing.

Once a request is closed the desk holds name and paper only. Were birth and nationality simply left out, two people
might join two files blind, so of two kept files it is told that they agree, differ, or that it is not known. What
that bit gives away: beside a file whose values the reader holds, "equal" tells the other's. It is told to whoever may
ask for the two to be joined, of files of their own port, and every look is a mark on both. Of a member of an intake
under way it is not told: there the values are typed at will, and asking again and again would draw them out of a
closed file.
"""

from datetime import datetime

from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, categories
from estancia.casework.doubles import SamePerson, identity_typed, may_read, pair_said
from estancia.casework.fetch import draft_of, person_of, relations_to_person
from estancia.casework.identity_keys import identity_of
from estancia.casework.intake_steps import count_of, members_of
from estancia.casework.person_shown import held_of, last_request
from estancia.casework.views.doubles import Agreement, ComparedView, Side
from estancia.people.identity import Identity, LikenessReason, likeness
from estancia.places import local_date
from estancia.records.models import IntakeDraft, Person

Held = frozenset[Category]


@audit.deed()
def compare(*, one: str, other: str, by: Actor, now: datetime) -> ComparedView:
    """Compare two files of the reader's own port. Raises `NotYours`, `SamePerson`."""
    if one == other:
        raise SamePerson
    left, right = (person_of(reference=each, by=by, category=Category.NAME, write=True).row for each in (one, other))
    audit.record(by=by, act="compare_look", about=[one, other], detail={}, now=now)
    held = may_hold(person=left, by=by) & may_hold(person=right, by=by)
    return ComparedView(
        one=side_of(person=left, by=by),
        other=side_of(person=right, by=by),
        reasons=reasons_between(identity_of(person=left), identity_of(person=right), held),
        agreement=agreement_between(identity_of(person=left), identity_of(person=right), held),
        said=pair_said(one=one, other=other),
    )


@audit.deed()
def compare_with_draft(*, reference: str, member: int, other: str, by: Actor, now: datetime) -> ComparedView:
    """Compare a member of an intake under way with a file of the reader's own port. Raises `NotYours`."""
    draft = draft_of(reference=reference, by=by)
    person = person_of(reference=other, by=by, category=Category.NAME, write=True).row
    if not 1 <= member <= count_of(answers=draft.answers):
        raise NotYours
    audit.record(by=by, act="compare_look", about=[reference, other], detail={}, now=now)
    typed = identity_typed(answers=draft.answers, member=member, typed={}, on=local_date(key=by.location, now=now))
    return ComparedView(
        one=_side_typed(draft=draft, member=member, identity=typed, by=by, now=now),
        other=side_of(person=person, by=by),
        reasons=reasons_between(typed, identity_of(person=person), may_hold(person=person, by=by)),
        agreement=None,
        said=pair_said(one=f"{reference}:{member}", other=other),
    )


def may_hold(*, person: Person, by: Actor) -> Held:
    """Say what of this file `by` may read now."""
    held = categories(by=by, relations=relations_to_person(person=person, by=by))
    return held_of(held=held, by=by, request=last_request(person=person))


def side_of(*, person: Person, by: Actor) -> Side:
    """Show one file in a comparison, as far as `by` holds it."""
    held, identity = may_hold(person=person, by=by), identity_of(person=person)
    request = last_request(person=person)
    beside = person.family.members.exclude(pk=person.pk).order_by("order_in_family")
    return Side(
        reference=person.reference,
        name=person.name,
        numbers=tuple(sorted(identity.numbers)),
        identity_shown=Category.IDENTITY in held,
        born_on=person.born_on if Category.IDENTITY in held else None,
        nationality=person.nationality if Category.IDENTITY in held else "",
        family=person.family.reference,
        location=person.family.location_key,
        recorded_at=person.recorded_at,
        beside=tuple(beside.values_list("name", flat=True)),
        request=request.reference if request else None,
    )


def _side_typed(*, draft: IntakeDraft, member: int, identity: Identity, by: Actor, now: datetime) -> Side:
    others = members_of(answers=draft.answers, on=local_date(key=by.location, now=now))
    return Side(
        reference="",
        name=identity.name,
        numbers=tuple(sorted(identity.numbers)),
        identity_shown=True,
        born_on=identity.born_on,
        nationality=identity.nationality,
        family="",
        location=draft.location_key,
        recorded_at=draft.changed_at,
        beside=tuple(one.name for one in others if one.number != member and one.name),
        request=None,
    )


def reasons_between(one: Identity, other: Identity, held: Held) -> tuple[LikenessReason, ...]:
    """Say why two may be one person, as far as the reader holds what a reason tells."""
    said = likeness(one=one, other=other).reasons
    return tuple(reason for reason in said if may_read(reason) in held)


def agreement_between(one: Identity, other: Identity, held: Held) -> Agreement | None:
    """Say whether two kept files agree on what the reader may not see of both; None where they see it."""
    if Category.IDENTITY in held:
        return None
    guessed = one.born_guessed or other.born_guessed
    born = _agrees(one.born_on, other.born_on)
    return Agreement(
        born_on="not_known" if guessed and born == "differs" else born,
        nationality=_agrees(one.nationality, other.nationality),
    )


def _agrees(one: object, other: object) -> str:
    if not one or not other:
        return "not_known"
    return "equal" if one == other else "differs"
