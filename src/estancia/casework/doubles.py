"""Doubles before saving: who may already have a file, why, and what a person said of it. No machine joins anybody.

A desk sees its own port's people. Of anybody else's it is told once that there may be a file elsewhere, and whom to
ask: not whose, not where, not how many.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, categories, require
from estancia.casework.bodies import overseer
from estancia.casework.fetch import draft_of, person_of, relations_to_person
from estancia.casework.identity_keys import Found, search, store_keys
from estancia.casework.person_shown import held_of, last_request, show_line
from estancia.casework.views.doubles import DoublesView, Likely
from estancia.people.identity import Identity, LikenessReason, likeness, pair_of
from estancia.places import local_date
from estancia.records.models import NotTheSame, Person
from estancia.wording import ForPeople, Sentence

SHOWN = 8
_SEARCHED = 40
_WORTH_A_LOOK = 8.0  # below it a name in common, no more
_WORTH_ASKING = 17.0  # another port's: about a whole name and a day of birth, or a number and half a name
_READ_AS = {"name": Category.NAME, "number": Category.NAME}  # every other reason tells something of the identity
_OWN = frozenset({Relation.OWN_PORT})


class SamePerson(ForPeople):
    """Somebody was said not to be the same as themselves."""

    sentence = Sentence(
        es="Es el mismo archivo dos veces. Nada cambió. Elija el otro archivo con el que lo compara.",
        en="That is the same file twice. Nothing was changed. Choose the other file you are comparing it with.",
    )


def likely_doubles(*, identity: Identity, beside: str = "", by: Actor, now: datetime) -> DoublesView:
    """Show who may already be this person, while they are being written down. Raises `NotYours`.

    `beside` names who is being compared, a person's reference or `draft:number`: they themselves and whoever was said
    not to be the same are left out.
    """
    require(by=by, category=Category.IDENTITY, relations=_OWN, write=True)
    with audit.deed():
        apart = _apart_from(beside) | {beside}
        found = [one for one in search(identity=identity, limit=_SEARCHED) if one.reference not in apart]
        own = [one for one in found if one.location == by.location and one.score >= _WORTH_A_LOOK][:SHOWN]
        others = [one for one in found if one.location != by.location and one.score >= _WORTH_ASKING]
        likely = _shown(found=own, identity=identity, by=by, now=now)
        if others:
            audit.record(by=by, act="doubles_hint", about=[one.reference for one in others], detail={}, now=now)
        audit.record(by=by, act="doubles_look", about=[one.reference for one in own], detail={}, now=now)
        on = local_date(key=by.location, now=now)
        return DoublesView(likely=likely, elsewhere=_ask(location=by.location, on=on) if others else None)


def not_the_same(*, one: str, other: str, by: Actor, now: datetime) -> None:
    """Remember that somebody compared two and says they are two people. Said twice, it stands once.

    Each is a person's reference, or `draft:number`. Raises `NotYours`, `SamePerson`.
    """
    with audit.deed():
        _keep_apart(one=one, other=other, for_ever=False, by=by, now=now)
        audit.record(by=by, act="not_the_same", about=[one, other], detail={}, now=now)


def keep_apart(*, one: str, other: str, by: Actor, now: datetime) -> None:
    """Keep two files apart for ever, because it was asked for. Raises `NotYours`, `SamePerson`."""
    with audit.deed():
        _keep_apart(one=one, other=other, for_ever=True, by=by, now=now)
        audit.record(by=by, act="keep_apart", about=[one, other], detail={}, now=now)


def take_in(*, people: Sequence[Person], draft: str) -> None:
    """Store the keys of a family just handed in, and carry over what was said of its members while they were a draft.

    `people` in the order of the draft. Called inside the deed that writes them.
    """
    store_keys(people=people)
    for number, person in enumerate(people, start=1):
        _carry_over(was=f"{draft}:{number}", becomes=person.reference)


def _carry_over(*, was: str, becomes: str) -> None:
    for row in NotTheSame.objects.filter(Q(first=was) | Q(second=was)):
        other = row.second if row.first == was else row.first
        row.first, row.second = pair_of(one=becomes, other=other)
        row.save(update_fields=["first", "second"])


def _keep_apart(*, one: str, other: str, for_ever: bool, by: Actor, now: datetime) -> None:
    if one == other:
        raise SamePerson
    for reference in (one, other):
        _hold(reference=reference, by=by)
    first, second = pair_of(one=one, other=other)
    said = {"said_by_id": by.staff_id, "said_at": now}
    row, _ = NotTheSame.objects.get_or_create(first=first, second=second, defaults={"for_ever": for_ever, **said})
    if for_ever and not row.for_ever:
        NotTheSame.objects.filter(pk=row.pk).update(for_ever=True, **said)


def _hold(*, reference: str, by: Actor) -> None:
    draft, of_draft, _ = reference.partition(":")
    if of_draft:
        draft_of(reference=draft, by=by)
        return
    person_of(reference=reference, by=by, category=Category.NAME, write=True)


def _apart_from(reference: str) -> set[str]:
    if not reference:
        return set()
    rows = NotTheSame.objects.filter(Q(first=reference) | Q(second=reference)).values_list("first", "second")
    return {one for pair in rows for one in pair}


def _shown(*, found: Sequence[Found], identity: Identity, by: Actor, now: datetime) -> tuple[Likely, ...]:
    rows = Person.objects.select_related("family").in_bulk([one.person_id for one in found])
    return tuple(_likely(found=one, row=rows[one.person_id], identity=identity, by=by, now=now) for one in found)


def _likely(*, found: Found, row: Person, identity: Identity, by: Actor, now: datetime) -> Likely:
    held = categories(by=by, relations=relations_to_person(person=row, by=by))
    if Category.NAME not in held:
        raise NotYours  # searched by place, and the place no longer answers: nobody is shown by mistake
    may_read = held_of(held=held, by=by, request=last_request(person=row))
    said = likeness(one=identity, other=found.identity).reasons
    reasons = tuple(reason for reason in said if _read_as(reason) in may_read)
    family = row.family.members.exclude(pk=row.pk).order_by("order_in_family")
    return Likely(
        person=show_line(person=row, held=held, by=by, now=now),
        score=round(sum(reason.weight for reason in reasons), 3),
        reasons=reasons,
        beside=tuple(family.values_list("name", flat=True)),
    )


def _read_as(reason: LikenessReason) -> Category:
    return _READ_AS.get(reason.about, Category.IDENTITY)


def _ask(*, location: str, on: date) -> Sentence:
    body = overseer(location=location, on=on)
    return _ELSEWHERE.filled(body=body.name) if body else _ELSEWHERE_UNOWNED


_ELSEWHERE = Sentence(
    es="Puede haber ya un archivo de esta persona en otro lugar. Desde aquí no se ve, y no impide atenderla. "
    "Pregunte a {body}.",
    en="There may already be a file of this person elsewhere. It cannot be seen from here, and it is no "
    "bar to helping. Ask {body}.",
)
_ELSEWHERE_UNOWNED = Sentence(
    es="Puede haber ya un archivo de esta persona en otro lugar. Desde aquí no se ve, y no impide atenderla. "
    "Pregunte a quien protege los datos.",
    en="There may already be a file of this person elsewhere. It cannot be seen from here, and it is no "
    "bar to helping. Ask whoever protects the data.",
)
